"""From blocks to Markdown that every generator reads the same way.

The rules are those that real builds of the usual site generators agreed on: a blank line around every
block, four blanks for what is inside a list item, ``-`` and ``1.``, no raw HTML, two blanks for a new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clinicwriter.importing.blocks import (
    Block,
    Code,
    Inline,
    Letters,
    LineBreak,
    Listing,
    ListLine,
    Mark,
    Note,
    NoteSign,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from clinicwriter.importing.escaping import escape_heading_end, escape_starts
from clinicwriter.importing.lines import LineWriter

INSIDE = "    "
_RULES = {"left": (":", ""), "right": ("", ":"), "center": (":", ":"), "": ("", "")}


def write_markdown(blocks: Sequence[Block]) -> str:
    """Return the blocks as Markdown, with a line end at the end where there is any text."""
    notes = {block.name: block for block in blocks if isinstance(block, Note)}
    numbers = _numbered(blocks, notes)
    writer = _Writer(LineWriter(numbers))
    text = writer.blocks([block for block in blocks if not isinstance(block, Note)])
    ends = [f"[^{number}]: {writer.note(notes[name])}".rstrip() for name, number in numbers.items()]
    whole = "\n\n".join(part for part in (text, *ends) if part)
    return whole + "\n" if whole else ""


def _numbered(blocks: Sequence[Block], notes: Iterable[str]) -> dict[str, int]:
    """Number the notes in the order of their signs; notes without a sign come last."""
    known = set(notes)
    signs = [part.name for part in _inlines_of(blocks) if isinstance(part, NoteSign) and part.name in known]
    return {name: number for number, name in enumerate(dict.fromkeys([*signs, *notes]), 1)}


def _inlines_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Paragraph(inlines) | ListLine(inlines):
                yield from inlines
            case Note(_, inlines):
                yield from inlines
            case Listing(items):
                for item in items:
                    yield from _inlines_of(item)
            case Quote(inner):
                yield from _inlines_of(inner)
            case Table(rows):
                yield from (part for row in rows for cell in row for part in cell)


class _Writer:
    """Write blocks, their lines by way of a writer for these."""

    def __init__(self, lines: LineWriter) -> None:
        self._lines = lines

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "\n\n".join(text for block in _with_whole_lists(blocks) if (text := self.block(block)))

    def block(self, block: Block) -> str:  # noqa: PLR0911 (a table of cases)
        match block:
            case Paragraph(inlines, level):
                text = self._lines.line(inlines)
                return f"{'#' * level} {escape_heading_end(text)}" if level and text else escape_starts(text)
            case Listing(items, is_numbered, start, is_loose):
                return self._listing(items, start if is_numbered else None, is_loose)
            case Quote(blocks):
                return "\n".join(f"> {line}" if line else ">" for line in self.blocks(blocks).split("\n"))
            case Code(text, language):
                return _fenced(text, language)
            case Table(rows, alignments):
                return self._table(rows, alignments)
            case Rule():
                return "---"
            case ListLine(inlines) | Note(_, inlines):
                return escape_starts(self._lines.line(inlines))

    def note(self, note: Note) -> str:
        """Write a note's words, all in one line."""
        return self._lines.line([_unbroken(part) for part in note.inlines])

    def _listing(self, items: Sequence[Sequence[Block]], start: int | None, is_loose: bool) -> str:
        is_loose = is_loose or any(sum(isinstance(block, Paragraph) for block in item) > 1 for item in items)
        between = "\n\n" if is_loose else "\n"
        texts = [text for item in items if (text := self._item(item, is_loose))]
        return between.join(
            (f"{start + number}. " if start is not None else "- ") + text for number, text in enumerate(texts)
        )

    def _item(self, blocks: Sequence[Block], is_loose: bool) -> str:
        """Write an item without its sign; "" where it holds nothing but a rule, which stays out of lists."""
        written = [(block, self.block(block)) for block in _with_whole_lists(blocks)]
        parts = [(block, text) for block, text in written if text and not isinstance(block, Rule)]
        text = parts[0][1] if parts else ""
        for block, part in parts[1:]:
            is_tight = isinstance(block, Listing) and not is_loose
            text += ("\n" if is_tight else "\n\n") + part
        return text.replace("\n", "\n" + INSIDE).replace("\n" + INSIDE + "\n", "\n\n").rstrip()

    def _table(self, rows: Sequence[Sequence[Sequence[Inline]]], alignments: Sequence[str]) -> str:
        written = [[self._cell(cell) for cell in row] for row in rows]
        widths = [max(3, *(len(row[column]) for row in written)) for column in range(len(written[0]))]
        lines = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
            for row in written
        ]
        leans = [_RULES[lean] for lean in alignments] or [_RULES[""]] * len(widths)
        rules = [
            left + "-" * (width - len(left + right)) + right
            for (left, right), width in zip(leans, widths, strict=True)
        ]
        lines.insert(1, "| " + " | ".join(rules) + " |")
        return "\n".join(lines)

    def _cell(self, cell: Sequence[Inline]) -> str:
        parts = [_without_code_pipes(_unbroken(part)) for part in cell]
        return self._lines.line(parts).replace("\n", " ")


def _unbroken(part: Inline) -> Inline:
    return Letters(" ") if isinstance(part, LineBreak) else part


def _without_code_pipes(part: Inline) -> Inline:
    """Take the mark from code that has a sign which parts the cells of a table: engines differ on it."""
    if isinstance(part, Letters) and Mark.CODE in part.marks and "|" in part.text:
        return replace(part, marks=part.marks - {Mark.CODE})
    return part


def _with_whole_lists(blocks: Sequence[Block]) -> list[Block]:
    """Join lists of one kind that follow each other: every engine would do so."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Listing) and isinstance(last, Listing) and block.is_numbered == last.is_numbered:
            is_loose = last.is_loose or block.is_loose
            joined[-1] = replace(last, items=(*last.items, *block.items), is_loose=is_loose)
        else:
            joined.append(block)
    return joined


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"
