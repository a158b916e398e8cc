"""The piece of an article in which the found words stand, and which letters of it are those words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import WORD, Query, fold, fold_in_place

BEFORE, LENGTH = 20, 84
"""How many letters stand before the first found word, and how many a snippet has: two lines of the list."""

_TAG = re.compile(r"<[^<>\n]{1,200}>")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_LINE_MARK = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|[-*_]{3,}[ \t]*$|\|?[-:| ]{3,}\|?$)")
_INLINE_MARK = re.compile(r"[*`|]+|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text. ``marks`` are where its found words begin and end."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def readable(text: str) -> str:
    """Return an article's text on one line, without the marks that only its makers need."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    text = _INLINE_MARK.sub("", _LINE_MARK.sub("", text))
    return " ".join(text.split())


def marks_in(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in a text."""
    if query.is_empty:
        return ()
    found = tuple(word.span() for word in query.pattern.finditer(fold_in_place(text)))
    if found or text.isascii():
        return found
    # Letters that fold into several, as in "Straße", are compared word by word.
    return tuple(word.span() for word in WORD.finditer(text) if query.marks(fold(word.group())))


def snippet(text: str, query: Query) -> Snippet:
    """Return the piece around the first place with most of the words; none of them, an empty one."""
    marks = marks_in(text, query)
    if not marks:
        return Snippet("")
    start = _start(text, _densest(text, marks))
    end = _end(text, start)
    head, tail = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(head) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if start <= a and b <= end)
    return Snippet(head + text[start:end] + tail, inside)


def _densest(text: str, marks: tuple[tuple[int, int], ...]) -> int:
    """Return where the piece with the most different words begins."""
    best, most = marks[0][0], 0
    last = 0
    for first, (begin, _) in enumerate(marks):
        last = max(last, first)
        while last < len(marks) and marks[last][1] <= begin + LENGTH - BEFORE:
            last += 1
        # So many are enough: a text of nothing but the word is no reason to count on.
        found = {fold(text[a:b]) for a, b in marks[first : min(last, first + 8)]}
        if len(found) > most:
            best, most = begin, len(found)
    return best


def _start(text: str, mark: int) -> int:
    wanted = mark - BEFORE
    if wanted <= 0:
        return 0
    blank = text.find(" ", wanted, mark)
    return blank + 1 if blank >= 0 else mark


def _end(text: str, start: int) -> int:
    if start + LENGTH >= len(text):
        return len(text)
    blank = text.rfind(" ", start + LENGTH // 2, start + LENGTH)
    return blank if blank >= 0 else start + LENGTH
