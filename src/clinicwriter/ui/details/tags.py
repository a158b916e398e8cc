"""The field for tags: each a chip that can be removed, with completion from the site's own tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from clinicwriter.ui.cross import CrossButton
from clinicwriter.ui.flow_layout import FlowLayout
from clinicwriter.ui.theme import ThemeKeeper

ENTRY_WIDTH_PX = 84


class TagsField(QFrame):
    """Show tags as chips; Enter or a comma adds what was typed, Backspace removes the last one."""

    tags_changed = Signal(object)
    """Carries the new tags, a tuple of text."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._keeper = keeper
        self._tags: tuple[str, ...] = ()
        self._known: tuple[str, ...] = ()
        self._chips: list[_Chip] = []
        self._flow = FlowLayout(self, margins=QMargins(6, 5, 6, 5), gap_px=4, fills_row=True)
        self.entry = self._build_entry()
        self._flow.addWidget(self.entry)
        self.setFocusProxy(self.entry)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags as shown."""
        return self._tags

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tags; what is being typed stays."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [_Chip(tag, self._keeper, self) for tag in self._tags]
        for index, chip in enumerate(self._chips):
            chip.removal_requested.connect(self._remove)
            self._flow.insert_widget(index, chip)
        self._offer()
        self.updateGeometry()

    def set_known(self, tags: Sequence[str]) -> None:
        """Complete from these, most used first."""
        self._known = tuple(tags)
        self._offer()

    def add_typed(self) -> None:
        """Turn what was typed into tags."""
        typed = [part.strip() for part in re.split(r"[,\n]", self.entry.text())]
        self.entry.clear()
        self._change((*self._tags, *(self._in_site_spelling(tag) for tag in typed if tag)))

    def _in_site_spelling(self, tag: str) -> str:
        return next((known for known in self._known if known.casefold() == tag.casefold()), tag)

    def _remove(self, tag: str) -> None:
        self._change(tuple(other for other in self._tags if other != tag))
        self.entry.setFocus()

    def _change(self, tags: tuple[str, ...]) -> None:
        seen: dict[str, str] = {}
        for tag in tags:
            seen.setdefault(tag.casefold(), tag)
        wanted = tuple(seen.values())
        if wanted != self._tags:
            self.show_tags(wanted)
            self.tags_changed.emit(wanted)

    def _offer(self) -> None:
        used = {tag.casefold() for tag in self._tags}
        self._offers.setStringList([tag for tag in self._known if tag.casefold() not in used])

    def _build_entry(self) -> QLineEdit:
        entry = QLineEdit(self)
        entry.setProperty("kind", "bare")
        entry.setPlaceholderText("Add a tag…")
        entry.setAccessibleName("Tags")
        entry.setMinimumWidth(ENTRY_WIDTH_PX)
        entry.installEventFilter(self)
        entry.textEdited.connect(self._take_comma)
        entry.editingFinished.connect(self.add_typed)
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.add_typed, Qt.ConnectionType.QueuedConnection)
        popup = completer.popup()
        assert popup is not None  # a completer makes its own when it is asked for it
        popup.setProperty("kind", "popup")
        popup.installEventFilter(self)
        entry.setCompleter(completer)
        return entry

    def _take_comma(self, text: str) -> None:
        if "," in text:
            self.add_typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.entry and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace and not self.entry.text() and self._tags:
                self._change(self._tags[:-1])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entry.text():
                self.add_typed()
                return True
        if isinstance(watched, QAbstractItemView) and event.type() in (QEvent.Type.Show, QEvent.Type.Move):
            self._put_below(watched)
        return super().eventFilter(watched, event)

    def _put_below(self, offers: QWidget) -> None:
        """Let the offers stand below the whole field, which Qt would have them cover."""
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        if offers.y() > self.mapToGlobal(QPoint(0, 0)).y() and offers.pos() != corner:
            offers.setFixedWidth(self.width())
            offers.move(corner)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.entry.setFocus()
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 120)
        return QSize(width, self._flow.heightForWidth(width))


class _Chip(QFrame):
    """One tag with a cross that removes it."""

    removal_requested = Signal(str)

    def __init__(self, tag: str, keeper: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 2, 0)
        row.setSpacing(1)
        row.addWidget(QLabel(tag, self))
        cross = CrossButton(keeper, f"Remove the tag {tag}", f"Remove “{tag}”", self)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(lambda: self.removal_requested.emit(tag))
        row.addWidget(cross)
        self.setFixedHeight(22)
