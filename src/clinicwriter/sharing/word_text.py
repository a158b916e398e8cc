"""What a Word file of an article says, before it is written: known without what writes such files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clinicwriter.sharing.sheet import Sheet

GivePicture = Callable[[str], bytes | None]
"""Gives a picture's bytes (PNG or JPEG) by its source in the text, ``None`` where it cannot be shown."""


@dataclass(frozen=True, slots=True)
class WordText:
    """What the file says: the sheet's own words, who wrote it and when, a summary, and the text as HTML."""

    sheet: Sheet
    authors: tuple[str, ...] = ()
    date_text: str = ""
    summary: str = ""
    body_html: str = ""
    page_url: str = ""
