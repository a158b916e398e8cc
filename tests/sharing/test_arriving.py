"""A file from elsewhere becomes a new article of the site, with its details and pictures in their places."""

from __future__ import annotations

import base64
import shutil
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.errors import ClinicWriterError
from clinicwriter.importing import ImportingError
from clinicwriter.safekeeping import DraftStore
from clinicwriter.sharing import (
    ReportRow,
    arrive,
    keep_as_draft,
    report_csv,
    report_text,
    row_of_arrival,
    row_of_error,
    word_files_in,
)
from clinicwriter.site import Site, open_site

HERE = Path(__file__).parent.parent
WORD = HERE / "importing" / "word"
TODAY = date(2026, 11, 25)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture(params=["finished", "hugo", "jekyll"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    folder = tmp_path / request.param
    shutil.copytree(HERE / "site" / "sites" / request.param, folder)
    return open_site(folder)


def test_a_word_file_becomes_an_article_as_the_site_writes_them(site: Site) -> None:
    arrival = arrive(WORD / "everything.docx", site, today=TODAY)
    fields = arrival.article.fields
    assert fields.title == "Managing “Hay Fever” – a patient’s guide"
    assert fields.authors == ("Dr Ann Lee",)
    assert (fields.date or "").startswith("2026-11-25")
    assert fields.is_draft
    assert arrival.remark == "The file was last changed on December 23, 2013; the draft has today's date."
    assert arrival.article.form == site.new_article(today=TODAY).form
    assert arrival.article.text.startswith("## What is it?")


@pytest.mark.parametrize(
    ("kind", "line"),
    [("hugo", b"draft: true"), ("jekyll", b"published: false"), ("pelican", b"status: draft")],
)
def test_an_arrival_is_a_draft_as_the_site_marks_one(tmp_path: Path, kind: str, line: bytes) -> None:
    shutil.copytree(HERE / "site" / "sites" / kind, tmp_path / kind)
    arrival = arrive(WORD / "nested.docx", open_site(tmp_path / kind), today=TODAY)
    assert line in arrival.article.to_bytes().splitlines()


def test_a_page_keeps_the_day_on_which_it_was_published(site: Site, tmp_path: Path) -> None:
    page = tmp_path / "sleep.html"
    page.write_text(
        '<html><head><meta property="article:published_time" content="2024-03-05"><title>Sleep</title></head>'
        "<body><article><h1>Sleep</h1><p>Rest well tonight.</p></article></body></html>",
        encoding="utf-8",
    )
    arrival = arrive(page, site, today=TODAY)
    assert (arrival.article.fields.date or "").startswith("2024-03-05")
    assert arrival.article.fields.is_draft
    assert arrival.remark == ""


def test_a_file_of_today_needs_no_remark(site: Site) -> None:
    arrival = arrive(WORD / "everything.docx", site, today=date(2013, 12, 23))
    assert arrival.remark == ""


def test_a_picture_is_named_for_its_article_and_as_the_site_points_to_it(site: Site) -> None:
    arrival = arrive(WORD / "everything.docx", site, today=TODAY)
    (name,) = arrival.pictures
    assert name == "managing-hay-fever-a-patients-guide-1.jpg"
    wanted = site.picture_target(name, arrival.article, None).reference
    assert f"![A green field]({wanted})" in arrival.article.text
    assert "imported-picture" not in arrival.article.text


def test_nothing_of_the_site_changes_and_the_draft_is_kept_with_its_pictures(
    site: Site, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    drafts = DraftStore(tmp_path / "drafts")
    arrival = arrive(WORD / "everything.docx", site, today=TODAY)
    draft = keep_as_draft(arrival, drafts, site)
    kept = drafts.load(draft.draft_id)
    assert kept.article == arrival.article.to_bytes()
    assert (kept.base, kept.site_path, kept.site) == (None, None, str(site.root))
    pictures = {path.name: path.read_bytes() for path in drafts.pictures_folder(draft.draft_id).iterdir()}
    assert pictures == arrival.pictures
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_read_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ImportingError, match="could not be read"):
        word_files_in(tmp_path / "gone")


def test_two_pictures_are_never_mixed_up_by_the_names_that_they_get(tmp_path: Path) -> None:
    """An article of ours that comes in once more has pictures with the very names that are given."""
    for name, end in (("b.png", b"one"), ("knees-1.png", b"two")):
        (tmp_path / name).write_bytes(PNG + end)
    (tmp_path / "knees.md").write_bytes(b"---\ntitle: Knees\n---\n\n![B](b.png) ![K](images/knees-1.png)\n")
    (tmp_path / "images").mkdir()
    (tmp_path / "knees-1.png").rename(tmp_path / "images" / "knees-1.png")
    arrival = arrive(tmp_path / "knees.md", None, today=TODAY)
    assert "![B](images/knees-1.png) ![K](images/knees-2.png)" in arrival.article.text
    assert [data[-3:] for data in arrival.pictures.values()] == [b"one", b"two"]


def test_an_article_from_elsewhere_keeps_its_own_details(site: Site, tmp_path: Path) -> None:
    (tmp_path / "my pic.png").write_bytes(PNG)
    data = b'---\ntitle: "Knees"\nlegacy_id: 00417 # keep\n---\n\nText ![A knee](my%20pic.png "T") end.\n'
    path = tmp_path / "knees.md"
    path.write_bytes(data)
    arrival = arrive(path, site, today=TODAY)
    article = arrival.article
    assert article.to_bytes().startswith(b'---\ntitle: "Knees"\nlegacy_id: 00417 # keep\n---\n')
    reference = site.picture_target("knees-1.png", article, None).reference
    assert article.text == f'Text ![A knee]({reference} "T") end.\n'
    assert arrival.pictures == {"knees-1.png": PNG}


def test_an_article_without_a_title_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "opening_hours.md"
    path.write_bytes(b"Only text.\n")
    assert arrive(path, None, today=TODAY).title == "opening hours"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(ImportingError, match="is no text"):
        arrive(path, None, today=TODAY)


def test_a_report_is_read_by_table_programs_and_holds_no_formula() -> None:
    arrival = arrive(WORD / "nested.docx", None, today=date(2026, 11, 22))
    rows = [
        row_of_arrival(Path("=1+1.docx"), arrival),
        row_of_error(Path("b.doc"), ClinicWriterError("It is old.", next_step="Save it anew.")),
        ReportRow("c.docx", 'A "title", with a comma', ("One note.", "Two."), is_imported=True),
    ]
    assert report_csv(rows).decode("utf-8-sig").splitlines() == [
        "File,Title,What could not be kept",
        "'=1+1.docx,Title one,",
        "b.doc,,Not imported. It is old. Save it anew.",
        'c.docx,"A ""title"", with a comma",One note. Two.',
    ]
    assert report_text(rows).splitlines()[2] == "b.doc\t\tNot imported. It is old. Save it anew."
