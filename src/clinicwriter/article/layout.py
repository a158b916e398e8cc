"""Where the front matter of an article begins and ends, and in which form it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from frontmatter.default_handlers import YAMLHandler

from .lines import next_line

_REST: Final = r"[ \t]*(?=[\r\n]|\Z)"
_BLANK_LINES: Final = r"(?:[ \t]*(?:\r\n|\r|\n))*"
_OPENINGS: Final = {
    "yaml": re.compile(rf"{_BLANK_LINES}---(?P<kind>[a-z]*){_REST}"),
    "toml": re.compile(rf"{_BLANK_LINES}\+\+\+(?P<kind>){_REST}"),
}
_CLOSINGS: Final = {"yaml": ("---", "..."), "toml": ("+++",)}
_JSON_OPENING: Final = re.compile(r'\s*\{\s*(?:"|\})')
_HEADER_LINE: Final = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>[^\r\n]*)")
_HEADER_MORE: Final = re.compile(r"(?:[ ]{4,}|\t)[^\r\n]*\S")
_BLANK: Final = re.compile(_REST)
MAX_LEAD: Final = 4096
"""Front matter begins within so many characters, if at all."""
MAX_HEADER: Final = 200_000
MAX_DASH_LINES: Final = 20_000
_KNOWN_KEYS: Final = frozenset({"title", "date", "author", "authors", "tags", "category", "slug", "layout"})
_RECOGNISER: Final = YAMLHandler()


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of an article's text; positions count its characters.

    ``start`` to ``end`` is the front matter without its fences; ``body_start`` is after the closing
    fence and its line end. ``kind`` is what follows the opening fence, such as "js".
    """

    form: str = "none"
    start: int = 0
    end: int = 0
    body_start: int = 0
    kind: str = ""
    unclosed: str = ""
    """The fence that opens details which never end."""

    @property
    def closing(self) -> str:
        """Return the line that ends the details."""
        return "}" if self.unclosed == "{" else self.unclosed

    def has_same_front(self, other: Layout) -> bool:
        """Say whether the front matter is at the same place in the same form."""
        return (self.form, self.start, self.end) == (other.form, other.start, other.end)


def find_layout(text: str, *, expect_header: bool = False) -> Layout:
    """Find the front matter. ``expect_header`` where the site's articles begin with header lines."""
    lead = text[:MAX_LEAD]
    if _RECOGNISER.detect(lead) or _OPENINGS["yaml"].match(lead):
        found = _fenced(text, "yaml")
        # Where articles begin with header lines, fences around them do not make YAML of them.
        is_header = expect_header and found.form == "yaml" and not found.kind
        return replace(found, form="header") if is_header else found
    if _OPENINGS["toml"].match(lead):
        return _fenced(text, "toml")
    if _JSON_OPENING.match(lead):
        return _json(text)
    return _unopened(text) or _header(text, expect_header) or Layout()


def _fenced(text: str, form: str) -> Layout:
    """Lay out a text between fences: the closing one is the first after the opening one."""
    begin = _OPENINGS[form].match(text, 0, MAX_LEAD)
    start = next_line(text, begin.end()) if begin else 0
    if begin is None or start == begin.end():
        return Layout()
    end = _find_closing(text, start, _CLOSINGS[form])
    if end is None:
        is_meant = bool(_HEADER_LINE.match(text, start))
        return Layout(unclosed="+++" if form == "toml" else "---") if is_meant else Layout()
    body_start = next_line(text, end)
    return Layout("json" if begin["kind"] == "json" else form, start, end, body_start, begin["kind"])


def _find_closing(text: str, start: int, fences: tuple[str, ...]) -> int | None:
    """Return where the first line begins that is a closing fence, at ``start`` or after it."""
    found = None
    for fence in fences:
        for end in "\n\r":
            # What comes behind the first one found is not searched: a text may be long.
            stop = len(text) if found is None else found + len(fence)
            position = _find_line(text, start - 1, stop, end + fence)
            found = position if position is not None else found
    return found


def _find_line(text: str, position: int, stop: int, line: str) -> int | None:
    """Return where a line begins that is a fence; ``line`` is the line end before it and the fence."""
    for _ in range(MAX_DASH_LINES):
        # Searching for line end and fence together keeps long texts fast.
        position = text.find(line, position, stop) + 1
        if not position or _BLANK.match(text, position + len(line) - 1):
            return position or None
    return None


def _looks_like_keys(text: str) -> bool:
    match = _HEADER_LINE.match(text)
    return bool(match and match["key"].lower() in _KNOWN_KEYS)


def _json(text: str) -> Layout:
    """Lay out a JSON object that begins the file and is closed by a brace that ends a line."""
    from .json_form import object_end  # noqa: PLC0415 - the scanner is needed for this rare form alone

    start = text.index("{")
    end = object_end(text, start)
    if end is None or not _BLANK.match(text, end):
        return Layout(unclosed="{")
    return Layout("json", start, end, next_line(text, end))


def _unopened(text: str) -> Layout | None:
    """Lay out Hexo's front matter without an opening fence: key lines, then a line of dashes."""
    first = _HEADER_LINE.match(text)
    if first is None:
        return None
    end = _find_closing(text[:MAX_HEADER], 1, ("---",))
    if end is None:
        return None
    before = text[:end]
    has_known = any(_looks_like_keys(line) for line in before.split("\n"))
    if not has_known or re.search(r"(?:\n|\r\n?)[ \t]*(?:\n|\r)", before):
        return None
    return Layout("yaml", 0, end, next_line(text, end))


def _header(text: str, is_expected: bool) -> Layout | None:
    """Lay out header lines ``Key: value``, which a blank line or a line of another kind ends."""
    position = 0
    known = False
    while position < len(text) and not _BLANK.match(text, position):
        if position > MAX_HEADER:
            return None
        line = _HEADER_LINE.match(text, position)
        if line is None and not (position and _HEADER_MORE.match(text, position)):
            break
        known = known or bool(line and line["key"].lower() in _KNOWN_KEYS)
        position = next_line(text, position)
    if not position or not (known or is_expected):
        return None
    ends_well = position >= len(text) or _BLANK.match(text, position)
    return Layout("header", 0, position, position) if ends_well or is_expected else None
