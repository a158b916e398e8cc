"""A Word file as an article: mammoth reads it as HTML, and the one converter does the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import mammoth

from clinicwriter.importing.album import Album
from clinicwriter.importing.archive import checked_parts, packed_again
from clinicwriter.importing.imported import ImportedFile
from clinicwriter.importing.kinds import damaged
from clinicwriter.importing.reading import TITLE_CLASS, BlockReader
from clinicwriter.importing.titles import taken_title, with_lower_headings
from clinicwriter.importing.tree import read_html
from clinicwriter.importing.writing import write_markdown

_CORE, _BODY = "docProps/core.xml", "word/document.xml"
_SHIFTED = re.compile(rb'<w:position w:val="(-?)(\d{1,2})"\s*/>(<w:sz\b)?')
"""Letters moved up or down by hand, in half points, with a size of their own: how LibreOffice writes some."""
_SHIFTED_FROM = 5
"""Half points from which on it is meant also without another size."""
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "terms": "http://purl.org/dc/terms/",
    "core": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_NOBODY = frozenset(
    [
        "python-docx",
        "user",
        "microsoft office user",
        "windows user",
        "admin",
        "administrator",
        "owner",
        "author",
    ]
)
"""What programs write where nobody gave a name."""
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, ExpatError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What a reader raises that stumbles over a broken file."""
_BEGINNING = "ul|ol > li > "
STYLE_MAP = "\n".join(
    [
        f"p[style-name='Title'] => p.{TITLE_CLASS}:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(
            f"p[style-name='{name}'] => blockquote > p:fresh"
            for name in ("Quote", "Intense Quote", "Quotations", "Block Text")
        ),
        *(
            f"p[style-name='{name}'] => pre:separator('\\n')"
            for name in ("HTML Preformatted", "Preformatted Text", "Plain Text", "Source Code", "macro")
        ),
        *(
            f"p[style-name='List {kind} {level}'] => {_BEGINNING * (level - 1)}{tag} > li:fresh"
            for kind, tag in (("Bullet", "ul"), ("Number", "ol"))
            for level in (2, 3, 4, 5)
        ),
        "p[style-name='List Bullet'] => ul > li:fresh",
        "p[style-name='List Number'] => ol > li:fresh",
        *(f"r[style-name='{name}'] => em" for name in ("Emphasis", "Subtle Emphasis", "Intense Emphasis")),
        *(f"r[style-name='{name}'] => code" for name in ("HTML Code", "Source Text", "Verbatim Char")),
    ]
)
"""Styles that mean something and that mammoth leaves alone, with the lists that are nested by style only."""
_COUNTED = (
    (rb"<w:commentReference\b", "comment", "left out"),
    (rb"<m:oMath\b", "formula", "left out; write it in words, or put in a picture of it"),
    (rb"<c:chart\b|<dgm:relIds\b", "chart or diagram", "left out; put in a picture of it"),
    (rb"<o:OLEObject\b", "embedded file", "left out"),
)
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_MERGED = re.compile(rb"<w:gridSpan\b|<w:vMerge\b")


def import_word(name: str, data: bytes) -> ImportedFile:
    """Read a Word file. Raises ``ImportingError`` where it is damaged, locked or too large."""
    parts = checked_parts(name, data)
    if _BODY in parts:
        parts[_BODY] = _SHIFTED.sub(_as_small_letters, parts[_BODY])
    album = Album()
    reader = BlockReader(lambda source, _description: source.removeprefix("cid:") or None, "")
    blocks = reader.read(read_html(_html(name, parts, album)))
    said = _Core(parts.get(_CORE, b""))
    title, blocks = taken_title(blocks, otherwise=said.title)
    return ImportedFile(
        title=title,
        authors=said.authors,
        changed=said.date,
        tags=said.tags,
        summary=said.summary,
        text=write_markdown(with_lower_headings(blocks)),
        pictures=album.pictures,
        notes=(*_notes(parts), *album.notes()),
    )


def _as_small_letters(found: re.Match[bytes]) -> bytes:
    size = found[3] or b""
    if int(found[2]) < (1 if size else _SHIFTED_FROM):
        return found[0]
    return b'<w:vertAlign w:val="%s"/>%s' % (b"subscript" if found[1] else b"superscript", size)


def _html(name: str, parts: dict[str, bytes], album: Album) -> str:
    def take(image: Any) -> dict[str, str]:
        try:
            with image.open() as file:
                picture = album.take(file.read())
        except (OSError, ValueError, KeyError):  # one outside of the file: nothing is fetched
            album.left_out += 1
            picture = None
        return {"src": f"cid:{picture}"} if picture else {"hidden": "", "src": ""}

    try:
        result = mammoth.convert_to_html(
            packed_again(parts),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(take),
        )
    except _BROKEN as error:
        raise damaged(name, repr(error)) from error
    return str(result.value)


class _Core:
    """What the file says of itself, read from its core properties; nothing where these are broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._root = ElementTree.fromstring(data) if data else ElementTree.Element("none")
        except (ElementTree.ParseError, ValueError):
            self._root = ElementTree.Element("none")

    @property
    def title(self) -> str:
        """Return the title that was given, "" for one that a program put there."""
        said = self._text("dc:title")
        return "" if re.match(r"(?i)(?:microsoft )?word\b|document\d*$|untitled", said) else said

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the names of who wrote it."""
        names = (one.strip() for one in self._text("dc:creator").split(";"))
        return tuple(one for one in names if one and one.casefold() not in _NOBODY)

    @property
    def date(self) -> str:
        """Return the day of the last change, else that of the beginning."""
        for name in ("terms:modified", "terms:created"):
            try:
                return date.fromisoformat(self._text(name)[:10]).isoformat()
            except ValueError:
                continue
        return ""

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the key words."""
        words = (one.strip() for one in re.split(r"[,;]", self._text("core:keywords")))
        return tuple(dict.fromkeys(filter(None, words)))

    @property
    def summary(self) -> str:
        """Return what was said about it, if it is short enough for a summary."""
        said = self._text("dc:description")
        return said if len(said) <= 300 and "python-docx" not in said else ""

    def _text(self, name: str) -> str:
        return " ".join((self._root.findtext(name, "", _SPACES) or "").split())


def _notes(parts: dict[str, bytes]) -> Iterator[str]:
    body = parts.get(_BODY, b"")
    for pattern, word, fate in _COUNTED:
        count = len(re.findall(pattern, body))
        if count:
            many = word.replace(" or ", "s or ")
            yield f"1 {word} was {fate}." if count == 1 else f"{count:,} {many}s were {fate}."
    if _TRACKED.search(body):
        yield "Tracked changes were taken over as accepted."
    if _MERGED.search(body):
        yield "Merged cells of a table became single ones; look it over."
    if any(re.match(r"word/(?:header|footer)\d*\.xml", part) and b"<w:t" in parts[part] for part in parts):
        yield "The header and footer of the pages were left out."
