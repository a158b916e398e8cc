"""What people do with articles, on the whole window over the sample site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import DiskFullError
from clinicwriter.ui.application import Program
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.library import RowState
from clinicwriter.ui.questions import message_for
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work, attempt

WAIT_MS = 15_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def type_text(qtbot: QtBot, program: Program, text: str) -> None:
    qtbot.keyClicks(program.window.editor.text_edit, text)


def open_titled(qtbot: QtBot, program: Program, title: str) -> None:
    row = next(row for row in program.workspace.rows if row.title == title)
    program.window.library.article_wished.emit(row.key)
    settle(qtbot, program, lambda: program.session.fields.title == title)


def row_state(program: Program, title: str) -> RowState:
    return next(row.state for row in program.window.library.model.rows if row.title == title)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and ".clinicwriter" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


# -- opening ---------------------------------------------------------------------------------------


def test_opening_and_looking_at_articles_changes_no_file_of_the_site(program: Program, qtbot: QtBot):
    before = files_of(root_of(program))
    for row in program.workspace.rows:
        open_titled(qtbot, program, row.title)
    program.window.close()
    assert files_of(root_of(program)) == before


def test_an_edited_article_is_shown_as_edited_and_comes_back_with_its_edit(program: Program, qtbot: QtBot):
    title = program.session.fields.title or ""
    type_text(qtbot, program, "New words. ")
    settle(qtbot, program, lambda: row_state(program, title) is RowState.EDITED)
    open_titled(qtbot, program, "Meet our nurse practitioner")
    open_titled(qtbot, program, title)
    assert program.session.article.text.startswith("New words. ")


def test_a_new_article_is_under_drafts_until_its_first_export(program: Program, qtbot: QtBot):
    program.window.book["article.new"].trigger()
    program.session.set_field(Role.TITLE, "Our new waiting room")
    settle(qtbot, program, lambda: program.keeper.is_all_kept)
    assert row_state(program, "Our new waiting room") is RowState.DRAFT
    assert program.session.origin.site_path is None


def test_a_file_from_anywhere_is_written_back_to_its_own_place(
    program: Program, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "notes.md"
    path.write_bytes(b"---\r\ntitle: Notes\r\n---\r\nFirst line.\r\n")
    program.operations.open_path(path)
    settle(qtbot, program, lambda: program.session.fields.title == "Notes")
    type_text(qtbot, program, "A ")
    program.window.book["article.save"].trigger()
    settle(qtbot, program, lambda: not program.session.copy.is_edited)
    assert path.read_bytes() == b"---\r\ntitle: Notes\r\n---\r\nA First line.\r\n"


def test_a_site_article_opened_by_its_path_is_the_one_in_the_list(program: Program, qtbot: QtBot):
    program.operations.open_path(root_of(program) / "articles" / "keeping-you-safe.md")
    settle(qtbot, program, lambda: str(program.session.origin.site_path) == "articles/keeping-you-safe.md")
    assert program.session.origin.outside_path is None
    assert program.operations.current_key() == "site:articles/keeping-you-safe.md"


def test_opening_what_is_no_site_says_so_and_keeps_the_open_article(
    program: Program, qtbot: QtBot, tmp_path: Path, answering
):
    title = program.session.fields.title
    (tmp_path / "empty").mkdir()
    answering.paths.append(tmp_path / "empty")
    program.window.book["site.open"].trigger()
    settle(qtbot, program, lambda: answering.told)
    assert program.session.fields.title == title
    assert program.workspace.site is not None


# -- saving and copying ----------------------------------------------------------------------------


def test_saving_a_draft_says_that_everything_is_kept_and_marks_a_version(program: Program, qtbot: QtBot):
    before = files_of(root_of(program))
    type_text(qtbot, program, "Word ")
    program.window.book["article.save"].trigger()
    settle(qtbot, program, lambda: "Everything is kept" in program.window.status_bar.kept.text())
    folders = [path for path in program.workspace.places.versions.rglob("*") if path.is_file()]
    assert folders
    assert files_of(root_of(program)) == before


def test_a_copy_is_written_where_somebody_said(program: Program, qtbot: QtBot, tmp_path: Path, answering):
    answering.paths.append(tmp_path / "copy.md")
    program.window.book["article.copy"].trigger()
    settle(qtbot, program, (tmp_path / "copy.md").exists)
    assert (tmp_path / "copy.md").read_bytes() == program.session.article.to_bytes()


def test_a_duplicate_is_a_new_article_with_the_same_text_and_no_address(program: Program, qtbot: QtBot):
    text, title = program.session.article.text, program.session.fields.title
    program.window.book["article.duplicate"].trigger()
    settle(qtbot, program)
    assert program.session.fields.title == f"Copy of {title}"
    assert program.session.article.text.rstrip() == text.rstrip()
    assert program.session.fields.slug is None
    assert program.session.origin.is_new


def test_renaming_changes_the_title_and_can_be_undone(program: Program, qtbot: QtBot, answering):
    title = program.session.fields.title
    answering.texts.append("What happens at an infusion")
    program.window.book["article.rename"].trigger()
    assert program.session.fields.title == "What happens at an infusion"
    program.window.book["edit.undo"].trigger()
    assert program.session.fields.title == title


def test_discarding_changes_brings_the_sites_text_back_and_can_be_undone(program: Program, qtbot: QtBot):
    base = program.session.origin.base
    type_text(qtbot, program, "Oh no. ")
    program.session.set_field(Role.TITLE, "Another title")
    edited = program.session.article
    program.desk.deeds.discard_changes()
    settle(qtbot, program)
    assert program.session.article.to_bytes() == base
    program.window.book["edit.undo"].trigger()
    assert program.session.article.to_bytes() == edited.to_bytes()


# -- the trash -------------------------------------------------------------------------------------


def ask_removal(qtbot: QtBot, program: Program) -> ExportDialog:
    program.window.book["article.delete"].trigger()
    qtbot.waitUntil(
        lambda: isinstance(program.application.activeModalWidget(), ExportDialog), timeout=WAIT_MS
    )
    dialog = program.application.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    return dialog


def test_removing_an_article_takes_its_page_and_its_mentions_and_can_be_undone(
    program: Program, qtbot: QtBot, answering
):
    before = files_of(root_of(program))
    open_titled(qtbot, program, "Insurance and payment: what to know")
    name = str(program.session.origin.site_path)
    page = name.replace("articles/", "blog/").replace(".md", ".html")
    dialog = ask_removal(qtbot, program)
    assert dialog.export_button.text() == "Remove 1 article"
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Meet our nurse practitioner" in words, "an article that links to it is named"
    assert files_of(root_of(program)) == before
    dialog.export_button.click()
    settle(qtbot, program, lambda: not program.session.is_open)
    after = files_of(root_of(program))
    assert set(before) - set(after) == {name, page, "blog/tag-costs.html"}
    assert page.rpartition("/")[2] in before["blog/index.html"].decode()
    mention = "Insurance and payment: what to know"
    assert any(mention in data.decode("utf-8", "replace") for data in before.values())
    assert not any(mention in data.decode("utf-8", "replace") for data in after.values())
    assert not any(row.title.startswith("Insurance") for row in program.workspace.rows)
    entries = program.workspace.trash.entries()
    assert [program.workspace.trash.read(entry) for entry in entries] == [before[name]]
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: files_of(root_of(program)) == before)
    assert any(row.title.startswith("Insurance") for row in program.workspace.rows)


def test_what_was_written_in_a_removed_article_lies_in_the_trash_too(program: Program, qtbot: QtBot):
    type_text(qtbot, program, "Not sent yet. ")
    ask_removal(qtbot, program).export_button.click()
    settle(qtbot, program, lambda: not program.session.is_open)
    trash = program.workspace.trash
    texts = [trash.read(entry) for entry in trash.entries()]
    assert sum(b"Not sent yet. " in text for text in texts) == 1
    assert len(texts) == 2


def test_an_article_that_cannot_be_removed_stays_whole(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    before = files_of(root_of(program))

    def refuse(*_arguments: object, **_more: object) -> None:
        raise DiskFullError.of(root_of(program))

    dialog = ask_removal(qtbot, program)
    monkeypatch.setattr(program.workspace.writer, "write_all", refuse)
    dialog.export_button.click()
    settle(qtbot, program, lambda: answering.told)
    assert files_of(root_of(program)) == before
    assert program.workspace.trash.entries() == ()
    assert program.session.is_open


def test_keeping_an_article_changes_nothing(program: Program, qtbot: QtBot):
    before = files_of(root_of(program))
    ask_removal(qtbot, program).reject()
    settle(qtbot, program)
    assert files_of(root_of(program)) == before
    assert program.session.is_open


def test_a_thrown_away_draft_can_be_brought_back_with_its_text(program: Program, qtbot: QtBot, answering):
    program.window.book["article.new"].trigger()
    program.session.set_field(Role.TITLE, "A draft to lose")
    type_text(qtbot, program, "Its text.")
    settle(qtbot, program, lambda: program.keeper.is_all_kept)
    answering.answers.append("trash")
    program.desk.deeds.delete()
    settle(qtbot, program, lambda: not program.session.is_open)
    draft = program.workspace.trash.restore(program.workspace.trash.entries()[0])
    assert b"Its text." in draft.article


# -- export ----------------------------------------------------------------------------------------


def export_now(qtbot: QtBot, program: Program) -> None:
    plans: list[object] = []
    program.exports.planned.disconnect()
    program.exports.planned.connect(plans.append)
    program.exports.begin()
    settle(qtbot, program, lambda: plans or program.questions.told)
    assert program.questions.told == []
    program.exports.write(plans[0])
    settle(qtbot, program)


def test_an_export_changes_the_article_and_its_page_and_undoing_it_puts_all_back(
    program: Program, qtbot: QtBot, answering
):
    before = files_of(root_of(program))
    type_text(qtbot, program, "Welcome. ")
    export_now(qtbot, program)
    after = files_of(root_of(program))
    changed = {name for name in after if after[name] != before.get(name)}
    assert {"articles/first-infusion.md", "blog/first-infusion.html"} <= changed
    assert not program.session.copy.is_edited
    assert row_state(program, program.session.fields.title or "") is RowState.ON_SITE
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: files_of(root_of(program)) == before)
    assert program.session.copy.is_edited
    assert program.session.article.text.startswith("Welcome. ")


def test_a_second_export_has_nothing_to_write(program: Program, qtbot: QtBot):
    type_text(qtbot, program, "Once. ")
    export_now(qtbot, program)
    once = files_of(root_of(program))
    export_now(qtbot, program)
    assert files_of(root_of(program)) == once


def test_an_article_without_a_title_is_refused_with_words(program: Program, qtbot: QtBot, answering):
    before = files_of(root_of(program))
    program.operations.new_article()
    type_text(qtbot, program, "Text.")
    program.exports.begin()
    settle(qtbot, program, lambda: answering.told)
    assert "title" in answering.told[0].title
    assert files_of(root_of(program)) == before


@pytest.mark.parametrize("answer", ["tell", "later"])
def test_an_export_without_the_clinics_name_leads_to_the_clinics_details(
    program: Program, qtbot: QtBot, answering, answer: str
):
    root = root_of(program)
    (root / "clinicwriter.toml").unlink()
    program.workspace.site.refresh()
    type_text(qtbot, program, "Still here. ")
    before = files_of(root)
    answering.answers.append(answer)
    program.exports.begin()
    settle(qtbot, program, lambda: answering.asked)
    assert "name and address" in answering.asked[0].title
    assert bool(program.window.findChildren(ClinicDialog)) == (answer == "tell")
    assert not program.exports.is_busy
    assert answering.told == []
    assert files_of(root) == before


@pytest.mark.parametrize("keeps", [True, False])
def test_the_export_goes_on_by_itself_once_the_clinics_details_are_filled_in(
    program: Program, qtbot: QtBot, answering, keeps: bool
):
    (root_of(program) / "clinicwriter.toml").unlink()
    program.workspace.site.refresh()
    type_text(qtbot, program, "Still here. ")
    plans: list[object] = []
    program.exports.planned.connect(plans.append)
    answering.answers.append("tell")
    program.exports.begin()
    settle(qtbot, program, lambda: program.window.findChildren(ClinicDialog))
    dialog = program.window.findChildren(ClinicDialog)[0]
    if not keeps:
        dialog.reject()
        program.window.book["site.clinic"].trigger()
        dialog = [each for each in program.window.findChildren(ClinicDialog) if each.isVisible()][-1]
    dialog.entries["name"].setText("Riverbend")
    dialog.accept()
    settle(qtbot, program, lambda: program.workspace.site.clinic.name == "Riverbend")
    if keeps:
        settle(qtbot, program, lambda: plans)
    else:
        qtbot.wait(50)
        assert plans == []


def test_the_whole_of_an_older_footer_is_shown_before_somebody_lets_it_go(
    program: Program, qtbot: QtBot, answering
):
    before = files_of(root_of(program))
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Rest well")
    footer = "For more information visit\n\nRiverbend\n\n24 Harbor Street\n"
    program.session.text_replacement_wished.emit(f"Text.\n\n{footer}")
    program.exports.begin()
    settle(qtbot, program, lambda: answering.asked)
    assert "For more information visit\nRiverbend\n24 Harbor Street" in answering.asked[0].text
    assert files_of(root_of(program)) == before


def test_nothing_is_written_when_somebody_cancels(program: Program, qtbot: QtBot):
    before = files_of(root_of(program))
    type_text(qtbot, program, "Never mind. ")
    program.exports.begin()
    settle(qtbot, program, lambda: program.application.activeModalWidget() is not None)
    program.application.activeModalWidget().reject()
    settle(qtbot, program)
    assert files_of(root_of(program)) == before


# -- work elsewhere --------------------------------------------------------------------------------


def test_an_unexpected_error_comes_back_with_its_trace_and_calm_words():
    outcome = attempt(lambda: 1 / 0)
    message = message_for(outcome.error or Exception(), outcome.trace)
    assert "ZeroDivisionError" in message.details
    assert "Your text is kept" in message.text


def test_jobs_bring_their_answers_in_the_order_in_which_they_were_given(qtbot: QtBot):
    work, answers = Work(), []
    for number in range(20):
        work.run("Counting", lambda number=number: number, answers.append, while_=ALWAYS)
    qtbot.waitUntil(lambda: not work.is_busy)
    assert answers == list(range(20))


def test_a_failed_job_reaches_its_own_handler_or_the_door_for_all(qtbot: QtBot):
    work = Work()
    own: list[Outcome] = []
    door: list[Outcome] = []
    work.error_met.connect(door.append)
    work.run("Failing", [].pop, own.append, own.append, while_=ALWAYS)
    work.run("Failing", lambda: {}["x"], own.append, while_=ALWAYS)
    qtbot.waitUntil(lambda: not work.is_busy)
    assert [type(o.error) for o in own] == [IndexError]
    assert [type(o.error) for o in door] == [KeyError]


def test_a_stopped_job_gives_no_answer(qtbot: QtBot):
    work, answers = Work(), []
    work.run("Long", lambda: 1, answers.append, while_=ALWAYS)
    work.stop()
    qtbot.waitUntil(lambda: not work.is_busy)
    assert answers == []


def test_the_article_class_is_what_the_operations_hand_around(program: Program):
    assert isinstance(program.session.article, Article)


def test_a_draft_stays_in_the_list_when_another_article_is_opened(program: Program, qtbot: QtBot):
    program.window.book["article.new"].trigger()
    program.session.set_field(Role.TITLE, "Half an idea")
    type_text(qtbot, program, "More to come.")
    open_titled(qtbot, program, "Meet our nurse practitioner")
    assert row_state(program, "Half an idea") is RowState.DRAFT
    open_titled(qtbot, program, "Half an idea")
    assert program.session.article.text == "More to come."


def test_an_article_that_nobody_wrote_in_leaves_nothing_in_the_list(program: Program, qtbot: QtBot):
    count = len(program.workspace.rows)
    program.window.book["article.new"].trigger()
    open_titled(qtbot, program, "Meet our nurse practitioner")
    assert len(program.window.library.model.rows) == count


def test_an_article_that_somebody_else_added_is_in_the_list_when_the_window_comes_back(
    program: Program, qtbot: QtBot
):
    path = root_of(program) / "articles" / "from-lena.md"
    path.write_bytes(b"---\ntitle: From Lena\ndate: 2026-11-20\n---\n\nHello.\n")
    program.window.came_to_front.emit()
    settle(qtbot, program, lambda: any(row.title == "From Lena" for row in program.workspace.rows))


def test_a_site_that_went_away_is_told_at_export_and_nothing_is_lost(
    program: Program, qtbot: QtBot, answering
):
    type_text(qtbot, program, "Still here. ")
    root = root_of(program)
    root.rename(root.with_name("away"))
    program.window.came_to_front.emit()
    settle(qtbot, program)
    assert answering.told == []
    program.exports.begin()
    settle(qtbot, program, lambda: answering.told)
    assert "not there any more" in answering.told[0].title
    assert program.session.article.text.startswith("Still here. ")
    assert not root.exists()
    root.with_name("away").rename(root)


def test_the_list_and_the_window_count_the_same_words(program: Program, qtbot: QtBot):
    for row in program.workspace.rows:
        program.operations.open_row(row.key)
        settle(qtbot, program, lambda title=row.title: program.session.fields.title == title)
        assert program.window.editor.word_count() == row.words


def test_the_list_counts_the_words_of_drafts_as_they_are_now(program: Program, qtbot: QtBot):
    library, editor = program.window.library, program.window.editor

    def shown() -> int:
        key = program.operations.current_key()
        return next((row.words for row in library.model.rows if row.key == key), 0)

    type_text(qtbot, program, "Five more words for it. ")
    qtbot.waitUntil(lambda: shown() == editor.word_count(), timeout=WAIT_MS)
    edited = editor.word_count()
    program.window.book["article.new"].trigger()
    type_text(qtbot, program, "Three new words.")
    qtbot.waitUntil(lambda: shown() == 3, timeout=WAIT_MS)
    program.keeper.keep_and_wait()
    gathered = program.workspace.gather_rows(program.workspace.site)
    assert sorted(row.words for row in gathered if row.kept_at) == [3, edited]
