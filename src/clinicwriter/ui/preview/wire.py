"""Blocks in the form in which our script in the page takes them."""

from __future__ import annotations

from clinicwriter.rendering import Block, BlockSwap


def block_for_script(block: Block) -> dict[str, object]:
    """Return a block as the script keeps it."""
    marks = [{"line": mark.line, "node": mark.node, "path": list(mark.path)} for mark in block.marks]
    return {"html": block.html, "line": block.line, "count": block.line_count, "marks": marks}


def swap_for_script(swap: BlockSwap) -> list[object]:
    """Return an exchange of blocks as the script takes it."""
    return [swap.first, swap.removed, [block_for_script(block) for block in swap.blocks]]
