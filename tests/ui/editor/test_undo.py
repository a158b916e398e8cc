"""Promises about the editor: one undo order for text and form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextCursor,
)
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session

from .rig import CONTROL, SHIFT, open_text, text_of


def test_text_and_form_are_undone_in_the_order_in_which_they_were_done(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one")
    pane.text_edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(pane.text_edit, "abc")
    session.set_field(Role.TITLE, "B")
    qtbot.keyClicks(pane.text_edit, "def")
    assert text_of(session) == "oneabcdef"
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("oneabc", "B")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("oneabc", "A")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("one", "A")
    for _ in range(3):
        session.history.redo()
    assert (text_of(session), session.fields.title) == ("oneabcdef", "B")


def test_typing_after_an_undone_form_edit_is_a_step_of_its_own(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "abc")
    session.set_field(Role.TITLE, "B")
    session.history.undo()
    qtbot.keyClicks(pane.text_edit, "def")
    assert not session.history.canRedo()
    session.history.undo()
    assert text_of(session) == "abc"


def test_a_long_run_of_typing_is_undone_in_several_steps(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "some words " * 20)
    assert 3 <= session.history.count() <= 20
    while session.history.canUndo():
        session.history.undo()
    assert text_of(session) == ""


def test_undo_keys_in_the_text_go_to_the_one_order(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    session.set_field(Role.TITLE, "B")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL)
    assert session.fields.title == "A"
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Y, CONTROL)
    assert session.fields.title == "B"
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert session.fields.title == "B"


def test_opening_another_article_forgets_the_steps_of_the_last(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one")
    qtbot.keyClicks(pane.text_edit, "abc")
    open_text(session, "other")
    assert not session.history.canUndo()
    assert not pane.text_edit.document().isUndoAvailable()
    assert text_of(session) == "other"


def test_another_article_in_place_of_this_one_is_one_step(pane: EditorPane, session: Session) -> None:
    open_text(session, "one\ntwo\nthree")
    session.replace_article(Article.from_bytes(b"---\ntitle: B\n---\n\none\nTWO\nthree\n"), "Discard")
    assert (text_of(session), session.fields.title) == ("one\nTWO\nthree\n", "B")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("one\ntwo\nthree", "A")
    assert not session.history.canUndo()


def test_a_change_of_line_ends_alone_is_undone_like_any_other(pane: EditorPane, session: Session) -> None:
    open_text(session, "one\ntwo\n")
    revision = session.revision
    pane.replace_text("one\r\ntwo\r\n")
    assert text_of(session) == "one\r\ntwo\r\n"
    assert session.revision > revision
    session.history.undo()
    assert text_of(session) == "one\ntwo\n"
    session.history.redo()
    assert text_of(session) == "one\r\ntwo\r\n"
    pane.replace_text("one\r\ntwo\r\n")
    assert session.history.count() == 1
