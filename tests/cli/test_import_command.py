"""The import command makes drafts that the window shows, or articles in a folder, and says what was lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clinicwriter.cli import run_command
from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import DraftStore, Places

WORD = Path(__file__).parent.parent / "importing" / "word"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource_path("sample-site"), tmp_path / "Riverbend"))


def test_a_folder_of_word_files_becomes_drafts_with_a_report(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(WORD / "nested.docx", folder)
    shutil.copy(WORD / "libreoffice.docx", folder)
    (folder / "~$nested.docx").write_bytes(b"what Word keeps beside an open file")
    (folder / "notes.txt").write_text("not asked for")
    report = tmp_path / "report.csv"
    assert run_command(["import", str(folder), "--site", str(site), "--report", str(report)]) == 0
    titles = {draft.title for draft in DraftStore(Places.standard().drafts).drafts()}
    assert titles == {"Title one", "Sleeping with pain"}
    said = capsys.readouterr().out
    assert "libreoffice.docx: Sleeping with pain\n  Merged cells" in said
    assert report.read_text("utf-8-sig").startswith("File,Title,What could not be kept")


def test_one_file_that_is_refused_stops_none_of_the_others(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert run_command(["import", str(old), str(WORD / "nested.docx"), "--site", str(site)]) == 1
    told = capsys.readouterr()
    assert "Save as" in told.err
    assert "nested.docx: Title one" in told.out


def test_articles_can_be_written_into_a_folder_and_nothing_there_is_written_over(
    site: Path, tmp_path: Path
) -> None:
    arguments = ["import", str(WORD / "everything.docx"), "--site", str(site), "-o", str(tmp_path / "out")]
    assert run_command(arguments) == 0
    assert run_command(arguments) == 0
    stem = "managing-hay-fever-a-patients-guide"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{stem}.md",
        f"{stem}-2.md",
        f"{stem}-1.jpg",
    }
    assert DraftStore(Places.standard().drafts).drafts() == []


def test_a_file_in_the_place_of_the_folder_is_told_in_words_and_stays(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("mine")
    arguments = ["import", str(WORD / "nested.docx"), "--site", str(site), "-o", str(tmp_path / "out")]
    assert run_command(arguments) == 1
    assert "Not imported" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"
