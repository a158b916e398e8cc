"""Front matter that no YAML reader understands: read detail by detail, and what would mend it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Final

from .entries import Entry, Problem, Shape, Span
from .lines import content_end, line_number, split_lines
from .yaml_reading import TooMuch, Unreadable, read_yaml

MAX_TIGHT: Final = 10_000
MAX_PROBLEMS: Final = 20
MAX_DETAILS: Final = 2000
"""More keys than this are not read one by one: each costs two parsers a start."""

_KEY: Final = re.compile(r"(?P<key>[^\s#\-?:,\[\]{}&*!|>'\"%@`][^:\r\n]*?)[ \t]*:(?=[ \t\r\n]|\Z)")
_TIGHT: Final = re.compile(r"([A-Za-z][\w-]*):([^\s/][^\r\n]*)")
_ASK: Final = "Compare this line with another article, or ask the person who looks after the site."


def read_broken(source: str, reason: Unreadable) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read each detail by itself, and name the lines that are not understood.

    Raises ``TooMuch``.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for start, piece in _details(source):
        try:
            found = read_yaml(piece)
        except TooMuch:
            raise
        except Unreadable as piece_reason:
            problem = _explain(piece, piece_reason)
            problems.append(replace(problem, line=line_number(source, start) + problem.line - 1))
            found = _raw_entry(piece)
        entries += (_moved(entry, start) for entry in found)
    if not problems:
        problems.append(Problem(line_number(source, reason.position), "This line is not understood.", _ASK))
    return tuple(entries), tuple(problems[:MAX_PROBLEMS])


def repeated_keys(source: str, entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    """Say which details are there more than once: the last one counts."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen and len(problems) < MAX_PROBLEMS:
            message = f"“{entry.key}” is there more than once: this last one is used."
            line = line_number(source, entry.key_start)
            problems.append(Problem(line, message, "Take out the one that is not right."))
        seen.add(entry.key)
    return tuple(problems)


def tight_keys(source: str) -> tuple[Problem, ...]:
    """Say which lines have no blank after the colon, so that they are no details at all."""
    lines = enumerate(split_lines(source[:MAX_TIGHT]), 1)
    found = [(number, match) for number, line in lines if (match := _TIGHT.match(line))]
    return tuple(
        Problem(
            number,
            "There is no blank after the colon in this line.",
            f"Write it like this: {match[1]}: {match[2]}",
        )
        for number, match in found[:MAX_PROBLEMS]
    )


def _details(source: str) -> list[tuple[int, str]]:
    """Part the source before each line that begins with a key."""
    starts: list[int] = []
    position = 0
    for line in split_lines(source):
        if _KEY.match(line) or not starts:
            starts.append(position)
        position += len(line)
    if len(starts) > MAX_DETAILS:
        raise TooMuch("too-much")
    ends = [*starts[1:], len(source)]
    return [(start, source[start:end]) for start, end in zip(starts, ends, strict=True)]


def _raw_entry(piece: str) -> tuple[Entry, ...]:
    """Read a detail as the simplest sites do: to the first colon, then the line without its outer quotes."""
    key = _KEY.match(piece)
    if key is None:
        return ()
    rest = piece[key.end() : content_end(piece, key.end())]
    start = key.end() + len(rest) - len(rest.lstrip())
    text = rest.strip()
    value = Span(start, start + len(text)) if text else Span(key.end(), key.end())
    has_more = any(line.strip() and not line.startswith("#") for line in split_lines(piece)[1:])
    entry = Entry(
        key["key"],
        re.sub(r"^['\"]|['\"]$", "", text),
        None,
        0,
        key.end("key"),
        value,
        Shape.PLAIN if text else Shape.EMPTY,
        ("broken", piece),
        is_broken=True,
        refusal="its lines in the file are not understood." if has_more else "",
    )
    return (entry,)


def _moved(entry: Entry, by: int) -> Entry:
    return replace(
        entry,
        key_start=entry.key_start + by,
        key_end=entry.key_end + by,
        value=Span(entry.value.start + by, entry.value.end + by),
        item_spans=tuple(Span(start + by, end + by) for start, end in entry.item_spans),
        holder=_moved(entry.holder, by) if entry.holder else None,
    )


def _explain(piece: str, reason: Unreadable) -> Problem:
    """Say which line of a detail is not understood, and what would mend it."""
    lines = [line.rstrip("\r\n") for line in split_lines(piece)]
    key = _KEY.match(piece)
    if key is None:
        return Problem(1, f"The line “{lines[0].strip()[:60]}” belongs to no detail.", _ASK)
    name = key["key"]
    if reason.reason == "control":
        message = f"“{name}” has a sign in it that cannot be seen and is not allowed."
        return Problem(1, message, "Write this line anew.")
    value = lines[0][key.end() :].strip()
    if value[:1] in ("|", ">"):
        return _explain_block(name, lines)
    line = line_number(piece, min(reason.position, len(piece.rstrip())))
    return _explain_quotes(name, value, lines) or _explain_line(name, value, lines, line)


def _explain_block(name: str, lines: list[str]) -> Problem:
    message = f"The text of “{name}” goes on in this line, which does not begin with blanks."
    number = next((i for i, line in enumerate(lines[1:], 2) if line and not line.startswith(" ")), 1)
    return Problem(number, message, "Put two blanks at the beginning of this line.")


def _explain_quotes(name: str, value: str, lines: list[str]) -> Problem | None:
    quote = value[:1]
    if quote and quote in "[{":
        message = f"The list of “{name}” has a bracket, a comma or a quotation mark too few or too many."
        return Problem(1, message, f"Write it like this: {name}: [first, second]")
    if not quote or quote not in "'\"":
        return None
    if len(value) == 1 or not value.endswith(quote):
        message = f"The text of “{name}” does not end with the quotation mark that it begins with."
        return Problem(1, message, f"Put {quote} at the beginning and at the end, or at neither.")
    if len(lines) == 1:
        message = f"The text of “{name}” has a quotation mark inside that ends it too early."
        fixed = value[1:-1].replace("'", "''") if quote == "'" else value[1:-1].replace('"', '\\"')
        return Problem(1, message, f"Write it like this: {name}: {quote}{fixed}{quote}")
    return None


def _explain_line(name: str, value: str, lines: list[str], line: int) -> Problem:
    mend = f"Write it like this: {name}: {json.dumps(value, ensure_ascii=False)}"
    if re.search(r":(\s|$)", value):
        message = f"The text of “{name}” has a colon in it and no quotation marks around it."
        return Problem(1, message, mend)
    if value and value[0] in "@`%&*!,]}?|-":
        message = f"The text of “{name}” begins with {value[0]} and has no quotation marks around it."
        return Problem(1, message, mend)
    if "\t" in lines[min(line, len(lines)) - 1]:
        return Problem(line, f"This line of “{name}” has a tab in it.", "Put blanks in the place of the tab.")
    return Problem(line, f"This line of “{name}” is not understood.", _ASK)
