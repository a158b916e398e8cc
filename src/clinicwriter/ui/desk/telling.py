"""What the status bar says: that work is kept, what was just done, and a deed to go with it.

State that changes: when everything was kept last, and the two times after which words go away again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import named_for_people
from clinicwriter.ui.session import Session
from clinicwriter.ui.statusbar import StatusBar
from clinicwriter.ui.work import Outcome, Work

SAID_FOR_MS = 6000
OFFERED_FOR_MS = 15_000


class Telling(QObject):
    """Say things in the status bar, each for as long as it is worth reading."""

    def __init__(self, bar: StatusBar, session: Session, keeper: Keeper, work: Work) -> None:
        super().__init__(bar)
        self._bar = bar
        self._session = session
        self._keeper = keeper
        self._kept_at: datetime | None = None
        self._said = QTimer(self, singleShot=True, interval=SAID_FOR_MS)
        self._said.timeout.connect(self._show_kept)
        self._offered = QTimer(self, singleShot=True, interval=OFFERED_FOR_MS)
        self._offered.timeout.connect(self.withdraw_offer)
        session.edited.connect(self.withdraw_offer)
        keeper.pending.connect(self._note_pending)
        keeper.kept.connect(self._note_kept)
        keeper.failed.connect(self._note_not_kept)
        work.shown.connect(bar.show_doing)
        work.stop_offered.connect(bar.offer_stop)
        bar.stop_wished.connect(work.stop)

    def say(self, words: str) -> None:
        """Say for a moment what was just done."""
        self._bar.show_said(words)
        self._said.start()

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Offer a deed beside what is said, for a while or until somebody goes on."""
        self._bar.offer(words, do)
        self._offered.start()

    def withdraw_offer(self) -> None:
        """Offer nothing any more. Cheap: called at every key."""
        if self._offered.isActive():
            self._offered.stop()
        self._bar.withdraw_offer()

    def show_open(self) -> None:
        """Begin anew with another article: what was said just now stays for its moment."""
        self.withdraw_offer()
        if not self._said.isActive():
            self._show_kept()

    def _show_kept(self) -> None:
        if not self._session.is_open:
            self._bar.show_quiet()
        elif self._keeper.failure is not None:
            self._note_not_kept(self._keeper.failure)
        else:
            self._bar.show_kept(self._kept_at or datetime.now())

    def _note_pending(self) -> None:
        if not self._said.isActive():
            self._bar.show_pending()

    def _note_kept(self, when: datetime) -> None:
        self._kept_at = when
        if not self._said.isActive():
            self._bar.show_kept(when)

    def _note_not_kept(self, outcome: Outcome) -> None:
        error = outcome.error
        happened = error.happened if isinstance(error, ClinicWriterError) else "something went wrong"
        self._bar.show_trouble(named_for_people(f"Not kept yet: {happened}"), named_for_people(str(error)))
