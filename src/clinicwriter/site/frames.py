"""The frame that a site's own hand-made article pages have, lent to the articles that are exported there."""

from __future__ import annotations

import html
import re

from clinicwriter.rendering import BODY_START

from .blog.habits import is_list_name
from .layout import Layout

_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*?)(</article>)", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>.*?</title>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_RELATED = re.compile(r"<aside class=\"related\".*?</aside>", re.DOTALL)
_ABOUT_THE_ARTICLE = re.compile(
    r"[ \t]*<(?:meta\b[^>]*\b(?:name=[\"'](?:description|author)[\"']|property=[\"'](?:og|article):)"
    r"|link\b[^>]*\brel=[\"']canonical[\"'])[^>]*>[ \t]*\r?\n?",
    re.IGNORECASE,
)


def find_frame(layout: Layout, known_pages: frozenset[str]) -> str | None:
    """Return a hand-made article page whose frame can be told; ``None`` where there is none.

    A page that an export made is never one, and neither is the page that lists the articles.
    ``known_pages`` are the names of pages of articles: they need not be looked at.
    """
    folder = layout.root.joinpath(*layout.pages.parts)
    for file in sorted(folder.glob("*.html")) if folder.is_dir() else ():
        if is_list_name(file.name) or file.name in known_pages:
            continue
        page = _read_page(file.read_bytes())
        if page is not None and BODY_START not in page and _is_frame(page):
            return page
    return None


def _read_page(data: bytes) -> str | None:
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _is_frame(page: str) -> bool:
    return len(_ARTICLE.findall(page)) == 1 and len(_TITLE.findall(page)) == 1


def fill_frame(frame: str, page: str) -> str:
    """Return our page's article in the frame of another page: its head, header and footer stay."""
    ours, theirs = _ARTICLE.search(page), _ARTICLE.search(frame)
    our_title = _TITLE.search(page)
    if ours is None or theirs is None or our_title is None:
        return page
    before, after = frame[: theirs.start(2)], frame[theirs.end(2) :]
    old, new = _heading(theirs.group(2)), _heading(ours.group(2))
    if old and new:
        # A breadcrumb outside of the article names it too.
        before, after = before.replace(f"> {old}<", f"> {new}<"), after.replace(f">{old}<", f">{new}<")
    before = _ABOUT_THE_ARTICLE.sub("", before)
    facts = "".join(_ABOUT_THE_ARTICLE.findall(page.split("</head>", maxsplit=1)[0])).rstrip()
    before = _TITLE.sub(lambda _match: "\n".join((our_title.group(), *([facts] if facts else []))), before, 1)
    related = _RELATED.search(page)
    return before + ours.group(2) + (related.group() + "\n" if related else "") + after


def without_facts(page: str) -> str:
    """Return a page without what its head says about it alone: description, author, addresses."""
    return _ABOUT_THE_ARTICLE.sub("", page)


def _heading(article: str) -> str:
    found = _HEADING.search(article)
    return html.escape(html.unescape(found.group(1).strip()), quote=False) if found else ""
