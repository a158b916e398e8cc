"""Who has an article open on a shared folder: told to the others, never stopping anybody.

Each window has a small file of its own for each article it holds, in ``.clinicwriter/open`` in the site's
folder. Nobody ever overwrites another's, so that two who open at the same moment both hear of each other.
Whether one is still alive is told by its age, measured between two files of the same folder: the clocks of
the computers do not count.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clinicwriter.safekeeping.errors import SaveError
from clinicwriter.safekeeping.sealing import Fact, read_sealed, seal
from clinicwriter.safekeeping.staging import computer_name, is_process_gone
from clinicwriter.safekeeping.writing import make_folder, read_if_there, write_file

BEAT_S = 30
"""How often ``SiteLock.beat`` wants to be called."""

STALE_S = 180
"""A holder that was not heard of for this long has gone."""

FOLDER = ".clinicwriter"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has an article open; ``since`` in unix seconds of their computer's clock.

    ``installation`` tells two computers of one name apart; "" where it is not known.
    """

    name: str
    computer: str
    process: int
    since: float
    installation: str = ""

    @property
    def sentence(self) -> str:
        """Say it to people."""
        return f"{self.name} has this article open on {self.computer}."

    @classmethod
    def here(cls, installation: str = "") -> Holder:
        """Describe this program's own user and computer."""
        return cls(_user_name(), computer_name(), os.getpid(), time.time(), installation)


def installation_id(folder: Path) -> str:
    """Return what tells this installation from all others: kept in a folder, and made the first time.

    Never raises: "" where it can be neither read nor kept.
    """
    path = folder / "installation"
    try:
        kept = read_if_there(path)
        if not kept:
            kept = secrets.token_hex(16).encode()
            make_folder(folder)
            write_file(path, kept)
    except SaveError:
        return ""
    return kept.decode("ascii", "replace").strip()


class SiteLock:
    """Tell the others on a shared site folder which articles are open here, and hear of theirs.

    State: the articles held. A folder that cannot be written makes no trouble: then nobody is told.
    """

    def __init__(self, site: Path, me: Holder | None = None) -> None:
        self._folder = site / FOLDER / "open"
        self._me = me or Holder.here()
        self._token = secrets.token_hex(6)
        self._held: set[str] = set()

    def take(self, article: str) -> tuple[Holder, ...]:
        """Hold an article (its path in the site, or any name); return who else has it open. Never raises."""
        self._held.add(article)
        self._write(article)
        return self.others(article)

    def others(self, article: str) -> tuple[Holder, ...]:
        """List who else has an article open now. Never raises."""
        return tuple(holder for path in self._files_of_others(article) if (holder := self._alive(path)))

    def beat(self) -> None:
        """Tell the others that its articles are still held. Call it every ``BEAT_S``. Never raises."""
        for article in self._held:
            self._write(article)

    def release(self, article: str) -> None:
        """Let an article go. Never raises."""
        self._held.discard(article)
        with suppress(OSError):
            self._file(article).unlink()
        with suppress(OSError):
            # Only the last to leave can remove them: a folder with something in it stays.
            if not any(self._folder.iterdir()):
                (self._folder.parent / ".gitignore").unlink()
                self._folder.rmdir()
                self._folder.parent.rmdir()

    def release_all(self) -> None:
        """Let every article go. Call it when the site is closed and on quitting. Never raises."""
        for article in tuple(self._held):
            self.release(article)

    def _write(self, article: str) -> None:
        facts: dict[str, Fact] = {
            "name": self._me.name,
            "computer": self._me.computer,
            "process": self._me.process,
            "since": self._me.since,
            "installation": self._me.installation,
            "article": article,
        }
        with suppress(SaveError):
            make_folder(self._folder)
            _keep_out_of_history(self._folder.parent)
            write_file(self._file(article), seal(facts))

    def _file(self, article: str) -> Path:
        return self._folder / f"{_mark(article)}-{self._token}.open"

    def _files_of_others(self, article: str) -> Iterator[Path]:
        with suppress(OSError):
            for path in sorted(self._folder.glob(f"{_mark(article)}-*.open")):
                if path != self._file(article):
                    yield path

    def _alive(self, path: Path) -> Holder | None:
        try:
            age_s = self._now(path) - path.stat().st_mtime
            sealed = read_sealed(path)
            holder = Holder(
                name=sealed.text("name"),
                computer=sealed.text("computer"),
                process=int(sealed.number("process")),
                since=sealed.number("since"),
                installation=sealed.text_or_none("installation") or "",
            )
        except (OSError, SaveError):
            return None
        if self._is_dead(holder) or age_s > STALE_S:
            with suppress(OSError):
                path.unlink()
            return None
        return holder

    def _is_dead(self, holder: Holder) -> bool:
        """Say whether a window has certainly ended: only one of this very computer can be asked after."""
        is_of_here = (holder.computer, holder.installation) == (self._me.computer, self._me.installation)
        return is_of_here and is_process_gone(holder.process)

    def _now(self, path: Path) -> float:
        """Return the time by the clock of the computer that the folder lies on."""
        probe = path.with_name(f"{self._token}.now")
        try:
            probe.write_bytes(b"")
            return probe.stat().st_mtime
        except OSError:
            return time.time()
        finally:
            with suppress(OSError):
                probe.unlink()


def _mark(article: str) -> str:
    return hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _keep_out_of_history(folder: Path) -> None:
    note = folder / ".gitignore"
    if not note.exists():
        write_file(note, b"*\n")


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Somebody"
