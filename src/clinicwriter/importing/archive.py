"""The archive that a Word file is, looked at before anything is unpacked, so that no bomb goes off."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from clinicwriter.importing.errors import KEPT, ImportingError
from clinicwriter.importing.kinds import damaged

MOST_ENTRIES = 4_000
LARGEST_TOTAL = 300_000_000
"""Bytes of all parts together, unpacked."""
LARGEST_XML = 25_000_000
"""Bytes of one part that is read as a whole; the text of a thick book has a tenth of it."""
STEEPEST = 250
"""Unpacked bytes for one packed byte; XML of styles comes to 60."""
STEEP_FROM = 3_000_000
"""Bytes from which on a part may not be packed more steeply than that."""
_ENCRYPTED_FLAG = 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError,
)  # fmt: skip
_DECLARATIONS = tuple(
    sign.encode(charset)
    for sign in ("<!DOCTYPE", "<!ENTITY")
    for charset in ("ascii", "utf-16-le", "utf-16-be")
)


def checked_parts(name: str, data: bytes) -> dict[str, bytes]:
    """Return every part of a Word file by its name, unpacked in memory.

    Raises ``ImportingError`` where it is damaged, locked, or grows beyond what a text can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bombs(name, entries)
            parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except _BROKEN as error:
        raise damaged(name, str(error)) from error
    for part, content in parts.items():
        if _is_xml(part) and any(sign in content for sign in _DECLARATIONS):
            raise damaged(name, f"{part} declares its own signs, as no word processor does")
    return parts


def packed_again(parts: dict[str, bytes]) -> io.BytesIO:
    """Return the checked parts as an archive in memory, for a reader that wants a file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    file.seek(0)
    return file


def _refuse_bombs(name: str, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    names = {entry.filename for entry in entries}
    is_steep = any(
        entry.file_size > STEEP_FROM and entry.file_size > STEEPEST * max(entry.compress_size, 1)
        for entry in entries
    )
    is_long = any(_is_xml(entry.filename) and entry.file_size > LARGEST_XML for entry in entries)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise ImportingError(
            f"“{name}” is locked with a password.",
            kept=KEPT,
            next_step="Save it without one, then import it.",
        )
    if (
        len(entries) > MOST_ENTRIES
        or total > LARGEST_TOTAL
        or is_steep
        or is_long
        or len(names) < len(entries)
    ):
        raise ImportingError(
            f"“{name}” is far larger inside than an article can be.",
            kept=KEPT,
            next_step="Copy the part that you need into a new document, and import that.",
            details=f"{len(entries)} parts, {total} bytes",
        )


def _is_xml(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels"))
