"""An export to a site with a generator: the article alone, as its own author would have written it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinicwriter.article import Role
from clinicwriter.site import ExportError

KINDS = ("hugo", "jekyll", "eleventy", "astro", "pelican", "hexo", "mkdocs", "docusaurus", "nikola", "zola")


@pytest.mark.parametrize("name", KINDS)
def test_an_article_gets_its_footer_and_no_other_file_is_touched(
    name: str, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    path = str(desk.site.articles()[0].path)
    plan = desk.plan_path(path)
    assert plan.footer == "Added at the end"
    desk.export(plan)
    assert desk.changed() == {path}
    before, after = desk.at_first[path], desk.files()[path]
    assert after.startswith(before)
    assert after.count(b"For more information visit:") == 1
    assert desk.plan_path(path).is_empty


@pytest.mark.parametrize("name", KINDS)
def test_an_edited_article_differs_in_the_touched_lines_alone(
    name: str, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    path = str(desk.site.articles()[0].path)
    desk.export(desk.plan_path(path))
    before = desk.files()[path].splitlines()
    plan = desk.plan_path(path, lambda article: article.with_field(Role.TITLE, "Another title"))
    desk.export(plan)
    after = desk.files()[path].splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert b"Another title" in changed[0]
    assert next(file.sentence for file in plan.files) == "Article · 1 line changed"


@pytest.mark.parametrize("name", KINDS)
def test_a_new_article_with_a_picture_is_two_files(
    name: str, open_desk: Callable[[str], Any], photo: Path
) -> None:
    desk = open_desk(name)
    # Zola keeps tags in a table of their own, which a new article of ours does not have yet.
    tags = {} if name == "zola" else {"tags": ["sleep"]}
    article = desk.new("Été: a “room” & more", "![Room](IMG%200042.JPG)\n", **tags)
    plan = desk.plan_new(article, pictures={"IMG%200042.JPG": photo})
    desk.export(plan)
    assert {file.kind for file in plan.changed_files} == {"article", "picture"}
    assert desk.changed() == {str(file.relative) for file in plan.changed_files}
    entry = next(entry for entry in desk.site.articles() if entry.path == plan.article_path)
    assert entry.title == "Été: a “room” & more"
    assert entry.tags == tuple(tags.get("tags", ()))
    assert entry.problem == ""
    assert "ete-a-room-and-more" in entry.url
    assert desk.plan_path(str(plan.article_path)).is_empty


@pytest.mark.parametrize("name", ["hugo", "pelican", "docusaurus", "mkdocs", "nikola"])
def test_where_the_title_would_move_the_page_the_article_says_its_address(
    name: str, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    plan = desk.plan_new(desk.new("Rest well"))
    desk.export(plan)
    url = desk.site.page_url(plan.article, plan.article_path)
    retitled = plan.article.with_field(Role.TITLE, "Rest better")
    assert desk.site.page_url(retitled, plan.article_path) == url


@pytest.mark.parametrize("name", ["jekyll", "eleventy", "astro", "hexo", "zola"])
def test_where_the_file_name_says_the_address_no_key_is_added(
    name: str, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    plan = desk.plan_new(desk.new("Rest well", slug="rest"))
    assert plan.article.fields.slug is None
    assert plan.article_path.stem.endswith("rest")


def test_the_keys_of_a_new_article_are_those_of_the_site(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("astro")
    source = desk.plan_new(desk.new("Rest well")).article.to_bytes().decode()
    assert "pubDate: 2026-11-23" in source
    assert "\ndate:" not in source


@pytest.mark.parametrize(
    ("name", "line"), [("jekyll", "published: false"), ("pelican", "Status: draft"), ("hugo", "draft: true")]
)
def test_a_draft_is_hidden_by_the_key_that_hides_in_this_kind(
    name: str, line: str, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    source = desk.plan_new(desk.new("Rest well", draft=True)).article.to_bytes().decode()
    assert line.lower() in source.lower()


def test_a_web_address_taken_in_a_generator_site_is_refused(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("hugo")
    with pytest.raises(ExportError, match="already taken by the article “Sleeping well”"):
        desk.plan_new(desk.new("Something else", slug="Sleeping-Well"))


def test_a_jekyll_picture_is_found_again_in_its_template_words(
    open_desk: Callable[[str], Any], photo: Path
) -> None:
    desk = open_desk("jekyll")
    target = desk.site.picture_target("Room.jpg", desk.new("Rest"), None)
    (desk.root / target.path).write_bytes(b"another room")
    article = desk.new("Rest", f"![Room]({target.reference})\n", image=target.field_reference)
    pictures = {target.reference: photo, target.field_reference: photo}
    plan = desk.plan_new(article, pictures=pictures)
    desk.export(plan)
    assert (desk.root / target.path).read_bytes() == b"another room"
    assert (desk.root / "assets/images/room-2.jpg").is_file()
    assert '![Room]({{ "/assets/images/room-2.jpg" | relative_url }})' in plan.article.text
    assert plan.article.fields.image == "/assets/images/room-2.jpg"


@pytest.mark.parametrize(("name", "is_told"), [("hugo", True), ("jekyll", True), ("eleventy", False)])
def test_a_date_that_hides_the_article_is_told(
    name: str, is_told: bool, open_desk: Callable[[str], Any]
) -> None:
    desk = open_desk(name)
    notes = desk.plan_new(desk.new("Next year", date=date(2027, 1, 5))).notes
    assert any("before January 5, 2027" in note for note in notes) is is_told


def test_a_blank_line_parts_header_lines_from_the_text(open_desk: Callable[[str], Any]) -> None:
    source = open_desk("pelican")
    written = source.plan_new(source.new("Rest well", "Sleep comes slowly.\n")).article.to_bytes().decode()
    assert "\nSlug: rest-well\n\nSleep comes slowly.\n" in written


@pytest.mark.parametrize("kind", ["hugo", "jekyll", "finished"])
def test_the_first_export_of_a_draft_says_that_nobody_sees_it_and_offers_to_publish_it(
    open_desk: Callable[[str], Any], kind: str
) -> None:
    desk = open_desk(kind)
    article = desk.new("Quiet hours", draft=True)
    plan = desk.plan_new(article)
    finding = next(one for one in plan.findings if one.id == "new-draft")
    assert finding.message in plan.notes
    published = finding.apply(article)
    assert not published.fields.is_draft
    assert all(one.id != "new-draft" for one in desk.plan_new(published).findings)
