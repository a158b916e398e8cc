"""Words that are right although no ordinary dictionary has them: medical ones, names, a clinic's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from clinicwriter.resources import resource_path

LONGEST_ABBREVIATION = 6
"""So many capitals in a row may stand for something that only the clinic knows."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Know words. One in small letters is right in any case; one with a capital so or in capitals alone."""

    words: frozenset[str] = frozenset()
    _plain: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @classmethod
    def of(cls, *lists: Iterable[str]) -> Lexicon:
        """Return the lexicon of several lists together."""
        words = frozenset(_usual(word) for words in lists for word in words)
        return cls(words, frozenset(word for word in words if word.islower()))

    def knows(self, word: str) -> bool:
        """Say whether a word, or what it is the possessive of, is right as it stands."""
        word = _usual(word)
        return self._holds(word) or self._holds(without_possessive(word))

    def _holds(self, word: str) -> bool:
        if word in self.words or word.lower() in self._plain:
            return True
        return word.isupper() and len(word) > 1 and word.capitalize() in self.words


def is_beside_spelling(word: str) -> bool:
    """Say whether a word is none that a dictionary could have: a code, an abbreviation, a single letter."""
    bare = without_possessive(_usual(word))
    if len(bare) < 2 or any(letter.isdigit() or letter == "_" for letter in bare):
        return True
    capitals = bare[:-1] if bare.endswith("s") else bare
    return capitals.isupper() and len(capitals) <= LONGEST_ABBREVIATION


def without_possessive(word: str) -> str:
    """Return the word without "'s" or a last apostrophe."""
    return word.removesuffix("'s").removesuffix("'S").rstrip("'")


def words_in(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names of people, places and tags, as they are written there."""
    return frozenset(_usual(word) for name in names for word in _WORD.findall(name) if len(word) > 1)


@cache
def medical_words() -> frozenset[str]:
    """Return the medical words that ship with the program; read once."""
    return frozenset(read_words(resource_path("words", "medical.txt").read_text(encoding="utf-8")))


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of a list, one a line; "#" begins a remark, and marks of a merge are no words."""
    words = (line.strip() for line in text.lstrip("\ufeff").splitlines())
    return tuple(dict.fromkeys(word for word in words if word and not word.startswith(_NO_WORD)))


def write_words(text: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> str:
    """Return a list with words added and removed: sorted, one a line, each once; its remarks stay on top.

    One word a line in order means that two people who add different words seldom touch the same place.
    """
    gone = {word.strip() for word in remove}
    words = {*read_words(text), *(word.strip() for word in add)} - gone - {""}
    remarks = [line.rstrip() for line in text.lstrip("\ufeff").splitlines() if line.startswith("#")]
    ordered = sorted(words, key=lambda word: (word.casefold(), word))
    return "".join(f"{line}\n" for line in [*remarks, *ordered])


_NO_WORD = ("#", "<<<<<<<", "=======", ">>>>>>>", "|||||||")


def _usual(word: str) -> str:
    return word.strip().replace("\u2019", "'")
