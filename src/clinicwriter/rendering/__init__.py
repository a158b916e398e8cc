"""Markdown to HTML: flavours, blocks, sanitising, the page around the text."""

from .answers import Answer, Block, BlockSwap, Mark, Tangled

__all__ = ["Answer", "Block", "BlockSwap", "Mark", "Tangled"]
