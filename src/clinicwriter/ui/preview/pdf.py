"""A page made into a PDF: by the preview's own engine, behind the preview's own fence, without a window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from importlib.util import find_spec

import shiboken6
from PySide6.QtCore import QByteArray, QLocale, QMarginsF, QObject, QTimer
from PySide6.QtGui import QPageLayout, QPageSize

from .addresses import address, site_path

MARGINS_MM = QMarginsF(16, 18, 16, 20)
ADDRESS = "/sheet.html"
PATIENCE_MS = 120_000
"""A page of 100,000 words takes seconds."""
SIZES = {"A4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def has_web_engine() -> bool:
    """Say whether this computer has the preview's engine."""
    return find_spec("PySide6.QtWebEngineCore") is not None


def paper_size() -> str:
    """Return the size of paper that is usual here, by its name in CSS: "A4" or "letter"."""
    is_metric = QLocale.system().measurementSystem() != QLocale.MeasurementSystem.ImperialUSSystem
    return "A4" if is_metric else "letter"


class PdfMaker(QObject):
    """Make PDFs, one after the other. State: which one is at work, and those that wait their turn.

    An engine whose process dies, or that never answers, makes none; the next one is begun.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from .fence import Fence  # noqa: PLC0415  # an optional part of Qt
        from .page import ArticlePage, make_profile  # noqa: PLC0415
        from .scheme import SiteFiles  # noqa: PLC0415

        self._files, self._fence = SiteFiles(self), Fence(self)
        self._profile = make_profile(self._files, self._fence)
        self._page = ArticlePage(self._profile)
        self._page.scripts().clear()
        self._page.loadFinished.connect(self._print)
        self._page.renderProcessTerminated.connect(self._give_up)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._waiting: deque[tuple[str, str, Callable[[bytes], None]]] = deque()
        self._then: Callable[[bytes], None] | None = None
        self._size = "A4"
        self._number = 0

    def make(self, html: str, size: str, then: Callable[[bytes], None]) -> None:
        """Make a page a PDF; ``then`` gets its bytes, none where it failed."""
        self._waiting.append((html, size, then))
        if self._then is None:
            self._begin_next()

    def _begin_next(self) -> None:
        html, self._size, self._then = self._waiting.popleft()
        self._number += 1
        self._patience.start()
        url = address(ADDRESS)
        self._files.set_page(site_path(url), html, lambda _path: None)
        self._page.open_address(url)

    def release(self) -> None:
        """End the engine's page before the profile that it needs."""
        for part in (self._page, self._profile):
            if shiboken6.isValid(part):
                shiboken6.delete(part)

    def _print(self, is_loaded: bool) -> None:
        if self._then is None:
            return
        if not is_loaded:
            self._give_up()
            return
        size = QPageSize(SIZES[self._size])
        layout = QPageLayout(size, QPageLayout.Orientation.Portrait, MARGINS_MM, QPageLayout.Unit.Millimeter)
        number = self._number
        self._page.printToPdf(lambda data: self._answer(data, number), layout)

    def _give_up(self, *_reasons: object) -> None:
        self._answer(QByteArray(), self._number)

    def _answer(self, data: QByteArray, number: int) -> None:
        if self._then is None or number != self._number:
            return  # too late: it was given up
        then, self._then = self._then, None
        self._patience.stop()
        then(bytes(data.data()))
        if self._waiting and self._then is None:
            self._begin_next()
