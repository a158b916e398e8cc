"""Rules about one sentence that no pattern can say: how long it is, who does what, which letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from clinicwriter.language import count_words

from .finding import Severity
from .rule import Rule

Span = tuple[int, int, Severity]
SentenceFunction = Callable[[str, Rule], Iterator[Span]]

_CAPITALS: Final = re.compile(r"[A-Z][A-Z'\u2019-]+(?:\s+[A-Z][A-Z'\u2019-]*){3,}")


def long_sentence(words: str, rule: Rule) -> Iterator[Span]:
    """Find a sentence of more words than the limit; beyond ``limit_worse`` it counts as a little worse."""
    if len(words) < 2 * rule.limit:
        return
    count = count_words(words)
    if count > rule.limit:
        is_worse = bool(rule.limit_worse) and count > rule.limit_worse
        yield 0, len(words), Severity.SHOULD if is_worse else rule.severity


def all_capitals(words: str, rule: Rule) -> Iterator[Span]:
    """Find four words and more in capital letters."""
    for found in _CAPITALS.finditer(words):
        yield *found.span(), rule.severity


_BE: Final = r"(?:am|is|are|was|were|be|been|being|get|gets|got)"
_IRREGULAR: Final = """
given taken done made seen known shown found told held kept put read said sent set built bought
brought caught chosen drawn driven eaten felt grown heard hidden led lost paid proven run sold
spoken spent taught thought understood written begun broken worn
"""
_PASSIVE: Final = re.compile(
    rf"\b{_BE}\s+(?:(?:not|also|often|always|usually|then|being|been|first|only|now|still|\w+ly)\s+){{0,2}}"
    rf"(?P<done>\w+ed|{'|'.join(_IRREGULAR.split())})\b(?!\s+(?:to|about|in|with|of)\s+(?:be|see|it)\b)",
    re.IGNORECASE,
)
_NO_DEEDS: Final = """
tired worried scared interested excited concerned pleased surprised supposed used relaxed confused
depressed stressed bored frightened married experienced detached related located need red bed based
allowed advanced limited complicated qualified licensed certified embarrassed exhausted
"""
_FEELINGS: Final = frozenset(_NO_DEEDS.split())
"""Words in -ed that say how somebody is, and not what was done."""


def passive(words: str, rule: Rule) -> Iterator[Span]:
    """Find a form of "to be" with what was done, and nobody who did it behind "by"."""
    for found in _PASSIVE.finditer(words):
        is_feeling = found["done"].casefold() in _FEELINGS
        if not is_feeling and not re.match(r"\s+(?:\w+\s+)?by\b", words[found.end() :]):
            yield *found.span(), rule.severity


SENTENCE_FUNCTIONS: Final[Mapping[str, SentenceFunction]] = MappingProxyType(
    {"long_sentence": long_sentence, "all_capitals": all_capitals, "passive": passive}
)
