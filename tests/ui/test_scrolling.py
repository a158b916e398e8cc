"""Promises about text and preview at the same place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program


def test_the_page_follows_the_beginning_of_the_paragraph_not_the_cursors_own_line(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    asked: list[tuple[float, float]] = []
    monkeypatch.setattr(
        program.window.preview, "follow_line", lambda line, height: asked.append((line, height))
    )
    edit = program.window.editor.text_edit
    long = "A long paragraph that is wrapped over several lines of the page. " * 6
    program.window.editor.replace_text(f"One.\n\n{long}\n")
    cursor = QTextCursor(edit.document().findBlockByNumber(2))
    top = edit.cursorRect(cursor).top()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert edit.cursorRect(cursor).top() > top
    edit.setTextCursor(cursor)
    assert asked[-1] == (2, top)
