"""Lists of programs that write each item as a paragraph of its own: Word's, and those of Word on the web."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clinicwriter.importing.blocks import Block, Listing, ListLine, Paragraph
from clinicwriter.importing.tree import Element

_WORD_LEVEL = re.compile(r"\blevel(\d)")
_NUMBER = re.compile(r"\(?(\d{1,9}|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)


def word_level(element: Element) -> int:
    """Return how deep in a list Word means a paragraph to be, from 1; 0 for none."""
    found = _WORD_LEVEL.search(element.style("mso-list"))
    return int(found[1]) if found and element.tag == "p" else 0


def web_level(item: Element) -> int:
    """Return how deep Word on the web means an item of a list to be, from 1; 0 for none."""
    said = item.attributes.get("data-aria-level", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else 0


def sign_of(paragraph: Element) -> tuple[bool, int]:
    """Return whether Word's own sign of an item is a number, and which one."""
    signs = [part.text() for part in paragraph.elements() if "ignore" in part.style("mso-list")]
    found = _NUMBER.match("".join(signs).strip())
    if not found:
        return False, 0
    return True, int(found[1]) if found[1].isascii() and found[1].isdigit() else 1


def join_lines(blocks: Sequence[Block]) -> list[Block]:
    """Make lists of the paragraphs that are meant as items."""
    joined: list[Block] = []
    waiting: list[ListLine] = []
    for block in (*blocks, None):
        if isinstance(block, ListLine):
            waiting.append(block)
            continue
        joined += _lists_from(waiting)
        waiting = []
        if block is not None:
            joined.append(block)
    return joined


def _lists_from(lines: Sequence[ListLine]) -> list[Block]:
    lists: list[Block] = []
    position = 0
    while position < len(lines):
        first = lines[position]
        items: list[tuple[Block, ...]] = []
        while position < len(lines) and _goes_on(first, lines[position]):
            end = position + 1
            while end < len(lines) and lines[end].level > first.level:
                end += 1
            items.append((Paragraph(lines[position].inlines), *_lists_from(lines[position + 1 : end])))
            position = end
        lists.append(Listing(tuple(items), first.is_numbered, max(first.number, 1)))
    return lists


def _goes_on(first: ListLine, line: ListLine) -> bool:
    """Say whether a line goes on with the list that begins with ``first``."""
    if line.level != first.level:
        return line.level > first.level
    return line.is_numbered == first.is_numbered
