"""The whole window over a copy of the sample site, with somebody who answers its questions."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.language.spelling_engine import Doubt
from clinicwriter.safekeeping import Choice, Places
from clinicwriter.ui.application import Program, build, prepare_application
from clinicwriter.ui.preview import PreviewPane
from clinicwriter.ui.preview.simple import SimpleView
from clinicwriter.ui.questions import STAY, Message, Question
from clinicwriter.ui.settling import Changer, Contested

WAIT_MS = 15_000


class Answering:
    """Answer questions with what a test prepared, and remember what was asked and told."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.texts: list[str | None] = []
        self.paths: list[Path | None] = []
        self.asked: list[Question] = []
        self.told: list[Message] = []
        self.settled: list[tuple[Contested, ...]] = []
        self.settled_by: list[Changer] = []
        self.choices: list[tuple[Choice, ...]] = []

    def ask(self, question: Question) -> str:
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else STAY

    def tell(self, message: Message) -> None:
        self.told.append(message)

    def ask_text(self, title: str, label: str, text: str, verb: str, without: str = "") -> str | None:
        return self.texts.pop(0) if self.texts else None

    def settle(
        self, title: str, contested: Sequence[Contested], *, by: Changer = Changer.SOMEBODY
    ) -> tuple[Choice, ...] | None:
        self.settled.append(tuple(contested))
        self.settled_by.append(by)
        return self.choices.pop(0) if self.choices else None

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        return self.paths.pop(0)

    def choose_file(self, title: str, start: Path | None, kinds: str) -> Path | None:
        return self.paths.pop(0)

    def choose_files(self, title: str, start: Path | None, kinds: str) -> list[Path]:
        chosen, self.paths = [path for path in self.paths if path is not None], []
        return chosen

    def choose_new_file(self, title: str, suggestion: Path) -> Path | None:
        return self.paths.pop(0)


class ListEngine:
    """An engine for spelling that takes no time: it doubts the words that a test names."""

    def __init__(self) -> None:
        self.doubts: dict[str, tuple[bool, tuple[str, ...]]] = {}
        self.taught: frozenset[str] = frozenset()
        self.checked: list[str] = []

    def doubt(self, words: str, *suggestions: str, is_spelling: bool = True) -> None:
        self.doubts[words] = (is_spelling, suggestions)

    def teach(self, words: Iterable[str]) -> None:
        self.taught = frozenset(words)

    def check(self, text: str) -> tuple[Doubt, ...]:
        self.checked.append(text)
        found = [
            Doubt(place.start(), place.end(), is_spelling, words, f"Is {words} right?", suggestions)
            for words, (is_spelling, suggestions) in self.doubts.items()
            if words not in self.taught
            for place in re.finditer(rf"\b{re.escape(words)}\b", text)
        ]
        return tuple(sorted(found, key=lambda doubt: doubt.start))


MakeProgram = Callable[[], Program]


@pytest.fixture
def engine() -> ListEngine:
    return ListEngine()


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Make the one application object as the program does, before any test asks for it."""
    return type(prepare_application())


@pytest.fixture
def answering() -> Answering:
    return Answering()


@pytest.fixture
def make_program(qtbot: QtBot, home: Path, answering: Answering, engine: ListEngine) -> Iterator[MakeProgram]:
    """Start the program, as often as a test likes, over the same home."""
    made: list[Program] = []

    def make() -> Program:
        program = build(
            Places.below(home),
            answering,
            theme="light",
            make_preview=lambda session, keeper: PreviewPane(
                session, keeper, make_view=lambda: (SimpleView(), False)
            ),
            make_engine=lambda _english: engine,
        )
        made.append(program)
        qtbot.addWidget(program.window)
        program.work.error_met.connect(
            lambda outcome: answering.told.append(Message(str(outcome.error), outcome.trace))
        )
        program.window.resize(1440, 900)
        program.window.show()
        program.desk.start()
        qtbot.waitUntil(lambda: not program.work.is_busy and program.session.is_open, timeout=WAIT_MS)
        return program

    yield make
    for program in made:
        program.keeper.keep_and_wait()
        program.work.end()
        program.catalogue.stop()
        program.spelling.stop()
        program.window.preview.release()
    made.clear()
    gc.collect()


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    """Start the program for the first time: the sample site is open, and its newest article."""
    return make_program()
