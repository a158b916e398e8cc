"""The blocks that the page shows, as the program knows them.

State that changes: the list of blocks, by each answer of the renderer in turn.
"""

from __future__ import annotations

from clinicwriter.rendering import Answer, Block


class ShownBlocks:
    """Hold the blocks of the page in their order, each with the lines that it came from."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    @property
    def html(self) -> str:
        """Return the text of the page as HTML."""
        return "".join(block.html for block in self.blocks)

    def block(self, index: int) -> Block | None:
        """Return the block at this place of the page; ``None`` where there is none (any more)."""
        return self.blocks[index] if 0 <= index < len(self.blocks) else None

    def take(self, answer: Answer) -> list[int] | None:
        """Swap what the answer swaps; return the first lines of all blocks where some moved."""
        for swap in answer.operations:
            self.blocks[swap.first : swap.first + swap.removed] = swap.blocks
        return None
