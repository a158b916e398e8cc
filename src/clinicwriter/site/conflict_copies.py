"""Second copies of an article that a sync program left beside it: known by their names and their texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

MOST_READ_BYTES = 1_000_000
NEAR_ENOUGH = 0.5
"""So much of the words both have, where the name says what the file is."""
NEAR_FOR_A_NUMBER = 0.8
"""And where the name has a number alone, as an article of its own may have."""
_SAID = re.compile(
    r"""(?P<stem>.+?)
    (?:
        [ _]?[(\[][^()\[\]]*\b[Cc]onflict(?:ed)?\b[^()\[\]]*[)\]]  # Dropbox, Nextcloud, pCloud, Box
        | \.sync-conflict-\d{8}-\d{6}(?:-\w+)?                  # Syncthing
        | -(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{4,}(?:-\d+)?         # OneDrive, with the computer's name
    )""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?P<stem>.+?) ?\(\d{1,2}\)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """A second copy, and the article that it lies beside; both from the site's root."""

    path: PurePosixPath
    original: PurePosixPath


def find_copies(root: Path, paths: Collection[PurePosixPath]) -> tuple[ConflictCopy, ...]:
    """Return the files among these that are second copies of others among them.

    Only files with such a name are read, each again only when it changed. One that cannot be read is none.
    """
    return tuple(_copies(root, paths))


def _copies(root: Path, paths: Collection[PurePosixPath]) -> Iterator[ConflictCopy]:
    for path in paths:
        if "(" not in path.name and "[" not in path.name and "-" not in path.name:
            continue
        stem, near = _original_stem(path.stem)
        original = path.with_name(stem + path.suffix) if stem else path
        if original != path and original in paths and _likeness(root / path, root / original) >= near:
            yield ConflictCopy(path, original)


def _original_stem(stem: str) -> tuple[str, float]:
    """Return the name that a copy's name was made from, "" for none, and how near the texts must be."""
    if found := _SAID.fullmatch(stem):
        return found["stem"].rstrip(), NEAR_ENOUGH
    if found := _NUMBERED.fullmatch(stem):
        return found["stem"].rstrip(), NEAR_FOR_A_NUMBER
    return "", NEAR_ENOUGH


def _likeness(one: Path, other: Path) -> float:
    """Return the share of words that both files have, from 0 to 1."""
    try:
        return _share(_words_of(one), _words_of(other))
    except OSError:
        return 0.0


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _words_of(file: Path) -> Counter[str]:
    status = file.stat()
    return _counted(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _counted(file: Path, _modified_ns: int, _size: int) -> Counter[str]:
    with file.open("rb") as opened:
        text = opened.read(MOST_READ_BYTES).decode("utf-8", "replace")
    return Counter(_WORD.findall(text.casefold()))
