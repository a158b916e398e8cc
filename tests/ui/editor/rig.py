"""What the tests of the editor share."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt

from clinicwriter.article import Article
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session, WorkingCopy

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = "\n\n".join(f"Paragraph {number} with a few words to read." for number in range(300))


def open_text(session: Session, text: str, head: bytes = b"---\ntitle: A\n---\n\n") -> None:
    session.open_article(WorkingCopy("draft", Article.from_bytes(head + text.encode())))


def text_of(session: Session) -> str:
    return session.lines.text()


def paste(pane: EditorPane, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    pane.text_edit.insertFromMimeData(data)
