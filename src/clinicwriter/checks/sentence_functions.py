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


_TWICE: Final = re.compile(
    r"(?<![\w'-])(?P<word>[a-z][a-z']*)\s+(?P<again>(?P=word))(?![\w'-])", re.IGNORECASE
)
_RIGHT_TWICE: Final = """
had that is was do does did can her his you it in on by no very so many much more long far really
never ever again now well there hear knock night bye ha blah yes please hip tut aye cha
"""
_MAY_COME_TWICE: Final = frozenset(_RIGHT_TWICE.split())
"""Words that are right twice in a row: "what he had had", "stop by by noon", "a very very good day"."""
_ALSO_NAMES: Final = "a i will may mark bill pat sue grant rob art march"
_NAMES_TOO: Final = frozenset(_ALSO_NAMES.split())
"""Words that are also names, or a letter, where they have a capital: "Will will see you"."""
_SMALL_WORDS: Final = "the a an and or of to for with at from our your we this"
_NO_NAMES: Final = frozenset(_SMALL_WORDS.split())
_FUNCTION_WORDS: Final = f"""
{_SMALL_WORDS} as if but not they them us he she their my me its these those when who which are were have has
than then within without into about after before between over under during up out off
"""
_NO_DEED: Final = frozenset(_FUNCTION_WORDS.split())
_OFTEN: Final = (
    r"(?:\s+(?:\w+ly|will|can|may|might|must|should|could|would|do|not|also|always|often|never|still|just))?"
)
_JOINING: Final = "and|but|or|if|when|because|so|then|as|how|why|where|since|until|while|before|after"
_CLAUSE: Final = re.compile(
    rf"\b(?:(?:who|that|which|what|whoever|whatever)|(?!(?:{_JOINING})\b)[\w'\u2019]+\s+(?:i|we|you|they|he|she|it))"
    rf"{_OFTEN}\s+$",
    re.IGNORECASE,
)
"""What stands before a deed that ends a clause: "people who work work hard", "those you love love you"."""
_CLAUSE_REACH: Final = 60


def doubled(words: str, rule: Rule) -> Iterator[Span]:
    """Find a word that stands twice in a row; a name may: "Walla Walla"."""
    for found in _TWICE.finditer(words):
        word = found["again"].casefold()
        is_name = found["again"][0].isupper() and word not in _NO_NAMES
        is_name = is_name or (found["word"][0].isupper() and word in _NAMES_TOO)
        if word not in _MAY_COME_TWICE and not is_name and not _ends_clause(words, found.start(), word):
            yield *found.span(), rule.severity


def _ends_clause(words: str, start: int, word: str) -> bool:
    """Say whether a word may end a clause, so that the next one goes on with the sentence."""
    return word not in _NO_DEED and _CLAUSE.search(words[max(0, start - _CLAUSE_REACH) : start]) is not None


SENTENCE_FUNCTIONS: Final[Mapping[str, SentenceFunction]] = MappingProxyType(
    {"long_sentence": long_sentence, "all_capitals": all_capitals, "passive": passive, "doubled": doubled}
)
