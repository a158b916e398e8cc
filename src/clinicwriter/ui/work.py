"""Work away from the window's thread: one job after the other, its answer brought back to the window."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, SignalInstance

from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.tickets import Ticket

SHOW_AFTER_MS = 300
"""Work that is done sooner is not shown."""
OFFER_STOP_AFTER_MS = 3000
STOP_WAIT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its answer, or what went wrong."""

    answer: Any = None
    error: BaseException | None = None
    trace: str = ""


def attempt(function: Callable[[], Any]) -> Outcome:
    """Call a function; bring back its answer or what went wrong: the edge that catches the unexpected."""
    try:
        return Outcome(answer=function())
    except ClinicWriterError as error:
        return Outcome(error=error, trace=error.details)
    except Exception as error:  # noqa: BLE001  # the one door for errors that nobody foresaw
        return Outcome(error=error, trace=traceback.format_exc())


@dataclass(slots=True)
class Job:
    """One piece of work under way, and who waits for it. State: whether it is still wanted."""

    label: str
    function: Callable[[], Any]
    ticket: Ticket
    on_done: Callable[[Any], object] | None
    on_error: Callable[[Outcome], object] | None
    too_late: Callable[[], object] | None
    on_stopped: Callable[[], object] | None = None
    can_stop: bool = True
    is_stopped: bool = False

    def stop(self) -> None:
        """Want no answer any more; a job that has not begun does not begin."""
        self.is_stopped = True


class Work(QObject):
    """Run jobs in the order in which they were given. State: those under way, and whether it ended."""

    shown = Signal(str)
    """A job takes a while: show its label; an empty one when there is nothing to show any more."""
    stop_offered = Signal()
    """The job that is shown takes long: offer to stop it."""
    _ended = Signal(object, object)
    error_met = Signal(object)
    """A job without a handler of its own for errors failed; carries the ``Outcome``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[Job] = []
        self._has_ended = False
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._show_timer = _single_shot(self, SHOW_AFTER_MS, self._show)
        self._stop_timer = _single_shot(self, OFFER_STOP_AFTER_MS, self._offer_stop)

    @property
    def is_busy(self) -> bool:
        """Say whether a job is under way."""
        return bool(self._jobs)

    def run(
        self,
        label: str,
        function: Callable[[], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Outcome], object] | None = None,
        *,
        while_: Ticket,
        too_late: Callable[[], object] | None = None,
        on_stopped: Callable[[], object] | None = None,
    ) -> Job:
        """Run ``function`` elsewhere; then call ``on_done`` with its answer, or ``on_error``, here.

        This is the gate for late answers: where the ticket ``while_`` does not hold any more, an answer goes
        nowhere, and ``too_late`` is called instead. What went wrong is told in any case.
        ``label`` says to people what goes on: "Opening the site". Where somebody wants no answer any more,
        ``on_stopped`` is called instead.
        """
        return self._begin(Job(label, function, while_, on_done, on_error, too_late, on_stopped))

    def write(
        self,
        label: str,
        function: Callable[[], Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[Outcome], object] | None = None,
        *,
        while_: Ticket,
        too_late: Callable[[], object] | None = None,
    ) -> Job:
        """Run what cannot be stopped, else as ``run`` does: one has to know what it wrote.

        That is also for what writes beside people's work: who has an article open, a draft made of a page.
        And it is for what somebody asked to come into the text, as a paste: stopped, it would be missing.
        """
        return self._begin(Job(label, function, while_, on_done, on_error, too_late, can_stop=False))

    def _begin(self, job: Job) -> Job:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._show_timer.start()
            self._stop_timer.start()
        self._pool.start(_Errand(job, self._ended))
        return job

    def stop(self) -> None:
        """Want no answer any more of the jobs under way, but of those that write."""
        for job in self._jobs:
            if job.can_stop:
                job.stop()

    def end(self) -> bool:
        """Wait for the work under way, whose answers nobody hears any more; say whether all was done.

        For the end of the program: an answer that still comes would meet a window that is gone.
        """
        self._has_ended = True
        return self._pool.waitForDone(STOP_WAIT_MS)

    def _finish(self, job: Job, outcome: Outcome) -> None:
        self._jobs.remove(job)
        if self._has_ended:
            return
        if not self._jobs:
            self._show_timer.stop()
            self._stop_timer.stop()
            self.shown.emit("")
        if job.is_stopped:
            if job.on_stopped is not None:
                job.on_stopped()
            return
        if outcome.error is not None:
            (job.on_error or self.error_met.emit)(outcome)
        elif not job.ticket.holds:
            if job.too_late is not None:
                job.too_late()
        elif job.on_done is not None:
            job.on_done(outcome.answer)

    def _offer_stop(self) -> None:
        if any(job.can_stop for job in self._jobs):
            self.stop_offered.emit()

    def _show(self) -> None:
        if self._jobs:
            self.shown.emit(self._jobs[0].label)


class _Errand(QRunnable):
    """Carry a job to a worker's thread and its outcome back."""

    def __init__(self, job: Job, ended: SignalInstance) -> None:
        super().__init__()
        self._job = job
        self._ended = ended

    def run(self) -> None:
        outcome = Outcome() if self._job.is_stopped else attempt(self._job.function)
        self._ended.emit(self._job, outcome)


def _single_shot(parent: QObject, delay_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer
