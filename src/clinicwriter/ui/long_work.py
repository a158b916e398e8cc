"""Work over many articles, away from the window's thread: a dialog says how far it is and can stop it.

State that changes: whether the work under way is still wanted, and the dialog that shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinicwriter.ui.progress_dialog import ProgressDialog
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.tickets import Ticket
from clinicwriter.ui.work import SHOW_AFTER_MS, Outcome, Work

Tell = Callable[[int, int], None]
"""Hears how many are done, and of how many."""
IsWanted = Callable[[], bool]


class LongWork(QObject):
    """Run one long piece of work at a time."""

    stopped = Signal()
    """Somebody stopped the work, and it ended without an answer."""
    _told = Signal(int, int)

    def __init__(self, window: QWidget, work: Work, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._questions = questions
        self._is_stopped = Event()
        self._dialog: ProgressDialog | None = None
        self._showing = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether work is under way."""
        return self._dialog is not None

    def run(
        self,
        label: str,
        function: Callable[[Tell, IsWanted], object],
        done: Callable[..., None],
        *,
        while_: Ticket,
    ) -> None:
        """Run ``function`` elsewhere and call ``done`` with its answer. What goes wrong is told.

        An answer that comes when the ticket ``while_`` does not hold any more goes nowhere.
        Does nothing while other work is under way: its dialog says so.
        """
        if self._dialog is not None:
            return
        self._is_stopped.clear()
        dialog = self._dialog = ProgressDialog(label, self._window)
        dialog.stop_wished.connect(self._is_stopped.set)
        dialog.finished.connect(dialog.deleteLater)
        self._showing.timeout.connect(dialog.open)
        self._showing.start()

        def finish(answer: object) -> None:
            self._end()
            done(answer)

        self._work.write(  # its dialog has a Stop of its own
            label,
            lambda: function(self._told.emit, lambda: not self._is_stopped.is_set()),
            finish,
            self._fail,
            while_=while_,
            too_late=self._end,
        )

    def _fail(self, outcome: Outcome) -> None:
        was_stopped = self._is_stopped.is_set()
        self._end()
        if was_stopped:
            self.stopped.emit()
        elif outcome.error is not None:
            self._questions.tell(message_for(outcome.error, outcome.trace))

    def _show_progress(self, done: int, total: int) -> None:
        if self._dialog is not None and not self._is_stopped.is_set():
            self._dialog.show_progress(done, total)

    def _end(self) -> None:
        if self._dialog is not None:
            # What is told next waits in a loop of its own, in which the dialog would live on and be shown.
            self._showing.stop()
            self._showing.timeout.disconnect(self._dialog.open)
            self._dialog.finish()
            self._dialog.deleteLater()
            self._dialog = None
