"""Promises about tables: each command is one edit of the table alone, and laid out columns stay so."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.editing import Command
from clinicwriter.ui.editor.inserting import insert_table
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.table_editing import (
    Align,
    align_column,
    alignment_at,
    delete_column,
    delete_row,
    insert_column,
    insert_row,
    move_column,
    move_row,
    tidy_table,
)
from clinicwriter.ui.editor.tables import MOST_WIDTH, enter_row, next_cell, previous_cell, read_table
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper

TABLE = """\
| Drug | Dose  |
| ---- | ----- |
| a    | 10 mg |
| b    | 5 mg  |"""
COMPACT = "|Drug|Dose|\n|-|:-:|\n|a|10|"


def at(text: str, words: str) -> tuple[list[str], Selection]:
    """Put the cursor at the beginning of some words."""
    lines = text.split("\n")
    line = next(number for number, one in enumerate(lines) if words in one)
    return lines, Selection.at(line, lines[line].index(words))


def done(command: Command, text: str, words: str) -> str:
    lines, selection = at(text, words)
    edit = command(lines, selection)
    assert edit is not None
    return "\n".join(edit.apply(lines))


def chosen(command: Command, text: str, words: str) -> str:
    """Return the words that are selected after a command."""
    lines, selection = at(text, words)
    edit = command(lines, selection)
    assert edit is not None
    after, place = edit.apply(lines), edit.selection
    return after[place.start.line][place.start.column : place.end.column]


CASES: list[tuple[Command, str, str]] = [
    (partial(insert_row, step=1), "10 mg", TABLE.replace("\n| b", "\n|      |       |\n| b")),
    (partial(insert_row, step=0), "10 mg", TABLE.replace("\n| a", "\n|      |       |\n| a")),
    (partial(insert_row, step=0), "Drug", TABLE.replace("\n| a", "\n|      |       |\n| a")),
    (delete_row, "10 mg", "| Drug | Dose |\n| ---- | ---- |\n| b    | 5 mg |"),
    (
        partial(move_row, step=1),
        "10 mg",
        "| Drug | Dose  |\n| ---- | ----- |\n| b    | 5 mg  |\n| a    | 10 mg |",
    ),
    (
        partial(insert_column, step=1),
        "Drug",
        "| Drug |     | Dose  |\n| ---- | --- | ----- |\n| a    |     | 10 mg |\n| b    |     | 5 mg  |",
    ),
    (delete_column, "10 mg", "| Drug |\n| ---- |\n| a    |\n| b    |"),
    (
        partial(move_column, step=-1),
        "10 mg",
        "| Dose  | Drug |\n| ----- | ---- |\n| 10 mg | a    |\n| 5 mg  | b    |",
    ),
    (
        partial(align_column, align=Align.RIGHT),
        "10 mg",
        "| Drug |  Dose |\n| ---- | ----: |\n| a    | 10 mg |\n| b    |  5 mg |",
    ),
    (
        partial(align_column, align=Align.CENTRE),
        "10 mg",
        "| Drug | Dose  |\n| ---- | :---: |\n| a    | 10 mg |\n| b    | 5 mg  |",
    ),
]


@pytest.mark.parametrize(("command", "words", "after"), CASES)
def test_a_command_changes_the_table_and_keeps_its_columns_even(command: Command, words: str, after: str):
    before = f"Text | with a stroke\n\n{TABLE}\n\nMore"
    assert done(command, before, words) == f"Text | with a stroke\n\n{after}\n\nMore"


def test_the_cursor_goes_along_with_what_is_moved():
    assert chosen(partial(move_row, step=1), TABLE, "10 mg") == "10 mg"
    assert chosen(partial(move_column, step=-1), TABLE, "10 mg") == "10 mg"


def test_the_headings_are_neither_deleted_nor_moved():
    lines, selection = at(TABLE, "Drug")
    assert delete_row(lines, selection) is None
    assert move_row(lines, selection, 1) is None
    assert move_row(*at(TABLE, "10 mg"), -1) is None


def test_the_last_column_takes_the_table_with_it():
    assert done(delete_column, "a\n\n| x |\n| --- |\n| y |\n\nb", "y") == "a\n\n\n\nb"


def test_a_table_that_nobody_laid_out_keeps_the_lines_that_nobody_changed():
    assert done(partial(insert_row, step=1), COMPACT, "10") == f"{COMPACT}\n|   |   |"
    moved = done(partial(move_column, step=1), COMPACT, "Drug")
    assert moved == "| Dose | Drug |\n| :--: | ---- |\n|  10  | a    |", "every line changes: it is laid out"
    wide = COMPACT.replace("Drug", "Drug " * 20)
    assert done(partial(move_column, step=1), wide, "Drug").endswith("|\n|:-:|-|\n|10|a|")
    lines, selection = at(COMPACT, "Drug")
    edit = next_cell(lines, selection.end)
    assert edit is not None
    assert edit.apply(lines) == lines
    assert done(tidy_table, COMPACT, "10") == "| Drug | Dose |\n| ---- | :--: |\n| a    |  10  |"
    assert tidy_table(*at(TABLE, "10 mg")) is None


WIDE = "2 to 5 or by appointment only"
HOURS = """\
| Day    | Morning | Afternoon | Phone |
| ------ | ------- | --------- | ----- |
| Monday | 9 to 12 |           |       |
|        |         |           |       |"""
CLOSE_HOURS = f"""\
| Day | Morning | Afternoon | Phone |
| --- | --- | --- | --- |
| Monday | 9 to 12 | {WIDE} |   |
|   |   |   |   |"""


def test_a_table_that_grows_too_wide_for_a_line_goes_without_padding_from_then_on():
    typed = HOURS.replace("9 to 12 |           |", f"9 to 12 | {WIDE}          |")
    next_in_row: Command = lambda lines, here: next_cell(lines, here.end)  # noqa: E731
    assert done(next_in_row, typed, WIDE) == CLOSE_HOURS
    more = CLOSE_HOURS.replace("|   |   |   |   |", "| Tuesday  |   |   |   |")
    assert done(next_in_row, more, "Tuesday") == more.replace("Tuesday  ", "Tuesday ")
    assert done(enter_row, more, "Tuesday").endswith("\n| Tuesday |   |   |   |\n|   |   |   |   |")
    narrower = done(delete_column, CLOSE_HOURS, WIDE)
    assert narrower.startswith("| Day    | Morning | Phone |\n"), (
        "every line changes, and there is room again"
    )


def test_a_wide_table_of_the_site_keeps_its_columns_under_one_another():
    wide = f"| Day | {'Note':50} |\n| --- | {'-' * 50} |\n| Mon | {'a':50} |"
    typed = wide.replace("| Mon |", "| Mon, Tue |")
    after = done(lambda lines, here: next_cell(lines, here.end), typed, "Mon, Tue").split("\n")
    assert [line[:11] for line in after] == ["| Day      ", "| -------- ", "| Mon, Tue "]
    assert len({len(line) for line in after}) == 1


@pytest.mark.parametrize(("columns", "first"), [(2, "Heading 1"), (4, "Column 1"), (5, "Head 1")])
def test_a_new_tables_rows_stand_on_one_line_each(columns: int, first: str):
    edit = insert_table([""], Place(0, 0), columns, 2)
    assert max(map(len, edit.inserted)) <= MOST_WIDTH
    assert edit.inserted[0].startswith(f"| {first} |")


def test_tab_lays_out_again_what_was_typed_into_a_table_that_was_even():
    typed = TABLE.replace("| a  ", "| amitriptyline  ")
    lines, selection = at(typed, "amitriptyline")
    edit = next_cell(lines, selection.end)
    assert edit is not None
    assert edit.apply(lines) == [
        "| Drug          | Dose  |",
        "| ------------- | ----- |",
        "| amitriptyline | 10 mg |",
        "| b             | 5 mg  |",
    ]
    assert edit.selection == Selection(Place(2, 18), Place(2, 23))


def test_tab_goes_through_all_cells_there_and_back_and_makes_a_row_at_the_end():
    lines = TABLE.split("\n")
    place, seen = Place(0, 2), []
    for _ in range(6):
        edit = next_cell(lines, place)
        assert edit is not None
        lines, place = edit.apply(lines), edit.selection.end
        seen.append(lines[place.line][edit.selection.start.column : place.column])
    assert seen == ["Dose", "a", "10 mg", "b", "5 mg", ""]
    assert lines[4] == "|      |       |"
    for wanted in ("5 mg", "b", "10 mg", "a", "Dose", "Drug"):
        edit = previous_cell(lines, place)
        assert edit is not None
        place = edit.selection.start
        assert lines[place.line][place.column : edit.selection.end.column] == wanted
    assert previous_cell(lines, place) is None


def test_enter_goes_down_and_leaves_the_table_at_an_empty_last_row():
    assert chosen(enter_row, TABLE, "Dose") == "10 mg"
    after = done(enter_row, TABLE, "5 mg")
    assert after == f"{TABLE}\n|      |       |"
    lines = after.split("\n")
    edit = enter_row(lines, Selection.at(4, 2))
    assert edit is not None
    assert edit.apply(lines) == [*TABLE.split("\n"), "", ""]
    assert edit.selection == Selection.at(5, 0)


def test_a_stroke_in_words_or_in_code_makes_no_table():
    assert read_table(["a | b", "c | d"], 0) is None
    assert read_table(["```", "| a |", "| - |", "```"], 1) is None
    assert read_table([r"| a \| b | c |", "| --- | --- |"], 0).width == 2  # type: ignore[union-attr]
    quoted = read_table(["> | a | b |", "> | - | - |", "> | 1 | 2 |"], 2)
    assert quoted is not None
    assert [row.text for row in quoted.rows] == ["> | a | b |", "> | - | - |", "> | 1 | 2 |"]


def test_wide_letters_count_as_two_columns():
    assert done(tidy_table, "|漢字|b|\n|-|-|\n|abc|d|", "abc").split("\n")[0] == "| 漢字 | b   |"


def test_the_set_of_a_column_is_known():
    assert alignment_at(*at(COMPACT, "10")) is Align.CENTRE
    assert alignment_at(*at(COMPACT, "a")) is Align.USUAL
    assert alignment_at(["words"], Selection.at(0, 0)) is None


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> EditorPane:
    pane = EditorPane(session, ThemeKeeper(choice="light"))
    qtbot.addWidget(pane)
    pane.show()
    return pane


@pytest.fixture
def session() -> Session:
    return Session()


def test_each_command_is_one_step_to_undo_and_works_as_often_as_it_is_asked(
    pane: EditorPane, session: Session
):
    session.open_article(WorkingCopy("draft", Article.from_bytes(f"Words\n\n{TABLE}\n".encode())))
    before = session.lines.text()
    pane.select(4, 2, 0)
    pane.update_states()
    for name in ("row-below", "row-below", "column-after", "set-right", "row-delete"):
        pane.action(f"editor.table-{name}").trigger()
    assert session.lines.texts[2:7] == [
        "| Drug |     | Dose  |",
        "| ---- | --: | ----- |",
        "| a    |     | 10 mg |",
        "|      |     |       |",
        "| b    |     | 5 mg  |",
    ]
    for _ in range(5):
        session.history.undo()
    assert session.lines.text() == before
    assert not session.history.canUndo()


def test_what_is_for_tables_can_be_done_in_one_alone(pane: EditorPane, session: Session):
    session.open_article(WorkingCopy("draft", Article.from_bytes(f"Words\n\n{TABLE}\n".encode())))
    pane.update_states()
    assert not pane.action("editor.table-row-below").isEnabled()
    pane.select(2, 2, 0)
    pane.update_states()
    assert pane.action("editor.table-row-below").isEnabled()


def test_tab_and_enter_in_the_pane_go_from_cell_to_cell(pane: EditorPane, session: Session, qtbot: QtBot):
    session.open_article(WorkingCopy("draft", Article.from_bytes(f"{TABLE}\n\nAfter\n".encode())))
    pane.select(3, 9, 0)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "c")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "20 ml")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Backtab)
    assert session.lines.texts == [*TABLE.split("\n"), "| c    | 20 ml |", "", "After", ""]
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    qtbot.keyClicks(pane.text_edit, "Words")
    assert session.lines.texts[5:] == ["", "Words", "", "After", ""]


WORDS = st.text(st.sampled_from("ab é漢*`\\ -:"), max_size=6)
COMMANDS: list[Command] = [
    partial(insert_row, step=0),
    partial(insert_row, step=1),
    delete_row,
    partial(move_row, step=-1),
    partial(move_row, step=1),
    partial(insert_column, step=0),
    partial(insert_column, step=1),
    delete_column,
    partial(move_column, step=-1),
    partial(move_column, step=1),
    partial(align_column, align=Align.RIGHT),
    tidy_table,
    enter_row,
    lambda lines, here: next_cell(lines, here.end),
    lambda lines, here: previous_cell(lines, here.start),
]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], Selection]:
    columns = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=4))
    rows[0] = draw(st.lists(WORDS, min_size=columns, max_size=columns))
    lines = ["|" + "|".join(row) + "|" for row in rows]
    lines.insert(
        1, "|" + "|".join(draw(st.sampled_from(["-", " --- ", ":-:"])) for _ in range(columns)) + "|"
    )
    lines = ["before", "", *lines, "", "after"]
    line = draw(st.integers(2, len(lines) - 3))
    return lines, Selection.at(line, draw(st.integers(0, len(lines[line]))))


@given(passage=tables(), commands=st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=5))
def test_whatever_is_done_a_table_stays_a_table_and_the_rest_of_the_text_as_it_was(
    passage: tuple[list[str], Selection], commands: list[Command]
):
    lines, selection = passage
    for command in commands:
        edit = command(lines, selection)
        if edit is None:
            continue
        assert isinstance(edit, Edit)
        lines, selection = edit.apply(lines), edit.selection
        assert lines[:2] == ["before", ""]
        assert lines[-2:] == ["", "after"]
        for place in (selection.anchor, selection.head):
            assert 0 <= place.column <= len(lines[place.line])
        if not lines[selection.head.line]:
            return  # the table was left, or deleted with its last column
        table = read_table(lines, selection.head.line)
        assert table is not None
        assert table.first == 2
