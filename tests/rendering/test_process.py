"""Real child processes: they answer, they are ended when they run away, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from threading import Condition

import psutil
import pytest

from clinicwriter.article import LineChange
from clinicwriter.rendering import FLAVOURS, Answer, Block, RenderProcess
from clinicwriter.rendering.live import render_units
from clinicwriter.rendering.process import PATIENCE_S

BOTH_ENGINES = ("finished", "hugo")
LINES = ("# Head", "", "One paragraph.", "", "Another with *words*.", "", "- a", "- b")
WAIT_S = 40.0


class Listener:
    """Hold the page as the answers make it, and wait for what shall become of it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.answers: list[Answer] = []
        self._changed = Condition()

    def hear(self, answer: Answer) -> None:
        with self._changed:
            for swap in answer.operations:
                self.blocks[swap.first : swap.first + swap.removed] = swap.blocks
            self.answers.append(answer)
            self._changed.notify_all()

    def wait(self, condition: Callable[[Answer], bool]) -> Answer:
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.answers) and condition(self.answers[-1]), WAIT_S)
            return self.answers[-1]

    @property
    def html(self) -> str:
        return "".join(block.html for block in self.blocks)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture(params=BOTH_ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def process(name: str, listener: Listener) -> Iterator[RenderProcess]:
    process = RenderProcess(FLAVOURS[name], listener.hear)
    yield process
    pids = process.pids
    process.stop()
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []


def test_a_text_is_shown_and_followed_and_becomes_exact(
    name: str, process: RenderProcess, listener: Listener
) -> None:
    process.open(1, LINES)
    listener.wait(lambda answer: answer.revision == 1 and answer.is_exact)
    assert listener.html == "".join(render_units(LINES, FLAVOURS[name]))
    process.change(2, LineChange(2, 1, ("One paragraph more.", "", "[r]: x.html", "", "[a][r]")))
    listener.wait(lambda answer: answer.revision == 2 and answer.is_exact)
    lines = (*LINES[:2], "One paragraph more.", "", "[r]: x.html", "", "[a][r]", *LINES[3:])
    assert listener.html == "".join(render_units(lines, FLAVOURS[name]))


def test_another_text_takes_the_place_of_the_first(
    name: str, process: RenderProcess, listener: Listener
) -> None:
    process.open(1, LINES)
    process.open(2, ("Quite another.",))
    listener.wait(lambda answer: answer.revision == 2 and answer.is_exact)
    assert listener.html == "<p>Quite another.</p>\n"


@pytest.mark.parametrize("tangle", ["[" * 20_000, "[a](" * 8_000])
def test_a_tangled_paragraph_is_named_while_the_others_go_on(
    process: RenderProcess, listener: Listener, tangle: str
) -> None:
    process.open(1, LINES)
    listener.wait(lambda answer: answer.is_exact)
    process.change(2, LineChange(4, 1, (tangle,)))
    answer = listener.wait(
        lambda answer: answer.revision == 2 and (answer.tangled is not None or answer.is_exact)
    )
    if answer.tangled is None:
        pytest.skip("this engine gets through it in time here")
    assert answer.tangled.line == 4
    assert "Another with <em>words</em>." in listener.html, "the last good preview stays"
    process.change(3, LineChange(2, 1, ("Still going.",)))
    listener.wait(lambda answer: answer.revision == 3)
    assert "Still going." in listener.html
    process.change(4, LineChange(4, 1, ("Mended.",)))
    answer = listener.wait(lambda answer: answer.revision == 4 and answer.is_exact)
    assert answer.tangled is None
    assert "<p>Mended.</p>" in listener.html


def test_a_killed_child_is_replaced_and_nothing_is_lost(
    name: str, process: RenderProcess, listener: Listener
) -> None:
    process.open(1, LINES)
    listener.wait(lambda answer: answer.is_exact)
    for pid in process.pids:
        psutil.Process(pid).kill()
    process.change(2, LineChange(2, 1, ("After the end.",)))
    listener.wait(lambda answer: answer.revision == 2 and answer.is_exact)
    assert listener.html == "".join(render_units((*LINES[:2], "After the end.", *LINES[3:]), FLAVOURS[name]))


def test_a_hidden_pane_renders_nothing_and_catches_up_when_it_is_shown(
    name: str, process: RenderProcess, listener: Listener
) -> None:
    process.open(1, LINES)
    listener.wait(lambda answer: answer.is_exact)
    process.pause()
    process.change(2, LineChange(2, 1, ("While hidden.",)))
    count = len(listener.answers)
    time.sleep(0.6)
    assert len(listener.answers) == count
    process.resume()
    listener.wait(lambda answer: answer.revision == 2 and answer.is_exact)
    assert "While hidden." in listener.html


def test_whatever_characters_a_text_has_arrive(process: RenderProcess, listener: Listener) -> None:
    odd = "\ud800 \x00 \u2028 \U0001f600 \x1b \ufffe"
    process.open(1, (odd, "", "End."))
    listener.wait(lambda answer: answer.revision == 1 and len(answer.operations) > 0)
    listener.wait(lambda answer: answer.is_exact or answer.tangled is not None)
    assert "<p>End.</p>" in listener.html


def test_a_child_ends_when_the_program_is_gone() -> None:
    command = [sys.executable, "-m", "clinicwriter.rendering.worker"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(WAIT_S) == 0
    assert child.stdout is not None
    child.stdout.close()


def test_a_child_loads_no_window_and_no_engine_of_the_other_kind() -> None:
    program = (
        "import sys, clinicwriter.rendering.worker as worker\n"
        "from clinicwriter.rendering.live import LiveDocument\n"
        "from clinicwriter.rendering import FLAVOURS\n"
        "list(LiveDocument(FLAVOURS[sys.argv[1]]).open(0, ['# Hi']))\n"
        "print([name for name in ('PySide6', 'jinja2', 'yaml', 'markdown', 'markdown_it') "
        "if name in sys.modules])"
    )
    loaded = {
        name: subprocess.run(
            [sys.executable, "-c", program, name], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in BOTH_ENGINES
    }
    assert loaded == {"finished": "['markdown']", "hugo": "['markdown_it']"}


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the time of other processes is not told here"
)
def test_a_child_that_is_not_given_any_time_is_waited_for(process: RenderProcess, listener: Listener) -> None:
    process.open(1, LINES)
    listener.wait(lambda answer: answer.is_exact)
    before = process.pids
    for pid in before:
        os.kill(pid, signal.SIGSTOP)
    process.change(2, LineChange(2, 1, ("Said on a busy computer.",)))
    time.sleep(2.5 * PATIENCE_S)
    for pid in before:
        os.kill(pid, signal.SIGCONT)
    answer = listener.wait(lambda answer: answer.revision == 2 and answer.is_exact)
    assert answer.tangled is None
    assert process.pids == before
