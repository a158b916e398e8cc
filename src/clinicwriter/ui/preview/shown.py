"""The blocks that the page shows, as the program knows them.

State that changes: the list of blocks, by each answer of the renderer in turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from clinicwriter.rendering import Block, BlockSwap


class ShownBlocks:
    """Hold the blocks of the page in their order. They cover the text's lines without a gap."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []

    def __len__(self) -> int:
        return len(self._blocks)

    @property
    def html(self) -> str:
        """Return the text of the page as HTML."""
        return "".join(block.html for block in self._blocks)

    @property
    def line_count(self) -> int:
        """Return how many lines the blocks cover."""
        return sum(block.line_count for block in self._blocks)

    def lines_of(self, index: int) -> range | None:
        """Return the lines of a block; ``None`` where there is no such block (any more)."""
        if not 0 <= index < len(self._blocks):
            return None
        first = sum(block.line_count for block in islice(self._blocks, index))
        return range(first, first + max(1, self._blocks[index].line_count))

    def lines_with(self, line: int) -> range | None:
        """Return the lines of what a line belongs to on the page: of an inner element that begins a line
        (an entry, a row), or else of the whole block.
        """
        for first, block in self.with_lines():
            if first <= line < first + block.line_count:
                begins = sorted({0, block.line_count, *(mark.line for mark in block.marks if not mark.word)})
                at = bisect_right(begins, line - first)
                return range(first + begins[at - 1], first + begins[at])
        return None

    def with_lines(self) -> Iterator[tuple[int, Block]]:
        """Give each block with its first line as it is now."""
        line = 0
        for block in self._blocks:
            yield line, block
            line += block.line_count

    def take(self, swaps: Sequence[BlockSwap]) -> None:
        """Swap what an answer swaps."""
        for swap in swaps:
            self._blocks[swap.first : swap.first + swap.removed] = swap.blocks
