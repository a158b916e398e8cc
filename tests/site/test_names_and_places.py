"""Nothing is ever written outside the site, whatever an article or a picture is called."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.article import Role
from clinicwriter.site import SiteKind, open_site, safe_picture_name
from clinicwriter.site.names import name_problem, path_problem

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 1, 1)
SIMPLE = set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "con",
        "NUL.md",
        "com1.tar.gz",
        "a:b",
        "a\0b",
        "a ",
        "a.",
        "ü" * 128 + ".md",
        "\ud800",
    ],
)
def test_a_name_that_some_system_refuses_is_told(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize("name", ["flu.md", "console.md", "Été.md", "a" * 252 + ".md", ".htaccess"])
def test_ordinary_names_are_fine(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", "a/../../x.md", "a/./../../x"])
def test_a_path_that_leaves_the_site_is_told(tmp_path: Path, path: str) -> None:
    assert path_problem(tmp_path, PurePosixPath(path))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_site_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "site" / "blog").symlink_to(tmp_path / "other")
    assert path_problem(tmp_path / "site", PurePosixPath("blog/x.md"))


@given(st.text(max_size=300), st.sampled_from([SITES / str(kind) for kind in SiteKind]))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_title_leads_out_of_the_site(title: str, folder: Path) -> None:
    site = open_site(folder)
    article = site.new_article(today=TODAY).with_field(Role.TITLE, title)
    assert path_problem(site.root, site.article_path(article)) == ""
    assert name_problem(site.suggest_slug(title)) == ""


@given(st.text(max_size=300))
def test_no_picture_name_is_unsafe(name: str) -> None:
    safe = safe_picture_name(name)
    assert set(safe) <= SIMPLE
    assert name_problem(safe) == ""
    assert safe_picture_name(safe) == safe


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_picture_leads_out_of_the_site(name: str) -> None:
    path = PurePosixPath("content/posts/sleeping-well.md")
    site = open_site(SITES / "hugo")
    target = site.picture_target(name, site.new_article(today=TODAY), path)
    assert target.path.parent == PurePosixPath("static/images")
    assert path_problem(site.root, target.path) == ""


def served(root: Path, url: str) -> str | None:
    found = open_site(root).file_for_url(url)
    return found.relative_to(root.resolve()).as_posix() if found else None


@pytest.mark.parametrize(
    ("name", "url", "file"),
    [
        ("finished", "/images/lamp.png", "images/lamp.png"),
        ("finished", "/css/site.css", "css/site.css"),
        ("finished", "/", "index.html"),
        ("finished", "/blog/", "blog/index.html"),
        ("hugo", "/clinic/images/lamp.png", "static/images/lamp.png"),
        ("hugo", "/images/lamp.png", "static/images/lamp.png"),
        ("hugo", "/clinic/blog/a-plan-for-your-knee/stairs.png", "content/posts/knee-plan/stairs.png"),
        ("jekyll", "/clinic/assets/images/lamp.png", "assets/images/lamp.png"),
        ("eleventy", "/clinic/assets/images/lamp.png", "src/assets/images/lamp.png"),
        ("astro", "/clinic/images/lamp.png", "public/images/lamp.png"),
        ("astro", "/clinic/assets/lamp.png", "src/assets/lamp.png"),
        ("pelican", "/clinic/images/lamp.png", "content/images/lamp.png"),
        ("pelican", "/clinic/blog/x/%7Bstatic%7D/images/lamp.png", "content/images/lamp.png"),
        ("hexo", "/images/lamp.png", "source/images/lamp.png"),
        ("docusaurus", "/img/lamp.png", "static/img/lamp.png"),
    ],
)
def test_an_address_of_the_preview_finds_its_file(
    name: str, url: str, file: str, copy_site: Callable[[str], Path]
) -> None:
    assert served(copy_site(name), url) == file


@pytest.mark.parametrize(
    "url",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/images/..%2f..%2fsecret.txt",
        "/images/%5c..%5c..%5csecret.txt",
        "//etc/hostname",
        "/.git/config",
        "/images",
        "/nothing.png",
        "/images/lamp.png%00.html",
        "http://[broken",
    ],
)
def test_no_address_leads_out_of_the_site(url: str, copy_site: Callable[[str], Path], tmp_path: Path) -> None:
    root = copy_site("finished")
    (tmp_path / "secret.txt").write_text("secret")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("secret")
    assert served(root, url) is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_leads_out_of_the_site(copy_site: Callable[[str], Path], tmp_path: Path) -> None:
    root = copy_site("finished")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "images" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "images" / "inside.png").symlink_to(root / "images" / "lamp.png")
    assert served(root, "/images/link.txt") is None
    assert served(root, "/images/inside.png") == "images/lamp.png"


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_for_lies_in_the_site(url: str) -> None:
    root = (SITES / "hugo").resolve()
    found = open_site(root).file_for_url(url)
    assert found is None or found.resolve().is_relative_to(root)
