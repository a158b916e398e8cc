"""The dialog of an article's time line: versions at the left, what differs at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import Version
from clinicwriter.ui.exporting import FileView
from clinicwriter.ui.theme import Theme
from clinicwriter.ui.versions.words import change_in_words, moment_in_words, readable_article

SIZE = QSize(960, 560)
LEFT_WIDTH_PX = 330
LINE_PX = 1
"""The line that the theme draws below each version."""
NOW = "The article as it is now"
NONE_YET = "There are no earlier versions yet. One is kept at each export, at Ctrl+S, and while you work."


class VersionsDialog(QDialog):
    """Show an article's versions, the newest first. Accepted means: bring ``chosen`` back.

    ``read`` gives the bytes of a version; it may raise ``ClinicWriterError``, whose words are shown.
    """

    def __init__(
        self,
        versions: Sequence[Version],
        read: Callable[[Version], bytes],
        current: bytes,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier versions")
        self._versions = tuple(versions)
        self._read = read
        self._current = current
        self._theme = theme
        self._build()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size() - QSize(60, 60)))
        self.list.setCurrentRow(0)
        self._show()

    @property
    def chosen(self) -> Version | None:
        """Return the version that is chosen."""
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = self._build_list()
        self.other = self._build_other()
        self.view = FileView(self)
        self.note = QLabel(NONE_YET if not self._versions else "", self)
        self.note.setWordWrap(True)
        self.note.setMargin(16)
        self.note.setProperty("kind", "second")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._build_head())
        right.addWidget(self.note)
        right.addWidget(self.view, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self._build_foot())

    def _build_list(self) -> QListWidget:
        listing = QListWidget(self)
        listing.setProperty("kind", "plan")
        listing.setAccessibleName("Earlier versions, the newest first")
        listing.setFixedWidth(LEFT_WIDTH_PX)
        listing.setFrameShape(QFrame.Shape.NoFrame)
        listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        now = datetime.now()
        width = LEFT_WIDTH_PX - listing.verticalScrollBar().sizeHint().width()
        for version in self._versions:
            item = QListWidgetItem(listing)
            row = _VersionRow(moment_in_words(version.when, now), change_in_words(version), listing)
            # As wide as the list is, whether its bar is seen or not: words that are longer go on below.
            item.setSizeHint(QSize(0, row.heightForWidth(width) + LINE_PX))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.words)
            listing.setItemWidget(item, row)
        listing.currentRowChanged.connect(self._show)
        return listing

    def _build_other(self) -> QComboBox:
        other = QComboBox(self)
        other.setAccessibleName("Compare with")
        other.addItem(NOW)
        now = datetime.now()
        for version in self._versions:
            other.addItem(f"The version of {moment_in_words(version.when, now)}")
        other.currentIndexChanged.connect(self._show)
        return other

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        label = QLabel("From the chosen version to", head)
        label.setBuddy(self.other)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(label)
        row.addWidget(self.other)
        row.addStretch()
        head.setVisible(bool(self._versions))
        return head

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        promise = QLabel("Bringing a version back can be undone.", foot)
        promise.setProperty("kind", "second")
        close = QPushButton("Close", foot)
        close.clicked.connect(self.reject)
        self.back_button = QPushButton("Bring this version back", foot)
        self.back_button.setProperty("kind", "primary")
        self.back_button.clicked.connect(self.accept)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.addWidget(promise)
        row.addStretch()
        row.addWidget(close)
        row.addWidget(self.back_button)
        return foot

    # -- showing -------------------------------------------------------------------------------

    def _show(self, _number: int = 0) -> None:
        version = self.chosen
        self.back_button.setEnabled(version is not None)
        self.view.setVisible(version is not None)
        if version is None:
            return
        try:
            before, after = readable_article(self._read(version)), readable_article(self._other_bytes())
        except ClinicWriterError as error:
            self.note.setText(str(error))
            self.note.show()
            self.view.hide()
            self.back_button.setEnabled(False)
            return
        self.note.hide()
        self.view.show_difference(before, after, self._theme)

    def _other_bytes(self) -> bytes:
        number = self.other.currentIndex()
        return self._current if number <= 0 else self._read(self._versions[number - 1])


class _VersionRow(QWidget):
    """One version: when, and what changed."""

    def __init__(self, moment: str, change: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = f"{moment}, {change}"
        when = QLabel(moment[:1].upper() + moment[1:], self)
        when.setProperty("kind", "label")
        what = QLabel(change, self)
        what.setProperty("kind", "small")
        what.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(when)
        column.addWidget(what)
        # The theme's letters have to be there before the height of their lines is asked for.
        when.ensurePolished()
        what.ensurePolished()
