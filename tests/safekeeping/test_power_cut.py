"""The power fails after any call of the system: what a journalling file system may leave is old or new.

Every write, flush and change of names is recorded. Then for each moment, and for each state of the disk that
such a file system may leave at that moment, the disk is built again, the program's start recovers, and the
files are looked at. A file's bytes are certain only once the file was flushed; before, it may be empty, cut
or full of zeros. Names are changed in order, or in order within each folder, and certain once a folder was
flushed.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from clinicwriter.safekeeping import Draft, DraftStore, FileChange, Writer, write_file

OLD, NEW = b"old text\n" * 300, b"new text\n" * 400


@dataclass
class Inode:
    data: bytes = b""
    flushed: bytes | None = None

    def may_hold(self) -> list[bytes]:
        if self.flushed == self.data:
            return [self.data]
        return [b"", self.data[: len(self.data) // 2], bytes(len(self.data)), self.data]


Step = tuple[str, str, Any]


@dataclass
class Disk:
    """The names and bytes of a folder, and the changes of names that are not certain yet."""

    names: dict[str, Inode | None]
    waiting: list[Step] = field(default_factory=list)

    def after(self, steps: list[Step]) -> dict[str, Inode | None]:
        names = dict(self.names)
        for kind, path, more in steps:
            if kind == "make":
                names[path] = more
            elif kind == "move" and path in names:
                names[more] = names.pop(path)
            elif kind == "remove":
                names.pop(path, None)
        return names

    def settle(self) -> None:
        self.names, self.waiting = self.after(self.waiting), []


class Recorder:
    """Follow every call, and keep what the disk may be after each."""

    def __init__(self, root: Path) -> None:
        self.disk = Disk({str(p): None if p.is_dir() else inode_of(p) for p in root.rglob("*")})
        self.open: dict[int, Inode | str] = {}
        self.states: list[dict[str, bytes | None]] = []

    def __call__(
        self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        answer = real(*args, **kwargs)
        self.follow(name, args, answer)
        if name in ("open", "write", "fsync", "link", "replace", "rename", "unlink", "mkdir", "rmdir"):
            self.states += [state for state in self.possible() if state not in self.states]
        return answer

    def follow(self, name: str, args: tuple[Any, ...], answer: Any) -> None:
        steps = self.disk.waiting
        if name == "open":
            self.follow_open(str(args[0]), args[1], answer)
        elif name == "write":
            inode = self.open[args[0]]
            inode.data += bytes(args[1][:answer])
        elif name == "fsync":
            self.flush(self.open[args[0]])
        elif name == "link":
            inode = self.disk.after(steps)[str(args[0])]
            steps.append(("make", str(args[1]), inode))
        elif name in ("replace", "rename"):
            steps.append(("move", str(args[0]), str(args[1])))
        elif name in ("unlink", "rmdir"):
            steps.append(("remove", str(args[0]), None))
        elif name == "mkdir":
            steps.append(("make", str(args[0]), None))

    def follow_open(self, path: str, flags: int, descriptor: int) -> None:
        if not flags & os.O_CREAT:
            self.open[descriptor] = path
            return
        now = self.disk.after(self.disk.waiting)
        inode = now.get(path) or Inode()
        if path not in now:
            self.disk.waiting.append(("make", path, inode))
        self.open[descriptor] = inode

    def flush(self, what: Inode | str) -> None:
        if isinstance(what, Inode):
            what.flushed = what.data
        else:
            self.disk.settle()

    def possible(self) -> Iterator[dict[str, bytes | None]]:
        for steps in self.orders():
            names = self.disk.after(steps)
            files = {path: inode.may_hold() for path, inode in names.items() if inode is not None}
            for kind in range(max(map(len, files.values()), default=1)):
                held = {path: may[min(kind, len(may) - 1)] for path, may in files.items()}
                yield {path: held.get(path) for path in names}

    def orders(self) -> Iterator[list[Step]]:
        steps = self.disk.waiting
        for end in range(len(steps) + 1):
            yield steps[:end]
        folders = {Path(path).parent for _, path, _ in steps}
        for late in folders:
            yield [step for step in steps if Path(step[1]).parent != late]


def inode_of(path: Path) -> Inode:
    return Inode(path.read_bytes(), path.read_bytes())


def build(root: Path, state: dict[str, bytes | None]) -> None:
    for each in root.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    for path in sorted(state):
        if (data := state[path]) is None:
            Path(path).mkdir(parents=True, exist_ok=True)
        else:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(data)


def states_during(layer: Any, root: Path, action: Callable[[], object]) -> list[dict[str, bytes | None]]:
    recorder = Recorder(root)
    with layer.between(recorder):
        action()
    return recorder.states


def test_a_power_cut_during_a_save_leaves_the_old_or_the_new_file(layer, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    states = states_during(layer, tmp_path, lambda: write_file(path, NEW))
    found = {state[str(path)] for state in states}
    assert found == {OLD, NEW}
    assert states[-1][str(path)] == NEW


def test_after_a_save_has_returned_only_the_new_file_is_possible(layer, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    recorder = Recorder(tmp_path)
    with layer.between(recorder):
        write_file(path, NEW)
    assert {state[str(path)] for state in recorder.possible()} == {NEW}


def test_a_careless_save_is_caught_by_this_test(layer, tmp_path):
    path, new = tmp_path / "a.md", tmp_path / "a.new"
    path.write_bytes(OLD)

    def without_flushing() -> None:
        descriptor = os.open(new, os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, NEW)
        os.close(descriptor)
        new.replace(path)

    found = {state[str(path)] for state in states_during(layer, tmp_path, without_flushing)}
    assert b"" in found and bytes(len(NEW)) in found


def test_a_power_cut_during_an_export_leaves_all_of_it_or_none_after_the_next_start(layer, tmp_path):
    site, journal = tmp_path / "site", tmp_path / "journal"
    site.mkdir()
    journal.mkdir()
    for name in ("a.md", "gone.html"):
        (site / name).write_bytes(OLD)
    changes = [
        FileChange(site / "a.md", OLD, NEW),
        FileChange(site / "new" / "deep" / "b.html", None, NEW),
        FileChange(site / "gone.html", OLD, None),
    ]
    states = states_during(layer, tmp_path, lambda: Writer(journal).write_all(changes))
    assert len(states) > 30
    ends = {start_again(tmp_path, journal, changes, state) for state in states}
    assert ends == {"old", "new"}
    assert start_again(tmp_path, journal, changes, states[-1]) == "new"


def start_again(root: Path, journal: Path, changes: list[FileChange], state: dict[str, bytes | None]) -> str:
    build(root, state)
    Writer(journal).recover()
    now = [change.path.read_bytes() if change.path.exists() else None for change in changes]
    if now == [change.after for change in changes]:
        return "new"
    assert now == [change.before for change in changes], "a part of the export is there"
    assert not (root / "site" / "new").exists()
    return "old"


def test_a_power_cut_while_a_draft_is_kept_leaves_this_draft_or_the_one_before(layer, tmp_path):
    store = DraftStore(tmp_path / "drafts")
    before = Draft("d", None, None, None, OLD, None, "Old", 1, 1.0)
    after = Draft("d", None, None, None, NEW, None, "New", 2, 2.0)
    store.keep(before)
    states = states_during(layer, tmp_path, lambda: store.keep(after))
    found = set()
    for state in states:
        build(tmp_path, state)
        again = DraftStore(tmp_path / "drafts")
        found.update(again.drafts())
        assert len(again.drafts()) == 1 and not again.damaged()
    assert found == {before, after}


@pytest.fixture(autouse=True)
def _only_where_folders_can_be_flushed() -> None:
    if os.name == "nt":
        pytest.skip("the recorder follows the calls of a POSIX system")
