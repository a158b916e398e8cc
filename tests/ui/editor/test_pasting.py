"""Promises about what is pasted and dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
)
from pytestqt.qtbot import QtBot

from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session

from .rig import open_text, paste, text_of


def test_pasted_text_comes_in_clean_as_one_step(pane: EditorPane, session: Session) -> None:
    open_text(session, "")
    paste(pane, "a\x00b\r\nc\u2028d\u2029\ufeffe\u00a0f\x0bg")
    assert text_of(session) == "ab\nc\nd\ne\u00a0f\ng"
    session.history.undo()
    assert text_of(session) == ""


def paste_html(pane: EditorPane, html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    pane.text_edit.insertFromMimeData(data)


def test_words_copied_from_word_come_in_with_their_bold_where_the_cursor_is(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "See .")
    pane.select(0, 4, 0)
    paste_html(pane, "<p class=MsoNormal>your <b>nurse</b></p>", "your nurse")
    assert text_of(session) == "See your **nurse**."


def test_paragraphs_copied_from_word_stand_by_themselves_and_are_one_step(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "Before and after.\n")
    pane.select(0, 6, 5)
    paste_html(pane, "<h2>Bring</h2><ul><li>a card<li>a list</ul>", "Bring a card a list")
    assert text_of(session) == "Before\n\n## Bring\n\n- a card\n- a list\n\nafter.\n"
    session.history.undo()
    assert text_of(session) == "Before and after.\n"


def test_pasting_as_plain_text_leaves_the_looks_behind(pane: EditorPane, session: Session) -> None:
    open_text(session, "")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QGuiApplication.clipboard().setMimeData(data)
    pane.text_edit.paste_plain()
    assert text_of(session) == "bold"


def test_an_address_pasted_over_words_makes_a_link(pane: EditorPane, session: Session) -> None:
    open_text(session, "see us now")
    pane.select(0, 4, 2)
    paste(pane, " https://a.example/x\n")
    assert text_of(session) == "see [us](https://a.example/x) now"


def test_dropped_pictures_are_handed_on_and_not_written_as_addresses(
    pane: EditorPane, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    open_text(session, "")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.JPG")), QUrl.fromLocalFile(str(tmp_path / "b.png"))])
    with qtbot.waitSignal(pane.picture_dropped) as caught:
        pane.text_edit.insertFromMimeData(data)
    assert [path.name for path in caught.args[0]] == ["a.JPG", "b.png"]
    assert text_of(session) == ""


def test_a_picture_from_the_clipboard_becomes_a_file(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(pane.picture_dropped) as caught:
        pane.text_edit.insertFromMimeData(data)
    saved = QImage(str(caught.args[0][0]))
    assert (saved.width(), saved.height()) == (4, 3)
