"""The page that the preview shows: the site's own looks where they are files, everything in its place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.article import Role
from clinicwriter.rendering import BODY_END, BODY_START
from clinicwriter.site import SiteKind, open_site

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", list(SiteKind))
def test_every_kind_of_site_shows_a_whole_page(kind: SiteKind, copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site(str(kind)))
    entry = site.articles()[-1]
    article = site.read_article(entry.path)
    page = site.preview_page(article, entry.path, "<p>The text as it is now.</p>")
    before, after = page.split(BODY_START)[0], page.split(BODY_END)[1]
    assert entry.title in before
    assert "<p>The text as it is now.</p>" in page[len(before) :]
    assert "7 Quay Lane" in after


@pytest.mark.parametrize("kind", list(SiteKind))
def test_an_article_without_anything_in_it_has_a_preview_too(
    kind: SiteKind, copy_site: Callable[[str], Path]
) -> None:
    site = open_site(copy_site(str(kind)))
    assert BODY_START in site.preview_page(site.new_article(today=TODAY), None)


def test_a_finished_site_lends_its_stylesheet(copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site("finished"))
    assert 'href="../css/site.css"' in site.preview_page(site.new_article(today=TODAY), None)


def test_a_generators_site_lends_its_main_stylesheet(copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site("hugo"))
    page = site.preview_page(site.new_article(today=TODAY), None)
    assert 'href="/clinic/css/main.css"' in page
    assert site.file_for_url("/clinic/css/main.css") == (site.root / "static/css/main.css").resolve()


def test_awkward_details_are_escaped(copy_site: Callable[[str], Path]) -> None:
    site = open_site(copy_site("finished"))
    article = site.new_article(today=TODAY).with_field(Role.TITLE, "<script>alert(1)</script>")
    assert "<script>" not in site.preview_page(article.with_field(Role.TAGS, ["<i>"]), None)


def test_the_clinics_own_page_template_is_used(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("finished")
    (root / "looks").mkdir()
    (root / "looks" / "article.html").write_text("<html><body>OURS {{ page.title }} {{ body }}</body></html>")
    file = root / "clinicwriter.toml"
    file.write_text(file.read_text() + '\n[site]\ntemplates = "looks"\n')
    site = open_site(root)
    article = site.new_article(today=TODAY).with_field(Role.TITLE, "Rest")
    assert "OURS Rest" in site.preview_page(article, None)


def test_a_page_template_outside_the_site_is_not_used(
    copy_site: Callable[[str], Path], tmp_path: Path
) -> None:
    root = copy_site("finished")
    (tmp_path / "article.html").write_text("NOT OURS")
    file = root / "clinicwriter.toml"
    file.write_text(file.read_text() + '\n[site]\ntemplates = ".."\n')
    site = open_site(root)
    assert "NOT OURS" not in site.preview_page(site.new_article(today=TODAY), None)
