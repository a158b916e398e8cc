"""Promises about writing undisturbed: focus mode, the count of this sitting, and letters of all scripts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.focus import paragraph_around
from clinicwriter.ui.goal import sitting_line


def test_focus_mode_shows_the_text_alone_and_brings_everything_back(program: Program, qtbot: QtBot):
    window, panes = program.window, program.window.panes
    before = panes.splitter.sizes()
    window.book["view.focus"].trigger()
    assert window.book["view.focus"].isChecked()
    shown = [pane for pane in (window.library, window.preview, window.details) if pane.isVisible()]
    assert shown == []
    assert window.editor.width() > 1300
    window.resize(1366, 768)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: panes.width() == 1440)
    assert not window.library.isVisible()
    window.book["view.focus"].trigger()
    qtbot.waitUntil(lambda: panes.splitter.sizes() == before)
    assert all(pane.isVisible() for pane in (window.library, window.preview, window.details))


def test_a_list_that_was_hidden_before_stays_hidden(program: Program):
    program.window.book["view.library"].trigger()
    program.window.book["view.focus"].trigger()
    program.window.book["view.focus"].trigger()
    assert not program.window.library.isVisible()
    assert program.window.details.isVisible()


def test_asking_for_the_details_ends_focus_mode(program: Program):
    program.window.book["view.focus"].trigger()
    program.window.book["view.details"].trigger()
    assert program.window.details.isVisible()
    assert program.window.preview.isVisible()
    assert not program.window.book["view.focus"].isChecked()


def test_the_clear_paragraph_is_the_cursors_or_the_one_just_above(program: Program):
    program.window.editor.replace_text("one\n\ntwo\nthree\n\nfour")
    document = program.window.editor.text_edit.document()
    assert [paragraph_around(document.findBlockByNumber(line)) for line in (0, 1, 2, 3, 4)] == [
        range(1), range(1), range(2, 4), range(2, 4), range(2, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "goal", "words"),
    [
        (0, 0, ""),
        (1200, 0, "1,200 written now"),
        (0, 300, "0 of 300 written"),
        (42, 300, "42 of 300 written"),
        (300, 300, "Goal reached: 300 written"),
    ],
)
def test_the_count_of_a_sitting_in_words(written: int, goal: int, words: str):
    assert sitting_line(written, goal) == words


def test_words_written_are_counted_over_articles_and_opening_one_counts_for_nothing(
    program: Program, qtbot: QtBot, answering: object
):
    bar, edit = program.window.status_bar.sitting, program.window.editor.text_edit
    assert not bar.isVisible()
    qtbot.keyClicks(edit, "Three more words ")
    qtbot.waitUntil(lambda: bar.text() == "3 written now")
    program.window.book["article.new"].trigger()
    qtbot.keyClicks(edit, "And two")
    qtbot.waitUntil(lambda: bar.text() == "5 written now")
    program.window.editor.replace_text("")
    QApplication.processEvents()
    qtbot.keyClicks(edit, "Two words again and more ")
    qtbot.waitUntil(lambda: bar.text() == "8 written now")
    answering.texts = ["500 words"]  # type: ignore[attr-defined]
    bar.click()
    assert bar.text() == "8 of 500 written"
    program.window.book["view.count"].trigger()
    assert not bar.isVisible()
    assert not program.window.book["view.count"].isChecked()


def test_a_section_that_is_moved_is_not_written(program: Program, qtbot: QtBot):
    bar, edit = program.window.status_bar.sitting, program.window.editor.text_edit
    program.window.editor.replace_text("# One\n\nfirst words\n\n# Two\n\nand then some more of them\n")
    QApplication.processEvents()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, "Three more words ")
    qtbot.waitUntil(lambda: bar.text().endswith("written now"))
    before = bar.text()
    lines = list(program.session.lines.texts)
    program.window.editor.go_to_line(len(lines) - 2)
    program.window.editor.action("editor.section-up").trigger()
    assert program.session.lines.texts != lines
    QApplication.processEvents()
    assert bar.text() == before


def test_words_that_undo_brings_back_are_not_written(program: Program, qtbot: QtBot):
    bar, window, history = program.window.status_bar.sitting, program.window, program.session.history
    edit = window.editor.text_edit
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, " Three more words ")
    qtbot.waitUntil(lambda: bar.text() == "3 written now")
    program.session.set_field(Role.TITLE, "Another title")
    QApplication.processEvents()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bar.text() == "")
    history.undo()
    qtbot.waitUntil(lambda: bar.text() == "3 written now")
    history.redo()
    qtbot.waitUntil(lambda: bar.text() == "")
    qtbot.keyClicks(edit, "Written anew ")
    qtbot.waitUntil(lambda: bar.text() == "2 written now")
    history.undo()
    qtbot.waitUntil(lambda: bar.text() == "")
    for _ in range(2):
        history.undo()
    qtbot.waitUntil(lambda: bar.text() == "3 written now")
    while history.canUndo():
        history.undo()
    qtbot.waitUntil(lambda: bar.text() == "")


def test_words_written_after_an_undo_count_although_as_many_were_there_before(program: Program, qtbot: QtBot):
    bar, edit = program.window.status_bar.sitting, program.window.editor.text_edit
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, " Three more words ")
    qtbot.waitUntil(lambda: bar.text() == "3 written now")
    program.session.history.undo()
    qtbot.waitUntil(lambda: bar.text() == "")
    qtbot.keyClicks(edit, " Three other words ")
    qtbot.waitUntil(lambda: bar.text() == "3 written now")


def test_words_that_an_input_method_still_makes_are_no_part_of_the_article(program: Program, qtbot: QtBot):
    edit, session = program.window.editor.text_edit, program.session
    program.window.editor.replace_text("one\n\ntwo")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    revision, steps = session.revision, session.history.count()
    for letters in ("n", "ni", "nih", "ni hao"):
        QApplication.sendEvent(edit, QInputMethodEvent(letters, []))
    program.window.editor.update_states()
    assert (session.revision, session.history.count()) == (revision, steps)
    assert session.lines.texts == ["one", "", "two"]
    done = QInputMethodEvent("", [])
    done.setCommitString("你好")
    QApplication.sendEvent(edit, done)
    assert session.lines.texts == ["one", "", "two你好"]
    session.history.undo()
    assert session.lines.texts == ["one", "", "two"]


@pytest.mark.parametrize(
    "words",
    ["שלום עולם", "مرحبا بالعالم 12", "\U0001f469\u200d\u2695\ufe0f\U0001f44d\U0001f3fd", "e\u0301 ﬁ हिन्दी"],
    ids=["Hebrew", "Arabic", "emoji", "joined marks"],
)
def test_every_script_can_be_written_made_bold_and_undone(program: Program, qtbot: QtBot, words: str):
    editor, session = program.window.editor, program.session
    editor.replace_text(f"- {words}\n- next")
    editor.select(0, 2, len(words))
    editor.action("editor.bold").trigger()
    assert session.lines.texts == [f"- **{words}**", "- next"]
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return)
    assert session.lines.texts == [f"- **{words}**", "- ", "- next"]
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.Left)
    for _ in range(2):
        session.history.undo()
    assert session.lines.texts == [f"- {words}", "- next"]
