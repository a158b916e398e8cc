"""What changes in a file, as lines that a person can read."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CONTEXT_LINES = 2
LONGEST_LINE = 600
"""Characters shown of one line; finished pages may have very long ones."""
MOST_LINES = 2000
"""Changed lines shown of one file; the sentence in the list says how many there are."""


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
    """One line of a difference, without its line end."""

    kind: LineKind
    text: str


def readable_difference(before: bytes | None, after: bytes | None) -> tuple[DifferenceLine, ...]:
    """Return the lines that go and come, each with a little of what stands around it."""
    old, new = _lines(before), _lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > MOST_LINES)
    lines: list[DifferenceLine] = []
    for group in matcher.get_grouped_opcodes(CONTEXT_LINES):
        if lines or group[0][1] > 0:
            lines.append(DifferenceLine(LineKind.GAP, ""))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += _of_kind(LineKind.SAME, old[i1:i2])
            else:
                lines += _of_kind(LineKind.REMOVED, old[i1:i2])
                lines += _of_kind(LineKind.ADDED, new[j1:j2])
        if len(lines) > MOST_LINES:
            return (*lines[:MOST_LINES], DifferenceLine(LineKind.GAP, ""))
    return tuple(lines)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n") if data else []


def _of_kind(kind: LineKind, texts: Sequence[str]) -> list[DifferenceLine]:
    return [DifferenceLine(kind, text[:LONGEST_LINE] + ("…" * (len(text) > LONGEST_LINE))) for text in texts]
