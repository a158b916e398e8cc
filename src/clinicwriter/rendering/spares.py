"""Parts of a text that an open fence or tag took away at one stroke, kept until it is closed again."""

from __future__ import annotations

from collections.abc import Mapping

from .engine import Definitions
from .parts import LivePart

PartsByLines = Mapping[tuple[str, ...], LivePart]


class SpareParts:
    """Hold parts by their lines, each right for as long as the same definitions are in scope.

    A part that counts on others (ids, footnotes) or was seen to belong to more than its own lines is none to
    keep: it may have become another.
    """

    def __init__(self, parts: PartsByLines, definitions: Definitions) -> None:
        self._parts = {lines: part for lines, part in parts.items() if _stands_alone(part)}
        self._definitions = definitions

    def right_for(self, definitions: Definitions) -> PartsByLines:
        """Return the parts as they are with these definitions: all of them, or none."""
        return self._parts if self._parts and definitions == self._definitions else {}


def _stands_alone(part: LivePart) -> bool:
    return not (
        part.ids or part.notes or part.hangs_on_others or part.is_joined or part.is_open or part.is_tangled
    )
