"""The title of a text from elsewhere, and headings that begin one level below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clinicwriter.importing.blocks import Block, Letters, Paragraph

DEEPEST_HEADING = 6
LONGEST_TITLE = 110
"""Letters."""


def plain_words(block: Paragraph) -> str:
    """Return a paragraph's words without marks."""
    words = "".join(part.text if isinstance(part, Letters) else " " for part in block.inlines)
    return " ".join(words.split())


def taken_title(blocks: Sequence[Block], *, otherwise: str = "") -> tuple[str, list[Block]]:
    """Return a text's title and the rest.

    The title is its first heading, if that is of the first level and the only such one or above everything;
    then ``otherwise``; then a first line that looks like one. "" where there is none.
    """
    tops = [block for block in blocks if isinstance(block, Paragraph) and block.level == 1]
    if tops and (blocks[0] is tops[0] or len(tops) == 1):
        return plain_words(tops[0]), [block for block in blocks if block is not tops[0]]
    first = blocks[0] if len(blocks) > 1 else None
    if otherwise or not isinstance(first, Paragraph) or first.level or not _looks_like_title(first):
        return otherwise, list(blocks)
    return plain_words(first), list(blocks[1:])


def _looks_like_title(paragraph: Paragraph) -> bool:
    """Say whether a first paragraph is short, of one line, and no sentence."""
    words = plain_words(paragraph)
    is_text = all(isinstance(part, Letters) and not part.target for part in paragraph.inlines)
    return is_text and 0 < len(words) <= LONGEST_TITLE and words[-1] not in ".,;:"


def with_lower_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with their headings from the second level on: the first is the article's title."""
    levels = [block.level for block in blocks if isinstance(block, Paragraph) and block.level]
    if 1 not in levels:
        return list(blocks)
    return [
        replace(block, level=min(block.level + 1, DEEPEST_HEADING))
        if isinstance(block, Paragraph) and block.level
        else block
        for block in blocks
    ]
