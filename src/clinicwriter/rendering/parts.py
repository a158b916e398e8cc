"""The parts of a live text, each with its lines and its HTML, set right by a render of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Final

from .answers import Mark
from .engine import Definitions

_MOST_COMPARED: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class LivePart:
    """Hold some lines' HTML as sanitised units.

    ``is_joined``: a render of the whole text has shown that these lines cannot be parted. ``is_open``: a tag
    or a fence seems to be open at their end.
    """

    line_count: int
    units: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    defines: Definitions = field(default_factory=Definitions)
    hangs_on_others: bool = False
    is_joined: bool = False
    is_tangled: bool = False
    is_open: bool = False

    @property
    def html(self) -> str:
        """Return the part's HTML."""
        return "".join(self.units)


@dataclass(frozen=True, slots=True)
class Correction:
    """Parts ``first`` to ``first + removed - 1`` become others."""

    first: int
    removed: int
    parts: tuple[LivePart, ...]


def corrections(parts: Sequence[LivePart], units: Sequence[str]) -> list[Correction]:
    """Return what makes the parts' units those of the whole text, the last correction first."""
    head, taken = _common_head(parts, units)
    tail, left = _common_tail(parts[head:], units[taken:])
    middle = parts[head : len(parts) - tail]
    wanted = units[taken : len(units) - left]
    if not middle and not wanted:
        return []
    found = _within(middle, wanted)
    return [Correction(each.first + head, each.removed, each.parts) for each in reversed(found)]


def _common_head(parts: Sequence[LivePart], units: Sequence[str]) -> tuple[int, int]:
    taken = 0
    for count, part in enumerate(parts):
        size = len(part.units)
        if tuple(units[taken : taken + size]) != part.units:
            return count, taken
        taken += size
    return len(parts), taken


def _common_tail(parts: Sequence[LivePart], units: Sequence[str]) -> tuple[int, int]:
    left = 0
    for count, part in enumerate(reversed(parts)):
        size = len(part.units)
        end = len(units) - left
        if size > end or tuple(units[end - size : end]) != part.units:
            return count, left
        left += size
    return len(parts), left


def _within(parts: Sequence[LivePart], units: Sequence[str]) -> list[Correction]:
    """Keep the parts whose units stand among the wanted ones in a row; renew those between."""
    found = []
    done_parts = done_units = 0
    for index, at in [*_kept(parts, units), (len(parts), len(units))]:
        if index > done_parts or at > done_units:
            renewed = _renewed(parts[done_parts:index], units[done_units:at])
            found.append(Correction(done_parts, index - done_parts, renewed))
        done_parts = index + 1
        done_units = at + (len(parts[index].units) if index < len(parts) else 0)
    return found


def _kept(parts: Sequence[LivePart], units: Sequence[str]) -> list[tuple[int, int]]:
    """Return the parts that stay, each with the place of its units."""
    own = [unit for part in parts for unit in part.units]
    if len(own) * len(units) > _MOST_COMPARED:
        return []
    matching = SequenceMatcher(None, own, units, autojunk=False).get_matching_blocks()
    places = {a + step: b + step for a, b, size in matching for step in range(size)}
    kept = []
    at = 0
    for index, part in enumerate(parts):
        where = [places.get(at + step, -1) for step in range(len(part.units))]
        at += len(part.units)
        if where and where[0] >= 0 and where == list(range(where[0], where[0] + len(where))):
            kept.append((index, where[0]))
    return kept


def _renewed(parts: Sequence[LivePart], units: Sequence[str]) -> tuple[LivePart, ...]:
    """Return the parts with these units: one by one where the counts agree, else joined into one."""
    if not parts:
        return (LivePart(0, tuple(units)),)
    if sum(len(part.units) for part in parts) == len(units):
        return _one_by_one(parts, units)
    if sum(1 for part in parts if part.units or not part.defines) <= 1:
        return _into_one(parts, units)
    return (_joined(parts, units),)


def _one_by_one(parts: Sequence[LivePart], units: Sequence[str]) -> tuple[LivePart, ...]:
    renewed = []
    at = 0
    for part in parts:
        end = at + len(part.units)
        renewed.append(_with_units(part, units[at:end]))
        at = end
    return tuple(renewed)


def _into_one(parts: Sequence[LivePart], units: Sequence[str]) -> tuple[LivePart, ...]:
    takes = next((index for index, part in enumerate(parts) if part.units or not part.defines), 0)
    return tuple(_with_units(part, units if index == takes else ()) for index, part in enumerate(parts))


def _with_units(part: LivePart, units: Sequence[str]) -> LivePart:
    return replace(part, units=tuple(units))


def _joined(parts: Sequence[LivePart], units: Sequence[str]) -> LivePart:
    together = Definitions()
    for part in parts:
        together.add(part.defines)
    return LivePart(
        line_count=sum(part.line_count for part in parts),
        units=tuple(units),
        ids=tuple(name for part in parts for name in part.ids),
        notes=tuple(name for part in parts for name in part.notes),
        defines=together,
        hangs_on_others=any(part.hangs_on_others for part in parts),
        is_joined=True,
        is_open=any(part.is_open for part in parts),
    )
