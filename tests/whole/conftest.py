"""The whole program with its work held back: nothing happens away from the window before a test lets it."""

from __future__ import annotations

import gc
import random
import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRunnable, QTimer

from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import Choice, Places
from clinicwriter.ui.application import Program, build, prepare_application
from clinicwriter.ui.preview import PreviewPane
from clinicwriter.ui.preview.simple import SimpleView
from clinicwriter.ui.questions import STAY, Message, Question
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.settling import Changer, Contested
from clinicwriter.ui.work import Outcome

LONG_MS = 10**8
LATE_MS = 1000
"""No timer of the program may ring by itself: a test says when time passes."""
FRONT = "---\ntitle: {title}\ndate: 2026-03-0{day}\n---\n\nOne line about {title}.\n\n{word}\n"


class HeldPool:
    """Stand in for a pool of threads: what is started waits until somebody lets it run."""

    def __init__(self) -> None:
        self.waiting: deque[QRunnable] = deque()
        self.is_dead = False

    def start(self, task: QRunnable) -> None:
        if not self.is_dead:
            self.waiting.append(task)

    def waitForDone(self, _ms: int = -1) -> bool:  # noqa: N802
        while self.waiting:
            self.run_next()
        return not self.is_dead

    def run_next(self) -> None:
        self.waiting.popleft().run()

    def die(self) -> None:
        self.is_dead = True
        self.waiting.clear()


class IdlePool:
    """Do nothing that is started: what checks and spelling find is another test's."""

    def start(self, _task: QRunnable) -> None: ...

    def waitForDone(self, _ms: int = -1) -> bool:  # noqa: N802
        return True


class IdleEngine:
    """Doubt no word."""

    def teach(self, _words: object) -> None: ...

    def check(self, _text: str) -> tuple[()]:
        return ()


class IdleRenderer:
    """Render nothing: the preview is another test's."""

    def open(self, _revision: int, _lines: Sequence[str]) -> None: ...

    def change(self, _revision: int, _change: object) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self) -> None: ...


@dataclass
class Person:
    """Answer every question by the dice, and remember what was told."""

    dice: random.Random = field(default_factory=lambda: random.Random(0))
    asked: list[Question] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    has_given_up: bool = False
    """They were told that the last changes are lost if they go on, and went on."""

    def ask(self, question: Question) -> str:
        self.asked.append(question)
        answer = self.dice.choice([answer.key for answer in question.answers] + [STAY])
        self.has_given_up |= answer == "leave" and "are lost" in question.text
        return answer

    def tell(self, message: Message) -> None:
        self.told.append(message)

    def ask_text(self, title: str, label: str, text: str, verb: str) -> str | None:
        return None

    def settle(
        self, title: str, contested: Sequence[Contested], *, by: Changer = Changer.SOMEBODY
    ) -> tuple[Choice, ...] | None:
        if self.dice.random() < 0.2:
            return None
        return tuple(self.dice.choice(list(Choice)) for _ in contested)

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        return None

    def choose_file(self, title: str, start: Path | None, kinds: str) -> Path | None:
        return None

    def choose_new_file(self, title: str, suggestion: Path) -> Path | None:
        return None


class Running:
    """One start of the program: its parts, its held work, and the plans that wait for an answer."""

    def __init__(self, home: Path, person: Person) -> None:
        self.program: Program = build(
            Places.below(home),
            person,
            theme="light",
            make_engine=lambda _english: IdleEngine(),
            make_preview=_idle_preview,  # type: ignore[arg-type]
        )
        self.work, self.keeping = HeldPool(), HeldPool()
        self.plans: list[Any] = []
        self.removals: list[tuple[Any, ...]] = []
        self.person = person
        program = self.program
        program.work._pool = self.work  # type: ignore[assignment]
        program.keeper._pool = self.keeping  # type: ignore[assignment]
        for timer in (program.keeper._pause, program.keeper._burst):
            timer.setInterval(LONG_MS)
        for timer in program.window.findChildren(QTimer):
            if timer.interval() >= LATE_MS:  # what comes by the clock would come at another step each time
                timer.setInterval(LONG_MS)
        for flow in (program.checks, program.spelling):
            for part in vars(flow).values():
                if type(part).__module__.endswith(".checking"):
                    part._pool = IdlePool()
        program.catalogue.follower.look = lambda: None  # type: ignore[method-assign]
        program.exports.planned.disconnect()
        program.exports.planned.connect(self.plans.append)
        program.removals.planned.disconnect()
        program.removals.planned.connect(lambda *plan: self.removals.append(plan))
        program.work.error_met.connect(self._note_error)
        program.window.show()
        program.desk.start()

    def _note_error(self, outcome: Outcome) -> None:
        assert outcome.error is not None
        self.person.errors.append(outcome.error)

    def settle(self) -> None:
        """Let everything that waits be done, in its order."""
        while self.work.waiting or self.keeping.waiting:
            self.run(self.work if self.work.waiting else self.keeping)

    def run(self, pool: HeldPool) -> None:
        """Let one waiting task be done, and the window hear of it."""
        if pool.waiting:
            pool.run_next()
        self.hear()

    def hear(self) -> None:
        self.program.application.processEvents()

    def die(self) -> None:
        """End as a killed process does: nothing that waits is done any more."""
        self.work.die()
        self.keeping.die()
        self.program.keeper._pause.stop()
        self.program.keeper._burst.stop()
        self.program.session.blockSignals(True)
        for hears in (self.program.work, self.program.keeper):
            QCoreApplication.removePostedEvents(hears)
        for end in self.program.desk._ends:
            end()
        self.program.window.preview.release()
        self.program.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _idle_preview(session: Any, keeper: Any) -> PreviewPane:
    return PreviewPane(
        session, keeper, make_view=lambda: (SimpleView(), False), start_renderer=lambda *_: IdleRenderer()
    )


def lay_out_site(folder: Path, kind: str) -> Path:
    """Make a small site of some kind, each of its articles with a word of its own in it."""
    if kind == "finished":
        shutil.copytree(resource_path("sample-site"), folder)
        for number, path in enumerate(sorted((folder / "articles").glob("*.md"))):
            if number > 1:
                path.unlink()
                continue
            data = path.read_bytes()
            path.write_bytes(data.replace(b"\n\n## ", f"\n\na{number + 1}t0000\n\n## ".encode(), 1))
        return folder
    posts = folder / "content" / "posts"
    posts.mkdir(parents=True)
    shutil.copyfile(resource_path("sample-site") / "clinicwriter.toml", folder / "clinicwriter.toml")
    (folder / "hugo.toml").write_text('baseURL = "https://clinic.example/"\ntitle = "Clinic"\n')
    for number in (1, 2):
        text = FRONT.format(title=f"Post {number}", day=number, word=f"a{number}t0000")
        (posts / f"post-{number}.md").write_text(text)
    return folder


StartWhole = Callable[..., Running]


@pytest.fixture
def start_whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[StartWhole]:
    """Start the whole program over a home, as often as a test likes."""
    prepare_application()
    monkeypatch.setattr("clinicwriter.ui.elsewhere.BELIEVED_GONE_AFTER_S", -1.0)
    monkeypatch.setattr("clinicwriter.ui.keeping.TRY_AGAIN_MS", LONG_MS)
    running: list[Running] = []

    def start(home: Path, person: Person | None = None) -> Running:
        now = Running(home, person or Person())
        running.append(now)
        return now

    yield start
    for each in running:
        if not each.work.is_dead:
            each.die()
    running.clear()
    gc.collect()


@pytest.fixture
def make_home() -> Callable[[Path, str], Path]:
    """Make a home whose recent site is a small one of some kind; return the site's folder."""

    def make(home: Path, kind: str) -> Path:
        site = lay_out_site(home / "site", kind)
        SettingsFile(Places.below(home).settings).change(recent_sites=(str(site),))
        return site

    return make


@pytest.fixture
def uncaught(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Collect what is raised in a slot, which Qt would only print."""
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(error))
    return found
