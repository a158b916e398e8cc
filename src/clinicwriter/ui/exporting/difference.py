"""What changes in a file, as lines that a person can read."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from clinicwriter.ui.differing import Span, differing_spans

CONTEXT_LINES = 2
LONGEST_LINE = 600
"""Characters shown of one line; finished pages may have very long ones."""
ROUND_A_MARK = 120
"""Characters shown before and after the marked words of a line that is too long to be shown whole."""
MOST_PAIRS = 2500
"""Pairs of lines that are looked at for the one that another came from."""
LEAST_ALIKE = 0.3
"""So much of two lines must be the same for their words to be compared: else the whole line is another."""
MOST_LINES = 2000
"""Changed lines shown of one file; the sentence in the list says how many there are."""

MANY_LINES = 400
"""In texts of more lines, those that come again and again, such as empty ones, are no places to begin from:
the matcher would try each against each, for seconds where every paragraph is another.
"""


class LineKind(StrEnum):
    """How a line stands in the difference."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"
    NOTE = "note"
    """Said about the file in words; no line of it."""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One line of a difference, without its line end.

    ``marks`` say which of its words differ, none where words only came; ``None`` means the line as a whole.
    """

    kind: LineKind
    text: str
    marks: tuple[Span, ...] | None = None


def readable_difference(before: bytes | None, after: bytes | None) -> tuple[DifferenceLine, ...]:
    """Return the lines that go and come, each with a little of what stands around it."""
    old, new = _lines(before), _lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > MANY_LINES)
    lines: list[DifferenceLine] = []
    for group in matcher.get_grouped_opcodes(CONTEXT_LINES):
        if lines or group[0][1] > 0:
            lines.append(DifferenceLine(LineKind.GAP, ""))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += _of_kind(LineKind.SAME, old[i1:i2])
            else:
                changed = _changed_paragraphs(old[i1:i2], new[j1:j2])
                lines += islice(changed, max(0, MOST_LINES + 1 - len(lines)))
        if len(lines) > MOST_LINES:
            return (*lines[:MOST_LINES], DifferenceLine(LineKind.GAP, ""))
    return tuple(lines)


def _changed_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[DifferenceLine]:
    """Yield what changed paragraph by paragraph, where the same empty lines part them in both texts."""
    empty, new_empty = ([row for row, text in enumerate(texts) if not text] for texts in (old, new))
    if len(old) != len(new) or empty != new_empty:
        yield from changed_lines(old, new)
        return
    begin = 0
    for row in (*empty, len(old)):
        yield from changed_lines(old[begin:row], new[begin:row])
        yield from _of_kind(LineKind.SAME, old[row : row + 1])
        begin = row + 1


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[DifferenceLine]:
    """Yield lines that went and the lines that came for them, with the words marked that differ."""
    pairs = list(_pairs(old, new))
    marks = {(row, new_row): differing_spans(old[row], new[new_row]) for row, new_row in pairs}
    for kind, texts, side in ((LineKind.REMOVED, old, 0), (LineKind.ADDED, new, 1)):
        by_row = {
            pair[side]: spans[side] for pair, spans in marks.items() if _are_alike(old, new, pair, spans)
        }
        for row, text in enumerate(texts):
            yield _line(kind, text, by_row.get(row))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which line became which, in order: the next that is most like it."""
    if len(old) * len(new) > MOST_PAIRS:
        if len(old) == len(new):
            yield from enumerate(range(len(new)))
        return
    words, new_words = ([Counter(text.split()) for text in texts] for texts in (old, new))
    begin = 0
    for row, mine in enumerate(words):
        shares = [_share(mine, theirs) for theirs in new_words[begin:]]
        best = max(shares, default=0.0)
        if best >= LEAST_ALIKE:
            at = begin + shares.index(best)
            yield row, at
            begin = at + 1


def _share(mine: Counter[str], theirs: Counter[str]) -> float:
    longer = max(mine.total(), theirs.total())
    return (mine & theirs).total() / longer if longer else 0.0


def _are_alike(
    old: Sequence[str],
    new: Sequence[str],
    pair: tuple[int, int],
    spans: tuple[tuple[Span, ...], tuple[Span, ...]],
) -> bool:
    if not any(spans):
        return False  # blanks alone differ
    marked = max(sum(end - start for start, end in side) for side in spans)
    longer = max(len(old[pair[0]]), len(new[pair[1]]))
    return marked <= longer * (1 - LEAST_ALIKE)


def _line(kind: LineKind, text: str, marks: tuple[Span, ...] | None = None) -> DifferenceLine:
    """Return a line; of a very long one its beginning, or what stands around its marks."""
    if len(text) <= LONGEST_LINE:
        return DifferenceLine(kind, text, marks)
    first, last = (marks[0][0], marks[-1][1]) if marks else (0, 0)
    start = max(0, first - ROUND_A_MARK) if first > LONGEST_LINE // 2 else 0
    end = min(max(start + LONGEST_LINE, last + ROUND_A_MARK), start + 4 * LONGEST_LINE, len(text))
    before = "\N{HORIZONTAL ELLIPSIS}" if start else ""
    by = len(before) - start
    shown = tuple((one[0] + by, min(one[1], end) + by) for one in marks or () if one[0] < end)
    after = "\N{HORIZONTAL ELLIPSIS}" if end < len(text) else ""
    return DifferenceLine(kind, f"{before}{text[start:end]}{after}", shown if marks is not None else None)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n") if data else []


def _of_kind(kind: LineKind, texts: Sequence[str]) -> list[DifferenceLine]:
    return [_line(kind, text) for text in texts]
