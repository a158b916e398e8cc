"""An older version's files are taken over; a newer version's are left alone, to the byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from clinicwriter.safekeeping import Draft, DraftStore, Places, settle_places
from clinicwriter.safekeeping.formats import FILE_NAME, KEPT_FORMAT


def a_draft(text: str = "words") -> Draft:
    return Draft("one", None, None, None, text.encode(), None, "Title", 0, 1.0)


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_first_start_marks_its_folder(tmp_path: Path):
    settled = settle_places(Places.below(tmp_path))
    assert settled.places == Places.below(tmp_path)
    assert (tmp_path / "data" / FILE_NAME).read_text("ascii") == f"Clinic Writer format {KEPT_FORMAT}\n"


def test_drafts_from_before_there_was_a_mark_are_taken_over(tmp_path: Path):
    DraftStore(Places.below(tmp_path).drafts).keep(a_draft())
    settled = settle_places(Places.below(tmp_path))
    assert settled.newer_format is None
    assert [draft.article for draft in DraftStore(settled.places.drafts).drafts()] == [b"words"]


def test_an_older_format_is_taken_over_and_marked_as_the_newer_one(tmp_path: Path):
    older = settle_places(Places.below(tmp_path), known_format=1)
    DraftStore(older.places.drafts).keep(a_draft())
    newer = settle_places(Places.below(tmp_path), known_format=2)
    assert newer.places == older.places
    assert len(DraftStore(newer.places.drafts).drafts()) == 1
    assert (tmp_path / "data" / FILE_NAME).read_bytes() == b"Clinic Writer format 2\n"


def test_an_older_program_works_beside_a_newer_ones_files_and_touches_none(tmp_path: Path):
    newer = settle_places(Places.below(tmp_path), known_format=7)
    DraftStore(newer.places.drafts).keep(a_draft("of the newer one"))
    before = bytes_below(tmp_path)
    older = settle_places(Places.below(tmp_path), known_format=1)
    assert older.newer_format == 7
    DraftStore(older.places.drafts).keep(a_draft("of the older one"))
    after = bytes_below(tmp_path)
    assert {name: after[name] for name in before} == before
    assert all("format-1" in Path(name).parts for name in after.keys() - before.keys())
    again = settle_places(Places.below(tmp_path), known_format=1)
    assert [draft.article for draft in DraftStore(again.places.drafts).drafts()] == [b"of the older one"]


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"Clinic Writer format many\n", b"0" * 5000])
def test_a_mark_that_cannot_be_read_is_written_anew(tmp_path: Path, written: bytes):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE_NAME).write_bytes(written)
    assert settle_places(Places.below(tmp_path)).newer_format is None
    assert (tmp_path / "data" / FILE_NAME).read_text("ascii") == f"Clinic Writer format {KEPT_FORMAT}\n"


def test_a_folder_that_cannot_be_made_is_no_reason_not_to_start(tmp_path: Path):
    (tmp_path / "data").write_text("a file where a folder should be", "utf-8")
    assert settle_places(Places.below(tmp_path)).places == Places.below(tmp_path)


def test_one_draft_of_a_newer_program_stays_where_it_lies(tmp_path: Path):
    body = b'{"a": "form that comes later"}\n'
    checksum = hashlib.sha256(body).hexdigest().encode("ascii")
    foreign = tmp_path / "drafts" / "two.draft"
    foreign.parent.mkdir()
    foreign.write_bytes(b"Clinic Writer 2 " + checksum + b"\n" + body)
    store = DraftStore(tmp_path / "drafts")
    store.keep(a_draft())
    assert [draft.draft_id for draft in store.drafts()] == ["one"]
    assert store.damaged() == ()
    assert foreign.read_bytes().endswith(body)
