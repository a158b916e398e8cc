"""Reviews of an article: by whom, when, of which text, when it is due; in the site's own details."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Final

from clinicwriter.article import Article, Habits, parse_date

REVIEWER_KEYS: Final = ("reviewed_by", "reviewedby", "medically_reviewed_by", "medical_reviewer", "reviewer")
REVIEWED_ON_KEYS: Final = (
    "reviewed_on",
    "last_reviewed",
    "lastreviewed",
    "date_reviewed",
    "reviewed_at",
    "review_date",
    "reviewed",
)
REVIEW_BY_KEYS: Final = ("review_by", "reviewby", "next_review", "review_due")
TEXT_KEYS: Final = ("reviewed_text",)
"""The keys that sites use, in lower case with underscores, the likeliest first; the first is for new ones."""


@dataclass(frozen=True, slots=True)
class Review:
    """What an article says of its review; "" and ``None`` for what it does not say."""

    who: str = ""
    on: date | None = None
    due: date | None = None
    text: str = ""

    def is_of(self, article: Article) -> bool:
        """Say whether the text is still the one that was reviewed; yes where no hash was kept."""
        return not self.text or self.text == text_hash(article)

    def is_due(self, today: date, within_days: int = 0) -> bool:
        """Say whether the article is to be reviewed again within so many days."""
        return self.due is not None and (self.due - today).days <= within_days


@dataclass(frozen=True, slots=True)
class DueReview:
    """An article whose review is due or does not hold any more."""

    path: PurePosixPath
    title: str
    review: Review
    is_changed: bool


def text_hash(article: Article) -> str:
    """Return a hash of the words of an article's title and text: line ends and blanks do not count."""
    said = " ".join(f"{article.fields.title or ''} {article.text}".split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_review(article: Article) -> Review:
    """Return what an article says of its review."""
    return Review(
        _said(article, REVIEWER_KEYS),
        _day(_said(article, REVIEWED_ON_KEYS)),
        _day(_said(article, REVIEW_BY_KEYS)),
        _said(article, TEXT_KEYS),
    )


def with_review(article: Article, who: str, on: date, due: date | None = None) -> Article:
    """Return the article marked as reviewed: by whom with the profession, when, and of which text.

    ``due`` is when it should be reviewed again, ``None`` leaves what is there. Raises ``ArticleError``.
    """
    article = article.with_extra(_key(article, REVIEWER_KEYS), who)
    article = article.with_extra(_key(article, REVIEWED_ON_KEYS), on)
    if due is not None:
        article = article.with_extra(_key(article, REVIEW_BY_KEYS), due)
    return article.with_extra(_key(article, TEXT_KEYS), text_hash(article))


def uses_reviews(habits: Habits) -> bool:
    """Say whether the site's articles have such details at all."""
    return any(_plain(key) in REVIEWER_KEYS for key in habits.key_order)


def due_review(path: PurePosixPath, article: Article, today: date, within_days: int = 30) -> DueReview | None:
    """Return what is due about an article, ``None`` where nothing is."""
    review = read_review(article)
    is_changed = not review.is_of(article)
    if not is_changed and not review.is_due(today, within_days):
        return None
    return DueReview(path, article.fields.title or path.stem, review, is_changed)


def _plain(key: str) -> str:
    return key.rpartition(".")[2].casefold().replace("-", "_")


def _said(article: Article, keys: Iterable[str]) -> str:
    wanted = tuple(keys)
    found = {_plain(entry.key): entry for entry in article.entries if _plain(entry.key) in wanted}
    for key in wanted:
        if key in found:
            entry = found[key]
            said = ", ".join(entry.items) if entry.items is not None else entry.text or ""
            return said.strip()
    return ""


def _key(article: Article, keys: tuple[str, ...]) -> str:
    """Return the key that the article has for it, else the site, else the usual one."""
    for key in (*(entry.key for entry in article.entries), *article.habits.key_order):
        if _plain(key) in keys:
            return key
    return keys[0]


def _day(text: str) -> date | None:
    found = parse_date(text)
    if found is None:
        return None
    return found.value.date() if isinstance(found.value, datetime) else found.value
