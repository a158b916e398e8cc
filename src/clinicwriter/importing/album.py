"""The pictures of a file from elsewhere: taken along under names of our own, nothing fetched."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, unquote_to_bytes, urlsplit

LARGEST_PICTURE = 60_000_000
MOST_PICTURES = 500
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)


def suffix_of(data: bytes) -> str:
    """Return the suffix for a picture's bytes, without the dot; "" for what no web page shows."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((suffix for signature, suffix in _SIGNATURES if data.startswith(signature)), "")


def scheme_of(source: str) -> str:
    """Return the scheme of a picture's address, "" for a mere path; "?" for what is no address at all."""
    try:
        return urlsplit(source).scheme.casefold()
    except ValueError:
        return "?"


class Album:
    """Gather pictures. State that changes: what was taken, and how many were not, by the reason."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder.resolve() if folder is not None else None
        self._taken: dict[bytes, str] = {}
        self.remote = 0
        self.left_out = 0

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """Return what was taken, by the names that stand for it in the text."""
        return MappingProxyType({name: data for data, name in self._taken.items()})

    def take(self, data: bytes) -> str | None:
        """Take a picture's bytes; return its name in the text, ``None`` where it cannot be shown."""
        suffix = suffix_of(data)
        if not suffix or len(data) > LARGEST_PICTURE or len(self._taken) >= MOST_PICTURES:
            self.left_out += 1
            return None
        return self._taken.setdefault(data, f"imported-picture-{len(self._taken) + 1}.{suffix}")

    def take_source(self, source: str, _description: str) -> str | None:
        """Take a picture by what a page says of it: inside the page, beside it, or on the web."""
        scheme = scheme_of(source)
        if scheme in ("http", "https"):
            self.remote += 1
            return source
        data = _inside(source) if scheme == "data" else self._beside(source) if not scheme else None
        if data is None:
            self.left_out += 1
            return None
        return self.take(data)

    def notes(self) -> tuple[str, ...]:
        """Say what became of pictures that were not taken."""
        notes = []
        if self.left_out:
            notes.append(f"{_counted(self.left_out, 'picture')} could not be taken along. Put it in by hand.")
        if self.remote:
            notes.append(f"{_counted(self.remote, 'picture')} on another website is shown from there.")
        return tuple(_many(note) for note in notes)

    def _beside(self, source: str) -> bytes | None:
        """Return a file's bytes from the folder of the page, never from outside it."""
        path = unquote(source.partition("?")[0].partition("#")[0])
        if self._folder is None or not path or "\0" in path:
            return None
        try:
            file = (self._folder / path).resolve()
            is_inside = file.is_relative_to(self._folder) and file.is_file()
            return file.read_bytes() if is_inside and file.stat().st_size <= LARGEST_PICTURE else None
        except (OSError, ValueError):
            return None


def _inside(source: str) -> bytes | None:
    head, _, body = source.partition(",")
    if not head.casefold().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode("".join(unquote(body).split()))
    except (binascii.Error, ValueError):
        return None


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _many(note: str) -> str:
    """Put a note about several into the plural."""
    if note.startswith("1 "):
        return note
    return note.replace("Put it in", "Put them in").replace("website is", "website are")
