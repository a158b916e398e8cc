"""Promises about commands in odd texts, through the real widget: twice is none, and undo brings all back."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.article import Article
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.actions import ACTIONS
from clinicwriter.ui.editor.passage import Place, Selection
from clinicwriter.ui.session import Session, WorkingCopy

COMMANDS = [row for row in ACTIONS if row.command is not None and row.name != "editor.paragraph"]
FORMATTING = [row.name for row in COMMANDS if not row.repeats]
LINES = st.sampled_from(
    [
        *("", "words and *more*", "**bold** `code`", "- item", "    - deep", "1. one", "2. two", "> quote"),
        *("# head", "## **head**", "| a | b |", "| - | -: |", "```", "---", "a\tb"),
        "\u05e9\u05dc \U0001f469\u200d\u2695",
    ]
)
TEXTS = st.lists(LINES, min_size=1, max_size=8)


def put(pane: EditorPane, session: Session, lines: list[str], data: st.DataObject) -> None:
    text = "\r\n".join(lines)
    session.open_article(WorkingCopy("draft", Article.from_bytes(f"---\ntitle: A\n---\n\n{text}".encode())))
    places = []
    for _ in range(2):
        line = data.draw(st.integers(0, len(session.lines.texts) - 1))
        places.append(Place(line, data.draw(st.integers(0, len(session.lines.texts[line])))))
    pane._editing.select(Selection(*places))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=TEXTS, name=st.sampled_from(FORMATTING), data=st.data())
def test_a_formatting_command_given_twice_gives_the_first_text(
    pane: EditorPane, session: Session, lines: list[str], name: str, data: st.DataObject
):
    put(pane, session, lines, data)
    before = session.lines.text()
    pane.action(name).trigger()
    pane.action(name).trigger()
    assert session.lines.text() == before


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=TEXTS, names=st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=4), data=st.data())
def test_undo_brings_back_every_letter_and_line_end_whatever_was_done(
    pane: EditorPane, session: Session, lines: list[str], names: list[object], data: st.DataObject
):
    put(pane, session, lines, data)
    before = session.lines.text()
    for row in names:
        pane.update_states()
        pane.action(row.name).trigger()  # type: ignore[attr-defined]
        assert [b.text() for b in _blocks(pane)] == session.lines.texts
    while session.history.canUndo():
        session.history.undo()
    assert session.lines.text() == before


def _blocks(pane: EditorPane) -> list:  # type: ignore[type-arg]
    block, blocks = pane.text_edit.document().firstBlock(), []
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks
