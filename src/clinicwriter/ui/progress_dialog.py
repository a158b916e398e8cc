"""The dialog that shows how far a change of many has come, and can stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 420


class ProgressDialog(CardDialog):
    """Show progress until ``finish`` is called."""

    stop_wished = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.setFixedWidth(WIDTH_PX)
        self.words = QLabel("Beginning", self)
        self.words.setProperty("kind", "second")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.middle.addWidget(self.words)
        self.middle.addWidget(self.bar)
        self.stop = self.add_button("Stop")
        self.stop.clicked.connect(self.reject)

    def show_progress(self, done: int, total: int) -> None:
        """Say how much is done and how much is left."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(f"{done:,} of {total:,} done, {total - done:,} left")

    def finish(self) -> None:
        """Go away: everything is done."""
        self.accept()

    def reject(self) -> None:
        """Stop after the files that are being written now; closing it means the same."""
        self.stop.setEnabled(False)
        self.words.setText("Stopping after the files being written now")
        self.stop_wished.emit()
