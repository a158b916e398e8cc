"""The outline: the article's headings, each a way to its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from clinicwriter.ui.session import Session

QUIET_MS = 250


class HeadingLike(Protocol):
    """A heading of the text: how deep, what it says, and its line, counted from 0."""

    @property
    def level(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...


class OutlineList(QWidget):
    """List the headings; made anew after a pause in typing, and only while it is seen."""

    line_wished = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings: Callable[[], Sequence[HeadingLike]] = tuple
        self._list = QListWidget(self)
        self._list.setAccessibleName("Outline")
        self._list.setProperty("kind", "outline")
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._empty = QLabel("Headings that you write appear here, and a click goes to them.", self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("kind", "second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setMargin(16)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self.refresh)
        session.text_changed.connect(lambda _change: self._timer.start())
        session.article_opened.connect(self._timer.start)

    def set_headings(self, headings: Callable[[], Sequence[HeadingLike]]) -> None:
        """Ask this for the headings."""
        self._headings = headings
        self.refresh()

    def refresh(self) -> None:
        """Read the headings anew, where the outline is seen."""
        if not self.isVisible():
            return
        headings = self._headings()
        self._list.clear()
        top = min((heading.level for heading in headings), default=1)
        for heading in headings:
            item = QListWidgetItem(
                "\u2003" * (heading.level - top) + (heading.text or "Heading without words")
            )
            item.setData(Qt.ItemDataRole.UserRole, heading.line)
            item.setToolTip(heading.text)
            self._list.addItem(item)
        self._stack.setCurrentIndex(1 if headings else 0)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _go(self, item: QListWidgetItem) -> None:
        self.line_wished.emit(item.data(Qt.ItemDataRole.UserRole))
