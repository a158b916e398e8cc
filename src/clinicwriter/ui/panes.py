"""The panes side by side: splitters between them, and drawers over the editor where the window is narrow.

State that changes: which of the two outer panes is a drawer now, how wide each was made, and whether the
editor is shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

LIBRARY_FROM_PX = 1400
"""From this width of the window on the list of articles has a place of its own."""
DETAILS_FROM_PX = 1100
LIBRARY_PX, DETAILS_PX = 264, 306
LIBRARY_DRAWER_PX = 300
LEAST_PX = (220, 300, 260, 280)
SHADOW_PX = 26
SHADOW = QColor(0, 0, 0, 46)


class Panes(QWidget):
    """Lay out library, editor, preview and details."""

    library_shown = Signal(bool)
    details_shown = Signal(bool)
    alone_changed = Signal(bool)
    """The editor is shown alone, or no longer."""
    details_put_away = Signal(bool)
    """The details became a drawer, or got their place beside the preview back."""

    def __init__(self, panes: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window-body")
        self.library, self.editor, self.preview, self.details = self._order = tuple(panes)
        self._widths = [LIBRARY_PX, 0, 0, DETAILS_PX]
        self._wanted = {self.library: True, self.details: True}
        self._is_alone = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane, least_px in zip(panes, LEAST_PX, strict=True):
            pane.setMinimumWidth(least_px)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(
                self.splitter.indexOf(pane), int(pane in (self.editor, self.preview))
            )
        self.splitter.splitterMoved.connect(self._note_widths)
        self._drawers = {self.library: _Drawer("left", self), self.details: _Drawer("right", self)}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)

    # -- what people wish ----------------------------------------------------------------------

    @property
    def is_library_shown(self) -> bool:
        """Say whether the list is to be seen now."""
        return self._is_shown(self.library)

    @property
    def is_details_shown(self) -> bool:
        """Say whether the details are to be seen now."""
        return self._is_shown(self.details)

    @property
    def covered_px(self) -> int:
        """Return how much of the editor lies under the list of articles now."""
        is_over = self._is_drawer(self.library) and self.is_library_shown
        return self._drawer_width(self.library) if is_over else 0

    def show_library(self, shown: bool) -> None:
        """Show or hide the list of articles."""
        self._show(self.library, shown)

    def show_details(self, shown: bool) -> None:
        """Show or hide the details."""
        self._show(self.details, shown)

    def set_alone(self, is_alone: bool) -> None:
        """Show the editor alone, or everything as it was before."""
        self.close_drawers()
        self._is_alone = is_alone
        self.preview.setVisible(not is_alone)
        self._arrange()
        self._set_widths()
        for pane in self._drawers:
            self._tell(pane)
        self.alone_changed.emit(is_alone)

    def close_drawers(self) -> None:
        """Put both drawers away; panes with a place of their own stay."""
        for pane in self._drawers:
            if self._is_drawer(pane):
                self._show(pane, False)

    # -- what is remembered --------------------------------------------------------------------

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths of the four panes, in px."""
        return tuple(self._widths)

    def restore(self, widths: Sequence[int], *, library: bool, details: bool) -> None:
        """Lay the panes out as they were."""
        if len(widths) == len(LEAST_PX) and all(width >= 0 for width in widths):
            self._widths = list(widths)
        self._wanted = {self.library: library, self.details: details}
        self._arrange()
        self._set_widths()

    @property
    def wanted(self) -> tuple[bool, bool]:
        """Return whether somebody wants list and details beside the editor."""
        return self._wanted[self.library], self._wanted[self.details]

    # -- laying out ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        for pane, drawer in self._drawers.items():
            drawer.place(self.rect().width(), self.height(), self._drawer_width(pane))

    def _arrange(self) -> None:
        changed = self._put(self.library, 0, self.width() < LIBRARY_FROM_PX)
        changed |= self._put(self.details, self.splitter.count(), self.width() < DETAILS_FROM_PX)
        if changed or not self._are_widths_right():
            self._set_widths()

    def _put(self, pane: QWidget, place: int, is_drawer: bool) -> bool:
        """Bring a pane where it belongs; say whether that changed anything."""
        if is_drawer == self._is_drawer(pane):
            wanted = self._wanted[pane] and not self._is_alone
            if is_drawer or pane.isHidden() != wanted:
                return False
            pane.setVisible(wanted)
            return True
        drawer = self._drawers[pane]
        if is_drawer:
            drawer.take(pane)
        else:
            drawer.hide()
            self.splitter.insertWidget(place, pane)
            self.splitter.setStretchFactor(self.splitter.indexOf(pane), 0)
            pane.setVisible(self._wanted[pane] and not self._is_alone)
        self._tell(pane)
        if pane is self.details:
            self.details_put_away.emit(is_drawer)
        return True

    def _set_widths(self) -> None:
        outer = sum(
            self._widths[number]
            for number, pane in ((0, self.library), (3, self.details))
            if not self._is_drawer(pane) and not pane.isHidden()
        )
        room = max(self.width() - outer - self.splitter.count() + 1, LEAST_PX[1] + LEAST_PX[2])
        left, right = self._widths[1], self._widths[2]
        share = left / (left + right) if left and right else 0.512
        middle = round(room * share)
        widths = zip(self._order, (self._widths[0], middle, room - middle, self._widths[3]), strict=True)
        self.splitter.setSizes([width for pane, width in widths if self.splitter.indexOf(pane) >= 0])

    def _are_widths_right(self) -> bool:
        sizes = self.splitter.sizes()
        shown = [pane for pane in self._order if self.splitter.indexOf(pane) >= 0]
        is_each_seen = all(size > 0 or pane.isHidden() for pane, size in zip(shown, sizes, strict=True))
        return is_each_seen and any(self._widths[1:3])

    def _note_widths(self) -> None:
        sizes = self.splitter.sizes()
        for number, pane in enumerate(self._order):
            place = self.splitter.indexOf(pane)
            if place >= 0 and sizes[place]:
                self._widths[number] = sizes[place]

    # -- drawers -------------------------------------------------------------------------------

    def _is_drawer(self, pane: QWidget) -> bool:
        return pane.parentWidget() is self._drawers[pane]

    def _is_shown(self, pane: QWidget) -> bool:
        return not self._drawers[pane].isHidden() if self._is_drawer(pane) else not pane.isHidden()

    def _show(self, pane: QWidget, shown: bool) -> None:
        if self._is_drawer(pane):
            drawer = self._drawers[pane]
            drawer.place(self.width(), self.height(), self._drawer_width(pane))
            drawer.setVisible(shown)
            if shown:
                drawer.raise_()
                pane.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            if shown and self._is_alone:
                self.set_alone(False)
            self._wanted[pane] = shown
            pane.setVisible(shown)
            self._set_widths()
        self._tell(pane)

    def _tell(self, pane: QWidget) -> None:
        signal = self.library_shown if pane is self.library else self.details_shown
        signal.emit(self._is_shown(pane))

    def _drawer_width(self, pane: QWidget) -> int:
        return LIBRARY_DRAWER_PX if pane is self.library else max(DETAILS_PX, self._widths[3])


class _Shadow(QWidget):
    """The shadow that a drawer throws: painted, since a graphics effect over a web view ends the program."""

    def __init__(self, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._falls_right = side == "left"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        near, far = (0, self.width()) if self._falls_right else (self.width(), 0)
        fading = QLinearGradient(near, 0, far, 0)
        for place, part in ((0.0, 1.0), (0.35, 0.4), (0.7, 0.1), (1.0, 0.0)):
            colour = QColor(SHADOW)
            colour.setAlphaF(SHADOW.alphaF() * part)
            fading.setColorAt(place, colour)
        QPainter(self).fillRect(event.rect(), fading)


class _Drawer(QFrame):
    """A pane laid over the editor, which goes when somebody goes on beside it or presses Escape."""

    def __init__(self, side: str, panes: Panes) -> None:
        super().__init__(panes)
        self._side = side
        self._panes = panes
        self.setProperty("kind", "drawer" if side == "left" else "drawer-right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shadow = _Shadow(side, panes)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 1 if side == "left" else 0, 0)
        self.hide()

    def take(self, pane: QWidget) -> None:
        """Hold a pane."""
        self._box.addWidget(pane)
        pane.show()
        self.hide()

    def place(self, room_px: int, height_px: int, width_px: int) -> None:
        """Stand at the edge of the panes."""
        left = 0 if self._side == "left" else room_px - width_px
        self.setGeometry(left, 0, width_px, height_px)
        beside = width_px if self._side == "left" else left - SHADOW_PX
        self._shadow.setGeometry(beside, 0, SHADOW_PX, height_px)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._shadow.show()
        self._shadow.raise_()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._shadow.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._panes.close_drawers()
            return
        super().keyPressEvent(event)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go when somebody goes on beside the drawer: in the panes under it, not in a menu or a dialog."""
        # An event filter on the whole application would hear of clicks, but in Python it ends the program:
        # it is also called for objects that are being made or unmade.
        if now is None or self.isHidden() or now is self or self.isAncestorOf(now):
            return
        if self._panes.isAncestorOf(now):
            self._panes.close_drawers()
