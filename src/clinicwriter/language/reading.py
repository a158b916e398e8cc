"""From an article's source to its plain words: lines to blocks, part by part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from .inline import InlineReader, Raw
from .parts import ITEM, LINE, Part, link_definitions, split_parts
from .prose import Block, BlockKind, Link, Picture, PlainText, Prose, Run, Table

_QUOTE: Final = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*(?:\{[^{}]*\}[ \t]*)?$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE: Final = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_TICK: Final = re.compile(r"\[[ xX]\][ \t]+")
_NOTE: Final = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION: Final = re.compile(r" {0,3}\*?\[[^\]]+\]:[ \t]*\S")
_MEANING: Final = re.compile(r" {0,3}:[ \t]+")
_NO_PROSE: Final = re.compile(
    r"[ \t]*(?:\{:[^{}]*\}|\{%.*%\}|\{\{.*\}\}|\{[.#][^{}]*\}|:{3,}.*|\[\[?TOC\]?\]|\\newpage)[ \t]*$"
)
_CALL_OUT: Final = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+\"([^\"]*)\")?[ \t]*$")
_CALL_OUT_SIGN: Final = re.compile(r"[ \t]*\[!\w+\][ \t]*$")
_PROGRAM: Final = re.compile(r"(?:import|export)\b.*(?:from\s+['\"]|=|['\"];?$)")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL: Final = re.compile(r"(?:\\.|`[^`]*`|[^|\\`]|`)+")
_ALL_BOLD: Final = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1\s*$", re.S)
_INDENTED: Final = re.compile(r"(?: {4}|\t)")


@dataclass(frozen=True, slots=True)
class PartReading:
    """What one part says; all offsets count from the beginning of the part."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()


def read_prose(source: str) -> Prose:
    """Read a whole article's text. Any text is read; what is no prose is told apart, never raised about."""
    definitions = link_definitions(source)
    readings = [(part, read_part(source, part, definitions)) for part in split_parts(source)]
    return Prose(
        source,
        tuple(block.moved(part.start) for part, read in readings for block in read.blocks),
        tuple(shifted_link(link, part.start) for part, read in readings for link in read.links),
        tuple(shifted_picture(one, part.start) for part, read in readings for one in read.pictures),
        tuple(
            replace(table, start=table.start + part.start, end=table.end + part.start)
            for part, read in readings
            for table in read.tables
        ),
    )


def read_part(source: str, part: Part, definitions: Mapping[str, str]) -> PartReading:
    """Read one part of a source."""
    text = source[part.start : part.end]
    if part.is_code:
        return PartReading()
    if part.is_remark:
        return PartReading((_remark(text),))
    return _PartReader(text, part.is_in_list, definitions).read()


def _remark(text: str) -> Block:
    words = text.removeprefix("<!--").removesuffix("-->")
    start = 4 if text.startswith("<!--") else 0
    runs = (Run(0, len(words), start, len(words)),) if words else ()
    return Block(BlockKind.REMARK, PlainText(words, runs), 0, len(text))


def shifted_link(link: Link, by: int) -> Link:
    """Return a link whose places are further down."""
    return Link(
        link.words, link.target, link.start + by, link.end + by, link.words_start + by, link.words_end + by,
        link.target_start + by, link.target_end + by, link.is_bare,
    )  # fmt: skip


def shifted_picture(picture: Picture, by: int) -> Picture:
    """Return a picture whose places are further down."""
    return replace(
        picture,
        start=picture.start + by,
        end=picture.end + by,
        description_start=picture.description_start + by,
        description_end=picture.description_end + by,
    )


class _PartReader:
    """Read one part (state that changes: the block whose lines are being gathered, and what was found)."""

    def __init__(self, text: str, is_in_list: bool, definitions: Mapping[str, str]) -> None:
        self._lines = [(found.start(), found[1]) for found in LINE.finditer(text) if found[0]]
        self._is_in_list = is_in_list
        self._definitions = definitions
        self._kind = BlockKind.PARAGRAPH
        self._raw = Raw()
        self._end = 0
        self._at = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._pictures: list[Picture] = []
        self._tables: list[Table] = []

    def read(self) -> PartReading:
        while self._at < len(self._lines):
            self._take_line()
            self._at += 1
        self._close()
        return PartReading(
            tuple(self._blocks), tuple(self._links), tuple(self._pictures), tuple(self._tables)
        )

    # -- lines ---------------------------------------------------------------------------------

    def _take_line(self) -> None:
        start, line = self._lines[self._at]
        quote = _QUOTE.match(line)
        skip = quote.end() if quote else 0
        rest = line[skip:]
        if not rest.strip():
            self._close()
        elif not quote and self._is_code(rest):
            return
        elif self._is_no_prose(rest):
            self._close()
        else:
            self._take_words(start + skip, rest, BlockKind.QUOTE if quote else BlockKind.PARAGRAPH)

    def _is_code(self, line: str) -> bool:
        """Say whether an indented line is code: not in a list, and no paragraph is going on."""
        return (
            bool(_INDENTED.match(line)) and not self._is_in_list and not self._raw.text and not self._blocks
        )

    def _is_no_prose(self, line: str) -> bool:
        if _RULE.match(line) and not (self._raw.text and _UNDERLINE.match(line)):
            return True
        if _CALL_OUT_SIGN.match(line) or _NO_PROSE.match(line) or _PROGRAM.match(line):
            return True
        return bool(_DEFINITION.match(line)) and not _NOTE.match(line)

    def _take_words(self, start: int, line: str, kind: BlockKind) -> None:
        if heading := _HEADING.match(line):
            self._close()
            self._take_heading(start, heading)
        elif self._raw.text and (under := _UNDERLINE.match(line)):
            self._close(level=1 if under[1][0] == "=" else 2)
        elif self._begins_table(line):
            self._close()
            self._take_table()
        elif begin := _NOTE.match(line):
            self._open(BlockKind.NOTE, start + begin.end(), line[begin.end() :])
        elif begin := ITEM.match(line):
            self._take_item(start + begin.end(), line[begin.end() :])
        elif call_out := _CALL_OUT.match(line):
            self._close()
            if call_out[1]:
                self._open(BlockKind.CAPTION, start + call_out.start(1), call_out[1])
                self._close()
        elif begin := _MEANING.match(line):
            self._open(BlockKind.PARAGRAPH, start + begin.end(), line[begin.end() :])
        else:
            self._take_plain(start, line, kind)

    def _take_item(self, start: int, line: str) -> None:
        tick = _TICK.match(line)
        skip = tick.end() if tick else 0
        self._is_in_list = True
        self._open(BlockKind.ITEM, start + skip, line[skip:])

    def _take_plain(self, start: int, line: str, kind: BlockKind) -> None:
        if "<figcaption" in line.casefold():
            kind = BlockKind.CAPTION
        if self._raw.text:
            self._go_on(start, line)
        else:
            is_item = self._is_in_list and kind is BlockKind.PARAGRAPH and line[0] in " \t"
            self._open(BlockKind.ITEM if is_item else kind, start, line)

    def _take_heading(self, start: int, heading: re.Match[str]) -> None:
        self._open(BlockKind.HEADING, start + heading.start(2), heading[2])
        self._end = start + heading.end()
        self._close(level=len(heading[1]), start=start)

    # -- tables --------------------------------------------------------------------------------

    def _begins_table(self, line: str) -> bool:
        if "|" not in line:
            return False
        following = self._lines[self._at + 1][1] if self._at + 1 < len(self._lines) else ""
        has_rule = "|" in following or "-" in following
        return (has_rule and bool(_DELIMITER.match(following))) or bool(_DELIMITER.match(line))

    def _take_table(self) -> None:
        begin = self._lines[self._at][0]
        is_header, has_header = not _DELIMITER.match(self._lines[self._at][1]), False
        end = begin
        while self._at < len(self._lines) and "|" in self._lines[self._at][1]:
            start, line = self._lines[self._at]
            if not _DELIMITER.match(line):
                has_header = self._take_row(start, line, is_header) or has_header
                is_header = False
            end = start + len(line)
            self._at += 1
        self._at -= 1
        self._tables.append(Table(begin, end, has_header))

    def _take_row(self, start: int, line: str, is_header: bool) -> bool:
        """Read a row's cells; say whether it is a header that names something."""
        says = False
        for cell in _CELL.finditer(line):
            words = cell[0].strip()
            if words:
                says = True
                lead = len(cell[0]) - len(cell[0].lstrip())
                self._open(BlockKind.CELL, start + cell.start() + lead, words)
                self._close(is_header=is_header)
        return says and is_header

    # -- blocks --------------------------------------------------------------------------------

    def _open(self, kind: BlockKind, start: int, line: str) -> None:
        self._close()
        self._kind = kind
        self._raw = Raw()
        self._go_on(start, line)
        if not line:
            self._raw.places.append((0, start))

    def _go_on(self, start: int, line: str) -> None:
        words = line.lstrip(" \t")
        lead = len(line) - len(words)
        if self._raw.text:
            # The blank between two lines is the line end, and stands where that does.
            self._raw.add(self._end, " ")
        self._raw.add(start + lead, words.rstrip(" \t\\") if words.endswith(("  ", "\\")) else words)
        self._end = start + len(line)

    def _close(self, level: int = 0, start: int | None = None, *, is_header: bool = False) -> None:
        raw, self._raw = self._raw, Raw()
        if not raw.places or (not raw.text.strip() and not level):
            return
        reader = InlineReader(raw, self._definitions)
        text = reader.read()
        self._links += reader.links
        self._pictures += reader.pictures
        for remark in reader.remarks:
            if remark.words.strip():
                span = remark.source_span(0, len(remark.words))
                self._blocks.append(Block(BlockKind.REMARK, remark, *span))
        if text.words.strip() or level:
            kind = BlockKind.HEADING if level else self._kind
            begin = raw.places[0][1] if start is None else start
            bold = kind is BlockKind.PARAGRAPH and bool(_ALL_BOLD.match(raw.text))
            self._blocks.append(Block(kind, text, begin, self._end, level, is_header, bold))
