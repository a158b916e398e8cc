"""Code that begins and never ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Fix, TextChange, TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.language import unclosed_fences

_LINE_END: Final = re.compile(r"\r\n|\n|\r|\Z")
_BLANK_LINE: Final = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n]|\Z)")
_KNOWN_BY: Final = 80


def unclosed(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find the signs that begin a code block which nothing closes."""
    for start, end in unclosed_fences(document.source):
        fixes = (_signs_out(document, start, end), _closed(document, start, end))
        following = document.quote(start, end + _KNOWN_BY)
        yield DocumentHit(TextPlace(start, end), document.quote(start, end), following, fixes=fixes)


def _signs_out(document: Document, start: int, end: int) -> Fix:
    """Return the fix that takes the signs away, with their line where nothing else is in it."""
    line_end = _LINE_END.search(document.source, end)
    is_alone = line_end is not None and not document.quote(end, line_end.start()).strip()
    if line_end is not None and is_alone and document.source[start - 1 : start] in ("", "\r", "\n"):
        end = line_end.end()
    change = TextChange(start, end, document.quote(start, end), "")
    return Fix("Take the signs out", change, change)


def _closed(document: Document, start: int, end: int) -> Fix:
    """Return the fix that ends the code before the next blank line."""
    source = document.source
    line_start = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    lead = "".join(sign if sign in " \t>" else " " for sign in source[line_start:start])
    found = _BLANK_LINE.search(source, end)
    stop = found.start() if found else len(source)
    line_end = _LINE_END.search(source, end)
    break_ = (line_end[0] if line_end else "") or "\n"
    old = source[start:stop]
    change = TextChange(start, stop, old, f"{old}{break_}{lead}{source[start:end]}")
    return Fix("Close it before the next empty line", change, change)
