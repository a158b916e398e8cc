"""The parts of an article's lines that hold sentences, with what is no English covered, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_LETTERS = 8_000
"""A longer part is looked at in pieces, so that the newest text never waits long for an older one."""
LONGEST_LINE = 40_000
"""A longer line is no sentence that anybody wrote."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COVERED_LINE = re.compile(
    r"\s*$|(?: {4}|\t)(?![-*+] |\d+[.)] )"  # indented code
    r"|(?:import|export) .*(?:from |;)"  # of MDX
    r"|\[[^\]^]+\]:\s*\S+"  # a link's address at the end of the text
    r"|\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$"  # the line under a table's head
    r"|:{3,}"
)
_OPENERS = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"^\s*<(?:script|style|pre|svg|math|iframe)\b", re.I), re.compile(r"</\w+>\s*$", re.I)),
    (re.compile(r"\{%-?\s*(?:highlight|raw|capture)\b"), re.compile(r"\{%-?\s*end(?:highlight|raw|capture)\b")),
    (re.compile(r"^\s*\$\$(?!.*\$\$)"), re.compile(r"\$\$")),
)
_COVERED = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|\{[:#.][^}]*\}"  # shortcodes, Liquid, remarks, attributes
    r"|<[A-Za-z/][^<>]*>"  # tags
    r"|\[\^[^\]]+\]:?"  # notes
    r"|(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+"  # addresses
    r"|(?<![\w/])[\w./-]*[\w-]+\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|html?|md|com|org|net|gov|edu|uk|au|ca)\b"
    r"|(?<=\]\()[^()\s]+"  # a link's target
    r"|(?<!\w)[@#]\w[\w-]*"  # handles and hashtags
    r"|:[a-z0-9_+-]+:"  # emoji by name
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. ``text`` is as long as they are, line ends counted as one letter."""

    first_line: int
    text: str


def find_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the parts with sentences in order: code, remarks and front matter's like are left out."""
    held: list[str] = []
    size = 0
    for number, line in _lines_of_sentences(lines):
        is_apart = not line or len(line) > LONGEST_LINE
        if held and (is_apart or size > MOST_LETTERS):
            yield Block(number - len(held), "\n".join(held))
            held, size = [], 0
        if not is_apart:
            held.append(line)
            size += len(line) + 1
    if held:
        yield Block(len(lines) - len(held), "\n".join(held))


def _lines_of_sentences(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, covered; an empty one stands for what is not looked at."""
    fence = ""
    closer: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        if closer is not None:
            closer = None if closer.search(line) else closer
            yield number, ""
        elif fence or _FENCE.match(line):
            fence = _fence_after(fence, line)
            yield number, ""
        else:
            closer = _opened(line)
            is_out = closer is not None or _COVERED_LINE.match(line) is not None
            yield number, "" if is_out else _COVERED.sub(_cover, line)


def _fence_after(fence: str, line: str) -> str:
    found = _FENCE.match(line)
    if not fence:
        return found[1] if found else ""
    closes = found and found[1][0] == fence[0] and len(found[1]) >= len(fence)
    return "" if closes and not line[found.end() :].strip() else fence  # type: ignore[union-attr]


def _opened(line: str) -> re.Pattern[str] | None:
    for opener, closer in _OPENERS:
        found = opener.search(line)
        if found and not closer.search(line, found.end()):
            return closer
    return None


def _cover(found: re.Match[str]) -> str:
    """Return code of the same length: no word of it is looked at, and the sentence around it stays one."""
    length = len(found[0])
    return f"`{'x' * (length - 2)}`" if length > 2 else " " * length
