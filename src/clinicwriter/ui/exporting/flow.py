"""The export as a trip: plan elsewhere, show the plan, write it, and take it back on wish."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article
from clinicwriter.safekeeping import ExportEntry
from clinicwriter.site import ExportPlan, Site, export, plan_export
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.questions import STAY, Answer, Message, Question, Questions
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace, article_id

Rows = tuple[LibraryRow, ...]


class ExportFlow(QObject):
    """Bring the open article to the site and back."""

    planned = Signal(object)
    """A plan is ready to be shown; carries the ``ExportPlan``."""
    exported = Signal(object)
    """The plan was written; carries the ``ExportPlan``."""
    said = Signal(str)

    def __init__(
        self, session: Session, workspace: Workspace, work: Work, keeper: Keeper, questions: Questions
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions

    # -- to the site ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Plan the export of the open article and show it; nothing is written."""
        site = self._workspace.site
        if site is None or not self._session.is_open or not self._is_of_site():
            return
        self._keeper.keep_now()
        copy = self._session.copy
        self._plan(site, copy, None)

    def _is_of_site(self) -> bool:
        path = self._session.origin.outside_path
        if path is None:
            return True
        self._questions.tell(
            Message(
                f"“{path.name}” does not belong to the open site.",
                "Save writes it in its own place. To bring it to the site, choose Duplicate: "
                "the copy is a draft of the site.",
            )
        )
        return False

    def _plan(self, site: Site, copy: WorkingCopy, replace_legacy: bool | None) -> None:
        pictures = pending_pictures(self._workspace, site, copy)

        def make() -> ExportPlan:
            return plan_export(
                site,
                copy.article,
                path=copy.site_path,
                base=copy.base,
                pictures=pictures,
                today=date.today(),
                replace_legacy_footer=replace_legacy,
            )

        self._work.run("Looking at what will change", make, lambda plan: self._show(site, copy, plan))

    def _show(self, site: Site, copy: WorkingCopy, plan: ExportPlan) -> None:
        if not plan.legacy_footer:
            self.planned.emit(plan)
            return
        answer = self._questions.ask(
            Question(
                "This article ends with an older footer.",
                f"It begins “{_first_line(plan.legacy_footer)}”. The clinic's footer can take its place.",
                (Answer("keep", "Keep the old one"), Answer("replace", "Replace it", is_primary=True)),
            )
        )
        if answer != STAY:
            self._plan(site, copy, answer == "replace")

    def write(self, plan: ExportPlan) -> None:
        """Write a plan that somebody agreed to."""
        site = self._workspace.site
        if site is None or not self._session.is_open:
            return
        copy, workspace = self._session.copy, self._workspace

        def carry_out() -> tuple[Article, bytes, Rows]:
            export(plan, workspace.writer, workspace.log)
            data = site.read_bytes(plan.article_path)
            site.refresh()
            name = article_id(WorkingCopy(copy.draft_id, copy.article, plan.article_path), site.root)
            if copy.site_path is None:
                workspace.versions.move(copy.draft_id, name)
            workspace.versions.keep(name, data, "export", time.time())
            return site.article_from_bytes(data, plan.article_path), data, workspace.gather_rows(site)

        def done(answer: tuple[Article, bytes, Rows]) -> None:
            self._note_exported(copy, plan, *answer)

        self._work.run("Exporting", carry_out, done)

    def _note_exported(
        self, copy: WorkingCopy, plan: ExportPlan, article: Article, data: bytes, rows: Rows
    ) -> None:
        session = self._session
        if session.is_open and session.origin.draft_id == copy.draft_id:
            is_same_text = session.lines.text() == copy.article.text
            session.move_origin(site_path=plan.article_path, outside_path=None, base=data)
            if is_same_text and article.text != session.lines.text():
                session.text_replacement_wished.emit(article.text)
            session.take_details(article, None)
            self._keeper.keep_now()
        self._workspace.take_rows(rows)
        self.exported.emit(plan)
        count = len(plan.changes)
        self.said.emit(f"Exported: {count} file{'' if count == 1 else 's'} in the site changed")

    # -- and back ------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last export, after asking."""
        workspace = self._workspace
        self._work.run("Looking for the last export", workspace.log.last, self._ask_undo)

    def _ask_undo(self, entry: ExportEntry | None) -> None:
        if entry is None:
            self._questions.tell(
                Message("There is no export to undo.", "An export can be undone for a day, and once.")
            )
            return
        files = "1 file" if len(entry.files) == 1 else f"{len(entry.files)} files"
        answers = (Answer("keep", "Leave it"), Answer("undo", "Undo export", is_primary=True))
        text = f"{files} in the site will be as before. What you wrote stays here."
        if self._questions.ask(Question(f"Undo the export of “{entry.label}”?", text, answers)) == "undo":
            self._undo(entry)

    def _undo(self, entry: ExportEntry) -> None:
        workspace, site = self._workspace, self._workspace.site
        origin = self._session.origin if self._session.is_open else None
        path = site.root / origin.site_path if site and origin and origin.site_path else None

        def take_back() -> tuple[bytes | None, Rows]:
            workspace.log.undo(entry, workspace.writer)
            if site is not None:
                site.refresh()
            data = path.read_bytes() if path is not None and path.is_file() else None
            return data, workspace.gather_rows(site)

        is_touched = path is not None and any(file.path == path for file in entry.files)
        self._work.run("Undoing the export", take_back, lambda answer: self._note_undone(answer, is_touched))

    def _note_undone(self, answer: tuple[bytes | None, Rows], is_touched: bool) -> None:
        data, rows = answer
        session = self._session
        if is_touched and session.is_open:
            path = session.origin.site_path if data is not None else None
            session.move_origin(site_path=path, outside_path=None, base=data)
            self._keeper.keep_now()
        self._workspace.take_rows(rows)
        self.said.emit("The export is undone")


def pending_pictures(workspace: Workspace, site: Site, copy: WorkingCopy) -> dict[str, Path]:
    """Return the pictures that were put into an article and are not in the site yet, by their reference."""
    folder = workspace.drafts.pictures_folder(copy.draft_id)
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        target = site.picture_target(file.name, copy.article, copy.site_path)
        for reference in (target.reference, target.field_reference):
            found[reference] = file
    return found


def _first_line(text: str, most: int = 60) -> str:
    line = next((line.strip("#*_-> ") for line in text.splitlines() if line.strip("#*_-> ")), "")
    return line if len(line) <= most else f"{line[:most]}…"
