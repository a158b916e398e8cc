"""The dialog that tells of many imported files: each with its title and what could not be kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from clinicwriter.sharing import HEADINGS, ReportRow, report_text
from clinicwriter.ui.dialogs import CardDialog

SIZE = QSize(860, 520)
WIDTHS_PX = (210, 230)
SIDE_PX, ABOVE_PX = 14, 7
PROMISE = "Each one is a draft in the list. The site changes only when you export."


class ReportDialog(CardDialog):
    """Show what became of each file; the table can be copied or saved."""

    save_wished = Signal()

    def __init__(self, rows: Sequence[ReportRow], parent: QWidget | None = None) -> None:
        done = sum(row.is_imported for row in rows)
        files = f"{len(rows):,} file{'' if len(rows) == 1 else 's'}"
        super().__init__(f"{done:,} of {files} imported", PROMISE, parent)
        self.table = self._build_table(rows)
        self.table.horizontalHeader().sectionResized.connect(self._fit_rows)
        self.middle.addWidget(self.table, 1)
        copy = self.add_button("Copy the table", "quiet")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report_text(rows)))
        copy.clicked.connect(lambda: copy.setText("Copied"))
        self.add_button("Save the table…").clicked.connect(self.save_wished)
        close = self.add_button("Close", "primary")
        close.clicked.connect(self.accept)
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size() - QSize(80, 80)))
        close.setFocus()

    def _build_table(self, rows: Sequence[ReportRow]) -> QTableWidget:
        table = QTableWidget(len(rows), len(HEADINGS), self)
        table.setAccessibleName("Imported files")
        table.setHorizontalHeaderLabels(HEADINGS)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS_PX):
            table.setColumnWidth(column, width)
        for number, row in enumerate(rows):
            for column, words in enumerate(
                (row.file, row.title, row.fate if row.notes else f"Everything was kept. {row.remark}".strip())
            ):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                table.setItem(number, column, item)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Make each row as high as its words need: Qt's own measure forgets the padding of the cells."""
        metrics = self.table.fontMetrics()
        for row in range(self.table.rowCount()):
            heights = []
            for column in range(self.table.columnCount()):
                item = self.table.item(row, column)
                room = QRect(0, 0, self.table.columnWidth(column) - 2 * SIDE_PX, 10_000)
                words = item.text() if item is not None else ""
                heights.append(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, words).height())
            self.table.setRowHeight(row, max(heights) + 2 * ABOVE_PX)
