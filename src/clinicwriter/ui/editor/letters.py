"""The few characters that a Qt document cannot hold, and the stand-ins it shows for them.

Found by putting every code point through ``QPlainTextEdit``: it makes line breaks of U+FDD0 and U+FDD1,
drops lone surrogates, and takes U+FEFF for a mark of byte order at the beginning of whatever is handed
over. All others, NUL and U+00A0 included, stay as long as a block's own text is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNHOLDABLE = re.compile("[\ud800-\udfff\ufdd0\ufdd1\ufeff\ufffe]")
_OTHERS = "\ufdd0\ufdd1\ufeff\ufffe"
_SPAN = 0x800 + len(_OTHERS)
"""Stand-ins needed: one for each of the 2048 surrogates, then one for each of the others."""
_PLACES = tuple(range(0x10F000, 0x0F0000, -0x1000))
"""Where a run of private-use characters can begin that serves as stand-ins."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Turn true characters into shown ones and back, without loss for the text it was made for."""

    first: int = _PLACES[0]

    @classmethod
    def for_text(cls, text: str) -> Letters:
        """Choose stand-ins that do not occur in the text itself."""
        for place in _PLACES:
            if cls(place)._stand_in_pattern().search(text) is None:
                return cls(place)
        return cls()

    def show(self, text: str) -> str:
        """Return the line as the document can hold it. A foreign use of a stand-in becomes U+FFFD."""
        if text.isascii():
            return text
        text = self._stand_in_pattern().sub("\ufffd", text)
        return _UNHOLDABLE.sub(lambda found: self._stand_in(found[0]), text)

    def read(self, shown: str) -> str:
        """Return the true line for what a block of the document holds."""
        if shown.isascii():
            return shown
        return self._stand_in_pattern().sub(lambda found: self._original(found[0]), shown)

    def _stand_in_pattern(self) -> re.Pattern[str]:
        return re.compile(f"[{chr(self.first)}-{chr(self.first + _SPAN - 1)}]")

    def _stand_in(self, letter: str) -> str:
        offset = 0x800 + _OTHERS.index(letter) if letter in _OTHERS else ord(letter) - 0xD800
        return chr(self.first + offset)

    def _original(self, stand_in: str) -> str:
        offset = ord(stand_in) - self.first
        return chr(offset + 0xD800) if offset < 0x800 else _OTHERS[offset - 0x800]


def qt_column(shown: str, column: int) -> int:
    """Return where Qt counts a column: characters beyond U+FFFF are two to Qt and one to Python."""
    before = shown[:column]
    return len(before) if before.isascii() else len(before) + sum(letter > "\uffff" for letter in before)


def column_from_qt(shown: str, position: int) -> int:
    """Return the Python column of a position inside a block."""
    if shown.isascii():
        return min(position, len(shown))
    units = 0
    for column, letter in enumerate(shown):
        if units >= position:
            return column
        units += 2 if letter > "\uffff" else 1
    return len(shown)
