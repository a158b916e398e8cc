"""Which runs of lines differ between two texts, quickly also for long texts with many equal lines."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LARGEST_PUZZLE = 250_000
"""The matcher's time grows with the product of the line counts; a run beyond this is changed as a whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines first..last-1 of the old text became lines new_first..new_last-1 of the new one."""

    first: int
    last: int
    new_first: int
    new_last: int


def differing_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield the runs that differ, in order, with at least one equal line between any two.

    Lines that stand once in each text are fixed points first; only what lies between them is puzzled out.
    """
    yield from _runs(old, new, Run(0, len(old), 0, len(new)))


def _runs(old: Sequence[str], new: Sequence[str], within: Run) -> Iterator[Run]:
    run = _without_equal_ends(old, new, within)
    height, width = run.last - run.first, run.new_last - run.new_first
    if not height and not width:
        return
    anchors = _anchors(old, new, run) if height and width else []
    if anchors:
        at, new_at = run.first, run.new_first
        for line, new_line in [*anchors, (run.last, run.new_last)]:
            yield from _runs(old, new, Run(at, line, new_at, new_line))
            at, new_at = line + 1, new_line + 1
    elif 0 < height * width <= LARGEST_PUZZLE:
        yield from _puzzled_out(old, new, run)
    else:
        yield run


def _without_equal_ends(old: Sequence[str], new: Sequence[str], run: Run) -> Run:
    first, last, new_first, new_last = run.first, run.last, run.new_first, run.new_last
    while first < last and new_first < new_last and old[first] == new[new_first]:
        first, new_first = first + 1, new_first + 1
    while first < last and new_first < new_last and old[last - 1] == new[new_last - 1]:
        last, new_last = last - 1, new_last - 1
    return Run(first, last, new_first, new_last)


def _anchors(old: Sequence[str], new: Sequence[str], run: Run) -> list[tuple[int, int]]:
    """Pair the lines that stand once in each, and keep the longest row of pairs in one order."""
    counts = Counter(old[run.first : run.last])
    new_counts = Counter(new[run.new_first : run.new_last])
    places = {new[line]: line for line in range(run.new_first, run.new_last)}
    pairs = [
        (line, places[old[line]])
        for line in range(run.first, run.last)
        if counts[old[line]] == 1 and new_counts[old[line]] == 1
    ]
    return _longest_row(pairs)


def _longest_row(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_, new_line) in enumerate(pairs):
        at = bisect_left(ends, new_line)
        ends[at : at + 1] = [new_line]
        before.append(rows[at - 1] if at else -1)
        rows[at : at + 1] = [number]
    row = []
    number = rows[-1] if rows else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _puzzled_out(old: Sequence[str], new: Sequence[str], run: Run) -> Iterator[Run]:
    matcher = SequenceMatcher(
        None, old[run.first : run.last], new[run.new_first : run.new_last], autojunk=False
    )
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            yield Run(
                run.first + first, run.first + last, run.new_first + new_first, run.new_first + new_last
            )
