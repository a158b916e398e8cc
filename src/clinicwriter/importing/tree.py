"""HTML of any quality as a small tree: what browsers and Word put on the clipboard is never well formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "v:imagedata",
    }
)
SKIPPED = frozenset(
    {
        "script",
        "style",
        "xml",
        "head",
        "title",
        "noscript",
        "template",
        "svg",
        "math",
        "object",
        "iframe",
        "select",
        "textarea",
    }
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
CLOSED_BY = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
}
FENCED_BY = frozenset({"ul", "ol", "table", "dl"})
DEEPEST = 120
"""Elements inside each other beyond this depth are read as if they stood beside each other."""


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
        parts = list(self.children)
        found: list[str] = []
        while parts:
            part = parts.pop(0)
            if isinstance(part, str):
                found.append(part)
            else:
                parts[:0] = part.children
        return "".join(found)


def read_html(html: str) -> Element:
    """Read HTML as a tree; never raises, whatever it is given."""
    reader = _TreeReader()
    reader.feed(html.replace("\0", ""))
    reader.close()
    return reader.root


class _TreeReader(HTMLParser):
    """Build the tree; state that changes: the elements that are open, and how deep a skipped one is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping or tag in SKIPPED:
            if tag not in VOID:
                self._skipping.append(tag)
            return
        self._close_before(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            return
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
            return
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number].tag == tag:
                del self._open[number:]
                return
            if self._open[number].tag in ("td", "th") and tag not in ("tr", "table", "tbody", "thead"):
                return

    def handle_data(self, data: str) -> None:
        if not self._skipping and data:
            self._open[-1].children.append(data)

    def unknown_decl(self, data: str) -> None:
        """Take no notice of Word's ``<![if ...]>``: what stands between is read like the rest."""

    def _close_before(self, tag: str) -> None:
        if tag in BLOCKS and self._open[-1].tag == "p":
            self._open.pop()
        closes = CLOSED_BY.get(tag)
        if not closes:
            return
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number].tag in FENCED_BY:
                return
            if self._open[number].tag in closes:
                last = tag != "tr" or self._open[number].tag == "tr"
                del self._open[number:]
                if last:
                    return
