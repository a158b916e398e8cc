"""Open every article of a real site, edit it, add one with a picture, export twice, build, and look."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import ExportPlan, Site, export, find_traps, open_site, plan_export

SITES = Path(__file__).parent / "sites"
KINDS = ("hugo", "pelican", "eleventy", "jekyll", "astro")
TODAY = date(2026, 9, 30)
AWKWARD = """"Help": it's 5 < 6 & *ok* 😀 — #1"""
LEAD = "For more information visit:"

pytestmark = pytest.mark.long


@dataclass
class Desk:
    """An open copy of a site, and its files as they were."""

    site: Site
    writer: Writer
    log: ExportLog
    at_first: Mapping[str, bytes]

    def export(self, plan: ExportPlan) -> None:
        export(plan, self.writer, self.log)

    def plan(self, path: Any, change: Callable[[Article], Article] = lambda article: article) -> ExportPlan:
        base = self.site.read_bytes(path)
        article = change(self.site.article_from_bytes(base, path))
        return plan_export(self.site, article, path=path, base=base, today=TODAY, replace_legacy_footer=True)


def _files(root: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture
def desk(kind: str, asked_for: Callable[[str], None], tmp_path: Path) -> Desk:
    asked_for(kind)
    root = Path(shutil.copytree(SITES / kind, tmp_path / "site"))
    return Desk(open_site(root), Writer(tmp_path / "journal"), ExportLog(tmp_path / "log"), _files(root))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Waiting Room (new).JPG"
    Image.new("RGB", (640, 480), (20, 120, 110)).save(path, "JPEG")
    return path


def _edited(desk: Desk, path: Any) -> Callable[[Article], Article]:
    def edit(article: Article) -> Article:
        title = f"{article.fields.title}: it's “5 < 6” & #1"
        article = article.with_field(Role.TITLE, title)
        article = article.with_field(Role.TAGS, (*article.fields.tags, "Été care"))
        article = article.with_text(f"Edited: 5 * 3 is [here](https://a.example/).\n\n{article.text}")
        for finding in find_traps(desk.site, article, path, today=TODAY):
            if finding.id == "page-moves":
                article = finding.apply(article)
        return article

    return edit


def _footer_count(text: str, site: Site) -> int:
    clinic = site.clinic
    facts = [LEAD, clinic.name, clinic.address, clinic.about]
    # Some engines make printers' quotation marks of the straight ones, as in the article.
    plain = str.maketrans("“”‘’", "\"\"''")
    counts = {text.translate(plain).count(" ".join(fact.split()).translate(plain)) for fact in facts}
    return counts.pop() if len(counts) == 1 else -1


@pytest.mark.parametrize("kind", KINDS)
def test_every_article_can_be_edited_and_the_real_site_shows_it(
    kind: str, desk: Desk, build_site: Callable[[str, Path], Any], photo: Path
) -> None:
    urls = {entry.path: entry.url for entry in desk.site.articles()}
    exported = set()
    for path in urls:
        plan = desk.plan(path, _edited(desk, path))
        desk.export(plan)
        exported.add(str(path))
    new = _new_article(desk, photo)
    desk.export(new)
    exported |= {str(file.relative) for file in new.changed_files}
    _require_nothing_else_changed(desk, exported)
    _require_second_export_is_empty(desk)
    site = build_site(kind, desk.site.root)
    assert site.built.is_done, site.built.said
    shown = 0
    for entry in desk.site.articles():
        article = desk.site.read_article(entry.path)
        page = site.page(entry.url)
        if entry.is_draft:
            assert page is None
            continue
        shown += 1
        assert page is not None, (entry.url, sorted(map(str, site.pages())))
        assert page.heading == article.fields.title
        assert all(author in page.text for author in article.fields.authors)
        assert _footer_count(page.text, desk.site) == 1, page.text[-900:]
        assert page.lost_pictures(entry.url) == []
        assert "Edited: 5 * 3 is here." in page.text or entry.path == new.article_path
        if kind != "pelican":
            assert all(tag.casefold() in page.text.casefold() for tag in article.fields.tags)
        if entry.path in urls:
            assert entry.url == urls[entry.path]
    assert shown == len(urls) - len(_drafts(desk)) + 1
    page = site.page(desk.site.page_url(new.article, new.article_path))
    assert len(page.pictures) >= 1
    assert "May" in page.html or "2026-05-04" in page.html
    titles = [article.fields.title for article in _drafts(desk)]
    assert titles
    listed = [page for place, page in site.pages().items() if place.parts[0] != "drafts"]
    assert all(title not in page.text for page in listed for title in titles if title)


def _new_article(desk: Desk, photo: Path) -> ExportPlan:
    article = desk.site.new_article(today=date(2026, 5, 4)).with_field(Role.TITLE, AWKWARD)
    article = article.with_field(Role.AUTHORS, "Dr. Noor Haddad").with_field(Role.TAGS, ("rest", "pain care"))
    article = article.with_field(Role.SUMMARY, 'A summary: with a colon & "marks".')
    target = desk.site.picture_target(photo.name, article, None)
    article = article.with_text(f"Please rest.\n\n![The room]({target.reference})\n\n- one\n- two\n")
    pictures = {target.reference: photo}
    return plan_export(desk.site, article, path=None, base=None, today=TODAY, pictures=pictures)


def _drafts(desk: Desk) -> list[Article]:
    return [desk.site.read_article(entry.path) for entry in desk.site.articles() if entry.is_draft]


def _require_nothing_else_changed(desk: Desk, exported: set[str]) -> None:
    now = _files(desk.site.root)
    changed = {name for name in now.keys() | desk.at_first.keys() if now.get(name) != desk.at_first.get(name)}
    assert changed == exported


def _require_second_export_is_empty(desk: Desk) -> None:
    before = _files(desk.site.root)
    for entry in desk.site.articles():
        plan = desk.plan(entry.path)
        assert plan.is_empty, entry.path
        desk.export(plan)
    assert _files(desk.site.root) == before
