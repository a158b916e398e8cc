"""One undo order for text and form: a step in the session's history for each step of the document's own."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QPlainTextEdit

from clinicwriter.article import LineChange
from clinicwriter.ui.session import Session

PAUSE_MS = 1000
"""After so long a pause, what is typed next is a step of its own."""
RUN_LENGTH = 40
"""After so many letters the next word begins a step of its own."""

PackedEnds = str | tuple[str, ...]
"""The line ends of a text: one for all, or each."""


class UndoOrder(QObject):
    """Join the document's undo stack to the session's history. Changes: whose turn it is."""

    def __init__(self, edit: QPlainTextEdit, session: Session) -> None:
        super().__init__(edit)
        self._edit = edit
        self._session = session
        self._is_pushing = False
        self._typed = 0
        self._typed_at_ms = 0.0
        edit.document().undoCommandAdded.connect(self._push_step)
        session.history.indexChanged.connect(self._note_other_step)

    def begin_step(self) -> None:
        """Let the next change be a step of its own: Qt joins none to a document that counts as saved."""
        self._typed = 0
        self._edit.document().setModified(False)

    def note_typing(self, letters: str) -> None:
        """Part long typing into sensible steps: at pauses, and at a word's beginning after a while."""
        now_ms = time.monotonic() * 1000
        paused = now_ms - self._typed_at_ms > PAUSE_MS
        if paused or (self._typed > RUN_LENGTH and letters.isspace()):
            self.begin_step()
        self._typed += len(letters)
        self._typed_at_ms = now_ms

    def clear(self) -> None:
        """Forget the document's steps, with another article."""
        self._edit.document().clearUndoRedoStacks()
        self._typed = 0

    def set_ends(self, packed: PackedEnds) -> None:
        """Give the lines exactly these line ends."""
        lines = self._session.lines
        if pack_ends(lines.ends) == packed:
            return
        count = len(lines.ends)
        ends = [packed] * (count - 1) + [""] if isinstance(packed, str) else list(packed)
        if len(ends) == count:
            lines.ends[:] = ends
            # An empty change: whoever composed the text meanwhile does so again.
            self._session.note_text_change(LineChange(0, 0, ()))

    def change_ends(self, packed: PackedEnds) -> None:
        """Give the lines these ends as a step of its own, where the text itself stays what it is."""
        before = pack_ends(self._session.lines.ends)
        if before != packed:
            self._session.history.push(_EndsStep(self, before, packed))

    def _push_step(self) -> None:
        self._is_pushing = True
        try:
            self._session.history.push(_TextStep(self, self._edit, self._session))
        finally:
            self._is_pushing = False

    def _note_other_step(self) -> None:
        if not self._is_pushing:
            self.begin_step()


class _TextStep(QUndoCommand):
    """One step of the document's own stack, with the line ends from before and after it."""

    def __init__(self, order: UndoOrder, edit: QPlainTextEdit, session: Session) -> None:
        super().__init__("Text")
        self._order = order
        self._edit = edit
        self._session = session
        self._is_done = False
        # Qt says that a step is there before it says what changed: these are the ends from before.
        self._ends_before = pack_ends(session.lines.ends)
        self._ends_after: PackedEnds = ""

    def redo(self) -> None:
        if not self._is_done:
            self._is_done = True
            return
        self._edit.redo()
        self._order.set_ends(self._ends_after)

    def undo(self) -> None:
        self._ends_after = pack_ends(self._session.lines.ends)
        self._edit.undo()
        self._order.set_ends(self._ends_before)


class _EndsStep(QUndoCommand):
    """One step that changes line ends alone, of which the document knows nothing."""

    def __init__(self, order: UndoOrder, before: PackedEnds, after: PackedEnds) -> None:
        super().__init__("Line ends")
        self._order = order
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._order.set_ends(self._after)

    def undo(self) -> None:
        self._order.set_ends(self._before)


def pack_ends(ends: Sequence[str]) -> PackedEnds:
    """Return one line end when all lines have the same, else each; the last line has none."""
    kinds = set(ends[:-1])
    if len(kinds) > 1:
        return tuple(ends)
    return kinds.pop() if kinds else "\n"
