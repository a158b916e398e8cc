"""An export can be undone for a day, as long as nobody changed its files since."""

from pathlib import Path

import pytest

from clinicwriter.safekeeping import (
    ChangedElsewhereError,
    ExportLog,
    FileChange,
    SaveError,
    UndoRefusedError,
    Writer,
    exports,
)
from clinicwriter.safekeeping.transaction import Transaction

HOUR_S = 3600


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> ExportLog:
    return ExportLog(tmp_path / "exports", clock)


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "journal")


def export(
    site: Path, log: ExportLog, writer: Writer, text: bytes, label: str = "First infusion"
) -> list[FileChange]:
    site.mkdir(exist_ok=True)
    path, page = site / "a.md", site / "blog" / text.decode() / "a.html"
    changes = [
        FileChange(path, path.read_bytes() if path.exists() else None, text),
        FileChange(page, None, text),
    ]
    log.record(changes, label, writer.write_all(changes))
    return changes


def files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_undo_puts_every_file_back_and_removes_the_new_folders(tmp_path, log, writer):
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.md").write_bytes(b"old")
    export(site, log, writer, b"new")
    entry = log.last()
    assert entry is not None and entry.label == "First infusion"
    log.undo(entry, writer)
    assert files(site) == {"a.md": b"old"}
    assert not (site / "blog").exists()
    assert log.last() is None


def test_exports_are_undone_one_after_the_other(tmp_path, log, writer):
    site = tmp_path / "site"
    export(site, log, writer, b"1")
    export(site, log, writer, b"2")
    for left in ({"a.md": b"1", "blog/1/a.html": b"1"}, {}):
        entry = log.last()
        assert entry is not None
        log.undo(entry, writer)
        assert files(site) == left
    assert log.entries() == ()


def test_undo_is_refused_when_a_file_changed_since_and_nothing_is_touched(tmp_path, log, writer):
    site = tmp_path / "site"
    export(site, log, writer, b"new")
    (site / "a.md").write_bytes(b"edited")
    entry = log.last()
    assert entry is not None
    with pytest.raises(UndoRefusedError, match=r"“a\.md” changed since"):
        log.undo(entry, writer)
    assert files(site) == {"a.md": b"edited", "blog/new/a.html": b"new"}


def test_undo_is_refused_when_a_file_was_deleted_since(tmp_path, log, writer):
    export(tmp_path / "site", log, writer, b"new")
    (tmp_path / "site" / "a.md").unlink()
    entry = log.last()
    assert entry is not None
    with pytest.raises(UndoRefusedError):
        log.undo(entry, writer)


def test_undo_never_writes_over_what_came_after_its_look(tmp_path, log, writer, monkeypatch):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    changes = [FileChange(path, b"old", b"new")]
    log.record(changes, "First infusion", writer.write_all(changes))
    entry = log.last()
    assert entry is not None
    real = exports.read_if_there

    def read_then_somebody_writes(target):
        data = real(target)
        path.write_bytes(b"by a colleague")
        return data

    monkeypatch.setattr(exports, "read_if_there", read_then_somebody_writes)
    with pytest.raises(ChangedElsewhereError):
        log.undo(entry, writer)
    assert path.read_bytes() == b"by a colleague"


def noted_in_parts(site: Path, log: ExportLog, writer: Writer) -> None:
    site.mkdir()
    for name in ("a", "b", "c"):
        change = FileChange(site / name, None, name.encode())
        writer.write_all([change])
        log.record([change], "Many", bulk_id="one change")


def test_parts_of_one_change_are_one_entry_and_undone_together(tmp_path, log, writer):
    noted_in_parts(tmp_path / "site", log, writer)
    export(tmp_path / "other", log, writer, b"1", "Another")
    another, many = log.entries()
    assert (another.label, many.label) == ("Another", "Many")
    assert [file.path.name for file in many.files] == ["a", "b", "c"]
    log.undo(many, writer)
    assert files(tmp_path / "site") == {}
    assert log.entries() == (another,)
    with pytest.raises(UndoRefusedError, match="once"):
        log.undo(many, writer)


def test_parts_of_one_change_grow_old_together(tmp_path, log, writer, clock):
    noted_in_parts(tmp_path / "site", log, writer)
    clock.now_s += 20 * HOUR_S
    change = FileChange(tmp_path / "site" / "d", None, b"d")
    log.record([change], "Many", bulk_id="one change")
    clock.now_s += 5 * HOUR_S
    assert log.entries() == ()
    export(tmp_path / "site", log, writer, b"2")
    assert len(list((tmp_path / "exports").glob("*.undo"))) == 1


def test_undo_works_once(tmp_path, log, writer):
    export(tmp_path / "site", log, writer, b"new")
    entry = log.last()
    assert entry is not None
    log.undo(entry, writer)
    with pytest.raises(UndoRefusedError, match="once"):
        log.undo(entry, writer)


def test_undo_is_offered_for_a_day(tmp_path, log, writer, clock):
    export(tmp_path / "site", log, writer, b"new")
    entry = log.last()
    assert entry is not None
    clock.now_s += 23 * HOUR_S
    assert log.last() == entry and log.refusal(entry) == ""
    clock.now_s += 2 * HOUR_S
    assert log.last() is None
    with pytest.raises(UndoRefusedError, match="one day"):
        log.undo(entry, writer)


def test_old_exports_take_no_room(tmp_path, log, writer, clock):
    export(tmp_path / "site", log, writer, b"1")
    clock.now_s += 25 * HOUR_S
    export(tmp_path / "site", log, writer, b"2")
    assert len(list((tmp_path / "exports").glob("*.undo"))) == 1


def test_the_newest_stays_the_newest_when_the_clock_was_set_back(tmp_path, log, writer, clock):
    export(tmp_path / "site", log, writer, b"1", "First")
    clock.now_s -= HOUR_S
    export(tmp_path / "site", log, writer, b"2", "Second")
    entry = log.last()
    assert entry is not None and entry.label == "Second"


def test_an_export_that_changed_nothing_is_not_noted(tmp_path, log):
    assert log.record([FileChange(tmp_path / "a.md", b"same", b"same")], "Nothing") is None
    assert log.last() is None


def test_a_damaged_note_is_put_aside(tmp_path, log, writer):
    export(tmp_path / "site", log, writer, b"1", "First")
    export(tmp_path / "site", log, writer, b"2", "Second")
    newest = max((tmp_path / "exports").glob("*.undo"))
    newest.write_bytes(newest.read_bytes()[:40])
    entry = log.last()
    assert entry is not None and entry.label == "First"
    assert len(list((tmp_path / "exports" / "damaged").iterdir())) == 1


def test_the_same_export_noted_twice_is_one_entry(tmp_path, log, writer):
    changes = export(tmp_path / "site", log, writer, b"new")
    log.record(changes, "First infusion")
    assert len(log.entries()) == 1


def test_an_export_is_noted_before_its_journal_goes(tmp_path, log, writer):
    noted = []
    change = FileChange(tmp_path / "new" / "a.md", None, b"new")

    def note(folders):
        noted.append((folders, change.path.read_bytes(), len(list((tmp_path / "journal").glob("*.export")))))

    writer.write_all([change], "First infusion", note)
    assert noted == [((tmp_path / "new",), b"new", 1)]
    assert writer.recover() == ()


def test_an_export_that_cannot_be_noted_is_done_and_says_so(tmp_path, writer):
    (tmp_path / "exports").write_bytes(b"a file where the folder would be")
    log = ExportLog(tmp_path / "exports")
    changes = [FileChange(tmp_path / "a.md", None, b"new")]
    with pytest.raises(SaveError) as told:
        writer.write_all(
            changes, "First infusion", lambda folders: log.record(changes, "First infusion", folders)
        )
    assert "every file was written" in told.value.kept
    assert (tmp_path / "a.md").read_bytes() == b"new" and writer.recover() == ()


def left_in_the_middle(folder: Path, journal: Path, label: str = "First infusion") -> FileChange:
    """Leave the journal of an export that a kill cut short before its first file was in place."""
    change = FileChange(folder / "a.md", None, b"new")
    journal.mkdir(exist_ok=True)
    (journal / "1.export").write_bytes(Transaction.prepare([change], label, "draft").seal())
    return change


def test_an_export_that_another_writing_finishes_can_still_be_undone(tmp_path, log):
    writer = Writer(tmp_path / "journal", log.record_recovery)
    change = left_in_the_middle(tmp_path, tmp_path / "journal")
    writer.write_all([FileChange(tmp_path / "other.md", None, b"other")], "Another")
    assert change.path.read_bytes() == b"new"
    (entry,) = log.entries()
    assert (entry.label, entry.draft_id) == ("First infusion", "draft")
    log.undo(entry, writer)
    assert not change.path.exists()
    assert log.entries() == ()


def test_a_finished_export_is_noted_before_its_journal_goes(tmp_path, log):
    seen = []

    def note(found):
        seen.append((found.label, len(list((tmp_path / "journal").glob("*.export")))))

    left_in_the_middle(tmp_path, tmp_path / "journal")
    assert Writer(tmp_path / "journal", note).recover()
    assert seen == [("First infusion", 1)]


def test_a_finished_export_that_cannot_be_noted_is_done_all_the_same(tmp_path, log):
    (tmp_path / "exports").write_bytes(b"a file where the folder would be")
    change = left_in_the_middle(tmp_path, tmp_path / "journal")
    writer = Writer(tmp_path / "journal", log.record_recovery)
    writer.write_all([FileChange(tmp_path / "other.md", None, b"other")])
    assert change.path.read_bytes() == b"new"
    assert writer.recover() == ()


def test_an_export_whose_journal_stayed_is_undone_once(tmp_path, log):
    """The journal is found by the very undoing: it must not take the entry away that is being undone."""
    writer = Writer(tmp_path / "journal", log.record_recovery)
    change = left_in_the_middle(tmp_path, tmp_path / "journal")
    kept = (tmp_path / "journal" / "1.export").read_bytes()
    writer.recover()
    (tmp_path / "journal" / "1.export").write_bytes(kept)
    (entry,) = log.entries()
    log.undo(entry, writer)
    assert not change.path.exists()
    assert log.entries() == ()
