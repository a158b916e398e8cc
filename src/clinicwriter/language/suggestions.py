"""Which words are offered for a misspelt one, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clinicwriter.language.lexicon import read_words, without_possessive
from clinicwriter.resources import resource_path

MOST_SUGGESTIONS = 3
_DOUBLED = re.compile(r"(\w)\1+")
_WORD = re.compile(r"[\w'\u2019-]+")


def usual_meaning(word: str) -> str | None:
    """Return what is meant by a misspelling that everybody makes, with its capitals; else ``None``."""
    meant = _meanings().get(word.casefold())
    if meant is None or word.islower():
        return meant
    return meant.upper() if word.isupper() else meant[:1].upper() + meant[1:]


def best_words(word: str, found: Iterable[str]) -> tuple[str, ...]:
    """Return what to offer for a misspelt word, the likeliest first.

    The usual meaning comes first, then what differs by doubled letters alone, then the rest as the engine
    has it.
    """
    meant = usual_meaning(word)
    bare = _without_doubles(word)
    ordered = sorted(found, key=lambda other: _without_doubles(other) != bare)
    return fit_to_offer([*([meant] if meant else []), *ordered])


def fit_to_offer(suggestions: Iterable[str]) -> tuple[str, ...]:
    """Return the first suggestions, each once, without words that nobody would want to be offered."""
    fit = (one for one in suggestions if not any(map(_is_never_offered, _WORD.findall(one))))
    return tuple(dict.fromkeys(fit))[:MOST_SUGGESTIONS]


def _without_doubles(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.casefold())


def _is_never_offered(word: str) -> bool:
    return without_possessive(word.replace("\u2019", "'")).casefold() in _never_offered()


@cache
def _meanings() -> dict[str, str]:
    """Return the misspellings that ship with the program, with what is meant; read once."""
    lines = read_words(resource_path("words", "misspelt.tsv").read_text(encoding="utf-8"))
    return dict(line.split("\t") for line in lines)


@cache
def _never_offered() -> frozenset[str]:
    return frozenset(read_words(resource_path("words", "never_offered.txt").read_text(encoding="utf-8")))
