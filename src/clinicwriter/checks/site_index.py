"""What an article's checks ask of the rest of its site, gathered once for each list of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from clinicwriter.site import ArticleEntry, Site, TemplatePages


@dataclass(frozen=True)
class SiteIndex:
    """The articles of a site by what they say, and the addresses of their pages.

    What templates make is looked for when it is asked for, and kept, so this value has no slots.
    ``sections`` are the folders of the site's web addresses that hold articles.
    """

    entries: tuple[ArticleEntry, ...]
    titles: Mapping[str, tuple[ArticleEntry, ...]]
    summaries: Mapping[str, tuple[ArticleEntry, ...]]
    pages: frozenset[str]
    sections: frozenset[str]
    authors: tuple[str, ...]
    site: Site

    @cached_property
    def templates(self) -> TemplatePages:
        """Return what the templates of the site may make."""
        return self.site.template_pages()

    @classmethod
    def of(cls, site: Site) -> SiteIndex:
        """Gather it from the last look at the site's files; nothing is read anew."""
        entries = site.known_articles()
        pages = frozenset(plain_address(entry.url) for entry in entries if entry.url)
        return cls(
            entries,
            _by_words((entry.title, entry) for entry in entries),
            _by_words((entry.summary, entry) for entry in entries),
            pages,
            frozenset(page.rpartition("/")[0] for page in pages) - {""},
            site.known_authors(),
            site,
        )


def folded(text: str) -> str:
    """Return a text as two spellings of the same have in common."""
    return " ".join(text.casefold().split())


def plain_address(address: str) -> str:
    """Return an address as two spellings of one page have in common: "blog/first-visit"."""
    path = unquote(address).casefold()
    for ending in ("/index.html", ".html", ".htm"):
        path = path.removesuffix(ending)
    return path.strip("/")


def _by_words(said: Iterable[tuple[str, ArticleEntry]]) -> Mapping[str, tuple[ArticleEntry, ...]]:
    found: dict[str, tuple[ArticleEntry, ...]] = {}
    for text, entry in said:
        if key := folded(text):
            found[key] = (*found.get(key, ()), entry)
    return found
