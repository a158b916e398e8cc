"""The feed of a finished site: the newest articles for people who follow it with a reader (Atom)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FEED_FILE = "feed.xml"
FEED_MARK = "<generator>Clinic Writer</generator>"
MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article in the feed; ``url`` is its full address."""

    url: str
    title: str
    authors: tuple[str, ...]
    day: date | None
    summary: str


def feed_xml(site_name: str, site_url: str, entries: Sequence[FeedEntry]) -> str:
    """Return the feed of these articles, the newest first. The same articles give the same bytes."""
    home = site_url.rstrip("/") + "/"
    newest = max((entry.day for entry in entries if entry.day), default=date(1970, 1, 1))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{_escape(site_name)}</title>",
        f"  <id>{_escape(home)}</id>",
        f'  <link href="{_escape(home)}"/>',
        f'  <link rel="self" href="{_escape(home + FEED_FILE)}"/>',
        f"  <updated>{_moment(newest)}</updated>",
        f"  {FEED_MARK}",
    ]
    for entry in entries[:MOST_ENTRIES]:
        lines += _entry_lines(entry, site_name)
    return "\n".join([*lines, "</feed>", ""])


def _entry_lines(entry: FeedEntry, site_name: str) -> list[str]:
    authors = entry.authors or (site_name,)
    return [
        "  <entry>",
        f"    <title>{_escape(entry.title)}</title>",
        f"    <id>{_escape(entry.url)}</id>",
        f'    <link href="{_escape(entry.url)}"/>',
        *(f"    <author><name>{_escape(author)}</name></author>" for author in authors),
        f"    <updated>{_moment(entry.day or date(1970, 1, 1))}</updated>",
        *([f"    <summary>{_escape(entry.summary)}</summary>"] if entry.summary else []),
        "  </entry>",
    ]


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _escape(text: str) -> str:
    """Escape for XML, and leave out the characters that XML cannot have at all."""
    fit = "".join(character for character in text if character in "\t\n\r" or _is_xml(ord(character)))
    return html.escape(fit)


def _is_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
