"""The dialog that shows an export's plan: which files, what changes in each, and one clear button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.checks import Finding, Report
from clinicwriter.site import ExportPlan, PlannedFile, SiteFinding
from clinicwriter.ui.elided_label import ElidedLabel
from clinicwriter.ui.exporting.open_findings import OpenFindings
from clinicwriter.ui.exporting.view import FileView
from clinicwriter.ui.theme import Theme, icon
from clinicwriter.ui.veil import Scrim, round_corners

SIZE = QSize(960, 534)
EMPTY_SIZE = QSize(460, 160)
FIXING = 2
"""What the dialog ends with where something is to be mended: neither agreed to nor put away."""
FILES_SEEN = 3
LEFT_WIDTH_PX = 310
NOTES_EDGE_PX = 12
"""What the bar of long notes takes of the width."""
ICONS = {
    "article": "file-pen-line",
    "picture": "image-plus",
    "page": "file-text",
    "list": "list",
    "feed": "rss",
    "sitemap": "list-checks",
    "settings": "settings",
}


@dataclass(frozen=True, slots=True)
class PlanWords:
    """How the dialog speaks of a plan: its title, what it promises, and the verb on its button."""

    title: str
    promise: str
    verb: str

    @classmethod
    def of_export(cls, plan: ExportPlan, site_name: str) -> PlanWords:
        """Speak of an export."""
        count = _files_in_words(len(plan.changed_files))
        return cls(f"Export to {site_name}", _promise(plan.changed_files), f"Export {count}")

    @classmethod
    def of_removal(cls, plan: ExportPlan, site_name: str) -> PlanWords:
        """Speak of an article that is taken off the site."""
        others = len(plan.changed_files) - 1
        change = f" and {_files_in_words(others)} change{'s' if others == 1 else ''}" if others else ""
        return cls(
            f"Remove from {site_name}",
            f"“{plan.label}” goes{change}. Nothing is written until you press Remove. You can undo it "
            "afterwards with Undo export, and a copy lies in the trash.",
            "Remove 1 article",
        )


class ExportDialog(QDialog):
    """Show what a plan will write. Accepted means: write it."""

    finding_wished = Signal(object)
    """Somebody wants to look at a finding instead of exporting now; carries the ``Finding``."""
    fix_wished = Signal(object)
    """A finding is to be mended; carries the ``SiteFinding``. The dialog is put away first."""

    def __init__(
        self,
        plan: ExportPlan,
        site_name: str,
        theme: Theme,
        parent: QWidget | None = None,
        words: PlanWords | None = None,
        *,
        report: Report | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._words = words or PlanWords.of_export(plan, site_name)
        self.setWindowTitle(self._words.title)
        self.setModal(True)
        self._theme = theme
        self._files = tuple(file for file in plan.files if file.is_change)
        self.open_findings = OpenFindings(report or Report(()), theme, self)
        self.open_findings.finding_wished.connect(self._leave_for)
        self._build(plan)
        self.resize(_fitting(parent, SIZE if self._files else EMPTY_SIZE))
        (self.export_button if self._files else self.close_button).setFocus()
        self._scrim = Scrim(parent.window()) if parent is not None else None

    # -- building ------------------------------------------------------------------------------

    def _build(self, plan: ExportPlan) -> None:
        card = QFrame(self)
        card.setProperty("kind", "dialog-card")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        middle = self._build_middle(plan)
        if self._files:
            column.addWidget(_line(card))
            column.addWidget(middle, 1)
            column.addWidget(_line(card))
        else:
            middle.hide()
            column.addWidget(self._build_notes(plan))
            column.addStretch(1)
        column.addWidget(self._build_foot())

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        title = QLabel(self._words.title, head)
        title.setProperty("kind", "title")
        note = QLabel(self._words.promise, head)
        note.setProperty("kind", "second")
        note.setWordWrap(True)
        box = QVBoxLayout(head)
        box.setContentsMargins(24, 18, 24, 14)
        box.setSpacing(4)
        box.addWidget(title)
        box.addWidget(note)
        return head

    def _build_middle(self, plan: ExportPlan) -> QWidget:
        middle = QWidget(self)
        self.list = self._build_list()
        self.view = FileView(self)
        left = QFrame(self)
        left.setProperty("kind", "left")
        left.setFixedWidth(LEFT_WIDTH_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 100)
        if not self.open_findings.isHidden():
            column.addWidget(_line(left))
            column.addWidget(self.open_findings)
        if plan.footer:
            column.addWidget(_line(left))
            column.addWidget(
                _PlanRow("map-pin-check", "ink_second", "Clinic footer", plan.footer, self._theme, left)
            )
            column.addWidget(_line(left))
        column.addWidget(self._build_scrolled_notes(plan), 80)
        column.addStretch(1)
        divider = QFrame(self)
        divider.setProperty("kind", "line")
        divider.setFixedWidth(1)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(divider)
        row.addWidget(self.view, 1)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        return middle

    def _build_list(self) -> QListWidget:
        files = QListWidget(self)
        files.setAccessibleName("Files that change")
        files.setProperty("kind", "plan")
        files.setFrameShape(QFrame.Shape.NoFrame)
        files.setIconSize(QSize(18, 18))
        files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for file in self._files:
            item = QListWidgetItem(files)
            sign = ICONS.get(file.kind, "file-text")
            widget = _PlanRow(sign, _file_role(file), str(file.relative), file.sentence, self._theme, files)
            item.setSizeHint(widget.sizeHint())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{file.relative}, {file.sentence}")
            files.setItemWidget(item, widget)
        heights = [files.sizeHintForRow(row) for row in range(files.count())]
        files.setMaximumHeight(sum(heights) + 2)
        # Notes beside it may be long: a few files are seen in any case, the others by scrolling.
        files.setMinimumHeight(sum(heights[:FILES_SEEN]) + 2)
        files.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        return files

    def _build_scrolled_notes(self, plan: ExportPlan) -> QScrollArea:
        """Return the notes: many of them are seen by scrolling, and none is cut."""
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Good to know")
        notes = self._build_notes(plan)
        notes.setFixedWidth(LEFT_WIDTH_PX - NOTES_EDGE_PX)
        area.setWidget(notes)
        area.setMaximumHeight(notes.heightForWidth(LEFT_WIDTH_PX - NOTES_EDGE_PX) + 2)
        area.setVisible(bool(plan.notes))
        return area

    def _build_notes(self, plan: ExportPlan) -> QWidget:
        panel = QWidget(self)
        box = QVBoxLayout(panel)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        if plan.notes:
            label = QLabel("Good to know", panel)
            label.setProperty("kind", "label")
            box.addWidget(label)
        mendable = {finding.message: finding for finding in plan.findings if finding.can_fix}
        for note in plan.notes:
            box.addLayout(self._build_note(note, mendable.get(note), panel))
        panel.setVisible(bool(plan.notes))
        return panel

    def _build_note(self, note: str, finding: SiteFinding | None, parent: QWidget) -> QHBoxLayout:
        sign = QLabel(parent)
        sign.setPixmap(icon("info", self._theme, "accent").pixmap(16, 16))
        words = QLabel(note, parent)
        words.setWordWrap(True)
        words.setProperty("kind", "second")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words)
        if finding is not None:
            column.addWidget(self._build_fix(finding, parent), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        return row

    def _build_fix(self, finding: SiteFinding, parent: QWidget) -> QPushButton:
        button = QPushButton(finding.fix_label, parent)
        button.setProperty("kind", "small")
        button.setAutoDefault(False)
        button.setToolTip(f"{finding.fix_label}: Undo takes it back")
        button.setAccessibleName(f"Fix: {finding.fix_label}")
        button.clicked.connect(lambda: self._fix(finding))
        return button

    def _fix(self, finding: SiteFinding) -> None:
        """Close without a word to those who wait for an answer, then have it mended."""
        self.done(FIXING)
        self.fix_wished.emit(finding)

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        self.close_button = QPushButton("Cancel" if self._files else "Close", foot)
        self.close_button.clicked.connect(self.reject)
        self.export_button = QPushButton(self._words.verb, foot)
        self.export_button.setProperty("kind", "primary")
        self.export_button.setDefault(True)
        self.export_button.setEnabled(bool(self._files) and not self.open_findings.stops)
        if self.open_findings.stops:
            self.export_button.setToolTip("First answer what the list at the left says")
        self.export_button.setVisible(bool(self._files))
        self.export_button.clicked.connect(self.accept)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(10)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.export_button)
        return foot

    # -- showing -------------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._files):
            self.view.show_file(self._files[number], self._theme)

    def _leave_for(self, finding: Finding) -> None:
        self.reject()
        self.finding_wished.emit(finding)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        parent = self.parentWidget()
        if self._scrim is not None and parent is not None:
            self._scrim.show()
            self._scrim.raise_()
            centre = parent.window().frameGeometry().center()
            self.move(centre - self.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self)

    def done(self, result: int) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)


class _PlanRow(QWidget):
    """One thing of the plan: a sign, its name, and a sentence."""

    def __init__(self, sign: str, role: str, name: str, sentence: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(icon(sign, theme, role).pixmap(18, 18))
        title = ElidedLabel(name, Qt.TextElideMode.ElideMiddle, self)
        title.setProperty("kind", "label")
        below = ElidedLabel(sentence, Qt.TextElideMode.ElideRight, self)
        below.setProperty("kind", "small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(picture)
        row.addLayout(words, 1)


def _file_role(file: PlannedFile) -> str:
    """Name the colour of a file's sign: new, changed or taken away."""
    if file.after is None:
        return "error"
    return "good" if file.before is None else "warning"


def _files_in_words(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def _promise(files: Sequence[PlannedFile]) -> str:
    if not files:
        return "Everything on the site is already as it is here. There is nothing to export."
    return (
        f"{_files_in_words(len(files))} will change. "
        "Nothing is written until you press Export, and you can undo it afterwards."
    )


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line


def _fitting(parent: QWidget | None, size: QSize) -> QSize:
    if parent is None:
        return size
    return size.boundedTo(parent.window().size() - QSize(80, 80))
