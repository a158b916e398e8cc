"""An article as a Word file to be read and signed: the site's own page, by way of the one converter."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

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
from clinicwriter.importing.reading import BlockReader
from clinicwriter.importing.tree import fit_text, read_html
from clinicwriter.sharing.numbering import Numbering
from clinicwriter.sharing.sheet import SIGN_OFF, Sheet, sign_off_words
from clinicwriter.sharing.word_text import GivePicture, WordText

Place = Document | _Cell
TEXT_WIDTH = Cm(16)
LONGEST_PROPERTY = 255
"""Letters of what a file says of itself."""
_UNSHOWN = (
    UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, OSError, KeyError,
)  # fmt: skip
_INDENT = Cm(1)
_QUIET = RGBColor(0x55, 0x62, 0x5E)
_LINK = RGBColor(0x0B, 0x6E, 0x69)
_MARKS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.STRONG: "bold",
        Mark.EMPHASIS: "italic",
        Mark.STRUCK: "strike",
        Mark.SUBSCRIPT: "subscript",
        Mark.SUPERSCRIPT: "superscript",
    }
)


def word_file(text: WordText, give_picture: GivePicture = lambda _source: None) -> bytes:
    """Return the bytes of a Word file. Links without a host are completed from ``page_url``."""
    text = _with_fit_words(text)
    blocks = BlockReader(lambda source, _description: source, text.page_url).read(read_html(text.body_html))
    writer = _Writer(give_picture)
    writer.head(text)
    writer.blocks([block for block in blocks if not isinstance(block, Note)], writer.document)
    writer.notes([block for block in blocks if isinstance(block, Note)])
    if text.sheet.signs:
        writer.sign_off(text.sheet)
    file = io.BytesIO()
    writer.document.save(file)
    return file.getvalue()


def _with_fit_words(text: WordText) -> WordText:
    """Return the words of the details without signs that no Word file can hold."""
    sheet = replace(text.sheet, title=fit_text(text.sheet.title), clinic=fit_text(text.sheet.clinic))
    authors = tuple(fit_text(author) for author in text.authors)
    return replace(text, sheet=sheet, authors=authors, summary=fit_text(text.summary))


class _Writer:
    """Write blocks into a document. State that changes: the document, and the numbers of the notes so far."""

    def __init__(self, give_picture: GivePicture) -> None:
        self.document = docx.Document()
        self._give_picture = give_picture
        self._numbering = Numbering(self.document)
        self._notes: dict[str, int] = {}

    # -- around the text -----------------------------------------------------------------------

    def head(self, text: WordText) -> None:
        """Write title, byline and summary, what the file says of itself, and the foot of each page."""
        properties = self.document.core_properties
        properties.title = text.sheet.title[:LONGEST_PROPERTY]
        properties.author = "; ".join(text.authors)[:LONGEST_PROPERTY]
        properties.comments, properties.created = "", datetime.now()
        properties.modified = properties.created
        self.document.styles["Normal"].font.name = "Calibri"
        self.document.styles["Normal"].font.size = Pt(11)
        self.document.add_heading(text.sheet.title, 0)
        byline = " · ".join(part for part in (", ".join(text.authors), text.date_text) if part)
        for words in filter(None, (byline, text.summary)):
            run = self.document.add_paragraph().add_run(words)
            run.italic = words == text.summary
            run.font.color.rgb = _QUIET
        section = self.document.sections[0]
        if text.sheet.size == "A4":
            section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Cm(2.5)
        self._foot(section.footer.paragraphs[0], text.sheet.footer)

    def _foot(self, paragraph: WordParagraph, words: str) -> None:
        paragraph.add_run(f"{words} · Page ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _add_field(paragraph, "NUMPAGES")
        for run in paragraph.runs:
            run.font.size = Pt(8.5)
            run.font.color.rgb = _QUIET

    def sign_off(self, sheet: Sheet) -> None:
        """Write the lines to sign."""
        self.document.add_paragraph()
        self.document.add_paragraph(sign_off_words(sheet)).paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=len(SIGN_OFF), cols=2)
        table.autofit = False
        for row, words in zip(table.rows, SIGN_OFF, strict=True):
            row.height = Cm(1.2)
            row.cells[0].width, row.cells[1].width = Cm(3), Cm(13)
            row.cells[0].text = words
            _add_border(row.cells[1]._tc.get_or_add_tcPr(), "w:tcBorders")

    def notes(self, notes: list[Note]) -> None:
        """Write the notes below a line, each with its number."""
        wanted = sorted(notes, key=lambda note: self._notes.get(note.name, len(self._notes) + 1))
        if wanted:
            self._rule(self.document)
        for number, note in enumerate(wanted, 1):
            paragraph = self.document.add_paragraph()
            paragraph.add_run(f"{number} ").font.superscript = True
            self._line(paragraph, note.inlines)

    # -- blocks --------------------------------------------------------------------------------

    def blocks(self, blocks: list[Block] | tuple[Block, ...], place: Place, indent: int = 0) -> None:
        """Write blocks at a place, so many steps from the left."""
        for block in blocks:
            self._block(block, place, indent)

    def _block(self, block: Block, place: Place, indent: int) -> None:
        match block:
            case Paragraph(inlines, level):
                paragraph = place.add_paragraph(style=f"Heading {level}" if level else None)
                self._line(_indented(paragraph, indent), inlines)
            case ListLine(inlines):
                self._line(_indented(place.add_paragraph(), indent), inlines)
            case Listing():
                self._listing(block, place, 0, indent)
            case Quote(blocks):
                self.blocks(blocks, place, indent + 1)
            case Code(text):
                run = _indented(place.add_paragraph(), indent).add_run(text)
                run.font.name, run.font.size = "Courier New", Pt(9.5)
            case Table(rows):
                self._table(rows)
            case Rule():
                self._rule(place)
            case Note():
                pass

    def _listing(self, listing: Listing, place: Place, level: int, indent: int) -> None:
        number = self._numbering.begin(listing, level)
        for item in listing.items:
            is_first = True
            for block in item:
                if isinstance(block, Listing):
                    self._listing(block, place, level + 1, indent)
                elif isinstance(block, Paragraph) and is_first:
                    paragraph = place.add_paragraph()
                    self._numbering.number(paragraph, number, level)
                    paragraph.paragraph_format.space_after = Pt(3)
                    self._line(paragraph, block.inlines)
                else:
                    self._block(block, place, indent + level + 1)
                is_first = False

    def _table(self, rows: tuple[tuple[tuple[Inline, ...], ...], ...]) -> None:
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, inlines in zip(row.cells, cells, strict=True):
                self._line(cell.paragraphs[0], inlines, is_bold=number == 0)
        header = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)
        self.document.add_paragraph()

    def _rule(self, place: Place) -> None:
        _add_border(place.add_paragraph()._p.get_or_add_pPr(), "w:pBdr")

    # -- lines ---------------------------------------------------------------------------------

    def _line(self, paragraph: WordParagraph, inlines: tuple[Inline, ...], *, is_bold: bool = False) -> None:
        is_new_line = False
        for part in inlines:
            match part:
                case Letters(text, marks, target):
                    text = text.lstrip() if is_new_line else text
                    run = _add_link(paragraph, text, target) if target else paragraph.add_run(text)
                    _mark(run, marks)
                    run.bold = True if is_bold else run.bold
                case LineBreak():
                    paragraph.add_run().add_break(WD_BREAK.LINE)
                case Picture(reference, description):
                    self._picture(paragraph, reference, description)
                case NoteSign(name):
                    number = self._notes.setdefault(name, len(self._notes) + 1)
                    paragraph.add_run(str(number)).font.superscript = True
            is_new_line = isinstance(part, LineBreak)

    def _picture(self, paragraph: WordParagraph, reference: str, description: str) -> None:
        data = self._give_picture(reference)
        try:
            if data is None:
                raise UnrecognizedImageError
            shape = paragraph.add_run().add_picture(io.BytesIO(data))
        except _UNSHOWN:
            paragraph.add_run(f"[Picture: {description or reference}]").italic = True
            return
        shape._inline.docPr.set("descr", description)
        if shape.width > TEXT_WIDTH:
            shape.height = round(shape.height * TEXT_WIDTH / shape.width)
            shape.width = TEXT_WIDTH


def _indented(paragraph: WordParagraph, indent: int) -> WordParagraph:
    if indent:
        paragraph.paragraph_format.left_indent = indent * _INDENT
    return paragraph


def _mark(run: Run, marks: frozenset[Mark]) -> None:
    for mark in marks:
        if mark in _MARKS:
            setattr(run.font, _MARKS[mark], True)
        elif mark is Mark.CODE:
            run.font.name = "Courier New"


def _add_link(paragraph: WordParagraph, text: str, target: str) -> Run:
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = _LINK, True
    if "://" in target or target.startswith(("mailto:", "tel:")):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.replace(run._r, link)
        link.append(run._r)
    return run


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """Put in a number that Word counts itself."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run._r.append(sign)
        elif not kind:
            words = OxmlElement("w:instrText")
            words.text = text
            run._r.append(words)


def _add_border(properties: object, name: str) -> None:
    """Draw a line below a paragraph or a cell."""
    borders = OxmlElement(name)
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "8A9692")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties.append(borders)  # type: ignore[attr-defined]
