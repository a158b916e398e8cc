"""All articles of a site checked one after the other, and what came of it as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from clinicwriter.errors import ClinicWriterError
from clinicwriter.site import ArticleEntry, Site

from .checker import Checker
from .finding import Family, Finding, Severity
from .ignores import Ignores
from .report import Report
from .review import DueReview, due_review
from .rule_book import RuleBook
from .subject import Subject

Progress = Callable[[int, int], None]
"""Hears how many articles are done, and of how many."""
IsWanted = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """One article's findings that are open. ``problem`` says why it could not be read, or ""."""

    path: PurePosixPath
    title: str
    report: Report
    ignored: int = 0
    due: DueReview | None = None
    problem: str = ""

    @property
    def sort_key(self) -> tuple[int, ...]:
        """Return what puts the article with the worst findings first."""
        counts = self.report.counts
        return tuple(-counts[severity] for severity in Severity)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something across the site, and in how many articles."""

    rule_id: str
    family: Family
    severity: Severity
    title: str
    findings: int
    articles: int


@dataclass(frozen=True)
class SiteReport:
    """What the check of a site brought, the articles with the worst findings first.

    ``is_complete`` is false where somebody stopped it.
    """

    name: str
    day: date
    articles: tuple[CheckedArticle, ...]
    is_complete: bool = True

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Return how many findings there are of each severity."""
        found = Counter(one.severity for article in self.articles for one in article.report.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def worst(self) -> Severity | None:
        """Return the worst severity of all, ``None`` where nothing was found."""
        return next((severity for severity in Severity if self.counts[severity]), None)

    @property
    def ignored(self) -> int:
        """Return how many findings somebody decided to leave."""
        return sum(article.ignored for article in self.articles)

    @property
    def due(self) -> tuple[DueReview, ...]:
        """Return the articles whose review is due or does not hold any more, the oldest first."""
        found = [article.due for article in self.articles if article.due is not None]
        return tuple(sorted(found, key=lambda one: (one.review.due or self.day, str(one.path))))

    def by_rule(self) -> tuple[RuleCount, ...]:
        """Return a row for every rule that found something, the worst and most frequent first.

        Rules that say the same of different words are one row.
        """
        rows: dict[tuple[str, Severity], list[Finding]] = {}
        places: dict[tuple[str, Severity], set[PurePosixPath]] = {}
        for article in self.articles:
            for finding in article.report.findings:
                key = (finding.group_title or finding.rule_id, finding.severity)
                rows.setdefault(key, []).append(finding)
                places.setdefault(key, set()).add(article.path)
        counted = [_rule_count(found, len(places[key])) for key, found in rows.items()]
        return tuple(sorted(counted, key=lambda row: (row.severity.rank, -row.findings, row.rule_id)))


def _rule_count(found: list[Finding], articles: int) -> RuleCount:
    first = found[0]
    return RuleCount(first.rule_id, first.family, first.severity, first.title, len(found), articles)


def check_site(
    site: Site,
    rules: RuleBook,
    *,
    today: date,
    ignores: Ignores | None = None,
    entries: Iterable[ArticleEntry] | None = None,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> SiteReport:
    """Check every article of a site as it is in its files. Reads them: not for a window's thread.

    An article that cannot be read is told as such. It stops soon when it is not wanted any more; what is
    done is kept.
    """
    checker = Checker(rules)
    asked = tuple(site.articles() if entries is None else entries)
    done: list[CheckedArticle] = []
    for number, entry in enumerate(asked, 1):
        if not is_wanted():
            break
        done.append(_checked(checker, site, entry, today, ignores or Ignores()))
        if progress is not None:
            progress(number, len(asked))
    ordered = tuple(sorted(done, key=lambda one: (one.sort_key, str(one.path))))
    return SiteReport(site.name, today, ordered, len(done) == len(asked))


def _checked(
    checker: Checker, site: Site, entry: ArticleEntry, today: date, ignores: Ignores
) -> CheckedArticle:
    try:
        article = site.read_article(entry.path)
    except ClinicWriterError as error:
        return CheckedArticle(entry.path, entry.title, Report(()), problem=error.happened)
    subject = Subject(article, today, site, entry.path)
    report = checker.check(subject)
    left = report.without(lambda finding: ignores.hides(finding, subject.name))
    ignored = len(report.everything) - len(left.everything)
    due = due_review(entry.path, article, today)
    return CheckedArticle(entry.path, entry.title, left, ignored, due, article.read_only_reason)
