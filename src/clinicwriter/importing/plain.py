"""Plain text as an article: paragraphs, lists and headings guessed from blank lines, signs and lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from clinicwriter.importing.blocks import Block, Inline, Letters, LineBreak, Listing, Paragraph, Rule

_BULLET = re.compile("\\s*[\u2022\u00b7\u2023\u25e6\u25aa\u25cf\u25cb*\u2013\u2014-]\\s+(?=\\S)")
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:(={3,})|(-{3,}|~{3,}))\s*")
_RULE = re.compile(r"\s*(?:[*_=-]\s*){3,}")
WRAPPED_FROM = 45
"""Letters of a line from which on it may have been broken only because it was full."""


def blocks_from_plain(text: str) -> list[Block]:
    """Return the blocks of a plain text."""
    lines = [line.expandtabs(4).rstrip() for line in re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)]
    blocks: list[Block] = []
    for passage in _passages(lines):
        blocks += _blocks_of(passage)
    return blocks


def _passages(lines: Sequence[str]) -> list[list[str]]:
    """Part the lines at blank ones; where there is none, each line is a paragraph."""
    passages: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            passages[-1].append(line)
        elif passages[-1]:
            passages.append([])
    passages = [passage for passage in passages if passage]
    if len(passages) == 1 and max(map(len, passages[0])) > 2 * WRAPPED_FROM:
        return [[line] for line in passages[0]]
    return passages


def _blocks_of(passage: list[str]) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    while start + 1 < len(passage) and (found := _UNDERLINE.fullmatch(passage[start + 1])):
        blocks.append(Paragraph((Letters(passage[start].strip()),), 1 if found[1] else 2))
        start += 2
    if start + 1 == len(passage) and _RULE.fullmatch(passage[start]):
        return [*blocks, Rule()]
    first = next((at for at in range(start, len(passage)) if _sign(passage[at])), len(passage))
    if first > start:
        blocks.append(_paragraph(passage[start:first]))
    return [*blocks, *_lists(passage[first:])]


def _lists(lines: Iterable[str]) -> list[Block]:
    """Return the lists that lines with signs make; a line without one goes on with the item above it."""
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        sign = _sign(line)
        if sign:
            items.append((sign, [line[len(sign) :]]))
        else:
            items[-1][1].append(line)
    lists: list[Block] = []
    for is_numbered, group in groupby(items, key=lambda item: _first_number(item[0]) is not None):
        together = list(group)
        whole = tuple((Paragraph((Letters(" ".join(" ".join(words).split())),)),) for _, words in together)
        start = _first_number(together[0][0])
        lists.append(Listing(whole, is_numbered, 1 if start is None else start))
    return lists


def _first_number(sign: str) -> int | None:
    """Return the number that a sign is; ``None`` for a bullet."""
    number = _NUMBER.match(sign + "x")
    return int(number[1]) if number else None


def _sign(line: str) -> str:
    found = _BULLET.match(line) or _NUMBER.match(line)
    return found[0] if found else ""


def _paragraph(lines: Sequence[str]) -> Paragraph:
    """Join lines that were broken because they were full; keep the others, as in an address, apart."""
    is_wrapped = all(len(line) >= WRAPPED_FROM for line in lines[:-1])
    parts: list[Inline] = []
    for line in lines:
        if parts:
            parts.append(Letters(" ") if is_wrapped else LineBreak())
        parts.append(Letters(" ".join(line.split(" ")).strip()))
    return Paragraph(tuple(parts))
