"""An export to a site of finished pages: exactly the files it names change, exactly as it said."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from clinicwriter.article import Article, Role
from clinicwriter.site import clinic_change

OpenDesk = Callable[[str], Any]


@pytest.fixture
def desk(open_desk: OpenDesk) -> Any:
    """Return the site of finished pages with every article exported, as its owner has it."""
    desk = open_desk("finished")
    desk.export_all()
    desk.at_first = desk.files()
    return desk


def page_of(desk: Any, name: str) -> str:
    return (desk.root / "blog" / f"{name}.html").read_text("utf-8")


def listed(desk: Any) -> list[str]:
    page = (desk.root / "blog" / "index.html").read_text("utf-8")
    return re.findall(r'<li><a href="([^"/]+)\.html">', page)


def test_planning_writes_nothing(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    desk.plan_path("articles/walking.md")
    desk.plan_new(desk.new("A new one"))
    assert desk.changed() == set()


def test_exporting_every_article_makes_pages_list_and_feed(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    desk.export_all()
    assert desk.changed() == {
        "articles/opening-hours.md",
        "articles/sleeping-well.md",
        "articles/stress-at-work.md",
        "articles/walking.md",
        "blog/index.html",
        "blog/sleeping-well.html",
        "blog/stress-at-work.html",
        "blog/walking.html",
        "feed.xml",
    }
    assert listed(desk) == ["walking", "stress-at-work", "sleeping-well"]


def test_an_export_without_an_edit_is_an_empty_plan(desk: Any) -> None:
    for entry in desk.site.articles():
        plan = desk.plan_path(str(entry.path))
        assert plan.is_empty, (entry.path, [str(file.relative) for file in plan.changed_files])
        assert plan.changes == ()


def test_a_changed_sentence_changes_its_line_and_its_page_alone(desk: Any) -> None:
    plan = desk.plan_path(
        "articles/walking.md", lambda article: article.with_text(article.text.replace("lamp", "light"))
    )
    assert [file.sentence for file in plan.changed_files] == [
        "Article · 1 line changed",
        "Page · made anew from the article",
    ]
    desk.export(plan)
    assert desk.changed() == {"articles/walking.md", "blog/walking.html"}
    before = desk.at_first["articles/walking.md"].splitlines()
    after = desk.files()["articles/walking.md"].splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (b"Put the lamp out at ten.", b"Put the light out at ten.")
    ]
    assert "Put the light out at ten." in page_of(desk, "walking")


def test_the_plan_is_exactly_what_is_written(desk: Any) -> None:
    plan = desk.plan_new(desk.new("Swimming", tags=["sleep"]))
    desk.export(plan)
    now = desk.files()
    assert desk.changed() == {str(file.relative) for file in plan.changed_files}
    for file in plan.files:
        assert now.get(str(file.relative)) == file.after
        assert desk.at_first.get(str(file.relative)) == file.before


def test_a_new_article_gets_its_file_page_line_and_feed_entry(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("Café & calm", summary="Short.", authors=["Dana Whitfield, RN"])))
    source = (desk.root / "articles" / "cafe-and-calm.md").read_text("utf-8")
    page = page_of(desk, "cafe-and-calm")
    assert source.count("For more information visit:") == page.count("For more information visit:") == 1
    assert "Café &amp; calm" in page
    assert "Dana Whitfield, RN" in page
    assert "November 23, 2026" in page
    assert "../css/site.css" in page
    assert listed(desk)[0] == "cafe-and-calm"
    feed = ElementTree.fromstring((desk.root / "feed.xml").read_bytes())
    titles = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1] == "Café & calm"


def test_exporting_twice_changes_nothing_the_second_time(desk: Any) -> None:
    plan = desk.plan_new(desk.new("Swimming", tags=["knee"]))
    desk.export(plan)
    assert desk.plan_path(str(plan.article_path)).is_empty
    assert desk.plan_new(desk.new("Swimming", tags=["knee"])).is_empty


def test_the_footer_is_not_in_the_text_that_people_edit(desk: Any) -> None:
    article = desk.site.read_article(desk.plan_path("articles/walking.md").article_path)
    assert "Quay Lane" not in article.text
    assert "Quay Lane" in article.body


def test_changed_facts_renew_the_footer_and_nothing_else(desk: Any) -> None:
    change = clinic_change(
        desk.root, desk.site.clinic.__class__(name="Harbor Light Clinic", phone="555-9999")
    )
    desk.writer.write_all([change])
    desk.site.refresh()
    plan = desk.plan_path("articles/walking.md")
    assert plan.footer == "Already there · renewed"
    desk.export(plan)
    for name in ("articles/walking.md", "blog/walking.html"):
        text = desk.files()[name].decode()
        assert text.count("555-9999") >= 1
        assert "555-0170" not in text
        assert text.count("For more information visit:") == 1


# -- related articles ------------------------------------------------------------------------------


def related_on(page: str) -> list[str]:
    block = page.split('class="related"', 1)[1] if 'class="related"' in page else ""
    return re.findall(r'href="([^"/]+)\.html"', block.split("</ul>")[0])


def test_related_articles_share_a_tag_and_are_never_itself_or_a_draft(desk: Any) -> None:
    assert set(related_on(page_of(desk, "sleeping-well"))) == {"stress-at-work", "walking"}
    assert set(related_on(page_of(desk, "walking"))) == {"sleeping-well", "stress-at-work"}
    assert "opening-hours" not in "".join(page_of(desk, name) for name in listed(desk))


def test_a_page_that_has_its_three_is_left_alone_by_newer_articles(desk: Any) -> None:
    for number in range(3):
        desk.export(desk.plan_new(desk.new(f"Rest {number}", tags=["sleep"], date=date(2026, 8, number + 1))))
    plan = desk.plan_new(desk.new("Rest again", tags=["sleep"]))
    pages = [str(file.relative) for file in plan.changed_files if file.kind == "page"]
    assert pages == ["blog/rest-again.html"]


def test_a_new_title_reaches_the_pages_that_mention_it(desk: Any) -> None:
    plan = desk.plan_path(
        "articles/walking.md", lambda article: article.with_field(Role.TITLE, "A walk a day")
    )
    desk.export(plan)
    assert "A walk a day" in page_of(desk, "sleeping-well")
    assert desk.plan_path("articles/sleeping-well.md").is_empty
    assert (desk.root / "blog" / "walking.html").is_file()


# -- drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_written_but_has_no_page_no_line_and_no_feed_entry(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("Not yet", draft=True, tags=["sleep"])))
    assert desk.changed() == {"articles/not-yet.md"}


def test_an_article_turned_draft_loses_its_page_in_words(desk: Any) -> None:
    plan = desk.plan_path("articles/walking.md", lambda article: article.with_field(Role.DRAFT, True))
    taken = [file for file in plan.changed_files if file.after is None]
    assert [str(file.relative) for file in taken] == ["blog/walking.html"]
    assert "taken away" in taken[0].sentence
    desk.export(plan)
    assert not (desk.root / "blog" / "walking.html").exists()
    assert "walking" not in listed(desk)
    everything = b"".join(data for name, data in desk.files().items() if not name.startswith("articles/"))
    assert b"walking.html" not in everything
    for entry in desk.site.articles():
        assert desk.plan_path(str(entry.path)).is_empty


def test_a_draft_that_is_published_gets_its_page_back(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", lambda article: article.with_field(Role.DRAFT, True)))
    desk.export(desk.plan_path("articles/walking.md", lambda article: article.with_field(Role.DRAFT, False)))
    assert desk.files()["blog/walking.html"] == desk.at_first["blog/walking.html"]
    assert desk.files()["blog/index.html"] == desk.at_first["blog/index.html"]


# -- another web address ---------------------------------------------------------------------------


def test_another_web_address_moves_the_page_and_says_so(desk: Any) -> None:
    plan = desk.plan_path("articles/walking.md", lambda article: article.with_field(Role.SLUG, "strolling"))
    assert any("/blog/strolling.html" in note for note in plan.notes)
    desk.export(plan)
    assert not (desk.root / "blog" / "walking.html").exists()
    assert "strolling" in listed(desk)
    assert "walking" not in listed(desk)
    assert related_on(page_of(desk, "sleeping-well")).count("strolling") == 1
    assert desk.plan_path("articles/walking.md").is_empty


def test_an_awkward_title_and_an_address_of_its_own_go_together(desk: Any) -> None:
    title = '"Help": it\'s 5 < 6 & *ok* 😀 — #1'
    desk.export(desk.plan_new(desk.new(title, slug="help")))
    entry = next(entry for entry in desk.site.articles() if entry.path.name == "help.md")
    assert entry.title == title
    assert desk.plan_path("articles/help.md").is_empty


# -- pages that somebody changed by hand -----------------------------------------------------------


def test_what_was_written_by_hand_around_the_text_stays_and_is_told(desk: Any) -> None:
    file = desk.root / "blog" / "walking.html"
    file.write_text(file.read_text("utf-8").replace("</body>", "<p>Ask Ada.</p></body>"), "utf-8")
    plan = desk.plan_path(
        "articles/walking.md", lambda article: article.with_text(article.text.replace("lamp", "light"))
    )
    assert any("changed by hand" in note for note in plan.notes)
    desk.export(plan)
    page = page_of(desk, "walking")
    assert "<p>Ask Ada.</p>" in page
    assert "Put the light out" in page
    assert desk.plan_path("articles/walking.md").is_empty


def test_line_ends_that_another_tool_turned_are_kept(desk: Any) -> None:
    for name in ("blog/walking.html", "blog/index.html", "feed.xml"):
        file = desk.root / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    plan = desk.plan_path("articles/walking.md")
    assert plan.is_empty
    assert not any("by hand" in note for note in plan.notes)


def test_a_list_that_was_arranged_by_hand_keeps_what_is_not_ours(open_desk: OpenDesk) -> None:
    desk = open_desk("handmade")
    desk.export(desk.plan_new(desk.new("Spring", date=date(2026, 4, 1))))
    assert desk.changed() == {"articles/spring.md", "blog/spring.html", "blog/index.html", "feed.xml"}
    assert listed(desk) == ["flu-days", "spring", "first-visit"]
    before, after = desk.at_first["blog/index.html"].decode(), desk.files()["blog/index.html"].decode()
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []


def test_a_missing_blog_page_is_made(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    (desk.root / "blog" / "index.html").unlink()
    desk.export_all()
    page = (desk.root / "blog" / "index.html").read_text("utf-8")
    assert listed(desk) == ["walking", "stress-at-work", "sleeping-well"]
    assert "../css/site.css" in page


def test_a_blog_page_without_a_list_is_left_alone_and_told(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    (desk.root / "blog" / "index.html").write_text("<html><p>Hello</p></html>")
    plan = desk.plan_path("articles/walking.md")
    assert any("blog/index.html has no list" in note for note in plan.notes)
    assert "blog/index.html" not in {str(file.relative) for file in plan.changed_files}


def test_a_feed_of_somebody_elses_is_left_alone_and_told(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    (desk.root / "feed.xml").write_text("<rss/>")
    plan = desk.plan_path("articles/walking.md")
    assert any("feed.xml was not made by Clinic Writer" in note for note in plan.notes)
    desk.export(plan)
    assert desk.files()["feed.xml"] == b"<rss/>"


# -- pictures --------------------------------------------------------------------------------------


def with_picture(desk: Any, title: str, reference: str) -> Article:
    text = f"Look:\n\n![A quiet room]({reference})\n\nThe file is called {reference}.\n"
    article: Article = desk.new(title, text)
    return article.with_field(Role.IMAGE, reference).with_field(Role.IMAGE_ALT, "A quiet room")


def test_a_new_picture_is_re_encoded_and_pointed_to(desk: Any, photo: Path) -> None:
    plan = desk.plan_new(
        with_picture(desk, "Room", "../images/room.jpg"), pictures={"../images/room.jpg": photo}
    )
    desk.export(plan)
    data = (desk.root / "images" / "room.jpg").read_bytes()
    assert Image.open(io.BytesIO(data)).size == (800, 1600)
    assert b"Somephone" not in data
    assert re.search(r"New picture · \d+ KB, location data removed", " ".join(f.sentence for f in plan.files))
    assert 'src="../images/room.jpg"' in page_of(desk, "room")
    assert desk.plan_path("articles/room.md", pictures={"../images/room.jpg": photo}).is_empty


def test_another_articles_picture_is_never_written_over(desk: Any, photo: Path) -> None:
    lamp = (desk.root / "images" / "lamp.png").read_bytes()
    own = desk.root.parent / "lamp.png"
    Image.open(photo).resize((40, 20)).save(own)
    plan = desk.plan_new(
        with_picture(desk, "Room", "../images/lamp.png"), pictures={"../images/lamp.png": own}
    )
    desk.export(plan)
    assert (desk.root / "images" / "lamp.png").read_bytes() == lamp
    assert (desk.root / "images" / "lamp-2.png").is_file()
    source = (desk.root / "articles" / "room.md").read_text("utf-8")
    assert "![A quiet room](../images/lamp-2.png)" in source
    assert "image: ../images/lamp-2.png" in source
    assert plan.article.fields.image == "../images/lamp-2.png"
    assert desk.plan_path("articles/room.md").is_empty


def test_the_same_picture_twice_is_one_file(desk: Any, photo: Path) -> None:
    pictures: Mapping[str, Path] = {"../images/room.jpg": photo}
    desk.export(desk.plan_new(with_picture(desk, "One", "../images/room.jpg"), pictures=pictures))
    desk.export(desk.plan_new(with_picture(desk, "Two", "../images/room.jpg"), pictures=pictures))
    assert sorted(path.name for path in (desk.root / "images").iterdir()) == ["lamp.png", "room.jpg"]


def test_a_picture_that_the_article_does_not_use_is_not_taken(desk: Any, photo: Path) -> None:
    desk.export(desk.plan_new(desk.new("Plain"), pictures={"../images/room.jpg": photo}))
    assert not (desk.root / "images" / "room.jpg").exists()


def test_a_name_that_differs_by_case_alone_is_another_picture(desk: Any, photo: Path) -> None:
    (desk.root / "images" / "Room.jpg").write_bytes(b"another")
    plan = desk.plan_new(
        with_picture(desk, "Room", "../images/room.jpg"), pictures={"../images/room.jpg": photo}
    )
    desk.export(plan)
    assert (desk.root / "images" / "Room.jpg").read_bytes() == b"another"
    assert (desk.root / "images" / "room-2.jpg").is_file()


# -- an older footer -------------------------------------------------------------------------------

OLD = "\n**For more information visit:**\n\n[Harbor](https://old.example/)\n\nOld Street 1\n"


@pytest.fixture
def old_desk(desk: Any) -> Any:
    file = desk.root / "articles" / "older.md"
    file.write_text("---\ntitle: Older\ndate: 2025-01-01\n---\n\nSome text.\n" + OLD)
    return desk


def test_an_older_footer_is_told_and_left_until_somebody_answers(old_desk: Any) -> None:
    plan = old_desk.plan_path("articles/older.md")
    assert "Old Street 1" in plan.legacy_footer
    assert plan.article.footer is None


def test_an_older_footer_gives_way_when_that_is_the_answer(old_desk: Any) -> None:
    plan = old_desk.plan_path("articles/older.md", replace_legacy_footer=True)
    assert plan.footer == "Takes the place of an older footer"
    old_desk.export(plan)
    source = (old_desk.root / "articles" / "older.md").read_text()
    assert "Old Street" not in source
    assert source.count("For more information visit:") == page_of(old_desk, "older").count(
        "For more information visit:"
    )
    assert source.count("Quay Lane") == 1


def test_an_older_footer_that_stays_is_the_only_one(old_desk: Any) -> None:
    old_desk.export(old_desk.plan_path("articles/older.md", replace_legacy_footer=False))
    page = page_of(old_desk, "older")
    assert page.count("For more information visit:") == 1
    assert "Old Street 1" in page
    assert "Quay Lane" not in page


def test_an_export_can_be_undone_to_the_last_byte(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("Swimming", tags=["sleep"])))
    assert desk.changed()
    desk.log.undo(desk.log.last(), desk.writer)
    assert desk.changed() == set()


# -- sites whose pages were made by hand -----------------------------------------------------------


def test_an_article_gets_the_frame_of_the_pages_that_are_there(open_desk: OpenDesk) -> None:
    desk = open_desk("handmade")
    plan = desk.plan_new(desk.new("Spring & more", "New text.\n", summary="In short."))
    desk.export(plan)
    page = page_of(desk, "spring-and-more")
    assert '<nav><a href="../index.html">Pine Clinic</a></nav>' in page
    assert page.count("<title>") == page.count("<h1>") == page.count("<article>") == 1
    assert "<title>Spring &amp; more | " in page
    assert "New text." in page
    assert "In short." in page
    for foreign in ("Flu days", "Come on Monday", "First visit", "Bring a list"):
        assert foreign not in page
    assert desk.plan_path("articles/spring-and-more.md").is_empty


def test_the_preview_has_that_frame_too(open_desk: OpenDesk) -> None:
    desk = open_desk("handmade")
    page = desk.site.preview_page(desk.new("Spring"), None, "<p>Now</p>")
    assert '<nav><a href="../index.html">Pine Clinic</a></nav>' in page
    assert "<p>Now</p>" in page
