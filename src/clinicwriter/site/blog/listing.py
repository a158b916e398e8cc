"""A list of articles on a page of a finished site: kept between two comments, newest first."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from clinicwriter.rendering import render_template

from .habits import LIST_END, LIST_START

IsOurs = Callable[[str], bool]
DayOf = Callable[[str], date | None]

ITEM_TEMPLATE = "list_item.html"

_BETWEEN = re.compile(re.escape(LIST_START) + r"(.*?)" + re.escape(LIST_END), re.DOTALL)
_ITEM = re.compile(r"<li\b[^>]*>.*?</li>", re.DOTALL | re.IGNORECASE)
_LIST = re.compile(r"(<ul\b[^>]*>)((?:(?!</?ul\b).)*?)(</ul>)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"'#?]+)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article as the blog page lists it; ``href`` from the blog page."""

    href: str
    title: str
    day: date | None
    item: str


def listed_article(
    href: str,
    title: str,
    authors: Sequence[str],
    day: date | None,
    day_words: str,
    summary: str,
    template_folder: Path | None = None,
) -> ListedArticle:
    """Return an article's line for a list. Raises ``TemplateError`` where the clinic's template is broken."""
    byline = " · ".join(part for part in (f"by {', '.join(authors)}" if authors else "", day_words) if part)
    item = {"href": href, "title": words(title), "byline": words(byline), "summary": words(summary)}
    line = render_template(ITEM_TEMPLATE, {"item": item}, template_folder=template_folder)
    # Without a date it counts as the oldest.
    return ListedArticle(href, title, day or date.min, line.rstrip())


def words(text: str) -> Markup:
    """Return a text escaped to stand between tags, where quotation marks are ordinary signs."""
    return Markup(html.escape(text, quote=False))  # escaped right here


def has_list(page: str) -> bool:
    """Say whether a page has a list of ours, or one of its own that can be taken over."""
    return _BETWEEN.search(page) is not None or _own_list(page) is not None


def renew_list(
    page: str,
    ours: Sequence[ListedArticle],
    is_ours: IsOurs,
    day_of: DayOf,
    last: str = "",
) -> str | None:
    """Return the page with its list renewed and nothing else touched; ``None`` where it has no list.

    ``is_ours`` says whether a link is to a page of an article of ours (listed now or not any more);
    a line that links elsewhere was written by somebody and stays. ``day_of`` tells such a page's day.
    ``last`` is a line that follows the articles: the way to the older ones.
    """
    found = _BETWEEN.search(page)
    if found:
        start, end, inside = found.start(1), found.end(1), found.group(1)
        return page[:start] + _renewed(inside, ours, is_ours, day_of, page, last) + page[end:]
    own = _own_list(page)
    if own is None:
        return None
    renewed = _renewed(own.group(2), ours, is_ours, day_of, page, last)
    indent = _indent_of(own.group(2))
    inside = f"\n{indent}{LIST_START}{renewed}{LIST_END}\n{_closing_indent(own.group(2))}"
    return page[: own.start(2)] + inside + page[own.end(2) :]


def _own_list(page: str) -> re.Match[str] | None:
    """Return the one list of the page whose every line links to a page beside it."""
    found = []
    for match in _LIST.finditer(page):
        items = _ITEM.findall(match.group(2))
        links = [_LINK.search(item) for item in items]
        beside = [link for link in links if link and re.fullmatch(r"(?:\./)?[^/:]+\.html?", link.group(1))]
        if items and len(beside) == len(items):
            found.append(match)
    return found[0] if len(found) == 1 else None


def _renewed(
    inside: str,
    ours: Sequence[ListedArticle],
    is_ours: IsOurs,
    day_of: DayOf,
    page: str,
    last: str,
) -> str:
    end = "\r\n" if "\r\n" in page else "\n"
    indent = _indent_of(inside)
    kept = _kept_lines(inside, ours, is_ours, day_of)
    lines = _merged(list(ours), kept)
    items = [line.item for line in lines] + ([last] if last else [])
    texts = [item.replace("\r\n", "\n").replace("\n", end) for item in items]
    if not texts:
        return f"{end}{indent}"
    return "".join(f"{end}{indent}{text}" for text in texts) + f"{end}{indent}"


def _kept_lines(
    inside: str,
    ours: Sequence[ListedArticle],
    is_ours: IsOurs,
    day_of: DayOf,
) -> list[ListedArticle]:
    listed = {article.href for article in ours}
    kept = []
    for item in _ITEM.findall(inside):
        link = _LINK.search(item)
        href = html.unescape(link.group(1)).removeprefix("./") if link else ""
        if href in listed or (href and is_ours(href)):
            continue
        kept.append(ListedArticle(href, "", _day_in(item) or day_of(href), item))
    return kept


def _merged(ours: list[ListedArticle], kept: list[ListedArticle]) -> list[ListedArticle]:
    """Return both, newest first; the lines that stay keep the order that somebody gave them."""
    merged = list(kept)
    for article in sorted(ours, key=lambda one: (one.day or date.min, one.href)):
        day = article.day or date.min
        place = next((at for at, line in enumerate(merged) if line.day is not None and line.day <= day), None)
        merged.insert(len(merged) if place is None else place, article)
    return merged


def _day_in(item: str) -> date | None:
    found = _DAY.search(item)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _indent_of(inside: str) -> str:
    found = re.search(r"\n([ \t]*)<li\b", inside) or re.search(r"\n([ \t]*)\S?", inside)
    return found.group(1) if found else "  "


def _closing_indent(inside: str) -> str:
    return inside.rpartition("\n")[2] if "\n" in inside and not inside.rpartition("\n")[2].strip() else ""
