"""Promises about files dragged onto the window: it is seen where they may fall, and they go nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.importing.drop_sign import DropSign

WORD = Path(__file__).parent.parent / "importing" / "word"
WAIT_MS = 60_000


class Drag:
    """Files dragged over a window by the system, from one place to another."""

    def __init__(self, program: Program, *files: Path) -> None:
        self.window = program.window
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self.sign = self.window.findChild(DropSign)
        self._has_entered = False

    def over(self, widget: QWidget, place: QPoint | None = None) -> bool:
        """Hold them over a widget; say whether they would be taken there."""
        if not self._has_entered:
            self._has_entered = True
            self._send(QDragEnterEvent, widget, place)
        return self._send(QDragMoveEvent, widget, place)

    def drop(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.over(widget, place)
        self._send(QDropEvent, widget, place)

    def leave(self) -> None:
        QApplication.sendEvent(self.window.windowHandle(), QDragLeaveEvent())

    def _send(self, kind: type[QDropEvent], widget: QWidget, place: QPoint | None) -> bool:
        where = widget.mapTo(self.window, widget.rect().center() if place is None else place)
        copy, button, no_key = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event = kind(where, copy, self.data, button, no_key)
        QApplication.sendEvent(self.window.windowHandle(), event)
        return event.isAccepted()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "room.png"
    Image.new("RGB", (8, 8), "teal").save(path)
    return path


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def places(program: Program) -> dict[str, QWidget]:
    window = program.window
    return {
        "editor": window.editor.text_edit.viewport(),
        "list": window.library.list.viewport(),
        "title": window.details.form.title,
        "preview": window.preview,
    }


@pytest.mark.parametrize("place", ["editor", "list", "title", "preview"])
def test_a_word_file_dropped_anywhere_is_imported_and_written_nowhere(
    program: Program, qtbot: QtBot, place: str
):
    drag, article = Drag(program, WORD / "nested.docx"), program.session.article
    assert drag.over(places(program)[place])
    assert drag.sign.words == "Drop to import it as a draft. Your site stays as it is until you export"
    drag.drop(places(program)[place])
    assert not drag.sign.isVisible()
    assert program.session.article == article
    settle(qtbot, program, lambda: program.session.fields.title == "Title one")


def test_several_files_are_counted(program: Program):
    drag = Drag(program, WORD / "nested.docx", WORD / "nested.docx")
    drag.over(places(program)["list"])
    assert drag.sign.words.startswith("Drop to import 2 files as drafts.")
    drag.leave()
    assert not drag.sign.isVisible()


def test_a_picture_falls_on_the_text_alone_and_goes_where_it_fell(
    program: Program, picture: Path, qtbot: QtBot
):
    window, text = program.window, program.window.editor.text_edit
    window.editor.replace_text("First.\n\nSecond.\n\nThird.")
    text.moveCursor(QTextCursor.MoveOperation.Start)
    drag = Drag(program, picture)
    assert not drag.over(places(program)["list"])
    assert drag.sign.words == "Drop the picture on the text. It goes in where the line stands"
    cursor = QTextCursor(text.document().findBlockByNumber(2))
    place = text.cursorRect(cursor).center()
    assert drag.over(text.viewport(), place)
    assert drag.sign._line.size() == text.cursorRect(cursor).size()
    card, line = drag.sign._card.geometry(), drag.sign._line
    assert not card.intersects(line)
    drag.over(text.viewport(), QPoint(place.x(), text.viewport().height() - 4))
    assert drag.sign._card.y() < card.y()
    with qtbot.waitSignal(window.editor.picture_dropped) as caught:
        drag.drop(text.viewport(), place)
    assert caught.args == [[picture]]
    assert text.textCursor().blockNumber() == 2
    settle(qtbot, program, lambda: True)


def test_what_nobody_can_take_is_refused_in_words_and_written_nowhere(program: Program, tmp_path: Path):
    song, article = tmp_path / "song.mp3", program.session.article
    song.write_bytes(b"x")
    for name, widget in places(program).items():
        drag = Drag(program, song)
        assert not drag.over(widget), name
        assert drag.sign.words.startswith("This cannot be dropped here.")
        drag.drop(widget)
        assert not drag.sign.isVisible()
        assert program.session.article == article


def test_without_an_article_a_picture_is_refused_with_the_reason(program: Program, picture: Path):
    program.session.close_article()
    drag = Drag(program, picture)
    assert not drag.over(places(program)["editor"])
    assert drag.sign.words.startswith("No article is open for this picture.")
    drag.leave()


def test_a_file_that_cannot_become_an_article_promises_no_more_than_words(program: Program, tmp_path: Path):
    old = tmp_path / "letter.doc"
    old.write_bytes(b"x")
    drag = Drag(program, old)
    assert drag.over(places(program)["editor"])
    assert drag.sign.words.startswith("This kind of file cannot become an article.")
    drag.leave()


def test_words_that_are_dragged_show_no_sign(program: Program):
    drag = Drag(program)
    drag.data = QMimeData()
    drag.data.setText("words")
    drag.over(places(program)["editor"])
    assert not drag.sign.isVisible()
    drag.leave()


def test_a_drag_whose_end_was_not_told_does_not_cover_the_window(program: Program, qtbot: QtBot):
    drag = Drag(program, WORD / "nested.docx")
    drag.over(places(program)["editor"])
    assert drag.sign.isVisible()
    qtbot.mouseMove(drag.sign, QPoint(300, 300))
    qtbot.mousePress(drag.sign, Qt.MouseButton.LeftButton)
    assert not drag.sign.isVisible()
