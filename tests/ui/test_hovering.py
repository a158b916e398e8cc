"""Promises about the paragraph under the pointer, on both sides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.editor.passage import Place

TEXT = "First paragraph.\n\n- an entry\n- another entry\n\nLast paragraph.\n"


@pytest.fixture
def marked(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """Give what the page is asked to tint, over a text of two paragraphs and a list."""
    found: list[int | None] = []
    monkeypatch.setattr(program.window.preview.view, "mark_hovered", found.append)
    program.window.editor.replace_text(TEXT)
    qtbot.waitUntil(lambda: program.window.preview.lines_with(5) == range(5, 6))
    return found


def move_over(program: Program, line: int) -> None:
    edit = program.window.editor.text_edit
    box = next(box for block, box in edit.visible_blocks() if block.blockNumber() == line)
    place = QPointF(box.left() + 40, box.center().y())
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        edit.viewport().mapToGlobal(place),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(edit.viewport(), event)


def leave(program: Program) -> None:
    QApplication.sendEvent(program.window.editor.text_edit, QEvent(QEvent.Type.Leave))


def tinted_lines(program: Program) -> list[int]:
    """Return the lines behind which the ground has the colour of what the pointer is over."""
    edit = program.window.editor.text_edit
    wanted = program.window.keeper.theme.hovered_paragraph
    image = edit.grab().toImage()

    def is_tinted(top: float) -> bool:
        colour = QColor(image.pixel(3, round(edit.viewport().y() + top)))
        return colour.rgb() == wanted.rgb()

    return [block.blockNumber() for block, box in edit.visible_blocks() if is_tinted(box.center().y() + 2)]


def test_the_paragraph_under_the_pointer_is_tinted_in_the_text_and_on_the_page(
    program: Program, marked: list[int | None]
):
    move_over(program, 5)
    assert marked[-1] == 5
    assert tinted_lines(program) == [5]
    leave(program)
    assert marked[-1] is None
    assert tinted_lines(program) == []


def test_what_the_pointer_is_over_on_the_page_is_tinted_in_the_text(
    program: Program, marked: list[int | None]
):
    program.window.preview.over_line.emit(3)
    assert tinted_lines(program) == [3]
    program.window.preview.over_line.emit(-1)
    assert tinted_lines(program) == []
    assert marked in ([], [None])


def test_without_following_nothing_is_tinted(program: Program, marked: list[int | None]):
    next(a for a in program.window.preview.actions() if a.objectName() == "preview_follows").setChecked(False)
    move_over(program, 5)
    program.window.preview.over_line.emit(0)
    assert tinted_lines(program) == []
    assert all(line is None for line in marked)


def test_a_key_takes_the_tint_away(program: Program, marked: list[int | None], qtbot: QtBot):
    move_over(program, 5)
    qtbot.keyClicks(program.window.editor.text_edit, "x")
    assert marked[-1] is None
    assert tinted_lines(program) == []


def test_a_text_that_moves_under_a_resting_pointer_takes_the_tint_away(
    program: Program, marked: list[int | None], qtbot: QtBot
):
    editor, table = program.window.editor, "| Dose | Price |\n| --- | --- |\n| one | two |\n\n"
    editor.replace_text(table + "More.\n\n" * 80)
    qtbot.waitUntil(lambda: program.window.preview.lines_with(0) is not None)
    move_over(program, 0)
    assert tinted_lines(program) == [1]  # the cursor's own line is tinted more
    editor.select_range(Place(150, 0), Place(150, 4))
    assert editor.text_edit.verticalScrollBar().value() > 0
    assert marked[-1] is None
    editor.text_edit.scroll_to(0)
    assert tinted_lines(program) == []


def test_moving_with_a_button_down_selects_and_tints_nothing(program: Program, marked: list[int | None]):
    edit = program.window.editor.text_edit
    place = QPointF(60, 60)
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        edit.viewport().mapToGlobal(place),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(edit.viewport(), event)
    assert marked == []
