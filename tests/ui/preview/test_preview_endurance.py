"""A working day of typing in the real window: memory stays where it is, and nothing is left behind."""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicwriter.rendering import flavour_for
from clinicwriter.resources import resource_path
from clinicwriter.ui.preview import has_web_engine

from .agreement import Comparing

KEYS_A_DAY = 24_000
"""Eight hours at 50 keys a minute, pauses for thinking included."""
WARM_UP = 4_000
SAMPLE_EVERY = 2_000
MOST_GROWTH_MB = 30
"""20 of them may be the spelling engine's, which forgets the texts it looked at from time to time."""
LEFT_WITHIN_S = 20
WORDS = (
    "the nurse said that a *quiet* room, **dim light** and `music` help most to rest (see [here](/a.html))"
)


@pytest.fixture
def comparing(home: Path) -> Iterator[Comparing]:
    """Start the real window on one of the sample's articles."""
    if not has_web_engine():
        pytest.skip("this computer has no WebEngine")
    made = Comparing(home)
    article = resource_path("sample-site", "articles", "first-infusion.md").read_bytes()
    made.open(article, flavour_for("finished"))
    yield made
    made.close()


class Typist:
    """Type as people do: sentences, second thoughts, lists, undo. The text keeps its length."""

    def __init__(self, comparing: Comparing) -> None:
        self._comparing = comparing
        self._edit = comparing.program.window.editor.text_edit
        self._choose = random.Random(8)
        self._text = comparing.program.session.lines.text()
        self.keys = 0

    def write(self, count: int) -> None:
        """Press so many keys or a few more."""
        last = self.keys + count
        while self.keys < last:
            self._sentence()
            self._second_thought()
            if self._choose.random() < 0.1:
                self._start_over()
            self._wait_for_page()

    def _press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._edit, key)
        self.keys += times

    def _sentence(self) -> None:
        lines = self._comparing.program.session.lines.texts
        self._comparing.program.window.editor.go_to_line(self._choose.randrange(len(lines)))
        self._press(Qt.Key.Key_End)
        begin = self._choose.choice(("", "", "", "\n", "\n- ", "\n## "))
        sentence = begin + " " + " ".join(self._choose.choices(WORDS.split(), k=12))
        for letter in sentence:
            if letter == "\n":
                self._press(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self._edit, letter)
                self.keys += 1

    def _second_thought(self) -> None:
        self._press(Qt.Key.Key_Backspace, self._choose.randrange(30))
        history = self._comparing.program.session.history
        if self._choose.random() < 0.3:
            history.undo()
            history.redo()

    def _start_over(self) -> None:
        self._comparing.program.window.editor.replace_text(self._text)

    def _wait_for_page(self) -> None:
        session, answers = self._comparing.program.session, self._comparing.answers
        self._comparing.wait(lambda: answers and answers[-1].revision == session.revision)
        self._comparing.settle()
        del answers[:-1]


def memory_mb() -> float:
    """Return the memory of the program with its processes, shared pages split among them."""
    gc.collect()
    me = psutil.Process()
    found = 0
    for process in (me, *me.children(recursive=True)):
        try:
            full = process.memory_full_info()
        except psutil.Error:
            continue
        found += getattr(full, "pss", 0) or full.uss
    return found / 1_000_000


def endure(comparing: Comparing, keys: int, warm_up: int, step: int) -> tuple[list[float], list[int]]:
    """Type for long; return the memory and the page's number of elements from time to time."""
    typist = Typist(comparing)
    memory, elements = [], []
    spelling, checks = comparing.program.spelling, comparing.program.checks
    looked: list[object] = []
    for part in (spelling, checks):
        part.checking.answered.connect(looked.append)
        comparing.wait(lambda: looked)  # so that what is made once is there
        looked.clear()
    typist.write(warm_up)
    while typist.keys < keys:
        typist._start_over()
        typist._wait_for_page()
        comparing.wait(lambda: not spelling.checking.is_busy)
        spelling.rest.timeout.emit()  # a day has pauses
        comparing.wait(lambda: not spelling.checking.is_busy)
        elements.append(int(str(comparing.ask("document.querySelectorAll('*').length"))))
        memory.append(memory_mb())
        typist.write(step)
    return memory, elements


def test_typing_leaves_no_elements_behind_on_the_page(comparing: Comparing) -> None:
    _memory, elements = endure(comparing, 600, 100, 200)
    assert len(set(elements)) == 1


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="shared memory is not told apart here")
def test_a_day_of_typing_takes_no_more_memory_and_leaves_no_process(home: Path) -> None:
    comparing = Comparing(home)
    article = resource_path("sample-site", "articles", "first-infusion.md").read_bytes()
    comparing.open(article, flavour_for("finished"))
    memory, elements = endure(comparing, KEYS_A_DAY, WARM_UP, SAMPLE_EVERY)
    pids = renderers(comparing)
    assert len(pids) >= 2
    comparing.close()
    last = time.monotonic() + LEFT_WITHIN_S
    comparing.wait(lambda: not any(map(is_alive, pids)) or time.monotonic() > last)
    assert not any(map(is_alive, pids))
    assert len(set(elements)) == 1
    half = len(memory) // 2
    early, late = min(memory[:half]), min(memory[half:])
    assert late - early < MOST_GROWTH_MB, f"memory in MB: {[round(each) for each in memory]}"


def renderers(comparing: Comparing) -> list[int]:
    """Return the processes that show the page and render the text."""
    page = comparing.program.window.preview.view.page  # type: ignore[attr-defined]  # of the web view
    workers = [
        child.pid
        for child in psutil.Process().children(recursive=True)
        if "clinicwriter.rendering.worker" in child.cmdline()
    ]
    return [page.renderProcessPid(), *workers]


def is_alive(pid: int) -> bool:
    """Say whether a process still runs."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
