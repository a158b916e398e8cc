"""Blocks in the form in which our script in the page takes them."""

from __future__ import annotations

from collections.abc import Sequence

from clinicwriter.rendering import Block, BlockSwap


def block_for_script(block: Block, line: int, lines: Sequence[str]) -> dict[str, object]:
    """Return a block as the script keeps it; ``filled`` are its lines without the blank ones at its end."""
    marks = [
        {"line": mark.line, "node": mark.node, "path": mark.path, "word": mark.word} for mark in block.marks
    ]
    filled = block.line_count
    while filled > 1 and line + filled <= len(lines) and not lines[line + filled - 1].strip():
        filled -= 1
    return {"html": block.html, "line": line, "count": block.line_count, "filled": filled, "marks": marks}


def swap_for_script(swap: BlockSwap, lines: Sequence[str]) -> list[object]:
    """Return an exchange of blocks as the script takes it."""
    blocks = [block_for_script(block, block.line, lines) for block in swap.blocks]
    return [swap.first, swap.removed, blocks, swap.shift]
