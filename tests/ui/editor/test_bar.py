"""Promises about the bar above the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QCursor,
    QKeySequence,
)
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.actions import ACTIONS
from clinicwriter.ui.editor.table_chooser import TableMenu
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper

from .rig import LONG, open_text, text_of

TOGGLES = [
    row.name
    for row in ACTIONS
    if row.command is not None and not row.repeats and row.name != "editor.paragraph"
]


@pytest.mark.parametrize("name", TOGGLES)
@pytest.mark.parametrize("place", [(0, 3, 4), (2, 2, 5), (4, 0, 60), (5, 4, 3), (0, 0, 0)])
def test_a_command_given_twice_gives_the_first_text_and_selection(
    pane: EditorPane, session: Session, name: str, place: tuple[int, int, int]
) -> None:
    text = "plain words\nmore **of them**\n- item\n1. number\n> quoted __words__\n## head\r\nlast"
    open_text(session, text)
    pane.select(*place)
    before = pane._editing.selection()
    pane.action(name).trigger()
    pane.action(name).trigger()
    assert text_of(session) == text
    assert pane._editing.selection() == before


def test_the_bar_shows_what_holds_at_the_cursor(pane: EditorPane, session: Session) -> None:
    open_text(session, "## Head\n\n- a **bold** word\n\n> [link](x) *it*")
    states = {}
    for place in [(0, 4), (2, 7), (4, 4), (4, 14)]:
        pane.select(*place, 0)
        pane.update_states()
        states[place] = {action.objectName() for action in pane.actions() if action.isChecked()}
    assert states[0, 4] == {"editor.heading-2"}
    assert states[2, 7] == {"editor.paragraph", "editor.bold", "editor.bullets"}
    assert states[4, 4] == {"editor.paragraph", "editor.link", "editor.quote"}
    assert states[4, 14] == {"editor.paragraph", "editor.italic", "editor.quote"}


def test_every_action_has_a_name_keys_of_its_own_an_icon_and_a_hint(pane: EditorPane) -> None:
    actions = pane.actions()
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(set(keys)) == len(keys) > 15
    for action in actions:
        assert action.objectName().startswith("editor.")
        assert not action.icon().isNull()
        assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in action.toolTip()


def test_a_narrow_bar_moves_what_has_no_room_into_its_last_menu(pane: EditorPane, qtbot: QtBot) -> None:
    pane.resize(260, 400)
    qtbot.waitUntil(lambda: pane.bar.width() == 260)
    names = {action.objectName() for action in pane.bar.more.menu().actions()}
    assert {"editor.table", "editor.quote", "editor.replace"} <= names


def test_no_button_stays_lit_when_its_menu_has_closed_and_the_pointer_is_elsewhere(
    pane: EditorPane, qtbot: QtBot
) -> None:
    button = pane.bar.headings
    for place, is_lit in (
        (pane.text_edit.mapToGlobal(QPoint(200, 200)), False),
        (button.mapToGlobal(button.rect().center()), True),
    ):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        button.menu().popup(button.mapToGlobal(QPoint(0, 40)))
        QCursor.setPos(place)
        button.menu().close()
        qtbot.wait(10)
        assert button.underMouse() is is_lit


def test_the_table_grid_is_chosen_with_the_arrow_keys(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    menu = TableMenu(ThemeKeeper(choice="light").theme, pane)
    menu.grid.chosen.connect(pane.insert_table)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(menu.grid, key)
    assert text_of(session).split("\n")[0] == "| Heading 1 | Heading 2 | Heading 3 |"
    assert len(session.lines) == 4
    qtbot.keyClicks(pane.text_edit, "Dose")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "When")
    assert text_of(session).startswith("| Dose | When | Heading 3 |")


def test_a_link_is_wished_for_and_put_around_the_selection(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "see us now")
    pane.select(0, 4, 2)
    with qtbot.waitSignal(pane.link_wished):
        pane.action("editor.link").trigger()
    pane.insert_link("/us/", "")
    assert text_of(session) == "see [us](/us/) now"
    assert pane.link_here() == ("us", "/us/")
    pane.remove_link()
    assert text_of(session) == "see us now"
    assert pane.link_here() is None


def test_undo_brings_the_cursor_back_to_where_the_command_was_given(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, LONG)
    pane.select(400, 10, 5)
    pane.action("editor.bold").trigger()
    session.history.undo()
    assert pane.cursor_line() == 400
    qtbot.keyClicks(pane.text_edit, "x")
    assert "x" in session.lines.texts[400]
