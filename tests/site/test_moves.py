"""An article whose file must move before the site shows it, or whose file's name is its web address."""

from collections.abc import Callable
from typing import Any

import pytest

from clinicwriter.article import Article, Role

OpenDesk = Callable[[str], Any]


def addressed(slug: str) -> Callable[[Article], Article]:
    return lambda article: article.with_field(Role.SLUG, slug)


# -- the file's name is the web address ---------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "path", "target"),
    [
        ("eleventy", "src/blog/sleeping-well.md", "src/blog/a-good-night.md"),
        ("hexo", "source/_posts/sleeping-well.md", "source/_posts/a-good-night.md"),
    ],
)
def test_another_web_address_renames_the_file_where_its_name_decides(
    open_desk: OpenDesk, kind: str, path: str, target: str
) -> None:
    desk = open_desk(kind)
    old = next(entry.url for entry in desk.site.articles() if str(entry.path) == path)
    plan = desk.plan_path(path, addressed("a-good-night"))
    assert str(plan.article_path) == target
    assert any("The page moves to" in note and "a-good-night" in note for note in plan.notes)
    assert [file.sentence for file in plan.files[:2]] == [
        f"Article · moves here from {path}",
        f"Article · moves to {target}",
    ]
    desk.export(plan)
    written = desk.files()[target]
    assert b"slug" not in written
    assert path not in desk.files()
    url = next(entry.url for entry in desk.site.articles() if str(entry.path) == target)
    assert url == old.replace("sleeping-well", "a-good-night")
    assert desk.plan_path(target).is_empty


def test_an_address_that_another_file_has_is_refused(open_desk: OpenDesk) -> None:
    desk = open_desk("hexo")
    with pytest.raises(Exception, match="file of this name"):
        desk.plan_path("source/_posts/sleeping-well.md", addressed("stress-at-work"))


def test_a_site_that_has_a_use_for_such_a_detail_keeps_it(open_desk: OpenDesk) -> None:
    desk = open_desk("hexo")
    path = "source/_posts/sleeping-well.md"
    file = desk.root / path
    file.write_bytes(file.read_bytes().replace(b"---\n", b"---\nslug: theirs\n", 1))
    plan = desk.plan_path(path, addressed("another"))
    assert str(plan.article_path) == path
    assert plan.article.fields.slug == "another"


# -- a move that is offered ---------------------------------------------------------------------


def test_a_published_article_among_the_drafts_is_asked_about(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    path = "_drafts/opening-hours.md"
    asked = desk.plan_path(path)
    assert "Publish it?" in asked.offer.question
    assert str(asked.article_path) == path
    assert desk.plan_path(path, takes_offer=False).offer is None
    taken = desk.plan_path(path, takes_offer=True)
    assert (taken.offer, str(taken.article_path)) == (None, "_posts/2026-11-23-opening-hours.md")
    hidden = desk.plan_path(path, lambda article: article.with_field(Role.DRAFT, True))
    assert hidden.offer is None


def test_a_file_that_jekyll_does_not_publish_is_offered_a_name_with_its_date(open_desk: OpenDesk) -> None:
    desk = open_desk("jekyll")
    (desk.root / "_posts" / "flu.md").write_text("---\ntitle: Flu\ndate: 2026-02-03\n---\n\nText.\n")
    asked = desk.plan_path("_posts/flu.md")
    assert asked.offer.target.name == "2026-02-03-flu.md"
    desk.export(desk.plan_path("_posts/flu.md", takes_offer=True))
    assert "_posts/2026-02-03-flu.md" in desk.files()
    assert "_posts/flu.md" not in desk.files()


def test_an_article_in_anothers_folder_is_offered_a_place_of_its_own(open_desk: OpenDesk) -> None:
    desk = open_desk("hugo")
    lost = desk.root / "content" / "posts" / "knee-plan" / "lost.md"
    lost.write_text("---\ntitle: Lost\ndate: 2026-02-03\n---\n\nText.\n")
    path = "content/posts/knee-plan/lost.md"
    assert str(desk.plan_path(path).offer.target) == "content/posts/lost.md"
    lost.write_text("---\ntitle: Lost\ndate: 2026-02-03\n---\n\n![A plan](plan.png)\n")
    assert desk.plan_path(path).offer is None


@pytest.mark.parametrize(
    ("kind", "path"), [("jekyll", "_posts/2026-06-01-walking.md"), ("hugo", "content/posts/sleeping-well.md")]
)
def test_an_article_that_the_site_shows_is_asked_nothing(open_desk: OpenDesk, kind: str, path: str) -> None:
    assert open_desk(kind).plan_path(path).offer is None
