"""Lists of a Word file: each begins with its own number, nested as deep as Word can."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from clinicwriter.importing.blocks import Listing

DEEPEST_LEVEL = 8
_BULLETS = "\u2022\u25e6\u25aa"
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_STEP, _HANGING = 567, 340
"""Twentieths of a point: a centimetre for each level, and the room for the sign."""


class Numbering:
    """Give lists their numbers. State that changes: the file's table of lists."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        taken = [int(one.get(qn("w:abstractNumId"))) for one in self._root.findall(qn("w:abstractNum"))]
        self._bullets, self._numbers = max(taken, default=0) + 1, max(taken, default=0) + 2
        for number, is_numbered in ((self._bullets, False), (self._numbers, True)):
            self._root.insert(0, _kind_of_list(number, is_numbered))

    def begin(self, listing: Listing, level: int) -> int:
        """Return the number under which the items of a new list belong together."""
        kind = self._numbers if listing.is_numbered else self._bullets
        number = self._root.add_num(kind)
        if listing.is_numbered:
            number.add_lvlOverride(ilvl=min(level, DEEPEST_LEVEL)).add_startOverride(listing.start)
        return int(number.numId)

    def number(self, paragraph: Paragraph, number: int, level: int) -> None:
        """Make a paragraph an item of a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(level, DEEPEST_LEVEL)
        properties.get_or_add_numId().val = number


def _kind_of_list(number: int, is_numbered: bool) -> BaseOxmlElement:
    kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"/>')
    shape = OxmlElement("w:multiLevelType")
    shape.set(qn("w:val"), "multilevel")
    kind.append(shape)
    for level in range(DEEPEST_LEVEL + 1):
        kind.append(_level(level, is_numbered))
    return kind


def _level(level: int, is_numbered: bool) -> BaseOxmlElement:
    name = _FORMATS[level % len(_FORMATS)] if is_numbered else "bullet"
    sign = f"%{level + 1}." if is_numbered else _BULLETS[level % len(_BULLETS)]
    left = _STEP * (level + 1)
    return parse_xml(
        f'<w:lvl {nsdecls("w")} w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{name}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{_HANGING}"/></w:pPr></w:lvl>'
    )
