"""Open, type, export, undo, change outside, kill, start again, in any order: no word is ever lost.

A person types numbered words into articles of the real window; somebody else changes the same files; the
program is killed, quits, or meets a disk that refuses. Work away from the window waits until a step lets it
run, so that every order of things is tried. A model knows each word that must still be somewhere, and every
byte of the site.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from clinicwriter.article import Article, Role
from clinicwriter.ui.trash.dialog import TrashDialog

from .model import ERRORS, KilledError, Model, numbers_in, theirs, words_in

ACTIONS = (
    "article.save", "article.discard", "article.duplicate", "article.delete", "site.refresh", "export.undo",
)  # fmt: skip
numbers = st.integers(0, 9)


class Practice(Model):
    """One person at one window, and somebody else at the same files."""

    @initialize(kind=st.sampled_from(["posts", "finished"]))
    def begins(self, kind: str) -> None:
        self.site = self.make_home(self.home, kind)
        self.start()
        self.needed = words_in(*self.files().values())

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
