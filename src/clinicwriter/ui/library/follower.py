"""Keeping the list as the site's files are: filled at first, then following whoever changes them.

State that changes: the site that is followed, and whether a look at its files is under way or wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from clinicwriter.errors import ClinicWriterError
from clinicwriter.site import Site
from clinicwriter.site.library import LibraryIndex, Renewal
from clinicwriter.ui.library.rows import LibraryRow
from clinicwriter.ui.work import Outcome, attempt

SETTLE_MS = 400
"""Whoever changes files changes several: the look waits until they rest for so long."""
EVERY_MS = 30_000
"""What the system does not tell (shared drives, files written in place) is seen this often."""
MOST_FOLDERS = 400
ROWS_EVERY = 5
"""While a site is read for the first time, its rows are shown anew at each so many batches."""

Rows = tuple[LibraryRow, ...]
GatherRows = Callable[[Site], Rows]


class Follower(QObject):
    """Look at the site's files whenever there is a reason to, in a thread of its own."""

    progressed = Signal(int, int)
    """So many articles of so many were read; both 0 when there is nothing to tell any more."""
    renewed = Signal(object, object)
    """The list is another one: carries its site and its rows."""
    failed = Signal(object)
    """The files could not be looked at: carries the error. Told once until it works again."""
    _step = Signal(object, int, int, object)
    _ended = Signal(object, object)

    def __init__(self, gather: GatherRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gather = gather
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._site: Site | None = None
        self._index: LibraryIndex | None = None
        self._is_looking = self._is_wanted_again = self._has_failed = False
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._every = QTimer(self, interval=EVERY_MS)
        self._settle.timeout.connect(self.look)
        self._every.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._step.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._every.start()

    @property
    def is_looking(self) -> bool:
        """Say whether a look is under way or about to begin."""
        return self._is_looking or self._settle.isActive()

    def follow(self, site: Site | None, index: LibraryIndex | None) -> None:
        """Follow this site from now on."""
        is_new = site is not self._site
        self._site, self._index = site, index
        if is_new:
            self._has_failed = False
            self._watch(())
            self.progressed.emit(0, 0)
        self.look()

    def look(self) -> None:
        """Look at all files now, or once more where a look is under way."""
        site, index = self._site, self._index
        if site is None or index is None:
            return
        if self._is_looking:
            self._is_wanted_again = True
            return
        self._is_looking = True
        self._pool.start(_Errand(lambda: self._ended.emit(site, attempt(lambda: self._renew(site, index)))))

    def stop(self) -> None:
        """Look no more, and wait for the look under way. For the end of the program."""
        self._every.stop()
        self._settle.stop()
        self._site = None
        self._pool.waitForDone()

    # -- in the thread -------------------------------------------------------------------------

    def _renew(self, site: Site, index: LibraryIndex) -> tuple[Rows | None, list[str]]:
        batches = 0

        def tell(done: int, total: int) -> None:
            nonlocal batches
            batches += 1
            rows = self._gather(site) if batches % ROWS_EVERY == 1 else None
            self._step.emit(site, done, total, rows)

        renewal: Renewal = index.renew(site, tell, lambda: self._site is site)
        rows = self._gather(site) if renewal.is_change else None
        return rows, _folders(site)

    # -- in the window's thread ----------------------------------------------------------------

    def _tell_step(self, site: Site, done: int, total: int, rows: Rows | None) -> None:
        if site is not self._site:
            return
        self.progressed.emit(done, total)
        if rows is not None:
            self.renewed.emit(site, rows)

    def _finish(self, site: Site, outcome: Outcome) -> None:
        self._is_looking = False
        if site is self._site:
            self.progressed.emit(0, 0)
            self._take(site, outcome)
        if self._is_wanted_again or (self._site is not None and site is not self._site):
            self._is_wanted_again = False
            self.look()

    def _take(self, site: Site, outcome: Outcome) -> None:
        if outcome.error is not None:
            if not self._has_failed:
                self.failed.emit(outcome)
            self._has_failed = isinstance(outcome.error, ClinicWriterError)
            return
        self._has_failed = False
        rows, folders = outcome.answer
        self._watch(folders)
        if rows is not None:
            self.renewed.emit(site, rows)

    def _watch(self, folders: list[str] | tuple[()]) -> None:
        watched, wanted = set(self._watcher.directories()), set(folders)
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))


def _folders(site: Site) -> list[str]:
    """Return the folders that hold articles, and the one that all of them are in."""
    layout = site.layout
    folders = {layout.articles, layout.new_articles}
    if layout.drafts is not None:
        folders.add(layout.drafts)
    folders |= {entry.path.parent for entry in site.known_articles()[:10_000]}
    paths = [site.root.joinpath(*folder.parts) for folder in sorted(folders)]
    return [str(path) for path in paths if path.is_dir()][:MOST_FOLDERS]


class _Errand(QRunnable):
    """Carry a look to the thread."""

    def __init__(self, function: Callable[[], None]) -> None:
        super().__init__()
        self._function = function

    def run(self) -> None:
        self._function()
