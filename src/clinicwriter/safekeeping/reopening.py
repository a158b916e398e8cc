"""Which article was open, so that a start after a kill opens the same one at the same place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from clinicwriter.safekeeping.damage import put_aside
from clinicwriter.safekeeping.errors import DamagedError, MissingError, NewerError
from clinicwriter.safekeeping.sealing import read_sealed, seal
from clinicwriter.safekeeping.writing import make_folder, write_file


@dataclass(frozen=True, slots=True)
class LastOpen:
    """The open article: its draft where it has one, its place, and where the cursor was.

    ``site``, ``site_path`` and ``outside_path`` are as in ``Draft``. ``has_quit`` says that the program was
    left by its person, and did not die.
    """

    draft_id: str | None
    site: str | None
    site_path: str | None
    outside_path: str | None
    cursor: int
    has_quit: bool = False


class LastOpenFile:
    """Remember the open article in one small file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def remember(self, last: LastOpen) -> None:
        """Write it down. Raises ``SaveError``."""
        make_folder(self._path.parent)
        write_file(self._path, seal(asdict(last)))

    def recall(self) -> LastOpen | None:
        """Return what was written last, ``None`` when nothing is there or it is damaged (then put aside)."""
        try:
            sealed = read_sealed(self._path)
            return LastOpen(
                draft_id=sealed.text_or_none("draft_id"),
                site=sealed.text_or_none("site"),
                site_path=sealed.text_or_none("site_path"),
                outside_path=sealed.text_or_none("outside_path"),
                cursor=int(sealed.number("cursor")),
                has_quit=sealed.facts.get("has_quit") is True,
            )
        except (MissingError, NewerError):
            return None
        except DamagedError:
            put_aside(self._path)
            return None
