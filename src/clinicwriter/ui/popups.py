"""The dialogs that the window opens on wish: an export's plan, the trash, the clinic."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from clinicwriter.safekeeping import Draft, SaveError, TrashEntry, Version
from clinicwriter.site import (
    SETTINGS_FILE,
    Clinic,
    FoundClinic,
    Site,
    SiteError,
    SiteFinding,
    clinic_change,
    find_clinic,
    load_clinic,
)
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.dialogs import stands_open
from clinicwriter.ui.exporting import ExportDialog, PlannedExport
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.questions import Answer, Message, Question, Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.trash import TrashDialog
from clinicwriter.ui.versions import VersionsDialog
from clinicwriter.ui.web_pages import page_footers
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import DRAFT_KEY, Workspace, article_id

Rows = tuple[LibraryRow, ...]
Entries = tuple[TrashEntry, ...]
BEFORE_BRINGING_BACK = "Before you brought another version back"


class Popups(QObject):
    """Open dialogs and carry out what was wished in them."""

    said = Signal(str)
    finding_wished = Signal(object)
    """A finding is to be shown before anything is exported; carries the ``Finding``."""
    clinic_changed = Signal(object)
    """The clinic's facts are other ones now: carries those of before."""
    _trash_changed = Signal(object)
    """A dialog that was closed meanwhile, and is no more, does not hear it."""
    _clinic_found = Signal(object)
    _brought_back = Signal()

    def __init__(
        self,
        window: Window,
        session: Session,
        workspace: Workspace,
        work: Work,
        operations: Operations,
        questions: Questions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._questions = questions

    # -- an export -----------------------------------------------------------------------------

    def show_plan(
        self,
        planned: PlannedExport,
        write: Callable[[], None],
        put_away: Callable[[], None],
        fix: Callable[[SiteFinding], None],
    ) -> None:
        """Show what an export will write; write it when somebody agrees, put it away, or mend a finding."""
        if stands_open(self._window, ExportDialog):
            put_away()
            return
        site = self._workspace.site
        name = site.clinic.name or site.name if site is not None else "the site"
        theme, window = self._window.keeper.theme, self._window
        dialog = ExportDialog(planned.plan, f"{name} site", theme, window, report=planned.report)
        dialog.finding_wished.connect(self.finding_wished)
        dialog.accepted.connect(write)
        dialog.rejected.connect(put_away)
        dialog.fix_wished.connect(fix)
        _open(dialog)

    # -- the trash -----------------------------------------------------------------------------

    def open_trash(self) -> None:
        """Show what was thrown away."""
        self._work.run("Opening the trash", self._workspace.trash.entries, self._show_trash, while_=ALWAYS)

    def _show_trash(self, entries: Entries) -> None:
        if stands_open(self._window, TrashDialog):
            return
        dialog = TrashDialog(entries, self._window)
        dialog.restore_wished.connect(self._restore)
        dialog.emptying_wished.connect(self._empty)
        self._trash_changed.connect(dialog.show_entries)
        self._brought_back.connect(dialog.accept)
        _open(dialog)

    def _restore(self, entry: TrashEntry) -> None:
        workspace, site = self._workspace, self._workspace.site

        def bring_back() -> tuple[str, Rows, Entries]:
            found = workspace.trash.restore(entry)
            key = f"{DRAFT_KEY}{found.draft_id}" if isinstance(found, Draft) else ""
            if site is not None:
                site.refresh()
            return key, workspace.gather_rows(site), workspace.trash.entries()

        def done(answer: tuple[str, Rows, Entries]) -> None:
            key, rows, entries = answer
            workspace.take_rows(rows, site)
            self._trash_changed.emit(entries)
            self.said.emit(f"“{entry.label or 'The article'}” is back")
            if key and here.holds and any(row.key == key for row in rows):
                self._brought_back.emit()
                self._operations.open_row(key)

        def fail(outcome: Outcome) -> None:
            self._work.error_met.emit(outcome)
            self._work.run(
                "Looking into the trash", workspace.trash.entries, self._trash_changed.emit, while_=ALWAYS
            )

        here = workspace.folder_ticket()
        # It is back: that is noted whatever site is open by now.
        self._work.write("Bringing it back", bring_back, done, fail, while_=ALWAYS)

    def _empty(self) -> None:
        answers = (
            Answer("keep", "Keep everything", is_primary=True),
            Answer("empty", "Delete for good", is_danger=True),
        )
        question = Question("Empty the trash?", "What lies in it is deleted for good.", answers)
        if self._questions.ask(question) == "empty":
            trash = self._workspace.trash
            self._work.write(
                "Emptying the trash",
                trash.empty,
                lambda _count: self._trash_changed.emit(()),
                while_=ALWAYS,
            )

    # -- earlier versions ----------------------------------------------------------------------

    def open_versions(self) -> None:
        """Show the earlier texts of the open article."""
        if not self._session.is_open:
            return
        workspace = self._workspace
        name, here = article_id(self._session.origin, workspace.root), self._session.article_ticket()
        self._work.run(
            "Looking for earlier versions",
            lambda: workspace.versions.versions(name),
            lambda versions: self._show_versions(versions, here),
            while_=here,
        )

    def _show_versions(self, versions: tuple[Version, ...], here: Ticket) -> None:
        if stands_open(self._window, VersionsDialog):
            return
        current = self._session.article.to_bytes()
        read = self._workspace.versions.read
        dialog = VersionsDialog(versions, read, current, self._window.keeper.theme, self._window)
        dialog.accepted.connect(here.only(lambda: self._bring_back(dialog.chosen)))
        _open(dialog)

    def _bring_back(self, version: Version | None) -> None:
        """Put an earlier text in place of the one of now, which is kept as a version first."""
        if version is None:
            return
        versions, mine = self._workspace.versions, self._session.article.to_bytes()
        name = article_id(self._session.origin, self._workspace.root)

        def keep_and_read() -> bytes:
            data = versions.read(version)
            versions.keep(name, mine, BEFORE_BRINGING_BACK, time.time())
            return data

        def put(data: bytes) -> None:
            article = self._workspace.article_from(data, self._session.origin)
            self._session.replace_article(article, "Bring back an earlier version")
            self.said.emit("The earlier version is back. Undo brings the other one again")

        self._work.write(
            "Bringing the version back",
            keep_and_read,
            put,
            while_=self._session.text_ticket(),
            # What was typed meanwhile is to be kept too.
            too_late=self._session.article_ticket().only(lambda: self._bring_back(version)),
        )

    # -- the clinic ----------------------------------------------------------------------------

    def open_clinic(self) -> None:
        """Edit the clinic's facts."""
        self.ask_for_clinic(_nothing)

    def ask_for_clinic(self, then: Callable[[], object]) -> None:
        """Edit the clinic's facts, and go on with this once they are kept."""
        site = self._workspace.site
        if site is None:
            return
        try:
            clinic = load_clinic(site.root)
        except SiteError as error:
            self._questions.tell(message_for(error))
            return
        is_told = bool(clinic.name)
        if not is_told:
            clinic = replace(clinic, name=site.layout.configuration.title)
        dialog = self._show_clinic(site, clinic, then)
        if dialog is not None and not is_told:
            self._clinic_found.connect(dialog.offer)
            self._look_for_clinic(site)

    def _look_for_clinic(self, site: Site) -> None:
        """Look how the articles end, for a clinic that nobody has told yet."""

        def done(found: FoundClinic | None) -> None:
            if found is not None:
                self._clinic_found.emit(found)

        self._work.run(
            "Looking for the footer in your articles",
            lambda: find_clinic(site, page_footers(site)),
            done,
            while_=self._workspace.site_ticket(),
        )

    def _show_clinic(self, site: Site, clinic: Clinic, then: Callable[[], object]) -> ClinicDialog | None:
        if stands_open(self._window, ClinicDialog):
            return None
        dialog = ClinicDialog(clinic, self._window)
        dialog.accepted.connect(lambda: self._keep_clinic(site, dialog.clinic, then))
        _open(dialog)
        return dialog

    def _keep_clinic(self, site: Site, clinic: Clinic, then: Callable[[], object]) -> None:
        workspace, before = self._workspace, site.clinic
        folder = workspace.folder_ticket()

        def read(site: Site) -> Rows:
            site.refresh()
            return workspace.gather_rows(site)

        def keep() -> Rows:
            workspace.writer.write_all([clinic_change(site.root, clinic)])
            return read(site)

        def note(now: Site, rows: Rows) -> None:
            workspace.take_site(now, rows)
            self._window.preview.renew()
            self.said.emit("The clinic's details are kept")
            self.clinic_changed.emit(before)
            then()

        def read_anew() -> None:
            """Go on with the site that was opened anew meanwhile; another folder has its own clinic."""
            now = workspace.site
            if now is None or not folder.holds:
                self.said.emit("The clinic's details are kept")
                return
            self._work.run(
                "Reading the site",
                lambda: read(now),
                lambda rows: note(now, rows),
                while_=workspace.site_ticket(),
                too_late=read_anew,
            )

        def fail(outcome: Outcome) -> None:
            if isinstance(outcome.error, SaveError):
                self._questions.tell(_clinic_not_kept(outcome.error))
            else:
                self._work.error_met.emit(outcome)
            if folder.holds:
                self._show_clinic(site, clinic, then)

        self._work.write(
            "Keeping the clinic's details",
            keep,
            lambda rows: note(site, rows),
            fail,
            while_=workspace.site_ticket(),
            too_late=read_anew,
        )


def _clinic_not_kept(error: SaveError) -> Message:
    """Speak of what people typed: they never saw the file that it is kept in, and a copy of it is no help."""
    happened = error.happened.replace(f"“{SETTINGS_FILE}”", "the file with the clinic's details")
    text = "What you typed stands in the dialog again: keep it once this is mended."
    return Message(f"{happened[:1].upper()}{happened[1:]}", text, error.details)


def _nothing() -> None:
    """Go on with nothing."""


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
