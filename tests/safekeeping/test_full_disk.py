"""A small file system that is really full."""

from contextlib import suppress
from pathlib import Path

import pytest

from clinicwriter.safekeeping import DiskFullError, Draft, DraftStore, FileChange, Writer, write_file
from clinicwriter.safekeeping.journal import NOTHING_WRITTEN

OLD = b"old text\n" * 2000


@pytest.fixture
def small_disk(mount_small_disk) -> Path:
    return mount_small_disk(256)


def fill(folder: Path) -> None:
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))


def test_a_save_on_a_full_disk_keeps_the_old_file_and_says_so(small_disk):
    path = small_disk / "a.md"
    path.write_bytes(OLD)
    fill(small_disk)
    with pytest.raises(DiskFullError) as told:
        write_file(path, OLD * 2)
    assert path.read_bytes() == OLD
    assert "disk is full" in str(told.value) and "ENOSPC" in told.value.details
    assert not list(small_disk.glob(".clinicwriter-*"))


def test_an_export_that_does_not_fit_writes_nothing_at_all(small_disk, tmp_path):
    first = small_disk / "a.md"
    first.write_bytes(OLD)
    changes = [
        FileChange(first, OLD, OLD + b"more"),
        FileChange(small_disk / "pictures" / "big.jpg", None, bytes(300_000)),
    ]
    with pytest.raises(DiskFullError) as told:
        Writer(tmp_path / "journal").write_all(changes)
    assert told.value.kept == NOTHING_WRITTEN
    assert first.read_bytes() == OLD
    assert [path.name for path in small_disk.iterdir()] == ["a.md"]
    assert Writer(tmp_path / "journal").recover() == ()


def test_an_export_whose_journal_does_not_fit_writes_nothing_at_all(small_disk, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    fill(small_disk)
    with pytest.raises(DiskFullError):
        Writer(small_disk / "journal").write_all([FileChange(path, OLD, OLD * 2)])
    assert path.read_bytes() == OLD


def test_a_draft_on_a_full_disk_stays_as_it_was_and_is_kept_again_once_there_is_room(small_disk):
    store = DraftStore(small_disk / "drafts")
    draft = Draft("d", None, None, None, OLD, None, "Old", 1, 1.0)
    longer = Draft("d", None, None, None, OLD * 3, None, "Longer", 1, 2.0)
    store.keep(draft)
    fill(small_disk)
    with pytest.raises(DiskFullError):
        store.keep(longer)
    assert store.drafts() == [draft]
    (small_disk / "filler").unlink()
    store.keep(longer)
    assert store.drafts() == [longer]
