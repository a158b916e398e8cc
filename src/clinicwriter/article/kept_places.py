"""Where the words of a text are names and no words: addresses, code, marks that a site reads by itself.

Every search here goes through a text once. What is looked for to the end (a closing mark) is looked for
again only behind the place where it was found, so that no text can make it slow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .code_blocks import code_blocks
from .entries import Span

_DEEPEST: Final = 32
"""So many brackets may stand in each other in an address, as in Markdown."""

_BLANK_LINE: Final = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n])")
_DEFINITION: Final = re.compile(
    r"(?:^|(?<=\r))[ >]{0,12}\[(?P<label>[^\]\[\r\n]{1,500})\]:"
    r"(?P<rest>[ \t]*(?:(?:\r\n|\n|\r)[ \t]*(?=\S))?[^\r\n]*)",
    re.MULTILINE,
)
_MARK: Final = re.compile(
    r"(?P<escape>\\[^\w\s])"
    r"|(?P<ticks>`+)"
    r"|(?P<link>\]\()"
    r"|(?P<label>\[[^\[\]\r\n]{1,500}\])"
    r"|(?P<wiki>\[\[[^\[\]\r\n]*\]\])"
    r"|(?P<remark><!--)"
    r"|(?P<raw><(?P<element>script|style|pre|code|kbd|samp|textarea|svg|math)\b)"
    r"|(?P<tag><[A-Za-z/!?](?:[^<>\r\n]|(?:\r\n|\n|\r)(?![ \t]*[\r\n]))*>|<[^<>\r\n]*>)"
    r"|(?P<shortcode>\{\{|\{%)"
    r"|(?P<braces>\{[^{}\r\n]*\})"
    r"|(?P<web>(?<!\w)(?:\w{2,12}://|www\.|(?:mailto|tel|sms):)(?:[^\s<>\]]|\](?!\())+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)",
    re.IGNORECASE,
)
_IN_LINK: Final = re.compile(r"""\\.|[()]|(?<=\s)["']|<""", re.DOTALL)
_PAIR: Final = re.compile(
    r"\{%-?\s{0,9}(?P<name>raw|highlight|codeblock|comment)\b|\{\{[<%]\s{0,9}(?P<hugo>highlight)\b"
)


def kept_places(text: str) -> list[Span]:
    """Return the places in which no word may change, in order; none touches another one's letters."""
    definitions = list(_DEFINITION.finditer(text))
    places = code_blocks(text) + [_of_definition(found) for found in definitions]
    labels = {_label(found["label"]) for found in definitions}
    places += _Inline(text, labels, _joined(places)).places()
    return _joined(places)


def code_places(text: str) -> list[Span]:
    """Return the places that are code: between fences, behind four blanks, between backticks."""
    blocks = _joined(code_blocks(text))
    return _joined([*blocks, *_Inline(text, set(), blocks).places(only_code=True)])


def _of_definition(found: re.Match[str]) -> Span:
    """Keep an address with its name; what a footnote says is text."""
    return Span(found.start(), found.start("rest") if found["label"].startswith("^") else found.end())


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _joined(places: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for place in sorted(places):
        if joined and place.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(place.end, joined[-1].end))
        else:
            joined.append(place)
    return joined


@dataclass(slots=True)
class _Inline:
    """Find what is kept within the lines. State: where closing marks were found last."""

    text: str
    labels: set[str]
    blocks: list[Span]
    _found: dict[str, Span | None] = field(default_factory=dict)

    def places(self, *, only_code: bool = False) -> list[Span]:
        """Return the places outside of the blocks that are kept already."""
        edges = [0, *(edge for block in self.blocks for edge in block), len(self.text)]
        gaps = map(Span, edges[::2], edges[1::2])
        return [place for gap in gaps for place in self._in_gap(gap, only_code=only_code)]

    def _in_gap(self, gap: Span, *, only_code: bool) -> Iterator[Span]:
        blanks = [found.start() for found in _BLANK_LINE.finditer(self.text, *gap)]
        ticks = _Ticks.of(self.text, gap)
        position = gap.start
        while found := _MARK.search(self.text, position, gap.end):
            index = bisect_left(blanks, found.end())
            limit = blanks[index] if index < len(blanks) else gap.end
            kind = found.lastgroup or ""
            end = ticks.end_of(found, limit) if kind == "ticks" else self._end_of(kind, found, limit)
            if end is None:
                position = found.start() + 1 if kind == "label" else found.end()
                continue
            position = end
            if kind != "escape" and (not only_code or kind in {"ticks", "raw"}):
                yield Span(found.start(), end)

    def _end_of(self, kind: str, found: re.Match[str], limit: int) -> int | None:
        """Return where a kept place ends, ``None`` where none begins here."""
        if kind == "link":
            return self._link_end(found.end(), limit)
        if kind == "label":
            return self._label_end(found)
        if kind == "remark":
            return self._behind("-->", found.end())
        if kind == "raw":
            return self._behind(f"</{found['element'].lower()}", found.end()) or self._behind(
                ">", found.end(), limit
            )
        return self._shortcode_end(found, limit) if kind == "shortcode" else found.end()

    def _behind(self, mark: str, position: int, limit: int | None = None) -> int | None:
        """Return where the next such mark ends, ``None`` where there is none before the limit."""
        found = self._next(re.escape(mark), position)
        return None if found is None or (limit is not None and found.end > limit) else found.end

    def _next(self, pattern: str, position: int) -> Span | None:
        known = self._found.get(pattern, Span(-1, -1))
        if known is not None and known.start < position:
            found = re.compile(pattern, re.IGNORECASE).search(self.text, position)
            known = self._found[pattern] = Span(*found.span()) if found else None
        return known

    def _shortcode_end(self, found: re.Match[str], limit: int) -> int | None:
        """Return where a mark between braces ends, or the code that it begins."""
        closing = "}}" if found[0] == "{{" else "%}"
        pair = _PAIR.match(self.text, found.start())
        if pair:
            last = self._behind(f"end{pair['name']}" if pair["name"] else f"/{pair['hugo']}", found.end())
            if last is not None:
                return self._behind(closing, last) or last
        return self._behind(closing, found.end(), limit)

    def _label_end(self, found: re.Match[str]) -> int | None:
        """Keep the name of a note or of an address that is told elsewhere; other brackets hold text."""
        label = found[0][1:-1]
        following = self.text[found.end() : found.end() + 2]
        if label.startswith("^") or self.text[max(found.start() - 1, 0)] == "]":
            return found.end()
        has_other = following.startswith("(") or (following.startswith("[") and following != "[]")
        return found.end() if not has_other and _label(label) in self.labels else None

    def _link_end(self, start: int, limit: int) -> int | None:
        """Return where an address between brackets ends, with the title after it."""
        depth = 1
        position = start
        may_have_title = True
        while found := _IN_LINK.search(self.text, position, limit):
            position = found.end()
            sign = found[0]
            if sign == "<" and not self.text[start : found.start()].strip():
                position = self._behind(">", position, limit) or position
            elif sign in "\"'" and may_have_title:
                may_have_title = False
                title = self._next(rf"{sign}\s{{0,20}}\)", position)
                if title is not None and title.end <= limit:
                    return title.end
            elif sign in "()":
                depth += 1 if sign == "(" else -1
                if depth in {0, _DEEPEST}:
                    return None if depth else position
        return None


@dataclass(frozen=True, slots=True)
class _Ticks:
    """The runs of backticks in a piece of text, by their length: code ends at the next run of the same."""

    starts: dict[int, list[int]]

    @classmethod
    def of(cls, text: str, gap: Span) -> _Ticks:
        """Find the runs."""
        starts: dict[int, list[int]] = {}
        for found in re.compile("`+").finditer(text, *gap):
            starts.setdefault(len(found[0]), []).append(found.start())
        return cls(starts)

    def end_of(self, opening: re.Match[str], limit: int) -> int | None:
        """Return where the code ends, ``None`` where it never does in its paragraph."""
        length = len(opening[0])
        starts = self.starts.get(length, [])
        index = bisect_left(starts, opening.end())
        return starts[index] + length if index < len(starts) and starts[index] < limit else None
