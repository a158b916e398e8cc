"""Words of the article as a quotation: short, on one line, and in one pair of quotation marks."""

from __future__ import annotations

_PAIRS = ("“”", '""', "„“", "«»")
_INNER = str.maketrans("\u201c\u201d\u201e", "\u2018\u2019\u201a")


def quoted(words: str, longest: int) -> str:
    """Return words in quotation marks, cut at a word's end after so many letters.

    Words that have marks of their own all round get no second pair; marks within are single ones.
    """
    flat = " ".join(words.split())
    if any(_is_within(flat, *pair) for pair in _PAIRS):
        flat = flat[1:-1].strip()
    if len(flat) > longest:
        flat = f"{flat[:longest].rsplit(' ', 1)[0]}…"
    if flat.count('"') % 2 == 0:  # a single one is a sign for inches
        flat = flat.replace('"', "'")
    return f"“{flat.translate(_INNER)}”"


def _is_within(words: str, opening: str, closing: str) -> bool:
    """Say whether one pair of marks stands around all of the words."""
    inside = words[1:-1]
    has_both = len(words) > 2 and words[0] == opening and words[-1] == closing
    return has_both and not any(mark in inside for mark in (opening, closing))
