"""Markdown to HTML: flavours, blocks, sanitising, the page around the text."""
