"""Several files are all written or all as before, whatever happens in the middle."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinicwriter.safekeeping import (
    BusyError,
    ChangedElsewhereError,
    FileChange,
    Outcome,
    ReadOnlyFileError,
    SaveError,
    Writer,
)
from clinicwriter.safekeeping import transaction as transaction_module
from clinicwriter.safekeeping.exclusive import held_alone
from clinicwriter.safekeeping.transaction import Transaction


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"old a")
    (folder / "b.html").write_bytes(b"old b")
    return folder


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "journal")


def changes_in(site: Path) -> list[FileChange]:
    return [
        FileChange(site / "a.md", b"old a", b"new a"),
        FileChange(site / "pictures" / "2024" / "c.jpg", None, b"picture"),
        FileChange(site / "b.html", b"old b", None),
    ]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


OLD = {"a.md": b"old a", "b.html": b"old b"}
NEW = {"a.md": b"new a", "pictures/2024/c.jpg": b"picture"}


def test_all_changes_are_made_and_the_new_folders_named(site, writer):
    folders = writer.write_all(changes_in(site))
    assert snapshot(site) == NEW
    assert folders == (site / "pictures", site / "pictures" / "2024")
    assert writer.recover() == ()


def test_nothing_is_written_when_one_file_changed_elsewhere(site, writer):
    (site / "b.html").write_bytes(b"theirs")
    with pytest.raises(ChangedElsewhereError):
        writer.write_all(changes_in(site))
    assert snapshot(site) == {"a.md": b"old a", "b.html": b"theirs"}
    assert not (site / "pictures").exists()


def test_nothing_is_written_when_one_file_is_read_only(site, writer):
    (site / "b.html").chmod(0o444)
    with pytest.raises(ReadOnlyFileError) as told:
        writer.write_all(changes_in(site))
    assert "Nothing was written" in told.value.kept
    assert snapshot(site) == OLD


def test_nothing_is_written_when_a_file_stands_where_a_folder_is_needed(site, writer):
    (site / "pictures").write_bytes(b"a file")
    with pytest.raises(SaveError):
        writer.write_all(changes_in(site))
    assert snapshot(site) == OLD | {"pictures": b"a file"}
    assert writer.recover() == ()


def test_no_change_touches_nothing(site, writer, tmp_path):
    before = (site / "a.md").stat().st_mtime_ns
    assert writer.write_all([FileChange(site / "a.md", b"old a", b"old a")]) == ()
    assert (site / "a.md").stat().st_mtime_ns == before


def test_the_same_file_twice_is_refused(site, writer):
    with pytest.raises(ValueError, match="twice"):
        writer.write_all([FileChange(site / "a.md", b"old a", b"1"), FileChange(site / "a.md", b"1", b"2")])


def interrupted(site: Path, journal: Path) -> Transaction:
    """Leave the journal of an export of which nothing was done yet."""
    transaction = Transaction.prepare(changes_in(site), "Test")
    journal.mkdir(exist_ok=True)
    (journal / "1.export").write_bytes(transaction.seal())
    return transaction


@pytest.mark.parametrize("done", range(4))
def test_an_export_killed_after_any_file_is_finished_at_the_next_start(site, writer, tmp_path, done):
    transaction = interrupted(site, tmp_path / "journal")
    for folder in transaction.folders:
        folder.mkdir()
    transaction_module.apply(transaction.changes[:done])
    (found,) = writer.recover()
    assert found.outcome is Outcome.COMPLETED and found.label == "Test"
    assert snapshot(site) == NEW
    assert writer.recover() == ()


def test_an_interrupted_export_over_a_file_changed_since_is_taken_back_and_theirs_kept(
    site, writer, tmp_path
):
    transaction = interrupted(site, tmp_path / "journal")
    for folder in transaction.folders:
        folder.mkdir()
    transaction_module.apply(transaction.changes[:2])
    (site / "a.md").write_bytes(b"theirs")
    (found,) = writer.recover()
    assert found.outcome is Outcome.TAKEN_BACK and found.left_alone == (site / "a.md",)
    assert snapshot(site) == {"a.md": b"theirs", "b.html": b"old b"}
    assert not (site / "pictures").exists()


def test_an_export_that_was_finished_is_not_taken_back_because_a_file_changed_later(site, writer, tmp_path):
    transaction = interrupted(site, tmp_path / "journal")
    transaction.complete()
    (site / "a.md").write_bytes(b"edited since")
    (found,) = writer.recover()
    assert found.outcome is Outcome.COMPLETED
    assert snapshot(site) == NEW | {"a.md": b"edited since"}


def test_an_interrupted_export_that_cannot_be_finished_is_taken_back(site, writer, tmp_path):
    transaction = interrupted(site, tmp_path / "journal")
    transaction_module.apply(transaction.changes[:1])
    (site / "b.html").chmod(0o444)
    (found,) = writer.recover()
    assert found.outcome is Outcome.TAKEN_BACK
    assert snapshot(site) == OLD


def test_one_that_can_be_neither_waits_is_told_and_blocks_only_its_own_files(site, writer, tmp_path):
    transaction = interrupted(site, tmp_path / "journal")
    transaction_module.apply(transaction.changes[:1])
    for name in ("a.md", "b.html"):
        (site / name).chmod(0o444)
    (found,) = writer.recover()
    assert found.outcome is Outcome.WAITING and found.details
    writer.write_all([FileChange(site / "other.md", None, b"other")])
    with pytest.raises(BusyError):
        writer.write_all([FileChange(site / "a.md", b"new a", b"newer")])
    for name in ("a.md", "b.html"):
        (site / name).chmod(0o644)
    (found,) = writer.recover()
    assert found.outcome is Outcome.TAKEN_BACK
    assert snapshot(site) == OLD | {"other.md": b"other"}


def test_a_damaged_journal_is_put_aside_and_nothing_is_touched(site, writer, tmp_path):
    interrupted(site, tmp_path / "journal")
    journal = tmp_path / "journal" / "1.export"
    journal.write_bytes(journal.read_bytes()[:-1])
    (found,) = writer.recover()
    assert found.outcome is Outcome.DAMAGED
    assert snapshot(site) == OLD
    assert len(list((tmp_path / "journal" / "damaged").iterdir())) == 1
    assert writer.recover() == ()


def test_a_deleted_file_that_comes_back_has_its_mode_again(site, writer, tmp_path):
    if os.name == "nt":
        pytest.skip("modes of a POSIX system")
    (site / "b.html").chmod(0o600)
    transaction = interrupted(site, tmp_path / "journal")
    (tmp_path / "journal" / "1.export").rename(tmp_path / "journal" / "1.back")
    transaction.complete()
    writer.recover()
    assert snapshot(site) == OLD
    assert (site / "b.html").stat().st_mode & 0o777 == 0o600


def test_a_second_program_waits_its_turn(tmp_path):
    program = (
        "import sys, pathlib; from clinicwriter.safekeeping.exclusive import held_alone\n"
        "with held_alone(pathlib.Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()\n"
    )
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", program, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        with pytest.raises(BusyError), held_alone(lock, patience_s=0.2):
            pass
        other.kill()
    with held_alone(lock):
        pass


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_sentence(outcome):
    assert outcome.sentence.endswith(".") and "!" not in outcome.sentence


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_put_where_none_is(tmp_path, monkeypatch, has_links):
    def refuse(*_args):
        raise OSError(errno.EPERM, "no links here")

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "site" / "a.md"
    Writer(tmp_path / "journal").write_all([FileChange(path, None, b"ours")])
    assert path.read_bytes() == b"ours" and path.stat().st_nlink == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_that_somebody_else_makes_at_the_last_moment_stays(tmp_path, monkeypatch):
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    real = transaction_module.check_expected

    def somebody_comes(target, expected):
        real(target, expected)
        if target == path and not path.exists() and other.exists():
            path.write_bytes(b"somebody's own")

    monkeypatch.setattr(transaction_module, "check_expected", somebody_comes)
    changes = [FileChange(other, None, b"ours"), FileChange(path, None, b"ours")]
    with pytest.raises(ChangedElsewhereError):
        Writer(tmp_path / "journal").write_all(changes)
    assert path.read_bytes() == b"somebody's own"
    assert not other.exists()


def test_a_kill_between_the_two_names_of_a_new_file_does_not_lock_it(site, writer, tmp_path, monkeypatch):
    if os.name == "nt":
        pytest.skip("a new file has one name at a time there")

    class KilledError(BaseException):
        """The process is no more."""

    def killed(*_arguments: object, **_more: object) -> None:
        raise KilledError

    change = FileChange(site / "c.md", None, b"new")
    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", killed)
        with pytest.raises(KilledError):
            writer.write_all([change])
    assert change.path.stat().st_nlink == 2
    writer.recover()
    writer.write_all([FileChange(change.path, b"new", b"newer")])
    assert change.path.read_bytes() == b"newer"
    assert not list(site.glob(".clinicwriter-*"))
