"""Pages of a finished site that have no article behind them: somebody made them by hand."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath

from .blog.habits import is_list_name
from .kinds import SiteKind
from .layout import Layout

MOST_READ_BYTES = 200_000
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>|<title\b[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_DAY = re.compile(r"(?:published_time|datetime|[\"']date[\"'])[^>]*?(\d{4})-(\d\d)-(\d\d)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class LoosePage:
    """A page without an article; ``path`` from the site's root."""

    path: PurePosixPath
    title: str
    day: date | None


def loose_pages(layout: Layout, known_pages: Collection[str]) -> tuple[LoosePage, ...]:
    """Return the pages that no article makes; ``known_pages`` are the names of those that articles have.

    Reads files that changed since the last time: not for a window's thread.
    """
    folder = layout.root.joinpath(*layout.pages.parts)
    if layout.kind is not SiteKind.FINISHED or not folder.is_dir():
        return ()
    found = []
    for file in sorted(folder.glob("*.html")):
        if is_list_name(file.name) or file.name in known_pages:
            continue
        try:
            status = file.stat()
            title, day = _facts(file, status.st_mtime_ns, status.st_size)
        except OSError:
            continue
        found.append(LoosePage(layout.pages / file.name, title or file.stem, day))
    return tuple(found)


@lru_cache(maxsize=4096)
def _facts(file: Path, _modified_ns: int, _size: int) -> tuple[str, date | None]:
    with file.open("rb") as opened:
        text = opened.read(MOST_READ_BYTES).decode("utf-8", "replace")
    titles = sorted(_TITLE.findall(text), key=lambda pair: not pair[0])
    words = _TAG.sub("", "".join(titles[0])) if titles else ""
    found = _DAY.search(text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    return " ".join(html.unescape(words).split()), day
