"""The list of articles at work: it follows the site's files, and answers searches from their texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.errors import ClinicWriterError
from clinicwriter.site import Site
from clinicwriter.ui.library import Finder, Follower, LibraryPane, LibraryRow, Source
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace


class Catalogue(QObject):
    """Join the list with the site's index. Its state is that of its two workers."""

    said = Signal(str)

    def __init__(self, pane: LibraryPane, workspace: Workspace, work: Work) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._work = work
        self.follower = Follower(workspace.known_rows, self)
        self.finder = Finder(self)
        pane.search_asked.connect(self.finder.ask)
        self.finder.answered.connect(pane.take_found)
        self.follower.progressed.connect(pane.show_progress)
        self.follower.renewed.connect(self._take_rows)
        self.follower.failed.connect(self._tell)
        workspace.site_opened.connect(self._follow)
        self._follow()

    @property
    def is_busy(self) -> bool:
        """Say whether the site's files are being looked at."""
        return self.follower.is_looking

    def recall(self, root: Path) -> None:
        """Show a site's list as it was, before the site itself is opened."""

        self._work.run(
            "Listing the articles",
            lambda: self._workspace.recall_rows(root),
            lambda rows: self._workspace.take_rows(rows, of=None),
            while_=ALWAYS,
        )

    def look(self) -> None:
        """Look at the site's files now."""
        self.follower.look()

    def stop(self) -> None:
        """End both workers. For the end of the program."""
        self.follower.stop()
        self.finder.wait()

    def _follow(self) -> None:
        workspace = self._workspace
        self.finder.set_source(Source(workspace.index, workspace.draft_texts))
        self.finder.ask(self._pane.search.text())
        self.follower.follow(workspace.site, workspace.index)

    def _take_rows(self, site: Site, rows: tuple[LibraryRow, ...]) -> None:
        self._workspace.take_rows(rows, site)
        self.finder.ask(self._pane.search.text())

    def _tell(self, outcome: Outcome) -> None:
        """Say it in the status bar alone: nobody asked for the look."""
        if isinstance(outcome.error, ClinicWriterError):
            self.said.emit(outcome.error.happened)
        else:
            self._work.error_met.emit(outcome)
