"""The sample site as it ships is exactly what the program's own export makes of it."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.resources import resource_path
from clinicwriter.site import Site, SiteKind, open_site, plan_export
from clinicwriter.site.blog.habits import is_list_name


@pytest.fixture
def sample(tmp_path: Path) -> Site:
    """Open a copy of the sample site, as every user gets one."""
    return open_site(Path(shutil.copytree(resource_path("sample-site"), tmp_path / "Riverbend")))


def test_exporting_every_shipped_article_changes_nothing(sample: Site) -> None:
    for entry in sample.articles():
        base = sample.read_bytes(entry.path)
        article = sample.article_from_bytes(base, entry.path)
        plan = plan_export(sample, article, path=entry.path, base=base, today=date(2026, 11, 23))
        assert [str(file.relative) for file in plan.changed_files] == []
        assert plan.notes == ()


def test_it_is_a_site_of_finished_pages_with_six_articles_and_one_draft(sample: Site) -> None:
    entries = sample.articles()
    assert sample.kind is SiteKind.FINISHED
    assert len(entries) == 6
    assert sum(entry.is_draft for entry in entries) == 1
    assert [entry.problem for entry in entries if entry.problem] == []


def test_every_published_article_has_a_page_and_a_draft_has_none(sample: Site) -> None:
    pages = {path.stem for path in (sample.root / "blog").glob("*.html") if not is_list_name(path.name)}
    assert pages == {entry.path.stem for entry in sample.articles() if not entry.is_draft}


def test_every_page_has_the_footer_once_and_most_name_related_articles(sample: Site) -> None:
    related = 0
    for page in (sample.root / "blog").glob("*.html"):
        text = page.read_text("utf-8")
        assert text.count("For more information visit:") == (0 if is_list_name(page.name) else 1)
        related += 'class="related"' in text
    assert related >= 3


def test_every_link_and_picture_inside_the_site_is_there(sample: Site) -> None:
    for page in sample.root.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_preview_of_a_shipped_article_is_its_page(sample: Site) -> None:
    for entry in sample.articles():
        page = sample.preview_page(sample.read_article(entry.path), entry.path)
        assert "article-text:start" in page
        assert sample.file_for_url("/css/site.css") is not None
        assert 'href="../css/site.css"' in page
