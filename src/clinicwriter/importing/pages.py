"""A finished web page taken apart: title, author, date, text, footer and related articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from clinicwriter.importing.reading import BlockReader, PictureDoor
from clinicwriter.importing.tree import Element, read_html
from clinicwriter.importing.writing import write_markdown

LARGEST_PAGE = 20_000_000
"""Bytes; what is longer is no article."""
LONGEST_HEAD = 150_000
"""Letters that are searched for what a page says of itself: a broken head takes time in squares."""
_MARKED = ("<!-- article-text:start -->", "<!-- article-text:end -->")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_FOOTER_LEAD = re.compile(r"\s*for more information,?\s+(?:please\s+)?visit", re.IGNORECASE)
_RELATED = re.compile(
    r"\s*(?:related|recent|more|other)\s+(?:posts?|articles?|reading|stories)\b"
    r"|\s*you (?:may|might) also like|\s*read (?:more|next)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:crumbs?|breadcrumbs?|nav(?:igation|bar)?|menu|share|sharing|social|comments?|sidebar|cookie"
    r"|pagination|skip-link)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b(?:by|byline|meta|post-meta|entry-meta|author|dateline|published)\b", re.IGNORECASE)
_BY = re.compile(r"^\s*(?i:(?:written\s+|posted\s+)?by):?\s+(?P<name>\S.*)", re.DOTALL)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDS = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})\b"
    r"|\b(?P<day2>\d{1,2})(?:st|nd|rd|th)? (?P<month2>[A-Z][a-z]{2,8})\.?,? (?P<year2>\d{4})\b"
)
_LEFT_OUT = {
    "iframe": "a film or a map",
    "video": "a film",
    "audio": "a recording",
    "form": "a form",
    "svg": "a drawing",
    "object": "an embedded file",
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """What a page says, as plain values. ``date`` is like 2026-11-18, "" where none was found.

    ``footer`` is the clinic's footer as Markdown, ``related`` the related articles with their titles and
    addresses; neither is in ``text``. ``notes`` say what could not be kept.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    footer: str = ""
    related: tuple[tuple[str, str], ...] = ()
    language: str = ""
    notes: tuple[str, ...] = ()


def import_page(data: bytes, *, picture: PictureDoor | None = None) -> ImportedPage:
    """Take a finished page apart; never raises, whatever it is given.

    ``picture`` says what becomes of each picture of the text, and tells of those that are left out; without
    it all are named as the page names them.
    """
    source = _decoded(data[:LARGEST_PAGE])
    head = _read_head(source)
    tree = read_html(source)
    holder = _holder(tree)
    title = _title(tree, holder, head)
    byline = _taken_byline(tree, holder)
    related = _taken_related(holder)
    footer = _taken_footer(holder)
    _drop(holder, _is_around)
    _drop_first_heading(holder, title)
    marked = _marked_text(source)
    body = read_html(marked) if marked is not None else holder
    text, lost = _markdown(body, picture or _as_named)
    if picture is not None:
        lost.pop("picture", None)
    return ImportedPage(
        title=title,
        authors=_authors(head, byline),
        date=_date(head, byline, tree),
        tags=tuple(dict.fromkeys(head.several("article:tag"))),
        summary=head.first("description", "og:description"),
        text=text,
        footer=_markdown(footer, _as_named)[0] if footer is not None else "",
        related=related,
        language=head.language,
        notes=tuple(_notes(source, text, title, lost)),
    )


def _marked_text(source: str) -> str | None:
    """Return the text between the marks of an export; ``None`` where there are none."""
    start, end = _MARKED
    _before, is_there, behind = source.partition(start)
    text, has_end, _after = behind.partition(end)
    return text if is_there and has_end else None


def _decoded(data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    names = ["utf-8-sig", said[1].decode("ascii", "replace") if said else "", "cp1252"]
    for name in filter(None, names):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _read_head(source: str) -> _Head:
    head = _Head()
    head.feed(source[: source.rfind(">", 0, LONGEST_HEAD) + 1])
    head.close()
    return head


class _Head(HTMLParser):
    """What the head of a page says (state that changes: it gathers while it reads)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.title = ""
        self._metas: list[tuple[str, str]] = []
        self._is_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._is_title = tag == "title" and not self.title
        if tag == "html":
            self.language = said.get("lang", "")
        if tag == "meta":
            name = (said.get("property") or said.get("name") or "").lower()
            self._metas.append((name, " ".join(said.get("content", "").split())))

    def handle_endtag(self, tag: str) -> None:
        self._is_title = self._is_title and tag != "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._is_title else ""

    def several(self, *names: str) -> list[str]:
        """Return all values of these names."""
        return [value for name, value in self._metas if name in names and value]

    def first(self, *names: str) -> str:
        """Return the first value of the first of these names that has one."""
        return next((value for name in names for value in self.several(name)), "")


# -- where the article is --------------------------------------------------------------------------


def _holder(tree: Element) -> Element:
    """Return the element that holds the article: the one said to, else the one with most paragraphs."""
    for wanted in ("article", "main"):
        found = [one for one in tree.elements() if one.tag == wanted or one.attributes.get("role") == wanted]
        if found:
            return max(found, key=lambda one: len(one.text()))
    holders = [one for one in tree.elements() if one.tag in ("div", "section", "td")]
    return max(holders, key=_own_words, default=tree) if _own_words(tree) == 0 else tree


def _own_words(element: Element) -> int:
    """Return how much text the element's own paragraphs have."""
    paragraphs = (child for child in element.children if isinstance(child, Element) and child.tag == "p")
    return sum(len(paragraph.text()) for paragraph in paragraphs)


def _words(element: Element) -> str:
    return " ".join(element.text().split())


def _parents(holder: Element) -> Iterator[tuple[Element, Element]]:
    """Go through every element inside with the one that holds it."""
    for parent in [holder, *holder.elements()]:
        for child in parent.children:
            if isinstance(child, Element):
                yield parent, child


def _names(element: Element) -> str:
    return f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"


def _is_around(element: Element) -> bool:
    """Say whether an element belongs to the page and not to the article."""
    return element.tag in ("nav", "aside", "form", "button") or bool(_AROUND.search(_names(element)))


def _drop(holder: Element, is_dropped: Callable[[Element], bool]) -> None:
    for parent in [holder, *holder.elements()]:
        parent.children = [
            child for child in parent.children if isinstance(child, str) or not is_dropped(child)
        ]


def _take(parent: Element, child: Element) -> None:
    parent.children = [one for one in parent.children if one is not child]


# -- what is told apart ----------------------------------------------------------------------------


def _title(tree: Element, holder: Element, head: _Head) -> str:
    for place in (holder, tree):
        heading = next((one for one in place.elements() if one.tag == "h1" and _words(one)), None)
        if heading is not None:
            return _words(heading)
    said = head.first("og:title") or " ".join(head.title.split())
    return re.split(r"\s+[|\u2013\u2014]\s+", said)[0]


def _drop_first_heading(holder: Element, title: str) -> None:
    """Take the title out of the text, where it stands as its heading."""
    for parent, child in _parents(holder):
        if child.tag in _HEADINGS and _words(child) == title:
            _take(parent, child)
            return


def _taken_byline(tree: Element, holder: Element) -> str:
    """Return the line with author and date, and take it out of the article."""
    for place in (holder, tree):
        for parent, child in list(_parents(place)):
            words = _words(child)
            is_short = 0 < len(words) < 160 and child.tag in ("p", "div", "span", "address", "time", "ul")
            if is_short and (_BYLINE.search(_names(child)) or child.tag == "time" or _is_byline(words)):
                _take(parent, child)
                return words
    return ""


def _is_byline(words: str) -> bool:
    found = _BY.match(words)
    is_name = found is not None and found["name"][0].isupper()
    return is_name and len(words) < 80 and not words.endswith(".")


def _taken_related(holder: Element) -> tuple[tuple[str, str], ...]:
    """Return the related articles, and take them out: their heading and what follows it."""
    for parent, child in list(_parents(holder)):
        if child.tag not in (*_HEADINGS, "p", "strong") or not _RELATED.match(child.text()):
            continue
        start = next(at for at, one in enumerate(parent.children) if one is child)
        taken = [child]
        for one in parent.children[start + 1 :]:
            if isinstance(one, Element):
                if one.tag in _HEADINGS or (one.tag == "p" and not _links(one)):
                    break
                taken.append(one)
        links = tuple(link for one in taken for link in _links(one))
        if links:
            parent.children = [one for one in parent.children if all(one is not gone for gone in taken)]
            return links
    return ()


def _links(element: Element) -> list[tuple[str, str]]:
    return [
        (_words(one), one.attributes["href"])
        for one in element.elements()
        if one.tag == "a" and one.attributes.get("href") and _words(one)
    ]


def _taken_footer(holder: Element) -> Element | None:
    """Return the clinic's footer, and take it out: the outermost element that begins with its first words."""
    for parent, child in list(_parents(holder)):
        if not _FOOTER_LEAD.match(child.text()):
            continue
        if child.tag not in ("p", *_HEADINGS, "strong", "b"):
            _take(parent, child)
            return child
        # Without an element of its own it goes on to the end.
        start = next(at for at, one in enumerate(parent.children) if one is child)
        footer = Element("div", {}, parent.children[start:])
        parent.children = parent.children[:start]
        _drop_last_rule(parent)
        return footer
    return None


def _drop_last_rule(parent: Element) -> None:
    while parent.children and isinstance(parent.children[-1], str) and not parent.children[-1].strip():
        parent.children.pop()
    if parent.children and isinstance(parent.children[-1], Element) and parent.children[-1].tag == "hr":
        parent.children.pop()


def _authors(head: _Head, byline: str) -> tuple[str, ...]:
    said = [name for name in head.several("author", "article:author") if "://" not in name]
    if said:
        return tuple(dict.fromkeys(said))
    found = _BY.match(byline)
    if not found:
        return ()
    name = re.split(r"\s*[·|•\u2013]\s*|,\s*(?=\d)|\s+on\s+", _WORDS.sub("", _ISO.sub("", found["name"])))[0]
    name = name.strip(" ,;.-\n")
    return (name,) if 0 < len(name) < 80 else ()


def _date(head: _Head, byline: str, tree: Element) -> str:
    said = head.first("article:published_time", "date", "dc.date", "datepublished")
    times = [one.attributes.get("datetime", "") for one in tree.elements() if one.tag == "time"]
    for text in (said, *times, byline):
        day = _day(text)
        if day:
            return day
    return ""


def _day(text: str) -> str:
    iso, words = _ISO.search(text), _WORDS.search(text)
    if iso:
        return _valid(int(iso[1]), int(iso[2]), int(iso[3]))
    if not words:
        return ""
    name = (words["month"] or words["month2"]).lower()[:3]
    month = next((at for at, one in enumerate(_MONTHS, start=1) if one.startswith(name)), 0)
    return _valid(int(words["year"] or words["year2"]), month, int(words["day"] or words["day2"]))


def _valid(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


# -- the text --------------------------------------------------------------------------------------


def _as_named(source: str, _description: str) -> str | None:
    return source or None


def _markdown(element: Element, picture: PictureDoor) -> tuple[str, dict[str, int]]:
    reader = BlockReader(picture, "")
    return write_markdown(reader.read(element)), dict(reader.lost)


def _notes(source: str, text: str, title: str, lost: dict[str, int]) -> Iterator[str]:
    if not title:
        yield "No title was found on the page."
    if not text.strip():
        yield "No text was found on the page."
    for tag, words in _LEFT_OUT.items():
        count = len(re.findall(rf"<{tag}\b", source, re.IGNORECASE))
        if count:
            yield (
                f"The page has {words}, which is left out."
                if count == 1
                else (f"The page has {count} times {words}; these are left out.")
            )
    for name, count in lost.items():
        yield f"Left out: {count} {name}{'' if count == 1 else 's'}."
