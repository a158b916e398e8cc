"""Headings, lists and quotes: the marks before whole lines, put on and taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import (
    heading_level,
    heading_prefix,
    is_blank,
    is_row,
    quote_prefix,
    read_item,
)


class ListKind(Enum):
    """The two kinds of list."""

    BULLETS = "bullets"
    NUMBERS = "numbers"


def has_list(lines: Sequence[str], selection: Selection, kind: ListKind) -> bool:
    """Say whether every line meant is an item of a list of this kind."""
    wanted = kind is ListKind.NUMBERS
    items = [read_item(lines[line]) for line in _meant(lines, selection)]
    return bool(items) and all(item is not None and item.is_numbered == wanted for item in items)


def has_quote(lines: Sequence[str], selection: Selection) -> bool:
    """Say whether every line meant is quoted."""
    meant = _meant(lines, selection)
    return bool(meant) and all(quote_prefix(lines[line]) for line in meant)


def toggle_list(lines: Sequence[str], selection: Selection, kind: ListKind) -> Edit | None:
    """Make the lines meant a list, or plain lines again."""
    if has_list(lines, selection, kind):
        return _rewritten(lines, selection, _without_item)
    count = 0

    def as_item(text: str) -> str:
        nonlocal count
        if is_blank(text) and not selection.is_empty and selection.start.line != selection.end.line:
            return text
        count += 1
        item = read_item(text)
        lead = f"{item.quote}{item.indent}" if item else quote_prefix(text)
        words = item.text if item else _bare(text[len(lead) :])
        return f"{lead}{'-' if kind is ListKind.BULLETS else f'{count}.'} {words}"

    return _rewritten(lines, selection, as_item, is_own_neighbour=lambda text: read_item(text) is not None)


def toggle_quote(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Quote the lines meant, or take one quote mark off each."""
    if has_quote(lines, selection):
        return _rewritten(lines, selection, _without_quote)
    return _rewritten(
        lines,
        selection,
        lambda text: f"> {text}" if text else ">",
        is_own_neighbour=lambda text: bool(quote_prefix(text)),
    )


def set_heading(lines: Sequence[str], selection: Selection, level: int) -> Edit | None:
    """Make the lines meant headings of this level, plain when they are that already or for level 0."""
    meant = _meant(lines, selection)
    if level and meant and all(heading_level(lines[line]) == level for line in meant):
        level = 0

    def as_heading(text: str) -> str:
        if is_blank(text) and not selection.is_empty:
            return text
        item = read_item(text)
        words = item.text if item and not heading_prefix(text) else _bare(text)
        return f"{'#' * level} {words}" if level else words

    return _rewritten(lines, selection, as_heading, is_own_neighbour=None if level else lambda _: True)


def _meant(lines: Sequence[str], selection: Selection) -> list[int]:
    span = range(selection.start.line, selection.last_line + 1)
    filled = [line for line in span if not is_blank(lines[line])]
    return filled or list(span)[:1]


def _bare(text: str) -> str:
    text = text.lstrip(" \t")
    return text[len(heading_prefix(text)) :]


def _without_item(text: str) -> str:
    item = read_item(text)
    return f"{item.quote}{item.text}" if item else text


def _without_quote(text: str) -> str:
    stripped = text.lstrip(" ")
    if not stripped.startswith(">"):
        return text
    return stripped[2:] if stripped.startswith("> ") else stripped[1:]


def _rewritten(
    lines: Sequence[str],
    selection: Selection,
    change: Callable[[str], str],
    *,
    is_own_neighbour: Callable[[str], bool] | None = lambda _: True,
) -> Edit | None:
    """Rewrite the lines meant; set them apart by blank lines from neighbours that are not their own."""
    first, last = selection.start.line, selection.last_line
    before = lines[first : last + 1]
    after = [change(text) for text in before]
    if list(before) == after:
        return None

    def needs_gap(line: int) -> bool:
        inside = 0 <= line < len(lines) and not is_blank(lines[line])
        return inside and (is_own_neighbour is None or not is_own_neighbour(lines[line]))

    above, below = int(needs_gap(first - 1)), int(needs_gap(last + 1))
    inserted = ("",) * above + tuple(after) + ("",) * below

    def moved(place: Place) -> Place:
        if place.line > last:
            return Place(place.line + above, place.column)
        row = place.line - first
        from_end = len(before[row]) - place.column
        return Place(place.line + above, max(0, len(after[row]) - from_end))

    return Edit(first, len(before), inserted, Selection(moved(selection.anchor), moved(selection.head)))


def is_structured(text: str) -> bool:
    """Say whether a line is more than plain words: a heading, an item, a quote or a table's row."""
    return bool(heading_level(text) or read_item(text) or quote_prefix(text) or is_row(text))
