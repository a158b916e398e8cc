"""Promises about the editor's lines: whatever is typed, the session has what the document shows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from clinicwriter.article import Article, LineChange, TextLines
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.letters import Letters, column_from_qt, qt_column
from clinicwriter.ui.editor.mirror import line_changes
from clinicwriter.ui.session import Session, WorkingCopy

ODD = "\x00\x01\t\x0b\x0c\x1c\x85\xa0\xad\u200b\u200d\u200e\u202e\u2028\ufeff\ufdd0\ufdd1\ufffc\ufffe\uffff"
UNTYPABLE = "\ud800\udfff\udc93\ufdd0\ufdd1\ufeff\ufffe\u2029\U0010f000\U0010f801"
LETTERS = st.one_of(
    st.sampled_from("ab *_`#->[]()!|1.\\~<"),
    st.sampled_from(ODD),
    st.sampled_from("\U0001f600\U0010f000\U0010f801\ud800\udfff\udc93é"),
)
BODIES = st.lists(
    st.one_of(st.text(LETTERS, max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\u2029"]))
).map("".join)


def open_text(session: Session, text: str) -> None:
    session.open_article(WorkingCopy("draft", Article.new().with_text(text)))


def shown(pane: EditorPane) -> list[str]:
    """Read every block and turn its stand-ins back."""
    block = pane.text_edit.document().begin()
    texts = []
    while block.isValid():
        texts.append(pane._mirror.letters.read(block.text()))
        block = block.next()
    return texts


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["type", "delete", "undo", "redo", "cut", "replace", "apply"]),
        st.floats(0, 1),
        st.floats(0, 1),
        st.text(st.one_of(LETTERS.filter(lambda c: c not in UNTYPABLE), st.just("\n")), max_size=8),
    ),
    max_size=12,
)


def carry_out(pane: EditorPane, session: Session, edit: tuple[str, float, float, str]) -> None:
    kind, start, end, text = edit
    document = pane.text_edit.document()
    size = document.characterCount() - 1
    cursor = QTextCursor(document)
    cursor.setPosition(round(start * size))
    if kind in {"delete", "cut", "replace"}:
        cursor.setPosition(round(end * size), QTextCursor.MoveMode.KeepAnchor)
    if kind == "undo":
        session.history.undo()
    elif kind == "redo":
        session.history.redo()
    elif kind == "apply":
        pane.text_edit.setTextCursor(cursor)
        pane.action("editor.bullets").trigger()
    elif kind == "cut":
        cursor.removeSelectedText()
    else:
        cursor.insertText(text) if kind != "delete" else cursor.deleteChar()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, edits=EDITS)
def test_the_session_has_the_lines_that_the_document_shows_after_any_edits(
    pane: EditorPane, session: Session, body: str, edits: list[tuple[str, float, float, str]]
) -> None:
    open_text(session, body)
    # So many control characters and so little else is no text, and opens read-only.
    assume(not session.details.is_read_only)
    assert session.lines.text() == body
    for edit in edits:
        carry_out(pane, session, edit)
        assert session.lines.texts == shown(pane)
        assert len(session.lines.ends) == len(session.lines.texts)
        assert session.lines.ends[-1] == ""
        assert all(session.lines.ends[:-1])
        assert pane.text_edit.document().availableUndoSteps() == 0 or session.history.count() > 0
    edited = session.lines.text()
    while session.history.canUndo():
        session.history.undo()
    assert session.lines.text() == body
    assert not pane.text_edit.document().isUndoAvailable()
    while session.history.canRedo():
        session.history.redo()
    if edits and edits[-1][0] not in {"undo", "redo"} and session.lines.texts == edited.split("\n"):
        assert session.lines.text() == edited


@given(
    old=st.lists(st.sampled_from("abc"), max_size=8),
    new=st.lists(st.sampled_from("abc"), max_size=8),
    start=st.booleans(),
)
def test_line_changes_turn_the_old_lines_into_the_new_ones(
    old: list[str], new: list[str], start: bool
) -> None:
    lines = [*"xy", *old, "z"]
    for change in line_changes(2, old, new, at_line_start=start):
        lines[change.first : change.first + change.removed] = change.inserted
    assert lines == [*"xy", *new, "z"]


def test_lines_between_two_touched_ones_are_no_part_of_a_change() -> None:
    old, new = list("abcdef"), ["A", "b", "c", "d", "", "E", "f"]
    assert line_changes(0, old, new, at_line_start=False) == [
        LineChange(4, 1, ("", "E")),
        LineChange(0, 1, ("A",)),
    ]


@given(
    text=st.text(st.one_of(LETTERS, st.characters()), max_size=40).map(
        lambda text: text.replace("\n", "").replace("\r", "")
    )
)
def test_stand_ins_give_back_the_true_letters(text: str) -> None:
    letters = Letters.for_text(text)
    held = letters.show(text)
    assert letters.read(held) == text
    assert len(held) == len(text)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20), data=st.data())
def test_columns_are_found_again_in_qts_counting(text: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(text)))
    assert column_from_qt(text, qt_column(text, column)) == column


def test_every_code_point_comes_through_the_widget(pane: EditorPane, session: Session) -> None:
    for start in range(0, 0x110000, 0x8000):
        codes = (code for code in range(start, start + 0x8000) if code not in (0xA, 0xD, 0x2029))
        text = "".join(f"{chr(code)}." for code in codes)
        open_text(session, f"{text}\r\nlast")
        cursor = QTextCursor(pane.text_edit.document())
        cursor.insertText("x")
        assert session.lines.texts == [f"x{text}", "last"]
        session.history.undo()
        assert session.lines.text() == f"{text}\r\nlast"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029"])
def test_a_new_line_takes_its_neighbours_end(pane: EditorPane, session: Session, end: str) -> None:
    open_text(session, f"one{end}two{end}three")
    cursor = QTextCursor(pane.text_edit.document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertText("\nnew")
    assert session.lines.text() == f"one{end}two{end}new{end}three"


def test_undoing_a_deletion_across_mixed_line_ends_brings_each_end_back(
    pane: EditorPane, session: Session
) -> None:
    text = "a\r\nb\nc\rd\u2029e\n\nf\r\n\r\n\ng"
    open_text(session, text)
    cursor = QTextCursor(pane.text_edit.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    assert session.lines.text() == ""
    session.history.undo()
    assert session.lines.text() == text
    session.history.redo()
    assert session.lines.text() == ""


def test_a_whole_new_text_brings_its_own_line_ends_and_undo_the_old_ones(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "a\r\nb\nc")
    pane.replace_text("a\nB\r\nc\r\n")
    assert session.lines.text() == "a\nB\r\nc\r\n"
    session.history.undo()
    assert session.lines.text() == "a\r\nb\nc"
    session.history.redo()
    assert session.lines.text() == "a\nB\r\nc\r\n"


def test_loading_lines_is_no_step_to_undo(pane: EditorPane, session: Session) -> None:
    open_text(session, "one\ntwo")
    assert not session.history.canUndo()
    assert not pane.text_edit.document().isUndoAvailable()
    assert TextLines("one\ntwo").texts == session.lines.texts
