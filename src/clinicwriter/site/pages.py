"""The finished page of an article: what goes on it, and whether somebody changed one by hand."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from clinicwriter.article import Article, ArticleDate, parse_date
from clinicwriter.rendering import (
    BODY_END,
    BODY_START,
    PageContent,
    RelatedLink,
    flavour_for,
    render_body,
    render_page,
)

from .addresses import article_date, slug_of
from .blog.tags import SiteTags
from .entries import ArticleEntry
from .footer import footer_html, safe_url
from .frames import FRAME_MARK, fill_frame, find_frame
from .kinds import SiteKind
from .layout import Layout
from .related import Relations
from .settings import Clinic

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STYLESHEET = re.compile(r"<link\b[^>]*\brel=[\"']?stylesheet[\"']?[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']([^\"']+)[\"']", re.IGNORECASE)
_SEAL = re.compile(r"<!-- Made with Clinic Writer (?:in the site's own frame )?([0-9a-f]{16}) -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article's page shows besides the article: the clinic, the site, the other articles."""

    layout: Layout
    clinic: Clinic
    language: str
    published: tuple[ArticleEntry, ...]
    relations: Relations
    tags: SiteTags
    frame: str | None = None
    """A hand-made article page whose frame the site's finished pages have, where there is one."""

    @classmethod
    def of(
        cls, layout: Layout, clinic: Clinic, language: str, entries: Iterable[ArticleEntry]
    ) -> Surroundings:
        """Return the surroundings with those articles that have a page, the newest first."""
        published = tuple(entry for entry in entries if _is_shown(layout, entry))
        frame = None
        if layout.kind is SiteKind.FINISHED and layout.templates is None:
            frame = find_frame(layout, frozenset(posixpath.basename(entry.url) for entry in published))
        return cls(layout, clinic, language, published, Relations(published), SiteTags(published), frame)

    def with_article(self, entry: ArticleEntry) -> Surroundings:
        """Return the surroundings as they are when this article is exported."""
        others = [other for other in self.published if other.path != entry.path]
        shown = others if entry.is_draft else [*others, entry]
        ordered = sorted(shown, key=lambda other: other.sort_key, reverse=True)
        return replace(self, published=tuple(ordered), relations=Relations(ordered), tags=SiteTags(ordered))


def _is_shown(layout: Layout, entry: ArticleEntry) -> bool:
    if entry.is_draft or entry.problem:
        return False
    page = layout.root.joinpath(*layout.pages.parts) / posixpath.basename(entry.url)
    return layout.kind is not SiteKind.FINISHED or page.is_file()


def date_in_words(day: date | None) -> str:
    """Return a date as people read it: "November 18, 2026"; "" for none."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def page_path(layout: Layout, article: Article, path: PurePosixPath | None) -> PurePosixPath:
    """Return where an article's finished page lies in the site."""
    return layout.pages / f"{slug_of(layout, article, path)}.html"


def finished_page(around: Surroundings, article: Article, entry: ArticleEntry) -> str:
    """Return the whole finished page of an article, as an export writes it."""
    body = render_body(article.text, flavour_for(around.layout.kind))
    return seal_page(whole_page(around, article, entry, body), is_framed=around.frame is not None)


def whole_page(around: Surroundings, article: Article, entry: ArticleEntry, body_html: str) -> str:
    """Return an article's page: in the clinic's template, in the site's own frame, or in the usual one."""
    layout = around.layout
    page = render_page(page_content(around, article, entry, body_html), template_folder=layout.templates)
    return page if around.frame is None else fill_frame(around.frame, page)


def page_content(around: Surroundings, article: Article, entry: ArticleEntry, body_html: str) -> PageContent:
    """Return what goes on an article's page, in the site of finished pages or in the preview of any."""
    layout, fields = around.layout, article.fields
    is_finished = layout.kind is SiteKind.FINISHED
    # A footer that an older hand typed into the text is there already: never twice.
    has_own_footer = article.legacy_footer is not None and article.footer is None
    return PageContent(
        title=fields.title or "",
        authors=fields.authors,
        date_text=date_in_words(article_date(layout, article, entry.path)),
        tags=fields.tags,
        summary=fields.summary or "",
        breadcrumb=_breadcrumb(layout, fields.title or ""),
        body_html=body_html,
        footer_html="" if has_own_footer else footer_html(around.clinic),
        related=tuple(
            RelatedLink(title=other.title, href=posixpath.basename(other.url) if is_finished else other.url)
            for other in around.relations.of(entry)
        ),
        tag_links=_tag_links(around, fields.tags),
        stylesheets=stylesheets(layout),
        language=around.language,
        url=full_url(around, entry.url),
        image=_lead_picture(layout, article),
        image_alt=fields.image_alt or "",
        site_name=around.clinic.name or layout.configuration.title,
        published=_iso(article_date(layout, article, entry.path)),
        updated=_iso(parse_date(fields.updated or "")),
    )


def _tag_links(around: Surroundings, tags: tuple[str, ...]) -> tuple[RelatedLink, ...]:
    """Return the ways to the pages of an article's tags, where the site has such pages."""
    if not around.layout.blog.has_tag_pages:
        return ()
    return tuple(RelatedLink(title=tag.name, href=tag.file) for tag in around.tags.of(tags))


def _iso(day: date | ArticleDate | None) -> str:
    value = day.value if isinstance(day, ArticleDate) else day
    return value.isoformat() if value else ""


def _lead_picture(layout: Layout, article: Article) -> str:
    """Return the details' picture where the text does not show it itself: nobody wants to see it twice."""
    image = article.fields.image or ""
    name = posixpath.basename(image)
    return "" if name and name in article.text else _picture_href(layout, image)


def full_url(around: Surroundings, url: str) -> str:
    """Return an address with the clinic's own web address before it; "" where that is not known."""
    home = safe_url(around.clinic.url)
    if not home:
        return ""
    if around.layout.base:
        parts = urlsplit(home)
        return f"{parts.scheme}://{parts.netloc}{url}"
    return home.rstrip("/") + url


def _breadcrumb(layout: Layout, title: str) -> tuple[tuple[str, str], ...]:
    if layout.kind is SiteKind.FINISHED:
        up = posixpath.relpath(".", layout.pages.as_posix())
        name = layout.pages.name.replace("-", " ").capitalize()
        return (("Home", f"{up}/index.html"), (name, "index.html"), (title, ""))
    section = layout.new_articles.name.strip("_").replace("-", " ").capitalize()
    return (("Home", layout.base + "/"), (section, ""), (title, ""))


def _picture_href(layout: Layout, image: str) -> str:
    """Return the details' picture as the page can point to it: some sites name it from their root."""
    if layout.kind is not SiteKind.FINISHED or not image or re.match(r"[a-z][a-z0-9+.-]*:|//", image, re.I):
        return image
    seen_from = layout.pages.as_posix()
    if image.startswith("/"):
        return posixpath.relpath(image.lstrip("/") or ".", seen_from)
    from_page = layout.root / posixpath.normpath(posixpath.join(seen_from, image))
    if not from_page.is_file() and (layout.root / image).is_file():
        return posixpath.relpath(image, seen_from)
    return image


def stylesheets(layout: Layout) -> tuple[str, ...]:
    """Return the links to the site's own stylesheets, from an article's page."""
    if layout.kind is not SiteKind.FINISHED:
        return _served_stylesheets(layout)
    for folder in (layout.pages, PurePosixPath(".")):
        page = layout.root.joinpath(*folder.parts) / "index.html"
        hrefs = _stylesheet_hrefs(page)
        if hrefs:
            return tuple(_seen_from(layout.pages, folder, href) for href in hrefs)
    found = sorted((layout.root / "css").glob("*.css"))
    return tuple(posixpath.relpath(f"css/{file.name}", layout.pages.as_posix()) for file in found[:1])


def _stylesheet_hrefs(page: Path) -> list[str]:
    try:
        text = page.read_bytes().decode("utf-8", "replace")
    except OSError:
        return []
    links = [_HREF.search(link) for link in _STYLESHEET.findall(text)]
    return [html.unescape(link.group(1)) for link in links if link]


def _seen_from(pages: PurePosixPath, folder: PurePosixPath, href: str) -> str:
    if re.match(r"[a-z][a-z0-9+.-]*:|/", href, re.IGNORECASE):
        return href
    return posixpath.relpath(posixpath.join(folder.as_posix(), href), pages.as_posix())


def _served_stylesheets(layout: Layout) -> tuple[str, ...]:
    """Return the main stylesheet of a site with a generator, where there is one as a file."""
    likely = ("main", "style", "styles", "site", "custom", "app", "index")
    for served in (*layout.rules.served, str(layout.content)):
        for folder in ("css", "assets/css", "styles", "assets", ""):
            place = layout.root / served / folder
            found = {file.stem: file for file in sorted(place.glob("*.css"))} if place.is_dir() else {}
            chosen = next((found[name] for name in likely if name in found), None)
            if chosen is not None:
                inside = chosen.relative_to(layout.root / served).as_posix()
                return (f"{layout.base}/{inside}",)
    return ()


def seal_page(page: str, *, is_framed: bool = False) -> str:
    """Return a page with the mark by which a later change by hand is noticed, and its frame is known."""
    start = FRAME_MARK if is_framed else "<!-- Made with Clinic Writer "
    return f"{page.rstrip()}\n{start}{_seal(page)} -->\n"


def unsealed(page: str) -> str:
    """Return a page without that mark."""
    return _SEAL.sub("", page)


def is_made_here(page: str) -> bool:
    """Say whether a page has the marks that an export puts around the text."""
    return page.count(BODY_START) == 1 and page.count(BODY_END) == 1


def is_untouched(page: str) -> bool:
    """Say whether a page is still as an export made it."""
    found = _SEAL.search(page)
    return found is not None and found.group(1) == _seal(page[: found.start()])


def _seal(page: str) -> str:
    plain = page.replace("\r\n", "\n").rstrip()
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def renew_parts(old: str, new: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return a page that somebody changed by hand with only the marked parts taken from the new one."""
    for start, end in parts:
        fresh = _between(new, start, end)
        stale = _between(old, start, end)
        if fresh is not None and stale is not None:
            old = old[: stale[0]] + new[fresh[0] : fresh[1]] + old[stale[1] :]
    return old


def _between(page: str, start: str, end: str) -> tuple[int, int] | None:
    first, last = page.find(start), page.find(end)
    return (first + len(start), last) if 0 <= first < last else None
