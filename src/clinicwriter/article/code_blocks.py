"""Where the code blocks of a text stand, found line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .entries import Span
from .lines import split_lines

_FENCE: Final = re.compile(
    r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]){0,40}(?P<fence>`{3,}|~{3,})(?P<rest>[^\r\n]*)"
)
_ITEM: Final = re.compile(r"[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])(?P<gap>[ \t]{1,4}(?=\S)|[ \t])")
_EXPORTS: Final = ("export const ", "export default ", "export {", "export function ")
_TAB: Final = 4
_CODE_INDENT: Final = 4


def code_blocks(text: str) -> list[Span]:
    """Return the blocks between fences or behind four blanks, and a page's lines that take parts in.

    A fence that nothing closes begins none: some sites show what is behind it as words.
    """
    lines = split_lines(text)
    reader = _Reader(_longest_closings(lines))
    position = 0
    for line in lines:
        reader.take(line, Span(position, position + len(line)))
        position += len(line)
    return reader.blocks


@dataclass(slots=True)
class _Reader:
    """Read lines in their order. State: the blocks so far, and what the next line stands in."""

    closings: Sequence[Mapping[str, int]]
    blocks: list[Span] = field(default_factory=list)
    _number: int = -1
    _fence: str = ""
    _in_import: bool = False
    _columns: list[int] = field(default_factory=list)
    """Where the text of each list item begins that the line may belong to."""
    _after_blank: bool = True
    _after_code: bool = False

    def take(self, line: str, span: Span) -> None:
        """Read one line."""
        self._number += 1
        is_code = self._reads_fence(line) or self._reads_import(line) or self._reads_indent(line)
        if is_code:
            self.blocks.append(span)
        self._after_blank = not line.strip()
        self._after_code = is_code or (self._after_code and self._after_blank)

    def _reads_fence(self, line: str) -> bool:
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if self._fence:
            if found and found["fence"].startswith(self._fence) and not found["rest"].strip():
                self._fence = ""
            return True
        if found and (found["fence"][0] == "~" or "`" not in found["rest"]):
            if self.closings[self._number].get(found["fence"][0], 0) < len(found["fence"]):
                return False
            self._fence = found["fence"]
            return True
        return False

    def _reads_import(self, line: str) -> bool:
        """Say whether a line is one of those that tell an MDX page what it uses."""
        code = line.rstrip(" \t\r\n;")
        ends = code.endswith(("'", '"'))
        if self._in_import:
            self._in_import = bool(code) and not ends
            return True
        if line.startswith(("import {", "import type {")) and "}" not in line:
            self._in_import = True
            return True
        is_import = line.startswith("import ") and ends
        return is_import or line.startswith(_EXPORTS)

    def _reads_indent(self, line: str) -> bool:
        """Say whether a line is code because of the blanks before it: more than its list item has."""
        content = line.lstrip(" \t")
        # A page's own tags are set in as well, which makes them no code.
        if not content.strip() or content.startswith("<"):
            return False
        indent = _width(line[: len(line) - len(content)])
        item = _ITEM.match(line)
        if self._after_blank or item:
            while self._columns and indent < self._columns[-1]:
                self._columns.pop()
        floor = self._columns[-1] if self._columns else 0
        may_begin = self._after_blank and not (item and self._columns)
        if indent >= floor + _CODE_INDENT and (self._after_code or may_begin):
            return True
        if item:
            self._columns.append(_width(item[0]))
        return False


def _longest_closings(lines: Sequence[str]) -> list[Mapping[str, int]]:
    """Return for each line, by its sign, the longest fence below it that may close one."""
    longest: Mapping[str, int] = {}
    found: list[Mapping[str, int]] = []
    for line in reversed(lines):
        found.append(longest)
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence and not fence["rest"].strip():
            sign, length = fence["fence"][0], len(fence["fence"])
            if length > longest.get(sign, 0):
                longest = {**longest, sign: length}
    found.reverse()
    return found


def _width(blanks: str) -> int:
    """Return the column that a line's beginning reaches."""
    column = 0
    for letter in blanks:
        column += _TAB - column % _TAB if letter == "\t" else 1
    return column
