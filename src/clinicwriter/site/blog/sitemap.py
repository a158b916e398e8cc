"""The sitemap of a finished site: every page's address for search engines (sitemaps.org, 0.9)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clinicwriter.rendering import render_template

from .feed import for_xml
from .habits import LIST_END, LIST_START, SITEMAP_FILE

SITEMAP_MARK = "<!-- Made with Clinic Writer -->"
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL | re.IGNORECASE)
_BETWEEN = re.compile(re.escape(LIST_START) + r"(.*?)" + re.escape(LIST_END), re.DOTALL)
_END = re.compile(r"[ \t]*</urlset>", re.IGNORECASE)
_HIDDEN = re.compile(r"<meta\b[^>]*\bname=[\"']robots[\"'][^>]*\bnoindex", re.IGNORECASE)
_NO_PAGES = re.compile(r"(?:404|google[0-9a-f]{8,}|yandex_[0-9a-f]+)\.html?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One page: its full address, and the day from which it is, where that is known."""

    url: str
    day: date | None = None


def sitemap_xml(entries: Sequence[SitemapEntry], template_folder: Path | None = None) -> str:
    """Return a whole new sitemap. Raises ``TemplateError`` where the clinic's own template is broken."""
    rows = [
        {"url": for_xml(entry.url), "day": entry.day.isoformat() if entry.day else ""} for entry in entries
    ]
    return render_template(SITEMAP_FILE, {"pages": rows}, template_folder=template_folder)


def renew_sitemap(
    there: str, entries: Sequence[SitemapEntry], template_folder: Path | None = None
) -> str | None:
    """Return a sitemap that is there with our part renewed; ``None`` where it is none that we can add to.

    Ours is what stands between the marks; an address that somebody listed outside of them stays theirs.
    """
    found = _BETWEEN.search(there)
    outside = there[: found.start()] + there[found.end() :] if found else there
    listed = {html.unescape(url) for url in _LOCATION.findall(outside)}
    whole = sitemap_xml([entry for entry in entries if entry.url not in listed], template_folder)
    ours = _BETWEEN.search(whole)
    if ours is None:
        return None
    if found:
        return there[: found.start(1)] + ours.group(1) + there[found.end(1) :]
    end = _END.search(there)
    return there[: end.start()] + f"  {ours.group()}\n" + there[end.start() :] if end else None


def hand_made_pages(root: Path) -> Iterable[str]:
    """Yield the pages in the site's own folder that search engines may show: "index.html"."""
    for file in sorted(root.glob("*.html")):
        if _NO_PAGES.fullmatch(file.name) or not file.is_file():
            continue
        if not _HIDDEN.search(file.read_bytes()[:20_000].decode("utf-8", "replace")):
            yield file.name
