"""Open, type, export, undo, change outside, kill, start again, in any order: no word is ever lost.

A person types numbered words into articles of the real window; somebody else changes the same files; the
program is killed, quits, or meets a disk that refuses. Work away from the window waits until a step lets it
run, so that every order of things is tried. A model knows each word that must still be somewhere, and every
byte of the site.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from clinicwriter.article import Article, Role
from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import DraftStore, Places, Trash
from clinicwriter.ui.trash.dialog import TrashDialog

WORD = re.compile(rb"a(\d+)[mt]\d{4}")
ERRORS = (28, 13, 30, 5)
"""No room, no permission, a disk that can only be read, a drive with faults."""
ACTIONS = (
    "article.save", "article.discard", "article.duplicate", "article.delete", "site.refresh", "export.undo",
)  # fmt: skip
numbers = st.integers(0, 9)
Files = dict[str, bytes]


class KilledError(BaseException):
    """The process is no more: nothing after this is done, not even tidying up."""


class Practice(RuleBasedStateMachine):
    """One person at one window, somebody else at the same files, and a model of what must not be lost."""

    def __init__(
        self, layer: Any, start: Any, make_home: Any, uncaught: list[BaseException], at: Path
    ) -> None:
        super().__init__()
        self.layer, self.start_whole, self.make_home, self.uncaught = layer, start, make_home, uncaught
        self.home = Path(tempfile.mkdtemp(dir=at))
        self.needed: set[bytes] = set()
        self.was_on_disk: set[bytes] = set()
        self.counter = 0
        self.articles = 2
        self.copied: set[bytes] = set()
        self.writing: Files | None = None
        self.has_failed = False

    @initialize(kind=st.sampled_from(["posts", "finished"]))
    def begins(self, kind: str) -> None:
        self.site = self.make_home(self.home, kind)
        self.start()
        self.needed = words_in(*self.files().values())

    def start(self) -> None:
        self.now = self.start_whole(self.home)
        self.program = self.now.program
        self.person = self.now.person
        self.has_failed = False
        self.now.settle()

    def teardown(self) -> None:
        if hasattr(self, "now") and not self.now.work.is_dead:
            self.now.die()
        shutil.rmtree(self.home)
        self.uncaught.clear()

    # -- at the keyboard -------------------------------------------------------------------------

    @rule(number=numbers)
    def opens_an_article(self, number: int) -> None:
        rows = self.program.workspace.rows
        if rows:
            self.program.operations.open_row(rows[number % len(rows)].key)

    @rule()
    def begins_an_article(self) -> None:
        self.program.operations.new_article()
        self.program.session.set_field(Role.TITLE, f"New {self.new_word().decode()}")
        self.note_typed()

    @precondition(lambda self: self.is_open)
    @rule(at_end=st.booleans())
    def types(self, at_end: bool) -> None:
        edit = self.program.window.editor.text_edit
        edit.moveCursor(QTextCursor.MoveOperation.End if at_end else QTextCursor.MoveOperation.Start)
        QTest.keyClicks(edit, f" {self.new_word().decode()} ")
        self.note_typed()

    @precondition(lambda self: self.is_open)
    @rule(role=st.sampled_from([Role.SUMMARY, Role.TITLE]))
    def changes_a_detail(self, role: Role) -> None:
        before = self.open_words()
        self.program.session.set_field(role, f"Some {self.new_word().decode()}")
        self.forget(before - self.open_words())
        self.note_typed()

    @precondition(lambda self: self.is_open)
    @rule(is_undo=st.booleans())
    def takes_a_step_back_or_again(self, is_undo: bool) -> None:
        before, history = self.open_words(), self.program.session.history
        (history.undo if is_undo else history.redo)()
        after = self.open_words()
        self.forget(before - after)
        self.needed |= after - before

    @rule(seed=st.integers(0, 99))
    def changes_their_mind(self, seed: int) -> None:
        self.person.dice = random.Random(seed)

    @precondition(lambda self: self.is_open)
    @rule()
    def pauses(self) -> None:
        self.program.keeper.keep_now()

    @rule(name=st.sampled_from(ACTIONS))
    def chooses(self, name: str) -> None:
        if name == "article.duplicate" and self.is_open:
            self.copied |= numbers_in(self.open_bytes())
        self.program.window.book[name].trigger()

    @rule()
    def comes_back_to_the_window(self) -> None:
        self.program.window.came_to_front.emit()

    @rule()
    def wants_no_answer_any_more(self) -> None:
        self.program.work.stop()

    # -- plans -----------------------------------------------------------------------------------

    @precondition(lambda self: self.is_open)
    @rule()
    def begins_an_export(self) -> None:
        self.program.window.book["export.begin"].trigger()

    @precondition(lambda self: self.now.plans)
    @rule(agrees=st.booleans())
    def answers_the_plan(self, agrees: bool) -> None:
        planned = self.now.plans.pop(0)
        if agrees:
            self.program.exports.write(planned)
        else:
            self.program.exports.put_away()

    @precondition(lambda self: self.now.removals)
    @rule(agrees=st.booleans())
    def answers_the_removal(self, agrees: bool) -> None:
        plan = self.now.removals.pop(0)
        if agrees:
            self.program.removals.write(*plan)

    @precondition(lambda self: self.is_open)
    @rule(types=st.booleans())
    def exports_at_once(self, types: bool) -> None:
        self.now.settle()
        self.now.plans.clear()
        self.program.exports.put_away()
        if types:
            self.types(at_end=True)
        self.begins_an_export()
        self.settle()
        if self.now.plans:
            self.answers_the_plan(True)
            self.settle()

    # -- earlier texts ---------------------------------------------------------------------------

    @precondition(lambda self: self.is_open)
    @rule(number=numbers)
    def brings_a_version_back(self, number: int) -> None:
        self.program.window.book["article.versions"].trigger()
        self.settle()
        dialog = self.dialog()
        if dialog is None:
            return
        count = dialog.list.count()
        if count:
            dialog.list.setCurrentRow(number % count)
            dialog.accept()
        dialog.reject()
        self.now.hear()

    @rule(number=numbers)
    def brings_something_back_from_the_trash(self, number: int) -> None:
        self.program.window.book["trash.open"].trigger()
        self.settle()
        dialog = self.dialog()
        assert isinstance(dialog, TrashDialog)
        if dialog.list.count():
            dialog.list.setCurrentRow(number % dialog.list.count())
            dialog.restore_button.click()
            self.copied |= numbers_in(*self.drafts().values(), *self.files().values())
        self.settle()
        if self.dialog() is not None:
            dialog.accept()

    # -- time --------------------------------------------------------------------------------------

    @precondition(lambda self: self.now.work.waiting)
    @rule()
    def something_gets_done(self) -> None:
        self.do_next()

    @precondition(lambda self: self.now.keeping.waiting)
    @rule()
    def a_draft_gets_kept(self) -> None:
        self.now.run(self.now.keeping)

    @rule()
    def everything_gets_done(self) -> None:
        self.settle()

    def settle(self) -> None:
        while self.now.work.waiting or self.now.keeping.waiting:
            if self.now.keeping.waiting:
                self.now.run(self.now.keeping)
            else:
                self.do_next()
        self.now.hear()

    def do_next(self) -> None:
        """Let the next thing be done; see that the site becomes what was planned, or stays as it is."""
        job = self.now.work.waiting[0]._job
        before, planned = self.files(), self.planned(job)
        self.now.run(self.now.work)
        self.check_site(job.label, before, planned)

    def check_site(self, label: str, before: Files, planned: Files | None) -> None:
        after = self.files()
        if after == before:
            return
        assert planned is not None, f"{label} changed the site"
        assert after == planned, f"{label} wrote something else than was planned"

    def planned(self, job: Any) -> Files | None:
        """Return the files of the site as they are to be after a job; ``None`` for one that writes none."""
        files = self.files()
        cells = {name: cell.cell_contents for name, cell in closure_of(job.function)}
        if job.label in ("Exporting", "Removing the article"):
            plan = cells["plan"] if "plan" in cells else cells["planned"].plan
            return self.changed(files, {change.path: change.after for change in plan.changes})
        if job.label == "Undoing the export":
            return self.changed(files, {f.path: f.before for f in cells["entry"].files})
        if job.label == "Bringing it back":
            return self.changed(files, self.to_be_restored(cells["entry"]))
        return None

    def to_be_restored(self, entry: Any) -> dict[Path, bytes | None]:
        if entry.path is None:
            return {}
        place, number = entry.path, 1
        while place.exists():
            words = "restored" if number == 1 else f"restored {number}"
            stem = re.sub(r" \(restored(?: \d+)?\)$", "", entry.path.stem)
            place, number = entry.path.with_name(f"{stem} ({words}){entry.path.suffix}"), number + 1
        return {place: self.program.workspace.trash.read(entry)}

    def changed(self, files: Files, changes: dict[Path, bytes | None]) -> Files:
        files = dict(files)
        for path, data in changes.items():
            name = path.relative_to(self.site).as_posix()
            if data is None:
                files.pop(name, None)
            else:
                files[name] = data
        return files

    # -- somebody else ---------------------------------------------------------------------------

    @precondition(lambda self: self.article_files())
    @rule(number=numbers, how=st.sampled_from(["begin", "end", "title", "replace"]))
    def somebody_else_changes_a_file(self, number: int, how: str) -> None:
        path = pick(self.article_files(), number)
        data = path.read_bytes()
        word = self.new_word("t", numbers_in(data))
        path.write_bytes(changed_by_others(data, word, how))
        self.forget(theirs(words_in(data) - words_in(path.read_bytes())))
        self.needed.add(word)

    @precondition(lambda self: self.article_files())
    @rule(number=numbers, moves=st.booleans())
    def somebody_else_takes_a_file_away(self, number: int, moves: bool) -> None:
        path = pick(self.article_files(), number)
        self.copied |= numbers_in(path.read_bytes())
        if moves:
            path.rename(path.with_name(f"moved-{self.counter}-{path.name}"[-60:]))
            return
        self.forget(theirs(words_in(path.read_bytes())))
        self.needed -= words_in(path.read_bytes()) & {b"a1t0000", b"a2t0000"}
        path.unlink()

    # -- ends ------------------------------------------------------------------------------------

    @rule()
    def is_killed(self) -> None:
        self.die()
        self.start_after_a_kill(self.files(), None)

    @precondition(lambda self: self.now.work.waiting)
    @rule(call=st.integers(0, 90))
    def is_killed_at_work(self, call: int) -> None:
        job = self.now.work.waiting[0]._job
        before, planned = self.files(), self.planned(job)
        was_killed = self.meddled(call, KilledError(), lambda: self.now.run(self.now.work))
        if was_killed:
            self.die()
            self.start_after_a_kill(before, planned)
        else:
            self.check_site(job.label, before, planned)

    @precondition(lambda self: self.now.keeping.waiting)
    @rule(call=st.integers(0, 25))
    def is_killed_while_keeping(self, call: int) -> None:
        if self.meddled(call, KilledError(), lambda: self.now.run(self.now.keeping)):
            self.die()
            self.start_after_a_kill(self.files(), None)

    def start_after_a_kill(self, before: Files, planned: Files | None) -> None:
        self.start()
        after = self.files()
        assert after in (before, planned), "the site is neither as before nor as planned after a kill"
        assert not self.person.errors, f"told after a kill: {self.person.errors}"

    @rule()
    def quits_and_comes_back(self) -> None:
        self.settle()
        was = self.open_words() if self.is_open and self.program.session.copy.is_edited else set()
        if not self.program.window.close():
            assert self.has_failed, "quitting asked although all is kept"
            return
        self.now.die()
        self.start()
        if was and not self.is_settled_elsewhere():
            assert was <= self.open_words(), "another article is open after quitting"

    def is_settled_elsewhere(self) -> bool:
        return "omebody else" in self.program.window.status_bar.kept.text()

    # -- a disk that refuses ---------------------------------------------------------------------

    @precondition(lambda self: self.now.work.waiting)
    @rule(call=st.integers(0, 60), number=st.sampled_from(ERRORS))
    def a_job_meets_a_bad_disk(self, call: int, number: int) -> None:
        job = self.now.work.waiting[0]._job
        before, planned = self.files(), self.planned(job)
        self.has_failed |= self.meddled(
            call, OSError(number, os.strerror(number)), lambda: self.now.run(self.now.work), once=True
        )
        self.check_site(job.label, before, planned)

    @precondition(lambda self: self.now.keeping.waiting)
    @rule(call=st.integers(0, 12), number=st.sampled_from(ERRORS))
    def keeping_meets_a_bad_disk(self, call: int, number: int) -> None:
        error = OSError(number, os.strerror(number))
        self.meddled(call, error, lambda: self.now.run(self.now.keeping), once=True)
        self.now.hear()

    def meddled(
        self, call: int, error: BaseException, action: Callable[[], object], *, once: bool = False
    ) -> bool:
        """Do something, and let a call of the system fail: this one, and those after it unless ``once``."""
        left = call

        def meddle(_name: str, real: Any, args: Any, kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == -1 or (left < -1 and not once):
                raise error
            return real(*args, **kwargs)

        try:
            with self.layer.between(meddle):
                action()
        except KilledError:
            return True
        in_a_slot = [each for each in self.uncaught if isinstance(each, KilledError)]
        self.uncaught[:] = [each for each in self.uncaught if each not in in_a_slot]
        return bool(in_a_slot) or (left < 0 and once)

    # -- what must hold --------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        assert not self.uncaught, repr(self.uncaught)
        if not hasattr(self, "now"):
            return
        self.only_foreseen_errors_were_met()
        kept = tuple(self.kept_texts())
        self.no_word_is_lost(kept)
        for text in (*kept, self.open_bytes()):
            assert len(numbers_in(text)) <= 1, f"words of two articles in one text: {text!r}"
        self.what_is_said_to_be_kept_is_kept()
        keys = [row.key for row in self.program.operations.shown_rows()]
        assert len(keys) == len(set(keys)), f"an article is twice in the list: {keys}"

    def only_foreseen_errors_were_met(self) -> None:
        for error in self.person.errors:
            assert isinstance(error, ClinicWriterError), repr(error)
            assert error.happened

    def no_word_is_lost(self, kept: tuple[bytes, ...]) -> None:
        on_disk = words_in(*kept)
        self.was_on_disk |= on_disk
        lost = self.needed - on_disk - self.open_words() - words_in(*self.texts_on_their_way())
        assert not lost, f"lost: {sorted(lost)}"

    def what_is_said_to_be_kept_is_kept(self) -> None:
        if not self.is_open or not self.program.keeper.is_all_kept:
            return
        copy = self.program.session.copy
        if copy.is_edited and words_in(self.open_bytes()):
            assert self.drafts().get(copy.draft_id) == self.open_bytes()

    # -- parts -----------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.program.session.is_open

    def die(self) -> None:
        """Be killed: what never reached the disk may be gone, within the two seconds that are allowed."""
        on_disk = words_in(*self.kept_texts())
        self.needed &= on_disk | self.was_on_disk
        self.now.die()

    def new_word(self, kind: str = "m", of: set[bytes] | None = None) -> bytes:
        """Make a word that was never typed, with the number of the article that it goes to."""
        self.counter += 1
        found = of if of is not None else numbers_in(self.open_bytes())
        if not found:
            self.articles += 1
        number = int(min(found)) if found else self.articles
        return f"a{number}{kind}{self.counter:04d}".encode()

    def note_typed(self) -> None:
        self.needed |= self.open_words()

    def forget(self, words: set[bytes]) -> None:
        self.needed -= words
        self.was_on_disk -= words

    def open_bytes(self) -> bytes:
        return self.program.session.article.to_bytes() if self.is_open else b""

    def open_words(self) -> set[bytes]:
        return words_in(self.open_bytes())

    def files(self) -> Files:
        paths = (path for path in self.site.rglob("*") if path.is_file() and ".clinicwriter" not in str(path))
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in paths}

    def article_files(self) -> list[Path]:
        return sorted(
            path for path in self.site.rglob("*.md") if path.name != "README.md" and path.name[0] != "."
        )

    def drafts(self) -> Files:
        return {
            draft.draft_id: draft.article for draft in DraftStore(Places.below(self.home).drafts).drafts()
        }

    def kept_texts(self) -> Iterator[bytes]:
        """Yield every text on the disk in which a person can still find words."""
        places = Places.below(self.home)
        yield from (path.read_bytes() for path in self.article_files())
        yield from self.drafts().values()
        yield from (zlib.decompress(path.read_bytes()) for path in places.versions.rglob("*.z"))
        trash = Trash(places.trash, places.drafts)
        yield from (trash.read(entry) for entry in trash.entries())

    def texts_on_their_way(self) -> Iterator[bytes]:
        for task in self.now.keeping.waiting:
            yield task._details.with_text(task._text).to_bytes()

    def dialog(self) -> Any:
        shown = [each for each in self.program.window.findChildren(QDialog) if each.isVisible()]
        return shown[-1] if shown else None


def words_in(*texts: bytes) -> set[bytes]:
    return {found[0] for text in texts for found in WORD.finditer(text)}


def numbers_in(*texts: bytes) -> set[bytes]:
    return {found[1] for text in texts for found in WORD.finditer(text)}


def theirs(words: set[bytes]) -> set[bytes]:
    return {word for word in words if b"t" in word}


def pick(paths: list[Path], number: int) -> Path:
    return paths[number % len(paths)]


def changed_by_others(data: bytes, word: bytes, how: str) -> bytes:
    article = Article.from_bytes(data)
    if how == "title":
        return article.with_field(Role.TITLE, f"Theirs {word.decode()}").to_bytes()
    text = {
        "begin": f"\n{word.decode()}\n{article.text}",
        "end": f"{article.text}\n{word.decode()}\n",
        "replace": f"\nAll new {word.decode()}\n",
    }[how]
    return article.with_text(text).to_bytes()


def closure_of(function: Any) -> Iterator[tuple[str, Any]]:
    return zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)


@pytest.mark.parametrize(
    ("examples", "steps"), [(6, 30), pytest.param(400, 60, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_whatever_happens_no_word_is_lost(
    layer, start_whole, make_home, uncaught, tmp_path, monkeypatch, examples, steps
):
    # Power cuts are another test's: here nothing has to reach the disk itself.
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    run_state_machine_as_test(
        lambda: Practice(layer, start_whole, make_home, uncaught, tmp_path),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if os.environ.get("SHRINK") else [Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
