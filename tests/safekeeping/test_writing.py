"""A saved file is whole, keeps its looks, and is never written over something unexpected."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.safekeeping import (
    BadNameError,
    ChangedElsewhereError,
    FileState,
    HardLinkError,
    MissingError,
    NotAFileError,
    ReadOnlyFileError,
    SaveError,
    compare_file,
    read_file,
    write_file,
)
from clinicwriter.safekeeping.staging import _computer_mark
from clinicwriter.safekeeping.writing import remove_file

posix = pytest.mark.skipif(os.name == "nt", reason="links, modes and owners of a POSIX system")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=3000))
def test_the_very_bytes_are_in_the_file(tmp_path, data):
    write_file(tmp_path / "a.md", data)
    assert (tmp_path / "a.md").read_bytes() == data
    assert read_file(tmp_path / "a.md") == data
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_changed_elsewhere_is_not_overwritten(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedElsewhereError):
        write_file(path, b"mine", expected=b"as I read it")
    assert path.read_bytes() == b"theirs"


def test_a_file_that_must_not_be_there_yet_is_not_overwritten(tmp_path):
    (tmp_path / "a.md").write_bytes(b"")
    with pytest.raises(ChangedElsewhereError):
        write_file(tmp_path / "a.md", b"mine", expected=None)


def test_a_file_that_was_deleted_elsewhere_is_told(tmp_path):
    with pytest.raises(ChangedElsewhereError):
        write_file(tmp_path / "a.md", b"mine", expected=b"as I read it")
    assert not (tmp_path / "a.md").exists()


@posix
def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "a.md", tmp_path / "a.md"
    target.write_bytes(b"old")
    link.symlink_to(Path("there") / "a.md")
    write_file(link, b"new", expected=b"old")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["a.md"]


@posix
def test_links_in_a_circle_are_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(SaveError):
        write_file(tmp_path / "a", b"x")
    assert (tmp_path / "a").is_symlink()


@posix
def test_the_mode_stays(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_new_file_gets_the_mode_that_any_program_would_give_it(tmp_path):
    (tmp_path / "usual").write_bytes(b"")
    write_file(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    write_file(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


@pytest.mark.skipif(sys.platform != "linux", reason="Python reaches extended attributes on Linux alone")
def test_extended_attributes_stay(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.label", b"red")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    write_file(path, b"new")
    assert os.getxattr(path, "user.label") == b"red"


def test_a_read_only_file_is_told_and_not_overwritten(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(ReadOnlyFileError, match="read-only"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    path.chmod(0o644)


def test_a_hard_link_is_told_and_not_taken_apart(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    (tmp_path / "b.md").hardlink_to(path)
    with pytest.raises(HardLinkError):
        write_file(path, b"new")
    assert path.samefile(tmp_path / "b.md") and path.read_bytes() == b"old"


def test_a_folder_is_not_overwritten(tmp_path):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(NotAFileError):
        write_file(tmp_path / "a.md", b"new")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MissingError):
        write_file(tmp_path / "gone" / "a.md", b"new")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b.md"], ids=["too-long", "with-a-nul"])
def test_a_name_that_cannot_be_is_told(tmp_path, name):
    with pytest.raises(BadNameError):
        write_file(tmp_path / name, b"new")


@posix
def test_a_name_as_long_as_a_name_can_be_is_saved(tmp_path):
    path = tmp_path / ("x" * 252 + ".md")
    write_file(path, b"old")
    write_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"


@posix
def test_what_a_killed_save_left_is_cleared_and_what_a_living_one_needs_is_not(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_file(tmp_path / "probe", b"")
    dead = tmp_path / f".clinicwriter-{_computer_mark()}-{gone.pid}-{'0' * 12}.tmp"
    living = tmp_path / f".clinicwriter-{_computer_mark()}-{os.getppid()}-{'1' * 12}.tmp"
    elsewhere = tmp_path / f".clinicwriter-{'f' * 8}-{gone.pid}-{'2' * 12}.tmp"
    somebody_elses = tmp_path / ".clinicwriter-notes.tmp"
    for path in (dead, living, elsewhere, somebody_elses):
        path.write_bytes(b"half")
    write_file(tmp_path / "a.md", b"new")
    assert not dead.exists()
    assert living.exists() and elsewhere.exists() and somebody_elses.exists()
    os.utime(elsewhere, (0, 0))
    write_file(tmp_path / "a.md", b"newer")
    assert not elsewhere.exists()


@pytest.mark.parametrize(
    ("base", "now", "state"),
    [
        (b"a", b"a", FileState.SAME),
        (None, None, FileState.SAME),
        (b"a", b"b", FileState.CHANGED),
        (None, b"b", FileState.CHANGED),
        (b"a", None, FileState.GONE),
    ],
)
def test_a_file_is_compared_with_what_was_read(tmp_path, base, now, state):
    path = tmp_path / "a.md"
    if now is not None:
        path.write_bytes(now)
    assert compare_file(path, base) is state


def test_a_file_that_cannot_be_read_is_not_called_gone(tmp_path):
    (tmp_path / "a.md").mkdir()
    assert compare_file(tmp_path / "a.md", b"a") is FileState.UNREADABLE


def test_a_deletion_is_refused_when_the_file_changed(tmp_path):
    (tmp_path / "a.md").write_bytes(b"theirs")
    with pytest.raises(ChangedElsewhereError):
        remove_file(tmp_path / "a.md", expected=b"mine")
    assert (tmp_path / "a.md").exists()
