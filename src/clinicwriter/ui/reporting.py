"""The edge of the program: what nobody foresaw is told in one calm dialog; it goes on or restarts."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QProcess

from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.work import Outcome, Work


class Reporter(QObject):
    """Tell of errors, one at a time. State: whether one is being told, and whether a restart is wished."""

    def __init__(self, close: Callable[[], bool], work: Work, keeper: Keeper, questions: Questions) -> None:
        super().__init__(work)
        self._close = close
        self._keeper = keeper
        self._questions = questions
        self._is_telling = False
        self.is_restart_wished = False
        work.error_met.connect(self.report_outcome)

    def catch_everything(self) -> None:
        """Report from now on what reaches the edge of the program."""
        sys.excepthook = self.report

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Report what reached the edge of the program."""
        if issubclass(kind, KeyboardInterrupt):
            self._close()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        self.report_outcome(Outcome(error=error, trace=text))

    def report_outcome(self, outcome: Outcome) -> None:
        """Report what went wrong in a worker."""
        if self._is_telling or outcome.error is None:
            return
        self._is_telling = True
        try:
            is_kept = self._keep(outcome.error)
            message = message_for(outcome.error, outcome.trace, is_kept=is_kept)
            if self._questions.tell(message):
                self._restart()
        finally:
            self._is_telling = False

    def _keep(self, error: BaseException) -> bool:
        """Keep the text before anything is promised of it; a foreseen error promises nothing itself."""
        if isinstance(error, ClinicWriterError):
            self._keeper.keep_now()
            return True
        return self._keeper.keep_and_wait()

    def _restart(self) -> None:
        """Close the window, which keeps everything or stays; the next start opens the same article."""
        self.is_restart_wished = True
        self.is_restart_wished = self._close()


def start_again() -> None:
    """Start the program once more, as a process of its own."""
    is_bundle = getattr(sys, "frozen", False)
    QProcess.startDetached(sys.executable, [] if is_bundle else ["-m", "clinicwriter"])
