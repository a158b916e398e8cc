"""Promises about doubtful words in the details: seen under the words, put right there, never in the way."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.details.line_edit import LineEdit
from clinicwriter.ui.details.prose import ProseEdit
from clinicwriter.ui.spelling import flow
from clinicwriter.ui.spelling.entry_marks import EntryMarks, place_in

from .conftest import ListEngine

WAIT_MS = 15_000
TITLE = "Your first infuzion and after"
ROLES = (Role.TITLE, Role.SUMMARY)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "PAUSE_MS", 40)
    monkeypatch.setattr(flow, "FIRST_PAUSE_MS", 40)


@pytest.fixture
def doubtful(program: Program, engine: ListEngine, qtbot: QtBot) -> Program:
    """Give the window with a slip in the title and one in the summary."""
    engine.doubt("infuzion", "infusion")
    program.window.details.show_field(Role.AUTHORS)
    for role in ROLES:
        program.session.set_field(role, TITLE)
    wait_for(qtbot, program, lambda: all(words(program, role) == ["infuzion"] for role in ROLES))
    return program


def wait_for(qtbot: QtBot, program: Program, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and holds(), timeout=WAIT_MS)


def marks_of(program: Program, role: Role) -> EntryMarks:
    return program.spelling.entries.of(role)


def words(program: Program, role: Role) -> list[str]:
    """Return the words of a detail that a wavy line stands under."""
    marks = marks_of(program, role)
    return [marks.entry.words()[one.start.column : one.end.column] for one in marks.marks()]


def waved(entry: LineEdit | ProseEdit, colour: QColor) -> list[int]:
    """Return the columns of pixels in which a line's colour stands."""
    picture = entry.surface().grab().toImage()
    return [
        x for x in range(picture.width()) if any(_is(picture, x, y, colour) for y in range(picture.height()))
    ]


def _is(picture: QImage, x: int, y: int, colour: QColor) -> bool:
    seen = picture.pixelColor(x, y)
    return all(abs(a - b) < 60 for a, b in zip(seen.getRgb()[:3], colour.getRgb()[:3], strict=True))


def offered(program: Program, role: Role, column: int) -> dict[str, Callable[[], None]]:
    """Open the entry's own menu over a column; return what it offers."""
    entry = marks_of(program, role).entry
    area, _feet = next(iter(entry.areas(column, column + 1)))
    where = area.center().toPoint()
    place = entry.surface().mapToGlobal(where)
    QApplication.sendEvent(entry.surface(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, place))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.hide()
    return {one.text(): one.trigger for one in menu.actions() if one.text()}


@pytest.mark.parametrize("role", ROLES)
def test_a_wavy_line_stands_under_the_doubtful_word_alone(doubtful: Program, role: Role):
    entry, colour = marks_of(doubtful, role).entry, doubtful.window.keeper.theme.role("error")
    seen = waved(entry, colour)
    (area, _feet), *_more = entry.areas(TITLE.index("infuzion"), TITLE.index("infuzion") + 8)
    assert area.left() - 2 <= seen[0] <= area.left() + 4
    assert area.right() - 4 <= seen[-1] <= area.right() + 3


def test_the_area_of_words_is_where_the_pointer_finds_them(doubtful: Program):
    title = doubtful.window.details.form.title
    for text in (TITLE, "שלום " * 3 + "infuzion", "אבג infuzion דהו", "long words " * 30 + "infuzion"):
        title.setText(text)
        title.end(False)
        start = text.index("infuzion")
        area, _feet = next(iter(title.areas(start, start + 8)))
        found = {title.cursorPositionAt(QPoint(round(x), 10)) for x in (area.left() + 1, area.right() - 1)}
        assert found == {start, start + 8}


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_puts_the_word_right_as_one_step_to_undo(doubtful: Program, role: Role, qtbot: QtBot):
    session = doubtful.session
    entries = offered(doubtful, role, TITLE.index("infuzion") + 2)
    assert list(entries)[:4] == [
        "Change to “infusion”",
        "Add to the clinic’s dictionary",
        "Add to my dictionary",
        "Ignore here",
    ]
    entries["Change to “infusion”"]()
    assert getattr(session.fields, role.value) == "Your first infusion and after"
    assert words(doubtful, role) == []
    assert marks_of(doubtful, role).entry.words() == "Your first infusion and after"
    session.history.undo()
    assert getattr(session.fields, role.value) == TITLE
    assert marks_of(doubtful, role).entry.words() == TITLE
    wait_for(qtbot, doubtful, lambda: words(doubtful, role) == ["infuzion"])


def test_a_suggestion_right_after_typing_is_a_step_of_its_own(doubtful: Program, qtbot: QtBot):
    title = doubtful.window.details.form.title
    title.setFocus()
    title.end(False)
    qtbot.keyClicks(title, " all")
    doubtful.spelling.entries.change(doubtful.spelling.details[0][1], "infusion")
    assert title.text() == "Your first infusion and after all"
    doubtful.session.history.undo()
    assert title.text() == "Your first infuzion and after all"


def test_a_suggestion_for_a_title_that_is_only_kept_leaves_its_words(doubtful: Program, qtbot: QtBot):
    session, form = doubtful.session, doubtful.window.details.form
    source = f"---\ntitle: &name {TITLE}\nother: *name\n---\n\nText.\n".encode()
    session.replace_article(Article.from_bytes(source), "Other details")
    wait_for(qtbot, doubtful, lambda: words(doubtful, Role.TITLE) == ["infuzion"])
    steps = session.history.count()
    found = next(found for role, found in doubtful.spelling.details if role is Role.TITLE)
    doubtful.spelling.entries.change(found, "infusion")
    assert (form.title.text(), session.fields.title) == (TITLE, TITLE)
    assert session.history.count() == steps
    row = form.row_of(Role.TITLE)
    assert row is not None
    assert "cannot be changed here" in row.message


def test_a_word_added_to_the_dictionary_from_the_title_is_marked_nowhere(doubtful: Program, qtbot: QtBot):
    offered(doubtful, Role.TITLE, TITLE.index("infuzion"))["Add to my dictionary"]()
    wait_for(qtbot, doubtful, lambda: not words(doubtful, Role.TITLE) and not words(doubtful, Role.SUMMARY))


@pytest.mark.parametrize("role", ROLES)
def test_the_key_for_suggestions_opens_them_in_the_field(doubtful: Program, role: Role, qtbot: QtBot):
    entry = marks_of(doubtful, role).entry
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    doubtful.window.book["spelling.suggest"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction().text() == "Change to “infusion”"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert getattr(doubtful.session.fields, role.value) == "Your first infusion and after"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", [(2, 2), (0, 4), (4, 0)])
def test_leaving_the_suggestions_of_a_field_selects_what_was_selected(
    doubtful: Program, role: Role, place: tuple[int, int], qtbot: QtBot
):
    entry = marks_of(doubtful, role).entry
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    entry.pick(place[0], place[0])
    entry.pick(*place)
    doubtful.window.book["spelling.suggest"].trigger()
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(entry, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(entry, Qt.Key.Key_X)
    start, end = min(place[0], place[1] + 1), max(place[0], place[1] + 1)
    assert entry.words() == f"{TITLE[:start]}x{TITLE[end:]}"


def test_a_word_is_not_marked_while_somebody_types_it_but_once_they_left_it(
    doubtful: Program, engine: ListEngine, qtbot: QtBot
):
    engine.doubt("pateint", "patient")
    title = doubtful.window.details.form.title
    title.setFocus()
    title.end(False)
    qtbot.keyClicks(title, " pateint")
    found = doubtful.spelling
    wait_for(qtbot, doubtful, lambda: "pateint" in [one.words for _role, one in found.details])
    assert words(doubtful, Role.TITLE) == ["infuzion"]
    qtbot.keyClicks(title, " ")
    assert words(doubtful, Role.TITLE) == ["infuzion", "pateint"]
    qtbot.keyClick(title, Qt.Key.Key_Left)
    qtbot.keyClick(title, Qt.Key.Key_Backspace)
    assert words(doubtful, Role.TITLE) == ["infuzion"]


def test_the_next_doubtful_word_is_found_in_form_and_text_in_turn(doubtful: Program, qtbot: QtBot):
    window = doubtful.window
    window.editor.replace_text("An infuzion here.")
    wait_for(qtbot, doubtful, lambda: len(window.editor.marks.of("spelling")) == 1)
    form, text = window.details.form, window.editor.text_edit
    form.title.setFocus()
    form.title.home(False)
    seen = []
    for _ in range(4):
        window.book["spelling.next"].trigger()
        here = next(one for one in (form.title, form.summary, text) if one.hasFocus())
        seen.append((here, (here.selectedText if here is form.title else here.textCursor().selectedText)()))
    places = (form.title, form.summary, text, form.title)
    assert seen == [(place, "infuzion") for place in places]


def test_another_article_shows_no_marks_of_the_one_before(doubtful: Program):
    doubtful.session.close_article()
    assert words(doubtful, Role.TITLE) == words(doubtful, Role.SUMMARY) == []


def test_a_key_in_the_title_takes_little_of_the_windows_time(doubtful: Program, qtbot: QtBot):
    marks = marks_of(doubtful, Role.TITLE)
    before = time.process_time()
    for number in range(50):
        marks.entry.setText(TITLE + "x" * number)
    spent_ms = (time.process_time() - before) * 1000 / 50
    assert words(doubtful, Role.TITLE) == ["infuzion"]
    assert spent_ms < 5


def test_a_value_with_other_blanks_than_its_entry_is_marked_at_the_same_letters():
    assert place_in("Your  first\ninfuzion", "Your first infuzion", 11) == 12
    assert place_in("Your first infuzion", "Your  first\n infuzion", 13) == 11
    assert place_in("Other words", "Your first infuzion", 11) is None
