"""Where a text can be parted so that each part renders alone as it does within the whole.

A part begins after a blank line at a line that cannot belong to what stands before: not indented, no item,
quote or definition going on, no open fence, comment or tag. Too long a part is only slower; a wrong boundary
is found by the render of the whole text, which comes after each pause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FENCE: Final = re.compile(r"^( {0,3})(`{3,}(?=[^`]*$)|~{3,})")
_ITEM: Final = re.compile(r"^(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_DEFINES: Final = re.compile(r"^\*?\[[^\]]*\]:")
_DETAIL: Final = re.compile(r"^ {0,3}:(?:\s|$)")
_RAW_UNTIL: Final = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"^ {0,3}<\?"), re.compile(r"\?>")),
    (
        re.compile(r"^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
        re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE),
    ),
)
_TAG: Final = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|div|dl|figure|footer|form|header|main|nav|ol|section"
    r"|table|ul)(?=[\s>/]|$)",
    re.IGNORECASE,
)
_MOST_LINES_OF_A_TAG: Final = 400


class Segmenter:
    """Find the boundaries of a text's parts, by the rules of one engine."""

    def __init__(self, *, fences_must_close: bool) -> None:
        self._fences_must_close = fences_must_close

    def part_end(self, lines: Sequence[str], start: int) -> int:
        """Return the line after the part that begins at ``start``, blank lines at its end included."""
        return _Scan(lines, start, self._fences_must_close).end()


class _Scan:
    """One part's scan (state that changes: the line it is at and what is open there)."""

    def __init__(self, lines: Sequence[str], start: int, fences_must_close: bool) -> None:
        self._lines = lines
        self._at = start
        self._fences_must_close = fences_must_close
        self._has_list = self._has_quote = self._has_details = False

    def end(self) -> int:
        """Take groups of lines between blank ones until one can stand alone."""
        self._skip_blank()
        is_first = True
        while self._at < len(self._lines):
            if not is_first and not self._joins():
                return self._at
            is_first = False
            self._take_group()
            self._skip_blank()
        return len(self._lines)

    def _skip_blank(self) -> None:
        while self._at < len(self._lines) and not self._lines[self._at].strip():
            self._at += 1

    def _joins(self) -> bool:
        """Say whether the group that begins here may belong to what stands before it."""
        line = self._lines[self._at]
        if line[0] in " \t:" or not line[0].isprintable():
            return True
        is_open = self._has_list or self._has_quote or self._has_details
        return is_open and (
            (self._has_list and bool(_ITEM.match(line)))
            or (self._has_quote and line[0] == ">")
            or bool(_DEFINES.match(line))
            or (self._has_details and self._details_follow())
        )

    def _details_follow(self) -> bool:
        at = self._at
        while at < len(self._lines) and self._lines[at].strip():
            if _DETAIL.match(self._lines[at]):
                return True
            at += 1
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        return at < len(self._lines) and bool(_DETAIL.match(self._lines[at]))

    def _take_group(self) -> None:
        """Take lines up to a blank one that is not inside something open."""
        self._note_kind(self._lines[self._at])
        depth = 0
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() and (depth <= 0 or not self._closes(depth)):
                return
            self._note_line(line)
            depth += self._take_line(line)

    def _closes(self, depth: int) -> bool:
        """Say whether so many open tags are closed further down, not too far away."""
        for line in self._lines[self._at : self._at + _MOST_LINES_OF_A_TAG]:
            if "<" in line:
                depth += _tag_depth(line)
                if depth <= 0:
                    return True
        return False

    def _note_line(self, line: str) -> None:
        if _DETAIL.match(line):
            self._has_details = True
        elif _ITEM.match(line):
            self._has_list = True
        elif line.lstrip(" ").startswith(">"):
            self._has_quote = True

    def _note_kind(self, line: str) -> None:
        if _DEFINES.match(line):
            return  # leaves nothing behind: what stood before it still is the last element
        if line[0] not in " \t:":
            self._has_list = self._has_quote = self._has_details = False
        self._has_list = self._has_list or bool(_ITEM.match(line.lstrip(" ")))
        self._has_quote = self._has_quote or line.lstrip(" ")[0] == ">"

    def _take_line(self, line: str) -> int:
        """Go on behind the line, or behind what it opens; return by how much the depth of tags changes."""
        fence = _FENCE.match(line)
        if fence and not (fence[1] and (self._has_list or self._fences_must_close)):
            self._at = self._fence_end(fence[2])
            return 0
        if "<" not in line:
            self._at += 1
            return 0
        end = self._raw_end(line)
        if end is not None:
            self._at = end
            return 0
        self._at += 1
        return _tag_depth(line)

    def _fence_end(self, fence: str) -> int:
        if self._fences_must_close:
            closing = re.compile(rf"{re.escape(fence)}[ ]*$")
        else:
            closing = re.compile(rf"^ {{0,3}}{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$")
        for at in range(self._at + 1, len(self._lines)):
            if closing.match(self._lines[at]):
                return at + 1
        return self._at + 1 if self._fences_must_close else len(self._lines)

    def _raw_end(self, line: str) -> int | None:
        for opening, closing in _RAW_UNTIL:
            found = opening.search(line)
            if found is None:
                continue
            if closing.search(line, found.end()):
                return None
            for at in range(self._at + 1, len(self._lines)):
                if closing.search(self._lines[at]):
                    return at + 1
        return None


def _tag_depth(line: str) -> int:
    return sum(-1 if found[1] else 1 for found in _TAG.finditer(line))
