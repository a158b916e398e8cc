"""The one converter for everything that comes from elsewhere: pasted text, pages and Word files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinicwriter.importing.reading import BlockReader, PictureDoor
from clinicwriter.importing.tree import read_html
from clinicwriter.importing.writing import write_markdown

__all__ = ["ImportedText", "PictureDoor", "markdown_from_html"]

LARGEST_HTML = 20_000_000
"""Characters; what is longer is no article."""


@dataclass(frozen=True, slots=True)
class ImportedText:
    """Clean Markdown, and how many things of which kind could not be kept."""

    text: str
    lost: Mapping[str, int]


def markdown_from_html(html: str, *, picture: PictureDoor | None = None, base_url: str = "") -> ImportedText:
    """Turn HTML of any origin into clean Markdown; never raises, never gives raw HTML.

    ``picture`` says what becomes of each picture; without it none is kept. Links without a host are
    completed from ``base_url``.
    """
    reader = BlockReader(picture or (lambda _source, _description: None), base_url)
    blocks = reader.read(read_html(html[:LARGEST_HTML]))
    return ImportedText(write_markdown(blocks), dict(reader.lost))
