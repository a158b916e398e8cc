"""The outline: the article's headings, each a way to its place in the text, and a handle for its section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from clinicwriter.ui.session import Session

QUIET_MS = 250
END = 1 << 30
"""A line behind every other."""
_MOVES = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class HeadingLike(Protocol):
    """A heading of the text: how deep, what it says, and its line, counted from 0."""

    @property
    def level(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...


class OutlineList(QWidget):
    """List the headings and mark the one that the cursor is under.

    Made anew after a pause in typing, and only while it is seen.
    """

    line_wished = Signal(int)
    move_wished = Signal(int, int)
    """A section is to stand elsewhere: carries its heading's line, and the line before which it goes."""
    step_wished = Signal(int, int)
    """A section is to change places with its neighbour: its heading's line, and -1 for up or 1 for down."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings: Callable[[], Sequence[HeadingLike]] = tuple
        self._cursor_line: Callable[[], int] = int
        self._keeps_row = False
        self.list = _Headings(self)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.dropped.connect(self._move)
        self.list.stepped.connect(self._step)
        self._empty = QLabel("Headings that you write appear here, and a click goes to them.", self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("kind", "second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setMargin(16)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self.refresh)
        session.text_changed.connect(self._note_change)
        session.article_opened.connect(self._note_change)

    def _note_change(self, _change: object = None) -> None:
        self._keeps_row = False
        self._timer.start()

    def set_source(
        self, headings: Callable[[], Sequence[HeadingLike]], cursor_line: Callable[[], int]
    ) -> None:
        """Ask these for the headings, and for the line that the cursor stands on."""
        self._headings, self._cursor_line = headings, cursor_line
        self.refresh()

    def note_cursor(self, line: int) -> None:
        """Mark the heading that the cursor is under now. Cheap."""
        if self.isVisible() and not self._timer.isActive():
            self._mark(line)

    def refresh(self) -> None:
        """Read the headings anew, where the outline is seen."""
        if not self.isVisible():
            return
        headings = self._headings()
        # Somebody who moved a section in the list goes on from its row, until the text changes otherwise.
        row = self.list.currentRow() if self._keeps_row and self.list.hasFocus() else -1
        self.list.clear()
        top = min((heading.level for heading in headings), default=1)
        for heading in headings:
            item = QListWidgetItem(
                "\u2003" * (heading.level - top) + (heading.text or "Heading without words")
            )
            item.setData(Qt.ItemDataRole.UserRole, heading.line)
            item.setToolTip(heading.text)
            self.list.addItem(item)
        if row < 0:
            self._mark(self._cursor_line())
        else:
            self.list.setCurrentRow(min(row, len(headings) - 1))
        self._stack.setCurrentIndex(1 if headings else 0)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _mark(self, line: int) -> None:
        """Make the last heading at or above a line the current one; above the first there is none."""
        lines = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        self.list.setCurrentRow(bisect_right(lines, line) - 1)

    def _line(self, row: int) -> int | None:
        """Return a heading's line as it is now, ``None`` where the text is another one since."""
        headings = self._headings()
        if not 0 <= row < len(headings) or self.list.count() != len(headings):
            return None
        return headings[row].line if self.list.item(row).toolTip() == headings[row].text else None

    def _move(self, row: int, before: int) -> None:
        line = self._line(row)
        goal = self._line(before) if before < self.list.count() else END
        if line is not None and goal is not None:
            self.move_wished.emit(line, goal)
            self._follow(row)

    def _step(self, row: int, step: int) -> None:
        line = self._line(row)
        if line is not None:
            self.step_wished.emit(line, step)
            self._follow(row)

    def _follow(self, row: int) -> None:
        """Keep the section that was moved the current one: the cursor went along with it."""
        words = self.list.item(row).toolTip()
        self.refresh()
        found = [at for at in range(self.list.count()) if self.list.item(at).toolTip() == words]
        elsewhere = [at for at in found if at != row]
        self.list.setCurrentRow(elsewhere[0] if elsewhere else row)
        self._keeps_row = True

    def _go(self, item: QListWidgetItem) -> None:
        self.line_wished.emit(item.data(Qt.ItemDataRole.UserRole))


class _Headings(QListWidget):
    """The list itself: says what was dropped or moved with the keys, and leaves the doing to the text."""

    dropped = Signal(int, int)
    """The row that was dragged, and the row before which it was dropped."""
    stepped = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline")
        self.setProperty("kind", "outline")
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setToolTip("Drag a heading to move its section, or use Alt+Shift and the arrow keys")

    def dropEvent(self, event: QDropEvent) -> None:
        place = event.position().toPoint()
        row = self.indexAt(place).row()
        if row < 0:
            row = self.count()
        elif place.y() > self.visualItemRect(self.item(row)).center().y():
            row += 1
        # Nothing is moved in the list: it is made anew from the text.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(self.currentRow(), row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == _MOVES:
            self.stepped.emit(self.currentRow(), step)
        else:
            super().keyPressEvent(event)
