"""The list under one entry: type, choose with the arrows, and Enter does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.ui.palette.matching import Candidate, best
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.veil import Scrim, round_corners

WIDTH_PX, HEIGHT_PX, TOP_PX = 600, 440, 84
ROW_PX, SIDE_PX = 46, 14
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
NOTHING = "Nothing goes by these words. Try others, or fewer."


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row shows: its words, a hint under them, its keys at the right, and whether it can be done."""

    text: str
    hint: str
    keys: str
    is_possible: bool = True


class PaletteDialog(QDialog):
    """Let somebody choose. ``chosen`` is the key of what was chosen, "" for nothing."""

    def __init__(
        self, found: Sequence[Candidate], entries: dict[str, Entry], keeper: ThemeKeeper, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle("Find an action or an article")
        self.setModal(True)
        self.setFixedWidth(min(WIDTH_PX, parent.width() - 40))
        self.setFixedHeight(min(HEIGHT_PX, parent.height() - TOP_PX - 40))
        self.chosen = ""
        self._found = found
        self._entries = entries
        self._scrim: Scrim | None = None
        self._window = parent.window()
        self._build(keeper)
        self._show()

    def _build(self, keeper: ThemeKeeper) -> None:
        card = QFrame(self)
        card.setProperty("kind", "dialog-card")
        self.words = QLineEdit(card)
        self.words.setPlaceholderText("What would you like to do? Or the title of an article")
        self.words.setAccessibleName(self.windowTitle())
        self.words.textChanged.connect(self._show)
        self.words.installEventFilter(self)
        self.list = QListWidget(card)
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Drawing(keeper, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self._nothing = QLabel(NOTHING, card)
        self._nothing.setProperty("kind", "second")
        self._nothing.setContentsMargins(SIDE_PX, 8, SIDE_PX, 0)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)

    def _show(self) -> None:
        self.list.clear()
        found = best(self._found, self.words.text())
        # What cannot be done now stands last: it is named, but in nobody's way.
        for candidate in sorted(found, key=lambda one: not self._entries[one.key].is_possible):
            entry = self._entries[candidate.key]
            item = QListWidgetItem(entry.text)
            item.setData(ENTRY_ROLE, (candidate.key, entry))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}. {entry.hint}. {entry.keys}")
            if not entry.is_possible:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        possible = [row for row in range(self.list.count()) if self._is_possible(row)]
        self.list.setCurrentRow(possible[0] if possible else -1)
        self._nothing.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)

    def _is_possible(self, row: int) -> bool:
        return self.list.item(row).flags() != Qt.ItemFlag.NoItemFlags

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() != Qt.ItemFlag.NoItemFlags:
            self.chosen = item.data(ENTRY_ROLE)[0]
            self.accept()

    # -- keys, place, ground ---------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self._move(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
        page = max(1, self.list.viewport().height() // ROW_PX - 1)
        left = page if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1
        row, goal = self.list.currentRow(), self.list.currentRow()
        while left and 0 <= row + step < self.list.count():
            row += step
            if self._is_possible(row):
                goal, left = row, left - 1
        self.list.setCurrentRow(goal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scrim = Scrim(self._window)
        self._scrim.show()
        self._scrim.raise_()
        frame = self._window.frameGeometry()
        self.move(frame.center().x() - self.width() // 2, frame.top() + TOP_PX)
        self.words.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self)

    def done(self, result: int) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)


class _Drawing(QStyledItemDelegate):
    """Draw a row: words and hint at the left, keys at the right."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        _key, entry = index.data(ENTRY_ROLE)
        theme, area = self._keeper.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.accent_soft)
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver and entry.is_possible:
            painter.fillRect(area, theme.canvas)
        inside = area.adjusted(SIDE_PX, 5, -SIDE_PX, -5)
        ink = theme.ink if entry.is_possible else theme.ink_third
        keys_px = _draw(painter, inside, entry.keys, theme.ink_second, option.font, right=True)
        upper = QRect(inside.left(), inside.top(), inside.width() - keys_px - 12, inside.height() // 2)
        _draw(painter, upper, entry.text, ink, option.font)
        small = QFont(option.font)
        small.setPixelSize(12)
        hint_ink = theme.ink_second if entry.is_possible else theme.ink_third
        _draw(painter, upper.translated(0, upper.height()), entry.hint, hint_ink, small)
        painter.restore()


def _draw(
    painter: QPainter, area: QRect, words: str, ink: QColor, font: QFont, *, right: bool = False
) -> int:
    """Draw words that fit, elided where they do not; return how wide they are."""
    painter.setFont(font)
    painter.setPen(ink)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)
