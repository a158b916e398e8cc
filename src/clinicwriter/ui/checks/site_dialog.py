"""What the checks find across a site, by kind or by article, each row a way to the article."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from clinicwriter.checks import NOT_COMPLIANCE, CheckedArticle, Finding, Severity, SiteReport
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.signs import SIGNS
from clinicwriter.ui.theme import Theme, icon

SIZE = QSize(860, 600)
PATH = Qt.ItemDataRole.UserRole
LONGEST_WORDS = 110
BY_KIND, BY_ARTICLE, REVIEWS = "By kind", "By article", "Reviews due"


class SiteChecksDialog(CardDialog):
    """Show a site's report."""

    article_wished = Signal(str)
    """An article is to be opened; carries its path in the site."""
    saving_wished = Signal()
    """The report is to be written to a file for printing."""

    def __init__(self, report: SiteReport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(headline(report), NOT_COMPLIANCE, parent)
        self._report = report
        self._theme = theme
        self.tree = QTreeWidget(self)
        self.tree.setProperty("kind", "framed")
        self.tree.setAccessibleName("What was found")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["What was found", "Where"])
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.itemActivated.connect(self._go)
        self._build_choices()
        self.middle.addWidget(self.tree, 1)
        self._build_buttons()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size() - QSize(80, 80)))
        self.show_by(BY_KIND)

    def _build_choices(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choices: dict[str, QPushButton] = {}
        names = (BY_KIND, BY_ARTICLE, *((REVIEWS,) if self._report.due else ()))
        for name in names:
            button = QPushButton(name, self)
            button.setProperty("kind", "choice")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, name=name: self.show_by(name))
            self.choices[name] = button
            row.addWidget(button)
        row.addStretch(1)
        if not self._report.is_complete:
            stopped = QLabel("Stopped before all articles were checked", self)
            stopped.setProperty("kind", "small")
            row.addWidget(stopped)
        self.middle.addLayout(row)

    def _build_buttons(self) -> None:
        save = self.add_button("Save to print…")
        save.setToolTip("Write this list as a page that any browser can print. It quotes the articles")
        save.clicked.connect(self.saving_wished)
        self.open_button = self.add_button("Open the article", "primary")
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(lambda: self._go(self.tree.currentItem()))
        self.tree.currentItemChanged.connect(
            lambda item, _before: self.open_button.setEnabled(item is not None and bool(item.data(0, PATH)))
        )
        self.add_button("Close").clicked.connect(self.reject)

    # -- what is shown -------------------------------------------------------------------------

    def show_by(self, name: str) -> None:
        """Show the findings in this order."""
        for other, button in self.choices.items():
            button.setChecked(other == name)
        self.tree.clear()
        fill = {BY_KIND: self._kinds, BY_ARTICLE: self._articles, REVIEWS: self._reviews}[name]
        self.tree.addTopLevelItems(list(fill()))
        self.tree.setRootIsDecorated(name != REVIEWS)
        if self.tree.topLevelItemCount() == 0:
            self.tree.addTopLevelItem(QTreeWidgetItem(["Nothing to look at.", ""]))

    def _kinds(self) -> Iterable[QTreeWidgetItem]:
        for row in self._report.by_rule():
            where = f"{row.findings:,} in {_counted(row.articles, 'article')}"
            top = self._item(row.title, where, row.severity)
            for article in self._report.articles:
                for finding in article.report.findings:
                    if (finding.rule_id, finding.severity) == (row.rule_id, row.severity):
                        top.addChild(self._leaf(_said(finding) or article.title, article))
            yield top

    def _articles(self) -> Iterable[QTreeWidgetItem]:
        for article in self._report.articles:
            findings = article.report.findings
            if not findings and not article.problem:
                continue
            worst = findings[0].severity if findings else Severity.MUST
            top = self._item(article.title or article.path.stem, article.problem or _counts(article), worst)
            top.setData(0, PATH, str(article.path))
            for finding in findings:
                words = _said(finding)
                leaf = self._leaf(f"{finding.title}: {words}" if words else finding.title, article)
                leaf.setText(1, finding.severity.label)
                top.addChild(leaf)
            yield top

    def _reviews(self) -> Iterable[QTreeWidgetItem]:
        for due in self._report.due:
            day = due.review.due
            said = "Changed since its review" if due.is_changed else ""
            until = f"{day.day} {day:%b %Y}" if day is not None else ""
            item = self._item(due.title, " · ".join(part for part in (said, until) if part), Severity.SHOULD)
            item.setData(0, PATH, str(due.path))
            yield item

    def _item(self, words: str, where: str, severity: Severity) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words, where])
        drawing, role = SIGNS[severity]
        item.setIcon(0, icon(drawing, self._theme, role))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{severity.label}: {words}, {where}")
        return item

    def _leaf(self, words: str, article: CheckedArticle) -> QTreeWidgetItem:
        shown = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
        leaf = QTreeWidgetItem([shown, article.title])
        leaf.setToolTip(0, words)
        leaf.setData(0, PATH, str(article.path))
        return leaf

    def _go(self, item: QTreeWidgetItem | None) -> None:
        path = item.data(0, PATH) if item is not None else ""
        if path:
            self.accept()
            self.article_wished.emit(path)


def headline(report: SiteReport) -> str:
    """Say what was found across the site."""
    checked = f"{_counted(len(report.articles), 'article')} checked"
    named = {Severity.MUST: "must", Severity.SHOULD: "should", Severity.TIP: "can"}
    counts = [
        f"{count:,} you {named[severity]} look at" for severity, count in report.counts.items() if count
    ]
    return f"{checked}: {', '.join(counts)}" if counts else f"{checked}: nothing to look at"


def _counts(article: CheckedArticle) -> str:
    counts = article.report.counts
    return ", ".join(f"{count} {severity.label.lower()}" for severity, count in counts.items() if count)


def _said(finding: Finding) -> str:
    return " ".join((finding.quote or finding.words or finding.where).split())


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
