"""The window: bars, panes and dialogs laid out, and every signal joined to what it causes."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

from clinicwriter.ui.banner import Banner
from clinicwriter.ui.details import DetailsPane
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.library import LibraryPane
from clinicwriter.ui.menus import ActionBook, Menus
from clinicwriter.ui.panes import Panes
from clinicwriter.ui.preview import PreviewPane
from clinicwriter.ui.session import Session
from clinicwriter.ui.statusbar import StatusBar
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.topbar import TopBar

TITLE = "Clinic Writer"
FIRST_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(760, 480)


class Window(QMainWindow):
    """Hold the bars and the panes. Knows how things look, not what they do."""

    came_to_front = Signal()
    closing = Signal(object)
    """The window is about to close; carries the ``QCloseEvent``, which may be refused."""

    def __init__(self, session: Session, keeper: ThemeKeeper, preview: PreviewPane | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(LEAST_SIZE)
        self._alt_alone = False
        self._build_panes(session, keeper, preview)
        self._build_menus()
        self._build_layout()

    # -- building ------------------------------------------------------------------------------

    def _build_panes(self, session: Session, keeper: ThemeKeeper, preview: PreviewPane | None) -> None:
        self.keeper = keeper
        self.library = LibraryPane(keeper)
        self.editor = EditorPane(session, keeper)
        self.preview = preview or PreviewPane(session, keeper)
        self.details = DetailsPane(session, keeper)
        for pane, name in (
            (self.library, "library-pane"),
            (self.editor, "editor-pane"),
            (self.preview, "preview-pane"),
            (self.details, "details-pane"),
        ):
            pane.setObjectName(name)
            pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.library.setFocusProxy(self.library.list)
        self.details.setFocusProxy(self.details.tabs)
        self.panes = Panes((self.library, self.editor, self.preview, self.details))
        self.top_bar = TopBar(keeper, self)
        self.status_bar = StatusBar(keeper, self)
        self.banner = Banner(keeper, self)

    def _build_menus(self) -> None:
        self.book = ActionBook(self)
        self.menus = Menus(self, self.book, self.editor.actions(), self.preview.actions())
        self.top_bar.fill(self.book.actions)
        self.panes.details_put_away.connect(self.top_bar.offer_details)
        self.panes.library_shown.connect(lambda _shown: self.editor.leave_free(self.panes.covered_px))
        native = self.menuBar().isNativeMenuBar()
        for menu in self.menus.all:
            (self.menuBar() if native else self.top_bar.menu_button.menu()).addMenu(menu)
        self.top_bar.menu_button.setVisible(not native)
        if not native:
            self.menuBar().hide()

    def _build_layout(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.panes, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(body)

    # -- its place on the screen ---------------------------------------------------------------

    def restore_place(self, geometry: str) -> None:
        """Stand where it stood at the last end, or fill a good part of the screen."""
        if geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii"))):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen is not None else QRect(QPoint(0, 0), FIRST_SIZE)
        self.resize(FIRST_SIZE.boundedTo(room.size()))
        if room.width() <= FIRST_SIZE.width():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def place(self) -> str:
        """Return where it stands, in words that ``restore_place`` knows."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def show_title(self, title: str) -> None:
        """Name the open article in the title bar."""
        self.setWindowTitle(f"{title} - {TITLE}" if title else TITLE)

    def come_to_front(self) -> None:
        """Show the window above the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def picture(self) -> QPixmap:
        """Draw the window with the dialogs that stand over it, for the manual's pictures."""
        drawn = self.grab()
        painter = QPainter(drawn)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                place = QRect(QPoint(0, 0), dialog.size())
                place.moveCenter(self.rect().center())
                painter.drawPixmap(place.topLeft(), _clear_grab(dialog))
        painter.end()
        return drawn

    # -- events --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_to_front.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)
        if event.isAccepted():
            self.preview.release()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        pressed = self.focusWidget()
        # Qt itself presses a button with the space bar alone, but in a dialog.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QAbstractButton):
            if not event.isAutoRepeat():
                pressed.click()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self._alt_alone and self.top_bar.menu_button.isVisible():
            self.top_bar.menu_button.showMenu()
        self._alt_alone = False
        super().keyReleaseEvent(event)


def _clear_grab(widget: QWidget) -> QPixmap:
    ratio = widget.devicePixelRatioF()
    drawn = QPixmap(widget.size() * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    widget.render(drawn, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return drawn
