"""Words as bridges: one clicked in the preview is found again in the lines, and lines are named by theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
NEIGHBOURS = 4
"""So many words on either side tell one occurrence of a word from another."""
FIRST_LETTERS = 40
LINK_ADDRESS = re.compile(r"(?<=\])\([^)]*\)?")
PLAIN_SIGNS = " ,.'-\u2019"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the article's text: 0-based line, 0-based column in characters of that line."""

    line: int
    column: int


def find_place(lines: Sequence[str], first_line: int, guess: int, text: str, before: int) -> Place:
    """Return where the word stands that holds the character ``before`` of ``text``.

    ``lines`` are the block's lines and ``first_line`` the number of the first; ``text`` is the block
    as shown. Where the word is not in the lines, the beginning of the line ``guess`` is returned.
    """
    shown = list(WORD.finditer(text))
    written = [(number, match) for number, line in enumerate(lines) for match in WORD.finditer(line)]
    if not shown or not written:
        return Place(guess, 0)
    index = max(0, bisect_right([match.start() for match in shown], before) - 1)
    found = _most_alike([m[0].lower() for m in shown], [m[0].lower() for _, m in written], index)
    if found is None:
        return Place(guess, 0)
    number, match = written[found]
    inside = before - shown[index].start()
    return Place(first_line + number, match.start() + max(0, min(inside, len(match[0]))))


def _most_alike(shown: Sequence[str], written: Sequence[str], index: int) -> int | None:
    """Return which of the written words stands among the same neighbours, about as far into the text."""
    candidates = [at for at, word in enumerate(written) if word == shown[index]]
    if not candidates:
        return None
    around = [step for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step]

    def likeness(at: int) -> tuple[int, float]:
        same = sum(_word(shown, index + step) == _word(written, at + step) for step in around)
        return same, -abs(at / len(written) - index / len(shown))

    return max(candidates, key=likeness)


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def first_words(lines: Iterable[str]) -> str:
    """Return the words, without their marks, by which people find a paragraph; "" where there are none."""
    line = next((line for line in lines if line.strip()), "")[: 4 * FIRST_LETTERS]
    plain = "".join(sign for sign in LINK_ADDRESS.sub("", line) if sign.isalnum() or sign in PLAIN_SIGNS)
    words = " ".join(plain.split()).strip("-., ")
    if len(words) <= FIRST_LETTERS:
        return words
    cut = words[:FIRST_LETTERS]
    return f"{cut.rpartition(' ')[0] or cut}…"
