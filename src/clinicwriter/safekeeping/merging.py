"""Joining two texts that grew from the same one, by lines; what both changed is shown, not chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clinicwriter.safekeeping.differing import differing_runs

_NOBODYS = "\ue000"
"""A letter for private use, which begins the lines that neither side has."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Choice(StrEnum):
    """What a person keeps of a piece that both sides changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines, with their line ends: as it was, as I have it, as the other side has it."""

    base: str
    mine: str
    theirs: str

    @property
    def is_conflict(self) -> bool:
        """Say whether both sides changed it, and differently."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def joined(self) -> str:
        """Return what both sides together make of it; for a conflict my side."""
        return self.theirs if self.mine == self.base else self.mine

    def chosen(self, choice: Choice) -> str:
        """Return what a person chose; both are mine first, then theirs, each whole lines."""
        if not self.is_conflict:
            return self.joined
        if choice is Choice.MINE:
            return self.mine
        return self.theirs if choice is Choice.THEIRS else _one_after_the_other(self.mine, self.theirs)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two texts joined, piece by piece in order."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> tuple[Piece, ...]:
        """List the pieces that a person has to choose about."""
        return tuple(piece for piece in self.pieces if piece.is_conflict)

    @property
    def is_clean(self) -> bool:
        """Say whether the two texts join by themselves."""
        return not self.conflicts

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """Return the whole text; ``choices`` go with ``conflicts``; both are kept where one is missing."""
        left = iter(choices)
        parts = [
            piece.chosen(next(left, Choice.BOTH)) if piece.is_conflict else piece.joined
            for piece in self.pieces
        ]
        whole = ""
        for part in parts:
            whole = _one_after_the_other(whole, part) if part else whole
        return whole


def merge_texts(base: str, mine: str, theirs: str) -> Merge:
    """Join two texts that both grew from ``base``.

    Changes in different places are joined; changes of the same or of touching lines are a conflict, unless
    they are the same change. No line that either side has and the base has not is ever lost: it is in the
    joined text, or in a conflict. A pure function.
    """
    old, my, their = (_LINE.findall(text) for text in (base, mine, theirs))
    if mine == theirs or base in (mine, theirs):
        return Merge((Piece(base, mine, theirs),)) if base or mine or theirs else Merge(())
    return Merge(tuple(_pieces(old, my, their)))


def made_up_base(mine: str, theirs: str) -> str:
    """Return a text for ``merge_texts`` where nobody knows what both grew from.

    It has their common lines, and a line of its own wherever they differ: each such place is a conflict then,
    and no line comes in or goes without being asked for.
    """
    my, their = _LINE.findall(mine), _LINE.findall(theirs)
    lines: list[str] = []
    at = 0
    for run in differing_runs(my, their):
        lines += [*my[at : run.first], f"{_NOBODYS}{run.first}\n"]
        at = run.last
    return "".join([*lines, *my[at:]])


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines first..last-1 of the base became ``lines``, on one of the two sides."""

    first: int
    last: int
    new_first: int
    new_last: int
    is_mine: bool


def _pieces(old: list[str], my: list[str], their: list[str]) -> Iterator[Piece]:
    edits = sorted(
        [*_edits(old, my, is_mine=True), *_edits(old, their, is_mine=False)], key=lambda e: (e.first, e.last)
    )
    done = 0
    for group in _touching(edits):
        first, last = group[0].first, max(edit.last for edit in group)
        if done < first:
            yield _untouched(old[done:first])
        yield Piece(
            "".join(old[first:last]),
            _side([e for e in group if e.is_mine], old, my, first, last),
            _side([e for e in group if not e.is_mine], old, their, first, last),
        )
        done = last
    if done < len(old):
        yield _untouched(old[done:])


def _edits(old: list[str], new: list[str], *, is_mine: bool) -> Iterator[_Edit]:
    for run in differing_runs(old, new):
        yield _Edit(run.first, run.last, run.new_first, run.new_last, is_mine)


def _touching(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    group: list[_Edit] = []
    end = -1
    for edit in edits:
        if group and edit.first > end:
            yield group
            group = []
        group.append(edit)
        end = max(end, edit.last) if len(group) > 1 else edit.last
    if group:
        yield group


def _side(edits: Sequence[_Edit], old: list[str], new: list[str], first: int, last: int) -> str:
    parts: list[str] = []
    at = first
    for edit in edits:
        parts += old[at : edit.first] + new[edit.new_first : edit.new_last]
        at = edit.last
    return "".join(parts + old[at:last])


def _untouched(lines: list[str]) -> Piece:
    text = "".join(lines)
    return Piece(text, text, text)


def _one_after_the_other(first: str, second: str) -> str:
    # A last line without its end would run into the first line of the other.
    if not first or not second or first[-1] in "\r\n":
        return first + second
    return first + ("\r\n" if "\r\n" in first + second else "\n") + second
