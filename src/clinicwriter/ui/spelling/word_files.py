"""The word lists that people keep: the clinic's in its site, one's own and what is ignored by the settings.

All three are plain text that can be mended by hand. Reading never fails: spelling goes on without a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clinicwriter.language.lexicon import read_words, write_words
from clinicwriter.language.spelling_findings import Ignored
from clinicwriter.safekeeping import SaveError, read_file
from clinicwriter.site import COLLEAGUES_FOLDER, change_file_together

CLINIC_FILE = "dictionary.txt"
OWN_FILE = "dictionary.txt"
IGNORED_FILE = "ignored-words.txt"


class WordList(StrEnum):
    """Which list a word is in."""

    CLINIC = "clinic"
    OWN = "own"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Words:
    """All lists as they were read."""

    clinic: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    ignored_lines: tuple[str, ...] = ()

    def of(self, words: WordList) -> tuple[str, ...]:
        """Return one list's lines."""
        return {WordList.CLINIC: self.clinic, WordList.OWN: self.own}.get(words, self.ignored_lines)

    @property
    def ignored(self) -> Ignored:
        """Return what is not shown."""
        return Ignored.of(self.ignored_lines)


@dataclass(frozen=True, slots=True)
class WordFiles:
    """Where the lists lie: ``site`` is the open site's folder, ``None`` without one."""

    settings: Path
    site: Path | None

    def read(self) -> Words:
        """Return all lists; a file that is missing or cannot be read holds nothing."""
        return Words(*(_read(self.file(words)) for words in WordList))

    def change(self, words: WordList, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Write words into a list or out of it; a colleague's stay. Raises ``SaveError``."""
        change_file_together(self.file(words), _changer(tuple(add), tuple(remove)))

    def file(self, words: WordList) -> Path:
        """Return the file of a list; without a site the clinic's words go to one's own."""
        if words is WordList.CLINIC and self.site is not None:
            return self.site / COLLEAGUES_FOLDER / CLINIC_FILE
        return self.settings / (IGNORED_FILE if words is WordList.IGNORED else OWN_FILE)


def _changer(add: tuple[str, ...], remove: tuple[str, ...]) -> Callable[[bytes | None], bytes]:
    def change(before: bytes | None) -> bytes:
        # Bytes that are no UTF-8 stay what they are.
        text = (before or b"").decode("utf-8", "surrogateescape")
        return write_words(text, add=add, remove=remove).encode("utf-8", "surrogateescape")

    return change


def _read(file: Path) -> tuple[str, ...]:
    try:
        return read_words(read_file(file).decode("utf-8", "replace"))
    except SaveError:
        return ()
