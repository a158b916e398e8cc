"""What in a site is old or not needed: articles with an old footer, pictures that nothing names."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from clinicwriter.site.library import (
    BulkPlan,
    FooterNote,
    IsWanted,
    Progress,
    footer_notes,
    plan_picture_removal,
)
from clinicwriter.ui.everywhere import EverywhereFlow
from clinicwriter.ui.long_work import LongWork
from clinicwriter.ui.questions import Message, Questions
from clinicwriter.ui.site_care.choice_dialog import ChoiceDialog, Option
from clinicwriter.ui.tickets import Ticket
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace

ALL_CURRENT = Message(
    "Every footer is up to date.", "All articles end with the clinic's details as they are now."
)
ALL_USED = Message("Every picture is in use.", "Each one is named in a text of the site.")


class Upkeep(QObject):
    """Find what wants care in the site, and lead to it. It holds nothing that changes."""

    said = Signal(str)
    article_wished = Signal(str)
    """An article is to be opened; carries the key of its row."""

    def __init__(
        self,
        window: Window,
        workspace: Workspace,
        work: Work,
        questions: Questions,
        everywhere: EverywhereFlow,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._questions = questions
        self._everywhere = everywhere
        self._long = LongWork(window, work, questions)
        window.book.connect({"site.old-footers": self.list_footers, "site.pictures": self.find_unused})

    def list_footers(self) -> None:
        """List the articles whose footer is missing or old."""
        site, here = self._workspace.site, self._workspace.site_ticket()
        if site is not None:
            self._long.run(
                "Looking at the footers",
                lambda tell, wanted: footer_notes(site, progress=tell, is_wanted=wanted),
                lambda notes: self._show_footers(notes, here),
                while_=here,
            )

    def _show_footers(self, notes: tuple[FooterNote, ...], here: Ticket) -> None:
        if not notes:
            self._questions.tell(ALL_CURRENT)
            return
        count = f"{len(notes):,} article{'' if len(notes) == 1 else 's'}"
        dialog = ChoiceDialog(
            f"{count} without the footer of now",
            "Open one of them, or choose Site > Renew the footer in all articles.",
            [Option(note.title, note.state.sentence) for note in notes],
            "Open the article",
            self._window,
            leave="Close",
        )
        dialog.accepted.connect(
            here.only(lambda: self.article_wished.emit(f"{SITE_KEY}{notes[dialog.number].path}"))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def find_unused(self) -> None:
        """Look for pictures that nothing names, and offer to remove them."""
        site = self._workspace.site
        if site is None:
            return

        def look(tell: Progress, wanted: IsWanted) -> BulkPlan:
            drafts = [draft.article for draft in self._workspace.drafts.drafts()]
            return plan_picture_removal(site, drafts, progress=tell, is_wanted=wanted)

        def show(plan: BulkPlan) -> None:
            if plan.is_empty:
                self._questions.tell(ALL_USED)
            else:
                self._everywhere.show_plan(site, plan)

        here = self._workspace.site_ticket()
        self._long.run("Looking for pictures that nothing names", look, show, while_=here)
