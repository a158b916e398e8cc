"""What stands in a line, as Markdown: marks, links, pictures and signs of notes.

Marks are written from the outside in: the link, then what is struck, bold, italic, and code. A mark that
no engine would see where it stands (CommonMark 0.31, "Emphasis and strong emphasis") moves inwards, past
punctuation, or is left out: the words always stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from clinicwriter.importing.blocks import Inline, Letters, LineBreak, Mark, NoteSign, Picture
from clinicwriter.importing.escaping import escape, escape_target

_LOWERED = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = str.maketrans("0123456789+-\u2212=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ")
_NEW_LINE = "\x1f"
_BREAK = re.compile(rf"(?<![ \t])[ \t]*+{_NEW_LINE}\s*")
_NOTE_SIGN = re.compile(r"\[\^\d+\]")
_ORDER = (Mark.STRUCK, Mark.STRONG, Mark.EMPHASIS)
_PUNCTUATION = r"(?:&#?\w+;|\\[^\w\s]|[^\w\s*\\&\[\]!`<~])"
_FIRST_SIGNS = re.compile(rf"^{_PUNCTUATION}+")
_LAST_SIGNS = re.compile(rf"{_PUNCTUATION}{{1,50}}$")


class LineWriter:
    """Write what stands in lines; knows the numbers of the notes that there are."""

    def __init__(self, notes: Mapping[str, int]) -> None:
        self._notes = notes

    def line(self, inlines: Sequence[Inline]) -> str:
        """Write one paragraph's parts; a new line is two blanks and a line end."""
        text = self._links(_joined(inlines))
        text = _BREAK.sub("  \n", text)
        return re.sub(r"(?<! ) {2,}(?!\n)", " ", text).strip()

    def _links(self, parts: Sequence[Inline]) -> str:
        text = ""
        for target, group in groupby(parts, key=_target_of):
            inner = self._marked(list(group), _ORDER)
            before, words, after = _parted(inner)
            if target and words:
                text = f"{_before_bracket(text + before)}[{words}]({escape_target(target)}){after}"
            else:
                text = _followed(text, inner)
        return text

    def _marked(self, parts: Sequence[Inline], order: Sequence[Mark]) -> str:
        """Write parts of one link, the outermost mark of ``order`` first."""
        if not order:
            return _run_together([self._one(part) for part in parts])
        pieces: list[tuple[str, str]] = []
        for has_mark, group in groupby(parts, key=lambda part: _has(part, order[0])):
            pieces.append((order[0].value if has_mark else "", self._marked(list(group), order[1:])))
        text = ""
        for number, (sign, inner) in enumerate(pieces):
            after = pieces[number + 1][1][:1] if number + 1 < len(pieces) else ""
            text = _followed(text, _wrapped(inner, sign, text[-1:], after))
        return text

    def _one(self, part: Inline) -> str:
        match part:
            case Letters(text, marks):
                return _letters(text, marks)
            case LineBreak():
                return _NEW_LINE
            case Picture(reference, description):
                return f"![{escape(description)}]({escape_target(reference)})"
            case NoteSign(name, shown):
                number = self._notes.get(name)
                return f"[^{number}]" if number else escape(f"[{shown}]" if shown else "")


def _target_of(part: Inline) -> str:
    return part.target if isinstance(part, (Letters, Picture)) else ""


def _has(part: Inline, mark: Mark) -> bool:
    return isinstance(part, Letters) and mark in part.marks and bool(part.text.strip())


def _joined(inlines: Sequence[Inline]) -> list[Inline]:
    """Join neighbours with the same marks and target; blanks between two that are alike take their marks."""
    joined: list[Inline] = []
    for part in inlines:
        last = joined[-1] if joined else None
        if isinstance(part, Letters) and isinstance(last, Letters):
            is_blank = not part.text.strip() and last.target == part.target
            if (part.marks, part.target) == (last.marks, last.target) or is_blank:
                joined[-1] = Letters(last.text + part.text, last.marks, last.target)
                continue
        joined.append(part)
    return joined


def _letters(text: str, marks: frozenset[Mark]) -> str:
    before, inner, after = _parted(text)
    if not inner:
        return text
    if Mark.CODE in marks:
        return before + _code(inner) + after
    if Mark.SUBSCRIPT in marks:
        inner = _moved(inner, _LOWERED)
    elif Mark.SUPERSCRIPT in marks:
        inner = _moved(inner, _RAISED)
    written = escape(inner)
    if Mark.STRUCK in marks:
        written = written.replace("~", "&#126;")
    return f"{before}{written}{after}"


def _moved(text: str, table: Mapping[int, int]) -> str:
    """Write text with the small letters that there are, where there is one for each."""
    has_all = all(ord(sign) in table or sign.isspace() or sign in ",.[]" for sign in text)
    return text.translate(table) if has_all else text


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if "`" in (text[0], text[-1]) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _parted(text: str) -> tuple[str, str, str]:
    start = len(text) - len(text.lstrip())
    inner = text.strip()
    return text[:start], inner, text[start + len(inner) :]


def _wrapped(text: str, sign: str, before: str, after: str) -> str:
    """Put a mark's signs around text that stands between two letters."""
    left, inner, right = _parted(text)
    if not sign or not inner:
        return text
    if not left and _is_letter(before):
        signs = _FIRST_SIGNS.match(inner)
        left, inner = (signs[0], inner[signs.end() :]) if signs else (left, inner)
    if not right and _is_letter(after):
        signs = _LAST_SIGNS.search(inner)
        right, inner = (signs[0], inner[: signs.start()]) if signs else (right, inner)
    blank, core, rest = _parted(inner)
    left, right = left + blank, rest + right
    same = sign[0]  # signs inside that are alike make one run with these
    is_seen_before = not _is_letter((before + left)[-1:]) or _is_letter(core.lstrip(same)[:1])
    is_seen_after = not _is_letter((right + after)[:1]) or _is_letter(core.rstrip(same)[-1:])
    return f"{left}{sign}{core}{sign}{right}" if core and is_seen_before and is_seen_after else text


def _is_letter(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or sign == "_")


def _run_together(texts: Sequence[str]) -> str:
    text = ""
    for one in texts:
        text = _followed(text, one)
    return text


def _followed(text: str, more: str) -> str:
    """Put more after a text so that the two are not taken for one thing."""
    if more[:1] == "[" or more[:2] == "![":
        text = _before_bracket(text)
    elif more[:1] in ("(", ":") and _NOTE_SIGN.fullmatch(text, max(text.rfind("["), 0)):
        more = ("\\(" if more[0] == "(" else "&#58;") + more[1:]
    elif more[:1] == "`" and text.endswith("`"):
        more = " " + more
    return text + more


def _before_bracket(text: str) -> str:
    """Keep a sign before a link from making a picture of it."""
    return f"{text[:-1]}\\!" if text.endswith("!") and not text.endswith("\\!") else text
