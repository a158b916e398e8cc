"""Spelling looked at beside the window's thread: one article at a time, the newest question first.

State that changes: the question under way and the one that waits; and, in the worker alone, the engine with
what it remembers of the text, and the word lists as they were last read.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, SignalInstance

from clinicwriter.article import Role
from clinicwriter.language.english import English
from clinicwriter.language.lexicon import Lexicon, medical_words
from clinicwriter.language.speller import Engine, Speller
from clinicwriter.language.spelling_findings import LanguageFinding
from clinicwriter.ui.spelling.word_files import WordFiles, Words
from clinicwriter.ui.work import Outcome, attempt

BREATHE_EVERY, BREATH_S = 16, 0.0001
"""After so many parts of the text the worker lets others run, for so many seconds."""
MakeEngine = Callable[[English], Engine]


@dataclass(frozen=True, slots=True)
class SpellingQuestion:
    """What is to be looked at. ``make_names`` reads the site's names: it is called in the worker.

    ``opening`` and ``revision`` say which text it is; ``names_turn`` changes when the names may have.
    """

    opening: int
    revision: int
    english: English
    files: WordFiles
    names_turn: int
    make_names: Callable[[], frozenset[str]]
    lines: tuple[str, ...]
    details: tuple[tuple[Role, str], ...] = ()


DetailFinding = tuple[Role, LanguageFinding]
"""What is doubtful in a detail: columns count in its words."""


@dataclass(frozen=True, slots=True)
class SpellingAnswer:
    """What was found in the text and in details, without what somebody ignores.

    ``is_other_language`` says why nothing was.
    """

    question: SpellingQuestion
    findings: tuple[LanguageFinding, ...]
    details: tuple[DetailFinding, ...] = ()
    is_other_language: bool = False


class Checking(QObject):
    """Answer questions, the newest one first; one that was overtaken is left at once and never answered."""

    answered = Signal(object)
    """Carries the ``SpellingAnswer``."""
    failed = Signal(object)
    """Carries the ``Outcome``."""
    _done = Signal(object)

    def __init__(self, make_engine: MakeEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._worker = _Worker(make_engine)
        self._waiting: SpellingQuestion | None = None
        self._is_busy = False
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether a question is under way."""
        return self._is_busy

    def ask(self, question: SpellingQuestion) -> None:
        """Look at this as soon as can be."""
        self._waiting = question
        self._worker.newest = (question.opening, question.revision)
        if not self._is_busy:
            self._begin()

    def drop(self) -> None:
        """Want no answer any more."""
        self._waiting = None
        self._worker.newest = None

    def stop(self) -> None:
        """Answer nothing more, and wait for what is under way. For the end of the program."""
        self.drop()
        self._pool.waitForDone()

    def _begin(self) -> None:
        question, self._waiting = self._waiting, None
        if question is not None:
            self._is_busy = True
            self._pool.start(_Errand(self._worker, question, self._done))

    def _finish(self, outcome: Outcome) -> None:
        self._is_busy = False
        if self._waiting is not None:
            self._begin()
        elif outcome.error is not None:
            self.failed.emit(outcome)
        elif outcome.answer is not None:
            self.answered.emit(outcome.answer)


class _Worker:
    """Look in the worker's thread. State: the speller, and the words that it was taught.

    ``newest`` is the text that is wanted, set from the window's thread: one assignment, read between parts.
    """

    def __init__(self, make_engine: MakeEngine) -> None:
        self._make_engine = make_engine
        self.newest: tuple[int, int] | None = None
        self._speller: tuple[English, Speller] | None = None
        self._names: tuple[int, frozenset[str]] = (-1, frozenset())
        self._taught: tuple[Words | None, frozenset[str]] = (None, frozenset())
        self._looked = 0

    def answer(self, question: SpellingQuestion) -> SpellingAnswer | None:
        words = question.files.read()
        speller = self._speller_for(question, words)
        found = speller.check(question.lines, lambda: self._is_wanted(question))
        if found is None:
            return None
        ignored = words.ignored
        findings = tuple(finding for finding in found.findings if not ignored.holds(finding))
        if found.is_other_language:
            return SpellingAnswer(question, (), is_other_language=True)
        details = tuple(
            (role, finding)
            for role, text in question.details
            for finding in speller.check_words(text)
            if not ignored.holds(finding)
        )
        return SpellingAnswer(question, findings, details)

    def _is_wanted(self, question: SpellingQuestion) -> bool:
        self._looked += 1
        if not self._looked % BREATHE_EVERY:
            # Python would let the window's thread wait for 5 ms before it takes turns.
            time.sleep(BREATH_S)
        return self.newest == (question.opening, question.revision)

    def _speller_for(self, question: SpellingQuestion, words: Words) -> Speller:
        if self._names[0] != question.names_turn:
            self._names = (question.names_turn, question.make_names())
        if self._speller is None or self._speller[0] is not question.english:
            self._speller = (question.english, Speller(self._make_engine(question.english), Lexicon()))
            self._taught = (None, frozenset())
        if self._taught != (words, self._names[1]):
            self._taught = (words, self._names[1])
            names = self._names[1]
            self._speller[1].learn(Lexicon.of(medical_words(), words.clinic, words.own, names))
        return self._speller[1]


class _Errand(QRunnable):
    """Carry a question to the worker's thread and its outcome back."""

    def __init__(self, worker: _Worker, question: SpellingQuestion, done: SignalInstance) -> None:
        super().__init__()
        self._worker = worker
        self._question = question
        self._done = done

    def run(self) -> None:
        self._done.emit(attempt(lambda: self._worker.answer(self._question)))
