"""Promises about bytes, kept through the real editor on real posts where they are there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, ArticleError
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session, WorkingCopy

CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
POSTS = sorted(
    path for path in CORPUS.rglob("*.md") if path.name != "SOURCES.md" and "LICENSES" not in path.parts
)
OWN = {
    "plain": b"---\ntitle: A\n---\n\nOne.\n\nTwo.\n",
    "no last newline": b"---\ntitle: A\n---\nOne.\n\n\nTwo.",
    "mixed line ends": b"---\ntitle: A\n---\n\nOne\r\ntwo\nthree\rfour\r\n\r\n\nfive\xe2\x80\xa9six\n",
    "no-break spaces": "---\ntitle: A\n---\n\n10\u00a0mg\u202f at\u2028once\u200b.\r\n\u00a0\n".encode(),
    "odd letters": "---\ntitle: A\n---\n\na\x00b\x0c\ufdd0\ufeff\U0001f600\U0010f000\n\ufdd1\n".encode(),
    "bytes that are no utf-8": b"---\ntitle: A\n---\n\nCaf\xe9 \x93quoted\x94\n",
    "empty": b"",
}


def with_crlf_and_bom(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + re.sub(rb"\r\n|\r|\n", b"\r\n", data).removeprefix(b"\xef\xbb\xbf")


def in_windows_1252(data: bytes) -> bytes | None:
    try:
        return data.decode("utf-8").encode("cp1252")
    except UnicodeError:
        return None


COPIES: dict[str, Callable[[bytes], bytes | None]] = {
    "as it is": lambda data: data,
    "in CRLF with a BOM": with_crlf_and_bom,
    "in Windows-1252": in_windows_1252,
}


def press(pane: EditorPane, letters: str) -> None:
    for letter in letters:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_A
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(pane.text_edit, event)


def check_article(pane: EditorPane, session: Session, data: bytes) -> None:
    """Load, type, undo: the same bytes. Edit one line: that line alone."""
    article = Article.from_bytes(data)
    session.open_article(WorkingCopy("draft", article))
    assert session.article.to_bytes() == data
    if article.is_read_only:
        assert pane.text_edit.isReadOnly()
        return
    lines = session.lines
    before, ends = list(lines.texts), list(lines.ends)
    line = len(before) // 2
    if line and not before[line].strip() and "|" in before[line - 1]:
        line -= 1  # below a table a blank line would come as well
    pane.go_to_line(line)
    press(pane, "x")
    assert lines.texts == [*before[:line], f"x{before[line]}", *before[line + 1 :]]
    assert lines.ends == ends
    changed = session.article.to_bytes()
    if not article.text:
        # The article may have to end the line of its details first.
        assert changed.startswith(data)
        assert changed.endswith(b"x")
        session.history.undo()
        assert session.article.to_bytes() == data
        return
    at = next(
        (place for place, pair in enumerate(zip(data, changed, strict=False)) if pair[0] != pair[1]),
        len(data),
    )
    assert data[:at] + changed[at : at + 1] + data[at:] == changed
    cursor = pane.text_edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    pane.text_edit.setTextCursor(cursor)
    press(pane, "new\rline")
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor, 30)
    cursor.removeSelectedText()
    while session.history.canUndo():
        session.history.undo()
    assert session.article.to_bytes() == data


@pytest.mark.parametrize("name", OWN)
def test_loading_typing_and_undoing_gives_the_same_bytes(
    pane: EditorPane, session: Session, name: str
) -> None:
    check_article(pane, session, OWN[name])


@pytest.mark.skipif(not POSTS, reason="the real posts are not here")
@pytest.mark.parametrize("copy", COPIES)
def test_real_posts_come_through_the_editor_unchanged(pane: EditorPane, session: Session, copy: str) -> None:
    checked = 0
    for path in POSTS:
        data = COPIES[copy](path.read_bytes())
        if data is None:
            continue
        try:
            Article.from_bytes(data)
        except ArticleError:
            continue
        try:
            check_article(pane, session, data)
        except AssertionError as error:
            raise AssertionError(f"{path.relative_to(CORPUS)} {copy}") from error
        checked += 1
    assert checked > 100


def test_copying_and_pasting_keeps_no_break_spaces(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    session.open_article(WorkingCopy("draft", Article.new().with_text("take 10\u00a0mg\r\nnow")))
    pane.text_edit.selectAll()
    pane.text_edit.copy()
    assert QApplication.clipboard().text() == "take 10\u00a0mg\nnow"
    pane.text_edit.moveCursor(QTextCursor.MoveOperation.End)
    pane.text_edit.paste()
    assert session.lines.text() == "take 10\u00a0mg\r\nnowtake 10\u00a0mg\r\nnow"


def test_dragging_selected_words_elsewhere_moves_them_and_undoes_in_one_go(
    pane: EditorPane, session: Session
) -> None:
    session.open_article(WorkingCopy("draft", Article.new().with_text("one two\u00a0three")))
    pane.select(0, 4, 9)
    data = pane.text_edit.createMimeDataFromSelection()
    assert data.text() == "two\u00a0three"
    pane.text_edit.cursorForPosition(QPoint(0, 0))
    pane.go_to_line(0)
    pane.text_edit.insertFromMimeData(data)
    assert session.lines.text() == "two\u00a0threeone two\u00a0three"
    session.history.undo()
    assert session.lines.text() == "one two\u00a0three"
