"""Each call of the system that a save makes fails in turn: old bytes or new bytes, and a message, always."""

import errno
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinicwriter.safekeeping import FileChange, Outcome, SaveError, Writer, read_file, write_file
from clinicwriter.safekeeping.journal import HALF_WRITTEN, NOTHING_WRITTEN

FAULTS = [errno.EIO, errno.EACCES, errno.ENOSPC, errno.EROFS]
OLD, NEW = b"old text\n" * 700, b"new text\n" * 900


class Fault:
    """Fail at the n-th call, once or from then on."""

    def __init__(self, at: int, number: int, *, for_good: bool) -> None:
        self.at, self.number, self.for_good = at, number, for_good
        self.names: list[str] = []

    def __call__(
        self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        self.names.append(name)
        reached = len(self.names) - 1
        if reached == self.at or (self.for_good and reached > self.at):
            raise OSError(self.number, os.strerror(self.number), str(args[0]))
        return real(*args, **kwargs)


def calls_of(layer: Any, action: Callable[[], object]) -> list[str]:
    count = Fault(-1, 0, for_good=False)
    with layer.between(count):
        action()
    return count.names


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("number", FAULTS, ids=lambda n: errno.errorcode[n])
def test_a_save_that_fails_at_any_call_leaves_old_or_new_bytes(layer, tmp_path, number, for_good):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    calls = calls_of(layer, lambda: write_file(path, NEW, expected=OLD))
    assert {"open", "write", "fsync", "replace", "read"} <= set(calls)
    for at in range(len(calls)):
        path.write_bytes(OLD)
        fault = Fault(at, number, for_good=for_good)
        with layer.between(fault):
            message = said_by(lambda: write_file(path, NEW, expected=OLD))
        now = path.read_bytes()
        assert now in (OLD, NEW), fault.names[at]
        if not message:
            assert now == NEW, f"silent at {fault.names[at]}"
        clear(tmp_path)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("number", FAULTS, ids=lambda n: errno.errorcode[n])
def test_several_files_that_fail_at_any_call_are_all_new_or_all_old(layer, tmp_path, number, for_good):
    site, journal = tmp_path / "site", tmp_path / "journal"
    changes = lay_out(site)
    calls = calls_of(layer, lambda: Writer(journal).write_all(changes))
    seen: set[str] = set()
    for at in range(len(calls)):
        shutil.rmtree(site)
        shutil.rmtree(journal, ignore_errors=True)
        lay_out(site)
        with layer.between(Fault(at, number, for_good=for_good)):
            message = said_by(lambda: Writer(journal).write_all(changes))
        state = state_of(changes)
        if HALF_WRITTEN not in message:
            assert state == ("old" if message else "new"), calls[at]
        found = Writer(journal).recover()
        assert all(each.outcome in (Outcome.COMPLETED, Outcome.TAKEN_BACK) for each in found)
        settled = state_of(changes)
        assert settled in ("old", "new"), calls[at]
        if HALF_WRITTEN not in message:
            assert settled == state, calls[at]
        assert not list(journal.glob("*.export")) and not list(journal.glob("*.back"))
        seen.add(state)
    assert {"old", "new"} & seen


def test_a_short_write_is_continued(layer, tmp_path):
    def a_bit_at_a_time(name, real, args, kwargs):
        return real(args[0], args[1][:7]) if name == "write" else real(*args, **kwargs)

    with layer.between(a_bit_at_a_time):
        write_file(tmp_path / "a.md", NEW)
    assert (tmp_path / "a.md").read_bytes() == NEW


def test_a_disk_that_keeps_something_else_is_noticed_before_the_old_file_goes(layer, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)

    def zeros(name, real, args, kwargs):
        return real(args[0], bytes(len(args[1]))) if name == "write" else real(*args, **kwargs)

    with layer.between(zeros), pytest.raises(SaveError, match="did not keep"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("times", [1, 5])
def test_a_file_that_a_scanner_holds_for_a_moment_is_waited_for(layer, tmp_path, times):
    held = itertools.count()

    def scanner(name, real, args, kwargs):
        if name == "replace" and next(held) < times:
            raise OSError(errno.EBUSY, "busy")
        return real(*args, **kwargs)

    with layer.between(scanner):
        write_file(tmp_path / "a.md", NEW)
    assert (tmp_path / "a.md").read_bytes() == NEW


def test_a_file_that_is_held_for_long_is_told_after_a_while(layer, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)

    def scanner(name, real, args, kwargs):
        if name == "replace":
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32
            raise error
        return real(*args, **kwargs)

    with layer.between(scanner), pytest.raises(SaveError, match="Another program is using"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD


def test_a_change_between_check_and_replace_is_seen(layer, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)

    def other_person(name, real, args, kwargs):
        if name == "fsync":
            path.write_bytes(b"theirs")
        return real(*args, **kwargs)

    with layer.between(other_person), pytest.raises(SaveError, match="changed by another"):
        write_file(path, NEW, expected=OLD)
    assert path.read_bytes() == b"theirs"


SAVE = (
    "import sys, pathlib; from clinicwriter.safekeeping import write_file, SaveError\n"
    "try:\n    write_file(pathlib.Path(sys.argv[1]), b'new text\\n' * 900)\n"
    "except SaveError as error:\n    sys.exit(3)\n"
)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize(
    "call", ["openat", "write", "fsync", "rename", "fchmod", "close", "newfstatat", "read"]
)
def test_the_real_system_calls_fail_in_turn(tmp_path, call):
    path, trace = tmp_path / "a.md", tmp_path.parent / f"{tmp_path.name}.trace"
    path.write_bytes(OLD)
    strace = ["strace", "-y", "-o", str(trace), f"--trace={call}"]
    save = [sys.executable, "-c", SAVE, str(path)]
    subprocess.run([*strace, *save], check=True)
    lines = trace.read_text().splitlines()
    ours = [
        number
        for number, line in enumerate(lines, 1)
        if str(tmp_path) + "/" in line or str(tmp_path) + ">" in line
    ]
    assert ours, f"a save makes no {call}"
    told = 0
    for number, when in itertools.product(("EIO", "EACCES", "ENOSPC", "EROFS"), ours):
        path.write_bytes(OLD)
        done = subprocess.run([*strace, f"--inject={call}:error={number}:when={when}", *save], check=False)
        assert path.read_bytes() in (OLD, NEW)
        assert done.returncode == 3 or (done.returncode == 0 and path.read_bytes() == NEW)
        assert "(INJECTED)" in trace.read_text()
        told += done.returncode == 3
        clear(tmp_path)
    assert told, "no fault was ever told"


def said_by(action: Callable[[], object]) -> str:
    try:
        action()
    except SaveError as error:
        assert error.happened and error.next_step and error.details
        return str(error)
    return ""


def lay_out(site: Path) -> list[FileChange]:
    site.mkdir(exist_ok=True)
    for name in ("a.md", "b.html", "gone.html"):
        (site / name).write_bytes(OLD + name.encode())
    return [
        FileChange(site / "a.md", OLD + b"a.md", NEW),
        FileChange(site / "b.html", OLD + b"b.html", NEW + b"2"),
        FileChange(site / "new" / "deep" / "c.html", None, NEW + b"3"),
        FileChange(site / "gone.html", OLD + b"gone.html", None),
    ]


def state_of(changes: list[FileChange]) -> str:
    now = [read_file(c.path) if c.path.exists() else None for c in changes]
    if now == [c.after for c in changes]:
        return "new"
    return "old" if now == [c.before for c in changes] else "mixed"


def clear(folder: Path) -> None:
    for path in folder.glob(".clinicwriter-*"):
        path.unlink()


def test_the_words_of_a_failed_export_say_that_nothing_was_written(layer, tmp_path):
    changes = lay_out(tmp_path / "site")
    calls = calls_of(layer, lambda: Writer(tmp_path / "journal").write_all(changes))
    shutil.rmtree(tmp_path / "site")
    changes = lay_out(tmp_path / "site")
    last_replace = len(calls) - 1 - calls[::-1].index("replace")
    with layer.between(Fault(last_replace, errno.ENOSPC, for_good=False)), pytest.raises(SaveError) as told:
        Writer(tmp_path / "journal").write_all(changes)
    assert told.value.kept == NOTHING_WRITTEN
    assert state_of(changes) == "old"
    assert not (tmp_path / "site" / "new").exists()
