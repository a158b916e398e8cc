"""Promises about Enter and Backspace in running text, after lists and after quotes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session

from .rig import open_text

ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace


def put_cursor(pane: EditorPane, session: Session, marked: str) -> None:
    """Open a text with the cursor where it has a stroke."""
    before = marked.partition("¦")[0]
    open_text(session, marked.replace("¦", ""))
    pane.select(before.count("\n"), len(before.rpartition("\n")[2]), 0)


def shown(pane: EditorPane, session: Session) -> str:
    """Return the text with a stroke where the cursor stands."""
    cursor = pane.text_edit.textCursor()
    lines = list(session.lines.texts)
    line, column = cursor.blockNumber(), cursor.positionInBlock()
    lines[line] = f"{lines[line][:column]}¦{lines[line][column:]}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Para one.¦", "Para one.\n\n¦"),
        ("Para one.¦\n\nPara two.", "Para one.\n\n¦\n\nPara two."),
        ("Para one. ¦Para two.", "Para one.\n\n¦Para two."),
        ("One line¦\nof one paragraph", "One line\n\n¦\nof one paragraph"),
        ("one\n\n¦two", "one\n\n\n\n¦two"),
        ("## Heading¦", "## Heading\n\n¦"),
        ("one\n\n¦", "one\n\n\n¦"),
        ("one\n\n\n¦", "one\n\n\n¦"),
        ("one\n¦\ntwo", "one\n\n¦\n\ntwo"),
        ("- one\n- ¦", "- one\n\n¦"),
        ("- one\n\n- ¦", "- one\n\n¦"),
        ("- one\n- ¦\n- three", "- one\n\n¦\n\n- three"),
        ("1. one\n2. ¦\nunder it", "1. one\n\n¦\n\nunder it"),
        ("> said\n> ¦", "> said\n\n¦"),
        ("> - one\n> - ¦", "> - one\n>\n> ¦"),
        ("> - one\n>\n> ¦", "> - one\n\n¦"),
        ("```\none¦\n```", "```\none\n¦\n```"),
        ("| a | b |¦", "| a | b |\n¦"),
        ("a | b¦\n--|--\n1 | 2", "a | b\n--|--\n1 | 2¦"),
        ("    code¦", "    code\n¦"),
        ("<div>¦\nwords\n</div>", "<div>\n¦\nwords\n</div>"),
        ("<div>\nwords¦\n</div>", "<div>\nwords\n¦\n</div>"),
        ("[^1]: A note¦", "[^1]: A note\n¦"),
    ],
)
def test_enter_begins_a_paragraph_where_running_text_stands_and_a_line_elsewhere(
    pane: EditorPane, session: Session, qtbot: QtBot, before: str, after: str
) -> None:
    put_cursor(pane, session, before)
    qtbot.keyClick(pane.text_edit, ENTER)
    assert shown(pane, session) == after


def test_what_is_typed_after_a_list_is_a_paragraph(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "- milk\rbread\r\rThen go home.\rSleep well.")
    assert session.lines.text() == "- milk\n- bread\n\nThen go home.\n\nSleep well."


@pytest.mark.parametrize(
    "text", ["Para one.¦", "Para one.¦\n\nPara two.", "Para one.¦Para two.", "a¦\nb", "one\n\n¦two", "¦two"]
)
def test_backspace_right_after_enter_takes_back_all_that_it_did(
    pane: EditorPane, session: Session, qtbot: QtBot, text: str
) -> None:
    put_cursor(pane, session, text)
    qtbot.keyClick(pane.text_edit, ENTER)
    qtbot.keyClick(pane.text_edit, BACKSPACE)
    assert shown(pane, session) == text


def test_a_new_paragraph_is_one_step_to_undo(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    put_cursor(pane, session, "Para one.¦")
    qtbot.keyClicks(pane.text_edit, "\rTwo")
    session.history.undo()
    assert session.lines.text() == "Para one.\n\n"
    session.history.undo()
    assert session.lines.text() == "Para one."


def test_backspace_on_the_emptied_paragraph_goes_back_to_the_one_above(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    put_cursor(pane, session, "- one\n- two\n\nx¦\n\nend")
    qtbot.keyClick(pane.text_edit, BACKSPACE)
    qtbot.keyClick(pane.text_edit, BACKSPACE)
    assert shown(pane, session) == "- one\n- two¦\n\nend"


def test_enter_over_a_selection_puts_a_new_paragraph_in_its_place(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "One word too many here.")
    pane.select(0, 9, 9)
    qtbot.keyClick(pane.text_edit, ENTER)
    assert shown(pane, session) == "One word\n\n¦here."


def test_new_paragraphs_keep_the_line_ends_of_the_file(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one\r\n\r\nthree\r\n")
    pane.select(0, 3, 0)
    qtbot.keyClicks(pane.text_edit, "\rtwo")
    assert session.lines.text() == "one\r\n\r\ntwo\r\n\r\nthree\r\n"
