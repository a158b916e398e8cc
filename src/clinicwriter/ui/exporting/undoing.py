"""Taking the last export back: asked first, then the files, the drafts and the versions as they were."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.safekeeping import ExportEntry
from clinicwriter.site import Site
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.questions import Answer, Message, Question, Questions
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id

Rows = tuple[LibraryRow, ...]


class UndoFlow(QObject):
    """Take the last export into the open site back. State: whether that is under way."""

    said = Signal(str)
    undone = Signal()
    """The files are as before the export: whoever shows one looks again."""

    def __init__(
        self, session: Session, workspace: Workspace, work: Work, keeper: Keeper, questions: Questions
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions
        self._is_under_way = False

    def begin(self) -> None:
        """Take back the last export into the open site, after asking."""
        if self._is_under_way:
            return
        self._is_under_way = True
        workspace, site = self._workspace, self._workspace.site
        self._work.run(
            "Looking for the last export",
            lambda: workspace.last_export(site),
            lambda entry: self._go_on(entry, site),
            self._fail,
            while_=workspace.site_ticket(),
            too_late=self._end,
            on_stopped=self._end,
        )

    def _end(self) -> None:
        self._is_under_way = False

    def _fail(self, outcome: Outcome) -> None:
        self._end()
        self._work.error_met.emit(outcome)

    def _go_on(self, entry: ExportEntry | None, site: Site | None) -> None:
        is_wished = False
        try:
            is_wished = self._is_wished(entry, site)
        finally:
            self._is_under_way = is_wished
        if entry is not None and is_wished:
            self._undo(entry, site)

    def _is_wished(self, entry: ExportEntry | None, site: Site | None) -> bool:
        """Ask, or tell that there is no export."""
        if entry is None:
            self._questions.tell(
                Message("There is no export to undo.", "An export can be undone for a day, and once.")
            )
            return False
        files = "1 file" if len(entry.files) == 1 else f"{len(entry.files)} files"
        name = f"“{site.clinic.name or site.name}”" if site is not None else "the site"
        answers = (Answer("keep", "Leave it"), Answer("undo", "Undo export", is_primary=True))
        text = f"{files} in {name} will be as before. What you wrote stays here."
        return self._questions.ask(Question(f"Undo the export of “{entry.label}”?", text, answers)) == "undo"

    def _undo(self, entry: ExportEntry, site: Site | None) -> None:
        workspace, paths = self._workspace, [file.path for file in entry.files]
        self._keeper.keep_and_wait()
        leave = self._session.origin.draft_id if self._session.is_open else None

        def take_back() -> Rows:
            workspace.log.undo(entry, workspace.writer)
            if site is not None:
                site.refresh()
            if site is not None and _is_of_draft(entry):
                workspace.renew_drafts(site, paths, leave=leave)
            return workspace.gather_rows(site)

        self._work.write(
            "Undoing the export",
            take_back,
            lambda rows: self._note_undone(entry, site, leave, rows),
            self._fail,
            while_=ALWAYS,  # the files are as before: that is noted whatever is open by now
        )

    def _note_undone(self, entry: ExportEntry, site: Site | None, leave: str | None, rows: Rows) -> None:
        self._end()
        if _is_of_draft(entry):
            self._renew_open(entry, site, leave)
        self._workspace.take_rows(rows, site)
        self.said.emit("The export is undone")
        self.undone.emit()

    def _renew_open(self, entry: ExportEntry, site: Site | None, leave: str | None) -> None:
        """Have what was exported begin from the file of before: its text is work that is not exported now."""
        session, workspace = self._session, self._workspace
        before = {file.path: file.before for file in entry.files}
        origin = session.origin if session.is_open else None
        # The file says it, not the site: this may be open anew, or another one around the same file.
        place = workspace.file_of(origin) if origin is not None else None
        if origin is not None and place in before:
            self._move_back(origin, before[place])
        if site is not None and leave is not None and (origin is None or origin.draft_id != leave):
            self._renew_left(site, before, None if origin is None else origin.draft_id)

    def _renew_left(self, site: Site, paths: Iterable[Path], leave: str | None) -> None:
        """Renew the draft of the article that was open when the undoing began, and is no more."""
        touched = tuple(paths)
        self._work.write(
            "Keeping the draft",
            lambda: self._workspace.renew_drafts(site, touched, leave=leave),
            while_=ALWAYS,
        )

    def _move_back(self, origin: WorkingCopy, data: bytes | None) -> None:
        path, root = origin.site_path if data is not None else None, self._workspace.root
        self._session.move_origin(site_path=path, outside_path=origin.outside_path, base=data)
        self._keeper.keep_now()
        if path is None and origin.outside_path is None:
            name, versions = article_id(origin, root), self._workspace.versions
            self._work.write(
                "Keeping the versions", lambda: versions.move(name, origin.draft_id), while_=ALWAYS
            )


def _is_of_draft(entry: ExportEntry) -> bool:
    """Say whether one draft was exported: a change of many articles came from none."""
    return bool(entry.draft_id)
