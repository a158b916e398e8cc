"""The Checks tab: found beside the typing, shown at its words, mended as one step, ignored for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.checks import (
    Finding,
    IgnoreScope,
    load_ignores,
    read_review,
)
from clinicwriter.ui.application import Program
from clinicwriter.ui.checks.card import FindingCard
from clinicwriter.ui.checks.review_dialog import ReviewDialog
from clinicwriter.ui.checks.site_dialog import PATH, SiteChecksDialog
from clinicwriter.ui.editor.marks import Look
from clinicwriter.ui.exporting import ExportDialog

from .conftest import WAIT_MS, Answering, MakeProgram

CURE = "Ketamine cures depression.\n\n"


def buttons(card: FindingCard) -> dict[str, QPushButton]:
    return {button.text(): button for button in card.findChildren(QPushButton) if not button.isHidden()}


# -- in the window ---------------------------------------------------------------------------------


@pytest.fixture
def wait_checked(program: Program, qtbot: QtBot) -> Callable[[], None]:
    def wait() -> None:
        def is_checked() -> bool:
            answer = program.checks.answer
            return answer is not None and answer.question.text.holds and not program.checks.checking.is_busy

        qtbot.waitUntil(is_checked, timeout=WAIT_MS)

    return wait


def type_at_start(program: Program, text: str) -> None:
    program.window.editor.text_edit.textCursor().insertText(text)


def found(program: Program, rule: str) -> Finding | None:
    assert program.checks.answer is not None
    return next((one for one in program.checks.answer.report.findings if one.rule_id == rule), None)


def test_what_is_typed_is_checked_marked_and_counted(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    wait_checked()
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    mark = next(one for one in program.window.editor.marks.of("checks") if one.key is cure)
    assert (mark.start.line, mark.look) == (0, Look.MUST)
    assert program.window.top_bar.check_button.pill.text() == str(len(program.checks.answer.report.groups))  # type: ignore[union-attr]
    assert program.window.status_bar.grade.text().startswith("Reading grade")


def test_a_fix_changes_its_words_and_one_undo_takes_it_back(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    before = program.session.article.to_bytes()
    cure = found(program, "claims.cure")
    assert cure is not None
    program.checks.fix(cure, cure.fixes[0])
    assert program.session.article.text.startswith("Ketamine may ease depression.")
    wait_checked()
    assert found(program, "claims.cure") is None
    program.session.history.undo()
    assert program.session.article.to_bytes() == before


def test_a_fix_whose_words_are_gone_says_so_and_changes_nothing(
    program: Program, wait_checked: Callable[[], None], answering: Answering
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    program.session.history.undo()
    before = program.session.article.to_bytes()
    program.checks.fix(cure, cure.fixes[0])
    assert program.session.article.to_bytes() == before
    assert answering.told[-1].title == "These words are not in the text any more."


def test_a_second_click_on_a_fix_leaves_the_same_words_elsewhere_alone(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    type_at_start(program, CURE + "It cures pain.\n\n")
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    program.checks.fix(cure, cure.fixes[0])
    program.checks.fix(cure, cure.fixes[0])
    assert program.session.article.text.startswith("Ketamine may ease depression.\n\nIt cures pain.\n")


def test_a_fix_finds_its_own_words_when_the_same_were_written_above_meanwhile(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    program.window.editor.text_edit.moveCursor(QTextCursor.MoveOperation.Start)
    type_at_start(program, "It cures.\n\n")
    program.checks.fix(cure, cure.fixes[0])
    assert program.session.article.text.startswith("It cures.\n\nKetamine may ease depression.")


def test_going_to_a_finding_selects_its_words_where_they_stand_now(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    cursor = program.window.editor.text_edit.textCursor()
    cursor.setPosition(0)
    cursor.insertText("New words here. ")
    program.checks.go_to(cure)
    assert program.window.editor.selected_text() == "cures"


def test_ignoring_lasts_for_colleagues_and_the_next_start_and_can_be_ended(
    program: Program, wait_checked: Callable[[], None], make_program: MakeProgram, qtbot: QtBot
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    before = program.session.article.to_bytes()
    card = next(card for card in program.checks.pane.cards if card.finding.rule_id == "claims.cure")
    menu = buttons(card)["Ignore"].menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: found(program, "claims.cure") is None, timeout=WAIT_MS)
    assert program.session.article.to_bytes() == before
    assert "1 ignored" in program.checks.pane.ignored.fold.text()
    root = program.workspace.root
    assert root is not None
    kept = (root / ".clinicwriter" / "ignored.json").read_text("utf-8")
    assert "claims.cure" in kept
    assert "Ketamine" not in kept
    answer = program.checks.answer
    assert answer is not None
    program.checks.pane.ignoring_ended.emit(answer.ignores.entries[0])
    qtbot.waitUntil(lambda: found(program, "claims.cure") is not None, timeout=WAIT_MS)


def test_a_reason_can_be_given_afterwards(
    program: Program, wait_checked: Callable[[], None], answering: Answering, qtbot: QtBot
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    answering.texts.append("Quoted from the leaflet")
    program.checks.ignore(cure, IgnoreScope.ARTICLE)
    qtbot.waitUntil(lambda: found(program, "claims.cure") is None, timeout=WAIT_MS)
    ignored = program.checks.pane.ignored
    ignored.fold.click()
    why = next(one for one in ignored.findChildren(QPushButton) if one.text() == "Say why")
    why.click()
    qtbot.waitUntil(lambda: bool(_reasons(program)), timeout=WAIT_MS)
    assert _reasons(program) == ["Quoted from the leaflet"]
    assert "Say why" not in {one.text() for one in ignored.findChildren(QPushButton) if one.isVisible()}


def test_what_was_ignored_by_mistake_is_shown_again_from_the_bar(
    program: Program, wait_checked: Callable[[], None], qtbot: QtBot
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    cure, offered = found(program, "claims.cure"), program.window.status_bar.offered
    assert cure is not None
    program.checks.ignore(cure, IgnoreScope.HERE)
    qtbot.waitUntil(lambda: found(program, "claims.cure") is None, timeout=WAIT_MS)
    assert (offered.text(), offered.isHidden()) == ("Show again", False)
    offered.click()
    qtbot.waitUntil(lambda: found(program, "claims.cure") is not None, timeout=WAIT_MS)
    assert offered.isHidden()


def _reasons(program: Program) -> list[str]:
    answer = program.checks.answer
    return [one.reason for one in answer.ignores.entries if one.reason] if answer is not None else []


def test_a_detail_is_found_and_the_card_leads_to_its_field(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    program.session.set_field(Role.TITLE, "The permanent cure for pain")
    wait_checked()
    answer = program.checks.answer
    assert answer is not None
    title = next(one for one in answer.report.findings if one.place is Role.TITLE)
    program.checks.go_to(title)
    assert program.window.details.form.title.hasFocus()


def test_the_check_button_shows_the_tab(program: Program, qtbot: QtBot) -> None:
    qtbot.mouseClick(program.window.top_bar.check_button, Qt.MouseButton.LeftButton)
    assert program.checks.pane.isVisible()
    assert program.window.details.tabs.tabText(program.window.details.tabs.currentIndex()) == "Checks"


def test_the_texts_own_menu_offers_the_fix(program: Program, wait_checked: Callable[[], None]) -> None:
    type_at_start(program, CURE)
    wait_checked()
    menu = QMenu()
    menu.addAction("Copy")
    marks = program.window.editor.marks
    place = marks.place(program.session.article.text.index("cures") + 1)
    marks.menu_opening.emit(menu, marks.marks_at(place))
    words = [action.text() for action in menu.actions()]
    assert words.index("Change to “may ease”") < words.index("Ignore these words") < words.index("Copy")


def test_a_rule_file_that_is_a_link_to_nothing_is_told_and_the_rest_is_checked(
    program: Program, wait_checked: Callable[[], None]
) -> None:
    assert program.workspace.root is not None
    folder = program.workspace.root / ".clinicwriter" / "rules"
    folder.mkdir(parents=True)
    try:
        (folder / ".#own.toml").symlink_to("somebody@desk.4711")
    except OSError:
        pytest.skip("this system makes no links")
    type_at_start(program, CURE)
    wait_checked()
    assert found(program, "claims.cure") is not None
    assert program.checks.answer is not None
    assert ".#own.toml" in program.checks.answer.problems[0]


def test_another_article_starts_with_nothing_of_the_last_one(
    program: Program, wait_checked: Callable[[], None], qtbot: QtBot
) -> None:
    type_at_start(program, CURE)
    wait_checked()
    program.operations.new_article()
    assert program.checks.answer is None
    assert program.window.editor.marks.of("checks") == ()
    assert program.window.top_bar.check_button.pill.isHidden()
    wait_checked()
    assert found(program, "claims.cure") is None


# -- before an export ------------------------------------------------------------------------------


def planned_dialog(program: Program, qtbot: QtBot) -> ExportDialog:
    with qtbot.waitSignal(program.exports.planned, timeout=WAIT_MS):
        program.window.book["export.begin"].trigger()
    found_dialogs = program.window.findChildren(ExportDialog)
    assert len(found_dialogs) == 1
    return found_dialogs[0]


def test_an_export_lists_what_is_open_and_goes_on(program: Program, qtbot: QtBot) -> None:
    type_at_start(program, CURE)
    dialog = planned_dialog(program, qtbot)
    words = {button.text() for button in dialog.open_findings.findChildren(QPushButton)}
    assert "Promises a cure" in words
    assert dialog.export_button.isEnabled()
    dialog.reject()


PATIENT = "Our patient Maria Delgado came to us after ten years of back pain.\n\n"


def test_an_export_waits_for_a_likely_patients_name_until_somebody_answers(
    program: Program, wait_checked: Callable[[], None], qtbot: QtBot
) -> None:
    type_at_start(program, PATIENT)
    wait_checked()
    dialog = planned_dialog(program, qtbot)
    assert not dialog.export_button.isEnabled()
    leading = next(
        button for button in dialog.open_findings.findChildren(QPushButton) if not button.isHidden()
    )
    qtbot.mouseClick(leading, Qt.MouseButton.LeftButton)
    assert program.checks.pane.isVisible()
    assert "Maria Delgado" in program.window.editor.selected_text()
    assert program.checks.answer is not None
    for one in program.checks.answer.report.stopping:
        program.checks.ignore(one, IgnoreScope.HERE, one.answers[0] if one.answers else "")
    qtbot.waitUntil(lambda: not program.checks.answer.report.stopping, timeout=WAIT_MS)  # type: ignore[union-attr]
    dialog = planned_dialog(program, qtbot)
    assert dialog.export_button.isEnabled()
    dialog.reject()


def export_a_new_article_with_an_ignored_finding(
    program: Program, wait_checked: Callable[[], None], qtbot: QtBot
) -> None:
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "All about ketamine and pain")
    type_at_start(program, CURE)
    wait_checked()
    cure = found(program, "claims.cure")
    assert cure is not None
    program.checks.ignore(cure, IgnoreScope.HERE)
    qtbot.waitUntil(lambda: found(program, "claims.cure") is None, timeout=WAIT_MS)
    dialog = planned_dialog(program, qtbot)
    with qtbot.waitSignal(program.exports.exported, timeout=WAIT_MS):
        dialog.accept()
    path = str(program.session.origin.site_path)
    qtbot.waitUntil(lambda: decided_about(program) == [path], timeout=WAIT_MS)
    assert found(program, "claims.cure") is None


def decided_about(program: Program) -> list[str]:
    answer = program.checks.answer
    return [entry.article for entry in answer.ignores.entries] if answer is not None else []


def test_what_is_ignored_in_a_new_article_stays_so_after_its_first_export_and_its_undoing(
    program: Program, wait_checked: Callable[[], None], answering: Answering, qtbot: QtBot
) -> None:
    export_a_new_article_with_an_ignored_finding(program, wait_checked, qtbot)
    answering.answers = ["undo"]
    with qtbot.waitSignal(program.undoing.undone, timeout=WAIT_MS):
        program.undoing.begin()
    draft = program.session.origin.draft_id
    qtbot.waitUntil(lambda: decided_about(program) == [draft], timeout=WAIT_MS)
    wait_checked()
    assert found(program, "claims.cure") is None


def test_what_is_ignored_goes_back_with_an_article_that_was_put_away_before_the_undoing(
    program: Program, wait_checked: Callable[[], None], answering: Answering, qtbot: QtBot
) -> None:
    export_a_new_article_with_an_ignored_finding(program, wait_checked, qtbot)
    draft = program.session.origin.draft_id
    program.operations.new_article()
    answering.answers = ["undo"]
    with qtbot.waitSignal(program.undoing.undone, timeout=WAIT_MS):
        program.undoing.begin()
    assert program.workspace.root is not None
    assert [entry.article for entry in load_ignores(program.workspace.root).entries] == [draft]


# -- reviews ---------------------------------------------------------------------------------------


def test_a_review_is_written_into_the_details_and_an_edit_afterwards_is_told(
    program: Program, wait_checked: Callable[[], None], qtbot: QtBot
) -> None:
    before = program.session.article.to_bytes()
    program.window.book["article.reviewed"].trigger()
    dialog = program.window.findChild(ReviewDialog)
    assert isinstance(dialog, ReviewDialog)
    dialog.who.setCurrentText("Ana Ruiz, MD")
    qtbot.mouseClick(dialog.mark_button, Qt.MouseButton.LeftButton)
    review = read_review(program.session.article)
    assert (review.who, review.on) == ("Ana Ruiz, MD", date.today())
    assert review.due is not None
    assert review.is_of(program.session.article)
    wait_checked()
    assert found(program, "review.changed-since") is None
    type_at_start(program, "One more sentence. ")
    wait_checked()
    assert found(program, "review.changed-since") is not None
    program.session.history.undo()
    program.session.history.undo()
    assert program.session.article.to_bytes() == before


def test_a_review_needs_somebody(program: Program, qtbot: QtBot) -> None:
    program.window.book["article.reviewed"].trigger()
    dialog = program.window.findChild(ReviewDialog)
    assert isinstance(dialog, ReviewDialog)
    dialog.who.setCurrentText("  ")
    assert not dialog.mark_button.isEnabled()
    dialog.reject()


# -- across the site -------------------------------------------------------------------------------


def site_dialog(program: Program, qtbot: QtBot) -> SiteChecksDialog:
    program.window.book["site.check"].trigger()
    qtbot.waitUntil(lambda: program.window.findChild(SiteChecksDialog) is not None, timeout=WAIT_MS)
    dialog = program.window.findChild(SiteChecksDialog)
    assert isinstance(dialog, SiteChecksDialog)
    return dialog


def test_all_articles_are_checked_and_a_row_leads_to_its_article(program: Program, qtbot: QtBot) -> None:
    root = program.workspace.root
    assert root is not None
    path = root / "articles" / "meet-our-nurse-practitioner.md"
    path.write_bytes(path.read_bytes() + b"\nKetamine cures depression.\n")
    dialog = site_dialog(program, qtbot)
    rows = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    cure = next(row for row in rows if row is not None and row.text(0) == "Promises a cure")
    leaf = cure.child(0)
    assert leaf is not None
    assert leaf.data(0, PATH) == "articles/meet-our-nurse-practitioner.md"
    dialog.tree.setCurrentItem(leaf)
    with qtbot.waitSignal(program.session.article_opened, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert str(program.session.origin.site_path) == "articles/meet-our-nurse-practitioner.md"


def test_the_table_can_be_seen_by_article_and_saved_to_print(
    program: Program, qtbot: QtBot, answering: Answering, tmp_path: Path
) -> None:
    dialog = site_dialog(program, qtbot)
    dialog.show_by("By article")
    titles = {
        item.text(0)
        for item in (dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount()))
        if item is not None
    }
    assert titles & {row.shown_title for row in program.workspace.rows}
    answering.paths.append(tmp_path / "checks.html")
    dialog.saving_wished.emit()
    qtbot.waitUntil((tmp_path / "checks.html").exists, timeout=WAIT_MS)
    page = (tmp_path / "checks.html").read_text("utf-8")
    assert "<script" not in page
    assert any(title in page for title in titles)
    dialog.reject()


def test_an_export_is_not_stopped_by_an_old_footer_that_it_takes_away(
    program: Program, wait_checked: Callable[[], None], answering: Answering, qtbot: QtBot
) -> None:
    footer = (
        "\n\n---\n\n**For more information visit:**\n\n"
        "[Riverbend Wellness Clinic \\| Springfield](https://riverbend.example/)\n\n"
        "Our patient Maria Delgado, 418 Willow Street, Alder Bay, OR 97010\n"
    )
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "A quiet walk after lunch")
    type_at_start(program, f"Walk a little every day.{footer}")
    wait_checked()
    assert program.checks.answer is not None
    assert program.checks.answer.report.stopping, "the patient is found in what is written"
    answering.answers.append("replace")
    dialog = planned_dialog(program, qtbot)
    assert dialog.export_button.isEnabled()
    assert "Springfield (https://riverbend.example/)" in answering.asked[-1].text
    assert "\\|" not in answering.asked[-1].text
    dialog.reject()
