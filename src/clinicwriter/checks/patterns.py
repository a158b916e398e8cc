"""Patterns of rules, compiled; one that could run away on some text is refused before it is ever used."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

LONGEST_TEXT: Final = 3_000
"""Characters that a pattern is ever given at a time; on as many it must stay fast."""
_PATIENCE_S: Final = 0.25
_SHORT: Final = 80
_SMALL_STEP: Final = 1.12
_LARGE_STEP: Final = 1.6
"""Each trial is longer than the last, by little at first: what doubles with each letter shows below 80."""
_MOST: Final = 5_000
_LITERALS: Final = re.compile(r"(?<!\\)[A-Za-z]{2,}|\\[sdw]|\d+")
_BITS: Final = ("a", "1", " ", "-", "a ", "Aa ", "1 ", "a1", ". ", "a.", "\n", "a-", "(", '"')


class PatternError(ValueError):
    """A pattern cannot be used; the message says why in plain words."""


def compile_pattern(source: str, *, minds_case: bool = False) -> re.Pattern[str]:
    """Compile a pattern. Raises ``PatternError``."""
    if len(source) > _MOST:
        raise PatternError(f"The pattern is longer than {_MOST:,} characters.")
    try:
        pattern = re.compile(source, 0 if minds_case else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"The pattern cannot be read: {error}.") from error
    if pattern.search("") is not None:
        raise PatternError("The pattern finds something in an empty text.")
    return pattern


def refuse_runaway(pattern: re.Pattern[str]) -> None:
    """Raise ``PatternError`` where a pattern takes too long on some text of 3,000 characters.

    The texts repeat the pattern's own pieces and common signs, and grow little by little: what explodes is
    met while it is slow, not stuck.
    """
    if nests_repeats(pattern.pattern):
        raise PatternError("The pattern repeats what is repeated already, which can take for ever.")
    for bit in _trial_bits(pattern.pattern):
        _try_growing(pattern, bit)


def _try_growing(pattern: re.Pattern[str], bit: str) -> None:
    length = 16.0
    while length < LONGEST_TEXT * _LARGE_STEP:
        size = min(int(length), LONGEST_TEXT)
        text = (bit * (size // len(bit) + 1))[:size] + "\x01"
        began = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        if time.thread_time() - began > _PATIENCE_S:
            raise PatternError(f"The pattern takes too long on a text of {size:,} characters.")
        length *= _SMALL_STEP if length < _SHORT else _LARGE_STEP


def _trial_bits(source: str) -> Iterator[str]:
    """Yield what the trial texts repeat."""
    yield from _BITS
    literals = [bit for bit in _LITERALS.findall(source) if not bit.startswith("\\")][:12]
    yield from (f"{bit} " for bit in literals)
    if literals:
        yield " ".join(literals) + " "


@lru_cache(maxsize=2_000)
def nests_repeats(source: str) -> bool:
    """Say whether something repeated without end contains something repeated without end: ``(a+)+``."""
    return _NestScan(source).found


class _NestScan:
    """One pass over a pattern's source (state that changes: the groups that are open)."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._open: list[bool] = [False]
        self.found = False
        while self._at < len(source) and not self.found:
            self._step()

    def _step(self) -> None:
        sign = self._source[self._at]
        if sign == "(":
            self._open.append(False)
            self._at += 1
        elif sign == ")" and len(self._open) > 1:
            inner = self._open.pop()
            self._at += 1
            repeats = self._takes_repeat()
            self.found = inner and repeats
            self._open[-1] = self._open[-1] or inner or repeats
        else:
            self._skip_atom()
            self._open[-1] = self._takes_repeat() or self._open[-1]

    def _skip_atom(self) -> None:
        if self._source[self._at] == "\\":
            self._at += 2
        elif self._source[self._at] == "[":
            self._at = self._class_end()
        else:
            self._at += 1

    def _class_end(self) -> int:
        at = self._at + 1
        if self._source[at : at + 1] == "^":
            at += 1
        if self._source[at : at + 1] == "]":
            at += 1
        while at < len(self._source) and self._source[at] != "]":
            at += 2 if self._source[at] == "\\" else 1
        return at + 1

    def _takes_repeat(self) -> bool:
        """Go past a repeat sign that stands here; say whether it has no end, or one far away."""
        found = re.compile(r"([*+])|\{(\d*),(\d*)\}").match(self._source, self._at)
        if found is None:
            return False
        self._at = found.end()
        return bool(found[1]) or not found[3] or int(found[3]) > 50
