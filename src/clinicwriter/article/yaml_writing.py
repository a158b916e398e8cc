"""Writing YAML values the way the article already writes them, quoted only where the text needs it."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Final

import yaml

from .entries import DateText, Entry, Manners, Shape, Value
from .lines import split_lines

_PLAIN_DATE: Final = re.compile(r"(?:\xa0[\xa0 ]*)?\d[\dT:+\-./Z ]*[\dZ]", re.ASCII)
_NUMBERLIKE: Final = re.compile(r"[-+.\d][-+._,:\d \t/xobeEtTzZa-fA-F]*", re.ASCII)
_WORDS: Final = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan", "inf"])
_SAFE_START: Final = re.compile(r"[^\W_]|[(/.]")
_PLAIN_STOPS: Final = re.compile(r":(\s|$)|\s#|^(---|\.\.\.)")
_FLOW_STOPS: Final = re.compile(r"[\[\]{},?:]")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_RESOLVER: Final = yaml.SafeLoader("")
_STRING_TAG: Final = "tag:yaml.org,2002:str"


def write_scalar(value: Value, shape: Shape, manners: Manners, *, in_flow: bool = False) -> str:
    """Return the source of one value on one line, in the quotes of ``shape`` where they can hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    assert isinstance(value, str)
    if not manners.charset.can_write(value) or shape is Shape.DOUBLE or _UNPRINTABLE.search(value):
        return _double_quoted(value, manners)
    if shape is Shape.SINGLE:
        return _single_quoted(value)
    is_date = isinstance(value, DateText) and _PLAIN_DATE.fullmatch(value)
    if (is_date or is_plain(value, in_flow=in_flow)) and shape is not Shape.OTHER:
        return value
    if manners.quote == "single" and "'" not in value:
        return _single_quoted(value)
    return _double_quoted(value, manners)


def is_plain(value: str, *, in_flow: bool = False) -> bool:
    """Say whether every YAML reader takes a text for itself without quotes."""
    if not value or value != value.strip() or not _SAFE_START.match(value):
        return False
    if _PLAIN_STOPS.search(value) or _NUMBERLIKE.fullmatch(value) or value.casefold() in _WORDS:
        return False
    if in_flow and _FLOW_STOPS.search(value):
        return False
    if "\t" in value or "\xa0" in value or _UNPRINTABLE.search(value):
        return False
    return bool(_tag(value) == _STRING_TAG)


def _tag(value: str) -> object:
    return _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]


def _single_quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _double_quoted(value: str, manners: Manners) -> str:
    """Return a text as a JSON string, which every YAML reader takes for the same text."""
    written = _ESCAPED.sub(lambda match: _escape(match[0]), json.dumps(value, ensure_ascii=False))
    return manners.charset.with_escapes(written, _escape)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def list_item(value: str, shape: Shape, manners: Manners, *, in_flow: bool = False) -> str:
    """Return the source of one item of a list."""
    own = Shape.PLAIN if shape in (Shape.EMPTY, Shape.OTHER) else shape
    return write_scalar(value, own, manners, in_flow=in_flow)


def flow_list(values: tuple[str, ...], shape: Shape, manners: Manners) -> str:
    """Return the source of a list between brackets."""
    return "[" + ", ".join(list_item(value, shape, manners, in_flow=True) for value in values) + "]"


def block_value(text: str, entry: Entry, value: str, manners: Manners) -> str | None:
    """Return a literal or folded text in its own header, indent and width, if it fits there."""
    source = text[entry.value.start : entry.value.end]
    header, *lines = split_lines(source)
    if header.strip() not in ("|", "|-", ">", ">-") or not lines or not _fits_block(value):
        return None
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" "))]
    width = max(len(line.rstrip("\r\n")) for line in lines) - len(indent)
    if entry.shape is Shape.FOLDED:
        new_lines = textwrap.wrap(value, max(width, 60), break_long_words=False, break_on_hyphens=False)
    else:
        new_lines = value.split("\n")
    return header.rstrip("\r\n") + "".join(
        manners.line_end + (indent + line if line else "") for line in new_lines
    )


def _fits_block(value: str) -> bool:
    is_clean = not _UNPRINTABLE.search(value.replace("\n", "")) and "\t" not in value
    lines = value.split("\n")
    return is_clean and bool(value) and all(line == line.strip() and line for line in lines)


def block_items(values: tuple[str, ...], indent: str, shape: Shape, manners: Manners) -> str:
    """Return the source of a list's lines, each beginning with a line end."""
    return "".join(f"{manners.line_end}{indent}- {list_item(value, shape, manners)}" for value in values)
