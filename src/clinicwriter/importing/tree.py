"""HTML of any quality as a small tree: what browsers and Word put on the clipboard is never well formed.

nh3 reads it by the rules of the HTML standard, as every browser does, and writes down what it understood,
so that what is left to do here is to put well-formed HTML into a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

VOID = frozenset({"br", "hr", "img", "input"})
SKIPPED = frozenset((
    "script", "style", "xml", "title", "noscript", "template", "svg", "math", "object", "iframe",
    "select", "textarea", "canvas", "datalist",
))  # fmt: skip
"""Elements that go with all that they hold."""
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
LINES = frozenset((
    "a", "abbr", "audio", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "video",
))  # fmt: skip
ATTRIBUTES = frozenset((
    "align", "alt", "aria-level", "checked", "class", "colspan", "data-aria-level", "datetime",
    "height", "hidden", "href", "id", "name", "role", "rowspan", "src", "start", "style", "type",
    "width",
))  # fmt: skip
SCHEMES = frozenset(["http", "https", "mailto", "tel", "file", "data", "cid", "blob"])
CLOSES_BY_ITSELF = (
    frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup"])
    | VOID
)
DEEPEST_READ = 3000
"""Elements left open at once beyond which the words alone are read: reading takes time in squares."""
DEEPEST = 120
"""Elements inside each other beyond this depth are read as if they stood beside each other."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)[^>]*+>")

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Element:
    """An element with its attributes (names in lower case) and what it holds, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def style(self, name: str) -> str:
        """Return one property of the style attribute, in lower case."""
        for part in self.attributes.get("style", "").split(";"):
            key, _, value = part.partition(":")
            if key.strip().casefold() == name:
                return value.strip().casefold()
        return ""

    def has_class(self, *names: str) -> bool:
        """Say whether the element has one of these classes."""
        return not set(names).isdisjoint(self.attributes.get("class", "").split())

    def elements(self) -> Iterator[Element]:
        """Go through every element inside, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            if isinstance(child, Element):
                yield child
                waiting.extend(reversed(child.children))

    def text(self) -> str:
        """Return all text inside."""
        waiting = list(reversed(self.children))
        found: list[str] = []
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                found.append(part)
            else:
                waiting.extend(reversed(part.children))
        return "".join(found)


def read_html(html: str) -> Element:
    """Read HTML as a tree; never raises, whatever it is given."""
    reader = _TreeReader()
    reader.feed(_well_formed(_words_alone(html) if _is_too_deep(html) else html))
    reader.close()
    return reader.root


def fit_text(text: str) -> str:
    """Return text without the signs that nobody sees and that neither XML nor an encoder has a place for."""
    return _UNFIT.sub(lambda found: " " if found[0] in "\x0b\x0c" else "", text)


def _is_too_deep(html: str) -> bool:
    depth = 0
    for found in _TAG.finditer(html, 0, _end_of_tags(html)):
        name = found[2].lower()
        if name not in CLOSES_BY_ITSELF:
            depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEEPEST_READ:
            return True
    return False


def _words_alone(html: str) -> str:
    end = _end_of_tags(html)
    return _TAG.sub(" ", html[:end]) + html[end:]


def _end_of_tags(html: str) -> int:
    """Return where the last tag may end: from a "<" behind it on, each search would go to the very end."""
    return html.rfind(">") + 1


def _well_formed(html: str) -> str:
    """Return the HTML as the standard's rules understand it: each element closed, each sign escaped."""
    encodable = fit_text(html)
    clean = nh3.clean(
        encodable,
        tags=set(BLOCKS | LINES),
        clean_content_tags=set(SKIPPED),
        attributes={"*": set(ATTRIBUTES)},
        url_schemes=set(SCHEMES),
        strip_comments=True,
        link_rel=None,
    )
    return fit_text(clean)


class _TreeReader(HTMLParser):
    """Build the tree; state that changes: the elements that are open, and how many of them are too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(element)
        elif len(self._open) >= DEEPEST:
            self._too_deep += 1
        else:
            self._open[-1].children.append(element)
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._too_deep:
            self._open.pop()
            return
        self._too_deep -= 1
        if tag in BLOCKS:
            self._open[-1].children.append(" ")

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
