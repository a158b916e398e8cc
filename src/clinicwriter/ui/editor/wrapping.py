"""Bold, italic and code as marks around words: put on, taken off, and seen under the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clinicwriter.ui.editor.inline import Kind, Stretch, find_stretches
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_blank, prefix_length

_MARKS = {Kind.STRONG: "**", Kind.EMPHASIS: "*", Kind.CODE: "`"}
_WORD = re.compile(r"\w(?:[\w'\u2019-]*\w)?")


def has_wrap(lines: Sequence[str], selection: Selection, kind: Kind) -> bool:
    """Say whether what is selected, or the word at the cursor, is marked so; also what is typed next."""
    if selection.is_empty and _is_typed_so(lines[selection.head.line], selection.head.column, kind):
        return True
    pieces = _pieces(lines, selection)
    return bool(pieces) and all(
        _around(lines[line], start, end, kind) is not None for line, start, end in pieces
    )


def toggle_wrap(lines: Sequence[str], selection: Selection, kind: Kind) -> Edit | None:
    """Mark what is selected, or take its marks off; ``None`` where marks would not be understood.

    A cursor at the end of marked words leaves them: what is typed next is not marked. Behind their marks
    it goes back to them.
    """
    passed = _pass_marks(lines, selection.head, kind) if selection.is_empty else None
    if passed is not None:
        return passed
    pieces = _pieces(lines, selection)
    if not pieces:
        return None
    if selection.is_empty and pieces[0][1] == pieces[0][2]:
        return _toggle_empty(lines, selection.head, kind)
    if has_wrap(lines, selection, kind):
        changes = [_unwrapped(lines[line], start, end, kind) for line, start, end in pieces]
    else:
        changes = [_wrapped(lines[line], start, end, kind) for line, start, end in pieces]
    return _joined(lines, selection, pieces, changes)


_Piece = tuple[int, int, int]
"""A line, and the first and last column of the words meant on it."""
_Change = tuple[str, int, int]
"""A line's new text, and where the words are now."""


def _pieces(lines: Sequence[str], selection: Selection) -> list[_Piece]:
    if selection.is_empty:
        line, column = selection.head
        word = _word_at(lines[line], column)
        return [(line, *word)]
    found = []
    for line in range(selection.start.line, selection.end.line + 1):
        start = selection.start.column if line == selection.start.line else 0
        end = selection.end.column if line == selection.end.line else len(lines[line])
        piece = _trimmed(lines[line], max(start, prefix_length(lines[line])), end)
        if piece is not None:
            found.append((line, *piece))
    return found


def _word_at(text: str, column: int) -> tuple[int, int]:
    for word in _WORD.finditer(text, max(0, column - 200), column + 200):
        if word.start() <= column <= word.end():
            return word.span()
    return column, column


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    if is_blank(words):
        return None
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _around(text: str, start: int, end: int, kind: Kind) -> Stretch | None:
    """Return the closest stretch of the kind that holds the words, marks selected with them or not."""
    holding = [
        stretch
        for stretch in find_stretches(text)
        if stretch.kind is kind
        and ((stretch.inner_start <= start and end <= stretch.inner_end) or _is_whole(stretch, start, end))
    ]
    return min(holding, key=lambda stretch: stretch.end - stretch.start, default=None)


def _is_whole(stretch: Stretch, start: int, end: int) -> bool:
    return stretch.start <= start <= stretch.inner_start and stretch.inner_end <= end <= stretch.end


def _wrapped(text: str, start: int, end: int, kind: Kind) -> _Change | None:
    if _around(text, start, end, kind) is not None:
        return text, start, end
    mark = _MARKS[kind]
    changed = f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"
    start, end = start + len(mark), end + len(mark)
    stretch = _around(changed, start, end, kind)
    if stretch is None or stretch.inner_end - stretch.inner_start > end - start + 2:
        return None
    return changed, start, end


def _unwrapped(text: str, start: int, end: int, kind: Kind) -> _Change | None:
    stretch = _around(text, start, end, kind)
    if stretch is None:
        return None
    words = text[stretch.inner_start : stretch.inner_end]
    changed = f"{text[: stretch.start]}{words}{text[stretch.end :]}"
    width = stretch.inner_start - stretch.start
    return changed, max(start, stretch.inner_start) - width, min(end, stretch.inner_end) - width


def _joined(
    lines: Sequence[str], selection: Selection, pieces: list[_Piece], changes: Sequence[_Change | None]
) -> Edit | None:
    first, last = pieces[0][0], pieces[-1][0]
    changed = list(lines[first : last + 1])
    for (line, _, _), change in zip(pieces, changes, strict=True):
        if change is None:
            return None
        changed[line - first] = change[0]
    assert changes[0] is not None and changes[-1] is not None
    if selection.is_empty:
        shift = changes[0][1] - pieces[0][1]
        column = min(max(selection.head.column + shift, changes[0][1]), changes[0][2])
        return Edit(first, len(changed), tuple(changed), Selection.at(first, column))
    start, end = Place(first, changes[0][1]), Place(last, changes[-1][2])
    is_forward = selection.anchor <= selection.head
    return Edit(
        first, len(changed), tuple(changed), Selection(start, end) if is_forward else Selection(end, start)
    )


def _is_typed_so(text: str, column: int, kind: Kind) -> bool:
    """Say whether what is typed at the cursor will be marked, though no word there is yet."""
    return _has_empty(text, column, kind) or _marks_behind(text, column, kind) is not None


def _pass_marks(lines: Sequence[str], place: Place, kind: Kind) -> Edit | None:
    """Take the cursor past the marks that end the words before it, out of them or back among them."""
    text = lines[place.line]
    goal = _marks_behind(text, place.column, kind)
    if goal is not None:
        # Blanks before closing marks would make these be no marks.
        bare = len(text[: place.column].rstrip(" "))
        changed = f"{text[:bare]}{text[place.column : goal]}{text[bare : place.column]}{text[goal:]}"
        return Edit(place.line, 1, (changed,), Selection.at(place.line, goal))
    ends = [one.inner_end for one in find_stretches(text) if one.kind is kind and one.end == place.column]
    if not ends or text[place.column : place.column + 1].isalnum():
        return None
    return Edit(place.line, 1, (text,), Selection.at(place.line, min(ends)))


def _marks_behind(text: str, column: int, kind: Kind) -> int | None:
    """Return where the marks end that stand right after the cursor and end the words before it."""
    bare = text[:column].rstrip(" ")
    stretch = _around(bare + text[column:], len(bare), len(bare), kind)
    if stretch is None:
        return None
    closing = (bare + text[column:])[len(bare) : stretch.end]
    if closing.strip("*_`") or len(bare) == stretch.inner_start:
        return None
    # Of "***" on both sides of bold italic words each part may be passed alone.
    is_together = bare.startswith(closing, stretch.start)
    return column + (stretch.end - stretch.inner_end if is_together else len(closing))


def _has_empty(text: str, column: int, kind: Kind) -> bool:
    """Say whether marks of the kind stand around the cursor with nothing between."""
    before, after = text[:column], text[column:]
    letter = _MARKS[kind][0]
    count = min(len(before) - len(before.rstrip(letter)), len(after) - len(after.lstrip(letter)))
    if kind is Kind.STRONG:
        return count in (2, 3)
    return count in (1, 3) if kind is Kind.EMPHASIS else count == 1


def _toggle_empty(lines: Sequence[str], place: Place, kind: Kind) -> Edit | None:
    """Put empty marks around a cursor that stands at no word, or take them away again."""
    text, mark = lines[place.line], _MARKS[kind]
    before, after = text[: place.column], text[place.column :]
    if _has_empty(text, place.column, kind):
        changed, column = before[: -len(mark)] + after[len(mark) :], place.column - len(mark)
    else:
        changed, column = f"{before}{mark}{mark}{after}", place.column + len(mark)
    return Edit(place.line, 1, (changed,), Selection.at(place.line, column))
