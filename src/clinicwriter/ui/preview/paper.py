"""The page on paper: a look at every sheet before it is printed, and the printing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.dialogs import CardDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

WIDTH_PX = 860
EDGE_PX = 60
BETWEEN_PAGES_PX = 12
DOTS_PER_INCH = 300
"""What a page is drawn with at most: finer paper would need half a gigabyte a page."""
POINTS_PER_INCH = 72


class PrintingError(ClinicWriterError):
    """The printer took no page."""


class PaperDialog(CardDialog):
    """Show a PDF's pages one below the other."""

    outside_wished = Signal()
    printer_chosen = Signal(object)
    """Somebody wants the pages printed; carries the ``QPrinter`` with what they chose."""

    def __init__(self, path: Path, title: str, parent: QWidget) -> None:
        super().__init__("Print preview", "", parent)
        self._title = title
        self.document = QPdfDocument(self)
        self.document.load(str(path))
        self.pages = QPdfView(self)
        self.where = QLabel(self)
        self._fill()
        window = parent.window()
        self.setFixedSize(min(WIDTH_PX, window.width() - EDGE_PX), window.height() - EDGE_PX)

    def _fill(self) -> None:
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setPageSpacing(BETWEEN_PAGES_PX)
        self.pages.setAccessibleName("The pages as they will be printed")
        self.pages.setFrameShape(QPdfView.Shape.NoFrame)
        self.middle.addWidget(self.pages, 1)
        self.where.setProperty("kind", "second")
        self.buttons.insertWidget(0, self.where)
        self.add_button("Open as PDF").clicked.connect(self.outside_wished)
        self.add_button("Close").clicked.connect(self.reject)
        self.add_button("Print…", "primary").clicked.connect(self._choose_printer)
        self.pages.pageNavigator().currentPageChanged.connect(self._show_where)
        self._show_where(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The view takes its pages only when it is seen: a document that came earlier stays blank.
        self.pages.setDocument(self.document)
        self.pages.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_where(self, page: int) -> None:
        count = self.document.pageCount()
        self.where.setText("1 page" if count == 1 else f"Page {page + 1} of {count}")

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, on=False)
        dialog.setMinMax(1, self.document.pageCount())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.accept()
            self.printer_chosen.emit(printer)


def print_pages(path: Path, printer: QPrinter) -> None:
    """Draw the pages that were chosen on the printer's paper; may run away from the window's thread.

    Raises ``PrintingError`` where the printer takes none.
    """
    document = QPdfDocument()
    document.load(str(path))
    printer.setFullPage(True)  # the pages of the PDF have their own margins
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintingError("The printer did not take the page.")
    try:
        for place, page in enumerate(_chosen_pages(printer, document.pageCount())):
            if place and not printer.newPage():
                raise PrintingError("The printer stopped before the last page.")
            _draw_page(painter, printer, document, page)
    finally:
        painter.end()
        document.close()


def _chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print, from 0, in the order in which the printer wants them."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(first - 1, min(last, count)))
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    points = document.pagePointSize(page)
    size = points.scaled(QSizeF(paper.size()), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    place = QRect((paper.width() - size.width()) // 2, (paper.height() - size.height()) // 2, *size.toTuple())
    dots = min(size.width(), round(points.width() * DOTS_PER_INCH / POINTS_PER_INCH))
    image = document.render(page, QSize(dots, round(dots * points.height() / points.width())))
    painter.fillRect(place, Qt.GlobalColor.white)
    painter.drawImage(place, image)
