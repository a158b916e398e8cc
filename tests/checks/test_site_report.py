"""A whole site checked: progress, stopping, the table, and the page to print."""

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from clinicwriter.checks import NOT_COMPLIANCE, Ignores, Severity, check_site, load_rules, report_page
from clinicwriter.resources import resource_path
from clinicwriter.site import Site, open_site

BOOK = load_rules()
TODAY = date(2026, 11, 25)
BAD = "---\ntitle: Bad <b>&</b> news\n---\n\nIt cures pain. It cures grief. Mail jo.smith@gmail.com.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = tmp_path / "site"
    shutil.copytree(resource_path("sample-site"), root)
    (root / "articles" / "bad.md").write_text(BAD, encoding="utf-8")
    return open_site(root)


def test_every_article_is_checked_the_worst_first(site: Site) -> None:
    told: list[tuple[int, int]] = []
    report = check_site(site, BOOK, today=TODAY, progress=lambda done, total: told.append((done, total)))
    count = len(site.articles())
    assert told == [(number, count) for number in range(1, count + 1)]
    assert report.is_complete
    assert report.articles[0].path == PurePosixPath("articles/bad.md")
    assert report.worst is Severity.MUST


def test_it_stops_when_it_is_not_wanted(site: Site) -> None:
    answers = iter([True, True, False])
    report = check_site(site, BOOK, today=TODAY, is_wanted=lambda: next(answers))
    assert len(report.articles) == 2
    assert not report.is_complete


def test_the_table_counts_findings_and_articles(site: Site) -> None:
    rows = {row.rule_id: row for row in check_site(site, BOOK, today=TODAY).by_rule()}
    assert (rows["claims.cure"].findings, rows["claims.cure"].articles) == (2, 1)


def test_an_article_that_cannot_be_read_is_told(site: Site) -> None:
    entries = site.articles()
    (site.root / "articles" / "bad.md").unlink()
    report = check_site(site, BOOK, today=TODAY, entries=entries)
    assert [one.problem for one in report.articles if one.problem]


def test_checking_writes_nothing(site: Site) -> None:
    before = {file: file.read_bytes() for file in site.root.rglob("*") if file.is_file()}
    check_site(site, BOOK, today=TODAY, ignores=Ignores())
    assert {file: file.read_bytes() for file in site.root.rglob("*") if file.is_file()} == before


def test_the_page_to_print_escapes_what_it_quotes_and_certifies_nothing(site: Site) -> None:
    page = report_page(check_site(site, BOOK, today=TODAY))
    assert "Bad &lt;b&gt;&amp;&lt;/b&gt; news" in page
    assert "<script" not in page and "http" not in page.partition("</style>")[0]
    assert NOT_COMPLIANCE.partition("'")[0] in page
    assert "jo.smith@gmail.com" in page
