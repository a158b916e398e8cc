"""Checking all articles of the site: with progress, a table of what was found, and a page to print."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtCore import QObject, Signal

from clinicwriter.checks import (
    IgnoredError,
    Ignores,
    SiteReport,
    check_site,
    load_ignores,
    load_rules,
    report_page,
)
from clinicwriter.safekeeping import SaveError, write_file
from clinicwriter.ui.checks.site_dialog import SiteChecksDialog
from clinicwriter.ui.long_work import IsWanted, LongWork, Tell
from clinicwriter.ui.questions import Questions
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace


class SiteChecking(QObject):
    """Check a whole site on wish. What is checked is what its files say: drafts are not."""

    said = Signal(str)
    article_wished = Signal(str)
    """An article is to be opened; carries the key of its row."""

    def __init__(self, window: Window, workspace: Workspace, work: Work, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._long = LongWork(window, work, questions)
        window.book.connect({"site.check": self.begin})
        workspace.site_opened.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self._window.book.enable(("site.check",), self._workspace.site is not None)

    def begin(self) -> None:
        """Check every article, then show what was found."""
        site = self._workspace.site
        if site is None:
            return

        def check(tell: Tell, wanted: IsWanted) -> SiteReport:
            ignores = Ignores()
            with suppress(IgnoredError, SaveError):
                ignores = load_ignores(site.root)
            rules = load_rules(site.root)
            return check_site(
                site, rules, today=date.today(), ignores=ignores, progress=tell, is_wanted=wanted
            )

        here = self._workspace.site_ticket()
        self._long.run("Checking all articles", check, lambda report: self._show(report, here), while_=here)

    def _show(self, report: SiteReport, here: Ticket) -> None:
        dialog = SiteChecksDialog(report, self._window.keeper.theme, self._window)
        dialog.article_wished.connect(here.only(lambda path: self.article_wished.emit(f"{SITE_KEY}{path}")))
        dialog.saving_wished.connect(lambda: self.save(report))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, report: SiteReport) -> None:
        """Write a report to a file of somebody's choice."""
        name = f"Checks of {report.day.isoformat()}.html"
        path = self._questions.choose_new_file(
            "Save the list to print", self._workspace.places.documents / name
        )
        if path is None:
            return

        data = report_page(report).encode("utf-8")
        self._work.write(
            "Saving the list",
            lambda: write_file(path, data),
            lambda _none: self.said.emit(f"Saved as “{path.name}”"),
            while_=ALWAYS,
        )
