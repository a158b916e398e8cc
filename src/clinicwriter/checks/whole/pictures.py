"""Pictures: described, small, and telling nothing about a patient."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from PIL import ExifTags, Image, UnidentifiedImageError

from clinicwriter.article import Role
from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Place, TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.checks.subject import Subject
from clinicwriter.language import Picture

_RECORD_NAME: Final = re.compile(
    r"(?:^|[-_ ])(?:patient|pt|mrn|chart|dob|ssn)"
    r"(?:[-_ ]?\d\w*|[-_ ](?!(?:guide|care|information|portal|education|safety|leaflet|room)(?![a-z]))[a-z]+)"
    r"|\b\w+[-_](?:before|after)\b"
    r"|\b(?:before|after)[-_]\w+|\b(?:19|20)\d\d-\d\d-\d\d[-_ ][a-z]+",
    re.IGNORECASE,
)
_HIDDEN_TAGS: Final = {
    0x013B: "who took it",
    0xA430: "whose camera it is",
    0xA431: "the number of the camera",
    0xA435: "the number of the lens",
}
_TAKEN: Final = 0x9003
_READABLE: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".avif"})


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture's file says: its size, and hidden facts in plain words."""

    bytes: int
    width: int
    height: int
    hidden: tuple[str, ...]


def _named(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield every picture of the text and the details: how it is named, and where."""
    for picture in document.pictures:
        if picture.target:
            yield picture.target, TextPlace(picture.start, picture.end)
    image = document.subject.article.fields.image
    if image:
        yield image, Role.IMAGE


def _name(target: str) -> str:
    return PurePosixPath(unquote(target.partition("?")[0].partition("#")[0])).name


def _hit(place: Place, target: str, **details: str) -> DocumentHit:
    return DocumentHit(place, _name(target), _name(target), details=details)


# -- privacy ---------------------------------------------------------------------------------------


def new_pictures(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Ask about each picture that comes into the site with the next export."""
    incoming = document.subject.pictures
    for target, place in _named(document):
        if target in incoming or unquote(target) in incoming:
            yield _hit(place, target)


def picture_data(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find pictures of the site whose files say where they were taken, or by whom. New ones are cleaned."""
    for target, place in _named(document):
        file = None if target in document.subject.pictures else picture_file(document.subject, target)
        facts = picture_facts(file) if file is not None else None
        if facts is not None and facts.hidden:
            yield _hit(place, target, hidden=", ".join(facts.hidden))


def file_names(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find names of picture files that look as if they came from a record."""
    for target, place in _named(document):
        found = _RECORD_NAME.search(_name(target).rpartition(".")[0])
        if found:
            yield _hit(place, target, words=_name(target))


# -- the page --------------------------------------------------------------------------------------


def undescribed(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find pictures without a description that are not marked as decoration."""
    for picture in document.pictures:
        if not (picture.description or "").strip() and not picture.is_decoration:
            yield _picture_hit(picture)
    fields = document.subject.article.fields
    if fields.image and not (fields.image_alt or "").strip() and _knows_descriptions(document.subject):
        yield DocumentHit(Role.IMAGE_ALT, _name(fields.image), _name(fields.image))


def _knows_descriptions(subject: Subject) -> bool:
    """Say whether there is a place for the picture's description: in the site's articles, or beside it."""
    has_parts = any(entry.holder is not None for entry in subject.article.entries)
    return has_parts or Role.IMAGE_ALT in subject.article.habits.keys


def long_descriptions(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find descriptions that are long to listen to."""
    for picture in document.pictures:
        length = len(picture.description or "")
        if length > rule.limit:
            yield _picture_hit(picture, length=str(length))


def _picture_hit(picture: Picture, **details: str) -> DocumentHit:
    name = _name(picture.target)
    return DocumentHit(TextPlace(picture.start, picture.end), name, name, details=details)


def large(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find pictures of more kilobytes than ``limit``, or wider than ``limit_worse`` pixels."""
    for target, place in _named(document):
        file = None if target in document.subject.pictures else picture_file(document.subject, target)
        facts = picture_facts(file) if file is not None else None
        if facts is None:
            continue
        if facts.bytes > rule.limit * 1000:
            yield _hit(place, target, size=f"Its file has {facts.bytes / 1_000_000:.1f} MB")
        elif max(facts.width, facts.height) > rule.limit_worse:
            yield _hit(place, target, size=f"It is {facts.width} by {facts.height} pixels large")


# -- files -----------------------------------------------------------------------------------------


def picture_file(subject: Subject, target: str) -> Path | None:
    """Return the file in the site that a picture's address means, ``None`` where none is found."""
    site = subject.site
    plain = unquote(target.partition("?")[0].partition("#")[0])
    if site is None or "://" in target or not plain or plain.startswith("//"):
        return None
    if not plain.startswith("/") and subject.path is not None:
        beside = posixpath.normpath(posixpath.join(subject.path.parent.as_posix(), plain))
        file = site.root / beside
        if not beside.startswith("..") and is_there(file) and not file.is_symlink():
            return file
    return site.file_for_url(plain)


def is_there(file: Path) -> bool:
    """Say whether a file is there; one with a name that no file can have is not."""
    try:
        return file.is_file()
    except OSError:
        return False


def picture_facts(file: Path) -> PictureFacts | None:
    """Return what a picture's file says, ``None`` where it cannot be read. Kept until the file changes."""
    try:
        status = file.stat()
    except OSError:
        return None
    if file.suffix.casefold() not in _READABLE:
        return PictureFacts(status.st_size, 0, 0, ())
    return _facts(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2_000)
def _facts(file: Path, _modified_ns: int, size: int) -> PictureFacts | None:
    try:
        with Image.open(file) as image:
            exif = image.getexif()
            hidden = [words for tag, words in _HIDDEN_TAGS.items() if _says(exif, tag)]
            if exif.get_ifd(ExifTags.IFD.GPSInfo):
                hidden.insert(0, "the place where it was taken")
            if exif.get(_TAKEN) or exif.get_ifd(ExifTags.IFD.Exif).get(_TAKEN):
                hidden.append("the day when it was taken")
            return PictureFacts(size, image.width, image.height, tuple(hidden))
    except (OSError, ValueError, SyntaxError, KeyError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def _says(exif: Image.Exif, tag: int) -> bool:
    value = exif.get(tag) or exif.get_ifd(ExifTags.IFD.Exif).get(tag)
    return bool(str(value or "").strip("\x00 "))
