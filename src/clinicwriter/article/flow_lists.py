"""Changing a list between brackets: kept items stay as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from .entries import Entry, Span, splice
from .lines import line_start

_AFTER_ITEM: Final = re.compile(r"(?P<comma>[ \t]*,)?[ \t]*(?:#[^\r\n]*)?(?P<end>\r\n|\n|\r)")


def list_steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes another, as ``difflib`` opcodes."""
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def edited_flow(source: str, entry: Entry, values: Sequence[str], write: Callable[[str], str]) -> str:
    """Return the source of a list between brackets with other items; ``write`` makes a new item's source."""
    if rows := _rows(source, entry):
        return _with_pieces(source, entry, _row_pieces(source, rows, entry.items or (), values, write))
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


class _Row(NamedTuple):
    """A line that has one item of a list, its comma and its comment to itself."""

    start: int
    item: Span
    comma: Span
    end: int
    line_end: str


def emptied_flow(source: str, entry: Entry) -> str:
    """Return the source of a list without its items and with the remarks that are none of an item's."""
    pieces = [(row.start, row.end, "") for row in _rows(source, entry)]
    emptied = _with_pieces(source, entry, pieces) if pieces else ""
    return emptied if "#" in emptied else "[]"


def _rows(source: str, entry: Entry) -> list[_Row]:
    """Return the lines of a list's items, none where they do not stand on lines of their own."""
    rows = []
    for span in entry.item_spans:
        start = line_start(source, span.start)
        rest = _AFTER_ITEM.match(source, span.end)
        if start <= entry.value.start or source[start : span.start].strip(" \t") or rest is None:
            return []
        comma = Span(*rest.span("comma")) if rest["comma"] else Span(span.end, span.end)
        rows.append(_Row(start, span, comma, rest.end(), rest["end"]))
    return rows if all(row.comma.start < row.comma.end for row in rows[:-1]) else []


def _row_pieces(
    source: str, rows: list[_Row], old: Sequence[str], values: Sequence[str], write: Callable[[str], str]
) -> list[tuple[int, int, str]]:
    """Return what changes: an item goes with its line, a new one gets a line, the others keep theirs."""
    pieces: list[tuple[int, int, str]] = []
    last = rows[-1]
    ends_with_comma = last.comma.start < last.comma.end
    kept = set(range(len(rows)))
    for tag, i1, i2, j1, j2 in list_steps(old, values):
        if tag == "equal":
            continue
        paired = min(i2 - i1, j2 - j1)
        pieces += [(*rows[i1 + n].item, write(values[j1 + n])) for n in range(paired)]
        pieces += [(rows[index].start, rows[index].end, "") for index in range(i1 + paired, i2)]
        kept -= set(range(i1 + paired, i2))
        new = values[j1 + paired : j2]
        if not new:
            continue
        beside = rows[max(i1 + paired - 1, 0)]
        begin = source[beside.start : beside.item.start]
        lines = "".join(f"{begin}{write(value)},{beside.line_end}" for value in new)
        place = beside.end if i1 + paired else beside.start
        if beside is last and i1 + paired and not ends_with_comma:
            lines = lines.removesuffix("," + beside.line_end) + beside.line_end
            pieces.append((last.item.end, last.item.end, ","))
        pieces.append((place, place, lines))
    if kept and not ends_with_comma and max(kept) < len(rows) - 1:
        pieces.append((*rows[max(kept)].comma, ""))
    return pieces


def _with_pieces(source: str, entry: Entry, pieces: list[tuple[int, int, str]]) -> str:
    start, end = entry.value
    text = source[start:end]
    for first, last, new in sorted(pieces, reverse=True):
        text = splice(text, first - start, last - start, new)
    return text
