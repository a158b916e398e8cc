"""From blocks to Markdown that every generator reads the same way.

The rules are those that real builds of the usual site generators agreed on: a blank line around every
block, four blanks for what is inside a list item, ``-`` and ``1.``, no raw HTML, two blanks for a new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

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
    Picture,
    Quote,
    Rule,
    Table,
)

INSIDE = "    "
_LONGEST_ENTITY = 40
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ")
SPECIAL = re.compile(r"[\\`*_\[\]|]|<|&(?=#?\w)|\{\{|\{%|\{#|~~|==")
LINE_START = re.compile(r"(?m)^([ \t]*)([#>+:=!-]|\d+(?=[.)]))")
OUTER_BLANKS = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def write_markdown(blocks: Sequence[Block]) -> str:
    """Return the blocks as Markdown, with a line end at the end where there is any text."""
    notes = {block.name for block in blocks if isinstance(block, Note)}
    writer = _Writer(frozenset(notes))
    text = writer.blocks([block for block in blocks if not isinstance(block, Note)])
    ends = [writer.block(block) for block in blocks if isinstance(block, Note)]
    whole = "\n\n".join(part for part in (text, *ends) if part)
    return whole + "\n" if whole else ""


def escape(text: str) -> str:
    """Write text so that no engine takes a letter of it for a mark."""
    return SPECIAL.sub(_escape_one, text)


def _escape_one(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "<":
        return "&lt;"
    if sign == "&":
        ahead = found.string[found.start() : found.start() + _LONGEST_ENTITY]
        return "&" if unescape(ahead).startswith(ahead[:2]) else "&amp;"
    if sign[0] in "{~=":
        return "".join(f"&#{ord(letter)};" for letter in sign[:1]) + sign[1:]
    return "\\" + sign


class _Writer:
    """Write blocks; knows which notes there are."""

    def __init__(self, notes: frozenset[str]) -> None:
        self._notes = notes

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(text for block in blocks if (text := self.block(block)))

    def block(self, block: Block) -> str:  # noqa: PLR0911 (a table of cases)
        match block:
            case Paragraph(inlines, level):
                text = self.line(inlines)
                return f"{'#' * level} {text}" if level and text else _guard_starts(text)
            case Listing(items, is_numbered):
                return self._listing(items, is_numbered)
            case Quote(blocks):
                return "\n".join(("> " + line).rstrip() for line in self.blocks(blocks).split("\n"))
            case Code(text):
                return _fenced(text)
            case Table(rows):
                return self._table(rows)
            case Rule():
                return "---"
            case Note(name, inlines):
                return f"[^{name}]: {self.line([_no_break(part) for part in inlines])}"
            case ListLine(inlines):
                return _guard_starts(self.line(inlines))

    def _listing(self, items: Sequence[Sequence[Block]], is_numbered: bool) -> str:
        is_loose = any(sum(isinstance(block, Paragraph) for block in item) > 1 for item in items)
        between = "\n\n" if is_loose else "\n"
        return between.join(
            self._item(item, f"{number}. " if is_numbered else "- ", is_loose)
            for number, item in enumerate(items, 1)
        )

    def _item(self, blocks: Sequence[Block], sign: str, is_loose: bool) -> str:
        parts = [self.block(block) for block in blocks]
        text = parts[0]
        for block, part in zip(blocks[1:], parts[1:], strict=True):
            is_tight = isinstance(block, Listing) and not is_loose
            text += ("\n" if is_tight else "\n\n") + part
        return sign + text.replace("\n", "\n" + INSIDE).replace("\n" + INSIDE + "\n", "\n\n")

    def _table(self, rows: Sequence[Sequence[Sequence[Inline]]]) -> str:
        written = [[self.line(cell).replace("\n", " ").strip() for cell in row] for row in rows]
        widths = [max(3, *(len(row[column]) for row in written)) for column in range(len(written[0]))]
        lines = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
            for row in written
        ]
        lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
        return "\n".join(lines)

    # -- lines ---------------------------------------------------------------------------------

    def line(self, inlines: Sequence[Inline]) -> str:
        """Write what stands in a paragraph; parts with the same marks are joined first."""
        text = "".join(self._inline(part) for part in _nested(_joined(inlines)))
        text = re.sub(r"[ \t]*\x1f\s*", "  \n", text)
        return re.sub(r"(?<! ) {2,}(?!\n)", " ", text).strip()

    def _inline(self, part: Inline | str) -> str:
        match part:
            case str():
                return part
            case LineBreak():
                return "\x1f"
            case Picture(reference, description):
                return f"![{escape(description)}]({_target(reference)})"
            case NoteSign(name):
                return f"[^{name}]" if name in self._notes else f"\\[{escape(name)}\\]"
            case Letters(text, marks):
                return _marked(text, marks)


def _no_break(part: Inline) -> Inline:
    return Letters(" ") if isinstance(part, LineBreak) else part


def _joined(inlines: Sequence[Inline]) -> list[Inline]:
    """Join neighbours with the same marks and target; what begins and ends blank loses its marks there."""
    joined: list[Inline] = []
    for part in inlines:
        last = joined[-1] if joined else None
        same = isinstance(part, Letters) and isinstance(last, Letters)
        if same and (part.marks, part.target) == (last.marks, last.target):  # type: ignore[union-attr]
            joined[-1] = Letters(last.text + part.text, last.marks, last.target)  # type: ignore[union-attr]
        else:
            joined.append(part)
    return joined


def _nested(inlines: Sequence[Inline]) -> list[Inline | str]:
    """Put neighbours with the same target into one link."""
    written: list[Inline | str] = []
    target = ""
    for part in inlines:
        new = part.target if isinstance(part, Letters) else ("" if not isinstance(part, Picture) else target)
        if new != target:
            if target:
                written.append(f"]({_target(target)})")
            if new:
                written.append("[")
            target = new
        written.append(part)
    if target:
        written.append(f"]({_target(target)})")
    return written


def _marked(text: str, marks: frozenset[Mark]) -> str:
    before, inner, after = OUTER_BLANKS.match(text).groups()  # type: ignore[union-attr]
    if not inner:
        return text
    if Mark.CODE in marks:
        return before + _code(inner) + after
    if Mark.SUBSCRIPT in marks:
        inner = inner.translate(LOWERED)
    elif Mark.SUPERSCRIPT in marks:
        inner = inner.translate(RAISED)
    sign = ("**" if Mark.STRONG in marks else "") + ("*" if Mark.EMPHASIS in marks else "")
    return f"{before}{sign}{escape(inner)}{sign[::-1]}{after}"


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if "`" in (text[0], text[-1]) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _target(target: str) -> str:
    for sign, written in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        target = target.replace(sign, written)
    return target


def _guard_starts(text: str) -> str:
    """Keep a line that begins like a heading, list, quote or definition from becoming one."""

    def guard(found: re.Match[str]) -> str:
        blanks, sign = found.groups()
        if sign == "!" or sign[0].isdigit():
            return found[0] if sign == "!" else f"{blanks}{sign}\\"
        return f"{blanks}&#{ord(sign)};" if sign in ":=" else f"{blanks}\\{sign}"

    return LINE_START.sub(guard, text)
