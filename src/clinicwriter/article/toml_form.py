"""TOML front matter: read by tomlkit, which keeps every character, and changed in its own source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import ParseError, TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Item, Key, String, Table

from .entries import DateText, Entry, Manners, Place, Problem, Shape, Span, Value, splice
from .errors import KEPT_AS_IT_IS, TOO_MUCH
from .flow_lists import edited_flow, emptied_flow
from .holders import may_hold_picture, opened, outer, parts_beside, parts_under, without_member
from .lines import line_start, next_line

MAX_SIZE: Final = 120_000
"""tomlkit reads about 400,000 characters in a second."""

_UNREADABLE: Final = "one of their lines is not understood."
_ASK: Final = "Compare this line with another article, or ask the person who looks after the site."
_BETWEEN_ITEMS: Final = re.compile(r"(?:[\s,]|#[^\r\n]*)*")
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_DATE: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class TomlFrontMatter:
    """The details between two lines of plus signs."""

    source: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    lock: str = ""

    @classmethod
    def read(cls, source: str) -> TomlFrontMatter:
        """Read the details."""
        if len(source) > MAX_SIZE or source.count("[") + source.count("{") > MAX_SIZE // 20:
            return cls(source, (), lock=TOO_MUCH)
        try:
            return cls(source, tuple(_entries(source, tomlkit.parse(source))))
        except ParseError as error:
            message = "This line of the details is not understood."
            return cls(source, (), (Problem(error.line, message, _ASK),), _UNREADABLE)
        except (TOMLKitError, RecursionError, ValueError):
            return cls(source, (), lock=_UNREADABLE)

    def with_value(self, entry: Entry, value: Value, manners: Manners) -> str:
        """Return the source with one detail set to a value."""
        if isinstance(value, tuple) and value and entry.items:
            shape = entry.item_shapes[-1]
            new = edited_flow(self.source, entry, value, lambda item: _write(item, shape, manners))
        elif isinstance(value, tuple) and entry.items:
            new = emptied_flow(self.source, entry)
        else:
            new = _write(value, entry.shape, manners)
        return splice(self.source, *entry.value, new)

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Return the source with a new detail at a place, or last before the first table."""
        table, _, name = key.rpartition(".")
        if parts := parts_under(self.entries, key):
            end = parts[-1].value.end
            return splice(self.source, end, end, f", {name} = {_write(value, Shape.PLAIN, manners)}")
        statements = [entry for entry in self.entries if entry.key_end > entry.key_start]
        siblings = [entry for entry in map(outer, statements) if entry.key.rpartition(".")[0] == table]
        has_quotes = manners.always_quotes and not isinstance(value, DateText)
        shape = Shape.SINGLE if manners.quote == "single" and has_quotes else Shape.PLAIN
        line = f"{name} = {_write(value, shape, manners)}{manners.line_end}"
        if table and not siblings:
            line = f"[{table}]{manners.line_end}{line}"
            return self.source + (manners.line_end if self.source.strip() else "") + line
        last = place.after if place.after in siblings else siblings[-1] if siblings else None
        position = next_line(self.source, last.value.end) if last else 0
        if place.before in siblings and place.before:
            position = line_start(self.source, place.before.key_start)
        return splice(self.source, position, position, line)

    def without(self, entry: Entry) -> str:
        """Return the source without the lines of one detail; a whole goes with its last part."""
        parts = parts_beside(self.entries, entry)
        if len(parts) > 1:
            return splice(self.source, *without_member(parts, entry), "")
        entry = outer(entry)
        start = line_start(self.source, entry.key_start)
        return splice(self.source, start, next_line(self.source, entry.value.end), "")


def _entries(source: str, document: tomlkit.TOMLDocument) -> Iterator[Entry]:
    """Yield the details at the top and in tables one level down; what is deeper is one entry."""
    position = 0
    for key, item in document.body:
        end = position + len(_rendered(key, item))
        if key is not None and isinstance(item, Table) and not item.is_super_table():
            yield from _table_entries(source, position, end, key, item)
        elif key is not None:
            entry = _entry(source, Span(position, end), key.key, key, item)
            yield from opened(entry, _parts(source, entry, item))
        position = end


def _parts(source: str, whole: Entry, item: Item) -> tuple[Entry, ...]:
    """Return the details between the braces of one that may hold the picture, as far as all are simple."""
    if not isinstance(item, InlineTable) or not may_hold_picture(whole.key):
        return ()
    parts: list[Entry] = []
    position = whole.value.start + 1
    for key, value in item.value.body:
        if key is None:
            continue
        name, written = key.as_string(), value.as_string()
        start = source.find(name, position, whole.value.end)
        end = start + len(name) + len(key.sep)
        if start < 0 or key.is_dotted() or not source.startswith(written, end):
            return ()
        span = Span(end, end + len(written))
        text = None if hasattr(value, "items") or isinstance(value, Array) else _text(value)
        refusal = KEPT_AS_IT_IS if text is None else ""
        shape = Shape.OTHER if text is None else _shape(value)
        parts.append(
            Entry(key.key, text, None, start, start + len(name), span, shape, written, refusal=refusal)
        )
        position = span.end
    return tuple(parts)


def _rendered(key: Key | None, item: Item) -> str:
    lone = Container()
    lone.append(key, item, validate=False) if key is not None else lone.body.append((None, item))
    return lone.as_string()


def _table_entries(source: str, position: int, end: int, key: Key, table: Table) -> Iterator[Entry]:
    content = table.value.as_string()
    head = source[position:end].removesuffix(content)
    position += len(head)
    for name, item in table.value.body:
        following = position + len(_rendered(name, item))
        if name is not None:
            yield _entry(source, Span(position, following), f"{key.key}.{name.key}", name, item)
        position = following


def _entry(source: str, span: Span, full_key: str, key: Key, item: Item) -> Entry:
    """Return the entry of one statement, whose value ends before its comment and line end."""
    trivia = item.trivia
    key_start = span.start + len(trivia.indent)
    written = item.as_string()
    start = key_start + len(key.as_string()) + len(key.sep)
    value = Span(start, start + len(written))
    key_end = key_start + len(key.as_string())
    if isinstance(item, (Table, AoT)) or source[value.start : value.end] != written or key.is_dotted():
        rest = source[span.start : span.end]
        return Entry(
            full_key, None, None, span.start, span.start, span, Shape.OTHER, rest, refusal=KEPT_AS_IT_IS
        )
    if isinstance(item, Array):
        return _array_entry(source, full_key, key_start, key_end, value, item)
    if hasattr(item, "items"):
        return Entry(
            full_key, None, None, key_start, key_end, value, Shape.OTHER, written, refusal=KEPT_AS_IT_IS
        )
    return Entry(full_key, _text(item), None, key_start, key_end, value, _shape(item), written)


def _array_entry(
    source: str, full_key: str, key_start: int, key_end: int, value: Span, array: Array
) -> Entry:
    spans: list[Span] = []
    position = value.start + 1
    is_simple = True
    for item in array:
        match = _BETWEEN_ITEMS.match(source, position)
        start = match.end() if match else position
        written = item.as_string()
        is_simple = is_simple and source.startswith(written, start) and not hasattr(item, "items")
        is_simple = is_simple and not isinstance(item, Array)
        position = start + len(written)
        spans.append(Span(start, position))
    meaning = array.as_string()
    if not is_simple:
        return Entry(
            full_key, None, None, key_start, key_end, value, Shape.OTHER, meaning, refusal=KEPT_AS_IT_IS
        )
    items = tuple(_text(item) for item in array)
    shapes = tuple(_shape(item) for item in array)
    return Entry(full_key, None, items, key_start, key_end, value, Shape.FLOW, meaning, tuple(spans), shapes)


def _text(item: Item) -> str:
    return str(item) if isinstance(item, String) else item.as_string()


def _shape(item: Item) -> Shape:
    if not isinstance(item, String):
        return Shape.PLAIN
    written = item.as_string()
    return Shape.SINGLE if written.startswith("'") and not written.startswith("'''") else Shape.DOUBLE


def _write(value: Value, shape: Shape, manners: Manners) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_write(item, shape, manners) for item in value) + "]"
    if isinstance(value, DateText) and shape in (Shape.PLAIN, Shape.EMPTY) and _DATE.fullmatch(value):
        return str(value)
    if (
        shape is Shape.SINGLE
        and "'" not in value
        and value.isprintable()
        and manners.charset.can_write(value)
    ):
        return f"'{value}'"
    return _basic_string(value, manners)


def _basic_string(value: str, manners: Manners) -> str:
    written = _ESCAPED.sub(lambda match: _escape(match[0]), json.dumps(value, ensure_ascii=False))
    return manners.charset.with_escapes(written, _escape)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
