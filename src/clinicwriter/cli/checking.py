"""The check command: findings of articles or of whole sites, in words, as data, or as a page to print."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, Role
from clinicwriter.checks import (
    NOT_COMPLIANCE,
    CheckedArticle,
    Checker,
    Finding,
    Ignores,
    Progress,
    RuleBook,
    Severity,
    SiteReport,
    Subject,
    TextPlace,
    check_site,
    load_ignores,
    load_rules,
    report_page,
)
from clinicwriter.safekeeping import read_file, write_file
from clinicwriter.site import Site, SiteError, open_site

from .exports import path_in_site

EXIT_CODES: Mapping[Severity | None, int] = {None: 0, Severity.TIP: 0, Severity.SHOULD: 3, Severity.MUST: 4}
"""What the shell gets for the worst finding; 1 and 2 mean that the work could not be done."""


def check_paths(options: Namespace, today: date) -> int:
    """Check every article named, and all of each site named; return a code by the worst finding."""
    reports = [_check_path(path, options, today) for path in options.paths]
    if options.report is not None:
        write_file(options.report.resolve(), report_page(_joined(reports, today)).encode())
    if options.as_json:
        print(json.dumps(_as_data(reports), ensure_ascii=False, indent=2))
    else:
        _print(reports)
    worst = min((report.worst for report in reports if report.worst), key=lambda one: one.rank, default=None)
    return EXIT_CODES[worst]


def _check_path(path: Path, options: Namespace, today: date) -> SiteReport:
    if path.is_dir():
        site = open_site(path)
        rules, ignores = _rules(site, options), load_ignores(site.root)
        return check_site(site, rules, today=today, ignores=ignores, progress=_progress(options))
    found = open_site(options.site) if options.site else _site_around(path)
    return _check_file(path, found, _rules(found, options), today)


def _rules(site: Site | None, options: Namespace) -> RuleBook:
    rules = load_rules(site.root if site else None, options.rules)
    for problem in rules.problems:
        print(f"clinicwriter: {problem}", file=sys.stderr)
    return rules


def _site_around(file: Path) -> Site | None:
    try:
        return open_site(file.parent)
    except SiteError:
        return None


def _check_file(file: Path, site: Site | None, rules: RuleBook, today: date) -> SiteReport:
    data = read_file(file)
    path = path_in_site(site, file) if site else None
    article = site.article_from_bytes(data, path) if site else Article.from_bytes(data, name=file.name)
    if site is not None:
        site.articles()
    subject = Subject(article, today, site, path)
    report = Checker(rules).check(subject)
    ignores = load_ignores(site.root) if site else Ignores()
    left = report.without(lambda finding: ignores.hides(finding, subject.name))
    place = path or PurePosixPath(file.name)
    ignored = len(report.everything) - len(left.everything)
    checked = CheckedArticle(
        place, article.fields.title or file.stem, left, ignored, problem=article.read_only_reason
    )
    return SiteReport(site.name if site else file.name, today, (checked,))


def _joined(reports: list[SiteReport], today: date) -> SiteReport:
    if len(reports) == 1:
        return reports[0]
    articles = sorted(
        (article for report in reports for article in report.articles), key=lambda one: one.sort_key
    )
    return SiteReport(", ".join(dict.fromkeys(report.name for report in reports)), today, tuple(articles))


def _progress(options: Namespace) -> Progress | None:
    """Return what shows how far it is, where somebody watches."""
    if options.as_json or not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return tell


# -- words and data --------------------------------------------------------------------------------


def _print(reports: list[SiteReport]) -> None:
    for report in reports:
        for article in report.articles:
            print("\n".join(_lines(article)))
    total = {severity: sum(report.counts[severity] for report in reports) for severity in Severity}
    print(", ".join(severity.counted(count) for severity, count in total.items()))
    print(NOT_COMPLIANCE)


def _lines(article: CheckedArticle) -> Iterator[str]:
    grade = article.report.grade
    said = f"  reading grade {grade.value:.1f} ({grade.measure}), {grade.band.words}" if grade else ""
    yield f"{article.path}{said}"
    if article.problem:
        yield f"  {article.problem}"
    for finding in article.report.findings:
        quote = f" “{finding.quote}”" if finding.quote else ""
        where = f" ({finding.where.lower()})" if finding.where else ""
        yield f"  {finding.severity.label}: {finding.title}{where}{quote} [{finding.rule_id}]"
        yield f"      {finding.why} {finding.advice}".rstrip()


def _as_data(reports: list[SiteReport]) -> list[dict[str, object]]:
    return [_article_data(article) for report in reports for article in report.articles]


def _article_data(article: CheckedArticle) -> dict[str, object]:
    grade = article.report.grade
    return {
        "path": str(article.path),
        "title": article.title,
        "problem": article.problem or None,
        "grade": round(grade.value, 1) if grade else None,
        "measure": grade.measure if grade else None,
        "ignored": article.ignored,
        "findings": [_finding_data(finding) for finding in article.report.findings],
    }


def _finding_data(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "rule": finding.rule_id,
        "family": finding.family.value,
        "severity": finding.severity.value,
        "title": finding.title,
        "words": finding.words,
        "start": place.start if isinstance(place, TextPlace) else None,
        "end": place.end if isinstance(place, TextPlace) else None,
        "detail": place.value if isinstance(place, Role) else None,
        "why": finding.why,
        "advice": finding.advice or None,
        "source": finding.source or None,
        "fixes": [fix.label for fix in finding.fixes],
        "fingerprint": finding.fingerprint,
    }
