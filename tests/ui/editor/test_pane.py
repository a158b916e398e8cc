"""Promises about what others ask of the editor, and how it looks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QPaintEvent, QRegion, QTextCharFormat
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper

from .rig import LONG, open_text, paste, text_of


def test_lines_are_gone_to_selected_and_scrolled_to(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, LONG)
    with qtbot.waitSignal(pane.cursor_line_changed) as moved:
        pane.go_to_line(120)
    assert moved.args == [120]
    assert pane.cursor_line() == 120
    pane.select(200, 10, 3)
    assert pane.selected_text() == "100"
    with qtbot.waitSignal(pane.scrolled_by_itself) as scrolled:
        pane.scroll_to_line(40)
    assert scrolled.args[0] == pytest.approx(40, abs=1)
    assert pane.cursor_line() == 200


def test_the_tint_is_drawn_anew_beside_the_text_too(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "A paragraph that is written in.\n\nAnother one.")
    pane.resize(900, 600)
    pane.show()
    qtbot.waitExposed(pane)
    edit = pane.text_edit
    text_area = edit.viewport().geometry()
    assert text_area.left() > 10
    drawn = QRegion()

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            nonlocal drawn
            if isinstance(event, QPaintEvent):
                drawn += event.region()
            return False

    watch = Watch()
    edit.installEventFilter(watch)
    qtbot.wait(50)
    drawn = QRegion()
    QTest.keyClicks(edit, "More words, until it takes another row than before. " * 3)
    qtbot.waitUntil(lambda: not drawn.isEmpty())
    box = edit.blockBoundingRect(edit.document().firstBlock()).toRect()
    for x in (1, text_area.right() + 2):
        assert drawn.contains(QRect(x, box.top() + 4, 1, box.height() - 8))


def test_words_are_counted_with_each_change(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one two\n\nthree")
    assert pane.word_count() == 3
    pane.text_edit.textCursor().insertText("new\nwords ")
    assert pane.word_count() == 5
    session.history.undo()
    assert pane.word_count() == 3


def test_what_is_no_text_cannot_be_typed_into(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    session.close_article()
    assert pane.text_edit.isReadOnly()
    qtbot.keyClicks(pane.text_edit, "abc")
    paste(pane, "abc")
    pane.insert_link("x", "y")
    assert text_of(session) == ""


def test_a_click_between_two_lines_lands_in_one_of_them(pane: EditorPane, session: Session) -> None:
    open_text(session, "many words that go on over more than one line of the page " * 8)
    block = pane.text_edit.document().begin()
    box = pane.text_edit.blockBoundingGeometry(block).translated(pane.text_edit.contentOffset())
    line = block.layout().lineAt(1)
    gap = QPointF(box.left() + 80, box.top() + line.y() - 2)
    snapped = pane.text_edit._line_at(gap)
    cursor = pane.text_edit.cursorForPosition(snapped.toPoint())
    assert line.textStart() < cursor.position() < line.textStart() + line.textLength()


def test_lines_stand_apart_and_the_column_is_no_wider_than_can_be_read(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "word " * 200)
    pane.resize(1600, 500)
    block = pane.text_edit.document().begin()
    pane.text_edit.blockBoundingRect(block)
    layout = block.layout()
    assert layout.lineAt(1).y() - layout.lineAt(0).y() == pytest.approx(15.5 * 1.7, abs=0.5)
    assert layout.lineAt(0).textLength() <= 80


def test_a_fence_at_the_top_recolours_in_slices(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, LONG)
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    pane.text_edit.textCursor().insertText("```\n")
    last = pane.text_edit.document().lastBlock()
    assert last.userState() <= 0
    assert pane._highlighter.is_busy
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert last.userState() > 0
    session.history.undo()
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert pane.text_edit.document().lastBlock().userState() <= 0


def formats(pane: EditorPane, line: int) -> list[tuple[str, QTextCharFormat]]:
    block = pane.text_edit.document().findBlockByNumber(line)
    text = block.text().encode("utf-16-le")
    pieces = block.layout().formats()
    return [
        (
            text[2 * piece.start : 2 * (piece.start + piece.length)].decode("utf-16-le"),
            QTextCharFormat(piece.format),
        )
        for piece in pieces
    ]


def test_headings_are_larger_marks_pale_and_emphasis_shown(pane: EditorPane, session: Session) -> None:
    open_text(session, "## Head\n*it* **bold** `code` [a](b) \U0001f600 *late*")
    theme = ThemeKeeper(choice="light").theme
    heading = formats(pane, 0)
    assert [words for words, _ in heading] == ["## ", "Head"]
    assert all(piece.fontPointSize() > pane.text_edit.point_size * 1.3 for _, piece in heading)
    assert heading[0][1].foreground().color() == theme.ink_third
    pieces = formats(pane, 1)
    assert [words for words, piece in pieces if piece.fontItalic()] == ["it", "late"]
    assert [words for words, piece in pieces if piece.fontWeight() >= 700] == ["bold"]
    assert [words for words, piece in pieces if piece.foreground().color() == theme.accent] == ["a"]


def test_another_theme_recolours_the_text(qtbot: QtBot, session: Session) -> None:
    keeper = ThemeKeeper(choice="light")
    pane = EditorPane(session, keeper)
    qtbot.addWidget(pane)
    open_text(session, "[a](b)")
    assert formats(pane, 0)[1][1].foreground().color() == keeper.theme.accent
    keeper.choose("dark")
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert keeper.theme.is_dark
    assert formats(pane, 0)[1][1].foreground().color() == keeper.theme.accent


def test_the_text_and_the_tools_have_names_for_screen_readers(pane: EditorPane) -> None:
    assert pane.text_edit.accessibleName()
    for tool in (pane.bar.headings, pane.bar.more, pane.find_bar.words, pane.find_bar.next):
        assert tool.accessibleName()


def test_the_cursor_s_line_stays_in_view_when_the_window_shrinks(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, LONG)
    edit = pane.text_edit
    pane.resize(600, 900)
    qtbot.waitUntil(lambda: edit.viewport().height() > 500)
    low = edit.cursorForPosition(QPoint(20, edit.viewport().height() - 30))
    pane.go_to_line(low.blockNumber())
    pane.scroll_to_line(0)
    assert edit.cursorRect().bottom() > 500
    pane.resize(450, 500)
    qtbot.waitUntil(lambda: edit.viewport().height() < 500)
    assert edit.viewport().rect().contains(edit.cursorRect().center())
    pane.scroll_to_line(150)
    place = edit.first_visible_line()
    pane.resize(450, 400)
    qtbot.waitUntil(lambda: edit.viewport().height() < 400)
    assert edit.first_visible_line() == pytest.approx(place, abs=0.1)
