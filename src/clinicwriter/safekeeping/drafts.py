"""The drafts on this computer: each one file, written whole."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from clinicwriter.safekeeping.damage import damaged_files, put_aside
from clinicwriter.safekeeping.draft import Draft, draft_file, draft_pictures
from clinicwriter.safekeeping.errors import DamagedError, NewerError
from clinicwriter.safekeeping.sealing import damaged, read_sealed
from clinicwriter.safekeeping.trash import Trash, TrashEntry
from clinicwriter.safekeeping.writing import is_there, list_files, make_folder, remove_file, write_file


class DraftStore:
    """Keep drafts in a folder. Its state is that folder alone; it may be used from any thread."""

    def __init__(self, folder: Path, trash: Trash | None = None) -> None:
        self._folder = folder
        self._trash = trash or Trash(folder.parent / "trash", drafts=folder)
        self._one_at_a_time = Lock()

    def keep(self, draft: Draft) -> None:
        """Write a draft to the disk, whole, over what it was before. Raises ``SaveError``."""
        path = draft_file(self._folder, draft.draft_id)
        with self._one_at_a_time:
            make_folder(self._folder)
            write_file(path, draft.seal())

    def load(self, draft_id: str) -> Draft:
        """Read one draft. Raises ``SaveError``; a damaged one is put aside first."""
        path = draft_file(self._folder, draft_id)
        try:
            return self._read(path)
        except DamagedError:
            put_aside(path)
            raise

    def drafts(self) -> list[Draft]:
        """List the drafts, the last kept first. Damaged ones are put aside: see ``damaged``.

        Those of a newer Clinic Writer stay where they are, and are left out.
        """
        found = []
        for path in list_files(self._folder, ".draft"):
            try:
                found.append(self._read(path))
            except DamagedError:
                put_aside(path)
            except NewerError:
                continue
        return sorted(found, key=lambda draft: draft.kept_at, reverse=True)

    def has_name(self, draft_id: str) -> bool:
        """Say whether a draft of this name lies there, whoever kept it. Raises ``SaveError``."""
        return is_there(draft_file(self._folder, draft_id))

    def damaged(self) -> tuple[Path, ...]:
        """List the damaged drafts that were put aside: tell the person, and where they lie."""
        return damaged_files(self._folder)

    def discard(self, draft_id: str) -> TrashEntry | None:
        """Put a draft and its pictures in the trash; ``None`` when there is none. Raises ``SaveError``."""
        path = draft_file(self._folder, draft_id)
        with self._one_at_a_time:
            if not is_there(path):
                return None
            entry = self._trash.put_draft(self._read(path))
            remove_file(path)
            return entry

    def let_go(self, draft: Draft) -> None:
        """Remove a draft all of which lies elsewhere too; it stays where it has pictures, or is another now.

        Raises ``SaveError``.
        """
        path, pictures = (
            draft_file(self._folder, draft.draft_id),
            draft_pictures(self._folder, draft.draft_id),
        )
        with self._one_at_a_time:
            if is_there(path) and self._read(path) == draft and not list_files(pictures, ""):
                remove_file(path)

    def pictures_folder(self, draft_id: str) -> Path:
        """Return the folder for a draft's pictures; it is made. Raises ``SaveError``."""
        folder = draft_pictures(self._folder, draft_id)
        make_folder(folder)
        return folder

    def _read(self, path: Path) -> Draft:
        draft = Draft.unseal(read_sealed(path))
        if draft.draft_id != path.stem:
            raise damaged(path, "the draft of another name lies here")
        return draft
