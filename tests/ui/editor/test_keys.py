"""Promises about the keys that the editor answers to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QInputMethodEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper

from .rig import CONTROL, SHIFT, open_text, text_of


def test_enter_and_tab_write_lists_that_every_generator_reads(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "1. one\rtwo\r")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "inner\r\r")
    qtbot.keyClicks(pane.text_edit, "three\r\rend")
    assert text_of(session) == "1. one\n2. two\n    1. inner\n3. three\n\nend"


def test_shift_enter_breaks_a_line_without_an_odd_letter(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "one")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(pane.text_edit, "two")
    assert text_of(session) == "one  \ntwo"


def test_enter_between_fences_is_a_plain_new_line(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "```\n- one\n```")
    pane.select(1, 5, 0)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    assert text_of(session) == "```\n- one\n\n```"


def test_tab_at_the_beginning_of_a_paragraph_makes_no_code_of_it(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "plain")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    assert text_of(session) == "plain"


def test_backspace_at_an_items_beginning_takes_its_mark_away(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "- one")
    pane.select(0, 2, 0)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Backspace)
    assert text_of(session) == "one"


def test_control_tab_leaves_the_text(qtbot: QtBot, session: Session) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    pane, entry = EditorPane(session, ThemeKeeper(choice="light")), QLineEdit()
    column.addWidget(pane)
    column.addWidget(entry)
    back = QAction(holder)
    back.setShortcut("Ctrl+Tab")
    back.triggered.connect(pane.text_edit.setFocus)
    holder.addAction(back)
    open_text(session, "one")
    with qtbot.waitActive(holder):
        holder.show()
    pane.text_edit.setFocus()
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab, CONTROL)
    assert not pane.text_edit.hasFocus()
    assert text_of(session) == "one"


def test_letters_that_are_still_being_composed_are_no_text_yet(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one\r\ntwo")
    QApplication.sendEvent(pane.text_edit, QInputMethodEvent("ni", []))
    assert text_of(session) == "one\r\ntwo"
    done = QInputMethodEvent("", [])
    done.setCommitString("\u4f60")
    QApplication.sendEvent(pane.text_edit, done)
    assert text_of(session) == "\u4f60one\r\ntwo"
    session.history.undo()
    assert text_of(session) == "one\r\ntwo"


@pytest.mark.parametrize("name", ["editor.bold", "editor.italic", "editor.code"])
def test_empty_marks_go_when_the_cursor_leaves_them(
    pane: EditorPane, session: Session, qtbot: QtBot, name: str
) -> None:
    open_text(session, "Getting ready  is easy.")
    stand_at(pane, 14)
    pane.action(name).trigger()
    assert text_of(session) != "Getting ready  is easy."
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_End)
    assert text_of(session) == "Getting ready  is easy."
    qtbot.keyClicks(pane.text_edit, "!")
    assert text_of(session) == "Getting ready  is easy.!"
    session.history.undo()
    session.history.undo()
    session.history.undo()
    assert text_of(session) == "Getting ready  is easy."


def test_marks_with_words_between_stay(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "Getting ready  is easy.")
    stand_at(pane, 14)
    pane.action("editor.bold").trigger()
    qtbot.keyClicks(pane.text_edit, "now")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_End)
    assert text_of(session) == "Getting ready **now** is easy."


@pytest.mark.parametrize(
    ("name", "marks"), [("editor.bold", "**"), ("editor.italic", "*"), ("editor.code", "`")]
)
@pytest.mark.parametrize("words", ["now", "right now", "now "])
def test_what_is_typed_after_the_second_press_of_a_button_is_plain_again(
    pane: EditorPane, session: Session, qtbot: QtBot, name: str, marks: str, words: str
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "Come ")
    for typed, is_on in ((words, True), ("!", False)):
        pane.action(name).trigger()
        assert pane.action(name).isChecked() is is_on
        qtbot.keyClicks(pane.text_edit, typed)
    bare = words.rstrip()
    text = f"Come {marks}{bare}{marks}{words[len(bare) :]}!"
    assert text_of(session) == text
    while session.history.canUndo():
        session.history.undo()
    assert text_of(session) == ""
    while session.history.canRedo():
        session.history.redo()
    assert text_of(session) == text


def test_a_button_pressed_twice_with_nothing_typed_leaves_no_marks(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "Come  now")
    stand_at(pane, 5)
    pane.action("editor.bold").trigger()
    pane._editing.select(pane._editing.selection())
    pane.action("editor.bold").trigger()
    assert text_of(session) == "Come  now"


def stand_at(pane: EditorPane, column: int) -> None:
    cursor = pane.text_edit.textCursor()
    cursor.setPosition(column)
    pane.text_edit.setTextCursor(cursor)
