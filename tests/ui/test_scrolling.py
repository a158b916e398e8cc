"""Promises about text and preview at the same place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program


def test_the_page_follows_the_beginning_of_the_paragraph_not_the_cursors_own_line(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    asked = wishes(program, monkeypatch)
    edit = program.window.editor.text_edit
    long = "A long paragraph that is wrapped over several lines of the page. " * 6
    program.window.editor.replace_text(f"One.\n\n{long}\n")
    cursor = QTextCursor(edit.document().findBlockByNumber(2))
    top = edit.cursorRect(cursor).top()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert edit.cursorRect(cursor).top() > top
    edit.setTextCursor(cursor)
    assert asked[-1] == (2, top, 1.0)


def wishes(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, ...]]:
    """Return what the preview is asked from now on: a place to follow, or a line for the top."""
    asked: list[tuple[float, ...]] = []
    preview = program.window.preview
    monkeypatch.setattr(preview, "follow_line", lambda *wish: asked.append(wish))
    monkeypatch.setattr(preview, "scroll_to_line", lambda line: asked.append((line,)))
    return asked


def test_a_text_that_scrolls_under_the_writers_hands_leaves_the_page_at_what_is_written(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    program.window.show()
    editor = program.window.editor
    editor.replace_text("A paragraph of some words.\n\n" * 100)
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.End)
    asked = wishes(program, monkeypatch)
    for _ in range(4):
        QTest.keyClicks(editor.text_edit, "More.")
        editor.text_edit.insertPlainText("\n\n")
    line = editor.cursor_line()
    assert asked
    assert all(len(wish) == 3 for wish in asked)
    assert asked[-1][0] == line
    assert asked[-1][2] == 1.0


def test_who_turns_the_wheel_leads_the_page_and_comes_back_by_writing(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    program.window.show()
    editor = program.window.editor
    editor.replace_text("A paragraph of some words.\n\n" * 100)
    editor.go_to_line(4)
    asked = wishes(program, monkeypatch)
    bar = editor.text_edit.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderSingleStepAdd)
    assert len(asked) == 1
    assert len(asked[0]) == 1
    assert editor.cursor_line() == 4
    QTest.keyClicks(editor.text_edit, "x")
    assert asked[-1][0] == 4
    assert len(asked[-1]) == 3


def test_each_row_of_a_long_paragraph_is_told_once(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    program.window.show()
    editor = program.window.editor
    editor.replace_text("A long paragraph that is wrapped over several lines of the page. " * 6)
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.Start)
    asked = wishes(program, monkeypatch)
    rows = editor.text_edit.document().firstBlock().layout().lineCount()
    assert rows > 3
    for _ in range(100):
        editor.text_edit.moveCursor(QTextCursor.MoveOperation.Right)
    told = len(asked)
    assert told <= 3
    for _ in range(rows):
        editor.text_edit.moveCursor(QTextCursor.MoveOperation.Down)
    assert len(asked) > told
    assert all(line == 0 for line, *_ in asked)
    assert sorted(share for *_, share in asked) == [share for *_, share in asked]


def test_a_paragraph_that_is_begun_in_the_middle_of_a_text_is_followed_at_once(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    program.window.show()
    editor = program.window.editor
    editor.replace_text("A paragraph of some words.\n\n" * 20)
    editor.go_to_line(4)
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.EndOfLine)
    asked = wishes(program, monkeypatch)
    for text in ("two", "> A quote"):
        for _ in range(2):
            QTest.keyClick(editor.text_edit, Qt.Key.Key_Return)
        QTest.keyClicks(editor.text_edit, text)
        line = editor.cursor_line()
        qtbot.waitUntil(lambda line=line: bool(asked) and asked[-1][0] == line, timeout=2_000)
    told = len(asked)
    QTest.keyClicks(editor.text_edit, " that goes on for more than one row of the text" * 3)
    qtbot.waitUntil(lambda: len(asked) > told, timeout=2_000)
    assert asked[-1][0] == editor.cursor_line()
