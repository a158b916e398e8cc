"""Promises about quotes and dashes: typographic as they are typed, in words alone, and never twice."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.rendering import FLAVOURS
from clinicwriter.ui.application import Program
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.passage import Place
from clinicwriter.ui.editor.typography import Wishes, is_prose, typographic
from clinicwriter.ui.session import Session, WorkingCopy

ALL = Wishes(quotes=True, dashes=True)


@pytest.fixture
def pane(pane: EditorPane) -> EditorPane:
    pane.typography.wishes = ALL
    return pane


def typed(pane: EditorPane, session: Session, qtbot: QtBot, keys: str, before: str = "") -> str:
    session.open_article(WorkingCopy("draft", Article.from_bytes(f"---\ntitle: A\n---\n\n{before}".encode())))
    pane.text_edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(pane.text_edit, keys)
    return session.lines.text()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ('"It\'s fine," she said.', "“It’s fine,” she said."),
        ("('so')", "(‘so’)"),
        ("10 -- 20", "10 – 20"),
        ("well---yes", "well—yes"),
        ("wait...", "wait…"),
        ("a---- b", "a—- b"),
        ("---", "---"),
        ("| --- |", "| --- |"),
        ("../../up", "../../up"),
        ('`it\'s -- "code"`', '`it\'s -- "code"`'),
        ("[x](a--b'c)", "[x](a--b'c)"),
        ('<a href="x">', '<a href="x">'),
        ("<!-- it's -->", "<!-- it's -->"),
        ("https://a.example/it's--x", "https://a.example/it's--x"),
        ('{{ figure "x" }}', '{{ figure "x" }}'),
        ('[x](y) "a"', "[x](y) “a”"),
        ('https://a.example "a"', "https://a.example “a”"),
        ('<b>"a"</b>', "<b>“a”</b>"),
        ('{{ x }} "a"', "{{ x }} “a”"),
        ('- "item"', "- “item”"),
        ('**"bold"**', "**“bold”**"),
    ],
)
def test_words_become_typographic_and_code_stays(
    pane: EditorPane, session: Session, qtbot: QtBot, keys: str, text: str
):
    assert typed(pane, session, qtbot, keys) == text


@pytest.mark.parametrize("before", ["```\n", "    code ", "~~~ text\nx\n"])
def test_blocks_of_code_stay(pane: EditorPane, session: Session, qtbot: QtBot, before: str):
    assert typed(pane, session, qtbot, "it's --", before) == f"{before}it's --"


def test_one_undo_brings_the_straight_letter_back_and_typing_goes_on(
    pane: EditorPane, session: Session, qtbot: QtBot
):
    typed(pane, session, qtbot, "say it's")
    assert session.lines.text() == "say it’s"
    session.history.undo()
    assert session.lines.text() == "say it’"
    session.history.undo()
    assert session.lines.text() == "say it'"
    qtbot.keyClicks(pane.text_edit, "s")
    assert session.lines.text() == "say it's"
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.lines.text() == ""


def test_nothing_is_made_typographic_unless_it_is_wished(pane: EditorPane, session: Session, qtbot: QtBot):
    pane.typography.wishes = Wishes()
    assert typed(pane, session, qtbot, '"it\'s" -- ...') == '"it\'s" -- ...'


def test_the_site_decides_and_somebody_can_switch_it_off(program: Program):
    action, editor = program.window.book["edit.typography"], program.window.editor
    assert action.isChecked()
    assert FLAVOURS["finished"].sets_quotes
    assert editor.typography.wishes == Wishes(), "its engine does it itself"
    assert not FLAVOURS["eleventy"].sets_quotes
    assert not FLAVOURS["hexo"].sets_dashes
    action.trigger()
    assert not action.isChecked()
    assert not program.settings.settings.typography


@given(before=st.text(max_size=20), letter=st.sampled_from("\"'-."))
def test_never_more_gives_way_than_was_typed(before: str, letter: str):
    found = typographic(before, letter, ALL)
    if found is not None:
        removed, letters = found
        assert removed <= 2
        assert len(letters) == 1
        assert set(before[len(before) - removed :]) <= {"-", ".", "–"}


def test_details_written_by_hand_are_no_prose():
    lines = ["---", "title: a", "---", "words"]
    assert [is_prose(lines, Place(line, 0)) for line in (1, 3)] == [False, True]


@pytest.mark.parametrize("piece", ["<a", "{{", "{%", "{#", "](", "://"])
def test_a_key_in_a_line_full_of_markup_does_not_wait(piece: str):
    line = piece * 50_000 + " >}}%})"
    began = time.process_time()
    is_prose([line], Place(0, len(line)))
    assert time.process_time() - began < 0.5
