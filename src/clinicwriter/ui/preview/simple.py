"""The simple view, for computers without WebEngine: the same text, not the site's whole look.

State that changes: the page around the text, and the blocks of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer, QUrl
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from clinicwriter.rendering import BlockSwap

from .addresses import SCHEME, FindFile, address, content_type, site_path
from .pdf import SIZES, paper_size
from .shown import ShownBlocks
from .single_file import fill_page
from .view import PageView

REFRESH_MS = 200
BELOW_PX = 24
"""So much of the page is seen below the place that somebody writes at."""


class SimpleView(PageView):
    """Show the page with Qt's own rich text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browser = _Browser(self)
        self._html = ""
        self._blocks = ShownBlocks()
        self._revision = self._last_line = 0
        self._zoom = 1.0
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._show)
        self._browser.anchorClicked.connect(lambda url: self.linked.emit(url.toString()))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._browser)
        self.setFocusProxy(self._browser)

    def open_page(self, path: str, html: str, find_file: FindFile) -> None:
        self._browser.set_site(address(path), find_file)
        self._html = html
        self._blocks = ShownBlocks()
        self._show()
        QTimer.singleShot(0, self, self.begun.emit)

    def reframe(self, html: str) -> None:
        self._html = html
        self._refresh.start()

    def show_swaps(self, revision: int, swaps: Sequence[BlockSwap], lines: Sequence[str]) -> None:
        self._blocks.take(swaps)
        self._note(revision, len(lines))

    def show_all(self, revision: int, blocks: ShownBlocks, lines: Sequence[str]) -> None:
        self._blocks = ShownBlocks()
        self._blocks.take([BlockSwap(0, 0, tuple(block for _, block in blocks.with_lines()))])
        self._note(revision, len(lines))

    def _note(self, revision: int, line_count: int) -> None:
        self._revision, self._last_line = revision, line_count
        self._refresh.start()

    def scroll_to_line(self, line: float) -> None:
        self._browser.verticalScrollBar().setValue(self._height_of(line))

    def follow_line(self, line: float, height: float, share: float) -> None:
        least = self._height_of(line + share) + BELOW_PX - self._browser.viewport().height()
        self._browser.verticalScrollBar().setValue(max(self._height_of(line) - round(height), least))

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        font = self._browser.document().defaultFont()
        font.setPointSizeF(11 * factor)
        self._browser.document().setDefaultFont(font)

    def print_page(self, html: str, then: Callable[[bytes], None]) -> None:
        paper, data = _Browser(self), QBuffer()
        paper.hide()
        paper.setHtml(html)
        data.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(data)
        writer.setPageSize(QPageSize(SIZES[paper_size()]))
        paper.document().print_(writer)
        paper.deleteLater()
        then(bytes(data.data().data()))

    def copy_selection(self) -> None:
        self._browser.copy()

    def _height_of(self, line: float) -> int:
        """Return about where a line is: rich text does not know what came from which line."""
        share = min(1.0, max(0.0, line / max(1, self._last_line)))
        return round(self._browser.document().size().height() * share)

    def _show(self) -> None:
        bar = self._browser.verticalScrollBar()
        at = bar.value()
        self._browser.setHtml(fill_page(self._html, self._blocks.html))
        bar.setValue(at)
        self.shown.emit(self._revision)


class _Browser(QTextBrowser):
    """Rich text that reads nothing but the site's own files, and follows no link by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._base = QUrl()
        self._find_file: FindFile = lambda _path: None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName("Preview of the page")
        self.document().setDocumentMargin(24)

    def set_site(self, base: QUrl, find_file: FindFile) -> None:
        """Read the site's files from here."""
        self._base, self._find_file = base, find_file

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = self._base.resolved(QUrl(name))
        path = site_path(url)
        if url.scheme() != SCHEME or content_type(path) is None:
            return None
        found = self._find_file(path)
        data = found.read_bytes() if found is not None and found.is_file() else b""
        if kind == QTextDocument.ResourceType.StyleSheetResource.value:
            return data.decode("utf-8", "replace")
        return QByteArray(data)
