"""The port for questions, answered by dialogs over the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clinicwriter.safekeeping import Choice
from clinicwriter.ui.dialogs import MessageDialog, QuestionDialog, TextDialog
from clinicwriter.ui.questions import Message, Question
from clinicwriter.ui.settling import Changer, Contested
from clinicwriter.ui.settling.dialog import SettlingDialog
from clinicwriter.ui.theme import ThemeKeeper


class DialogQuestions:
    """Ask and tell with dialogs over a window."""

    def __init__(self, window: QWidget, themes: ThemeKeeper) -> None:
        self._window = window
        self._themes = themes

    def ask(self, question: Question) -> str:
        """Show the question and wait for the answer."""
        dialog = QuestionDialog(question, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def tell(self, message: Message) -> bool:
        """Show the message and wait until it was read."""
        dialog = MessageDialog(message, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.is_restart_wished

    def ask_text(self, title: str, label: str, text: str, verb: str, without: str = "") -> str | None:
        """Ask for one line."""
        dialog = TextDialog(title, label, text, verb, self._window, without)
        is_yes = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.entry.text().strip() if is_yes else None

    def settle(
        self, title: str, contested: Sequence[Contested], *, by: Changer = Changer.SOMEBODY
    ) -> tuple[Choice, ...] | None:
        """Lay both texts side by side."""
        dialog = SettlingDialog(title, contested, self._themes.theme, self._window, by)
        is_yes = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choices if is_yes else None

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        """Show the system's dialog for a folder."""
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(start or ""))
        return Path(chosen) if chosen else None

    def choose_file(self, title: str, start: Path | None, kinds: str) -> Path | None:
        """Show the system's dialog for a file."""
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(start or ""), kinds)
        return Path(chosen) if chosen else None

    def choose_files(self, title: str, start: Path | None, kinds: str) -> list[Path]:
        """Show the system's dialog for files."""
        chosen, _kind = QFileDialog.getOpenFileNames(self._window, title, str(start or ""), kinds)
        return [Path(path) for path in chosen]

    def choose_new_file(self, title: str, suggestion: Path) -> Path | None:
        """Show the system's dialog for a new file."""
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, str(suggestion))
        return Path(chosen) if chosen else None
