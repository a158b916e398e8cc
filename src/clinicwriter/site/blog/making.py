"""A page that lists articles: in the clinic's template, in the site's own frame, or in the usual one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clinicwriter.rendering import PageContent, render_list_page, render_template
from clinicwriter.site.frames import fill_frame, without_facts
from clinicwriter.site.pages import Surroundings, full_url, is_made_here, seal_page, stylesheets

from .habits import LINKS_END, LINKS_START, LIST_END, LIST_START, TAGS_PAGE
from .listing import words

LINKS_TEMPLATE = "page_links.html"
_TITLE = re.compile(r"(<title\b[^>]*>)(.*?)(</title>)", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"(<h1\b[^>]*>)(.*?)(</h1>)", re.DOTALL | re.IGNORECASE)
_LINKS = re.compile(re.escape(LINKS_START) + r"(.*?)" + re.escape(LINKS_END), re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What goes on a page that lists articles: ``items`` are its lines, ``newer`` and ``older`` pages."""

    name: str
    title: str
    items: Sequence[str]
    crumbs: Sequence[tuple[str, str]] = ()
    newer: str = ""
    older: str = ""
    has_tags: bool = False


def section_name(around: Surroundings) -> str:
    """Return what the folder of the pages is called for people: "Blog"."""
    return around.layout.pages.name.replace("-", " ").capitalize()


def links_of(around: Surroundings, page: ListPage, *, is_item: bool = False) -> str:
    """Return the links to newer and older articles, as a part of a page or as the last line of its list."""
    values = {
        "newer": page.newer,
        "older": page.older,
        "tags": TAGS_PAGE if page.has_tags else "",
        "is_item": is_item,
    }
    return render_template(LINKS_TEMPLATE, values, template_folder=around.layout.templates).strip()


def list_page(around: Surroundings, page: ListPage, blog_page: str = "") -> str:
    """Return the whole page, sealed. ``blog_page`` is the blog page that is there: it may lend its frame."""
    usual = _usual_page(around, page)
    if around.layout.templates is None:
        if around.frame is not None:
            return seal_page(fill_frame(around.frame, usual))
        if blog_page and not is_made_here(blog_page):
            framed = _in_frame_of(blog_page, around, page)
            if framed is not None:
                return seal_page(framed)
    return seal_page(usual)


def _usual_page(around: Surroundings, page: ListPage) -> str:
    layout = around.layout
    up = posixpath.relpath(".", layout.pages.as_posix())
    items = "".join(f"  {item}\n" for item in page.items)
    links = links_of(around, page)
    content = PageContent(
        title=page.title,
        breadcrumb=(("Home", f"{up}/index.html"), *page.crumbs, (page.title, "")),
        body_html=f'<ul class="posts">\n  {LIST_START}\n{items}  {LIST_END}\n</ul>\n'
        f"{LINKS_START}{links}{LINKS_END}\n",
        stylesheets=stylesheets(layout),
        language=around.language,
        url=full_url(around, f"/{layout.pages}/{page.name}"),
        site_name=around.clinic.name or layout.configuration.title,
        kind="website",
    )
    return render_list_page(content, template_folder=layout.templates)


def _in_frame_of(blog_page: str, around: Surroundings, page: ListPage) -> str | None:
    """Return the blog page that somebody made, with this page's title, list and links in it."""
    frame = without_facts(blog_page.replace("\r\n", "\n"))
    title = words(f"{page.title} | {around.clinic.name}" if around.clinic.name else page.title)
    frame = _TITLE.sub(lambda found: f"{found[1]}{title}{found[3]}", frame, count=1)
    frame = _HEADING.sub(lambda found: f"{found[1]}{words(page.title)}{found[3]}", frame, count=1)
    found = re.search(re.escape(LIST_START) + r".*?" + re.escape(LIST_END), frame, re.DOTALL)
    if found is None:
        return None
    has_place = _LINKS.search(frame) is not None
    tail = "" if has_place else links_of(around, page, is_item=True)
    lines = "".join(f"\n    {item}" for item in (*page.items, *([tail] if tail else [])))
    frame = frame[: found.start()] + f"{LIST_START}{lines}\n    {LIST_END}" + frame[found.end() :]
    return with_links(frame, links_of(around, page))


def with_links(page: str, links: str) -> str:
    """Return a page with the links between their marks renewed; as it is where it has no such marks."""
    return _LINKS.sub(lambda _found: f"{LINKS_START}{links}{LINKS_END}", page, count=1)


def has_place_for_links(page: str) -> bool:
    """Say whether a page has the marks between which the links to older articles belong."""
    return _LINKS.search(page) is not None
