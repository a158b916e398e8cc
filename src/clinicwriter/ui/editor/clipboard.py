"""What comes in by pasting and dropping, made clean, and what goes out by copying."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from clinicwriter.importing import markdown_from_html

LARGEST_FORMATTED = 5_000_000
"""Letters of a formatted paste; a longer one comes in as plain text."""
LARGEST_AT_ONCE = 5_000
"""Letters of a formatted paste that is made clean between two keys; a longer one is elsewhere."""

_LINE_ENDS = re.compile("\r\n|\r|[\u2028\u2029\u0085\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff\ufeff]")
_PICTURE_SUFFIXES = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".avif",
    ".heic",
    ".heif",
    ".bmp",
    ".tif",
    ".tiff",
}


def clean_text(text: str) -> str:
    """Return text with plain line ends and without what nobody can see but a generator stumbles over.

    No-break spaces, joiners and marks of direction stay: they are meant.
    """
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def formatted_text(data: QMimeData) -> str:
    """Return what was copied from Word, mail or a web page with its headings, lists, links and bold kept.

    "" where nothing formatted was copied, or nothing of it could be kept.
    """
    if not data.hasHtml() or len(data.html()) > LARGEST_FORMATTED:
        return ""
    return clean_text(markdown_from_html(data.html()).text).strip("\n")


def takes_a_moment(data: QMimeData) -> bool:
    """Say whether a formatted paste is made clean away from the window: a long one, or with pictures."""
    html = data.html() if data.hasHtml() else ""
    is_short = len(html) <= LARGEST_AT_ONCE and "<img" not in html.lower()
    return not is_short and len(html) <= LARGEST_FORMATTED


def with_outer_blanks(formatted: str, plain: str) -> str:
    """Return formatted words with the blank before and after that the plain ones have."""
    before = " " if plain[:1] in (" ", "\u00a0") else ""
    after = " " if plain[-1:] in (" ", "\u00a0") else ""
    return before + formatted + after


def pictures_in(data: QMimeData) -> list[Path]:
    """Return the picture files that were pasted or dropped."""
    paths = [Path(address.toLocalFile()) for address in data.urls() if address.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURE_SUFFIXES]


def save_picture(data: QMimeData) -> Path | None:
    """Write a pasted picture into a file of its own in the system's folder for passing files."""
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    path = Path(tempfile.mkdtemp(prefix="clinicwriter-")) / "picture.png"
    return path if image.save(str(path), "PNG") else None  # type: ignore[call-overload]
