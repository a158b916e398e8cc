"""How many words a text has, marks and all: one way to count for the list and the window.

The checks count in prose without marks, sentence by sentence (``clinicwriter.language.words``).
"""

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
