"""Where the lines of a part stand inside its HTML, for two panes that scroll in step.

Both engines are served by one way: the elements that begin a line of text (items, rows, quoted paragraphs)
are met in the order of the source lines, and each is put at the next line that holds its first words. A line
that goes on inside such an element is put at its own first words there. What is found nowhere gets no mark:
rather missing than wrong, and the page goes evenly between marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Final, NamedTuple

from .answers import Mark

_TOKEN: Final = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^>\"]|\"[^\"]*\")*>|(?P<text>[^<]+)")
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
_MARKED: Final = frozenset(("dd", "dt", "figure", "li", "p", "pre", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
"""What holds a line's words. A list, a table, a quote begin with their first entry, row, paragraph."""
_MOST_WORDS: Final = 3
_MOST_SOUGHT: Final = 5
_MOST_AHEAD: Final = 300
_WORD: Final = re.compile(r"[^\W_]+")
_NOT_SHOWN: Final = re.compile(r"(?<=\])\([^()\s]*(?:\s[^()]*)?\)|<[^<>]*>|&#?\w+;")

Place = tuple[int, tuple[int, ...]]


def marks_of(units: Sequence[str], lines: Sequence[str]) -> tuple[Mark, ...]:
    """Return the marks of a part's lines, in their order. A whole node that begins the first needs none."""
    if sum(1 for line in lines if line.strip()) < 2 or not units:
        return ()
    shown = _read("".join(units))
    begun = _begun(shown, lines)
    ends = [*begun, _Begun(len(lines), len(shown.words))]
    marks: list[Mark] = []
    for this, following in pairwise([_Begun(0, 0), *ends]):
        if this.place is not None and (this.line or this.place[1]):
            marks.append(Mark(*this.place, this.line))
        marks += _going_on(shown, lines, this, following)
    return tuple(marks)


class _Word(NamedTuple):
    """A shown word, what holds it, and how many of that one's words stand before.

    It is held by the nearest marked element, or else by the whole node (raw HTML has its words anywhere).
    """

    text: str
    place: Place | None
    ordinal: int


@dataclass(slots=True)
class _Shown:
    """What a part shows: its words, and the elements that may begin a line, with the range of their first."""

    words: list[_Word] = field(default_factory=list)
    elements: list[tuple[Place, range]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A line, the index of its first word, and the element that begins there (none at the part's ends)."""

    line: int
    word: int
    place: Place | None = None


def _begun(shown: _Shown, lines: Sequence[str]) -> list[_Begun]:
    """Put the elements at the lines that they begin: each at the next one that holds its first words."""
    words = [frozenset(_WORD.findall(line)) for line in lines]
    found = []
    start = 0
    for place, first in shown.elements:
        wanted = {shown.words[index].text for index in first[:_MOST_WORDS]}
        line = next((at for at in range(start, len(lines)) if wanted <= words[at]), None)
        if line is not None:
            found.append(_Begun(line, first.start, place))
            start = line + 1
    return found


def _going_on(shown: _Shown, lines: Sequence[str], this: _Begun, following: _Begun) -> list[Mark]:
    """Mark the lines between two that begin elements, each at its own first words."""
    marks = []
    at, passed = this.word, len(_written(lines[this.line]))
    for line in range(this.line + 1, following.line):
        wanted = _written(lines[line])
        start = at + max(1, passed // 2)  # not all that is written is shown
        found = _find(shown.words, wanted[:_MOST_SOUGHT], start, min(following.word, start + _MOST_AHEAD))
        passed += len(wanted)
        if found is None:
            continue
        at, passed = found, len(wanted)
        word = shown.words[found]
        if word.place is not None and word.ordinal:
            marks.append(Mark(*word.place, line, word.ordinal))
    return marks


def _written(line: str) -> list[str]:
    """Return the words of a line that a reader may see."""
    return _WORD.findall(_NOT_SHOWN.sub(" ", line))


def _find(words: Sequence[_Word], wanted: Sequence[str], start: int, stop: int) -> int | None:
    """Return where the wanted words stand in a row; of more than one at least two have to."""
    for count in range(len(wanted), min(len(wanted), 2) - 1, -1):
        if not count:
            break
        sought = wanted[:count]
        for at in range(start, stop - count + 1):
            if words[at].text == sought[0] and [each.text for each in words[at : at + count]] == sought:
                return at
    return None


def _read(html: str) -> _Shown:
    """Read the words of well-formed HTML; of nested elements with one first word the outermost counts."""
    walk = _Walk()
    waiting: Place | None = None
    for found in _TOKEN.finditer(html):
        text = found["text"]
        if text is None:
            place = walk.step(found["tag"], is_end=bool(found["close"]))
            if place is not None and found["tag"] in _MARKED:
                waiting = waiting or place
            continue
        if walk.step_over_text(text) and waiting is not None:
            walk.shown.elements.append((waiting, range(walk.last_text, len(walk.shown.words))))
            waiting = None
    return walk.shown


class _Walk:
    """A way through well-formed HTML (state that changes: the element it is in, and the words met so far)."""

    def __init__(self) -> None:
        self.shown = _Shown()
        self.last_text = 0
        self._top_nodes = 0
        self._node = 0
        self._path: list[int] = []
        self._children: list[int] = []
        self._holders: list[tuple[Place | None, int]] = []

    def step(self, tag: str, *, is_end: bool) -> Place | None:
        """Pass a tag; return where the element is that it begins."""
        if is_end:
            self._leave()
            return None
        place = self._enter(is_marked=tag in _MARKED)
        if tag in _VOID:
            self._leave()
        return place

    def step_over_text(self, text: str) -> bool:
        """Pass some text, which is a node of its own at the top; say whether it has words."""
        if not self._children:
            self._top_nodes += 1
        self.last_text = len(self.shown.words)
        place, before = self._holders[-1] if self._holders else (None, 0)
        for word in _WORD.findall(unescape(text)):
            self.shown.words.append(_Word(word, place, len(self.shown.words) - before))
        return len(self.shown.words) > self.last_text

    def _enter(self, *, is_marked: bool) -> Place:
        if not self._children:
            self._node = self._top_nodes
            self._top_nodes += 1
        else:
            self._path.append(self._children[-1])
            self._children[-1] += 1
        self._children.append(0)
        place = self._node, tuple(self._path)
        is_holder = is_marked or not self._holders
        self._holders.append((place, len(self.shown.words)) if is_holder else self._holders[-1])
        return place

    def _leave(self) -> None:
        if self._children:
            self._children.pop()
            self._holders.pop()
        if self._path:
            self._path.pop()
