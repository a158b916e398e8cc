"""Saving: a version marked on wish, and a file from outside any site written in its place.

State that changes: what was written last into each file from outside. One job after the other touches it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.safekeeping import SaveError, read_file, write_file
from clinicwriter.ui.copying import Copies
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.session import Session
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id


class Saving(QObject):
    """Save on wish; a draft is kept without it."""

    said = Signal(str)

    def __init__(
        self, session: Session, workspace: Workspace, work: Work, keeper: Keeper, copies: Copies
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._copies = copies
        self._wrote: dict[Path, bytes] = {}

    def save(self) -> None:
        """Keep everything now and mark a version; a file from outside any site is written in its place."""
        if not self._session.is_open:
            return
        self._keeper.keep_now()
        copy = self._session.copy
        name = article_id(copy, self._workspace.root)
        data = copy.article.to_bytes()

        def keep() -> None:
            if copy.outside_path is not None:
                self._write(copy.outside_path, data, copy.base)
            self._workspace.keep_version(name, data, "save", copy.base)

        def done(_answer: None) -> None:
            # The file is written: that is noted also where the article was left and opened again meanwhile.
            is_open = self._session.is_open and self._session.origin.draft_id == copy.draft_id
            if copy.outside_path is not None and is_open:
                self._session.move_origin(site_path=None, outside_path=copy.outside_path, base=data)
            where = f"Saved in {copy.outside_path.name}" if copy.outside_path is not None else ""
            self.said.emit(where or "Everything is kept")

        def offer(outcome: Outcome) -> None:
            self._copies.offer(outcome, copy.article, is_kept=self._keeper.keep_and_wait())

        self._work.write("Saving", keep, done, offer, while_=ALWAYS)

    def _write(self, path: Path, data: bytes, base: bytes | None) -> None:
        """Write over the bytes that the work began from, or over those of a save not heard of yet."""
        wrote = self._wrote.get(path)
        expected = wrote if wrote is not None and wrote == _bytes_in(path) else base
        if data != expected:
            write_file(path, data, expected=expected)
        self._wrote[path] = data


def _bytes_in(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except SaveError:
        return None
