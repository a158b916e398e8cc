"""Promises about finding and replacing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session

from .rig import open_text, text_of


def test_finding_counts_and_goes_round(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one two\n\none\n\none \U0001f600 one")
    pane.find()
    qtbot.keyClicks(pane.find_bar.words, "one")
    assert pane.find_bar.count.text() == "1 of 4"
    assert len(pane.text_edit.hits) == 4
    pane.find_bar.find_previous()
    assert pane.find_bar.count.text() == "4 of 4"
    assert pane.selected_text() == "one"
    qtbot.keyClick(pane.find_bar.words, Qt.Key.Key_Return)
    assert pane.find_bar.count.text() == "1 of 4"
    qtbot.keyClick(pane.find_bar.words, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert pane.text_edit.hits == []
    assert pane.selected_text() == "one"


def test_the_count_follows_the_text(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    pane.find()
    pane.find_bar.words.setText("one")
    pane.text_edit.textCursor().insertText("one one ")
    qtbot.waitUntil(lambda: pane.find_bar.count.text().endswith("2") or "found" in pane.find_bar.count.text())


def test_replacing_all_is_one_step_and_leaves_the_other_lines_their_ends(
    pane: EditorPane, session: Session
) -> None:
    text = "one\r\ntwo\nOne one\rthree\r\nnone\n"
    open_text(session, text)
    pane.find_bar.open_bar(with_replace=True)
    pane.find_bar.words.setText("one")
    pane.find_bar.whole_words.setChecked(True)
    pane.find_bar.replacement.setText("1")
    pane.find_bar.replace_all.click()
    assert text_of(session) == "1\r\ntwo\n1 1\rthree\r\nnone\n"
    assert pane.find_bar.count.text() == "3 replaced"
    session.history.undo()
    assert text_of(session) == text


def test_replacing_goes_hit_by_hit(pane: EditorPane, session: Session) -> None:
    open_text(session, "one one one")
    pane.find_bar.open_bar(with_replace=True)
    pane.find_bar.words.setText("one")
    pane.find_bar.replacement.setText("one more")
    pane.find_bar.replace_one.click()
    pane.find_bar.replace_one.click()
    assert text_of(session) == "one more one more one"
