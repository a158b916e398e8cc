"""Promises about tables in the editor: what is typed below stays out, and a table is even when it is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.passage import Selection
from clinicwriter.ui.session import Session

from .rig import open_text, paste, text_of

TABLE = "| Drug | Dose |\n| ---- | ---- |\n| a    | b    |"


def click_below(pane: EditorPane, qtbot: QtBot) -> None:
    view = pane.text_edit.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, view.height() - 20))


def click_on(pane: EditorPane, qtbot: QtBot, line: int) -> None:
    box = next(box for block, box in pane.text_edit.visible_blocks() if block.blockNumber() == line)
    place = QPoint(round(box.left()) + 40, round(box.center().y()))
    qtbot.mouseClick(pane.text_edit.viewport(), Qt.MouseButton.LeftButton, pos=place)


def stand_at(pane: EditorPane, line: int, column: int) -> None:
    pane._editing.select(Selection.at(line, column))


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_what_is_typed_after_a_click_below_a_table_is_a_paragraph(
    pane: EditorPane, session: Session, qtbot: QtBot, end: str
) -> None:
    open_text(session, TABLE + end)
    click_below(pane, qtbot)
    assert text_of(session) == TABLE + end, "a click alone changes nothing"
    qtbot.keyClicks(pane.text_edit, "Two words")
    assert text_of(session) == f"{TABLE}\n\nTwo words"
    while session.history.canUndo():
        session.history.undo()
    assert text_of(session) == TABLE + end


def test_enter_after_a_click_below_a_table_begins_a_paragraph(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, TABLE)
    click_below(pane, qtbot)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    qtbot.keyClicks(pane.text_edit, "x")
    assert text_of(session) == f"{TABLE}\n\nx"


def test_what_is_pasted_or_composed_below_a_table_is_a_paragraph(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    done = QInputMethodEvent("", [])
    done.setCommitString("\u4f60")
    ways = {
        "pasted": lambda: paste(pane, "pasted"),
        "\u4f60": lambda: QApplication.sendEvent(pane.text_edit, done),
    }
    for words, put_in in ways.items():
        for end in ("", "\n"):
            open_text(session, TABLE + end)
            click_below(pane, qtbot)
            put_in()
            assert text_of(session) == f"{TABLE}\n\n{words}"


def test_what_is_typed_between_a_table_and_a_paragraph_joins_neither(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, f"{TABLE}\n\nafter")
    stand_at(pane, 3, 0)
    qtbot.keyClicks(pane.text_edit, "xy")
    assert text_of(session) == f"{TABLE}\n\nxy\n\nafter"


def test_a_row_is_typed_or_pasted_right_below_a_table(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    row = "| c | d |"
    for put_in in (lambda: qtbot.keyClicks(pane.text_edit, row), lambda: paste(pane, row)):
        open_text(session, f"{TABLE}\n")
        stand_at(pane, 3, 0)
        put_in()
        assert text_of(session) == f"{TABLE}\n{row}"


def test_a_click_into_the_last_row_stays_in_the_table(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, TABLE)
    click_below(pane, qtbot)
    click_on(pane, qtbot, 2)
    qtbot.keyClicks(pane.text_edit, "x")
    assert len(session.lines.texts) == 3


def test_a_table_is_even_again_when_somebody_typed_in_it_and_leaves_it_by_the_mouse(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, f"{TABLE}\n\nafter\n")
    stand_at(pane, 2, 3)
    qtbot.keyClicks(pane.text_edit, " long")
    click_on(pane, qtbot, 0)
    qtbot.wait(20)
    assert "| ---- | ---- |" in text_of(session), "the table was not left"
    qtbot.keyClicks(pane.text_edit, "s")
    typed = text_of(session)
    steps = session.history.count()
    click_on(pane, qtbot, 4)
    qtbot.waitUntil(lambda: "| ------ |" in text_of(session))
    assert text_of(session).endswith("| a long | b    |\n\nafter\n")
    assert len({len(line) for line in session.lines.texts[:3]}) == 1
    assert session.history.count() == steps + 1
    assert pane.cursor_line() == 4
    session.history.undo()
    assert text_of(session) == typed
    click_on(pane, qtbot, 4)
    qtbot.wait(20)
    assert session.history.canRedo()
    assert text_of(session) == typed


@pytest.mark.parametrize("table", [TABLE, "|Drug|Dose|\n|-|:-:|\n|a|10|"])
def test_a_table_in_which_nobody_typed_keeps_every_byte(
    pane: EditorPane, session: Session, qtbot: QtBot, table: str
) -> None:
    text = f"{table}\n\nafter\n"
    open_text(session, text)
    click_on(pane, qtbot, 2)
    click_on(pane, qtbot, 4)
    qtbot.keyClicks(pane.text_edit, "x")
    click_on(pane, qtbot, 2)
    click_on(pane, qtbot, 4)
    qtbot.wait(20)
    assert text_of(session).startswith(f"{table}\n\n")


def test_a_table_that_was_not_even_is_left_as_it_is(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "|Drug|Dose|\n|-|:-:|\n|a|10|\n\nafter\n")
    stand_at(pane, 2, 2)
    qtbot.keyClicks(pane.text_edit, "x")
    click_on(pane, qtbot, 4)
    qtbot.wait(20)
    assert text_of(session) == "|Drug|Dose|\n|-|:-:|\n|ax|10|\n\nafter\n"
