"""Details that hold the picture in parts, as ``image: {path: ..., alt: ...}``: each part is a detail.

A part's key is ``image.path``, as in a table of TOML. It knows its holder: the entry of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .entries import Entry
from .roles import ROLE_KEYS, Role

_PICTURES = frozenset(ROLE_KEYS[Role.IMAGE])
_PARTED = {key.partition(".")[0] for key in _PICTURES if "." in key}


def may_hold_picture(key: str) -> bool:
    """Say whether sites write their picture in parts under this key. Cheap."""
    return key.casefold() in _PARTED


def opened(entry: Entry, parts: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the parts of an entry as details of their own where they name a picture, else itself."""
    names = [f"{entry.key}.{part.key}".casefold() for part in parts]
    if len(set(names)) < len(names) or _PICTURES.isdisjoint(names):
        yield entry
        return
    yield from (replace(part, key=f"{entry.key}.{part.key}", holder=entry) for part in parts)


def outer(entry: Entry) -> Entry:
    """Return what stands in the front matter itself: the entry, or the whole that it is a part of."""
    return entry.holder or entry


def outermost(entries: Iterable[Entry]) -> list[Entry]:
    """Return each whole once, in the order of the file."""
    found: list[Entry] = []
    for entry in map(outer, entries):
        if not found or found[-1] != entry:
            found.append(entry)
    return found


def parts_beside(entries: Iterable[Entry], entry: Entry) -> list[Entry]:
    """Return all parts of the whole that an entry is a part of, itself too; none where it is none."""
    return [other for other in entries if entry.holder is not None and other.holder == entry.holder]


def parts_under(entries: Iterable[Entry], key: str) -> list[Entry]:
    """Return the parts among which a new detail with this key belongs."""
    whole, dot, _ = key.rpartition(".")
    held = (entry for entry in entries if dot and entry.holder is not None)
    return [entry for entry in held if outer(entry).key == whole]


def goes_with_picture(entry: Entry) -> bool:
    """Say whether a part is nothing without its picture: its description, its size."""
    key = entry.key.casefold()
    return key in ROLE_KEYS[Role.IMAGE_ALT] or key.endswith((".width", ".height"))


def makes_holder(key: str) -> bool:
    """Say whether a new detail with this key begins a whole of parts."""
    return key.casefold() in _PICTURES and "." in key


def without_member(parts: Sequence[Entry], entry: Entry) -> tuple[int, int]:
    """Return the piece of a source to leave out so that one of several parts between braces goes."""
    index = parts.index(entry)
    if index:
        return parts[index - 1].value.end, entry.value.end
    return entry.key_start, parts[1].key_start
