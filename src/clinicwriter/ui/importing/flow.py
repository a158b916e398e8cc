"""The import from the first wish to the new drafts: files chosen or dropped, read elsewhere, told of calmly.

State that changes: the folder that somebody chose from last, and the files that wait their turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import write_file
from clinicwriter.sharing import (
    ReportRow,
    arrive,
    keep_as_draft,
    report_csv,
    row_of_arrival,
    row_of_error,
    word_files_in,
)
from clinicwriter.site import Site
from clinicwriter.ui.importing.report_dialog import ReportDialog
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.long_work import IsWanted, LongWork, Tell
from clinicwriter.ui.questions import Message, Questions, message_for
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import DRAFT_KEY, Workspace

KINDS = (
    "Word, web pages and texts (*.docx *.docm *.html *.htm *.txt *.md *.markdown);;"
    "Word files (*.docx *.docm);;All files (*)"
)


@dataclass(slots=True)
class Imported:
    """What came of an import. State that changes: it grows file by file, in one worker."""

    rows: list[ReportRow] = field(default_factory=list)
    draft_ids: list[str] = field(default_factory=list)
    errors: list[ClinicWriterError] = field(default_factory=list)
    library: tuple[LibraryRow, ...] = ()
    is_stopped: bool = False


class ImportFlow(QObject):
    """Make drafts of files from elsewhere."""

    said = Signal(str)
    opened_wished = Signal(str)
    """A draft is to be opened; carries its key in the list."""

    def __init__(self, window: QWidget, workspace: Workspace, work: Work, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._long_work = LongWork(window, work, questions)
        self._folder: Path | None = None
        self._waiting: list[Path] = []

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action does."""
        return {"article.import": self.choose, "article.import-folder": self.choose_folder}

    # -- wishes --------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let somebody choose files, and import them."""
        paths = self._questions.choose_files("Import", self._start_folder(), KINDS)
        if paths:
            self._folder = paths[0].parent
            self.take(paths)

    def choose_folder(self) -> None:
        """Let somebody choose a folder, and import every Word file in it."""
        folder = self._questions.choose_folder("Import the Word files of a folder", self._start_folder())
        if folder is None:
            return
        self._folder = folder
        self._work.run(
            "Looking at the folder",
            lambda: word_files_in(folder),
            lambda paths: self.take(paths) if paths else self._tell_of_none(folder),
            while_=ALWAYS,
        )

    def take(self, paths: Sequence[Path]) -> None:
        """Import files: each becomes a draft of the open site. While others come in they wait their turn."""
        self._waiting += paths
        if self._long_work.is_busy:
            return
        paths, self._waiting = self._waiting, []
        site, here = self._workspace.site, self._workspace.site_ticket()
        label = "Importing one file" if len(paths) == 1 else f"Importing {len(paths):,} files"
        self._long_work.run(
            label,
            lambda tell, is_wanted: self._import(paths, site, tell, is_wanted),
            lambda imported: self._finish(imported, site, here),
            while_=ALWAYS,  # the drafts are made: that is told whatever site is open by now
        )

    # -- in the worker -------------------------------------------------------------------------

    def _import(self, paths: Sequence[Path], site: Site | None, tell: Tell, is_wanted: IsWanted) -> Imported:
        imported = Imported()
        for number, path in enumerate(paths):
            if len(paths) > 1:
                tell(number, len(paths))
            if not self._import_one(path, site, imported, is_wanted):
                imported.is_stopped = True
                break
        imported.library = self._workspace.gather_rows(site)
        return imported

    def _import_one(self, path: Path, site: Site | None, imported: Imported, is_wanted: IsWanted) -> bool:
        """Import one file; say whether to go on."""
        try:
            arrival = arrive(path, site, today=date.today()) if is_wanted() else None
            if arrival is None or not is_wanted():
                return False
            draft = keep_as_draft(arrival, self._workspace.drafts, site)
        except ClinicWriterError as error:
            imported.errors.append(error)
            imported.rows.append(row_of_error(path, error))
        else:
            imported.draft_ids.append(draft.draft_id)
            imported.rows.append(row_of_arrival(path, arrival))
        return True

    # -- what came of it -----------------------------------------------------------------------

    def _finish(self, imported: Imported, site: Site | None, here: Ticket) -> None:
        self._workspace.take_rows(imported.library, site)
        count = len(imported.draft_ids)
        if imported.is_stopped:
            self.said.emit(
                f"Stopped: {_articles(count)} imported" if count else "Stopped. Nothing was imported"
            )
        if len(imported.rows) == 1:
            self._tell_of_one(imported, here)
        elif imported.rows:
            self._show_report(imported)
        if self._waiting:
            self.take(())

    def _tell_of_one(self, imported: Imported, here: Ticket) -> None:
        if imported.errors:
            self._questions.tell(message_for(imported.errors[0]))
            return
        row = imported.rows[0]
        if here.holds:
            self.opened_wished.emit(f"{DRAFT_KEY}{imported.draft_ids[0]}")
        self.said.emit(row.remark or "Imported as a draft; the site is as it was")
        if row.notes:
            self._questions.tell(
                Message(f"“{row.title}” is a draft now.", "\n".join(f"•  {note}" for note in row.notes))
            )

    def _show_report(self, imported: Imported) -> None:
        self.said.emit(f"{_articles(len(imported.draft_ids))} imported as drafts; the site is as it was")
        dialog = ReportDialog(imported.rows, self._window)
        dialog.save_wished.connect(lambda: self._save_report(imported.rows))
        _open(dialog)

    def _save_report(self, rows: Sequence[ReportRow]) -> None:
        place = self._workspace.places.documents / "Import report.csv"
        path = self._questions.choose_new_file("Save the table", place)
        if path is not None:
            self._work.write(
                "Saving the table",
                lambda: write_file(path, report_csv(rows)),
                lambda _none: self.said.emit(f"Table saved: {path.name}"),
                while_=ALWAYS,
            )

    def _tell_of_none(self, folder: Path) -> None:
        self._questions.tell(
            Message(
                f"There is no Word file in “{folder.name}”.",
                "Word files end in .docx. Older ones can be saved as such in Word or LibreOffice.",
            )
        )

    def _start_folder(self) -> Path:
        return self._folder or self._workspace.places.documents


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
