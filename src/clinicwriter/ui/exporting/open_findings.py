"""What is still open in an article that is about to go public, and what its export waits for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinicwriter.checks import Family, Finding, Group, Report
from clinicwriter.ui.signs import sign_of
from clinicwriter.ui.theme import Theme, icon

MOST_LISTED = 4
SIGN_PX = 16
STOPPED = "This has to be answered before the article goes public:"
OPEN = "Still open in the checks"


def open_groups(report: Report) -> tuple[Group, ...]:
    """Return what an export shows of a report: the plan itself tells already what the site would do."""
    return tuple(group for group in report.groups if group.worst.family is not Family.SITE)


class OpenFindings(QFrame):
    """List what is open; each leads to its words."""

    finding_wished = Signal(object)
    """Somebody wants to look at it now; carries the ``Finding``."""

    def __init__(self, report: Report, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        stopping = report.stopping
        self.stops = bool(stopping)
        groups = open_groups(report)
        shown = tuple(Group(one.title, (one,)) for one in stopping) or groups
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 4)
        self._column.setSpacing(5)
        self._add_label(STOPPED if stopping else OPEN, "problem" if stopping else "label")
        for group in shown[:MOST_LISTED]:
            self._add_row(group)
        if len(shown) > MOST_LISTED:
            self._add_label(f"and {len(shown) - MOST_LISTED} more", "small")
        self.setVisible(bool(shown))

    def _add_label(self, words: str, kind: str, left_px: int = 0) -> None:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(left_px, 0, 0, 0)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        self._column.addWidget(label)

    def _add_row(self, group: Group) -> None:
        finding: Finding = group.worst
        drawing, role = sign_of(finding)
        sign = QLabel(self)
        sign.setPixmap(icon(drawing, self._theme, role).pixmap(SIGN_PX, SIGN_PX))
        sign.setAccessibleName(finding.severity.label)
        title = QPushButton(group.title.replace("&", "&&"), self)
        title.setProperty("kind", "link")
        title.setToolTip(f"{finding.why}\nShow it in the text")
        title.clicked.connect(lambda: self.finding_wished.emit(finding))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self._column.addLayout(row)
        words = " ".join((finding.quote or finding.words).split())
        if finding.stops_export and words:
            self._add_label(f"“{words}”", "small", left_px=SIGN_PX + 8)
