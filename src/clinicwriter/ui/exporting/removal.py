"""Taking an article off the site as a trip: plan elsewhere, show it, carry it out, a copy in the trash."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from clinicwriter.safekeeping import SaveError
from clinicwriter.site import ExportPlan, Site, export, plan_removal
from clinicwriter.ui.dialogs import stands_open
from clinicwriter.ui.exporting.dialog import ExportDialog, PlanWords
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace

Rows = tuple[LibraryRow, ...]


class RemovalFlow(QObject):
    """Take an article off the site, wholly and so that it can be undone."""

    planned = Signal(object, object, object)
    """A plan is ready to be shown; carries the ``ExportPlan``, the ``WorkingCopy`` and the ``Site``."""
    said = Signal(str)

    def __init__(self, window: Window, session: Session, workspace: Workspace, work: Work) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self.planned.connect(self.show_plan)

    def begin(self, copy: WorkingCopy) -> None:
        """Plan it and show the plan; nothing is written."""
        site, path = self._workspace.site, copy.site_path
        if site is None or path is None:
            return
        self._work.run(
            "Looking at what will change",
            lambda: plan_removal(site, path),
            lambda plan: self.planned.emit(plan, copy, site),
            while_=self._workspace.site_ticket(),
        )

    def show_plan(self, plan: ExportPlan, copy: WorkingCopy, site: Site) -> None:
        """Show what goes and what changes; carry it out when somebody agrees."""
        if stands_open(self._window, ExportDialog):
            return
        name = f"{site.clinic.name or site.name} site"
        words = PlanWords.of_removal(plan, name)
        dialog = ExportDialog(plan, name, self._window.keeper.theme, self._window, words)
        dialog.accepted.connect(lambda: self.write(plan, copy, site))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, plan: ExportPlan, copy: WorkingCopy, site: Site) -> None:
        """Carry out a plan that somebody agreed to, for the very article and site that it was made of."""
        session = self._session
        is_open = session.is_open and session.origin.draft_id == copy.draft_id
        is_same = not is_open or session.article.to_bytes() == copy.article.to_bytes()
        if self._workspace.site is not site or not is_same:
            self.said.emit("The article was changed meanwhile. Nothing was removed")
            return
        if is_open:
            session.close_article()
        nothing_since = session.article_ticket() & self._workspace.site_ticket()

        def fail(outcome: Outcome) -> None:
            if is_open and nothing_since.holds:
                session.open_article(copy)
            self._work.error_met.emit(outcome)

        self._work.write(
            "Removing the article",
            lambda: self._carry_out(plan, copy, site),
            lambda rows: self._note(site, rows),
            fail,
            while_=ALWAYS,  # the files are gone: that is noted whatever is open by now
        )

    def _carry_out(self, plan: ExportPlan, copy: WorkingCopy, site: Site) -> Rows:
        """Write the plan, with a copy in the trash first. Writes files: not for the window's thread."""
        workspace, file = self._workspace, plan.files[0]
        entry = workspace.trash.put_copy(file.path, file.before or b"", plan.label)
        try:
            export(plan, workspace.writer, workspace.log)
            self._put_draft_away(copy, file.before)
        except SaveError:
            workspace.trash.delete(entry)
            raise
        site.refresh()
        return workspace.gather_rows(site)

    def _put_draft_away(self, copy: WorkingCopy, before: bytes | None) -> None:
        """Throw the draft away too; where that fails, put the site back as it was."""
        workspace = self._workspace
        try:
            draft = workspace.drafts.discard(copy.draft_id)
            if draft is not None and workspace.trash.read(draft) == before:
                workspace.trash.delete(draft)  # it holds nothing that the file's copy does not
        except SaveError:
            made = workspace.log.last()
            if made is not None:
                workspace.log.undo(made, workspace.writer)
            raise

    def _note(self, site: Site, rows: Rows) -> None:
        self._workspace.take_rows(rows, site)
        self.said.emit("Removed from the site. Undo export puts everything back")
