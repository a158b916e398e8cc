"""The words of a text, as a reader counts them."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(
    r"[^\W\d_](?:[^\W_]|['\u2019](?=[^\W\d_]))*(?:-[^\W_](?:[^\W_]|['\u2019](?=[^\W\d_]))*)*"
)
_COUNTED: Final = re.compile(r"[^\W_](?:[^\W_]|['\u2019.,:/%-](?=[^\W_]))*")


def words_of(text: str) -> list[re.Match[str]]:
    """Return the words of a text with their places. What has a hyphen is one word; numbers are none."""
    return list(_WORD.finditer(text))


def count_words(text: str) -> int:
    """Count the words of a text as a reader does: a number is one too."""
    return sum(1 for _ in _COUNTED.finditer(text))
