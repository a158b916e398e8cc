"""Quotes, dashes and dots made typographic as they are typed, in words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clinicwriter.ui.editor.editing import Editing
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_in_fence
from clinicwriter.ui.editor.text_edit import TextEdit

EN_DASH, EM_DASH, DOTS = "\u2013", "\u2014", "\u2026"
_OPENS_AFTER = frozenset(" \t\u00a0\u2007\u202f([{/\u2013\u2014-*_~>|\u201c\u2018")
"""After these, and at a line's beginning, a quote opens."""
_QUOTES = {'"': ("\u201c", "\u201d"), "'": ("\u2018", "\u2019")}
_OPEN_MARKUP = (
    (">", re.compile(r"<(?:!--|[A-Za-z/])")),
    ("}}", re.compile(r"\{\{")),
    ("%}", re.compile(r"\{%")),
    ("}", re.compile(r"\{[#.:]")),
    (")", re.compile(r"\]\(")),
)
"""What closes page code, what a site puts in and an address, and what opens it."""
_RULE_LIKE = re.compile(r"^[\s|:>*_=-]*$")
_INDENTED = re.compile(r"^(?: {4}|\t)(?![ \t]*(?:[-*+]|\d+[.)])[ \t])")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is made typographic while somebody types."""

    quotes: bool = False
    dashes: bool = False


def typographic(before: str, typed: str, wishes: Wishes) -> tuple[int, str] | None:
    """Return how many letters before the cursor give way to which, ``None`` where what was typed stays.

    ``before`` is the line up to the cursor, without what was typed.
    """
    if wishes.quotes and typed in _QUOTES:
        opening, closing = _QUOTES[typed]
        return 0, opening if not before or before[-1] in _OPENS_AFTER else closing
    if not wishes.dashes or _RULE_LIKE.match(before):
        return None
    if typed == "-" and before.endswith(("-", EN_DASH)) and not before.endswith(("--", "!-", f"-{EN_DASH}")):
        return 1, EN_DASH if before.endswith("-") else EM_DASH
    if typed == "." and before.endswith("..") and before[-3:-2] not in ("", ".", "/", " "):
        return 2, DOTS
    return None


def is_prose(lines: Sequence[str], place: Place) -> bool:
    """Say whether words are typed here: not code, page code, an address or what a site puts in."""
    before = lines[place.line][: place.column]
    if before.count("`") % 2 or _is_in_markup(before) or _INDENTED.match(before):
        return False
    return not is_in_fence(lines, place.line) and not _is_in_details(lines, place.line)


def _is_in_markup(before: str) -> bool:
    """Say whether markup is still open where the cursor stands. Each letter is looked at once."""
    is_in_address = not before[-1:].isspace() and "://" in "".join(before.rsplit(None, 1)[-1:])
    return is_in_address or any(
        opening.search(before, before.rfind(closing) + 1) for closing, opening in _OPEN_MARKUP
    )


class Typography:
    """Make what is typed typographic, each time as a step that Undo takes back. Changes: the wishes."""

    def __init__(self, text: TextEdit, editing: Editing) -> None:
        self._text = text
        self._editing = editing
        self.wishes = Wishes()

    def take(self, typed: str) -> bool:
        """Put in what was typed, and then what it stands for; say whether that was done."""
        if len(typed) != 1 or typed not in "\"'-." or not self._editing.can_edit:
            return False
        place = self._editing.selection().start
        before = self._editing.lines[place.line][: place.column]
        found = typographic(before, typed, self.wishes)
        if found is None or not is_prose(self._editing.lines, place):
            return False
        self._text.typed.emit(typed)
        self._text.textCursor().insertText(typed)
        self._replace(place, *found)
        return True

    def _replace(self, place: Place, removed: int, letters: str) -> None:
        line = self._editing.lines[place.line]
        start = place.column - removed
        text = f"{line[:start]}{letters}{line[place.column + 1 :]}"
        after = Selection.at(place.line, start + len(letters))
        self._editing.apply(Edit(place.line, 1, (text,), after))


def _is_in_details(lines: Sequence[str], line: int) -> bool:
    """Say whether the line lies among details that somebody writes by hand at the text's beginning."""
    mark = lines[0].rstrip()
    return mark in ("---", "+++") and all(lines[row].rstrip() != mark for row in range(1, line))
