"""What spelling and grammar find, as values, and which of it somebody does not want to see again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


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
        if self.kind is LanguageKind.GRAMMAR or not self.suggestions:
            return self.message
        return f"Did you mean \u201c{self.suggestions[0]}\u201d?"


@dataclass(frozen=True, slots=True)
class Ignored:
    """What is not shown: words wherever they stand, and words at one place."""

    everywhere: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()

    def holds(self, finding: LanguageFinding) -> bool:
        """Say whether somebody does not want to see this."""
        return everywhere_key(finding) in self.everywhere or here_key(finding) in self.here


def everywhere_key(finding: LanguageFinding) -> str:
    """Return what names these words in all articles, in words that people can read."""
    return f"{finding.kind}: {' '.join(finding.words.casefold().split())}"


def here_key(finding: LanguageFinding) -> str:
    """Return what names this place, whatever changes elsewhere; nobody can read the article from it."""
    text = f"{finding.kind}\n{finding.words}\n{' '.join(finding.around.split())}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
