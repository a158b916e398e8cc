"""Who looked at the article, whether its text is still that one, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Severity
from clinicwriter.checks.review import read_review, uses_reviews
from clinicwriter.checks.rule import Rule

from .details import in_words


def changed_since_review(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an article whose text is not the one that was reviewed any more."""
    review = read_review(document.subject.article)
    if review.who and not review.is_of(document.subject.article):
        yield DocumentHit(None, review.who, review.text, details={"reviewer": review.who})


def review_due(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article that is to be reviewed within ``limit`` days; one that is overdue counts as worse."""
    review, today = read_review(document.subject.article), document.subject.today
    if review.due is not None and review.is_due(today, int(rule.limit)):
        severity = None if review.due < today else Severity.TIP
        yield DocumentHit(None, "", str(review.due), severity, details={"date": in_words(review.due)})


def not_reviewed(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an article about a treatment without a reviewer, where other articles of the site have one."""
    article = document.subject.article
    if (
        document.says("treatment")
        and uses_reviews(article.habits)
        and not read_review(article).who
        and document.source.strip()
    ):
        yield DocumentHit(None, "")
