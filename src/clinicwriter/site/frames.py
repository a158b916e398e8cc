"""The frame that a site's own hand-made article pages have, lent to the articles that are exported there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from clinicwriter.rendering import BODY_START

from .blog.habits import is_list_name
from .layout import Layout

FRAME_MARK = "<!-- Made with Clinic Writer in the site's own frame "
MOST_ASKED = 12
"""Pages of ours that are asked for a frame: where the site has one, nearly all of them have it."""
_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*?)(</article>)", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>.*?</title>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_RELATED = re.compile(r"<aside class=\"related\".*?</aside>", re.DOTALL)
_RELATED_LINE = re.compile(_RELATED.pattern + r"\n", re.DOTALL)
_ABOUT_THE_ARTICLE = re.compile(
    r"[ \t]*<(?:meta\b[^>]*\b(?:name=[\"'](?:description|author)[\"']|property=[\"'](?:og|article):)"
    r"|link\b[^>]*\brel=[\"']canonical[\"'])[^>]*>[ \t]*\r?\n?",
    re.IGNORECASE,
)


def find_frame(layout: Layout, known_pages: frozenset[str]) -> str | None:
    """Return a hand-made article page whose frame can be told; ``None`` where there is none.

    A page that an export made is one only where it has such a frame itself, and the pages that list
    articles never are. ``known_pages`` are the names of pages of articles.
    """
    folder = layout.root.joinpath(*layout.pages.parts)
    files = [file for file in sorted(folder.glob("*.html")) if not is_list_name(file.name)]
    for file in files:
        page = _read_page(file.read_bytes()) if file.name not in known_pages else None
        if page is not None and BODY_START not in page and is_frame(page):
            return page
    return _frame_of_ours(file for file in files if file.name in known_pages)


def _frame_of_ours(files: Iterable[Path]) -> str | None:
    """Return the frame that our own pages have from a page which is one of ours itself by now."""
    for file in islice(files, MOST_ASKED):
        page = _read_page(file.read_bytes())
        if page is not None and FRAME_MARK in page and is_frame(page):
            return _RELATED_LINE.sub("", page[: page.rindex(FRAME_MARK)])
    return None


def _read_page(data: bytes) -> str | None:
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def is_frame(page: str) -> bool:
    """Say whether an article can take the place of the one on this page."""
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
    before = _TITLE.sub(lambda _match: our_title.group(), before, count=1)
    if facts:
        # On lines of their own, so that this page, as a frame, is the same one again.
        head, title, rest = before.partition(our_title.group())
        before = f"{head}{title}\n{facts}" + (rest if re.match(r"[ \t]*\n", rest) else f"\n{rest}")
    related = _RELATED.search(page)
    return before + ours.group(2) + (related.group() + "\n" if related else "") + after


def without_facts(page: str) -> str:
    """Return a page without what its head says about it alone: description, author, addresses."""
    return _ABOUT_THE_ARTICLE.sub("", page)


def _heading(article: str) -> str:
    found = _HEADING.search(article)
    return html.escape(html.unescape(found.group(1).strip()), quote=False) if found else ""
