"""Which pages a finished site has for its articles together: as its settings say, else as is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LIST_START = "<!-- articles:start -->"
LIST_END = "<!-- articles:end -->"
LINKS_START = "<!-- pages:start -->"
LINKS_END = "<!-- pages:end -->"
BLOG_PAGE = "index.html"
TAGS_PAGE = "tags.html"
SITEMAP_FILE = "sitemap.xml"
FEWEST_ON_A_PAGE = 2

_LIST_NAME = re.compile(r"(?:index|tags|page-\d+|tag-.+)\.html", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BlogWishes:
    """What ``[blog]`` in ``clinicwriter.toml`` says; ``None`` for what it does not say.

    ``page_length`` is how many articles a page of the list has, 0 for all of them on one page.
    """

    tag_pages: bool | None = None
    page_length: int | None = None
    feed: bool | None = None
    sitemap: bool | None = None


@dataclass(frozen=True, slots=True)
class BlogHabits:
    """What the site has: tag pages, a list in several pages, a feed, a sitemap."""

    has_tag_pages: bool = False
    page_length: int = 0
    has_feed: bool = True
    has_sitemap: bool = False


def learn_blog(root: Path, pages: PurePosixPath, wishes: BlogWishes) -> BlogHabits:
    """Return what the site has; what nobody said follows from the files that are there."""
    tags_page = root.joinpath(*pages.parts) / TAGS_PAGE
    length = wishes.page_length or 0
    return BlogHabits(
        has_tag_pages=_said(wishes.tag_pages, has_marks(tags_page)),
        page_length=length if length >= FEWEST_ON_A_PAGE else 0,
        has_feed=_said(wishes.feed, True),
        has_sitemap=_said(wishes.sitemap, (root / SITEMAP_FILE).is_file()),
    )


def _said(wish: bool | None, seen: bool) -> bool:
    return seen if wish is None else wish


def has_marks(page: Path) -> bool:
    """Say whether a page has the marks between which its list is kept."""
    try:
        return LIST_START.encode() in page.read_bytes()
    except OSError:
        return False


def page_name(number: int) -> str:
    """Return the name of one of the older pages of the list; the oldest is number 1."""
    return f"page-{number}.html"


def is_list_name(name: str) -> bool:
    """Say whether a page of this name lists articles, rather than being one."""
    return _LIST_NAME.fullmatch(name) is not None
