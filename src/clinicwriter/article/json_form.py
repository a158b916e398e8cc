"""JSON front matter: an object whose values are replaced where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import JSONDecoder
from typing import Final

from .entries import Entry, Manners, Place, Problem, Shape, Span, Value, splice
from .errors import KEPT_AS_IT_IS
from .flow_lists import edited_flow
from .holders import (
    makes_holder,
    may_hold_picture,
    opened,
    outer,
    outermost,
    parts_beside,
    parts_under,
    without_member,
)

MAX_MEMBERS: Final = 20_000

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_LINE_BREAK: Final = re.compile(r"[ \t]*[\r\n]")
_DECODER: Final = JSONDecoder()
_UNREADABLE: Final = "they are not complete: a bracket, a comma or a quotation mark is missing."


class _BrokenError(Exception):
    """The source is no JSON object."""


@dataclass(frozen=True, slots=True)
class JsonFrontMatter:
    """The details between braces."""

    source: str
    entries: tuple[Entry, ...]
    opening: int = 0
    lock: str = ""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, source: str) -> JsonFrontMatter:
        """Read the details."""
        opening = _skip(source, 0)
        try:
            entries, end = _scan_object(source, opening, opens=True)
        except _BrokenError:
            entries, end = (), -1
        if end < 0 or _skip(source, end) < len(source):
            return cls(source, (), opening, _UNREADABLE)
        return cls(source, entries, opening)

    def with_value(self, entry: Entry, value: Value, manners: Manners) -> str:
        """Return the source with one detail set to a value."""
        if isinstance(value, tuple) and value and entry.items:
            new = edited_flow(self.source, entry, value, lambda item: _write(item, manners))
        else:
            new = _write(value, manners)
        return splice(self.source, *entry.value, new)

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Return the source with a new detail at a place."""
        written = f"{_write(key, manners)}: {_write(value, manners)}"
        if parts := parts_under(self.entries, key):
            name = _write(key.rpartition(".")[2], manners)
            between = self.source[outer(parts[0]).value.start + 1 : parts[0].key_start]
            after = parts[-1].value.end
            return splice(self.source, after, after, f",{between or ' '}{name}: {_write(value, manners)}")
        if makes_holder(key):
            whole, _, name = key.rpartition(".")
            held = f"{_write(name, manners)}: {_write(value, manners)}"
            written = f"{_write(whole, manners)}: {{ {held} }}"
        if not self.entries:
            position = self.opening + 1
            end = "" if _LINE_BREAK.match(self.source, position) else manners.line_end
            return splice(self.source, position, position, f"{manners.line_end}  {written}{end}")
        between = self.source[self.opening + 1 : outer(self.entries[0]).key_start]
        if place.before:
            start = place.before.key_start
            return splice(self.source, start, start, f"{written},{between or ' '}")
        position = (place.after or outer(self.entries[-1])).value.end
        return splice(self.source, position, position, f",{between or ' '}{written}")

    def without(self, entry: Entry) -> str:
        """Return the source without one detail and its comma; a whole goes with its last part."""
        parts = parts_beside(self.entries, entry)
        members = parts if len(parts) > 1 else outermost(self.entries)
        entry = entry if len(parts) > 1 else outer(entry)
        if len(members) > 1:
            return splice(self.source, *without_member(members, entry), "")
        return splice(self.source, entry.key_start, entry.value.end, "")


def object_end(text: str, start: int) -> int | None:
    """Return where the object that begins at ``start`` ends, ``None`` where it is not JSON."""
    try:
        return _scan_object(text, start)[1]
    except _BrokenError:
        return None


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _scan_object(text: str, start: int, *, opens: bool = False) -> tuple[tuple[Entry, ...], int]:
    """Return an object's entries and where it ends; a picture in parts is opened where that is wanted."""
    entries: list[Entry] = []
    for position in _members(text, start, "{", "}"):
        if position < 0:
            return tuple(entries), -position
        if len(entries) > MAX_MEMBERS:
            raise _BrokenError
        entry = _entry(text, position)
        is_whole = opens and may_hold_picture(entry.key) and text.startswith("{", entry.value.start)
        parts = _scan_object(text, entry.value.start)[0] if is_whole else ()
        entries += opened(entry, parts)
    raise _BrokenError


def _members(text: str, start: int, opening: str, closing: str) -> Iterator[int]:
    """Yield where each member begins; last the end of the whole as a negative number."""
    if text[start : start + 1] != opening:
        raise _BrokenError
    position = _skip(text, start + 1)
    while text[position : position + 1] != closing:
        yield position
        position = _skip(text, _value_end(text, position, is_member=opening == "{"))
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
            if text[position : position + 1] == closing:
                raise _BrokenError
        elif text[position : position + 1] != closing:
            raise _BrokenError
    yield -(position + 1)


def _value_end(text: str, position: int, *, is_member: bool) -> int:
    return _decoded(text, _after_colon(text, position) if is_member else position)[1]


def _after_colon(text: str, position: int) -> int:
    colon = _skip(text, _key(text, position)[1])
    if text[colon : colon + 1] != ":":
        raise _BrokenError
    return _skip(text, colon + 1)


def _decoded(text: str, position: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, position)
    except (ValueError, RecursionError) as error:
        raise _BrokenError from error


def _entry(text: str, position: int) -> Entry:
    key, key_end = _key(text, position)
    start = _after_colon(text, position)
    value, end = _decoded(text, start)
    span = Span(start, end)
    source = text[start:end]
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        items, spans = _items(text, start)
        shapes = (Shape.DOUBLE,) * len(items)
        return Entry(key, None, items, position, key_end, span, Shape.FLOW, source, spans, shapes)
    if isinstance(value, (list, dict)):
        return Entry(key, None, None, position, key_end, span, Shape.OTHER, source, refusal=KEPT_AS_IT_IS)
    shown = value if isinstance(value, str) else None if value is None else source
    shape = Shape.DOUBLE if isinstance(value, str) else Shape.PLAIN
    return Entry(key, shown, None, position, key_end, span, shape, source)


def _key(text: str, position: int) -> tuple[str, int]:
    key, end = _decoded(text, position)
    if not isinstance(key, str):
        raise _BrokenError
    return key, end


def _items(text: str, start: int) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    items: list[str] = []
    spans: list[Span] = []
    for position in _members(text, start, "[", "]"):
        if position >= 0:
            value, end = _decoded(text, position)
            spans.append(Span(position, end))
            items.append(value if isinstance(value, str) else "" if value is None else text[position:end])
    return tuple(items), tuple(spans)


def _write(value: Value, manners: Manners) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_write(item, manners) for item in value) + "]"
    written = json.dumps(value, ensure_ascii=False)
    written = _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return manners.charset.with_escapes(written, lambda character: json.dumps(character)[1:-1])
