"""Some sites have a folder of drafts: publishing moves an article out of it, and taking back moves it in."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest

from clinicwriter.article import Role
from clinicwriter.site import ExportError, ExportPlan, plan_export


def test_publishing_a_jekyll_draft_moves_it_and_names_it_by_its_day(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("jekyll")
    plan = desk.plan_path("_drafts/opening-hours.md", is_published=True)
    assert str(plan.article_path) == "_posts/2026-11-23-opening-hours.md"
    assert [file.is_change for file in plan.files] == [True, True]
    desk.export(plan)
    assert desk.changed() == {"_drafts/opening-hours.md", "_posts/2026-11-23-opening-hours.md"}
    entry = next(entry for entry in desk.site.articles() if entry.path == plan.article_path)
    assert not entry.is_draft
    back = desk.plan_path(str(plan.article_path), is_published=False)
    # Its name is all that says its day: a draft keeps it, and is published under the same address again.
    assert str(back.article_path) == "_drafts/2026-11-23-opening-hours.md"
    desk.export(back)
    assert (desk.root / "_drafts/2026-11-23-opening-hours.md").is_file()
    assert not (desk.root / plan.article_path).exists()
    again = plan_later(desk, "_drafts/2026-11-23-opening-hours.md")
    assert again.article_path == plan.article_path


def plan_later(desk: Any, path: str) -> ExportPlan:
    place = PurePosixPath(path)
    article, base = desk.site.read_article(place), desk.site.read_bytes(place)
    return plan_export(desk.site, article, path=place, base=base, today=date(2027, 2, 1), is_published=True)


def test_an_article_that_says_its_day_becomes_a_draft_without_it_in_the_name(
    open_desk: Callable[[str], Any],
) -> None:
    desk = open_desk("jekyll")
    path = "_posts/2026-06-01-walking.md"
    said = date(2026, 6, 1)
    plan = desk.plan_path(path, lambda article: article.with_field(Role.DATE, said), is_published=False)
    assert str(plan.article_path) == "_drafts/walking.md"


def test_an_article_that_is_where_it_belongs_stays(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("jekyll")
    path = "_posts/2026-06-01-walking.md"
    assert str(desk.plan_path(path, is_published=True).article_path) == path
    assert str(desk.plan_path("_drafts/opening-hours.md").article_path) == "_drafts/opening-hours.md"


def test_a_site_without_a_folder_of_drafts_moves_nothing(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("hugo")
    path = "content/posts/sleeping-well.md"
    assert str(desk.plan_path(path, is_published=False).article_path) == path


def test_a_move_onto_another_file_is_refused(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("jekyll")
    (desk.root / "_posts/2026-11-23-opening-hours.md").write_text("---\ntitle: Other\n---\n\nOther.\n")
    with pytest.raises(ExportError, match="file of this name"):
        desk.plan_path("_drafts/opening-hours.md", is_published=True)


@pytest.mark.parametrize(
    ("kind", "wanted"), [("jekyll", "_posts/2026-11-23-winter.md"), ("hexo", "source/_posts/winter.md")]
)
def test_an_address_with_folders_names_the_file_by_its_last_part(
    open_desk: Callable[[str], Any], kind: str, wanted: str
) -> None:
    desk = open_desk(kind)
    path = "_drafts/hours.md" if kind == "jekyll" else "source/_drafts/hours.md"
    file = desk.root / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\ntitle: Hours\nslug: news/winter\n---\n\nWords.\n", encoding="utf-8")
    desk.site.refresh()
    assert str(desk.plan_path(path, is_published=True).article_path) == wanted


def test_a_hexo_article_can_be_taken_back(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("hexo")
    plan = desk.plan_path("source/_posts/sleeping-well.md", is_published=False)
    assert str(plan.article_path) == "source/_drafts/sleeping-well.md"
    desk.export(plan)
    again = desk.plan_path("source/_drafts/sleeping-well.md", is_published=True)
    assert str(again.article_path) == "source/_posts/sleeping-well.md"
