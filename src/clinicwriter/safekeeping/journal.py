"""All files of an export or none, also when the program or the computer dies in the middle."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from clinicwriter.safekeeping.damage import put_aside
from clinicwriter.safekeeping.errors import BusyError, DamagedError, NotNotedError, SaveError, plain_words
from clinicwriter.safekeeping.exclusive import held_alone
from clinicwriter.safekeeping.sealing import read_sealed
from clinicwriter.safekeeping.staging import patiently
from clinicwriter.safekeeping.transaction import FileChange, Progress, Transaction
from clinicwriter.safekeeping.writing import is_there, list_files, remove_file, write_file

NOTHING_WRITTEN = "Nothing was written: every file is as it was before."
ALL_WRITTEN = "The export itself is done: every file was written. Only undoing it may not be possible."
HALF_WRITTEN = (
    "Some files may already be new. All old and new ones are kept, and the next start of the program "
    "finishes the whole or takes it back."
)
_TO_COMPLETE = ".export"
_TO_TAKE_BACK = ".back"


WhenDone = Callable[[tuple[Path, ...]], object]
NoteFinished = Callable[["Recovery"], object]


class Outcome(Enum):
    """What became of changes that were found in the middle."""

    COMPLETED = "completed"
    TAKEN_BACK = "taken back"
    WAITING = "waiting"
    DAMAGED = "damaged"

    @property
    def sentence(self) -> str:
        """Say it to people."""
        return _SENTENCES[self]


_SENTENCES = {
    Outcome.COMPLETED: "An export was interrupted. It has now been finished.",
    Outcome.TAKEN_BACK: "An export was interrupted. It was taken back: the site is as it was before it.",
    Outcome.WAITING: (
        "An export was interrupted and can be neither finished nor taken back right now. "
        "This is tried again at the next start."
    ),
    Outcome.DAMAGED: "Notes about an earlier export are damaged. They were put aside. No file was touched.",
}


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found at start, and what became of it.

    ``left_alone`` are the files that somebody else changed since: they were not touched.
    ``draft_id`` is the draft that was written, ``bulk_id`` the larger change it is a part of; "" where none.
    A completed one belongs in the export log, where a ``Writer`` that has one puts it by itself.
    """

    outcome: Outcome
    label: str = ""
    changes: tuple[FileChange, ...] = ()
    folders: tuple[Path, ...] = ()
    left_alone: tuple[Path, ...] = ()
    details: str = ""
    draft_id: str = ""
    bulk_id: str = ""


class Writer:
    """Write several files, all or none. Its state is the journal folder on the disk alone.

    ``note_finished`` gets each export that was found in the middle and is finished now, before its journal
    goes: ``log.record_recovery``, so that it can be undone like any other.
    """

    def __init__(self, journal: Path, note_finished: NoteFinished | None = None) -> None:
        self._folder = journal
        self._lock = journal / "lock"
        self._note_finished = note_finished

    def write_all(
        self,
        changes: Sequence[FileChange],
        label: str = "",
        when_done: WhenDone | None = None,
        *,
        draft_id: str = "",
        bulk_id: str = "",
    ) -> tuple[Path, ...]:
        """Make all changes or none; return the folders that were made for them.

        Each file must still hold its ``before``. Folders that are missing are made. What is to be written is
        in the journal before the first file changes, so that ``recover`` can finish it after a kill.
        ``when_done`` gets the folders made, once all is in place and before the journal goes: a kill cannot
        come between. A ``SaveError`` of it comes out of here as ``NotNotedError``: the changes stay.
        ``draft_id`` is the draft that is written: after a kill it is told which of its files are there now.
        ``bulk_id`` is one for all the writings of a larger change: after a kill they are still undone as one.
        Raises ``SaveError``: then every file is as it was before, unless the error says otherwise.
        """
        if len({change.path for change in changes}) != len(changes):
            raise ValueError("the same file is to be changed twice")
        with held_alone(self._lock):
            with _nothing_was_written():
                self._settle_what_overlaps(changes)
                transaction = Transaction.prepare(
                    [c for c in changes if c.before != c.after], label, draft_id, bulk_id
                )
            if transaction.changes:
                self._run(transaction, when_done)
        return transaction.folders

    def recover(self) -> tuple[Recovery, ...]:
        """Finish or take back what a kill or a power cut left in the middle. Call it once at start.

        One that cannot be settled now is reported, kept, and tried again next time. Raises ``SaveError`` only
        where the journal's own folder cannot be used.
        """
        if not self._pending():
            return ()
        with held_alone(self._lock):
            return tuple(self._settle(path) for path in self._pending())

    def _pending(self) -> list[Path]:
        return sorted([*list_files(self._folder, _TO_COMPLETE), *list_files(self._folder, _TO_TAKE_BACK)])

    def _run(self, transaction: Transaction, when_done: WhenDone | None) -> None:
        path = self._folder / f"{time.time_ns()}{_TO_COMPLETE}"
        try:
            write_file(path, transaction.seal(), expected=None)
            transaction.complete()
        except SaveError as error:
            error.kept = self._give_up(transaction, path)
            raise
        try:
            if when_done is not None:
                when_done(transaction.folders)
        except SaveError as error:
            raise NotNotedError(
                error.happened, kept=ALL_WRITTEN, next_step=error.next_step, details=error.details
            ) from error
        finally:
            # A journal that stays finds every change done at the next start, and goes then.
            with suppress(SaveError):
                remove_file(path)

    def _give_up(self, transaction: Transaction, path: Path) -> str:
        try:
            if not is_there(path):
                return NOTHING_WRITTEN  # the journal itself could not be written
            path = _mark_to_take_back(path)
            transaction.take_back()
            remove_file(path)
        except SaveError:
            return HALF_WRITTEN
        return NOTHING_WRITTEN

    def _settle_what_overlaps(self, changes: Sequence[FileChange]) -> None:
        paths = {change.path for change in changes}
        for pending in self._pending():
            found = self._settle(pending)
            stuck = paths & {change.path for change in found.changes}
            if found.outcome is Outcome.WAITING and stuck:
                raise BusyError.of(min(stuck), details=f"an unfinished export waits: {found.details}")

    def _settle(self, path: Path) -> Recovery:
        try:
            transaction = Transaction.unseal(read_sealed(path))
        except DamagedError as error:
            put_aside(path)
            return Recovery(Outcome.DAMAGED, details=error.details)
        except SaveError as error:
            return Recovery(Outcome.WAITING, details=error.details)
        try:
            return self._settle_transaction(transaction, path)
        except SaveError as error:
            return _report(Outcome.WAITING, transaction, (), error.details)

    def _settle_transaction(self, transaction: Transaction, path: Path) -> Recovery:
        transaction.clear_leftovers()
        states = transaction.progress()
        others = tuple(
            c.path for c, state in zip(transaction.changes, states, strict=True) if state is Progress.OTHER
        )
        # Done or changed since, none waiting: then it had been finished, and is not to be taken back.
        is_torn = bool(others) and Progress.WAITING in states
        outcome = Outcome.TAKEN_BACK
        if path.suffix == _TO_TAKE_BACK or is_torn:
            transaction.take_back()
        else:
            try:
                transaction.complete()
                outcome = Outcome.COMPLETED
            except SaveError:
                path = _mark_to_take_back(path)
                transaction.take_back()
        found = _report(outcome, transaction, others)
        if outcome is Outcome.COMPLETED and self._note_finished is not None:
            with suppress(SaveError):  # it is done all the same, and cannot be undone then
                self._note_finished(found)
        remove_file(path)
        return found


def _report(
    outcome: Outcome, transaction: Transaction, others: tuple[Path, ...], details: str = ""
) -> Recovery:
    done = transaction
    return Recovery(
        outcome, done.label, done.changes, done.folders, others, details, done.draft_id, done.bulk_id
    )


def _mark_to_take_back(path: Path) -> Path:
    # A new name needs no room on a full disk.
    marked = path.with_suffix(_TO_TAKE_BACK)
    with plain_words(path):
        patiently(lambda: path.replace(marked))
    return marked


@contextmanager
def _nothing_was_written() -> Iterator[None]:
    try:
        yield
    except SaveError as error:
        error.kept = NOTHING_WRITTEN
        raise
