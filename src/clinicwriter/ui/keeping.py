"""Keeping the open article: written away after each pause, on a thread, with no say in typing.

State that changes: which state of the article was kept last, whether one is being written now, and what went
wrong when the last one was (``failure``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, SignalInstance

from clinicwriter.article import Article
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.work import Outcome, attempt
from clinicwriter.ui.workspace import Workspace

AFTER_PAUSE_MS = 700
"""Work is kept this long after the last key of a burst."""
WHILE_TYPING_MS = 1500
"""Work is kept at least this often while somebody types without a pause: no kill may cost two seconds."""
TRY_AGAIN_MS = 5000
END_WAIT_MS = 15_000

State = tuple[int, int]
"""What there is to keep: how often the article's place or base changed, and the session's revision."""


class Keeper(QObject):
    """Write the open article's draft away by itself."""

    kept = Signal(object)
    """Everything up to now is kept; carries the time, a ``datetime``."""
    pending = Signal()
    """Something is not kept yet."""
    failed = Signal(object)
    """The draft could not be written; carries the ``Outcome``. It is tried again."""
    _written = Signal(object, object)

    def __init__(
        self, session: Session, workspace: Workspace, cursor: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._cursor = cursor
        self._origins = 0
        self._kept_state = self._state
        self._writing_state: State | None = None
        self.failure: Outcome | None = None
        self._order = _Order()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pause = _timer(self, AFTER_PAUSE_MS, self.keep_now)
        self._burst = _timer(self, WHILE_TYPING_MS, self.keep_now)
        session.edited.connect(self._note_edit)
        session.leaving.connect(self._leave)
        session.article_opened.connect(self._begin)
        session.origin_changed.connect(self._note_origin)
        self._written.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_all_kept(self) -> bool:
        """Say whether everything that was written is kept."""
        return not self._session.is_open or self._kept_state == self._state

    @property
    def _state(self) -> State:
        return (self._origins, self._session.revision)

    def keep_now(self) -> None:
        """Write the draft away without waiting for a pause."""
        self._pause.stop()
        self._burst.stop()
        if self.is_all_kept or self._writing_state is not None:
            return
        self._writing_state = self._state
        self._pool.start(self._task())

    def keep_and_wait(self) -> bool:
        """Write everything away before going on; say whether it is kept."""
        self._pause.stop()
        self._burst.stop()
        if self.is_all_kept:
            return True
        if not self._pool.waitForDone(END_WAIT_MS):
            return False  # the disk hangs: a second write beside the first would only hang too
        self._finish(self._state, attempt(self._task().keep))
        return self.is_all_kept

    def _task(self) -> _Task:
        session = self._session
        copy = (session.origin, session.details, session.lines.text())
        return _Task(self._workspace, copy, self._cursor(), self._state, self._order, self._written)

    def _leave(self) -> None:
        """Write away what is left of an article that is put away: whoever did not ask must not lose it."""
        if not self.is_all_kept:
            self._pool.start(self._task())

    def _begin(self) -> None:
        self._pause.stop()
        self._burst.stop()
        self._kept_state = self._state
        self.failure = None

    def _note_origin(self) -> None:
        """Keep the draft again: the same text now began from other bytes."""
        self._origins += 1
        self._note_edit()

    def _note_edit(self) -> None:
        if not self._burst.isActive():
            self._burst.start()
            if self.failure is None:
                self.pending.emit()
        self._pause.start()

    def _finish(self, state: State, outcome: Outcome) -> None:
        self._writing_state = None
        if outcome.error is not None:
            if state <= self._kept_state:
                return  # a later state was kept since, or the article was put away
            self.failure = outcome
            self.failed.emit(outcome)
            QTimer.singleShot(TRY_AGAIN_MS, self, self.keep_now)
            return
        self._kept_state = max(self._kept_state, state)
        self.failure = None
        if self.is_all_kept:
            self.kept.emit(datetime.now())
        elif not self._pause.isActive():
            self._pause.start()


class _Order:
    """See that nothing older is written over something newer. State: the last task that wrote each draft."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._given = 0
        self._written: dict[str, int] = {}

    def next(self) -> int:
        """Give the next task its number."""
        self._given += 1
        return self._given

    def write(self, number: int, draft_id: str, keep: Callable[[], None]) -> None:
        """Call ``keep`` unless a later task wrote this draft already."""
        with self._lock:
            if self._written.get(draft_id, 0) < number:
                keep()
                self._written[draft_id] = number


class _Task(QRunnable):
    """Compose the article from its parts and write its draft; nothing here touches the window."""

    def __init__(
        self,
        workspace: Workspace,
        copy: tuple[WorkingCopy, Article, str],
        cursor: int,
        state: State,
        order: _Order,
        written: SignalInstance,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._site = workspace.site
        self._origin, self._details, self._text = copy
        self._cursor = cursor
        self._state = state
        self._order = order
        self._number = order.next()
        self._written = written

    def run(self) -> None:
        self._written.emit(self._state, attempt(self.keep))

    def keep(self) -> None:
        """Write the draft, or raise ``SaveError``."""
        copy = replace(self._origin, article=self._details.with_text(self._text))
        draft = self._workspace.draft_of(copy, self._cursor, self._site)
        self._order.write(self._number, draft.draft_id, lambda: self._workspace.drafts.keep(draft))


def _timer(parent: QObject, delay_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer
