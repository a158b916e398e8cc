"""From the tree of an HTML text to blocks: what it means, without how it looked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

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
from clinicwriter.importing.item_lines import join_lines, sign_of, web_level, word_level
from clinicwriter.importing.marks import Setting, is_hidden, setting_within, without
from clinicwriter.importing.notes import body_name, drop_line_above, is_way_back, sign_name
from clinicwriter.importing.tables import (
    alignments_of,
    fill_grid,
    is_for_layout,
    rows_of,
    with_plain_head,
)
from clinicwriter.importing.tree import BLOCKS, Element

PictureDoor = Callable[[str, str], str | None]
"""Takes a picture's source and description; returns its reference, ``None`` to leave it out."""

_HEADING = re.compile(r"h([1-6])")
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and breaks without width: nobody sees them, and no search finds the word that has one."""
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]+)")
_ROWS = frozenset({"tbody", "thead", "tfoot", "tr"})
_QUOTE_CLASSES = ("MsoQuote", "MsoIntenseQuote")
_BOXES = {True: "\u2611 ", False: "\u2610 "}
TITLE_CLASS = "MsoTitle"


class BlockReader:
    """Read blocks from a tree. State that changes: what was lost, and the notes met so far."""

    def __init__(self, picture: PictureDoor, base_url: str) -> None:
        self._picture = picture
        self._base_url = base_url
        self._notes: list[Note] = []
        self.lost: dict[str, int] = {}

    def read(self, root: Element) -> list[Block]:
        """Return the blocks of a whole text, its notes at the end."""
        self._notes = []
        blocks = join_lines(self._blocks_of(root, Setting()))
        return [*blocks, *self._notes]

    # -- blocks --------------------------------------------------------------------------------

    def _blocks_of(self, element: Element, setting: Setting) -> list[Block]:
        blocks: list[Block] = []
        inlines: list[Inline] = []
        for child, around in self._flow(element, setting):
            if isinstance(child, Element) and child.tag in BLOCKS:
                blocks += _paragraphs(inlines)
                inlines.clear()
                blocks += self._block(child, self._within(child, around))
            else:
                inlines += self._inlines(child, around)
        return blocks + _paragraphs(inlines)

    def _flow(self, element: Element, setting: Setting) -> Iterator[tuple[Element | str, Setting]]:
        """Yield what an element holds; what holds blocks without being one gives way to what it holds."""
        for child in element.children:
            if isinstance(child, str):
                yield child, setting
            elif not is_hidden(child):
                if child.tag not in BLOCKS and any(inner.tag in BLOCKS for inner in child.elements()):
                    yield from self._flow(child, self._within(child, setting))
                else:
                    yield child, setting

    def _block(self, element: Element, setting: Setting) -> list[Block]:
        drop_line_above(element)
        level = _heading_level(element)
        if level:
            return self._heading(element, level)
        if name := body_name(element):
            self._notes.append(Note(name, self._in_one_line(element, Setting())))
            return []
        if read := _READERS.get(element.tag):
            return read(self, element, setting)
        if element.has_class(*_QUOTE_CLASSES):
            return _quoted(self._blocks_of(element, setting))
        if level := word_level(element):
            inlines = _trimmed(self._inlines(element, setting))
            return [ListLine(inlines, level, *sign_of(element))] if inlines else []
        return self._blocks_of(element, setting)

    def _heading(self, element: Element, level: int) -> list[Block]:
        parts = [without(part, Mark.STRONG) for part in self._in_one_line(element, Setting())]
        return [Paragraph(tuple(parts), level)] if parts else []

    def _rule(self, element: Element, _setting: Setting) -> list[Block]:
        return [] if element.has_class("footnotes-sep") else [Rule()]

    def _quote(self, element: Element, setting: Setting) -> list[Block]:
        return _quoted(self._blocks_of(element, setting))

    def _code(self, element: Element, _setting: Setting) -> list[Block]:
        text = _lines_text(element).replace("\r\n", "\n").strip("\n")
        said = " ".join(one.attributes.get("class", "") for one in [element, *element.elements()])
        language = _LANGUAGE.search(said)
        return [Code(text, language[1] if language else "")] if text.strip() else []

    def _term(self, element: Element, setting: Setting) -> list[Block]:
        return self._blocks_of(element, replace(setting, marks=setting.marks | {Mark.STRONG}))

    # -- lists ---------------------------------------------------------------------------------

    def _listing(self, element: Element, setting: Setting) -> list[Block]:
        children = [one for one in element.children if isinstance(one, Element) or one.strip()]
        if any(isinstance(one, Element) and body_name(one) for one in children):
            return self._blocks_of(element, setting)
        if children and all(isinstance(one, Element) and web_level(one) for one in children):
            return self._web_lines(children, element.tag == "ol", setting)
        items: list[tuple[Block, ...]] = []
        is_loose = False
        for holder in _items_of(children):
            if holder.tag in ("ul", "ol"):
                _put_under_last(items, self._block(holder, self._within(holder, setting)))
                continue
            blocks = join_lines(self._blocks_of(holder, self._within(holder, setting)))
            if blocks:
                _put_item(items, blocks)
                is_loose = is_loose or _has_own_paragraphs(holder)
        start = element.attributes.get("start", "")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
        return [Listing(tuple(items), element.tag == "ol", first, is_loose)] if items else []

    def _web_lines(self, items: Iterable[Element | str], is_numbered: bool, setting: Setting) -> list[Block]:
        lines = [
            ListLine(self._in_one_line(item, self._within(item, setting)), web_level(item), is_numbered)
            for item in items
            if isinstance(item, Element)
        ]
        return [line for line in lines if line.inlines]

    # -- tables --------------------------------------------------------------------------------

    def _table(self, element: Element, setting: Setting) -> list[Block]:
        if is_for_layout(element):
            return self._blocks_of_cells(element, setting)
        rows = rows_of(element)
        grid = with_plain_head(fill_grid(rows, self._cell))
        captions = [one for one in element.children if isinstance(one, Element) and one.tag == "caption"]
        blocks = [block for caption in captions for block in self._blocks_of(caption, setting)]
        if not any(cell for row in grid for cell in row):
            return blocks
        return [*blocks, Table(grid, alignments_of(rows, len(grid[0])))]

    def _blocks_of_cells(self, element: Element, setting: Setting) -> list[Block]:
        """Read a table that only lays out: its cells one after the other."""
        blocks: list[Block] = []
        for child in element.children:
            if isinstance(child, Element) and not is_hidden(child):
                inner = self._blocks_of_cells if child.tag in _ROWS else self._blocks_of
                blocks += inner(child, self._within(child, setting))
        return blocks

    def _cell(self, cell: Element) -> tuple[Inline, ...]:
        items = [one for one in cell.elements() if one.tag == "li"]
        if len(items) > 1:
            for item in items:
                item.children.insert(0, "\u2022 ")
        parts = self._in_one_line(cell, self._within(cell, Setting()))
        return tuple(without(part, Mark.STRONG) for part in parts) if cell.tag == "th" else parts

    # -- lines ---------------------------------------------------------------------------------

    def _in_one_line(self, element: Element, setting: Setting) -> tuple[Inline, ...]:
        parts = [part for child in element.children for part in self._inlines(child, setting)]
        trimmed = _trimmed([Letters(" ") if isinstance(part, LineBreak) else part for part in parts])
        last = trimmed[-1] if trimmed else None
        return (
            (*trimmed[:-1], replace(last, text=last.text.rstrip())) if isinstance(last, Letters) else trimmed
        )

    def _inlines(self, child: Element | str, setting: Setting) -> list[Inline]:
        if isinstance(child, str):
            text = _BLANKS.sub(" ", _UNSEEN.sub("", child))
            return [Letters(text, setting.marks, setting.target)] if text else []
        if is_hidden(child) or is_way_back(child):
            return []
        if child.tag in _LINE_READERS:
            return _LINE_READERS[child.tag](self, child, setting)
        if child.tag == "a" and (name := sign_name(child)):
            return [NoteSign(name, " ".join(child.text().split()).strip("[]"))]
        inner = self._within(child, setting)
        inlines = [part for grandchild in child.children for part in self._inlines(grandchild, inner)]
        is_block = child.tag in BLOCKS
        return [LineBreak(), *inlines, LineBreak()] if is_block and inlines else inlines

    def _break(self, _element: Element, _setting: Setting) -> list[Inline]:
        return [LineBreak()]

    def _box(self, element: Element, _setting: Setting) -> list[Inline]:
        """Read a box to tick; other entries hold nothing that was written."""
        is_box = element.attributes.get("type", "").casefold() == "checkbox"
        return [Letters(_BOXES["checked" in element.attributes])] if is_box else []

    def _quoted_words(self, element: Element, setting: Setting) -> list[Inline]:
        words = [part for child in element.children for part in self._inlines(child, setting)]
        return [Letters("\u201c", setting.marks), *words, Letters("\u201d", setting.marks)] if words else []

    def _picture_of(self, element: Element, setting: Setting) -> list[Inline]:
        if {element.attributes.get("width"), element.attributes.get("height")} == {"1"}:
            return []  # a mail's secret sign that it was read
        description = " ".join(element.attributes.get("alt", "").split())
        if _is_emoji(description):
            return [Letters(description, setting.marks, setting.target)]
        reference = self._picture(element.attributes.get("src", ""), description)
        if reference is None:
            self.lost["picture"] = self.lost.get("picture", 0) + 1
            return []
        return [Picture(reference, description, setting.target)]

    def _within(self, element: Element, setting: Setting) -> Setting:
        return setting_within(element, setting, self._base_url)


_READERS: dict[str, Callable[[BlockReader, Element, Setting], list[Block]]] = {
    "hr": BlockReader._rule,
    "ul": BlockReader._listing,
    "menu": BlockReader._listing,
    "ol": BlockReader._listing,
    "blockquote": BlockReader._quote,
    "pre": BlockReader._code,
    "table": BlockReader._table,
    "dt": BlockReader._term,
}
_LINE_READERS: dict[str, Callable[[BlockReader, Element, Setting], list[Inline]]] = {
    "br": BlockReader._break,
    "hr": BlockReader._break,
    "img": BlockReader._picture_of,
    "input": BlockReader._box,
    "q": BlockReader._quoted_words,
}


def _heading_level(element: Element) -> int:
    """Return the level of a heading, also of one that Word's title or the web's role makes; 0 for none."""
    if found := _HEADING.fullmatch(element.tag):
        return int(found[1])
    if element.has_class(TITLE_CLASS):
        return 1
    said = element.attributes.get("aria-level", "")
    return int(said) if element.attributes.get("role") == "heading" and said in "123456" and said else 0


def _items_of(children: Sequence[Element | str]) -> list[Element]:
    """Return the items of a list, and what stands between them as items too."""
    items: list[Element] = []
    is_open = False
    for child in children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            items.append(child)
            is_open = False
        elif is_open:
            items[-1].children.append(child)
        else:
            items.append(Element("li", {}, [child]))
            is_open = True
    return items


def _has_own_paragraphs(item: Element) -> bool:
    """Say whether an item stands apart: office programs make a dressed paragraph of every one."""
    return any(isinstance(one, Element) and one.tag == "p" and not one.attributes for one in item.children)


def _put_item(items: list[tuple[Block, ...]], blocks: list[Block]) -> None:
    """Put in an item; one that begins with a list gives it up to this list: few engines read "- 1. x"."""
    first, *others = blocks
    if not isinstance(first, Listing):
        items.append(tuple(blocks))
        return
    items += first.items
    if others:
        items[-1] = (*items[-1], *others)


def _put_under_last(items: list[tuple[Block, ...]], blocks: list[Block]) -> None:
    if items:
        items[-1] = (*items[-1], *blocks)
    elif blocks:
        _put_item(items, blocks)


def _quoted(blocks: Sequence[Block]) -> list[Block]:
    return [Quote(tuple(join_lines(blocks)))] if blocks else []


def _lines_text(element: Element) -> str:
    """Return all text inside, with a line end for each break and around what stands in lines of its own."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag in BLOCKS:
            parts += ["\n", _lines_text(child), "\n"]
        else:
            parts.append("\n" if child.tag == "br" else _lines_text(child))
    return "".join(parts)


def _is_emoji(text: str) -> bool:
    return 0 < len(text) <= 8 and not any(sign.isascii() or sign.isalnum() for sign in text)


def _is_blank(part: Inline) -> bool:
    return isinstance(part, LineBreak) or (isinstance(part, Letters) and not part.text.strip())


def _trimmed(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    start, end = 0, len(inlines)
    while start < end and _is_blank(inlines[start]):
        start += 1
    while start < end and _is_blank(inlines[end - 1]):
        end -= 1
    return tuple(inlines[start:end])


def _paragraphs(inlines: Sequence[Inline]) -> list[Block]:
    """Return the paragraphs of a run of lines: two breaks on end part them, as mail programs write it."""
    paragraphs: list[Block] = []
    lines: list[Inline] = []
    breaks = 0
    for part in (*inlines, LineBreak(), LineBreak()):
        breaks = breaks + 1 if isinstance(part, LineBreak) else breaks if _is_blank(part) else 0
        lines.append(part)
        if breaks == 2 and (trimmed := _trimmed(lines)):
            paragraphs.append(Paragraph(trimmed))
            lines.clear()
    return paragraphs
