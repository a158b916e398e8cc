"""Front matter that no YAML reader understands: read detail by detail, and what would mend it."""

from __future__ import annotations

import re
from typing import Final

from .entries import Entry, Problem, Shape, Span
from .lines import content_end, line_number, split_lines
from .yaml_reading import TooMuch, Unreadable, read_yaml

_KEY_LINE: Final = re.compile(r"(?P<key>[^\s#\-?:,\[\]{}&*!|>'\"%@`][^:\r\n]*?)[ \t]*:(?=[ \t\r\n]|\Z)")
_ASK: Final = "Compare this line with another article, or ask the person who looks after the site."
_MAX_CHUNKS: Final = 5000


def read_broken(source: str, reason: Unreadable) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read each detail by itself, and name the lines that are not understood.

    Raises ``TooMuch``.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for start, chunk in _chunks(source):
        try:
            found = read_yaml(chunk) if "\0" not in source else ()
        except TooMuch:
            raise
        except Unreadable as chunk_reason:
            problem = _explain(chunk, chunk_reason)
            problems.append(_moved_problem(problem, line_number(source, start) - 1))
            found = _raw_entry(chunk)
        entries += (_moved(entry, start) for entry in found)
    if not problems:
        problems.append(Problem(line_number(source, reason.position), "This line is not understood.", _ASK))
    return tuple(entries), tuple(problems)


def _chunks(source: str) -> list[tuple[int, str]]:
    """Part the source before each line that begins with a key."""
    starts: list[int] = []
    position = 0
    for line in split_lines(source):
        if _KEY_LINE.match(line) or not starts:
            starts.append(position)
        position += len(line)
    if len(starts) > _MAX_CHUNKS:
        raise TooMuch("too-much")
    ends = [*starts[1:], len(source)]
    return [(start, source[start:end]) for start, end in zip(starts, ends, strict=True)]


def _raw_entry(chunk: str) -> tuple[Entry, ...]:
    """Read a line as the simplest sites do: a key, the first colon, the rest without its outer quotes."""
    key = _KEY_LINE.match(chunk)
    if key is None:
        return ()
    end = content_end(chunk, key.end())
    source = chunk[key.end() : end]
    value = Span(key.end() + len(source) - len(source.lstrip()), key.end() + len(source.rstrip()))
    if value.start >= value.end:
        value = Span(key.end(), key.end())
    text = chunk[value.start : value.end]
    has_more = any(line.strip() and not line.startswith("#") for line in split_lines(chunk)[1:])
    refusal = "its lines in the file are not understood." if has_more else ""
    meaning = ("broken", chunk)
    shape = Shape.PLAIN if text else Shape.EMPTY
    return (
        Entry(
            key["key"], _unquoted(text), None, 0, key.end("key"), value, shape, meaning,
            is_broken=True, refusal=refusal,
        ),
    )  # fmt: skip


def _unquoted(text: str) -> str:
    return re.sub(r"^['\"]|['\"]$", "", text)


def _moved(entry: Entry, by: int) -> Entry:
    from dataclasses import replace  # noqa: PLC0415

    return replace(
        entry,
        key_start=entry.key_start + by,
        key_end=entry.key_end + by,
        value=Span(entry.value.start + by, entry.value.end + by),
        item_spans=tuple(Span(start + by, end + by) for start, end in entry.item_spans),
    )


def _moved_problem(problem: Problem, by: int) -> Problem:
    return Problem(problem.line + by, problem.message, problem.mend)


def _explain(chunk: str, reason: Unreadable) -> Problem:
    """Say which line of a detail is not understood, and what would mend it."""
    lines = [line.rstrip("\r\n") for line in split_lines(chunk)]
    key = _KEY_LINE.match(chunk)
    if key is None:
        return Problem(1, f"The line “{lines[0][:60]}” belongs to no detail.", _ASK)
    name = key["key"]
    value = lines[0][key.end() :].strip()
    line = line_number(chunk, min(reason.position, max(len(chunk) - 1, 0)))
    if value[:1] in ("|", ">"):
        return _explain_block(name, lines)
    if value[:1] in ("'", '"') and len(lines) == 1 and value.count(value[0]) % 2:
        message = f"The text of “{name}” begins with a quotation mark that is not closed."
        return Problem(1, message, f"Put {value[0]} at the end of the line, or take the first one away.")
    if value[:1] in ("[", "{"):
        message = f"The list of “{name}” has a bracket, comma or quotation mark too few or too many."
        return Problem(1, message, f"Write it like this: {name}: [first, second]")
    if value[:1] not in ("'", '"') and re.search(r":(\s|$)", value) and "'" not in value + '"':
        pass
    return _explain_line(name, value, lines, line)


def _explain_block(name: str, lines: list[str]) -> Problem:
    message = f"The text of “{name}” goes on in a line that does not begin with blanks."
    number = next((i for i, line in enumerate(lines[1:], 2) if line and not line.startswith(" ")), 1)
    return Problem(number, message, f"Put two blanks at the beginning of line {{line+{number - 1}}}.")


def _explain_line(name: str, value: str, lines: list[str], line: int) -> Problem:
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value[:1] in ("'", '"'):
        message = f"The text of “{name}” goes on after its closing quotation mark."
        return Problem(1, message, "Put a backslash before each quotation mark inside the text.")
    if re.search(r":(\s|$)", value):
        message = f"The text of “{name}” has a colon in it and no quotation marks around it."
        return Problem(1, message, f"Write it like this: {name}: {quoted}")
    if value[:1] in tuple("@`%&*!,]}?|-"):
        message = f"The text of “{name}” begins with {value[0]} and has no quotation marks around it."
        return Problem(1, message, f"Write it like this: {name}: {quoted}")
    wrong = lines[line - 1] if line <= len(lines) else ""
    if "\t" in wrong:
        return Problem(line, f"A line of “{name}” has a tab in it.", "Put blanks in the place of the tab.")
    return Problem(line, f"A line of “{name}” is not understood.", _ASK)


def repeated_keys(source: str, entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    """Say which details are there more than once: the last one counts."""
    problems = []
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            line = line_number(source, entry.key_start)
            message = f"“{entry.key}” is there more than once: this last one is used."
            problems.append(Problem(line, message, "Take out the one that is not right."))
        seen.add(entry.key)
    return tuple(problems)
