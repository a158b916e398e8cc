"""The one door for files from elsewhere: Word, web page, plain text, or an article as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from clinicwriter.importing.album import Album
from clinicwriter.importing.errors import KEPT, ImportingError
from clinicwriter.importing.imported import ImportedFile
from clinicwriter.importing.kinds import FileKind, kind_of
from clinicwriter.importing.pages import import_page
from clinicwriter.importing.plain import blocks_from_plain
from clinicwriter.importing.titles import taken_title, with_lower_headings
from clinicwriter.importing.writing import write_markdown

LARGEST_FILE = 150_000_000
LARGEST_TEXT = 20_000_000
"""Bytes of a file without pictures inside it; what is longer is no article."""
_PICTURE = re.compile(r"(!\[[^\]\n]{0,1000}\]\()<?([^)\s>]+)>?")


def import_file(path: Path) -> ImportedFile:
    """Read a file from elsewhere. Raises ``ImportingError`` with what to do where that cannot be."""
    data = _bytes_of(path)
    kind = kind_of(path.name, data)
    if kind is not FileKind.WORD and len(data) > LARGEST_TEXT:
        raise _too_large(path.name)
    imported = _READERS[kind](path, data)
    if kind is FileKind.ARTICLE or imported.title:
        return imported
    return replace(imported, title=" ".join(re.sub(r"[_-]+", " ", path.stem).split()))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise ImportingError(
            f"“{path.name}” could not be read.",
            kept=KEPT,
            next_step="Close it in other programs, look whether it is still there, and try again.",
            details=str(error),
        ) from error


def _too_large(name: str) -> ImportingError:
    return ImportingError(
        f"“{name}” is too large to be an article.",
        kept=KEPT,
        next_step="Copy the part that you need into a new file, and import that.",
    )


def _read_word(path: Path, data: bytes) -> ImportedFile:
    # Word's reader takes 7 MB: it is loaded with the first Word file.
    from clinicwriter.importing.word import import_word  # noqa: PLC0415

    return import_word(path.name, data)


def _read_page(path: Path, data: bytes) -> ImportedFile:
    album = Album(path.parent)
    page = import_page(data, picture=album.take_source)
    links = tuple(f"A related article was named: {title} ({address})." for title, address in page.related)
    footer = ("The clinic's footer was left out; an export puts in the one of now.",) if page.footer else ()
    return ImportedFile(
        page.title, page.authors, page.date, "", page.tags, page.summary, page.text, album.pictures,
        (*page.notes, *footer, *links, *album.notes()),
    )  # fmt: skip


def _read_plain(_path: Path, data: bytes) -> ImportedFile:
    title, blocks = taken_title(blocks_from_plain(_decoded(data)))
    return ImportedFile(title=title, text=write_markdown(with_lower_headings(blocks)))


def _read_article(path: Path, data: bytes) -> ImportedFile:
    """Take an article as it is; only its pictures are looked for beside it."""
    album = Album(path.parent)
    text = data.decode("utf-8", "replace")
    places = {found[2]: album.take_source(found[2], "") for found in _PICTURE.finditer(text)}
    taken = {place: album.pictures[name] for place, name in places.items() if name and name in album.pictures}
    return ImportedFile(pictures=MappingProxyType(taken), source=data, notes=album.notes())


def _decoded(data: bytes) -> str:
    for name in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


_READERS: Mapping[FileKind, Callable[[Path, bytes], ImportedFile]] = MappingProxyType(
    {
        FileKind.WORD: _read_word,
        FileKind.PAGE: _read_page,
        FileKind.PLAIN: _read_plain,
        FileKind.ARTICLE: _read_article,
    }
)
