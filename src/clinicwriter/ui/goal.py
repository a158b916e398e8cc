"""How many words were written since the program started, and how many somebody wants to write.

State that changes: the words of this sitting, from which count and which article the next change is measured,
and what was counted at each step of the article's undo order.
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
        self._at: dict[int, tuple[int, int]] = {}
        window.book.connect({COUNT: self._toggle, GOAL: self.ask})
        window.status_bar.sitting.clicked.connect(self.ask)
        # What is moved goes and comes at once: only what is left then was written.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._count)
        window.editor.words_changed.connect(self._note)
        session.history.indexChanged.connect(self._note_step)
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
            self._at.clear()
        self._settled.start()

    def _note_step(self) -> None:
        self._settled.start()

    def _count(self) -> None:
        history, count = self._session.history, self._window.editor.word_count()
        written, known = self._at.get(history.index(), (0, -1))
        if known != count:
            # Whoever takes much away and writes anew has written: the count begins again, and owes nothing.
            written = max(0, self._written + count - self._seen)
        # Undo and redo bring an earlier text back, and what was counted then with it.
        self._at[history.index()] = (written, count)
        self._written, self._seen = written, count
        if not history.canRedo():
            self._at = {step: counted for step, counted in self._at.items() if step <= history.index()}
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
