"""How fast an article is checked: anew, and again after one key."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count

from clinicwriter.article import Article
from clinicwriter.checks import Checker, RuleBook, Subject, load_rules
from clinicwriter.checks.rule_book import own_rules
from devtools.bench_articles import text_of_words
from devtools.measuring import Measurement, median_ms

TODAY = date(2026, 11, 24)


def measure_checks() -> Iterator[Measurement]:
    """Measure checking 2,000 words anew, and 2,000 and 20,000 words again after a key in the middle."""
    rules = load_rules()
    yield Measurement("read all rules of the checks", median_ms(own_rules.__wrapped__, times=5), "ms")
    for words in (2_000, 20_000):
        body = differing_text(words)
        fresh = median_ms(partial(_check_anew, rules, _article(body)), times=5)
        yield Measurement(f"check {words:,} words, everything but spelling", fresh, "ms")
        again = median_ms(_Keys(Checker(rules), body).check_after_key, times=11)
        yield Measurement(f"check {words:,} words again after a key", again, "ms", fresh, "checking anew")


def _check_anew(rules: RuleBook, article: Article) -> None:
    Checker(rules).check(Subject(article, TODAY))


def differing_text(words: int) -> str:
    """Return so many words in which no two paragraphs are the same: a part known already costs nothing."""
    paragraphs = text_of_words(words).strip().split("\n\n")
    return "\n\n".join(f"{text} {number}" for number, text in enumerate(paragraphs)) + "\n"


def _article(body: str) -> Article:
    return Article.from_bytes(f"---\ntitle: What to expect\n---\n\n{body}".encode())


class _Keys:
    """A word that grows in the middle of a text, letter by letter (state that changes: how far it is)."""

    def __init__(self, checker: Checker, body: str) -> None:
        self._checker = checker
        self._body = body
        self._middle = body.index(" ", len(body) // 2)
        self._letters = count(1)
        self.check_after_key()

    def check_after_key(self) -> None:
        typed = " " + "x" * next(self._letters)
        body = self._body[: self._middle] + typed + self._body[self._middle :]
        self._checker.check(Subject(_article(body), TODAY))
