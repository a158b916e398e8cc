"""How many words a text has for a reader: one way to count for the list, the window and the checks."""

from __future__ import annotations

import re
from typing import Final

_LINK_TARGET: Final = re.compile(r"\]\([^()]*\)")
_WORD: Final = re.compile(r"\w+(?:['\u2019.,/@:-]\w+)*")


def count_words(line: str) -> int:
    """Return how many words a line has for a reader: marks and the addresses of links are none."""
    if "](" in line:
        line = _LINK_TARGET.sub("]", line)
    return sum(1 for _ in _WORD.finditer(line))
