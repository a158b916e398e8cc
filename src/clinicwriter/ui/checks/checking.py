"""Checks run beside the window's thread: one at a time, the newest question first.

State that changes: the question under way and the one that waits; and, in the worker alone, the checker with
what it remembers of the text, and the rules of the site that it was made for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, SignalInstance

from clinicwriter.checks import RULES_FOLDER, Checker, Ignores, Report, Subject, load_ignores, load_rules
from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.work import Outcome, attempt

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """What is to be checked. ``make`` reads files: it is called in the worker.

    ``opening`` and ``revision`` say which text it is about; ``root`` is where decisions to ignore are kept.
    """

    opening: int
    revision: int
    root: Path
    make: Callable[[], Subject]


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """A report without what is ignored; ``full`` has all. ``problems`` are files that could not be used."""

    question: CheckQuestion
    subject: Subject
    report: Report
    full: Report
    ignores: Ignores
    problems: tuple[str, ...] = ()


class Checking(QObject):
    """Answer questions, the newest one first; one that was overtaken is never answered."""

    answered = Signal(object)
    """Carries the ``CheckAnswer``."""
    failed = Signal(object)
    """Carries the ``Outcome``."""
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._worker = _Worker()
        self._waiting: CheckQuestion | None = None
        self._is_busy = False
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether a question is under way."""
        return self._is_busy

    def ask(self, question: CheckQuestion) -> None:
        """Check this as soon as can be."""
        self._waiting = question
        if not self._is_busy:
            self._begin()

    def stop(self) -> None:
        """Answer nothing more, and wait for what is under way. For the end of the program."""
        self._waiting = None
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
        else:
            self.answered.emit(outcome.answer)


class _Worker:
    """Check in the worker's thread. State: the checker and the rule files that it was made from."""

    def __init__(self) -> None:
        self._checker: Checker | None = None
        self._made_from: tuple[Path | None, _Stamp] = (None, ())

    def answer(self, question: CheckQuestion) -> CheckAnswer:
        subject = question.make()
        checker = self._checker_for(subject.site.root if subject.site is not None else None)
        problems = [str(problem) for problem in checker.rules.problems]
        try:
            ignores = load_ignores(question.root)
        except ClinicWriterError as error:
            ignores = Ignores()
            problems.append(f"{error.happened} {error.next_step}")
        full = checker.check(subject)
        report = full.without(lambda finding: ignores.hides(finding, subject.name))
        return CheckAnswer(question, subject, report, full, ignores, tuple(problems))

    def _checker_for(self, root: Path | None) -> Checker:
        made_from = (root, _stamp(root))
        if self._checker is None or made_from != self._made_from:
            self._checker = Checker(load_rules(root))
            self._made_from = made_from
        return self._checker


class _Errand(QRunnable):
    """Carry a question to the worker's thread and its outcome back."""

    def __init__(self, worker: _Worker, question: CheckQuestion, done: SignalInstance) -> None:
        super().__init__()
        self._worker = worker
        self._question = question
        self._done = done

    def run(self) -> None:
        self._done.emit(attempt(lambda: self._worker.answer(self._question)))


def _stamp(root: Path | None) -> _Stamp:
    """Return name, time and size of a site's own rule files: when they change, they are read again."""
    folder = root / RULES_FOLDER if root is not None else None
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for file in sorted(folder.glob("*.toml")):
        facts = file.stat()
        found.append((file.name, facts.st_mtime_ns, facts.st_size))
    return tuple(found)
