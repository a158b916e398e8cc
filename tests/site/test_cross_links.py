"""Promises about links between articles: written as the site's own authors write them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from clinicwriter.site import LinkStyle, Site, link_style, link_to, open_site


def make_site(root: Path, files: dict[str, str]) -> Site:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return open_site(root)


def test_a_link_that_is_no_address_spoils_nothing(tmp_path: Path) -> None:
    assert link_style(jekyll(tmp_path, "//[odd) and [again](/blog/first-visit/")) is LinkStyle.ROOT


def jekyll(root: Path, link: str) -> Site:
    return make_site(
        root,
        {
            "_config.yml": "title: Clinic\npermalink: /blog/:title/\n",
            "_posts/2026-01-02-first-visit.md": "---\ntitle: First visit\n---\nWords.\n",
            "_posts/2026-01-03-second.md": f"---\ntitle: Second\n---\nSee [the first]({link}).\n",
        },
    )


@pytest.mark.parametrize(
    ("link", "style"),
    [
        ("/blog/first-visit/", LinkStyle.ROOT),
        ("/blog/first-visit", LinkStyle.ROOT),
        ("../first-visit/", LinkStyle.PAGE),
        ("2026-01-02-first-visit.md", LinkStyle.FILE),
        ("https://elsewhere.example/blog/first-visit/", LinkStyle.ROOT),
        ("/no/such/page/", LinkStyle.ROOT),
    ],
)
def test_the_way_of_linking_is_learned_from_the_links_that_are_there(
    tmp_path: Path, link: str, style: LinkStyle
):
    assert link_style(jekyll(tmp_path, link)) is style


@pytest.mark.parametrize(
    ("style", "link"),
    [
        (LinkStyle.ROOT, "/blog/first-visit/"),
        (LinkStyle.PAGE, "../first-visit/"),
        (LinkStyle.FILE, "2026-01-02-first-visit.md"),
        (LinkStyle.MARKED_FILE, "{filename}2026-01-02-first-visit.md"),
    ],
)
def test_a_link_is_written_in_each_way(tmp_path: Path, style: LinkStyle, link: str):
    site = jekyll(tmp_path, "")
    first = next(entry for entry in site.articles() if entry.title == "First visit")
    path = PurePosixPath("_posts/2026-01-03-second.md")
    assert link_to(first, style, path=path, url="/blog/second/") == link


def test_a_page_beside_another_is_named_by_its_file_alone(tmp_path: Path):
    site = jekyll(tmp_path, "")
    entry = next(entry for entry in site.articles() if entry.title == "First visit")
    assert link_to(entry, LinkStyle.PAGE, path=entry.path, url="/blog/other.html") == "first-visit/"


def test_pelican_links_by_file_where_nothing_else_is_learned(tmp_path: Path):
    site = make_site(
        tmp_path,
        {
            "pelicanconf.py": "SITENAME = 'Clinic'\nPATH = 'content'\n",
            "content/first.md": "Title: First\nDate: 2026-01-02\n\nWords.\n",
        },
    )
    assert link_style(site) is LinkStyle.MARKED_FILE
