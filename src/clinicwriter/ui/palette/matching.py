"""Which actions and articles are meant by a few typed words, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_SHOWN = 60
LEAST_FOR_TYPO = 4
"""Letters that a word must have before a slip of the finger in it is forgiven."""
WHOLE_NAME = 50
"""What it counts that every word of a name was typed."""
NAMED = 51
"""What it counts that a typed word is one of a name's: one more is worth more than a whole shorter name."""
_WORD = re.compile(r"\w+")
_IDLE = frozenset(["a", "an", "the", "to", "my", "this", "it", "i", "in", "of", "for", "is"])
"""Words that say nothing about which action is meant, unless nothing else is typed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be found: its words folded for comparing, and its place in the whole list."""

    key: str
    text: tuple[str, ...]
    also: tuple[str, ...] = ()
    tip: tuple[str, ...] = ()
    is_article: bool = False


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def best(candidates: Sequence[Candidate], asked: str) -> list[Candidate]:
    """Return what is meant, the likeliest first; everything in its own order where nothing is asked."""
    words = folded(asked)
    if not words:
        return list(candidates[:MOST_SHOWN])
    telling = tuple(word for word in words if word not in _IDLE) or words
    scored = []
    for place, candidate in enumerate(candidates):
        score = _score(candidate, telling)
        if score > 0:
            scored.append((-score, place, candidate))
    return [candidate for _, _, candidate in sorted(scored, key=lambda one: one[:2])[:MOST_SHOWN]]


def _score(candidate: Candidate, words: Sequence[str]) -> int:
    """Add up what each word is worth; an action needs half of them, an article all."""
    worth = [_worth(candidate, word) for word in words]
    found = sum(1 for one in worth if one)
    needed = len(words) if candidate.is_article else (len(words) + 1) // 2
    if found < needed:
        return 0
    # Whoever names more of an action means it, however well single words fit another one.
    named = sum(1 for word in words if word in candidate.text)
    is_named = set(candidate.text) <= set(words)
    return found * 100 + named * NAMED + sum(worth) + (WHOLE_NAME if is_named else 0)


def _worth(candidate: Candidate, word: str) -> int:
    return next((worth for worth, holds in _WORTH if holds(candidate, word)), 0)


def _is_slip(typed: str, meant: str) -> bool:
    """Say whether one letter is missing, too many, another one, or two stand in the wrong order."""
    if len(typed) < LEAST_FOR_TYPO or abs(len(typed) - len(meant)) > 1 or typed[0] != meant[0]:
        return False
    head = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if head is None:
        return True
    after_typed, after_meant = typed[head:], meant[head:]
    swapped = after_typed[1:2] + after_typed[:1] + after_typed[2:]
    return (
        after_typed[1:] == after_meant[1:]
        or after_typed[1:] == after_meant
        or after_typed == after_meant[1:]
        or swapped == after_meant
    )


def _are_forms(typed: str, meant: str) -> bool:
    """Say whether a longer form of a word was typed: "thicker" for "thick", "pictures" for "picture"."""
    return len(meant) >= LEAST_FOR_TYPO and typed in (meant + "s", meant + "er", meant + "r")


_WORTH: tuple[tuple[int, Callable[[Candidate, str], bool]], ...] = (
    (10, lambda one, word: word in one.text),
    (8, lambda one, word: any(other.startswith(word) for other in one.text)),
    (6, lambda one, word: word in one.also),
    (5, lambda one, word: len(word) > 1 and any(other.startswith(word) for other in one.also)),
    (3, lambda one, word: len(word) > 1 and any(word in other for other in one.text)),
    (2, lambda one, word: len(word) > 2 and any(other.startswith(word) for other in one.tip)),
    (3, lambda one, word: any(_is_slip(word, other) for other in one.text)),
    (2, lambda one, word: any(_is_slip(word, other) for other in one.also)),
    (4, lambda one, word: any(_are_forms(word, other) for other in (*one.text, *one.also))),
)
"""What a typed word is worth: the first of these that holds counts."""
