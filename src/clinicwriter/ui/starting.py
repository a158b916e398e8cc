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
from clinicwriter.ui.questions import Questions
from clinicwriter.ui.recovery import Recovered, recover
from clinicwriter.ui.sample import make_sample
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.tickets import ALWAYS
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
        questions: Questions,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._settings = settings
        self._questions = questions
        self._last_open = LastOpenFile(workspace.places.last_open)
        self._unasked = ALWAYS

    def begin(self, path: str = "") -> None:
        """Finish what was cut short, then open a path, what was open at the end, or the sample site."""
        recent = self._settings.settings.recent_sites
        self._unasked = self._operations.wish()
        if recent:
            self.site_expected.emit(Path(recent[0]))
        self._work.write(
            "Starting",
            self._recover,
            lambda recovered: self._open(path, recovered),
            lambda outcome: self._open_all_the_same(path, outcome),
            while_=ALWAYS,
        )

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

    def _recover(self) -> Recovered:
        """Set right what a kill or a damage left. Writes files: not for the window's thread."""
        return recover(self._workspace, self._settings.settings.told_of_damage, self._settings.put_aside)

    def _open(self, path: str, recovered: Recovered) -> None:
        for sentence in recovered.sentences:
            self.said.emit(sentence)
        if path:
            self._open_site_then(lambda: self._operations.open_path(Path(path)))
        else:
            self._open_site_then(self._reopen)
        if recovered.messages:
            self._settings.change(told_of_damage=recovered.told_of)
        for message in recovered.messages:
            self._questions.tell(message)

    def _open_all_the_same(self, path: str, outcome: Outcome) -> None:
        """Begin although nothing could be set right: a disk that refuses is no reason to show nothing."""
        self._open(path, Recovered())
        self._work.error_met.emit(outcome)

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
        self._work.write(
            "Laying out the sample site",
            lambda: make_sample(places),
            lambda folder: self._operations.open_site(folder, then),
            while_=ALWAYS,
        )

    def _reopen(self) -> None:
        """Open what was open when the program ended, however it ended; else the newest article.

        Whoever began or chose an article before its site was there is writing in it already: it stays.
        """
        if not self._unasked.holds:
            return
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
            self.said.emit(
                "Clinic Writer ended without being closed. What you wrote is here, all but the last moments"
            )


def newest_key(rows: tuple[LibraryRow, ...]) -> str:
    """Return the key of the newest article on the site, or of the newest draft where there is none."""
    on_site = [row for row in rows if row.state in (RowState.ON_SITE, RowState.EDITED)]
    articles = [row for row in rows if row.state.is_article]
    newest = max(on_site or articles, key=lambda row: row.day or date.min, default=None)
    return newest.key if newest is not None else ""
