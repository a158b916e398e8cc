"""What Enter and Backspace do in running text: a new paragraph, as people know it from their letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clinicwriter.ui.editor.passage import Edit, Selection
from clinicwriter.ui.editor.structure import (
    FENCE,
    is_blank,
    is_in_fence,
    is_row,
    is_rule,
    quote_prefix,
    read_item,
)

MOST_BLANKS = 2
"""Blank lines above the cursor, at which Enter adds no more: the one between paragraphs and one extra."""
_RULE_OF_TABLE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$")
_BEGINS_OTHER = re.compile(r"^(?:<[A-Za-z!/?]|\$\$|:|!!!|\?\?\?|\{[%{:]|\[[^\]]+\]:|\*\[[^\]]+\]:|\\\[)")
"""What begins lines that are not running text: page code, formulas, boxes, notes, what a site puts in."""
_FRONT = ("---", "+++")


def break_paragraph(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Begin a new paragraph in place of the selection. ``None``: a plain new line is right here."""
    start, end = selection.start, selection.end
    if selection.is_empty and is_blank(lines[start.line]):
        return None if _is_in_front(lines, start.line) else _add_blank(lines, start.line)
    if not all(_is_running_text(lines, line) for line in {start.line, end.line}):
        return None
    before = lines[start.line][: start.column].rstrip(" \t")
    after = lines[end.line][end.column :].lstrip(" \t")
    above = (before, "") if before else _room_above(lines, start.line)
    inserted = (*above, after)
    return Edit(start.line, end.line - start.line + 1, inserted, Selection.at(start.line + len(above), 0))


def join_paragraphs(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Take away the blank line that Enter put in, with Backspace on the empty line after it."""
    line = selection.head.line
    is_new = selection.is_empty and line > 1 and lines[line] == "" and lines[line - 1] == ""
    if not is_new or is_blank(lines[line - 2]) or is_in_fence(lines, line):
        return None
    last = lines[line - 2]
    follows = () if _is_blank_at(lines, line + 1) else ("",)
    return Edit(line - 2, 3, (last, *follows), Selection.at(line - 2, len(last)))


def blank_before(lines: Sequence[str], line: int) -> tuple[str, ...]:
    """Return the blank line that must come before what stands at this line, if it is not there."""
    return () if line == 0 or is_blank(lines[line - 1]) else ("",)


def _add_blank(lines: Sequence[str], line: int) -> Edit:
    """Go one line down among blank ones; leave a blank line before the paragraph below."""
    below = () if _is_blank_at(lines, line + 1) else ("",)
    above = 0
    while above < line and is_blank(lines[line - 1 - above]):
        above += 1
    if above >= MOST_BLANKS:
        return Edit(line, 1, (lines[line], *below), Selection.at(line, len(lines[line])))
    return Edit(line, 1, (lines[line], "", *below), Selection.at(line + 1, 0))


def _room_above(lines: Sequence[str], line: int) -> tuple[str, ...]:
    """Return what goes before a paragraph at whose beginning Enter was pressed."""
    return ("",) if line and not is_blank(lines[line - 1]) else ("", "")


def _is_running_text(lines: Sequence[str], line: int) -> bool:
    text = lines[line]
    if is_blank(text) or text.startswith((" ", "\t")) or FENCE.match(text) or is_row(text):
        return False
    if read_item(text) is not None or quote_prefix(text) or is_in_fence(lines, line):
        return False
    first = _first_of_block(lines, line)
    if _BEGINS_OTHER.match(lines[first]) or _is_in_table(lines, first, line):
        return False
    return not _is_in_front(lines, line)


def _is_in_table(lines: Sequence[str], first: int, line: int) -> bool:
    """Say whether a line belongs to a table whose rows have no strokes at their ends."""
    if "|" not in lines[line]:
        return False
    near = lines[first : line + 2]
    return any(_RULE_OF_TABLE.match(text) for text in near)


def _is_in_front(lines: Sequence[str], line: int) -> bool:
    """Say whether the line lies among details that somebody writes by hand at the text's beginning."""
    mark = lines[0].rstrip()
    if mark not in _FRONT:
        return False
    closing = next((row for row in range(1, len(lines)) if lines[row].rstrip() == mark), None)
    # A line across the page is no beginning of details: there is a blank line after it.
    begins = len(lines) > 1 and not is_blank(lines[1]) and not is_rule(lines[1])
    return begins and line <= (closing if closing is not None else -1)


def _first_of_block(lines: Sequence[str], line: int) -> int:
    while line and not is_blank(lines[line - 1]):
        line -= 1
    return line


def _is_blank_at(lines: Sequence[str], line: int) -> bool:
    return line >= len(lines) or is_blank(lines[line])
