"""What kramdown (Jekyll) does otherwise than Python-Markdown, mended in the lines before they are parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"^( *)([-*+]|\d{1,9}\.) +(?=\S)")
_PLAIN: Final = re.compile(r"^\s{0,3}[^\s#>|`~:<=-]")
_DEEPEST: Final = 40


class KramdownExtension(Extension):
    """Put the repairs around the other steps."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the repairs: of lines after their ends were made even (30), of the tree at its end."""
        md.preprocessors.register(_Repairs(md), "kramdown_repairs", 29)
        md.treeprocessors.register(_Unnumbered(md), "kramdown_unnumbered", 1)


class _Unnumbered(Treeprocessor):
    """Begin every numbered list at one, as kramdown does."""

    def run(self, root: ElementTree.Element) -> None:
        for numbered in root.iter("ol"):
            numbered.attrib.pop("start", None)


@dataclass(frozen=True, slots=True)
class _Item:
    indent: int
    content: int


class _Repairs(Preprocessor):
    """Let lists begin after a paragraph and nest at two spaces; let a backslash break a line."""

    def run(self, lines: list[str]) -> list[str]:
        return _Repair().run(lines)


class _Repair:
    """One pass over a text's lines (state that changes: the list items and the fence that are open)."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._fence = ""
        self._after = ""
        self._result: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        for line in lines:
            self._take(line)
            self._after = line
        return self._result

    def _take(self, line: str) -> None:
        fence = _FENCE.match(line)
        if self._fence or fence:
            self._take_code(line, fence[1] if fence else "")
            return
        item = _ITEM.match(line)
        if item and (self._items or len(item[1]) < 4):
            self._take_item(line, item)
        elif not line.strip():
            self._result.append(line)
        else:
            self._result.append(_with_break(self._indented(line)))

    def _take_code(self, line: str, fence: str) -> None:
        if not self._fence:
            self._fence = fence
        elif fence.startswith(self._fence) and not line.strip().strip(fence[0]):
            self._fence = ""
        self._result.append(line)

    def _take_item(self, line: str, item: re.Match[str]) -> None:
        indent = len(item[1])
        while self._items and indent < self._items[-1].indent + 2:
            self._items.pop()
        if not self._items and _PLAIN.match(self._after) and not _ITEM.match(self._after):
            self._result.append("")
        depth = min(len(self._items), _DEEPEST)
        self._items.append(_Item(indent, item.end()))
        self._result.append("    " * depth + _with_break(line[indent:]))

    def _indented(self, line: str) -> str:
        """Move a later paragraph of an item to where Python-Markdown looks for it."""
        if not self._items or self._after.strip():
            return line
        indent = len(line) - len(line.lstrip(" "))
        while self._items and indent < self._items[-1].indent + 2:
            self._items.pop()
        if not self._items:
            return line
        rest = max(0, indent - self._items[-1].content)
        return "    " * min(len(self._items), _DEEPEST) + " " * rest + line.lstrip(" ")


def _with_break(line: str) -> str:
    return line[:-1] + "  " if line.endswith("\\") and not line.endswith("\\\\") else line
