"""How the articles of a site link to one another: learned from their links, or known by the site's kind."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from clinicwriter.article import ArticleError
from clinicwriter.safekeeping import SaveError

from .entries import ArticleEntry
from .errors import SiteError
from .kinds import SiteKind
from .site import Site

MOST_READ = 60
"""Articles that are looked at: the newest show how links are written now."""
FILE_MARK = "{filename}"
_TARGET = re.compile(r"\]\(\s*<?([^\s()<>]{1,500})")


class LinkStyle(Enum):
    """One way of addressing another article."""

    ROOT = auto()
    """The page, from the site's own root: ``/blog/first-visit/``."""
    PAGE = auto()
    """The page, from the page of the article that links: ``../first-visit/``."""
    FILE = auto()
    """The article's file, from that of the article that links: ``first-visit.md``."""
    MARKED_FILE = auto()
    """The same with Pelican's mark before it: ``{filename}first-visit.md``."""


_BY_KIND = {
    SiteKind.MKDOCS: LinkStyle.FILE,
    SiteKind.DOCUSAURUS: LinkStyle.FILE,
    SiteKind.PELICAN: LinkStyle.MARKED_FILE,
}


def link_style(site: Site) -> LinkStyle:
    """Return how most links between articles are written. Reads articles: not for a window's thread."""
    entries = site.articles()
    known = _Known(entries)
    found: Counter[LinkStyle] = Counter()
    for entry in entries[:MOST_READ]:
        try:
            text = site.read_article(entry.path).text
        except (SaveError, ArticleError, SiteError):
            continue
        found.update(known.styles(entry, text))
    return found.most_common(1)[0][0] if found else _BY_KIND.get(site.kind, LinkStyle.ROOT)


def link_to(entry: ArticleEntry, style: LinkStyle, *, path: PurePosixPath, url: str) -> str:
    """Return how an article is addressed from another, which has this path and this page's address."""
    if style is LinkStyle.ROOT:
        return entry.url
    if style is LinkStyle.PAGE:
        return _relative(entry.url, url.rpartition("/")[0] or "/")
    file = posixpath.relpath(str(entry.path), str(path.parent))
    return f"{FILE_MARK}{file}" if style is LinkStyle.MARKED_FILE else file


class _Known:
    """The addresses and files of all articles. Made once and never changed."""

    def __init__(self, entries: Sequence[ArticleEntry]) -> None:
        self._urls = {entry.url.rstrip("/") for entry in entries if entry.url}
        self._paths = {str(entry.path) for entry in entries}

    def styles(self, entry: ArticleEntry, text: str) -> Iterator[LinkStyle]:
        """Yield the style of each link of a text that leads to an article."""
        for found in _TARGET.finditer(text):
            try:
                parts = urlsplit(found[1])
            except ValueError:  # "//[": no address at all
                continue
            path = unquote(parts.path)
            if parts.scheme or parts.netloc or not path:
                continue
            style = self._style(entry, path)
            if style is not None:
                yield style

    def _style(self, entry: ArticleEntry, path: str) -> LinkStyle | None:
        if path.startswith(FILE_MARK):
            return LinkStyle.MARKED_FILE
        if path.startswith("/"):
            return LinkStyle.ROOT if path.rstrip("/") in self._urls else None
        if posixpath.normpath(posixpath.join(str(entry.path.parent), path)) in self._paths:
            return LinkStyle.FILE
        return LinkStyle.PAGE if urljoin(entry.url, path).rstrip("/") in self._urls else None


def _relative(url: str, folder: str) -> str:
    relative = posixpath.relpath(url, folder)
    return f"{relative}/" if url.endswith("/") else relative
