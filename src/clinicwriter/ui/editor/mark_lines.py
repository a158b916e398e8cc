"""Marks as values, and where they stand while the lines under them change, without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from clinicwriter.article import LineChange
from clinicwriter.ui.editor.passage import Place


class Look(StrEnum):
    """How a mark looks, by what it says."""

    SPELLING = "spelling"
    GRAMMAR = "grammar"
    MUST = "must"
    SHOULD = "should"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with its look. ``key`` is whatever its source knows it by."""

    start: Place
    end: Place
    look: Look
    key: object = None

    @classmethod
    def on_line(cls, line: int, start: int, end: int, look: Look, key: object = None) -> Mark:
        """Return a mark within one line, by columns that count characters from 0."""
        return cls(Place(line, start), Place(line, end), look, key)


@dataclass(slots=True)
class _Owner:
    """What the pieces of one mark share. Changes: whether somebody touched one of them."""

    mark: Mark
    is_gone: bool = False

    @property
    def is_long(self) -> bool:
        return self.mark.start.line != self.mark.end.line


class Piece(NamedTuple):
    """The part of a mark that stands on one line."""

    start: int
    end: int
    owner: _Owner

    @property
    def look(self) -> Look:
        """Return the look of the whole mark."""
        return self.owner.mark.look


class MarkLines:
    """Hold the marks of one source line by line, so that a key costs its own line. Changes with the text.

    Marks after an edit move with their words; one that the edit touches is gone at once.
    """

    def __init__(self, count: int) -> None:
        self._lines: list[tuple[Piece, ...]] = [()] * count

    def put(self, marks: Iterable[Mark], lines: range | None = None) -> bool:
        """Make these the marks of some lines, or of all; say whether that looks any different.

        Marks outside the lines are left out.
        """
        count = len(self._lines)
        lines = range(count) if lines is None else range(max(0, lines.start), min(lines.stop, count))
        by_line: dict[int, list[Piece]] = {}
        for mark in marks:
            owner = _Owner(mark)
            for line in range(max(mark.start.line, lines.start), min(mark.end.line + 1, lines.stop)):
                by_line.setdefault(line, []).append(_piece(mark, line, owner))
        looks_different = False
        for line in lines:
            if not self._lines[line] and line not in by_line:
                continue
            after = tuple(sorted(by_line.get(line, ()), key=lambda piece: piece[:2]))
            looks_different = looks_different or _looks(self._lines[line]) != _looks(after)
            for piece in self._lines[line]:
                piece.owner.is_gone = True
            self._lines[line] = after
        return looks_different

    def on_line(self, line: int) -> Sequence[Piece]:
        """Return the pieces of marks that stand on a line, first to last."""
        if line >= len(self._lines):
            return ()
        return [piece for piece in self._lines[line] if not piece.owner.is_gone]

    def whole(self, line: int, piece: Piece) -> Mark:
        """Return the mark of a piece with its places as they are now."""
        mark = piece.owner.mark
        if not piece.owner.is_long:
            return Mark.on_line(line, piece.start, piece.end, mark.look, mark.key)
        first = self._last_with(line, piece.owner, -1)
        last = self._last_with(line, piece.owner, 1)
        start = next(other.start for other in self._lines[first] if other.owner is piece.owner)
        end = next(other.end for other in self._lines[last] if other.owner is piece.owner)
        return Mark(Place(first, start), Place(last, end), mark.look, mark.key)

    def marks(self) -> Iterator[Mark]:
        """Yield all marks in order."""
        seen: set[int] = set()
        for line, pieces in enumerate(self._lines):
            for piece in pieces:
                if not piece.owner.is_gone and id(piece.owner) not in seen:
                    seen.add(id(piece.owner))
                    yield self.whole(line, piece)

    def apply(self, change: LineChange, old: Sequence[str]) -> None:
        """Follow a change of the lines; ``old`` are the texts of the lines that it replaced."""
        last = change.first + change.removed
        replaced = self._lines[change.first : last]
        if change.removed == len(change.inserted):
            moved = [
                _moved(pieces, before, after) if pieces else ()
                for pieces, before, after in zip(replaced, old, change.inserted, strict=True)
            ]
        else:
            moved = _moved_across(replaced, old, change.inserted)
        self._lines[change.first : last] = moved

    def _last_with(self, line: int, owner: _Owner, step: int) -> int:
        while 0 <= line + step < len(self._lines) and any(
            piece.owner is owner for piece in self._lines[line + step]
        ):
            line += step
        return line


def _looks(pieces: Iterable[Piece]) -> list[tuple[int, int, Look]]:
    return [(piece.start, piece.end, piece.look) for piece in pieces if not piece.owner.is_gone]


def _piece(mark: Mark, line: int, owner: _Owner) -> Piece:
    start = mark.start.column if line == mark.start.line else 0
    end = mark.end.column if line == mark.end.line else _TO_THE_END
    return Piece(start, end, owner)


_TO_THE_END = 1 << 30
"""The end of a piece whose mark goes on: a line ends before that."""


def _moved(pieces: Iterable[Piece], before: str, after: str) -> tuple[Piece, ...]:
    head, tail = common_ends(before, after)
    old_end, growth = len(before) - tail, len(after) - len(before)
    kept = []
    for piece in pieces:
        end = min(piece.end, len(before))
        if end < head or (end == head and not _grows_word(before, after, head, head, old_end)):
            kept.append(piece)
        elif piece.start > old_end or (
            piece.start == old_end and not _grows_word(before, after, old_end - 1, head, old_end)
        ):
            kept.append(Piece(piece.start + growth, end + growth, piece.owner))
        else:
            piece.owner.is_gone = True
    return tuple(kept)


def _grows_word(before: str, after: str, at: int, head: int, old_end: int) -> bool:
    """Say whether what was put in or taken out at a mark's edge belongs to its word."""
    changed = before[head:old_end] + after[head : len(after) - (len(before) - old_end)]
    edge = changed[:1] if at == head else changed[-1:]
    return edge.isalnum() or edge in ("'", "\u2019")


def _moved_across(
    replaced: Sequence[tuple[Piece, ...]], old: Sequence[str], new: Sequence[str]
) -> list[tuple[Piece, ...]]:
    """Move marks where lines were parted, joined, put in or taken out."""
    flat: list[Piece] = []
    start = 0
    for pieces, text in zip(replaced, old, strict=True):
        for piece in pieces:
            if piece.owner.is_long:
                piece.owner.is_gone = True
            else:
                flat.append(Piece(piece.start + start, piece.end + start, piece.owner))
        start += len(text) + 1
    moved = _moved(flat, "\n".join(old), "\n".join(new)) if flat else ()
    lines: list[tuple[Piece, ...]] = []
    start = 0
    for text in new:
        inside = [piece for piece in moved if start <= piece.start <= start + len(text)]
        lines.append(tuple(Piece(piece.start - start, piece.end - start, piece.owner) for piece in inside))
        start += len(text) + 1
    return lines


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many letters two texts share at their beginning, and of the rest at their end. Quick."""
    limit = min(len(old), len(new))
    head = _common_head(old, new, limit)
    return head, _common_head(old[::-1], new[::-1], limit - head)


def _common_head(old: str, new: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
