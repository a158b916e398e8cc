"""Words as a search compares them: without case, accents and marks; and what somebody typed, taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST_BEGINNING = 3
"""Shorter words are looked for whole: nearly every article has a word that begins with "t"."""
WORD = re.compile("(?:[^\\W_][\\u0300-\\u036f]*)+")
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')


def fold(text: str) -> str:
    """Return a text without case and accents: "Café" and "CAFE" are the same to a search."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


class _Letters(dict[int, str]):
    """Each letter's folded form, one letter long. State: the letters met so far."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = letter = folded if len(folded) == 1 else chr(code)
        return letter


def fold_in_place(text: str) -> str:
    """Return a folded text in which each letter stands where it stood; the rare ones that would not, stay."""
    return text.lower() if text.isascii() else text.translate(_Letters())


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    return WORD.findall(fold(text).replace("_", " "))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that an article must have: words that follow each other, the last as typed so far."""

    words: tuple[str, ...]
    is_beginning: bool

    def matches(self, words: str) -> bool:
        """Say whether the term is in a text of folded words with a blank before and after each."""
        sought = f" {' '.join(self.words)}"
        return (sought if self.is_beginning else f"{sought} ") in words

    def matches_beginning(self, words: str) -> bool:
        """Say the same where even one letter counts as a beginning: in titles, tags and names."""
        return f" {' '.join(self.words)}" in words


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every term must be there."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        """Take apart what somebody typed; words between quotation marks follow each other."""
        plain = typed.replace("\u201c", '"').replace("\u201d", '"')
        terms: list[Term] = []
        for quoted, single in _PIECE.findall(plain):
            words = tuple(words_of(quoted or single))
            # "follow-up" is two words that follow each other.
            if words:
                terms.append(Term(words, not quoted and len(words[-1]) >= SHORTEST_BEGINNING))
        return cls(tuple(terms))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is looked for."""
        return not self.terms

    @property
    def full_text(self) -> str:
        """Return the query for the full text index. Words are letters and digits alone, so none can harm."""
        return " AND ".join(
            f'"{" ".join(term.words)}"' + (" *" if term.is_beginning else "") for term in self.terms
        )

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the words in a folded text."""
        words = {word: False for term in self.terms for word in term.words}
        words |= {term.words[-1]: True for term in self.terms if term.is_beginning}
        parts = (re.escape(word) + (r"[^\W_]*" if is_open else "") for word, is_open in words.items())
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])")

    def marks(self, word: str) -> bool:
        """Say whether a folded word is one of those that were looked for."""
        return any(
            word in term.words or (term.is_beginning and word.startswith(term.words[-1]))
            for term in self.terms
        )


def padded(words: Iterable[str]) -> str:
    """Return words as ``Term.matches`` reads them."""
    return f" {' '.join(words)} "
