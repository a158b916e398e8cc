"""Where the lines of a part stand inside its HTML, for two panes that scroll in step.

Both engines are served by one way: the elements that begin a line of text (items, rows, quoted paragraphs)
are met in the order of the source lines, and each is put at the next line that holds its first words. If they
are found nowhere it gets none: rather missing than wrong, and the page goes evenly between marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from .answers import Mark

_TOKEN: Final = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^>\"]|\"[^\"]*\")*>|(?P<text>[^<]+)")
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
_MARKED: Final = frozenset(
    (
        *("blockquote", "dd", "dl", "dt", "figure", "li", "ol", "p", "pre", "table", "tr", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_MOST_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")

Place = tuple[int, tuple[int, ...]]


def marks_of(units: Sequence[str], lines: Sequence[str]) -> tuple[Mark, ...]:
    """Return the marks of a part's inner elements, in the order of their lines."""
    if sum(1 for line in lines if line.strip()) < 2 or not units:
        return ()
    words = [frozenset(_WORD.findall(line)) for line in lines]
    marks: list[Mark] = []
    start = 0
    for (node, path), wanted in _first_words("".join(units)):
        line = next((at for at in range(start, len(lines)) if wanted <= words[at]), None)
        if line is None:
            continue
        if line:
            marks.append(Mark(node, path, line))
        start = line + 1
    return tuple(marks)


def _first_words(html: str) -> Iterator[tuple[Place, frozenset[str]]]:
    """Give the elements that may begin a line, each with its first words; of nested ones the outermost."""
    walk = _Walk()
    waiting: Place | None = None
    for found in _TOKEN.finditer(html):
        text = found["text"]
        if text is None:
            place = walk.step(found["tag"], is_end=bool(found["close"]))
            if place is not None and found["tag"] in _MARKED:
                waiting = waiting or place
            continue
        walk.step_over_text()
        if waiting is not None and (words := _WORD.findall(unescape(text[:120]))):
            yield waiting, frozenset(words[:_MOST_WORDS])
            waiting = None


class _Walk:
    """A way through well-formed HTML (state that changes: the element it is in, by counts of children)."""

    def __init__(self) -> None:
        self._top_nodes = 0
        self._node = 0
        self._path: list[int] = []
        self._children: list[int] = []

    def step(self, tag: str, *, is_end: bool) -> Place | None:
        """Pass a tag; return where the element is that it begins."""
        if is_end:
            self._leave()
            return None
        place = self._enter()
        if tag in _VOID:
            self._leave()
        return place

    def step_over_text(self) -> None:
        """Pass some text, which is a node of its own at the top."""
        if not self._children:
            self._top_nodes += 1

    def _enter(self) -> Place:
        if not self._children:
            self._node = self._top_nodes
            self._top_nodes += 1
        else:
            self._path.append(self._children[-1])
            self._children[-1] += 1
        self._children.append(0)
        return self._node, tuple(self._path)

    def _leave(self) -> None:
        if self._children:
            self._children.pop()
        if self._path:
            self._path.pop()
