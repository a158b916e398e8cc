"""Promises about moving sections: nothing is lost, what belongs together stays, one step takes it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.details.outline import OutlineList
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.passage import Selection
from clinicwriter.ui.editor.sections import move_section, move_section_to
from clinicwriter.ui.editor.structure import is_blank, outline

TEXT = """\
Beginning.

## One

a

### One one

b

## Two

c
"""


def moved(text: str, words: str, step: int) -> str | None:
    lines = text.split("\n")
    edit = move_section(lines, Selection.at(lines.index(words), 0), step)
    return None if edit is None else "\n".join(edit.apply(lines))


def with_outline(program: Program, qtbot: QtBot) -> tuple[EditorPane, OutlineList]:
    """Show the outline of ``TEXT``; return the editor and the list once it stands."""
    outline_list, tabs = program.window.details.outline, program.window.details.tabs
    program.window.editor.replace_text(TEXT)
    tabs.setCurrentIndex([tabs.tabText(number) for number in range(tabs.count())].index("Outline"))
    qtbot.waitUntil(lambda: outline_list.isVisible() and not outline_list._timer.isActive())
    assert outline_list.list.count() == 3
    return program.window.editor, outline_list


def test_a_section_goes_past_its_neighbour_with_all_that_belongs_to_it():
    after = "Beginning.\n\n## Two\n\nc\n\n## One\n\na\n\n### One one\n\nb\n"
    assert moved(TEXT, "a", 1) == after
    assert moved(TEXT, "c", -1) == after
    assert moved(after, "## One", -1) == TEXT


@pytest.mark.parametrize(
    ("words", "step"), [("Beginning.", 1), ("## One", -1), ("b", 1), ("b", -1), ("c", 1)]
)
def test_a_section_stays_inside_the_one_that_holds_it(words: str, step: int):
    assert moved(TEXT, words, step) is None


def test_the_cursor_stays_at_its_words():
    lines = TEXT.split("\n")
    edit = move_section(lines, Selection.at(lines.index("b"), 1), 1)
    assert edit is None
    edit = move_section(lines, Selection.at(lines.index("c"), 1), -1)
    assert edit is not None
    assert edit.apply(lines)[edit.selection.head.line] == "c"
    assert edit.selection.head.column == 1


def test_a_text_without_a_blank_line_at_its_end_keeps_its_last_line_and_gets_one_between():
    assert moved("## A\nx\n## B\ny", "x", 1) == "## B\ny\n\n## A\nx"


def test_a_heading_inside_a_block_of_code_is_none():
    assert moved("## A\n\n```\n## not\n```\n\n## B\n", "## not", 1) == "## B\n\n## A\n\n```\n## not\n```\n"


@given(
    lines=st.lists(st.sampled_from(["## a", "### b", "# c", "words", "", "```", "- item"]), max_size=14),
    data=st.data(),
)
def test_moving_loses_and_invents_no_words(lines: list[str], data: st.DataObject):
    lines = [*lines, "## end", ""]
    headings = outline(lines)
    if not headings:
        return
    start = data.draw(st.sampled_from([heading.line for heading in headings]))
    goal = data.draw(st.sampled_from([*(heading.line for heading in headings), len(lines)]))
    here = Selection.at(data.draw(st.integers(0, len(lines) - 1)), 0)
    edit = move_section_to(lines, here, start, goal)
    if edit is None:
        return
    after = edit.apply(lines)
    assert sorted(filter(str.strip, after)) == sorted(filter(str.strip, lines))
    assert 0 <= len(after) - len(lines) <= 1
    assert 0 <= edit.selection.head.line < len(after)
    assert not is_blank(after[edit.selection.head.line]) or is_blank(lines[here.head.line])


def test_keys_move_the_section_and_one_step_takes_it_back(program: Program, qtbot: QtBot):
    editor = program.window.editor
    editor.replace_text(TEXT)
    editor.go_to_line(TEXT.split("\n").index("c"))
    editor.action("editor.section-up").trigger()
    assert [heading.text for heading in editor.outline()] == ["Two", "One", "One one"]
    program.session.history.undo()
    assert program.session.lines.text() == TEXT


def test_a_section_is_dragged_in_the_outline(program: Program, qtbot: QtBot):
    editor, outline_list = with_outline(program, qtbot)
    outline_list.list.setCurrentRow(2)
    box = outline_list.list.visualItemRect(outline_list.list.item(0))
    event = QDropEvent(
        QPointF(box.left() + 20, box.top() + 1),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    outline_list.list.dropEvent(event)
    assert [heading.text for heading in editor.outline()] == ["Two", "One", "One one"]
    assert outline_list.list.item(0).text().strip() == "Two"
    qtbot.keyClick(
        outline_list.list,
        Qt.Key.Key_Down,
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert [heading.text for heading in editor.outline()] == ["One", "One one", "Two"]
    assert outline_list.list.currentItem().text().strip() == "Two"


def test_the_outline_marks_the_heading_that_the_cursor_is_under(program: Program, qtbot: QtBot):
    editor, outline_list = with_outline(program, qtbot)

    def marked() -> list[str]:
        return [item.text().strip() for item in outline_list.list.selectedItems()]

    lines = TEXT.split("\n")
    for words, heading in (("c", ["Two"]), ("a", ["One"]), ("### One one", ["One one"]), ("Beginning.", [])):
        editor.go_to_line(lines.index(words))
        assert marked() == heading
    editor.go_to_line(lines.index("c"))
    editor.replace_text(TEXT.replace("Beginning.", "# Zero"))
    qtbot.waitUntil(lambda: outline_list.list.count() == 4)
    assert marked() == ["Two"]


def test_the_outline_of_another_article_marks_nothing_of_the_one_before(program: Program, qtbot: QtBot):
    editor, outline_list = with_outline(program, qtbot)
    outline_list.list.itemActivated.emit(outline_list.list.item(2))
    outline_list.list.setCurrentRow(2)
    other = next(row for row in program.workspace.rows if row.title != program.session.fields.title)
    program.desk.going.open_row(other.key)
    qtbot.waitUntil(lambda: program.session.fields.title == other.title, timeout=15_000)
    qtbot.waitUntil(lambda: not outline_list._timer.isActive())
    assert (editor.cursor_line(), outline_list.list.count() > 2) == (0, True)
    assert outline_list.list.selectedItems() == []


def test_after_a_move_is_taken_back_the_outline_marks_the_cursor_s_heading(program: Program, qtbot: QtBot):
    editor, outline_list = with_outline(program, qtbot)
    editor.go_to_line(TEXT.split("\n").index("c"))
    outline_list.list.setFocus()
    qtbot.waitUntil(outline_list.list.hasFocus)
    outline_list.list.dropped.emit(0, 3)
    qtbot.waitUntil(lambda: not outline_list._timer.isActive())
    assert [item.text().strip() for item in outline_list.list.selectedItems()] == ["One"]
    program.session.history.undo()
    qtbot.waitUntil(outline_list._timer.isActive)
    qtbot.waitUntil(lambda: not outline_list._timer.isActive())
    lines = [heading.line for heading in editor.outline()]
    marked = max(line for line in lines if line <= editor.cursor_line())
    assert outline_list.list.currentRow() == lines.index(marked)
    assert outline_list.list.currentItem().text().strip() == "Two"
