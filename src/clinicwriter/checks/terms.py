"""Looking up many words and phrases at once, by their first word: their number costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clinicwriter.language import words_of

from .rule import Rule


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a text: its rule, its plainer wordings, and where it stands."""

    rule: Rule
    term: str
    plain: tuple[str, ...]
    start: int
    end: int


class TermIndex:
    """All terms of all rules by their first word. State: none after it was made."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Rule, str]]] = {}
        for rule in rules:
            for term in rule.terms:
                words = tuple(_folded(word) for word in words_of(term))
                self._by_first.setdefault(words[0], []).append((words, rule, term))
        for found in self._by_first.values():
            found.sort(key=lambda entry: len(entry[0]), reverse=True)

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the terms of a text in order, the longest at each place, none within another one."""
        if not self._by_first:
            return
        words = words_of(text)
        folded = [_folded(word) for word in words]
        at = 0
        while at < len(words):
            found = self._at(text, words, folded, at)
            if found is None:
                at += 1
            else:
                yield found[0]
                at += found[1]

    def _at(
        self, text: str, words: Sequence[re.Match[str]], folded: Sequence[str], at: int
    ) -> tuple[FoundTerm, int] | None:
        for wanted, rule, term in self._by_first.get(folded[at], ()):
            last = at + len(wanted) - 1
            if tuple(folded[at : last + 1]) != wanted:
                continue
            start, end = words[at].start(), words[last].end()
            if not _is_one_phrase(text[start:end]):
                continue
            return FoundTerm(rule, term, rule.terms[term], start, end), len(wanted)
        return None


def _folded(word: re.Match[str]) -> str:
    return word[0].casefold().replace("\u2019", "'")


def _is_one_phrase(text: str) -> bool:
    """Say whether nothing but blanks and hyphens parts the words: no comma, no end of a sentence."""
    return not any(sign in ".,;:!?()\ufffc" for sign in text)
