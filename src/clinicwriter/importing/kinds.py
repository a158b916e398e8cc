"""Which files can be imported, told by their first bytes and their names, and what to do with others."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum, auto
from pathlib import PurePath

from clinicwriter.importing.errors import KEPT, ImportingError


class FileKind(StrEnum):
    """The kinds of files that can be imported."""

    WORD = auto()
    PAGE = auto()
    PLAIN = auto()
    ARTICLE = auto()


BY_SUFFIX = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), FileKind.WORD),
    **dict.fromkeys((".html", ".htm", ".xhtml"), FileKind.PAGE),
    **dict.fromkeys((".txt", ".text"), FileKind.PLAIN),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), FileKind.ARTICLE),
}
WORD_SUFFIXES = frozenset(suffix for suffix, kind in BY_SUFFIX.items() if kind is FileKind.WORD)
_SAVE_AS = "Open it in the program that made it, choose Save as, and save it as a Word document (.docx)."
_REFUSED = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpd"), ("a file of an older word processor", _SAVE_AS)),
    **dict.fromkeys((".rtf", ".odt", ".ott", ".fodt", ".sxw"), ("no Word document (.docx)", _SAVE_AS)),
    ".pages": ("a file of Pages", "In Pages, choose File, Export to, Word; then import that file."),
    ".gdoc": (
        "only a link to Google Docs",
        "In Google Docs, choose File, Download, Microsoft Word; then import that file.",
    ),
    ".pdf": ("a PDF, which has no paragraphs to take over", "Import the document that it was made from."),
}
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(name: str, data: bytes) -> FileKind:
    """Return what kind of file this is. Raises ``ImportingError`` where it is none of ours."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_OLD_CONTAINER):
        _refuse_old_container(name, data)
    if data.startswith(b"{\\rtf"):
        raise _refusal(name, ".rtf")
    if data.startswith(b"%PDF"):
        raise _refusal(name, ".pdf")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(name, data, suffix)
    kind = BY_SUFFIX.get(suffix)
    if kind is None:
        raise _refusal(name, suffix)
    if kind is FileKind.WORD:
        raise damaged(name, "it does not begin as an archive does")
    return kind


def is_importable(name: str) -> bool:
    """Say whether a file's name promises an article: also those of which only a refusal will come."""
    suffix = PurePath(name).suffix.lower()
    return suffix in BY_SUFFIX or suffix in _REFUSED


def becomes_article(name: str) -> bool:
    """Say whether a file of this name is of a kind that can become an article."""
    return PurePath(name).suffix.lower() in BY_SUFFIX


def damaged(name: str, details: str) -> ImportingError:
    """Return the error for a Word file that is broken."""
    return ImportingError(
        f"“{name}” is damaged, or no Word document.",
        kept=KEPT,
        next_step="Open it in Word, save it again as a Word document (.docx), and try once more.",
        details=details,
    )


def _refuse_old_container(name: str, data: bytes) -> None:
    if _ENCRYPTED in data:
        raise ImportingError(
            f"“{name}” is locked with a password.",
            kept=KEPT,
            next_step="Open it in Word, take the password away under File, Info, Protect Document; save it.",
        )
    raise _refusal(name, ".doc")


def _kind_of_archive(name: str, data: bytes, suffix: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if suffix in WORD_SUFFIXES:
            raise damaged(name, str(error)) from error
        raise _refusal(name, suffix) from error
    if any(one.startswith("Index/") for one in names):
        raise _refusal(name, ".pages")
    if "content.xml" in names:
        raise _refusal(name, ".odt")
    if "[Content_Types].xml" not in names or suffix not in WORD_SUFFIXES:
        raise (
            damaged(name, "a part that every document has is missing")
            if suffix in WORD_SUFFIXES
            else (_refusal(name, suffix))
        )
    return FileKind.WORD


def _refusal(name: str, suffix: str) -> ImportingError:
    what, next_step = _REFUSED.get(
        suffix,
        (
            "no text that can be imported",
            "Word documents (.docx), web pages (.html) and plain texts (.txt) can be imported.",
        ),
    )
    return ImportingError(f"“{name}” is {what}.", kept=KEPT, next_step=next_step)
