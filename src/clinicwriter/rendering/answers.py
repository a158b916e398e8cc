"""What the renderer says about an article on its way to the page: blocks, swaps of blocks, answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Tell where in a block the text of a line begins.

    ``node`` counts the block's own top nodes, ``path`` then counts child elements (not texts) step by step,
    both from 0. ``line`` counts from the block's first line. Where the line does not begin the element but
    goes on inside it, ``word`` says how many of the element's words stand before the line's first one.
    """

    node: int
    path: tuple[int, ...]
    line: int
    word: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of the text as HTML that can stand alone.

    ``line`` is the first line in the text, from 0, when the block was made; ``line_count`` includes the blank
    lines that follow, so that the blocks of a text cover its lines without a gap: the sum of the line counts
    before a block is its first line now. A block may have no HTML, and footnotes at the end have no lines.
    """

    html: str
    line: int
    line_count: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockSwap:
    """Blocks ``first`` to ``first + removed - 1`` were replaced by others.

    All later blocks move by ``shift`` lines, which is the difference of the line counts.
    """

    first: int
    removed: int
    blocks: tuple[Block, ...]
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Tangled:
    """Name the lines that the engine does not finish with: what was shown there before stays."""

    line: int
    line_count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Say what changed on the page up to a revision of the text.

    Operations are applied in their order. ``is_exact``: the page is what a render of the whole text gives;
    after a change this is what the renderer expects, after the pause it is certain.
    ``tangled`` stays named in every answer until the lines can be shown.
    """

    revision: int
    operations: tuple[BlockSwap, ...] = ()
    is_exact: bool = False
    tangled: Tangled | None = None
