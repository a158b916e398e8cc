"""The addresses of the preview: its page's, and those of the site's files that it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QUrl

SCHEME = "clinic-preview"
HOST = "site"

FindFile = Callable[[str], Path | None]
"""Give the file of the site at this path, written as in an address (``%20`` for a space), or none."""

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".bmp": "image/bmp",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
}
"""The site's files that a preview shows, by ending: what is not named here is not served."""


def content_type(path: str) -> str | None:
    """Return the type of a file of the site by its ending; ``None`` where the preview has no use for it."""
    return CONTENT_TYPES.get(PurePosixPath(path).suffix.lower())


def address(page_path: str) -> QUrl:
    """Return where the preview's page lives: at its path on the site, so that its links mean the same."""
    url = QUrl()
    url.setScheme(SCHEME)
    url.setHost(HOST)
    given = QUrl(page_path).path(QUrl.ComponentFormattingOption.FullyEncoded)
    url.setPath("/" + given.lstrip("/"), QUrl.ParsingMode.TolerantMode)
    return url


def site_path(url: QUrl) -> str:
    """Return the path on the site that an address of ours names, written as in an address."""
    return url.path(QUrl.ComponentFormattingOption.FullyEncoded) or "/"
