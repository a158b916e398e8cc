"""The feed of a finished site: the newest articles, for people with a feed reader (Atom, RFC 4287)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from clinicwriter.rendering import render_template

FEED_FILE = "feed.xml"
FEED_MARK = "<generator>Clinic Writer</generator>"
MOST_ENTRIES = 20
_UNKNOWN = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article in the feed; ``url`` is its full address."""

    url: str
    title: str
    authors: tuple[str, ...]
    day: date | None
    summary: str


def feed_xml(
    site_name: str, site_url: str, entries: Sequence[FeedEntry], template_folder: Path | None = None
) -> str:
    """Return the feed of these articles, the newest first. The same articles give the same bytes.

    Raises ``TemplateError`` where the clinic's own template is broken.
    """
    home = site_url.rstrip("/") + "/"
    newest = max((entry.day for entry in entries if entry.day), default=_UNKNOWN)
    feed = {
        "title": for_xml(site_name),
        "home": for_xml(home),
        "url": for_xml(home + FEED_FILE),
        "updated": _moment(newest),
        "mark": Markup(FEED_MARK),
        "entries": [_for_template(entry, site_name) for entry in entries[:MOST_ENTRIES]],
    }
    return render_template(FEED_FILE, {"feed": feed}, template_folder=template_folder)


def _for_template(entry: FeedEntry, site_name: str) -> dict[str, object]:
    return {
        "title": for_xml(entry.title),
        "url": for_xml(entry.url),
        "authors": [for_xml(author) for author in entry.authors or (site_name,)],
        "updated": _moment(entry.day or _UNKNOWN),
        "summary": for_xml(entry.summary),
    }


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def for_xml(text: str) -> Markup:
    """Escape for XML, and leave out the characters that XML cannot have at all."""
    fit = "".join(character for character in text if character in "\t\n\r" or _is_xml(ord(character)))
    return Markup(html.escape(fit))


def _is_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
