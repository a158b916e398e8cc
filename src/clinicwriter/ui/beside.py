"""Work that follows what somebody writes, beside the window's thread: the newest question alone is answered.

State that changes: the question under way, the one that waits, and which is the newest, with its ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, SignalInstance

from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Outcome, attempt


class Beside(QObject):
    """Put questions to one worker, in its own thread; a question that was overtaken is never answered."""

    answered = Signal(object)
    """Carries what the worker returned; ``None`` is no answer."""
    came_late = Signal()
    """The newest question was answered when its ticket did not hold any more: it may be asked anew."""
    failed = Signal(object)
    """Carries the ``Outcome``."""
    _done = Signal(object)

    def __init__(self, answer: Callable[[Any], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._answer = answer
        self._waiting: object = None
        self._newest: object = None
        self._ticket = ALWAYS
        self._is_busy = False
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether a question is under way."""
        return self._is_busy

    def is_wanted(self, question: object) -> bool:
        """Say whether this is still the newest question. For the worker to ask now and then."""
        return self._newest is question

    def ask(self, question: object, while_: Ticket) -> None:
        """Answer this as soon as can be; an answer is heard only while the ticket holds."""
        self._waiting = self._newest = question
        self._ticket = while_
        if not self._is_busy:
            self._begin()

    def drop(self) -> None:
        """Want no answer any more."""
        self._waiting = self._newest = None

    def stop(self) -> None:
        """Answer nothing more, and wait for what is under way. For the end of the program."""
        self.drop()
        self._pool.waitForDone()

    def _begin(self) -> None:
        question, self._waiting = self._waiting, None
        if question is not None:
            self._is_busy = True
            self._pool.start(_Errand(lambda: self._answer(question), self._done))

    def _finish(self, outcome: Outcome) -> None:
        self._is_busy = False
        if self._waiting is not None:
            self._begin()
        elif self._newest is None:
            return  # dropped meanwhile
        elif outcome.error is not None:
            self.failed.emit(outcome)
        elif not self._ticket.holds:
            self.came_late.emit()
        elif outcome.answer is not None:
            self.answered.emit(outcome.answer)


class _Errand(QRunnable):
    """Carry a question to the worker's thread and its outcome back."""

    def __init__(self, job: Callable[[], Any], done: SignalInstance) -> None:
        super().__init__()
        self._job = job
        self._done = done

    def run(self) -> None:
        self._done.emit(attempt(self._job))
