"""Markup within a line taken off: emphasis, code, links, pictures, tags, entities, shortcodes."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .parts import label_of
from .prose import OBJECT, Link, Picture, PlainText, Run

# Bounded, so that no hostile text takes long.
_MARKUP: Final = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<code>(?<!`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`))
    |(?P<remark><!--.{0,5000}?-->)
    |(?P<template>\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{\#.{0,500}?\#\}|\$\$.{1,500}?\$\$)
    |(?P<note>\[\^[^\]\s]{1,200}\])
    |(?P<picture>!\[)
    |(?P<link>\[)
    |<(?P<auto>https?://[^<>\s]+|mailto:[^<>\s]+)>
    |<(?P<mail>[^<>\s@:]+@[^<>\s@]+)>
    |(?P<tag></?[A-Za-z][\w.-]*(?:\s(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000})?/?>)
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)
    |(?P<bare>\bhttps?://[^\s<>"'()\[\]]*(?:\([^\s()]*\)[^\s<>"'()\[\]]*)*(?<![.,;:!?*_]))
    |(?P<attributes>\{:?\s*[.\#][^{}\n]*\})
    |(?P<mark>\*+|_+|~~|==)""",
    re.X | re.S,
)
_DESTINATION: Final = re.compile(
    r"""\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<plain>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))
    (?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)(?:\{[^{}\n]*\})?""",
    re.X,
)
_BRACKET: Final = re.compile(r"\\.|[\[\]]", re.S)
_REFERENCE: Final = re.compile(r"[ ]?\[([^\[\]]*)\]")
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_DECORATIVE: Final = frozenset({"presentation", "none"})


@dataclass(slots=True)
class Raw:
    """A block's source lines joined, without what stands before each line: where each came from."""

    text: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of an offset here and the offset in the source that it is."""

    def add(self, source: int, text: str) -> None:
        """Put a line to the end."""
        self.places.append((len(self.text), source))
        self.text += text

    def source(self, offset: int) -> int:
        """Return where a character stands in the source."""
        index = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        here, there = self.places[max(index, 0)]
        return there + offset - here

    def source_end(self, offset: int) -> int:
        """Return where a piece that ends here ends in the source."""
        return self.source(offset - 1) + 1 if offset else self.source(0)


@dataclass(slots=True)
class _OpenAnchor:
    """An ``<a href>`` that waits for its end."""

    target: str
    start: int
    words_start: int
    plain_start: int
    target_span: tuple[int, int]


class InlineReader:
    """Read one block's raw text (state that changes: the plain words so far, links and pictures found)."""

    def __init__(self, raw: Raw, definitions: Mapping[str, str]) -> None:
        self._raw = raw
        self._definitions = definitions
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._anchor: _OpenAnchor | None = None
        self._brackets: dict[int, int] | None = None
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.remarks: list[PlainText] = []

    def read(self) -> PlainText:
        """Return the block's plain words."""
        self._read(0, len(self._raw.text))
        return PlainText("".join(self._pieces), tuple(self._runs))

    def copied(self, start: int, end: int) -> PlainText:
        """Return raw characters as they are, markup and all."""
        self._copy(start, end)
        return PlainText("".join(self._pieces), tuple(self._runs))

    # -- what is put down ----------------------------------------------------------------------

    def _copy(self, start: int, end: int) -> None:
        """Take raw characters over as they are, line by line, since each line has its own place."""
        while start < end:
            index = bisect_right(self._raw.places, start, key=lambda place: place[0])
            stop = min(end, self._raw.places[index][0]) if index < len(self._raw.places) else end
            self._put(self._raw.text[start:stop], start, stop)
            start = stop

    def _put(self, words: str, start: int, end: int) -> None:
        if not words:
            return
        source = self._raw.source(start)
        self._runs.append(Run(self._length, len(words), source, self._raw.source_end(end) - source))
        self._pieces.append(words)
        self._length += len(words)

    # -- what is read --------------------------------------------------------------------------

    def _read(self, start: int, end: int) -> None:
        text = self._raw.text
        at = start
        while at < end:
            found = _MARKUP.search(text, at, end)
            if found is None:
                break
            self._copy(at, found.start())
            at = self._take(found, end)
        self._copy(at, end)

    def _take(self, found: re.Match[str], end: int) -> int:
        """Put down what a piece of markup means; return where reading goes on."""
        start, stop = found.span()
        match found.lastgroup:
            case "picture":
                return self._take_picture(start, end)
            case "link":
                return self._take_link(start, end)
            case "auto" | "bare":
                self._take_address(found)
            case "tag":
                self._take_tag(found)
            case "mark":
                if not self._is_mark(start, stop):
                    self._copy(start, stop)
            case _:
                self._take_sign(found)
        return stop

    def _take_sign(self, found: re.Match[str]) -> None:
        """Put down what stands for something else; remarks, notes and attributes stand for nothing."""
        start, stop = found.span()
        match found.lastgroup:
            case "escape":
                self._put(found[0][1], start, stop)
            case "code" | "ticks" | "template":
                self._put(OBJECT, start, stop)
            case "mail":
                self._copy(start + 1, stop - 1)
            case "remark":
                self.remarks.append(InlineReader(self._raw, {}).copied(start + 4, stop - 3))
            case "entity":
                self._put(html.unescape(found[0]), start, stop)
            case _:
                pass

    def _is_mark(self, start: int, stop: int) -> bool:
        """Say whether stars or underscores are emphasis: something touches them on one side."""
        text = self._raw.text
        before, after = text[start - 1 : start], text[stop : stop + 1]
        touches = bool(before.strip()) or bool(after.strip())
        is_inside_word = before.isalnum() and after.isalnum()
        is_between_figures = before.isdigit() and after.isdigit()
        return touches and not (is_inside_word and text[start] == "_") and not is_between_figures

    def _take_address(self, found: re.Match[str]) -> None:
        start, stop = found.span()
        inner = found.span(found.lastgroup or 0)
        self._put(OBJECT, start, stop)
        self._note_link(found[found.lastgroup or 0], (start, stop), inner, inner, is_bare=True)

    def _note_link(
        self,
        words: str,
        whole: tuple[int, int],
        inner: tuple[int, int],
        target: tuple[int, int],
        *,
        is_bare: bool = False,
        address: str | None = None,
    ) -> None:
        raw = self._raw
        said = raw.text[target[0] : target[1]] if address is None else address
        self.links.append(
            Link(words, said, *self._span(whole), *self._span(inner), *self._span(target), is_bare)
        )

    def _span(self, span: tuple[int, int]) -> tuple[int, int]:
        start = self._raw.source(span[0])
        return start, self._raw.source_end(span[1]) if span[1] > span[0] else start

    # -- brackets ------------------------------------------------------------------------------

    def _closing(self, start: int, end: int) -> int | None:
        """Return where the bracket that opens just before ``start`` is closed."""
        if self._brackets is None:
            self._brackets = _pairs(self._raw.text)
        closing = self._brackets.get(start - 1)
        return closing if closing is not None and closing < end else None

    def _target(self, closing: int, inner: str, end: int) -> tuple[str, tuple[int, int], int] | None:
        """Return the address behind a bracket, where it stands, and where the whole link ends."""
        text = self._raw.text
        found = _DESTINATION.match(text, closing + 1, end)
        if found:
            name = "plain" if found["angle"] is None else "angle"
            return found[name] or "", found.span(name), found.end()
        reference = _REFERENCE.match(text, closing + 1, end)
        label = label_of((reference[1] if reference else "") or inner)
        if label not in self._definitions:
            return None
        stop = reference.end() if reference else closing + 1
        return self._definitions[label], (closing, closing), stop

    def _take_link(self, start: int, end: int) -> int:
        closing = self._closing(start + 1, end)
        inner = self._raw.text[start + 1 : closing] if closing is not None else ""
        target = self._target(closing, inner, end) if closing is not None else None
        if closing is None or target is None:
            self._copy(start, start + 1)
            return start + 1
        address, place, stop = target
        before = self._length
        self._read(start + 1, closing)
        words = "".join(self._pieces)[before:]
        self._note_link(words, (start, stop), (start + 1, closing), place, address=address)
        return stop

    def _take_picture(self, start: int, end: int) -> int:
        closing = self._closing(start + 2, end)
        inner = self._raw.text[start + 2 : closing] if closing is not None else ""
        target = self._target(closing, inner, end) if closing is not None else None
        if closing is None or target is None:
            self._copy(start, start + 2)
            return start + 2
        address, _place, stop = target
        self._note_picture(inner, address, (start, stop), (start + 2, closing))
        return stop

    def _note_picture(
        self,
        description: str | None,
        target: str,
        whole: tuple[int, int],
        inner: tuple[int, int],
        *,
        is_decoration: bool = False,
    ) -> None:
        spans = (*self._span(whole), *self._span(inner))
        self.pictures.append(Picture(description, target, *spans, is_decoration))

    # -- tags ----------------------------------------------------------------------------------

    def _take_tag(self, found: re.Match[str]) -> None:
        name = re.match(r"</?([A-Za-z][\w.-]*)", found[0])
        match name[1].casefold() if name else "":
            case "img":
                self._take_img(found)
            case "br":
                self._put(" ", *found.span())
            case "a":
                self._take_anchor(found)
            case _:
                pass

    def _take_img(self, found: re.Match[str]) -> None:
        attributes = _attributes(found)
        alt, alt_span = attributes.get("alt", (None, found.span()))
        is_decoration = (
            attributes.get("role", ("", (0, 0)))[0] in _DECORATIVE
            or attributes.get("aria-hidden", ("", (0, 0)))[0] == "true"
        )
        target = attributes.get("src", ("", (0, 0)))[0] or ""
        self._note_picture(alt, target, found.span(), alt_span, is_decoration=is_decoration)

    def _take_anchor(self, found: re.Match[str]) -> None:
        if not found[0].startswith("</"):
            target, span = _attributes(found).get("href", (None, (0, 0)))
            if target is not None:
                self._anchor = _OpenAnchor(target, found.start(), found.end(), self._length, span)
            return
        anchor, self._anchor = self._anchor, None
        if anchor is not None:
            words = "".join(self._pieces)[anchor.plain_start :]
            inner = (anchor.words_start, found.start())
            whole = (anchor.start, found.end())
            self._note_link(words, whole, inner, anchor.target_span, address=anchor.target)


def _pairs(text: str) -> dict[int, int]:
    """Return where each bracket is closed, in one pass."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            waiting.append(bracket.start())
        elif bracket[0] == "]" and waiting:
            found[waiting.pop()] = bracket.start()
    return found


def _attributes(tag: re.Match[str]) -> dict[str, tuple[str | None, tuple[int, int]]]:
    """Return a tag's attributes, each with where its value stands."""
    found: dict[str, tuple[str | None, tuple[int, int]]] = {}
    name_end = re.match(r"</?[A-Za-z][\w.-]*", tag[0])
    begin = name_end.end() if name_end else 1
    for attribute in _ATTRIBUTE.finditer(tag[0], begin):
        group = next((number for number in (2, 3, 4) if attribute[number] is not None), 0)
        start, end = attribute.span(group)
        value = html.unescape(attribute[group]) if group else ""
        found.setdefault(attribute[1].casefold(), (value, (tag.start() + start, tag.start() + end)))
    return found
