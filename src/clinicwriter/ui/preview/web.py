"""The web view of the preview: one page loaded once, whose blocks are swapped as the text changes.

State that changes: the page (replaced when its process dies or hangs), whether it has begun, and
how many wishes it has not answered yet.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent, QWheelEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from clinicwriter.rendering import BlockSwap

from .addresses import FindFile, address, site_path
from .drawing import ProcessorDrawing
from .fence import Fence
from .page import OUR_WORLD, ArticlePage, make_profile
from .pdf import PdfMaker, paper_size
from .scheme import SiteFiles
from .shown import ShownBlocks
from .view import PageView, Pointed
from .wire import block_for_script, swap_for_script

DEATHS_WITHIN_S, MOST_DEATHS = 60.0, 4
"""A page that dies so often within so many seconds is left alone until another one is opened."""
HUNG_AFTER_MS = 10_000
"""A page that has not answered for so long is replaced."""


class WebView(PageView):
    """Show the page with WebEngine."""

    def __init__(self, parent: QWidget | None = None, *, hung_after_ms: int = HUNG_AFTER_MS) -> None:
        super().__init__(parent)
        self._files = SiteFiles()
        self._fence = Fence()
        self._profile = make_profile(self._files, self._fence)
        self._view = _BareWebView(self)
        self._url = QUrl()
        self._html = ""
        self._has_begun = False
        self._unanswered = 0
        self._standing: dict[str, tuple[object, ...]] = {}
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._zoom = 1.0
        self._pdf: PdfMaker | None = None
        self._hung = QTimer(self, singleShot=True, interval=hung_after_ms)
        self._page = self._make_page()
        self._layout_and_connect()

    # -- what the pane wishes ------------------------------------------------------------------

    def open_page(self, path: str, html: str, find_file: FindFile) -> None:
        before, self._url = self._url, address(path)
        self._html = html
        self._files.set_page(site_path(self._url), html, find_file)
        self._has_begun = False
        if self._url != before:  # the same page read afresh stays at its place
            self._standing.clear()
        self._page.open_address(self._url)

    def reframe(self, html: str) -> None:
        self._html = html
        self._files.renew_page(html)
        self._wish("reframe", html)

    def show_swaps(self, revision: int, swaps: Sequence[BlockSwap], lines: Sequence[str]) -> None:
        self._wish("show", revision, [swap_for_script(swap, lines) for swap in swaps])

    def show_all(self, revision: int, blocks: ShownBlocks, lines: Sequence[str]) -> None:
        made = [block_for_script(block, line, lines) for line, block in blocks.with_lines()]
        self._wish("showAll", revision, made)

    def follow_line(self, line: float, height: float, share: float) -> None:
        self._stand("place", "followLine", line, height / self._zoom, share)

    def scroll_to_line(self, line: float) -> None:
        self._stand("place", "scrollToLine", line)

    def mark_line(self, line: int | None) -> None:
        self._stand("mark", "markLine", line)

    def mark_hovered(self, line: int | None) -> None:
        self._wish("markHovered", line)

    def mark_found(self, text: str, *, matches_case: bool = False, whole_words: bool = False) -> None:
        self._stand("found", "markFound", text, matches_case, whole_words)

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        if shiboken6.isValid(self._page):
            self._page.setZoomFactor(factor)

    def print_page(self, html: str, then: Callable[[bytes], None]) -> None:
        if self._pdf is None:
            self._pdf = PdfMaker(self)
        self._pdf.make(html, paper_size(), then)

    def copy_selection(self) -> None:
        if shiboken6.isValid(self._page):
            self._page.triggerAction(QWebEnginePage.WebAction.Copy)

    def release(self) -> None:
        if not shiboken6.isValid(self._page):
            return
        self._hung.stop()
        self._has_begun = False
        self._view.drawing.end()
        if self._pdf is not None:
            self._pdf.release()
        shiboken6.delete(self._view)
        shiboken6.delete(self._page)
        shiboken6.delete(self._profile)

    # -- for tests and the benchmark -----------------------------------------------------------

    def ask(self, question: str, answer: Callable[[object], None]) -> None:
        """Have our script work out an expression; ``answer`` gets the value."""
        self._page.runJavaScript(question, OUR_WORLD, answer)

    @property
    def page(self) -> ArticlePage:
        """Return the page as it is now: another one after a crash."""
        return self._page

    # -- the page and its troubles -------------------------------------------------------------

    def _make_page(self) -> ArticlePage:
        page = ArticlePage(self._profile, self)
        # Children are deleted in their order: the profile has to outlive every page.
        self._profile.setParent(None)
        self._profile.setParent(self)
        page.line.has_begun.connect(self._begin)
        page.line.was_scrolled.connect(self.scrolled)
        page.line.was_pointed.connect(self._hear_pointed)
        page.line.was_linked.connect(self.linked)
        page.line.was_hovered.connect(self.hovered)
        page.line.was_over_line.connect(self.over_line)
        page.line.was_shown.connect(self.shown)
        page.renderProcessTerminated.connect(self._replace_page)
        self._view.setPage(page)
        return page

    def _layout_and_connect(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._view.zoom_wished.connect(self.zoom_wished)
        self._view.menu_wished.connect(self.menu_wished)
        self._hung.timeout.connect(self._replace_page)

    def _begin(self) -> None:
        self._has_begun = True
        self._unanswered = 0
        self._hung.stop()
        self._page.setZoomFactor(self._zoom)
        self.begun.emit()
        for wish, *arguments in self._standing.values():
            self._wish(str(wish), *arguments)

    def _replace_page(self) -> None:
        """Take a new page in place of one whose process died or does not answer."""
        old = self._page
        self._hung.stop()
        self._unanswered = 0
        self._has_begun = False
        old.line.blockSignals(True)
        old.renderProcessTerminated.disconnect(self._replace_page)
        self._page = self._make_page()
        old.deleteLater()
        self.failed.emit()
        self._deaths.append(time.monotonic())
        if len(self._deaths) == MOST_DEATHS and self._deaths[-1] - self._deaths[0] < DEATHS_WITHIN_S:
            self.gave_up.emit()
        else:
            self._page.open_address(self._url)

    def _stand(self, subject: str, wish: str, *arguments: object) -> None:
        """Wish for what holds until the next such wish: also for a page that has yet to begin."""
        self._standing[subject] = (wish, *arguments)
        self._wish(wish, *arguments)

    def _wish(self, wish: str, *arguments: object) -> None:
        if not self._has_begun:
            return
        self._unanswered += 1
        if not self._hung.isActive():
            self._hung.start()
        self._page.tell(wish, *arguments, answer=self._hear_answer)

    def _hear_answer(self, _value: object) -> None:
        self._unanswered = max(0, self._unanswered - 1)
        if self._unanswered:
            self._hung.start()
        else:
            self._hung.stop()

    def _hear_pointed(self, place: str) -> None:
        found = json.loads(place)
        pointed = Pointed(found["index"], found["line"], found["before"], found["text"], found["isDouble"])
        self.pointed.emit(pointed)


class _BareWebView(QWebEngineView):
    """The engine's widget with its own menu, drops and wheel zoom taken away."""

    zoom_wished = Signal(int)
    menu_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = ProcessorDrawing()
        self.setAcceptDrops(False)
        self.setAccessibleName("Preview of the page")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.drawing.end)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wished.emit(event.globalPos())

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildAdded and event.child().isWidgetType():
            event.child().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            self.zoom_wished.emit((steps > 0) - (steps < 0))
            return True
        return super().eventFilter(watched, event)
