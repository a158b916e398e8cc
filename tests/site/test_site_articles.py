"""A site's articles: which there are, their rows, their addresses, and where a new one goes."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from clinicwriter.article import Role
from clinicwriter.site import SiteError, SiteKind, open_site

TODAY = date(2026, 11, 23)

FOUND = {
    "finished": {
        "articles/opening-hours.md": "/blog/opening-hours.html",
        "articles/sleeping-well.md": "/blog/sleeping-well.html",
        "articles/stress-at-work.md": "/blog/stress-at-work.html",
        "articles/walking.md": "/blog/walking.html",
    },
    "hugo": {
        "content/posts/knee-plan/index.md": "/clinic/blog/a-plan-for-your-knee/",
        "content/posts/sleeping-well.md": "/clinic/blog/sleeping-well/",
        "content/posts/stress-at-work.md": "/clinic/blog/stress-at-work/",
    },
    "jekyll": {
        "_drafts/opening-hours.md": "/clinic/blog/opening-hours/",
        "_posts/2026-03-02-sleeping-well.md": "/clinic/blog/2026/03/sleeping-well/",
        "_posts/2026-05-11-stress-at-work.markdown": "/clinic/blog/2026/05/stress-at-work/",
        "_posts/2026-06-01-walking.md": "/clinic/blog/2026/06/walking/",
    },
    "eleventy": {
        "src/blog/2026-05-11-stress-at-work.md": "/clinic/blog/stress-at-work/",
        "src/blog/sleeping-well.md": "/clinic/blog/sleeping-well/",
    },
    "astro": {
        "src/content/blog/Stress-At-Work.md": "/clinic/blog/stress-at-work/",
        "src/content/blog/sleeping-well.md": "/clinic/blog/sleeping-well/",
    },
    "pelican": {
        "content/guides/knee.md": "/clinic/blog/a-plan-for-your-knee/",
        "content/news/sleeping-well.md": "/clinic/blog/sleeping-well/",
        "content/news/stress-at-work.md": "/clinic/blog/stress-at-work/",
    },
    "hexo": {
        "source/_posts/sleeping-well.md": "/2026/03/02/sleeping-well/",
        "source/_posts/stress-at-work.md": "/2026/05/11/stress-at-work/",
    },
    "mkdocs": {"docs/blog/posts/sleeping-well.md": "/blog/2026/03/02/sleeping-well/"},
    "docusaurus": {"blog/2026-03-02-sleeping-well.md": "/blog/sleeping-well/"},
    "nikola": {"posts/sleeping-well.md": "/posts/sleeping-well/"},
    "zola": {"content/blog/sleeping-well.md": "/blog/sleeping-well/"},
}

NEW = {
    "finished": ("articles/a-cafe-visit.md", "/blog/", ".html"),
    "hugo": ("content/posts/a-cafe-visit.md", "/clinic/blog/", "/"),
    "jekyll": ("_posts/2026-11-23-a-cafe-visit.md", "/clinic/blog/2026/11/", "/"),
    "eleventy": ("src/blog/a-cafe-visit.md", "/clinic/blog/", "/"),
    "astro": ("src/content/blog/a-cafe-visit.md", "/clinic/blog/", "/"),
    "pelican": ("content/news/a-cafe-visit.md", "/clinic/blog/", "/"),
    "hexo": ("source/_posts/a-cafe-visit.md", "/2026/11/23/", "/"),
    "mkdocs": ("docs/blog/posts/a-cafe-visit.md", "/blog/2026/11/23/", "/"),
    "docusaurus": ("blog/2026-11-23-a-cafe-visit.md", "/blog/", "/"),
    "nikola": ("posts/a-cafe-visit.md", "/posts/", "/"),
    "zola": ("content/blog/a-cafe-visit.md", "/blog/", "/"),
}


@pytest.mark.parametrize("name", list(FOUND))
def test_every_article_is_found_with_its_address(name: str, copy_site: Callable[[str], Path]) -> None:
    entries = open_site(copy_site(name)).articles()
    assert {str(entry.path): entry.url for entry in entries} == FOUND[name]
    assert [entry.problem for entry in entries if entry.problem] == []


@pytest.mark.parametrize("name", list(NEW))
def test_a_new_article_is_named_as_the_others_are(name: str, copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site(name))
    article = site.new_article(today=TODAY).with_field(Role.TITLE, "A Café visit")
    path, prefix, suffix = NEW[name]
    assert str(site.article_path(article)) == path
    assert site.web_address(article, None) == (prefix, "a-cafe-visit", suffix)
    assert site.page_url(article, None) == f"{prefix}a-cafe-visit{suffix}"


def test_rows_tell_what_the_list_shows(copy_site: Callable[[str], Path]) -> None:
    entry = open_site(copy_site("hugo")).articles()[1]
    assert entry.title == "Sleeping well"
    assert entry.authors == ("Ada Marsh",)
    assert entry.tags == ("sleep", "stress")
    assert entry.date == date(2026, 3, 2)
    assert entry.words == 15


def test_articles_come_newest_first(copy_site: Callable[[str], Path]) -> None:
    dates = [entry.date for entry in open_site(copy_site("finished")).articles()]
    assert dates == sorted(dates, reverse=True)


def test_drafts_are_told_by_their_key_and_by_their_folder(copy_site: Callable[[str], Path]) -> None:
    entries = open_site(copy_site("jekyll")).articles()
    assert [str(entry.path) for entry in entries if entry.is_draft] == ["_drafts/opening-hours.md"]


def test_tags_come_by_use_in_their_most_used_spelling(copy_site: Callable[[str], Path]) -> None:
    assert open_site(copy_site("finished")).tags() == ("sleep", "stress", "knee")


def test_authors_come_by_use(copy_site: Callable[[str], Path]) -> None:
    assert open_site(copy_site("hugo")).authors() == ("Ada Marsh", "Jon Reed")


def test_the_description_is_one_friendly_sentence(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    assert open_site(root).description == "A Hugo site with 3 articles in content/posts"


def test_labels_are_words_for_people() -> None:
    assert SiteKind.HUGO.label == "Hugo site"
    assert all(kind.label for kind in SiteKind)


def test_unchanged_files_are_not_read_again(
    copy_site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site("finished")
    for number in range(60):
        (root / "articles" / f"one-{number}.md").write_text(f"---\ntitle: One {number}\n---\n\nText.\n")
    site = open_site(root)
    assert len(site.articles()) == 64
    reads: list[str] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (reads.append(self.name), real(self))[1])
    (root / "articles" / "one-7.md").write_text("---\ntitle: Another title\n---\n\nText.\n")
    assert "Another title" in [entry.title for entry in site.articles()]
    assert reads == ["one-7.md"]


def test_files_that_come_and_go_are_noticed(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("finished")
    site = open_site(root)
    site.articles()
    (root / "articles" / "walking.md").rename(root / "articles" / "strolling.md")
    paths = {entry.path.name for entry in site.articles()}
    assert "strolling.md" in paths
    assert "walking.md" not in paths


def test_a_damaged_article_is_a_row_with_a_problem(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("finished")
    (root / "articles" / "broken.md").write_bytes(b"---\ntitle: [unclosed\ndate: 2026-01-01\n---\n\nText.\n")
    (root / "articles" / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01\x00\x00")
    entries = {entry.path.name: entry for entry in open_site(root).articles()}
    assert entries["broken.md"].problem
    assert entries["picture.md"].problem
    assert len(entries) == 6


def test_a_suggested_address_is_one_that_nobody_has(copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site("finished"))
    assert site.suggest_slug("Walking") == "walking-2"
    assert site.suggest_slug("Sleeping  WELL") == "sleeping-well-2"
    assert site.suggest_slug("Swimming") == "swimming"


def test_an_address_that_an_article_says_itself_wins(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("eleventy")
    file = root / "src/blog/sleeping-well.md"
    file.write_text(file.read_text().replace("---\n\n", "permalink: /rest/index.html\n---\n\n", 1))
    entry = next(e for e in open_site(root).articles() if e.path.name == "sleeping-well.md")
    assert entry.url == "/clinic/rest/"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("/{{ page.date | date: '%Y' }}/{{ title | slugify }}/", "/clinic/2026/sleeping-well/"),
        ("/rest/{{ page.fileSlug }}/index.html", "/clinic/rest/sleeping-well/"),
        ("/{{ kind }}/{{ page.fileSlug }}/", "/clinic/blog/sleeping-well/"),
    ],
)
def test_an_address_of_a_folders_data_is_filled_where_it_is_known(
    copy_site: Callable[[str], Path], said: str, url: str
) -> None:
    root = copy_site("eleventy")
    (root / "src/blog/blog.json").write_text(json.dumps({"permalink": said}), encoding="utf-8")
    entry = next(e for e in open_site(root).articles() if e.path.name == "sleeping-well.md")
    assert entry.url == url


def test_a_new_article_follows_dated_names_when_most_have_them(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    posts = root / "content/posts"
    for name in ("2026-01-01-a", "2026-01-02-b", "2026-01-03-c", "2026-01-04-d"):
        (posts / f"{name}.md").write_text("---\ntitle: T\n---\nText\n")
    site = open_site(root)
    article = site.new_article(today=TODAY).with_field(Role.TITLE, "Rest")
    assert str(site.article_path(article)) == "content/posts/2026-11-23-rest.md"


def test_a_new_article_becomes_a_bundle_when_most_are(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    for name in ("a", "b", "c", "d"):
        (root / "content/posts" / name).mkdir()
        (root / "content/posts" / name / "index.md").write_text("---\ntitle: T\n---\nText\n")
    site = open_site(root)
    article = site.new_article(today=TODAY).with_field(Role.TITLE, "Rest")
    assert str(site.article_path(article)) == "content/posts/rest/index.md"
    assert str(site.picture_target("x.png", article, None).path) == "content/posts/rest/x.png"


def test_reading_outside_the_site_is_refused(copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site("finished"))
    with pytest.raises(SiteError):
        site.read_article(PurePosixPath("../secret.md"))


def test_a_site_that_vanished_is_said_so(copy_site: Callable[[str], Path], tmp_path: Path) -> None:
    root = copy_site("finished")
    site = open_site(root)
    root.rename(tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="is not there any more"):
        site.articles()
