"""From the tree of an HTML text to blocks: what it means, without how it looked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clinicwriter.importing.blocks import (
    Block,
    Code,
    Inline,
    Letters,
    LineBreak,
    Listing,
    ListLine,
    Mark,
    Note,
    NoteSign,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
)
from clinicwriter.importing.links import clean_target
from clinicwriter.importing.tree import BLOCKS, Element

PictureDoor = Callable[[str, str], str | None]
"""Takes a picture's source and description; returns its reference, ``None`` to leave it out."""

MARKS = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "code": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
HEADING = re.compile(r"h([1-6])")
WORD_LEVEL = re.compile(r"\blevel(\d)")
WORD_NUMBER = re.compile(r"\(?(?:\d+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)
NOTE_SIGN = re.compile(r"#(?:_?(?:ftn|edn)|(?:foot|end)note-)(?!ref)(\w+)")
NOTE_BODY = re.compile(r"(?:_?(?:ftn|edn)|(?:foot|end)note-)(?!ref)(\w+)")
NOTE_BACK = re.compile(r"#(?:_?(?:ftn|edn)ref|(?:foot|end)note-ref-)")
BOLD_FROM = 600


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for the text inside an element."""

    marks: frozenset[Mark] = frozenset()
    target: str = ""


class BlockReader:
    """Read blocks from a tree. State that changes: what was lost, and the names of notes that were seen."""

    def __init__(self, picture: PictureDoor, base_url: str) -> None:
        self._picture = picture
        self._base_url = base_url
        self.lost: dict[str, int] = {}

    def read(self, root: Element) -> list[Block]:
        """Return the blocks of a whole text; signs of notes that have no note are plain text."""
        return _join_list_lines(self._blocks_of(root, _Setting()))

    # -- blocks --------------------------------------------------------------------------------

    def _blocks_of(self, element: Element, setting: _Setting) -> list[Block]:
        blocks: list[Block] = []
        inlines: list[Inline] = []

        def end_paragraph() -> None:
            if paragraph := _paragraph(inlines):
                blocks.append(paragraph)
            inlines.clear()

        for child in element.children:
            if isinstance(child, Element) and _holds_blocks(child):
                end_paragraph()
                blocks += self._block(child, self._within(child, setting))
            else:
                inlines += self._inlines(child, setting)
        end_paragraph()
        return blocks

    def _block(self, element: Element, setting: _Setting) -> list[Block]:  # noqa: PLR0911 (a table of cases)
        tag = element.tag
        if tag == "hr":
            return [Rule()]
        if heading := HEADING.fullmatch(tag):
            return self._heading(element, int(heading[1]))
        if tag in ("ul", "ol"):
            return self._listing(element, setting)
        if tag == "blockquote":
            blocks = self._blocks_of(element, setting)
            return [Quote(tuple(_join_list_lines(blocks)))] if blocks else []
        if tag == "pre":
            text = element.text().strip("\n")
            return [Code(text)] if text.strip() else []
        if tag == "table":
            return self._table(element, setting)
        if tag == "dt":
            setting = replace(setting, marks=setting.marks | {Mark.STRONG})
        if note := self._note(element):
            return [note]
        if tag == "p" and (level := _word_level(element)):
            return self._word_item(element, level, setting)
        return self._blocks_of(element, setting)

    def _heading(self, element: Element, level: int) -> list[Block]:
        inlines = self._inlines(element, _Setting())
        plain = [
            replace(part, marks=part.marks - {Mark.STRONG}) if isinstance(part, Letters) else part
            for part in inlines
            if not isinstance(part, LineBreak)
        ]
        paragraph = _paragraph(plain)
        return [replace(paragraph, level=level)] if paragraph else []

    def _listing(self, element: Element, setting: _Setting) -> list[Block]:
        notes = [note for child in _children(element) if (note := self._note(child))]
        if notes:
            return list(notes)
        items: list[tuple[Block, ...]] = []
        for child in element.children:
            if isinstance(child, str) and not child.strip():
                continue
            holder = child if isinstance(child, Element) else Element("li", {}, [child])
            is_nested = holder.tag in ("ul", "ol")
            blocks = self._block(holder, setting) if is_nested else self._blocks_of(holder, setting)
            blocks = _join_list_lines(blocks)
            if is_nested and items:
                items[-1] = (*items[-1], *blocks)
            elif blocks:
                items.append(tuple(blocks))
        return [Listing(tuple(items), element.tag == "ol")] if items else []

    def _word_item(self, element: Element, level: int, setting: _Setting) -> list[Block]:
        sign = "".join(part.text() for part in element.elements() if "ignore" in part.style("mso-list"))
        inlines = self._inlines(element, setting)
        if not _paragraph(inlines):
            return []
        return [ListLine(_trimmed(inlines), level, bool(WORD_NUMBER.match(sign.strip())))]

    def _note(self, element: Element) -> Note | None:
        found = NOTE_BODY.fullmatch(element.attributes.get("id", ""))
        if not found or element.tag == "a":
            return None
        return Note(found[1], _trimmed(self._inlines(element, _Setting())))

    def _table(self, element: Element, setting: _Setting) -> list[Block]:
        rows = [row for row in element.elements() if row.tag == "tr"]
        is_layout = any(inner.tag == "table" for inner in element.elements())
        widest = max((len(_cells(row)) for row in rows), default=0)
        if is_layout or widest < 2:
            return self._blocks_of_all(element, setting)
        return [Table(self._rows(rows))]

    def _blocks_of_all(self, element: Element, setting: _Setting) -> list[Block]:
        """Read a table that only lays out: its cells one after the other."""
        blocks: list[Block] = []
        for child in element.children:
            if isinstance(child, Element):
                inner = (
                    self._blocks_of_all if child.tag in ("tbody", "thead", "tfoot", "tr") else self._blocks_of
                )
                blocks += inner(child, setting)
        return blocks

    def _rows(self, rows: Sequence[Element]) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
        """Return all rows equally long; merged cells leave empty ones where they reach."""
        grid: list[dict[int, tuple[Inline, ...]]] = [{} for _ in rows]
        for number, row in enumerate(rows):
            column = 0
            for cell in _cells(row):
                while column in grid[number]:
                    column += 1
                grid[number][column] = self._cell(cell)
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                for down in range(min(high, len(rows) - number)):
                    for right in range(wide):
                        grid[number + down].setdefault(column + right, ())
                column += wide
        width = max((max(row, default=-1) + 1 for row in grid), default=0)
        return tuple(tuple(row.get(column, ()) for column in range(width)) for row in grid if row)

    def _cell(self, cell: Element) -> tuple[Inline, ...]:
        parts = self._inlines(cell, _Setting())
        inlines: list[Inline] = [Letters(" ") if isinstance(part, LineBreak) else part for part in parts]
        if cell.tag == "th":
            inlines = [_without(part, Mark.STRONG) for part in inlines]
        return _trimmed(inlines)

    # -- lines ---------------------------------------------------------------------------------

    def _inlines(self, child: Element | str, setting: _Setting) -> list[Inline]:
        if isinstance(child, str):
            text = re.sub(r"[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f]", " ", child)
            return [Letters(text, setting.marks, setting.target)] if text else []
        if child.tag == "br":
            return [LineBreak()]
        if child.tag == "img":
            return self._picture_of(child)
        if "ignore" in child.style("mso-list") or child.style("display") == "none":
            return []
        if child.tag == "a" and (special := self._note_sign(child)) is not None:
            return special
        inner = self._within(child, setting)
        inlines = [part for grandchild in child.children for part in self._inlines(grandchild, inner)]
        is_block = child.tag in BLOCKS
        return [LineBreak(), *inlines, LineBreak()] if is_block and inlines else inlines

    def _note_sign(self, link: Element) -> list[Inline] | None:
        target = link.attributes.get("href", "")
        if NOTE_BACK.match(target):
            return []
        found = NOTE_SIGN.match(target)
        return [NoteSign(found[1])] if found else None

    def _picture_of(self, element: Element) -> list[Inline]:
        description = " ".join(element.attributes.get("alt", "").split())
        reference = self._picture(element.attributes.get("src", ""), description)
        if reference is None:
            self._lose("picture")
            return []
        return [Picture(reference, description)]

    def _within(self, element: Element, setting: _Setting) -> _Setting:
        marks = set(setting.marks)
        if mark := MARKS.get(element.tag):
            marks.add(mark)
        _follow_style(element, marks)
        target = setting.target
        if element.tag == "a" and (href := element.attributes.get("href")):
            target = clean_target(href, self._base_url)
        return _Setting(frozenset(marks), target)

    def _lose(self, what: str) -> None:
        self.lost[what] = self.lost.get(what, 0) + 1


def _follow_style(element: Element, marks: set[Mark]) -> None:
    """Let the style attribute have its say: Google Docs marks bold by it, and wraps all in a plain <b>."""
    weight = element.style("font-weight")
    if weight:
        is_bold = weight.startswith("bold") or (weight.isdigit() and int(weight) >= BOLD_FROM)
        (marks.add if is_bold else marks.discard)(Mark.STRONG)
    slant = element.style("font-style")
    if slant:
        (marks.add if slant in ("italic", "oblique") else marks.discard)(Mark.EMPHASIS)
    place = element.style("vertical-align")
    if place in ("sub", "super"):
        marks.add(Mark.SUBSCRIPT if place == "sub" else Mark.SUPERSCRIPT)


def _children(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _cells(row: Element) -> list[Element]:
    return [child for child in _children(row) if child.tag in ("td", "th")]


def _span(cell: Element, name: str) -> int:
    written = cell.attributes.get(name, "1").strip()
    return min(max(int(written), 1), 50) if written.isascii() and written.isdigit() else 1


def _holds_blocks(element: Element) -> bool:
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.elements())


def _word_level(element: Element) -> int:
    listed = element.style("mso-list")
    found = WORD_LEVEL.search(listed)
    return int(found[1]) if found else 0


def _without(part: Inline, mark: Mark) -> Inline:
    return replace(part, marks=part.marks - {mark}) if isinstance(part, Letters) else part


def _is_blank(part: Inline) -> bool:
    return isinstance(part, LineBreak) or (isinstance(part, Letters) and not part.text.strip())


def _trimmed(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    parts = list(inlines)
    while parts and _is_blank(parts[0]):
        parts.pop(0)
    while parts and _is_blank(parts[-1]):
        parts.pop()
    return tuple(parts)


def _paragraph(inlines: Sequence[Inline]) -> Paragraph | None:
    parts = _trimmed(inlines)
    return Paragraph(parts) if parts else None


def _join_list_lines(blocks: Sequence[Block]) -> list[Block]:
    """Make lists of the paragraphs that Word means as items."""
    joined: list[Block] = []
    waiting: list[ListLine] = []
    for block in (*blocks, None):
        if isinstance(block, ListLine):
            waiting.append(block)
            continue
        joined += _lists_from(waiting)
        waiting = []
        if block is not None:
            joined.append(block)
    return joined


def _lists_from(lines: Sequence[ListLine]) -> list[Block]:
    lists: list[Block] = []
    position = 0
    while position < len(lines):
        first = lines[position]
        items: list[tuple[Block, ...]] = []
        while position < len(lines) and (
            lines[position].level > first.level
            or (lines[position].level == first.level and lines[position].is_numbered == first.is_numbered)
        ):
            end = position + 1
            while end < len(lines) and lines[end].level > first.level:
                end += 1
            items.append((Paragraph(lines[position].inlines), *_lists_from(lines[position + 1 : end])))
            position = end
        lists.append(Listing(tuple(items), first.is_numbered))
    return lists
