"""Type, export, undo, throw away, change outside, kill, start again, in any order: a model agrees."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clinicwriter.safekeeping import (
    Draft,
    DraftStore,
    ExportLog,
    FileChange,
    Outcome,
    Trash,
    UndoRefusedError,
    VersionStore,
    Writer,
)

names = st.sampled_from(["a", "b", "c"])
datas = st.binary(max_size=40)


class KilledError(BaseException):
    """The process is no more: nothing after this is done, not even tidying up."""


class Desk(RuleBasedStateMachine):
    """One person's work, and beside it a model of what must be on the disk."""

    def __init__(self, layer: Any, folder: Path) -> None:
        super().__init__()
        self.layer = layer
        self.home = Path(tempfile.mkdtemp(dir=folder))
        self.folder = self.home / "site"
        self.folder.mkdir()
        self.drafts: dict[str, bytes] = {}
        self.trashed: dict[str, tuple[str, bytes]] = {}
        self.site: dict[str, bytes] = {}
        self.versions: dict[str, list[bytes]] = {}
        self.exported: list[dict[str, tuple[bytes | None, bytes]]] = []
        self.start()

    def start(self) -> None:
        self.trash = Trash(self.home / "trash")
        self.store = DraftStore(self.home / "drafts", self.trash)
        self.log = ExportLog(self.home / "exports")
        self.writer = Writer(self.home / "journal")
        self.kept = VersionStore(self.home / "versions")
        for found in self.writer.recover():
            assert found.outcome is Outcome.COMPLETED
            self.log.record(found.changes, found.label, found.folders)

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    def killed_at(self, call: int, action: Any) -> bool:
        """Do it, and kill the process at this call of the system; say whether that came before the end."""
        left = call

        def meddle(name: str, real: Any, args: Any, kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise KilledError
            return real(*args, **kwargs)

        try:
            with self.layer.between(meddle):
                action()
        except KilledError:
            return True
        return False

    @rule(name=names, data=datas)
    def types(self, name: str, data: bytes) -> None:
        self.store.keep(draft(name, data))
        self.drafts[name] = data

    @rule(name=names, data=datas, call=st.integers(0, 25))
    def types_and_is_killed(self, name: str, data: bytes, call: int) -> None:
        self.killed_at(call, lambda: self.store.keep(draft(name, data)))
        self.start()
        now = {each.draft_id: each.article for each in self.store.drafts()}
        assert now.get(name) in (self.drafts.get(name), data)
        if name in now:
            self.drafts[name] = now[name]

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def throws_a_draft_away(self, data: st.DataObject) -> None:
        name = one_of(data, self.drafts)
        entry = self.store.discard(name)
        assert entry is not None
        self.trashed[entry.entry_id] = (name, self.drafts.pop(name))

    @precondition(lambda self: self.site)
    @rule(data=st.data())
    def throws_a_file_away(self, data: st.DataObject) -> None:
        name = one_of(data, self.site)
        entry = self.trash.put_file(self.folder / name, name)
        self.trashed[entry.entry_id] = (name, self.site.pop(name))

    @precondition(lambda self: self.trashed)
    @rule(data=st.data())
    def brings_something_back(self, data: st.DataObject) -> None:
        chosen = one_of(data, self.trashed)
        entry = next(each for each in self.trash.entries() if each.entry_id == chosen)
        name, content = self.trashed.pop(chosen)
        back = self.trash.restore(entry)
        if isinstance(back, Draft):
            assert (back.draft_id == name) == (name not in self.drafts)
            self.drafts[back.draft_id] = content
        else:
            assert (back.name == name) == (name not in self.site)
            self.site[back.name] = content

    @rule()
    def empties_the_trash(self) -> None:
        assert self.trash.empty() == len(self.trashed)
        self.trashed = {}

    @rule(name=names, data=datas)
    def keeps_a_version(self, name: str, data: bytes) -> None:
        self.kept.keep(name, data, "saved")
        earlier = self.versions.setdefault(name, [])
        if earlier[-1:] != [data]:
            earlier.append(data)

    @rule(texts=st.dictionaries(names, datas, min_size=1))
    def exports(self, texts: dict[str, bytes]) -> None:
        changes = self.changes(texts)
        self.export(changes)
        self.note_export(texts)

    @rule(texts=st.dictionaries(names, datas, min_size=1), call=st.integers(0, 120))
    def exports_and_is_killed(self, texts: dict[str, bytes], call: int) -> None:
        changes = self.changes(texts)
        was_killed = self.killed_at(call, lambda: self.export(changes))
        self.start()
        assert was_killed or self.on_disk() == self.site | texts
        if self.on_disk() != self.site:
            assert self.on_disk() == self.site | texts
            self.note_export(texts)

    @precondition(lambda self: self.exported)
    @rule()
    def undoes_an_export(self) -> None:
        entry = self.log.last()
        assert entry is not None
        last = self.exported[-1]
        if any(self.site.get(name) != after for name, (_, after) in last.items()):
            with pytest.raises(UndoRefusedError):
                self.log.undo(entry, self.writer)
            return
        self.log.undo(entry, self.writer)
        self.exported.pop()
        for name, (before, _) in last.items():
            self.change(name, before)

    @rule(name=names, data=st.none() | datas)
    def somebody_else_changes_a_file(self, name: str, data: bytes | None) -> None:
        if data is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            (self.folder / name).write_bytes(data)
        self.change(name, data)

    @rule()
    def starts_again(self) -> None:
        self.start()

    @invariant()
    def the_disk_agrees(self) -> None:
        assert self.on_disk() == self.site
        assert {each.draft_id: each.article for each in self.store.drafts()} == self.drafts
        assert not self.store.damaged() and not self.trash.damaged() and not self.kept.damaged()
        assert {each.entry_id: self.trash.read(each) for each in self.trash.entries()} == {
            entry_id: content for entry_id, (_, content) in self.trashed.items()
        }
        assert len(self.log.entries()) == len(self.exported)
        for name, texts in self.versions.items():
            assert [self.kept.read(version) for version in self.kept.versions(name)] == texts[::-1]

    def export(self, changes: list[FileChange]) -> None:
        self.writer.write_all(changes, "Export", lambda folders: self.log.record(changes, "Export", folders))

    def changes(self, texts: dict[str, bytes]) -> list[FileChange]:
        return [FileChange(self.folder / name, self.site.get(name), data) for name, data in texts.items()]

    def note_export(self, texts: dict[str, bytes]) -> None:
        real = {n: (self.site.get(n), data) for n, data in texts.items() if self.site.get(n) != data}
        if real:
            if self.exported[-1:] == [real]:
                self.exported.pop()  # made twice, it can be undone once
            self.exported.append(real)
        self.site |= texts

    def change(self, name: str, data: bytes | None) -> None:
        if data is None:
            self.site.pop(name, None)
        else:
            self.site[name] = data

    def on_disk(self) -> dict[str, bytes]:
        return {
            path.name: path.read_bytes()
            for path in self.folder.iterdir()
            if not path.name.startswith(".clinicwriter-")
        }


def one_of(data: st.DataObject, some: dict[str, Any]) -> str:
    """Choose by number, the oldest first: the names themselves are made by chance."""
    return list(some)[data.draw(st.integers(0, len(some) - 1))]


def draft(name: str, data: bytes) -> Draft:
    return Draft(name, None, None, None, data, None, name, 0, 0.0)


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 25), pytest.param(150, 50, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_whatever_happens_the_model_and_the_disk_agree(layer, tmp_path, monkeypatch, examples, steps):
    # Power cuts are another test's: here nothing has to reach the disk itself.
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    run_state_machine_as_test(
        lambda: Desk(layer, tmp_path),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
