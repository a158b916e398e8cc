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
    count = count_words(words)
    if count > rule.limit:
        is_worse = bool(rule.limit_worse) and count > rule.limit_worse
        yield 0, len(words), Severity.SHOULD if is_worse else rule.severity


def all_capitals(words: str, rule: Rule) -> Iterator[Span]:
    """Find four words and more in capital letters."""
    for found in _CAPITALS.finditer(words):
        yield *found.span(), rule.severity


SENTENCE_FUNCTIONS: Final[Mapping[str, SentenceFunction]] = MappingProxyType(
    {"long_sentence": long_sentence, "all_capitals": all_capitals}
)
