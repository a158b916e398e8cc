"""What stands inside a line: emphasis, strong words, code, links and pictures, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag

SCAN_LIMIT = 10_000
"""Characters of a line that are looked at: a longer line is not prose, and keys must stay quick."""

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.{1,2000}?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){0,1000})\]"
    r"(?:\((?P<target>[^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?)\)|\[(?P<name>[^\[\]]{0,200})\])"
)
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^\s<>]{1,2000}>")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()#+.!~>-]")
_RUN = re.compile(r"\*+|_+")


class Kind(IntFlag):
    """What a stretch of a line is; stretches overlap, so these combine."""

    MARK = 1
    EMPHASIS = 2
    STRONG = 4
    CODE = 8
    LINK = 16
    TARGET = 32
    HEADING = 64
    QUOTE = 128
    COMMENT = 256
    PICTURE = 512
    ROW = 1024


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch of a line, from ``start`` to ``end`` with its marks; inner is without them."""

    kind: Kind
    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(slots=True)
class _Run:
    """A run of stars or underscores while it is being matched. Changes."""

    letter: str
    start: int
    end: int
    opens: bool
    closes: bool


def find_stretches(text: str) -> list[Stretch]:
    """Return all marked stretches of a line, those of code and links first."""
    text = text[:SCAN_LIMIT]
    found: list[Stretch] = []
    covered = text
    if "`" in covered:
        codes = [_code_stretch(match) for match in _CODE.finditer(covered)]
        covered = _cover(covered, [(code.start, code.end) for code in codes])
        found += codes
    if "](" in covered or "][" in covered:
        links = [_link_stretch(match) for match in _LINK.finditer(covered)]
        covered = _cover(covered, [(link.inner_end, link.end) for link in links])
        found += links
    if "*" in covered or "_" in covered:
        covered = _cover(covered, [match.span() for match in _ADDRESS.finditer(covered)])
        covered = _cover(covered, [match.span() for match in _ESCAPE.finditer(covered)])
        found += _find_emphasis(covered)
    return found


def _cover(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank out stretches in which no other mark counts; a letter keeps the neighbours' meaning."""
    for start, end in spans:
        text = f"{text[:start]}{'x' * (end - start)}{text[end:]}"
    return text


def _code_stretch(match: re.Match[str]) -> Stretch:
    return Stretch(Kind.CODE, match.start(), match.start(2), match.end(2), match.end())


def _link_stretch(match: re.Match[str]) -> Stretch:
    kind = Kind.PICTURE if match["bang"] else Kind.LINK
    return Stretch(kind, match.start(), match.start("text"), match.end("text"), match.end())


def _find_emphasis(text: str) -> list[Stretch]:
    """Match runs of stars and underscores as CommonMark does, near enough for every engine's usual text."""
    found: list[Stretch] = []
    openers: list[_Run] = []
    for match in _RUN.finditer(text):
        run = _read_run(text, match)
        while run.closes and run.start < run.end and (opener := _opener_for(openers, run)):
            found.append(_join(opener, run))
            if opener.start == opener.end:
                openers.remove(opener)
        if run.opens and run.start < run.end:
            openers.append(run)
    return found


def _read_run(text: str, match: re.Match[str]) -> _Run:
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
    if match[0][0] == "_":
        left, right = left and not before.isalnum(), right and not after.isalnum()
    return _Run(match[0][0], match.start(), match.end(), left, right)


def _opener_for(openers: list[_Run], closer: _Run) -> _Run | None:
    for place in range(len(openers) - 1, -1, -1):
        opener = openers[place]
        if opener.letter == closer.letter and opener.end < closer.start:
            del openers[place + 1 :]
            return opener
    return None


def _join(opener: _Run, closer: _Run) -> Stretch:
    width = 2 if opener.end - opener.start >= 2 and closer.end - closer.start >= 2 else 1
    kind = Kind.STRONG if width == 2 else Kind.EMPHASIS
    stretch = Stretch(kind, opener.end - width, opener.end, closer.start, closer.start + width)
    opener.end -= width
    closer.start += width
    return stretch
