"""An older footer in words that people read, before they let it go."""

from __future__ import annotations

import re

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]+)[^()\n]*\)")
_ESCAPED = re.compile(r"\\([^\w\s])")


def plain_lines(text: str) -> str:
    """Return all words of an old footer: who agrees to let it go must have seen the whole of it."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1 (\2)", text))
    lines = (line.strip("#*_-> ") for line in text.splitlines())
    return "\n".join(line for line in lines if line)
