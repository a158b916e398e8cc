"""Where a sentence ends: not after "Dr.", "5 mg.", "e.g.", "a.m." or within 0.5."""

from __future__ import annotations

import re
from typing import Final

_TITLES: Final = "dr mr mrs ms mx prof st mt rev hon gov sen rep gen col sgt capt lt"
_SIGNS: Final = "vs e.g i.e cf viz fig figs eq no nos vol ed eds pp ca approx dept ext tel"
_MONTHS: Final = "jan feb mar apr jun jul aug sept sep oct nov dec"
_NEVER_LAST: Final = frozenset(f"{_TITLES} {_SIGNS} {_MONTHS}".split())
"""Abbreviations that more follows, nearly always."""
_UNITS: Final = "mg mcg ml kg g lb lbs oz cm mm in ft hr hrs min mins sec wk yr yrs a.m p.m etc al"
_AFTER_NAMES: Final = "inc ltd co corp jr sr u.s u.k d.c m.d d.o ph.d r.n n.p p.a d.d.s b.s b.a m.s m.a"
_MAYBE_LAST: Final = frozenset(f"{_UNITS} {_AFTER_NAMES}".split())
"""Abbreviations that may end a sentence: they do where a capital letter follows."""
_END: Final = re.compile(r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s|$)")
_WORD_BEFORE: Final = re.compile(r"[A-Za-z][A-Za-z.]*$")
_STARTS: Final = re.compile(r"[\"'\u201c\u2018(\[]*(?:[^\W_]|\ufffc|\$|#)")
_LONE_LETTER: Final = re.compile(r"(?:^|[\s.(])[A-Z]$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a paragraph begins and ends, without the blanks around it."""
    spans, start = [], 0
    for found in _END.finditer(text):
        if _ends_sentence(text, start, found):
            spans.append((start, found.end()))
            start = found.end()
    spans.append((start, len(text)))
    return [span for span in (_stripped(text, *span) for span in spans) if span[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    rest = text[end.end() :].lstrip()
    if not rest:
        return True
    starts = _STARTS.match(rest)
    first = starts[0][-1] if starts else rest[0]
    marks = end[0].rstrip("\"'\u201d\u2019)]")
    if marks != ".":
        return not first.islower()
    return not first.islower() and not _goes_on(text[max(start, end.start() - 20) : end.start()], first)


def _goes_on(before: str, first: str) -> bool:
    """Say whether a single full stop belongs to an abbreviation in the middle of its sentence."""
    found = _WORD_BEFORE.search(before)
    word = found[0].casefold() if found else ""
    if word in _NEVER_LAST:
        # "No." is an abbreviation before a number, and an answer before anything else.
        return word not in {"no", "nos", "ed", "mar", "in"} or first.isdigit()
    if word in _MAYBE_LAST:
        return not first.isupper()
    return bool(_LONE_LETTER.search(before)) and first.isupper()
