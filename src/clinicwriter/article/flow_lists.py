"""Changing a list between brackets: kept items stay as they were written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from .entries import Entry


def list_steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes another, as ``difflib`` opcodes."""
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def edited_flow(source: str, entry: Entry, values: Sequence[str], write: Callable[[str], str]) -> str:
    """Return the source of a list between brackets with other items; ``write`` makes a new item's source."""
    spans = entry.item_spans
    between = [source[left.end : right.start] for left, right in pairwise(spans)]
    usual = between[-1] if between and "#" not in between[-1] else ", "
    parts: list[str] = []
    for tag, i1, i2, j1, j2 in list_steps(entry.items or (), values):
        for index, value in enumerate(values[j1:j2], i1):
            # An item in the place of another one stands after the same comma, line end and comment.
            parts.append(between[index - 1] if 0 < index < i2 else usual)
            parts.append(source[slice(*spans[index])] if tag == "equal" else write(value))
    before = source[entry.value.start : spans[0].start]
    return before + "".join(parts[1:]) + source[spans[-1].end : entry.value.end]
