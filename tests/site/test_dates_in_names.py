"""A date that only the file's name says: read where that kind of site does so, never written by itself."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest

from clinicwriter.article import Article, Role
from clinicwriter.checks import Subject, check_article, load_rules
from clinicwriter.site import Site, find_traps, open_site

OpenDesk = Callable[[str], Any]
DAY = date(2026, 6, 1)
WALKING = "_posts/2026-06-01-walking.md"


def put(desk: Any, name: str, details: str = "title: Named") -> PurePosixPath:
    """Put an article of this name beside the site's others."""
    place = desk.site.layout.new_articles / name
    (desk.root / place).write_text(f"---\n{details}\n---\n\nWords.\n", encoding="utf-8")
    desk.site.refresh()
    return PurePosixPath(place)


def day_in_list(site: Site, place: PurePosixPath) -> date | None:
    return next(entry.date for entry in site.articles() if entry.path == place)


@pytest.mark.parametrize("kind", ["jekyll", "eleventy", "docusaurus", "zola", "finished"])
def test_a_day_that_only_the_name_says_is_the_articles(open_desk: OpenDesk, kind: str) -> None:
    desk = open_desk(kind)
    place = put(desk, "2026-06-01-named.md")
    assert desk.site.name_date(place) == day_in_list(desk.site, place) == DAY


def test_the_details_win_over_the_name(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    place = put(desk, "2026-06-01-named.md", "title: Named\ndate: 2026-07-02")
    assert day_in_list(desk.site, place) == date(2026, 7, 2)


@pytest.mark.parametrize("kind", ["hugo", "astro", "hexo", "mkdocs"])
def test_a_site_that_reads_no_day_there_shows_none(open_desk: OpenDesk, kind: str) -> None:
    desk = open_desk(kind)
    place = put(desk, "2026-06-01-named.md")
    assert desk.site.name_date(place) is None
    assert day_in_list(desk.site, place) is None


@pytest.mark.parametrize(
    ("kind", "file", "line"),
    [
        ("hugo", "hugo.toml", '\n[frontmatter]\ndate = [":filename", ":default"]\n'),
        ("hexo", "_config.yml", "\nnew_post_name: :year-:month-:day-:title.md\n"),
    ],
)
def test_a_site_that_is_set_to_read_it_does(open_desk: OpenDesk, kind: str, file: str, line: str) -> None:
    desk = open_desk(kind)
    with (desk.root / file).open("a", encoding="utf-8") as configuration:
        configuration.write(line)
    place = put(desk, "2026-06-01-named.md")
    assert day_in_list(open_site(desk.root), place) == DAY


def test_an_export_of_another_detail_writes_no_date(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    plan = desk.plan_path(WALKING, lambda article: article.with_field(Role.TITLE, "Going on foot"))
    assert b"date:" not in (plan.files[0].after or b"")
    assert str(plan.article_path) == WALKING


# -- another day ----------------------------------------------------------------------------------


def later(article: Article) -> Article:
    return article.with_field(Role.DATE, date(2026, 8, 9))


@pytest.mark.parametrize("kind", ["jekyll", "eleventy"])
def test_another_day_that_moves_the_page_is_told_and_the_address_can_be_kept(
    open_desk: OpenDesk, kind: str
) -> None:
    desk = open_desk(kind)
    path = WALKING
    if kind == "eleventy":
        permalink = """/{{ page.date | date: "%Y" }}/{{ page.date | date: "%m" }}/{{ page.fileSlug }}/"""
        data = json.dumps({"permalink": permalink})
        (desk.root / "src/blog/blog.json").write_text(data, encoding="utf-8")
        desk.site.refresh()
        path = "src/blog/2026-05-11-stress-at-work.md"
    before = desk.site.page_url(desk.site.read_article(PurePosixPath(path)), PurePosixPath(path))
    plan = desk.plan_path(path, later)
    assert str(plan.article_path) == path
    finding = next(one for one in plan.findings if one.id == "page-moves")
    assert "/2026/08/" in finding.message
    kept = finding.apply(plan.article)
    assert desk.site.page_url(kept, PurePosixPath(path)) == before
    # What these kinds read a whole address from: a name with folders in it is no name to them.
    assert kept.fields.slug is None
    assert before.endswith(kept.extra["permalink"])


def test_a_day_of_the_same_month_moves_nothing_where_the_address_has_no_day(open_desk: OpenDesk) -> None:
    plan = open_desk("jekyll").plan_path(
        WALKING, lambda article: article.with_field(Role.DATE, date(2026, 6, 20))
    )
    assert all(finding.id != "page-moves" for finding in plan.findings)


def test_docusaurus_takes_the_address_from_the_name_whatever_the_details_say(open_desk: OpenDesk) -> None:
    desk = open_desk("docusaurus")
    place = put(desk, "2026-06-01-named.md")
    article = desk.site.read_article(place)
    assert "2026/06/01" in desk.site.page_url(article, place)
    assert desk.site.page_url(later(article), place) == desk.site.page_url(article, place)


def test_a_check_of_old_articles_knows_the_day_in_the_name(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    place = put(desk, "2021-06-01-named.md")
    subject = Subject(desk.site.read_article(place), DAY, desk.site, place)
    found = {finding.rule_id for finding in check_article(subject, load_rules()).everything}
    assert "web.date-old" in found


def test_a_day_chosen_in_jekyll_gets_no_time_that_the_site_takes_for_greenwichs(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    for file in (desk.root / desk.site.layout.new_articles).iterdir():
        file.write_text("---\ntitle: Timed\ndate: 2026-05-11 09:00:00\n---\n\nWords.\n", encoding="utf-8")
    place = put(desk, "2026-06-01-named.md")
    desk.site.refresh()
    article = desk.site.read_article(place).with_field(Role.DATE, date(2026, 3, 12))
    assert b"date: 2026-03-12\n" in article.to_bytes()
    assert "date-without-zone" not in {
        one.id for one in find_traps(desk.site, article, place, today=date(2026, 11, 23))
    }
