"""What spelling and grammar find, as values, and which of it somebody does not want to see again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

_OF_GRAMMARIANS = re.compile(
    r"\b(?:pro)?nouns?\b|\b(?:ad)?verbs?\b|\bparticiples?\b|\bgrammatical|\b(?:in)?finitive|\bgerund|\bclauses?\b"
    r"|\btenses?\b|\bpassive\b|\badjectiv|\bdeterminer|\bprepositi|\bconjunct|\bauxiliar|\bpredicat|\bmodal\b",
    re.IGNORECASE,
)
"""Words in the engine's messages that school was too long ago for."""


class LanguageKind(StrEnum):
    """What is doubtful: a word's spelling, or the wording."""

    SPELLING = "spelling"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class LanguageFinding:
    """A doubtful place. ``line`` and columns count from 0 in characters; ``end`` may be on a later line.

    ``suggestions`` are what the words could become, the likeliest first; "" means: leave them out.
    ``around`` are the words before and after, by which the place is known again.
    """

    kind: LanguageKind
    line: int
    start: int
    end_line: int
    end: int
    words: str
    message: str
    suggestions: tuple[str, ...]
    around: str

    @property
    def title(self) -> str:
        """Return the heading that people read."""
        return "Spelling" if self.kind is LanguageKind.SPELLING else "Wording"

    @property
    def question(self) -> str:
        """Return the words below it: what may be meant."""
        if not self.suggestions:
            return self.message
        first = self.suggestions[0]
        if self.kind is LanguageKind.SPELLING:
            return f"Did you mean \u201c{first}\u201d?"
        if not _OF_GRAMMARIANS.search(self.message):
            return self.message
        return f"Should this be \u201c{first}\u201d?" if first else "Should this be left out?"


@dataclass(frozen=True, slots=True)
class Ignored:
    """What is not shown: words wherever they stand, and words at one place."""

    everywhere: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lines: Iterable[str]) -> Ignored:
        """Return what the lines of a list name: see ``everywhere_line`` and ``here_line``."""
        lines = tuple(lines)
        here = (line.split(None, 2)[1] for line in lines if line.startswith(_HERE) and " " in line.strip())
        return cls(frozenset(line for line in lines if not line.startswith(_HERE)), frozenset(here))

    def holds(self, finding: LanguageFinding) -> bool:
        """Say whether somebody does not want to see this."""
        if self.everywhere and everywhere_line(finding) in self.everywhere:
            return True
        return bool(self.here) and _digest(finding) in self.here


def everywhere_line(finding: LanguageFinding) -> str:
    """Return the line that names these words in all articles, for people to read."""
    return f"{finding.kind}: {_one_line(finding.words).casefold()}"


def here_line(finding: LanguageFinding) -> str:
    """Return the line that names this place, whatever changes elsewhere, and its words for people."""
    return f"{_HERE}{_digest(finding)} {_one_line(finding.words)}"


def _digest(finding: LanguageFinding) -> str:
    text = f"{finding.kind}\n{_one_line(finding.words)}\n{_one_line(finding.around)}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _one_line(text: str) -> str:
    return " ".join(text.split())


_HERE = "here: "
