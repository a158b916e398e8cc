"""Tag pages, a list in several pages, feed and sitemap: kept right by every export, and only where wanted."""

import itertools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import BlogWishes, export, open_site, plan_export, plan_removal
from clinicwriter.site.blog.paging import list_parts
from clinicwriter.site.blog.tags import SiteTags
from clinicwriter.site.entries import ArticleEntry
from clinicwriter.site.library import carry_out, plan_blog_pages

OpenDesk = Callable[[str], Any]
EVERYTHING = BlogWishes(tag_pages=True, page_length=2, feed=True, sitemap=True)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Any:
    """Return the site of finished pages with every kind of page that it can have."""
    desk = open_desk("finished")
    desk.export_all()
    carry_out(plan_blog_pages(desk.site, EVERYTHING), desk.writer, desk.log)
    desk.site.refresh()
    desk.at_first = desk.files()
    return desk


def linked(desk: Any, name: str) -> list[str]:
    page = (desk.root / "blog" / name).read_text("utf-8")
    inside = page.partition("<!-- articles:start -->")[2].partition("<!-- articles:end -->")[0]
    return re.findall(r'<li><a href="([^"]+)"', inside)


def tagged(*tags: str) -> Callable[[Article], Article]:
    return lambda article: article.with_field(Role.TAGS, tags)


def entry(number: int) -> ArticleEntry:
    day = date(2026, 1, number)
    return ArticleEntry(f"articles/{number}.md", str(number), date=day, url=f"/blog/{number}.html")  # type: ignore[arg-type]


def test_a_line_to_a_page_made_by_hand_stays_whatever_the_page_is_called(desk: Any) -> None:
    blog = desk.root / "blog"
    (blog / "tag-team.html").write_text("<h1>Our team</h1>", "utf-8")
    page, line = blog / "index.html", '<li><a href="tag-team.html">Our team</a></li>'
    mark = "<!-- articles:start -->"
    page.write_text(page.read_text("utf-8").replace(mark, f"{mark}\n  {line}"), "utf-8")
    desk.site.refresh()
    carry_out(plan_blog_pages(desk.site, EVERYTHING), desk.writer, desk.log)
    assert line in page.read_text("utf-8")


# -- only where they are wanted ----------------------------------------------------------------


def test_a_site_that_has_none_of_it_is_given_none_of_it(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    desk.export_all()
    names = {name for name in desk.files() if name.startswith("blog/")}
    assert not {name for name in names if re.search(r"tags?[-.]|page-\d", name)}
    assert "sitemap.xml" not in desk.files()


def test_choosing_them_is_one_plan_in_words_and_writes_nothing_before(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    desk.export_all()
    before = desk.files()
    plan = plan_blog_pages(desk.site, EVERYTHING)
    assert desk.files() == before
    words = {str(file.relative): file.sentence for file in plan.files}
    assert words["clinicwriter.toml"] == "Settings · remember the choice"
    assert words["blog/tags.html"] == "All tags · new page"
    assert words["sitemap.xml"] == "New sitemap"
    assert all(words.values())
    carry_out(plan, desk.writer, desk.log)
    assert {name for name, data in desk.files().items() if before.get(name) != data} == set(words)


def test_choosing_the_same_again_changes_nothing(desk: Any) -> None:
    assert plan_blog_pages(desk.site, EVERYTHING).is_empty


def test_choosing_none_takes_every_such_page_away_again(desk: Any) -> None:
    none = BlogWishes(tag_pages=False, page_length=0, feed=True, sitemap=False)
    carry_out(plan_blog_pages(desk.site, none), desk.writer, desk.log)
    names = {path.name for path in (desk.root / "blog").iterdir()}
    assert not {name for name in names if re.match(r"tags?[-.]|page-\d", name)}
    assert "tag-" not in (desk.root / "blog" / "walking.html").read_text("utf-8")


def test_an_export_without_an_edit_is_still_an_empty_plan(desk: Any) -> None:
    for one in desk.site.articles():
        plan = desk.plan_path(str(one.path))
        assert plan.is_empty, [str(file.relative) for file in plan.changed_files]


# -- tags --------------------------------------------------------------------------------------


def test_each_tag_has_a_page_with_its_articles_newest_first(desk: Any) -> None:
    for tag in desk.site.surroundings().tags.all:
        names = linked(desk, tag.file)
        days = {one.url.rpartition("/")[2]: one.date for one in desk.site.articles()}
        assert names == sorted(names, key=lambda name: days[name], reverse=True)
        assert len(names) == len(tag.articles)
        assert tag.file in linked(desk, "tags.html")


def test_an_articles_page_leads_to_the_pages_of_its_tags(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("Moving about", "Sleep")))
    page = (desk.root / "blog" / "walking.html").read_text("utf-8")
    assert '<a rel="tag" href="tag-moving-about.html">Moving about</a>' in page
    assert linked(desk, "tag-moving-about.html") == ["walking.html"]


def test_a_tag_that_nothing_has_any_more_loses_its_page(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("once only")))
    assert (desk.root / "blog" / "tag-once-only.html").is_file()
    plan = desk.plan_path("articles/walking.md", tagged("walking"))
    assert "taken away" in next(
        file.sentence for file in plan.files if file.relative.name == "tag-once-only.html"
    )
    desk.export(plan)
    assert not (desk.root / "blog" / "tag-once-only.html").exists()
    assert "tag-once-only.html" not in linked(desk, "tags.html")


def test_an_article_that_becomes_a_draft_leaves_every_list(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("sleep", "lonely")))
    desk.export(desk.plan_path("articles/walking.md", lambda article: article.with_field(Role.DRAFT, True)))
    mentions = [
        name
        for name, data in desk.files().items()
        if b"walking.html" in data and not name.startswith("articles/")
    ]
    assert mentions == []
    assert not (desk.root / "blog" / "tag-lonely.html").exists()


def test_an_article_that_is_removed_leaves_every_list(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("lonely")))
    path = next(one.path for one in desk.site.articles() if one.path.stem == "walking")
    desk.export(plan_removal(desk.site, path))
    assert [name for name, data in desk.files().items() if b"walking.html" in data] == []
    assert not (desk.root / "blog" / "tag-lonely.html").exists()


def test_a_changed_title_reaches_the_lists_that_name_it_and_no_other(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("alone")))
    before = desk.files()
    desk.export(
        desk.plan_path("articles/walking.md", lambda one: one.with_field(Role.TITLE, "Walking & “rest”"))
    )
    changed = {name for name, data in desk.files().items() if before.get(name) != data}
    tag_pages = {name for name in changed if "tag-" in name}
    assert tag_pages == {"blog/tag-alone.html"}
    assert "Walking &amp; “rest”" in (desk.root / "blog" / "tag-alone.html").read_text("utf-8")


def test_tags_that_read_alike_in_an_address_have_pages_of_their_own() -> None:
    tags = SiteTags([ArticleEntry("a.md", "A", tags=("C++", "C#", "c++"))])  # type: ignore[arg-type]
    files = [tag.file for tag in tags.all]
    assert len(set(files)) == 2
    assert all(re.fullmatch(r"tag-c-[0-9a-f]{4}\.html", file) for file in files)


def test_a_tag_page_that_somebody_changed_keeps_their_words(desk: Any) -> None:
    desk.export(desk.plan_path("articles/walking.md", tagged("alone")))
    page = desk.root / "blog" / "tag-alone.html"
    page.write_text(page.read_text("utf-8").replace("<h1>alone</h1>", "<h1>On your own</h1>"), "utf-8")
    desk.export(desk.plan_path("articles/walking.md", lambda one: one.with_field(Role.TITLE, "Another")))
    text = page.read_text("utf-8")
    assert "<h1>On your own</h1>" in text
    assert ">Another</a>" in text


def test_a_page_of_somebody_elses_is_left_alone_and_told(desk: Any) -> None:
    page = desk.root / "blog" / "tag-alone.html"
    page.write_text("<html><p>Mine</p></html>", "utf-8")
    plan = desk.plan_path("articles/walking.md", tagged("alone"))
    assert any("tag-alone.html was made by somebody else" in note for note in plan.notes)
    desk.export(plan)
    assert page.read_text("utf-8") == "<html><p>Mine</p></html>"


def test_no_article_takes_the_name_of_a_list(desk: Any) -> None:
    for slug in ("tag-sleep", "tags", "page-1"):
        with pytest.raises(Exception, match="taken by a page that lists articles"):
            desk.plan_new(desk.new("Lists", slug=slug))


# -- a list in several pages -------------------------------------------------------------------


@pytest.mark.parametrize(("count", "length"), [(0, 3), (1, 3), (5, 3), (6, 3), (7, 3), (20, 3), (9, 0)])
def test_every_article_is_on_one_page_and_the_newest_come_first(count: int, length: int) -> None:
    published = [entry(number) for number in range(count, 0, -1)]
    parts = list_parts(published, length)
    assert [one for part in parts for one in part.articles] == published
    assert parts[0].name == "index.html"
    assert all(len(part.articles) == length for part in parts[1:])
    for newer, older in itertools.pairwise(parts):
        assert (newer.older, older.newer) == (older.name, newer.name)


def test_a_new_article_leaves_the_full_pages_as_they_are() -> None:
    before = {part.name: part.articles for part in list_parts([entry(n) for n in range(13, 0, -1)], 3)}
    after = {part.name: part.articles for part in list_parts([entry(n) for n in range(14, 0, -1)], 3)}
    assert [name for name in after if after[name] != before.get(name)] == ["index.html"]


def test_the_pages_of_the_list_are_written_linked_and_grow_by_themselves(desk: Any) -> None:
    for number in range(1, 4):
        desk.export(desk.plan_new(desk.new(f"News {number}", tags=("news",))))
    assert linked(desk, "page-1.html") == ["stress-at-work.html", "sleeping-well.html"]
    assert 'href="page-2.html">Newer articles' in (desk.root / "blog" / "page-1.html").read_text("utf-8")
    assert 'href="page-2.html">Older articles' in (desk.root / "blog" / "index.html").read_text("utf-8")
    listed = [name for page in ("index", "page-2", "page-1") for name in linked(desk, f"{page}.html")]
    assert sorted(listed) == sorted(
        one.url.rpartition("/")[2] for one in desk.site.articles() if not one.is_draft
    )


def test_a_page_that_is_not_needed_any_more_goes(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("News", tags=("news",))))
    assert (desk.root / "blog" / "page-1.html").is_file()
    path = next(one.path for one in desk.site.articles() if one.title == "News")
    desk.export(plan_removal(desk.site, path))
    assert not (desk.root / "blog" / "page-1.html").exists()


def test_older_pages_have_the_look_of_a_blog_page_that_somebody_made(desk: Any) -> None:
    page = desk.root / "blog" / "index.html"
    text = page.read_text("utf-8")
    assert "article-text:start" not in text
    page.write_text(text.replace("<body>", '<body><p class="own">Ours</p>', 1), "utf-8")
    desk.export(desk.plan_new(desk.new("News")))
    older = (desk.root / "blog" / "page-1.html").read_text("utf-8")
    assert '<p class="own">Ours</p>' in older
    assert "<title>Blog, older articles 1" in older


# -- the sitemap -------------------------------------------------------------------------------


def addresses(desk: Any) -> list[str]:
    root = ElementTree.fromstring((desk.root / "sitemap.xml").read_bytes())
    return [loc.text or "" for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_names_every_page_that_is_there_once_and_no_draft(desk: Any) -> None:
    desk.export(desk.plan_new(desk.new("News & “more”", tags=("news",))))
    urls = addresses(desk)
    assert len(urls) == len(set(urls))
    home = desk.site.clinic.url.rstrip("/")
    files = {url.removeprefix(home).lstrip("/") or "index.html" for url in urls}
    there = {name for name in desk.files() if name.endswith(".html")}
    assert files == there


def test_a_sitemap_of_somebody_elses_keeps_its_lines_and_gets_ours(desk: Any) -> None:
    page = f"{desk.site.clinic.url.rstrip('/')}/blog/walking.html"
    own = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"  <url><loc>{page}</loc><priority>0.9</priority></url>\n"
        "</urlset>\n"
    )
    (desk.root / "sitemap.xml").write_text(own, "utf-8")
    desk.export(desk.plan_path("articles/walking.md", tagged("alone")))
    text = (desk.root / "sitemap.xml").read_text("utf-8")
    assert "<priority>0.9</priority>" in text
    assert len(addresses(desk)) == len(set(addresses(desk))) > 4
    assert desk.plan_path("articles/walking.md").is_empty


def test_a_page_that_search_engines_are_to_leave_out_is_left_out(desk: Any) -> None:
    page = '<html><meta name="robots" content="noindex"><p>Thanks</p></html>'
    (desk.root / "thanks.html").write_text(page, "utf-8")
    (desk.root / "404.html").write_text("<html></html>", "utf-8")
    desk.export(desk.plan_path("articles/walking.md", tagged("alone")))
    assert not [url for url in addresses(desk) if "thanks" in url or "404" in url]


# -- templates ---------------------------------------------------------------------------------


def test_every_page_can_have_a_template_of_the_clinics_own(desk: Any, tmp_path: Path) -> None:
    settings = desk.root / "clinicwriter.toml"
    settings.write_text('[site]\ntemplates = "looks"\n' + settings.read_text("utf-8"), "utf-8")
    looks = desk.root / "looks"
    looks.mkdir()
    (looks / "list.html").write_text("<title>{{ page.title }}</title>{{ body }}<i>own list</i>", "utf-8")
    (looks / "list_item.html").write_text(
        '<li><a href="{{ item.href }}">★ {{ item.title }}</a></li>', "utf-8"
    )
    (looks / "page_links.html").write_text('<b><a href="{{ older }}">own links</a></b>', "utf-8")
    (looks / "feed.xml").write_text("<feed>{{ feed.mark }}own feed</feed>", "utf-8")
    site = open_site(desk.root)
    carry_out(plan_blog_pages(site, EVERYTHING), Writer(tmp_path / "j2"), ExportLog(tmp_path / "l2"))
    tags = (desk.root / "blog" / "tags.html").read_text("utf-8")
    assert "<i>own list</i>" in tags
    assert "★" in (desk.root / "blog" / "index.html").read_text("utf-8")
    assert "own feed" in (desk.root / "feed.xml").read_text("utf-8")


def test_a_broken_template_is_told_and_nothing_is_written(desk: Any) -> None:
    settings = desk.root / "clinicwriter.toml"
    settings.write_text('[site]\ntemplates = "looks"\n' + settings.read_text("utf-8"), "utf-8")
    (desk.root / "looks").mkdir()
    (desk.root / "looks" / "list_item.html").write_text("{% if %}", "utf-8")
    site = open_site(desk.root)
    before = desk.files()
    path = next(one.path for one in site.articles() if one.path.stem == "walking")
    for plan in (lambda: plan_removal(site, path), lambda: plan_of(site, path)):
        with pytest.raises(Exception, match="template could not be used"):
            plan()
    assert desk.files() == before


def plan_of(site: Any, path: Any) -> object:
    article = site.read_article(path).with_field(Role.TITLE, "Another")
    return plan_export(site, article, path=path, base=site.read_bytes(path), today=date(2026, 11, 23))


def test_taking_it_all_back_is_one_undo(open_desk: OpenDesk) -> None:
    desk = open_desk("finished")
    desk.export_all()
    before = desk.files()
    carry_out(plan_blog_pages(desk.site, EVERYTHING), desk.writer, desk.log)
    desk.log.undo(desk.log.last(), desk.writer)
    assert desk.files() == before


def test_an_export_to_a_large_site_reaches_few_files(desk: Any) -> None:
    for number in range(1, 13):
        desk.export(desk.plan_new(desk.new(f"News {number}", tags=("news", f"tag {number}"))))
    plan = desk.plan_new(desk.new("One more", tags=("news",)))
    names = {str(file.relative) for file in plan.changed_files}
    assert {name for name in names if "tag-" in name} == {"blog/tag-news.html"}
    assert len({name for name in names if "page-" in name}) <= 2
    export(plan, desk.writer, desk.log)
