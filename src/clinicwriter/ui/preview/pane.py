"""The preview pane: the header, a quiet line, and the page on its ground.

State that changes: whether the pane follows the cursor, and why it rests.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QCursor,
    QDesktopServices,
    QGuiApplication,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip, QVBoxLayout, QWidget

from clinicwriter.rendering import RenderProcess
from clinicwriter.ui.actions import make_action
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper

from .addresses import SCHEME, site_path
from .card import MARGIN, PageCard
from .feed import StartRenderer
from .header import PreviewHeader
from .live import LivePage
from .outside import OpenOutside, OutsidePages
from .simple import SimpleView
from .source import PreviewSource
from .view import PageView, Pointed
from .words import find_place, first_words

OUTSIDE_SCHEMES = frozenset({"http", "https", "mailto"})
ZOOM_STEP = 1.1
REST_AFTER_MS = 60_000
"""The pane rests when the program was in the background for so long."""
PASSING_MS = 8_000

EMPTY_TEXT = "Open an article, and its page shows here."
SIMPLE_TEXT = (
    "This computer shows a simpler preview: the words are right, the site's own look is not. "
    "Open in browser shows the whole page."
)
NO_PROGRAM_TEXT = "No program for this link could be opened on this computer."
GAVE_UP_TEXT = "The preview stopped several times. Your text is kept; open the article again to see its page."

MakeView = Callable[[], tuple[PageView, bool]]


class PreviewPane(QWidget):
    """Show the article as it will look on the site, while it is written."""

    line_wished = Signal(int, int, bool)
    """Somebody clicked a word: its line and column (from 0, in characters), and whether to select it."""
    visible_line_changed = Signal(float)
    """Somebody scrolled the page: the line at its top now. Not emitted while the pane follows nothing."""
    over_line = Signal(int)
    """The pointer is over what this line begins; -1 for nothing of the text."""
    shown = Signal(int)
    """The page with the text of this revision of the session was drawn on the screen."""
    said = Signal(str)
    """What came of a page that was given out, to be said where it moves nothing."""
    site_link_wished = Signal(str)
    """Somebody clicked a link to another page of the site; carries its path."""

    def __init__(
        self,
        session: Session,
        keeper: ThemeKeeper,
        parent: QWidget | None = None,
        *,
        start_renderer: StartRenderer = RenderProcess,
        open_outside: OpenOutside = QDesktopServices.openUrl,
        make_view: MakeView | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view, self._is_simple = (make_view or best_view)()
        self._live = LivePage(session, self._view, start_renderer, self)
        self._outside = OutsidePages(self._live, self._view, open_outside, self)
        self._header = PreviewHeader(keeper, self)
        self._notice = QLabel(self, wordWrap=True)
        self._card = PageCard(keeper, self)
        self._empty = QLabel(EMPTY_TEXT, self._card, wordWrap=True)
        self._idle = QTimer(self, singleShot=True, interval=REST_AFTER_MS)
        self._pointing = QTimer(self, singleShot=True)
        self._held: tuple[float, float, float] | None = None
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._tangled_text = self._trouble_text = ""
        self._is_released = self._has_said_simple = False
        self._build_layout()
        self._build_actions()
        self._connect()
        self._live.rest()
        self._show_state()

    # -- what the window asks ------------------------------------------------------------------

    def set_source(self, source: PreviewSource | None) -> None:
        """Show the articles in these surroundings; ``None`` shows nothing."""
        if not self._is_released:
            self._live.set_source(source)
            self._show_state()

    def renew(self) -> None:
        """Read the page and the site's files afresh, after an export or a change from outside."""
        self._live.renew()

    def follow_line(self, line: float, height_in_view: float, share: float = 0.0) -> None:
        """Keep this line of the text at this height: pixels below the top of the editor's text.

        Both panes' pages begin at the same height of the window. ``share`` says how far into the line, from 0
        to 1, the cursor stands: that place is seen in any case. Without "Follows cursor" only the paragraph
        is marked.
        """
        self._view.mark_line(int(line))
        if self._pointing.isActive():
            self._held = (line, height_in_view, share)
        elif self.follows:
            self._view.follow_line(line, height_in_view - MARGIN, share)

    def scroll_to_line(self, line: float) -> None:
        """Have this line of the text at the top of the page's view."""
        if self.follows and not self._pointing.isActive():
            self._view.scroll_to_line(line)

    def mark_found(self, text: str, *, matches_case: bool = False, whole_words: bool = False) -> None:
        """Mark on the page what the find bar looks for."""
        self._view.mark_found(text, matches_case=matches_case, whole_words=whole_words)

    def mark_hovered(self, line: int | None) -> None:
        """Tint on the page the paragraph of a line that the pointer is over beside it; ``None`` for none."""
        self._view.mark_hovered(line)

    def lines_with(self, line: int) -> range | None:
        """Return the lines of the paragraph, the entry or the row that holds a line, without blanks below.

        ``None`` where the page shows nothing of it.
        """
        found = self._live.blocks.lines_with(line)
        texts = self._session.lines.texts
        while found and found.stop <= len(texts) and not texts[found.stop - 1].strip():
            found = range(found.start, found.stop - 1)
        return found if found is not None and line in found else None

    @property
    def follows(self) -> bool:
        """Say whether both sides are kept at the same place."""
        return self._header.follow_action.isChecked()

    @property
    def is_simple(self) -> bool:
        """Say whether this computer has only the simple preview."""
        return self._is_simple

    @property
    def view(self) -> PageView:
        """Return what shows the page: for tests and the benchmark."""
        return self._view

    @property
    def live(self) -> LivePage:
        """Return what keeps the page in step with the session."""
        return self._live

    def release(self) -> None:
        """End the processes behind the preview. To be called when the window closes."""
        if not self._is_released:
            self._is_released = True
            self._live.stop()
            self._outside.stop()

    # -- building ------------------------------------------------------------------------------

    def _build_layout(self) -> None:
        self.setAccessibleName("Preview")
        self._notice.hide()
        self._notice.setProperty("kind", "notice")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setProperty("kind", "second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._header, self._notice):
            column.addWidget(widget)
        column.addWidget(self._card, 1)
        inside = QVBoxLayout(self._card)
        inside.addWidget(self._empty)
        self._card.set_view(self._view)

    def _build_actions(self) -> None:
        deeds = {
            "preview_browser": self._outside.open_in_browser,
            "preview_print": self._outside.show_on_paper,
            "preview_zoom_in": lambda: self.zoom(1),
            "preview_zoom_out": lambda: self.zoom(-1),
            "preview_zoom_reset": lambda: self.zoom(0),
            "preview_copy": self._view.copy_selection,
        }
        self._menu_actions = tuple(self._make_action(name, do) for name, do in deeds.items())
        self.addActions([*self._header.device_actions, self._header.follow_action, *self._menu_actions])

    def _make_action(self, name: str, do: Callable[[], object]) -> QAction:
        action = make_action(name, self)
        action.triggered.connect(lambda _on=False: do())
        return action

    def _connect(self) -> None:
        self._header.device_wished.connect(self._card.set_device)
        self._session.article_opened.connect(self._show_state)
        self._session.edited.connect(self._stay_awake)
        self._live.tangled_changed.connect(self._show_tangled)
        self._live.trouble_changed.connect(self._show_trouble)
        self._view.begun.connect(self._show_state)
        self._view.shown.connect(self.shown)
        self._view.scrolled.connect(self._hear_scrolled)
        self._view.pointed.connect(self._hear_pointed)
        self._view.linked.connect(self._hear_linked)
        self._view.hovered.connect(self._show_target)
        self._view.over_line.connect(self.over_line)
        self._view.zoom_wished.connect(self.zoom)
        self._view.menu_wished.connect(self._open_menu)
        self._outside.said.connect(self.said)
        self._view.gave_up.connect(lambda: self._say(GAVE_UP_TEXT))
        self._passing.timeout.connect(self._show_notice)
        self._pointing.timeout.connect(self._follow_held)
        self._idle.timeout.connect(self._live.rest)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._note_application_state)
        application.aboutToQuit.connect(self.release)

    # -- what a person does --------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Show the page larger or smaller by steps; 0 shows it at its own size."""
        self._card.set_zoom(self._card.zoom * ZOOM_STEP**steps if steps else 1.0)
        self._header.show_zoom(self._card.zoom)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for action in self._menu_actions:
            if action.objectName() in {"preview_zoom_in", "preview_copy"}:
                menu.addSeparator()
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # -- what the page tells -------------------------------------------------------------------

    def _hear_scrolled(self, line: float) -> None:
        if self.follows:
            self.visible_line_changed.emit(line)

    def _hear_pointed(self, pointed: Pointed) -> None:
        lines = self._live.blocks.lines_of(pointed.block)
        if lines is None:
            return
        texts = self._session.lines.texts[lines.start : lines.stop]
        place = find_place(texts, lines.start, pointed.line, pointed.text, pointed.before)
        # The page stays where it is until it is clear that no second click comes.
        self._pointing.start(QApplication.doubleClickInterval())
        self.line_wished.emit(place.line, place.column, pointed.is_double)

    def _follow_held(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self.follow_line(*held)

    def _hear_linked(self, target: str) -> None:
        url = QUrl(target)
        if url.scheme() in OUTSIDE_SCHEMES:
            self._outside.open(url, NO_PROGRAM_TEXT)
        elif url.scheme() == SCHEME:
            self._say(f"This link leads to another page of the site: {site_path(url)}")
            self.site_link_wished.emit(site_path(url))

    def _show_target(self, target: str) -> None:
        url = QUrl(target)
        if url.scheme() == SCHEME:
            QToolTip.showText(QCursor.pos(), f"A page of the site: {site_path(url)}", self)
        elif url.scheme() in OUTSIDE_SCHEMES:
            QToolTip.showText(QCursor.pos(), f"Opens outside: {url.toDisplayString()}", self)
        else:
            QToolTip.hideText()

    # -- the quiet line ------------------------------------------------------------------------

    def _show_tangled(self, line: int) -> None:
        begins = first_words(self._session.lines.texts[line:]) if line >= 0 else ""
        which = f"The paragraph that begins “{begins}”" if begins else "One paragraph"
        self._tangled_text = f"{which} is too tangled to show." if line >= 0 else ""
        self._show_notice()

    def _show_trouble(self, text: str) -> None:
        if text != self._trouble_text:
            self._trouble_text = text
            self._show_notice()

    def _say(self, text: str) -> None:
        """Show a text for a while."""
        self._notice.setText(text)
        self._notice.show()
        self._passing.start()

    def _show_notice(self) -> None:
        self._passing.stop()
        text = "\n".join(filter(None, (self._trouble_text, self._tangled_text)))
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def _show_state(self) -> None:
        is_showing = self._live.is_showing
        self._view.setVisible(is_showing)
        self._empty.setVisible(not is_showing)
        self._card.settle()
        self._enable_actions()

    def _enable_actions(self) -> None:
        """Offer what can be done: nobody copies what was selected on a page that is hidden now."""
        for action in self._menu_actions:
            is_seen = action.objectName() != "preview_copy" or self.isVisible()
            action.setEnabled(self._live.is_showing and is_seen)

    # -- resting -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()
        self._enable_actions()
        if self._is_simple and not self._has_said_simple:
            self._has_said_simple = True
            self._say(SIMPLE_TEXT)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.rest()
        self._enable_actions()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self.isWindow():
            self.release()

    def _note_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._idle.stop()
            self._stay_awake()
        elif not self._idle.isActive():
            self._idle.start()

    def _stay_awake(self) -> None:
        if self._idle.isActive():
            self._idle.start()
        if self.isVisible() and self._live.is_resting:
            self._live.wake()


def best_view() -> tuple[PageView, bool]:
    """Return the web view, or the simple one (and True) where this computer has no WebEngine."""
    try:
        from .web import WebView  # noqa: PLC0415  # an optional part of Qt
    except ImportError:
        return SimpleView(), True
    return WebView(), False
