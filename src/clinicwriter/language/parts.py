"""Where an article's source can be parted so that each part reads alone as it does within the whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_FENCE: Final = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){0,40}(`{3,}(?=[^`]*$)|~{3,})")
_FENCE_END: Final = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_OPAQUE: Final = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (
        re.compile(r"<(?:script|style|pre|textarea|svg|math)(?=[\s>])", re.I),
        re.compile(r"</(?:script|style|pre|textarea|svg|math)>", re.I),
    ),
    (re.compile(r"\{%-?\s*(?:highlight|raw|codeblock|code)\b"), re.compile(r"\{%-?\s*end\w+\s*-?%\}")),
    (re.compile(r"\{\{[<%]\s*highlight\b"), re.compile(r"\{\{[<%]\s*/\s*highlight")),
)
_OPENS: Final = frozenset("<{")
_MATHS: Final = re.compile(r"[ \t]*\$\$")
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?([^\s>]+)>?", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the source between blank lines. ``is_code`` and ``is_remark`` say that it is no prose."""

    start: int
    end: int
    is_in_list: bool = False
    is_code: bool = False
    is_remark: bool = False


def link_definitions(source: str) -> Mapping[str, str]:
    """Return the addresses that are named once at the side: ``[name]: address``."""
    if "]:" not in source:
        return MappingProxyType({})
    return MappingProxyType({label_of(found[1]): found[2] for found in _DEFINITION.finditer(source)})


def label_of(text: str) -> str:
    """Return a link's label as labels are compared."""
    return " ".join(text.casefold().split())


def split_parts(source: str) -> Iterator[Part]:
    """Yield the parts of a source in order; blank lines and fences that nothing closes belong to none.

    What stands behind such a fence, or behind any other beginning of what never ends, is prose: some sites
    show it as words, and nothing may hide all of a text from the checks.
    """
    return _Splitting(source).parts()


def unclosed_fences(source: str) -> tuple[tuple[int, int], ...]:
    """Return where the signs stand that begin code which nothing ends."""
    if "```" not in source and "~~~" not in source:
        return ()
    splitting = _Splitting(source)
    for _part in splitting.parts():
        pass
    return tuple(splitting.unclosed)


class _Splitting:
    """One pass over the lines (state that changes: what is open at the current line)."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = [(found.start(), found[1]) for found in LINE.finditer(source) if found[0]]
        self._at = 0
        self._in_list = False
        self._closings = _closings(line for _, line in self._lines)
        self._endless: set[re.Pattern[str]] = set()
        self.unclosed: list[tuple[int, int]] = []

    def parts(self) -> Iterator[Part]:
        while self._at < len(self._lines):
            line = self._lines[self._at][1]
            if not line.strip():
                self._at += 1
            elif fence := self._unclosed(line):
                yield from self._behind_fence(fence)
            else:
                closing = self._opening(line)
                yield (self._opaque(closing) if closing is not None else None) or self._prose()

    def _opening(self, line: str) -> re.Pattern[str] | None:
        """Return what would end the code or the remark that this line begins."""
        fence = _FENCE.match(line)
        if fence:
            return re.compile(rf"[ \t>]*{re.escape(fence[1])}{re.escape(fence[1][0])}*[ \t]*$")
        if _MATHS.match(line) and line.count("$$") == 1:
            return None if _MATHS in self._endless else _MATHS
        first = line.lstrip()[0]
        if first not in _OPENS:
            return None
        for opening, closing in _OPAQUE:
            found = opening.match(line.lstrip())
            if found and not closing.search(line.lstrip(), found.end()):
                return None if closing in self._endless else closing
        return None

    def _unclosed(self, line: str) -> re.Match[str] | None:
        """Return the fence that the current line begins with, where no line below closes it."""
        fence = _FENCE.match(line)
        if fence is None:
            return None
        last, longest = self._closings[fence[1][0]]
        at = bisect_right(last, self._at)
        return fence if at == len(last) or longest[at] < len(fence[1]) else None

    def _behind_fence(self, fence: re.Match[str]) -> Iterator[Part]:
        """Yield what stands in the fence's own line and below, if anything does."""
        start, line = self._lines[self._at]
        self.unclosed.append((start + fence.start(1), start + fence.end(1)))
        if line[fence.end() :].strip():
            self._lines[self._at] = (start + fence.end(), line[fence.end() :])
            yield self._prose()
        else:
            self._at += 1

    def _opaque(self, closing: re.Pattern[str]) -> Part | None:
        """Take what is no prose up to its end; nothing where it has none: that would hide all below it."""
        before = self._at, self._in_list
        start, first = self._lines[self._at]
        is_remark = first.lstrip().startswith("<!--")
        self._in_list = self._in_list or bool(ITEM.match(first))
        self._at += 1
        while self._at < len(self._lines):
            begin, line = self._lines[self._at]
            self._at += 1
            if closing.match(line) if closing.pattern.startswith("[") else closing.search(line):
                return Part(start, begin + len(line), is_code=not is_remark, is_remark=is_remark)
        self._endless.add(closing)  # nor has any that begins further down: each is looked for once
        self._at, self._in_list = before
        return None

    def _begins_other(self, line: str) -> bool:
        return self._unclosed(line) is not None or self._opening(line) is not None

    def _prose(self) -> Part:
        start, first = self._lines[self._at]
        in_list = self._in_list or bool(ITEM.match(first))
        if first[0] not in " \t":
            in_list = bool(ITEM.match(first))
        end = start
        while self._at < len(self._lines):
            begin, line = self._lines[self._at]
            if not line.strip() or (begin != start and self._begins_other(line)):
                break
            in_list = in_list or bool(ITEM.match(line))
            end = begin + len(line)
            self._at += 1
        part = Part(start, end, is_in_list=self._in_list and first[0] in " \t")
        self._in_list = in_list
        return part


def _closings(lines: Iterable[str]) -> Mapping[str, tuple[list[int], list[int]]]:
    """Return for each kind of fence the lines that may close one, and the longest fence from each on."""
    found: dict[str, tuple[list[int], list[int]]] = {"`": ([], []), "~": ([], [])}
    for number, line in enumerate(lines):
        closing = _FENCE_END.match(line) if "```" in line or "~~~" in line else None
        if closing:
            numbers, lengths = found[closing[1][0]]
            numbers.append(number)
            lengths.append(len(closing[1]))
    for _numbers, lengths in found.values():
        for at in range(len(lengths) - 2, -1, -1):
            lengths[at] = max(lengths[at], lengths[at + 1])
    return found
