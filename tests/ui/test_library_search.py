"""Searching, choosing and following in the list of articles, and changes of many, in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.site.library import BulkChange, Snippet
from clinicwriter.ui.application import Program
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.everywhere import ChangeDialog, PlanDialog, ReplaceDialog
from clinicwriter.ui.library import Found, LibraryPane, LibraryRow, RowState
from clinicwriter.ui.library.choosing import ChoiceMenu, RowChoice
from clinicwriter.ui.theme import ThemeKeeper

WAIT_MS = 30_000
ROWS = tuple(
    LibraryRow(
        f"site:{name}.md", title, state, date(2026, 10, day), tags=tags, authors=(author,), path=f"{name}.md"
    )
    for day, (name, title, state, tags, author) in enumerate(
        (
            ("visit", "Your first visit", RowState.ON_SITE, ("ketamine", "first visit"), "Dana Whitfield"),
            ("sleep", "Sleep and pain", RowState.EDITED, ("sleep",), "Dr. Amara Osei"),
            ("nurse", "Meet our nurse", RowState.HIDDEN, ("team", "sleep"), "Dana Whitfield"),
        ),
        1,
    )
)


@pytest.fixture
def pane(qtbot: QtBot) -> LibraryPane:
    pane = LibraryPane(ThemeKeeper())
    qtbot.addWidget(pane)
    pane.resize(264, 600)
    pane.show()
    pane.show_rows(ROWS)
    return pane


def shown(pane: LibraryPane) -> list[str]:
    rows = (pane.model.row_at(pane.model.index(number)) for number in range(pane.model.rowCount()))
    return [row.path.removesuffix(".md") for row in rows if row is not None]


# -- what the pane shows -----------------------------------------------------------------------


def test_details_answer_at_the_key_and_texts_follow_ranked(pane: LibraryPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.search_asked) as asked:
        pane.search.setText("sleep")
    assert asked.args == ["sleep"]
    assert shown(pane) == ["nurse", "sleep"]
    pane.take_found(Found("sleep", {"visit.md": 1.0, "sleep.md": 9.0}))
    assert shown(pane) == ["sleep", "visit", "nurse"]


def test_an_answer_to_an_older_question_is_not_shown(pane: LibraryPane) -> None:
    pane.search.setText("chair")
    pane.take_found(Found("chai", {"visit.md": 1.0}))
    assert shown(pane) == []
    pane.take_found(Found("chair", {"visit.md": 1.0}))
    assert shown(pane) == ["visit"]


def test_sorting_while_searching_is_obeyed_until_the_next_search(pane: LibraryPane) -> None:
    pane.search.setText("sleep")
    pane.take_found(Found("sleep", {"visit.md": 1.0, "sleep.md": 9.0}))
    pane.sort_button.menu().actions()[2].trigger()
    assert shown(pane) == ["nurse", "sleep", "visit"]
    pane.search.clear()
    assert len(shown(pane)) == 3


def test_a_row_with_a_piece_of_text_is_higher_and_paints_its_marks(pane: LibraryPane, qtbot: QtBot) -> None:
    pane.search.setText("chair")
    pane.take_found(Found("chair", {"visit.md": 1.0}))
    without = pane.list.visualRect(pane.model.index(0)).height()
    plain = pane.list.grab().toImage()
    pane.take_found(
        Found("chair", {"visit.md": 1.0}, {"visit.md": Snippet("Take the chair now.", ((9, 14),))})
    )
    qtbot.waitUntil(lambda: pane.list.visualRect(pane.model.index(0)).height() > without)
    marked = pane.list.grab().toImage()
    ground = pane._keeper.theme.warning_soft.rgb()
    count = sum(
        marked.pixel(x, y) == ground for x in range(marked.width()) for y in range(min(120, marked.height()))
    )
    assert marked != plain
    assert count > 50


def choose(pane: LibraryPane, *words: str) -> None:
    menu = pane.filter_button.menu()
    assert isinstance(menu, ChoiceMenu)
    menu.aboutToShow.emit()
    actions = menu.actions()
    for word in words[:-1]:
        submenu = next(action.menu() for action in actions if action.text() == word)
        actions = submenu.actions()
    next(action for action in actions if action.text().startswith(words[-1])).trigger()


def test_states_tags_and_authors_are_chosen_and_taken_out_by_their_chips(
    pane: LibraryPane, qtbot: QtBot
) -> None:
    choose(pane, "Tag", "sleep")
    assert shown(pane) == ["nurse", "sleep"]
    choose(pane, "Author", "Dana")
    assert shown(pane) == ["nurse"]
    crosses = [one for one in pane._chips.findChildren(QToolButton) if one.isVisibleTo(pane)]
    assert [one.accessibleName() for one in crosses] == [
        "Do not choose by “sleep” any more",
        "Do not choose by “Dana Whitfield” any more",
    ]
    qtbot.mouseClick(crosses[0], Qt.MouseButton.LeftButton)
    assert shown(pane) == ["nurse", "visit"]
    choose(pane, "Edited since export")
    assert shown(pane) == []
    assert "Take something out" in pane._empty.text()
    choose(pane, "Show all articles")
    assert len(shown(pane)) == 3
    assert not pane._chips.isVisibleTo(pane)


def test_a_choice_needs_every_tag_and_one_of_the_states() -> None:
    row = ROWS[2]
    assert RowChoice(tags=("Sleep", "team")).takes(row)
    assert not RowChoice(tags=("sleep", "ketamine")).takes(row)
    assert RowChoice(states=(RowState.DRAFT, RowState.HIDDEN)).takes(row)
    assert not RowChoice(states=(RowState.DRAFT,)).takes(row)


def test_progress_of_the_first_reading_is_a_line_that_goes_away(pane: LibraryPane) -> None:
    pane.show_progress(1240, 10_000)
    assert pane._progress.text() == "Reading the articles · 1,240 of 10,000"
    assert pane._bar.isVisibleTo(pane)
    pane.show_progress(0, 0)
    assert not pane._progress.isVisibleTo(pane)


def test_ten_thousand_rows_are_searched_and_chosen_like_ten(pane: LibraryPane) -> None:
    many = [replace(ROWS[0], key=f"k{n}", path=f"{n}.md", title=f"Article {n}") for n in range(10_000)]
    pane.show_rows(many)
    pane.search.setText("article 777")
    assert set(shown(pane)) >= {"777", "7770", "1777"}
    pane.search.clear()
    assert pane.model.row_of("k9999") >= 0


# -- the whole window --------------------------------------------------------------------------


def settle(qtbot: QtBot, program: Program, until: Callable[[], bool]) -> None:
    qtbot.waitUntil(
        lambda: not program.work.is_busy and not program.catalogue.is_busy and until(), timeout=WAIT_MS
    )


def titles(program: Program) -> set[str]:
    pane = program.window.library
    rows = (pane.model.row_at(pane.model.index(number)) for number in range(pane.model.rowCount()))
    return {row.title for row in rows if row is not None}


def articles(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root / "articles"


def write(program: Program, name: str, title: str, text: str, tags: str = "lamps") -> Path:
    path = articles(program) / name
    path.write_text(f"---\ntitle: {title}\ndate: 2026-11-20\ntags: [{tags}]\n---\n\n{text}\n", "utf-8")
    return path


def test_words_of_a_text_and_of_a_draft_are_found(program: Program, qtbot: QtBot) -> None:
    write(program, "lamp.md", "A new lamp", "The zeppelinic bulb glows.")
    program.catalogue.look()
    settle(qtbot, program, lambda: "A new lamp" in titles(program))
    program.window.book["article.new"].trigger()
    program.session.set_field(Role.TITLE, "Half an idea")
    program.window.editor.text_edit.insertPlainText("Zeppelins again.")
    program.keeper.keep_and_wait()
    program.window.library.search.setText("zeppelin")
    settle(qtbot, program, lambda: titles(program) == {"A new lamp", "Half an idea"})
    row = next(row for row in program.window.library.model.rows if row.title == "A new lamp")
    qtbot.waitUntil(lambda: program.window.library.model.snippet_of(row) is not None, timeout=WAIT_MS)


def test_what_another_program_does_is_followed_without_a_button(program: Program, qtbot: QtBot) -> None:
    settle(qtbot, program, lambda: True)
    path = write(program, "lamp.md", "A new lamp", "Bulb.")
    settle(qtbot, program, lambda: "A new lamp" in titles(program))
    path.rename(path.with_name("light.md"))
    new = path.with_name("light.tmp")
    new.write_text("---\ntitle: A light\n---\nBulb.\n", "utf-8")
    new.replace(path.with_name("light.md"))
    settle(qtbot, program, lambda: "A light" in titles(program) and "A new lamp" not in titles(program))
    path.with_name("light.md").unlink()
    settle(qtbot, program, lambda: "A light" not in titles(program))


def test_a_drive_that_goes_away_is_said_quietly_and_the_list_stays(
    program: Program, qtbot: QtBot, answering: object
) -> None:
    said: list[str] = []
    program.catalogue.said.connect(said.append)
    root = program.workspace.root
    assert root is not None
    before = titles(program)
    away = root.with_name("away")
    root.rename(away)
    program.catalogue.look()
    settle(qtbot, program, lambda: bool(said))
    program.catalogue.look()
    settle(qtbot, program, lambda: True)
    assert len(said) == 1
    assert "not there any more" in said[0]
    assert titles(program) == before
    away.rename(root)
    program.catalogue.look()
    settle(qtbot, program, lambda: titles(program) == before)


def dialog_of(kind: type) -> object:
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None
    )


def test_a_tag_is_changed_everywhere_after_its_plan_was_seen(program: Program, qtbot: QtBot) -> None:
    paths = [write(program, f"lamp-{n}.md", f"Lamp {n}", "Bulb.") for n in range(3)]
    program.catalogue.look()
    settle(qtbot, program, lambda: "Lamp 2" in titles(program))
    before = [path.read_bytes() for path in paths]
    program.window.library.change_wished.emit("tags", "lamps")
    asking = dialog_of(ChangeDialog)
    assert isinstance(asking, ChangeDialog)
    assert asking.old.currentText() == "lamps"
    assert not asking.plan_button.text().endswith("changes")
    asking.new.setText("lights")
    asking.plan_button.click()
    qtbot.waitUntil(lambda: dialog_of(PlanDialog) is not None, timeout=WAIT_MS)
    plan = dialog_of(PlanDialog)
    assert isinstance(plan, PlanDialog)
    assert "3 articles will be updated" in plan.windowTitle()
    assert [path.read_bytes() for path in paths] == before
    plan.write_button.click()
    settle(qtbot, program, lambda: all(b"[lights]" in path.read_bytes() for path in paths))
    last = program.workspace.log.last()
    assert last is not None
    program.workspace.log.undo(last, program.workspace.writer)
    assert [path.read_bytes() for path in paths] == before


def test_leaving_the_plan_writes_nothing(program: Program, qtbot: QtBot) -> None:
    path = write(program, "lamp.md", "Lamp", "Bulb.")
    before = path.read_bytes()
    program.catalogue.look()
    settle(qtbot, program, lambda: "Lamp" in titles(program))
    program.everywhere.plan_change(BulkChange(Role.TAGS, "lamps", "lights"))
    qtbot.waitUntil(lambda: dialog_of(PlanDialog) is not None, timeout=WAIT_MS)
    plan = dialog_of(PlanDialog)
    assert isinstance(plan, PlanDialog)
    plan.reject()
    settle(qtbot, program, lambda: True)
    assert path.read_bytes() == before


def test_after_the_clinics_facts_changed_the_footer_is_offered_everywhere(
    program: Program, qtbot: QtBot, answering: object
) -> None:
    site = program.workspace.site
    assert site is not None
    old = [path for path in articles(program).glob("*.md") if site.clinic.phone in path.read_text("utf-8")]
    assert old
    answering.answers = ["show"]  # type: ignore[attr-defined]
    program.window.book["site.clinic"].trigger()
    clinic = dialog_of(ClinicDialog)
    assert isinstance(clinic, ClinicDialog)
    clinic.entries["phone"].setText("(555) 010-0199")
    clinic.accept()
    qtbot.waitUntil(lambda: dialog_of(PlanDialog) is not None, timeout=WAIT_MS)
    asked = answering.asked[-1].title  # type: ignore[attr-defined]
    assert asked.startswith("The phone number changed: ")
    plan = dialog_of(PlanDialog)
    assert isinstance(plan, PlanDialog)
    plan.write_button.click()
    settle(qtbot, program, lambda: all("010-0199" in path.read_text("utf-8") for path in old))


def test_words_are_replaced_in_all_articles_after_a_look_at_what_changes(
    program: Program, qtbot: QtBot
) -> None:
    paths = [
        write(program, f"lamp-{number}.md", f"Lamp {number}", "The bulb and [bulb](bulb.html). Bulbous.")
        for number in range(3)
    ]
    before = [path.read_bytes() for path in paths]
    program.catalogue.look()
    settle(qtbot, program, lambda: "Lamp 2" in titles(program))
    program.window.book["site.replace"].trigger()
    asked = dialog_of(ReplaceDialog)
    assert isinstance(asked, ReplaceDialog)
    asked.old.setText("bulb")
    asked.new.setText("light")
    asked.plan_button.click()
    qtbot.waitUntil(lambda: dialog_of(PlanDialog) is not None, timeout=WAIT_MS)
    plan = dialog_of(PlanDialog)
    assert isinstance(plan, PlanDialog)
    assert "3 articles will be updated" in plan.windowTitle()
    assert [path.read_bytes() for path in paths] == before
    plan.write_button.click()
    after = [data.replace(b"The bulb", b"The light").replace(b"[bulb]", b"[light]") for data in before]
    settle(qtbot, program, lambda: [path.read_bytes() for path in paths] == after)
    last = program.workspace.log.last()
    assert last is not None
    program.workspace.log.undo(last, program.workspace.writer)
    assert [path.read_bytes() for path in paths] == before
