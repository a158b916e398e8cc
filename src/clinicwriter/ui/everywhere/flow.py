"""A change of many articles as a trip: ask, plan elsewhere, show the plan, write it with progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinicwriter.site import BlogWishes, Clinic, Site, SiteKind
from clinicwriter.site.library import (
    BulkChange,
    BulkOutcome,
    BulkPlan,
    FooterState,
    IsWanted,
    Progress,
    Replacement,
    carry_out,
    footer_notes,
    plan_blog_pages,
    plan_bulk_change,
    plan_footer_renewal,
    plan_replacement,
)
from clinicwriter.ui.everywhere.blog_dialog import BlogDialog
from clinicwriter.ui.everywhere.change_dialog import ChangeDialog
from clinicwriter.ui.everywhere.plan_dialog import PlanDialog
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.long_work import LongWork
from clinicwriter.ui.questions import Answer, Message, Question, Questions
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

BY_ITSELF = "Lists, tag pages, feed and sitemap follow when the site is made afresh."
Rows = tuple[LibraryRow, ...]
MakePlan = Callable[[Progress, IsWanted], BulkPlan]


class EverywhereFlow(QObject):
    """Change a tag, an author or the footer in all articles."""

    said = Signal(str)
    changed = Signal()
    """Files of the open site were changed: whoever shows one looks again, and it can be undone."""

    def __init__(
        self, window: QWidget, themes: ThemeKeeper, workspace: Workspace, work: Work, questions: Questions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._long = LongWork(window, work, questions)
        self._long.stopped.connect(lambda: self.said.emit("Stopped. Nothing was changed"))

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its name."""
        return {
            "site.change": self.ask_change,
            "site.footers": self.renew_footers,
            "site.blog": self.ask_blog,
        }

    # -- wishes --------------------------------------------------------------------------------

    def ask_change(self, old: str = "") -> None:
        """Ask which tag or author becomes what, then plan it."""
        site = self._workspace.site
        if site is None:
            return
        rows = self._workspace.rows
        tags = _by_use(tag for row in rows for tag in row.tags)
        authors = _by_use(name for row in rows for name in row.authors)
        dialog = ChangeDialog(tags, authors, old, self._window)
        here = self._workspace.site_ticket()
        dialog.accepted.connect(here.only(lambda: self.plan_change(dialog.change)))
        _open(dialog)

    def plan_change(self, change: BulkChange) -> None:
        """Plan a change of a tag or an author, and show the plan."""
        site = self._workspace.site
        if site is not None:
            self._plan(
                site, lambda tell, wanted: plan_bulk_change(site, change, progress=tell, is_wanted=wanted)
            )

    def plan_replacement(self, change: Replacement) -> None:
        """Plan other words in place of some in every text, and show the plan."""
        site = self._workspace.site
        if site is not None:
            self._plan(
                site, lambda tell, wanted: plan_replacement(site, change, progress=tell, is_wanted=wanted)
            )

    def renew_footers(self, before: Clinic | None = None) -> None:
        """Plan the renewal of the footer in all articles, and show the plan."""
        site = self._workspace.site
        if site is None:
            return

        def look(tell: Progress, wanted: IsWanted) -> int:
            notes = footer_notes(site, progress=tell, is_wanted=wanted)
            return sum(note.state is FooterState.MISSING for note in notes)

        def ask(missing: int) -> None:
            adds = bool(missing) and before is None and self._wants_footers_added(missing)
            self._plan(
                site,
                lambda tell, wanted: plan_footer_renewal(
                    site, before=before, adds_missing=adds, progress=tell, is_wanted=wanted
                ),
            )

        self._long.run("Looking at the footers", look, ask, while_=self._workspace.site_ticket())

    def offer_footers(self, before: Clinic) -> None:
        """Say how many articles have the footer of before, and offer to renew it."""
        site, here = self._workspace.site, self._workspace.site_ticket()
        if site is None or before == site.clinic or not before.name.strip():
            return

        def look() -> BulkPlan:
            return plan_footer_renewal(site, before=before, is_wanted=lambda: here.holds)

        def ask(plan: BulkPlan) -> None:
            if plan.is_empty:
                return
            answers = (Answer("later", "Not now"), Answer("show", "Show what changes", is_primary=True))
            text = "Their footer still has the old facts. You see every change before anything is written."
            if self._questions.ask(Question(f"{plan.sentence}.", text, answers)) == "show":
                self.show_plan(site, plan)

        # Nobody asked for it: where it cannot be known, nothing is said.
        self._work.run("Looking at the footers", look, ask, lambda _outcome: None, while_=here)

    def ask_blog(self) -> None:
        """Ask which pages the site has for its articles together, then plan them."""
        site = self._workspace.site
        if site is None:
            return
        if site.kind is not SiteKind.FINISHED:
            self._questions.tell(Message("The site makes its lists of articles itself.", BY_ITSELF))
            return
        dialog = BlogDialog(site.layout.blog, self._window)
        here = self._workspace.site_ticket()
        dialog.accepted.connect(here.only(lambda: self.plan_blog(dialog.wishes)))
        _open(dialog)

    def plan_blog(self, wishes: BlogWishes) -> None:
        """Plan the pages that the site has for its articles together, and show the plan."""
        site = self._workspace.site
        if site is not None:
            self._plan(
                site, lambda tell, wanted: plan_blog_pages(site, wishes, progress=tell, is_wanted=wanted)
            )

    def _wants_footers_added(self, missing: int) -> bool:
        are = "article has" if missing == 1 else "articles have"
        answers = (Answer("leave", "Leave them without"), Answer("add", "Add the footer", is_primary=True))
        question = Question(
            f"{missing:,} {are} no footer.",
            "It can be added to them while the others are renewed. You see every change first.",
            answers,
        )
        return self._questions.ask(question) == "add"

    # -- the plan ------------------------------------------------------------------------------

    def _plan(self, site: Site, make: MakePlan) -> None:
        here = self._workspace.site_ticket()
        self._long.run(
            "Looking at what will change", make, lambda plan: self.show_plan(site, plan), while_=here
        )

    def show_plan(self, site: Site, plan: BulkPlan) -> None:
        """Show a plan, and carry it out when somebody agrees."""
        if plan.is_empty and not plan.left:
            self._questions.tell(
                Message("There is nothing to change.", "All articles are as they should be.")
            )
            return
        dialog = PlanDialog(plan, self._themes.theme, self._window)
        dialog.accepted.connect(lambda: self.write(site, plan))
        _open(dialog)

    def write(self, site: Site, plan: BulkPlan) -> None:
        """Carry out a plan that somebody agreed to, in the very site that it was made of."""
        workspace = self._workspace
        if workspace.site is not site:
            self.said.emit("Another site was opened meanwhile. Nothing was changed")
            return

        def carry(tell: Progress, wanted: IsWanted) -> tuple[BulkOutcome, Rows]:
            outcome = carry_out(plan, workspace.writer, workspace.log, tell, wanted)
            site.refresh()
            return outcome, workspace.gather_rows(site)

        self._long.run(
            "Changing the articles",
            carry,
            lambda answer: self._note_written(site, *answer),
            while_=ALWAYS,  # the files are written: that is told whatever site is open by now
        )

    def _note_written(self, site: Site, outcome: BulkOutcome, rows: Rows) -> None:
        self._workspace.take_rows(rows, site)
        if outcome.files and self._workspace.site is site:
            self.changed.emit()
        count = counted(outcome.changed, "article") if outcome.changed else counted(outcome.files, "file")
        count += " changed"
        self.said.emit(count if outcome.is_complete else f"Stopped: {count}, the others are as before")
        if outcome.left:
            names = "; ".join(f"{left.path}: {left.reason}" for left in outcome.left[:5])
            more = f" And {len(outcome.left) - 5:,} more." if len(outcome.left) > 5 else ""
            self._questions.tell(
                Message(
                    f"{count}. {len(outcome.left):,} could not be changed and stay as they were.",
                    f"{names}{more} Do it once more when they can be changed.",
                )
            )


def counted(count: int, thing: str) -> str:
    """Return "1 article", "10,000 articles"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _by_use(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(values).most_common())


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
