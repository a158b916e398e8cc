"""Which words of two texts differ, so that they can be marked."""

from __future__ import annotations

import re

from clinicwriter.safekeeping.differing import differing_runs

_WORD = re.compile(r"(?:\w+(?:['\u2019-]\w+)*|[^\w\s])\s*|\s+")
MOST_WORDS = 40_000
"""Longer texts are marked as a whole: comparing their words would take too long."""

Span = tuple[int, int]
"""From one character up to another, which is not in it."""


def differing_spans(mine: str, theirs: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what to mark in each of two texts: the words that the other one has not."""
    my, their = _WORD.findall(mine), _WORD.findall(theirs)
    if len(my) + len(their) > MOST_WORDS:
        return ((0, len(mine)),), ((0, len(theirs)),)
    # A word is the same word whatever blanks follow it.
    mine_known, theirs_known = ([word.strip() for word in words] for words in (my, their))
    runs = list(differing_runs(mine_known, theirs_known))
    return (
        _spans(my, [(run.first, run.last) for run in runs]),
        _spans(their, [(run.new_first, run.new_last) for run in runs]),
    )


def _spans(words: list[str], runs: list[Span]) -> tuple[Span, ...]:
    """Return where runs of words stand, without the blanks behind them."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return tuple(
        (starts[first], starts[last] - (len(words[last - 1]) - len(words[last - 1].rstrip())))
        for first, last in runs
        if first < last
    )
