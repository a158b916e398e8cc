"""Two windows on one folder are told about each other, and neither is ever stopped."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from clinicwriter.safekeeping import Holder, SiteLock, installation_id
from clinicwriter.safekeeping.locks import STALE_S
from clinicwriter.safekeeping.sealing import seal

ANN = Holder("Ann", "front-desk", 1, 100.0)
BEN = Holder("Ben", "office", 1, 200.0)


@pytest.fixture
def ann(tmp_path: Path) -> SiteLock:
    return SiteLock(tmp_path, ANN)


@pytest.fixture
def ben(tmp_path: Path) -> SiteLock:
    return SiteLock(tmp_path, BEN)


def test_the_second_is_told_who_has_the_article_open(ann, ben):
    assert ann.take("articles/a.md") == ()
    (holder,) = ben.take("articles/a.md")
    assert holder == ANN and holder.sentence == "Ann has this article open on front-desk."


def test_the_first_hears_of_the_second_too(ann, ben):
    ann.take("a")
    ben.take("a")
    assert ann.others("a") == (BEN,)


def test_another_article_is_nobody_elses_business(ann, ben):
    ann.take("a")
    assert ben.take("b") == ()


def test_a_released_article_is_free_and_nothing_is_left_in_the_site(ann, ben, tmp_path):
    ann.take("a")
    ben.take("a")
    ann.release("a")
    assert ben.others("a") == ()
    ben.release_all()
    assert list(tmp_path.iterdir()) == []


def test_a_holder_not_heard_of_for_long_is_gone(ann, ben, tmp_path):
    ann.take("a")
    (lock,) = (tmp_path / ".clinicwriter" / "open").glob("*.open")
    old = lock.stat().st_mtime - STALE_S - 5
    os.utime(lock, (old, old))
    assert ben.take("a") == ()
    ann.beat()
    assert ben.others("a") == (ANN,)


def test_the_clock_of_the_other_computer_does_not_count(tmp_path, ben):
    SiteLock(tmp_path, Holder("Ann", "front-desk", 1, since=0.0)).take("a")
    assert len(ben.take("a")) == 1


def test_a_window_of_this_computer_that_died_is_gone_at_once(tmp_path):
    if os.name == "nt":
        pytest.skip("a process cannot be asked after there; its age decides")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    SiteLock(tmp_path, Holder("Ann", "front-desk", dead.pid, 0.0)).take("a")
    assert SiteLock(tmp_path, Holder("Ann", "front-desk", os.getpid(), 0.0)).take("a") == ()


def test_a_window_of_another_computer_with_the_same_name_is_not_taken_for_dead(tmp_path):
    if os.name == "nt":
        pytest.skip("a process cannot be asked after there; its age decides")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    other = Holder("Ann", "front-desk", dead.pid, 0.0, installation_id(tmp_path / "hers"))
    SiteLock(tmp_path, other).take("a")
    here = Holder("Ben", "front-desk", os.getpid(), 0.0, installation_id(tmp_path / "his"))
    assert SiteLock(tmp_path, here).take("a") == (other,)
    assert SiteLock(tmp_path, replace(here, installation=other.installation)).others("a") != (other,)


def test_a_lock_of_an_older_program_is_read_and_its_age_decides(tmp_path):
    old = seal({"name": "Ann", "computer": "front-desk", "process": 1, "since": 0.0, "article": "a"})
    ann = SiteLock(tmp_path, ANN)
    ann.take("a")
    (lock,) = (tmp_path / ".clinicwriter" / "open").glob("*.open")
    lock.write_bytes(old)
    here = Holder("Ben", "front-desk", os.getpid(), 0.0, "abc")
    assert [holder.name for holder in SiteLock(tmp_path, here).take("a")] == ["Ann"]


def test_an_installation_keeps_its_mark(tmp_path):
    mark = installation_id(tmp_path / "settings")
    assert mark and installation_id(tmp_path / "settings") == mark
    assert installation_id(tmp_path / "elsewhere") != mark
    (tmp_path / "file").write_bytes(b"")
    assert installation_id(tmp_path / "file") == ""


def test_a_damaged_lock_is_nobody(ann, ben, tmp_path):
    ann.take("a")
    (lock,) = (tmp_path / ".clinicwriter" / "open").glob("*.open")
    lock.write_bytes(b"half a l")
    assert ben.take("a") == ()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / ".clinicwriter").write_bytes(b"a file where the folder would be")
    lock = SiteLock(tmp_path, ANN)
    assert lock.take("a") == ()
    lock.beat()
    lock.release_all()


def test_the_sites_history_never_sees_the_locks(ann, tmp_path):
    ann.take("a")
    assert (tmp_path / ".clinicwriter" / ".gitignore").read_text() == "*\n"


def test_this_computer_has_a_name():
    here = Holder.here()
    assert here.name and here.computer and here.process == os.getpid()
