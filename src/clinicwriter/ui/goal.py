"""How many words were written since the program started, and how many somebody wants to write.

State that changes: the words of this sitting, and from which count and which article the next change is
measured.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from clinicwriter.ui.questions import Questions
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.window import Window

COUNT, GOAL = "view.count", "view.goal"
GREATEST_GOAL = 100_000


class GoalFlow(QObject):
    """Count quietly, in the status bar alone."""

    def __init__(
        self, window: Window, session: Session, questions: Questions, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._questions = questions
        self._settings = settings
        self._written = 0
        self._seen, self._opening = 0, -1
        window.book.connect({COUNT: self._toggle, GOAL: self.ask})
        window.status_bar.sitting.clicked.connect(self.ask)
        # What is moved goes and comes at once: only what is left then was written.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._count)
        window.editor.words_changed.connect(self._note)
        self._show()

    def ask(self) -> None:
        """Ask how many words are to be written."""
        goal = self._settings.settings.goal_words
        answer = self._questions.ask_text(
            "Writing goal", "Words to write in one sitting; 0 for no goal", str(goal or 300), "Set the goal"
        )
        digits = "".join(letter for letter in answer or "" if letter.isdecimal())
        if digits:
            self._settings.change(goal_words=min(int(digits), GREATEST_GOAL), session_count=True)
            self._show()

    def _toggle(self) -> None:
        self._settings.change(session_count=not self._settings.settings.session_count)
        self._show()

    def _note(self, count: int) -> None:
        """Take another number of words. Called at keys: be cheap."""
        if self._session.opening != self._opening:
            self._opening, self._seen = self._session.opening, count
        self._settled.start()

    def _count(self) -> None:
        count = self._window.editor.word_count()
        # Whoever takes much away and writes anew has written: the count begins again, and owes nothing.
        self._written = max(0, self._written + count - self._seen)
        self._seen = count
        self._show()

    def _show(self) -> None:
        settings = self._settings.settings
        self._window.book[COUNT].setChecked(settings.session_count)
        words = sitting_line(self._written, settings.goal_words) if settings.session_count else ""
        self._window.status_bar.show_sitting(words)


def sitting_line(written: int, goal: int) -> str:
    """Return "42 of 300 words written", or "" where nothing was written and no goal is set."""
    if not goal:
        return f"{written:,} written now" if written else ""
    return f"Goal reached: {written:,} written" if written >= goal else f"{written:,} of {goal:,} written"
