"""How a start goes: finish what was cut short, then open what was open, or the sample site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.safekeeping import LastOpen, LastOpenFile, SaveError
from clinicwriter.ui.library import LibraryRow, RowState
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.sample import make_sample
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import DRAFT_KEY, SITE_KEY, Workspace


class Start(QObject):
    """Bring the program to where somebody can go on."""

    said = Signal(str)
    site_expected = Signal(object)
    """The site in this folder is about to be opened: its list may be shown as it was."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        operations: Operations,
        settings: SettingsFile,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._settings = settings
        self._last_open = LastOpenFile(workspace.places.last_open)

    def begin(self, path: str = "") -> None:
        """Finish what was cut short, then open a path, what was open at the end, or the sample site."""
        recent = self._settings.settings.recent_sites
        if recent:
            self.site_expected.emit(Path(recent[0]))
        self._work.run("Starting", self._recover, lambda told: self._open(path, told), can_stop=False)

    def remember(self, cursor: int, *, has_quit: bool = False) -> None:
        """Write down which article is open, for the next start."""
        if not self._session.is_open and not has_quit:
            return
        origin = self._session.origin if self._session.is_open else None
        root = self._workspace.root
        last = LastOpen(
            draft_id=origin.draft_id if origin else None,
            site=str(root) if root else None,
            site_path=str(origin.site_path) if origin and origin.site_path else None,
            outside_path=str(origin.outside_path) if origin and origin.outside_path else None,
            cursor=cursor,
            has_quit=has_quit,
        )
        with suppress(SaveError):
            self._last_open.remember(last)

    def _recover(self) -> tuple[str, ...]:
        """Complete or take back exports that were cut short. Writes files: not for the window's thread."""
        workspace = self._workspace
        told = []
        for found in workspace.writer.recover():
            told.append(found.outcome.sentence)
            if found.outcome is found.outcome.COMPLETED:
                with suppress(SaveError):
                    workspace.log.record(found.changes, found.label, found.folders)
        workspace.tidy()
        if workspace.drafts.damaged():
            told.append(
                "A draft is damaged. It was put aside; the person who helps you may still get text out of it"
            )
        return tuple(told)

    def _open(self, path: str, told: tuple[str, ...]) -> None:
        for sentence in told:
            self.said.emit(sentence)
        if path:
            self._open_site_then(lambda: self._operations.open_path(Path(path)))
        else:
            self._open_site_then(self._reopen)

    def _open_site_then(self, then: Callable[[], None]) -> None:
        recent = [Path(folder) for folder in self._settings.settings.recent_sites]
        site = next((folder for folder in recent if folder.is_dir()), None)
        if site is not None:
            self._operations.open_site(site, then, lambda outcome: self._go_without(outcome, then))
        else:
            self._open_sample_then(then)

    def _go_without(self, outcome: Outcome, then: Callable[[], None]) -> None:
        """Tell why the last site cannot be opened, and begin with the sample."""
        self._work.error_met.emit(outcome)
        self._open_sample_then(then)

    def _open_sample_then(self, then: Callable[[], None]) -> None:
        places = self._workspace.places
        self._work.run(
            "Laying out the sample site",
            lambda: make_sample(places),
            lambda folder: self._operations.open_site(folder, then),
            can_stop=False,
        )

    def _reopen(self) -> None:
        """Open what was open when the program ended, however it ended; else the newest article."""
        last = self._last_open.recall()
        if last is not None and last.outside_path:
            self._operations.open_path(Path(last.outside_path))
            return
        rows = self._workspace.rows
        keys = [f"{DRAFT_KEY}{last.draft_id}", f"{SITE_KEY}{last.site_path}"] if last is not None else []
        known = next((key for key in keys if any(row.key == key for row in rows)), "")
        key = known or newest_key(rows)
        if not key:
            return
        self._operations.open_row(key)
        was_killed = last is not None and not last.has_quit
        if was_killed and any(row.key == key and row.kept_at for row in rows):
            self.said.emit("Clinic Writer ended without being closed. What you wrote is here")


def newest_key(rows: tuple[LibraryRow, ...]) -> str:
    """Return the key of the newest article on the site, or of the newest draft where there is none."""
    on_site = [row for row in rows if row.state in (RowState.ON_SITE, RowState.EDITED)]
    articles = [row for row in rows if row.state is not RowState.PAGE]
    newest = max(on_site or articles, key=lambda row: row.day or date.min, default=None)
    return newest.key if newest is not None else ""
