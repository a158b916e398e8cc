"""Pages that were made by hand: listed, and given up to an article only where somebody agreed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clinicwriter.article import Role
from clinicwriter.site import PageTakenError, plan_export

OpenDesk = Callable[[str], Any]


@pytest.fixture
def desk(open_desk: OpenDesk) -> Any:
    return open_desk("handmade")


def test_pages_without_an_article_are_listed_and_lists_are_not(desk: Any) -> None:
    assert [(page.path.name, page.title) for page in desk.site.loose_pages()] == [
        ("first-visit.html", "First visit"),
        ("flu-days.html", "Flu days"),
    ]


def test_a_page_that_an_article_has_is_not_listed(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("Spring")))
    assert "spring.html" not in listed(desk)


def test_a_site_with_a_generator_has_none(open_desk: OpenDesk) -> None:
    assert open_desk("hugo").site.loose_pages() == ()


def listed(desk: Any) -> list[str]:
    desk.site.articles()  # a look at the files, as the window does after each export
    return [page.path.name for page in desk.site.loose_pages()]


def taking(desk: Any, title: str, slug: str) -> Any:
    article = desk.new(title, "Our new text.\n").with_field(Role.SLUG, slug)
    return plan_export(desk.site, article, path=None, base=None, today=date(2026, 11, 23), takes_page=True)


def test_a_page_is_given_up_only_where_somebody_agreed(desk: Any) -> None:
    with pytest.raises(PageTakenError):
        desk.plan_new(desk.new("Flu days"))
    plan = taking(desk, "Flu days again", "flu-days")
    sentence = next(file.sentence for file in plan.files if file.relative.name == "flu-days.html")
    assert sentence == "Page · made by hand until now: its head, menu and footer stay"


def test_what_is_around_the_article_stays_and_what_was_in_it_goes(desk: Any) -> None:
    before = (desk.root / "blog" / "flu-days.html").read_text("utf-8")
    desk.export(taking(desk, "Flu days again", "flu-days"))
    page = (desk.root / "blog" / "flu-days.html").read_text("utf-8")
    assert '<nav><a href="../index.html">Pine Clinic</a></nav>' in page
    assert "Our new text." in page
    assert page.count("<title>") == page.count("<h1>") == 1
    assert "Come on Monday" in before
    assert "Come on Monday" not in page
    path = next(entry.path for entry in desk.site.articles() if entry.title == "Flu days again")
    assert desk.plan_path(str(path)).is_empty


def test_the_frame_stays_when_every_page_has_become_an_article(desk: Any) -> None:
    desk.export(taking(desk, "Flu days", "flu-days"))
    desk.export(taking(desk, "First visit", "first-visit"))
    assert listed(desk) == []
    before = desk.files()
    for entry in desk.site.articles():
        plan = desk.plan_path(str(entry.path))
        assert plan.is_empty, [str(file.relative) for file in plan.changed_files]
    desk.export(desk.plan_new(desk.new("Third", "Third text.\n")))
    page = (desk.root / "blog" / "third.html").read_text("utf-8")
    assert '<nav><a href="../index.html">Pine Clinic</a></nav>' in page
    assert "First visit" not in page.partition("</article>")[0]
    changed = {name for name, data in desk.files().items() if before.get(name) != data}
    assert changed - {"feed.xml"} == {"articles/third.md", "blog/third.html", "blog/index.html"}


def test_giving_a_page_up_can_be_undone_to_the_last_byte(desk: Any) -> None:
    desk.export(taking(desk, "Flu days", "flu-days"))
    desk.log.undo(desk.log.last(), desk.writer)
    assert desk.changed() == set()
