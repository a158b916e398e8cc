"""The open article's page outside the preview: in the browser, on paper, as a PDF.

State that changes: the folder of the files given out, which goes when the program ends, and their number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from clinicwriter.sharing import Sheet, as_sheet
from clinicwriter.ui.copying import file_name
from clinicwriter.ui.dialogs import stands_open
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Work

from .live import LivePage
from .pdf import paper_size
from .view import PageView

OpenOutside = Callable[[QUrl], object]
"""Opens an address with the program that this computer has for it; ``False`` where there is none."""

NO_TITLE = "Article without a title"
NO_FILE_TEXT = "The page could not be written for the browser: the disk may be full. Your text is kept."
NO_BROWSER_TEXT = "No web browser could be opened on this computer."
NO_PDF_TEXT = "The page could not be made into a PDF. Open it in the browser and print it there."
NO_READER_TEXT = "No program that shows PDF files could be opened on this computer."
PRINTING_TEXT, PRINTED_TEXT = "Printing…", "Sent to the printer."
NOT_PRINTED_TEXT = "The printer took nothing. See whether it is on and has paper, and print again."


class OutsidePages(QObject):
    """Give the page out as it is now. All files are made away from the window's thread."""

    said = Signal(str)

    def __init__(self, live: LivePage, view: PageView, open_outside: OpenOutside, window: QWidget) -> None:
        super().__init__(window)
        self._live = live
        self._view = view
        self._open_outside = open_outside
        self._pane = window
        self._work = Work(self)
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._given = 0

    def open_in_browser(self) -> None:
        """Write the page as one file and open it in the browser."""
        if not self._live.is_showing:
            return
        path, make = self._new_file(".html"), self._live.one_file_maker()

        def write() -> None:
            path.parent.mkdir()
            path.write_text(make(), encoding="utf-8", errors="replace")

        self._run(write, lambda _none: self.open(_file_url(path), NO_BROWSER_TEXT), NO_FILE_TEXT)

    def show_on_paper(self) -> None:
        """Show the page on its sheets of paper, and print them if that is wished."""
        if not self._live.is_showing:
            return
        title, path, make = self._title, self._new_file(".pdf"), self._live.one_file_maker()
        sheet, is_same = Sheet(title, size=paper_size()), self._live.article_ticket()

        def show() -> None:
            self._show_sheets(path, title)

        def keep(data: bytes) -> None:
            if data.startswith(b"%PDF"):
                self._run(partial(_write, path, data), lambda _none: show(), NO_PDF_TEXT, while_=is_same)
            else:
                self.said.emit(NO_PDF_TEXT)

        def print_page(page: str) -> None:
            self._view.print_page(page, keep)

        self._run(lambda: as_sheet(make(), sheet), print_page, NO_PDF_TEXT, while_=is_same)

    def open(self, url: QUrl, no_program_text: str) -> None:
        """Open an address outside; say so where this computer has no program for it."""
        if self._open_outside(url) is False:
            self.said.emit(no_program_text)

    def stop(self) -> None:
        """Wait for what is being written or printed, and take the files away: the program ends."""
        self._work.stop()
        self._work.end()
        if self._scratch is not None:
            self._scratch.cleanup()

    def _show_sheets(self, path: Path, title: str) -> None:
        """Show a PDF's pages; in another program where this computer cannot show them here."""
        if find_spec("PySide6.QtPdfWidgets") is None:
            self.open(_file_url(path), NO_READER_TEXT)
            return
        from .paper import PaperDialog, print_pages  # noqa: PLC0415  # an optional part of Qt

        if stands_open(self._pane.window(), PaperDialog):
            return
        dialog = PaperDialog(path, title, self._pane.window())
        dialog.outside_wished.connect(dialog.reject)
        dialog.outside_wished.connect(lambda: self.open(_file_url(path), NO_READER_TEXT))

        def print_on(printer: QPrinter) -> None:
            self.said.emit(PRINTING_TEXT)
            job = partial(print_pages, path, printer)
            file = Path(printer.outputFileName())
            done = PRINTED_TEXT if file == Path() else f"Printed into the file {file.name}, in {file.parent}"
            self._run(job, lambda _none: self.said.emit(done), NOT_PRINTED_TEXT)

        dialog.printer_chosen.connect(print_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(
        self, job: Callable[[], object], then: Callable[[Any], None], trouble: str, *, while_: Ticket = ALWAYS
    ) -> None:
        self._work.run("Making the page", job, then, lambda _outcome: self.said.emit(trouble), while_=while_)

    @property
    def _title(self) -> str:
        return self._live.title or NO_TITLE

    def _new_file(self, suffix: str) -> Path:
        """Return a place that nobody else reads, each a new one: a reader may hold the last."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="clinic-writer-", ignore_cleanup_errors=True)
        self._given += 1
        return Path(self._scratch.name) / str(self._given) / f"{file_name(self._live.title)}{suffix}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)


def _file_url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))
