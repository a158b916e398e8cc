"""Keeping the open article: written away after each pause, on a thread, with no say in typing.

State that changes: which revision was kept last, and whether one is being written now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, SignalInstance

from clinicwriter.article import Article
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.work import Outcome, attempt
from clinicwriter.ui.workspace import Workspace

AFTER_PAUSE_MS = 700
"""Work is kept this long after the last key of a burst."""
WHILE_TYPING_MS = 5000
"""Work is kept at least this often while somebody types without a pause."""
TRY_AGAIN_MS = 5000
END_WAIT_MS = 15_000


class Keeper(QObject):
    """Write the open article's draft away by itself."""

    kept = Signal(object)
    """Everything up to now is kept; carries the time, a ``datetime``."""
    pending = Signal()
    """Something is not kept yet."""
    failed = Signal(object)
    """The draft could not be written; carries the ``Outcome``. It is tried again."""
    _written = Signal(int, object)

    def __init__(
        self, session: Session, workspace: Workspace, cursor: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._cursor = cursor
        self._kept_revision = session.revision
        self._writing_revision: int | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pause = _timer(self, AFTER_PAUSE_MS, self.keep_now)
        self._burst = _timer(self, WHILE_TYPING_MS, self.keep_now)
        session.edited.connect(self._note_edit)
        session.article_opened.connect(self._begin)
        session.origin_changed.connect(self._note_origin)
        self._written.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_all_kept(self) -> bool:
        """Say whether everything that was written is kept."""
        return not self._session.is_open or self._kept_revision == self._session.revision

    def keep_now(self) -> None:
        """Write the draft away without waiting for a pause."""
        self._pause.stop()
        self._burst.stop()
        if self.is_all_kept or self._writing_revision is not None:
            return
        self._writing_revision = self._session.revision
        self._pool.start(self._task())

    def keep_and_wait(self) -> bool:
        """Write everything away before going on; say whether it is kept."""
        self._pause.stop()
        self._burst.stop()
        self._pool.waitForDone(END_WAIT_MS)
        if not self.is_all_kept:
            self._finish(self._session.revision, attempt(self._task().keep))
        return self.is_all_kept

    def _task(self) -> _Task:
        session = self._session
        copy = (session.origin, session.details, session.lines.text())
        return _Task(self._workspace, copy, self._cursor(), session.revision, self._written)

    def _begin(self) -> None:
        self._pause.stop()
        self._burst.stop()
        self._kept_revision = self._session.revision

    def _note_origin(self) -> None:
        """Keep the draft again: the same text now began from other bytes."""
        self._kept_revision = -1
        self._note_edit()

    def _note_edit(self) -> None:
        if not self._burst.isActive():
            self._burst.start()
            self.pending.emit()
        self._pause.start()

    def _finish(self, revision: int, outcome: Outcome) -> None:
        self._writing_revision = None
        if outcome.error is not None:
            self.failed.emit(outcome)
            QTimer.singleShot(TRY_AGAIN_MS, self, self.keep_now)
            return
        self._kept_revision = max(self._kept_revision, revision)
        if self.is_all_kept:
            self.kept.emit(datetime.now())
        elif not self._pause.isActive():
            self._pause.start()


class _Task(QRunnable):
    """Compose the article from its parts and write its draft; nothing here touches the window."""

    def __init__(
        self,
        workspace: Workspace,
        copy: tuple[WorkingCopy, Article, str],
        cursor: int,
        revision: int,
        written: SignalInstance,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._site = workspace.site
        self._origin, self._details, self._text = copy
        self._cursor = cursor
        self._revision = revision
        self._written = written

    def run(self) -> None:
        self._written.emit(self._revision, attempt(self.keep))

    def keep(self) -> None:
        """Write the draft, or raise ``SaveError``."""
        copy = replace(self._origin, article=self._details.with_text(self._text))
        self._workspace.drafts.keep(self._workspace.draft_of(copy, self._cursor, self._site))


def _timer(parent: QObject, delay_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer
