"""Promises about work beside the window's thread: what nobody wants any more is heard by nobody."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.ui.beside import Beside
from clinicwriter.ui.long_work import LongWork
from clinicwriter.ui.progress_dialog import ProgressDialog
from clinicwriter.ui.questions import Questions
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Work

from .conftest import WAIT_MS, Answering


@pytest.mark.parametrize("fails", [False, True])
def test_a_question_that_was_dropped_is_never_answered(qtbot: QtBot, fails: bool) -> None:
    gate = Event()

    def answer(question: str) -> str:
        gate.wait()
        return str(1 // (not fails)) + question

    heard: list[object] = []
    beside = Beside(answer)
    beside.answered.connect(heard.append)
    beside.failed.connect(heard.append)
    beside.ask("one", ALWAYS)
    beside.drop()
    gate.set()
    qtbot.waitUntil(lambda: not beside.is_busy, timeout=WAIT_MS)
    assert heard == []
    beside.stop()


def test_a_question_asked_after_a_dropped_one_is_answered(qtbot: QtBot) -> None:
    beside = Beside(lambda question: question)
    heard: list[object] = []
    beside.answered.connect(heard.append)
    beside.ask("one", ALWAYS)
    beside.drop()
    beside.ask("two", ALWAYS)
    qtbot.waitUntil(lambda: heard == ["two"], timeout=WAIT_MS)
    beside.stop()


def test_an_answer_about_what_changed_meanwhile_is_not_heard_but_told_of(qtbot: QtBot) -> None:
    beside, now = Beside(lambda question: question), [1]
    heard: list[object] = []
    beside.answered.connect(heard.append)
    beside.came_late.connect(lambda: heard.append("late"))
    beside.ask("one", Ticket.of(lambda: tuple(now)))
    now.append(2)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT_MS)
    assert heard == ["late"]
    beside.stop()


def test_long_work_wished_twice_is_done_once_and_its_dialog_goes(qtbot: QtBot, answering: Answering) -> None:
    window, work, gate = QWidget(), Work(), Event()
    qtbot.addWidget(window)
    window.show()
    questions: Questions = answering
    long, done = LongWork(window, work, questions), []
    for number in (1, 2):
        long.run(
            "Checking",
            lambda _tell, _wanted: gate.wait(),
            lambda _answer, n=number: done.append(n),
            while_=ALWAYS,
        )
    dialogs = window.findChildren(ProgressDialog)
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in dialogs), timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: not work.is_busy, timeout=WAIT_MS)
    assert done == [1]
    assert not any(dialog.isVisible() for dialog in window.findChildren(ProgressDialog))
