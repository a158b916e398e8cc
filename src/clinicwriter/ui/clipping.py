"""What the Edit menu does with whatever has the focus, and how large the article's text is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from clinicwriter.ui.editor.layout import TEXT_SIZE_PX
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.window import Window

LEAST_SIZE_PX, GREATEST_SIZE_PX = 11.5, 31.5
SIZE_STEP_PX = 2.0
WITHOUT_DESKTOP = frozenset({"offscreen", "minimal", "minimalegl", "eglfs", "linuxfb", "vnc"})
"""Qt's platforms that have no clipboard but its own."""

Entry = QLineEdit | QPlainTextEdit | QTextEdit


class EditDeeds:
    """Cut, copy and paste where the focus is."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def by_name(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action of the Edit menu does."""
        return {
            "edit.cut": lambda: self._on_entry(lambda entry: entry.cut()),
            "edit.copy": self._copy,
            "edit.paste": lambda: self._on_entry(lambda entry: entry.paste()),
            "edit.paste-plain": lambda: self._on_entry(_paste_plain),
            "edit.select-all": lambda: self._on_entry(lambda entry: entry.selectAll()),
        }

    def _on_entry(self, do: Callable[[Entry], object]) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, Entry):
            do(focused)

    def _copy(self) -> None:
        """Copy from the entry or the page that has the focus."""
        focused, preview = QApplication.focusWidget(), self._window.preview
        if focused is not None and (focused is preview or preview.isAncestorOf(focused)):
            next(action for action in preview.actions() if action.objectName() == "preview_copy").trigger()
        else:
            self._on_entry(lambda entry: entry.copy())


class TextSize:
    """Show the article's text larger or smaller, at the next start as well."""

    def __init__(self, window: Window, settings: SettingsFile) -> None:
        self._editor = window.editor
        self._settings = settings
        self._editor.set_text_size(self._allowed(settings.settings.text_size))

    def by_name(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action of the View menu does."""
        return {
            "view.text-larger": lambda: self._take(self._settings.settings.text_size + SIZE_STEP_PX),
            "view.text-smaller": lambda: self._take(self._settings.settings.text_size - SIZE_STEP_PX),
            "view.text-normal": lambda: self._take(TEXT_SIZE_PX),
        }

    def _take(self, size_px: float) -> None:
        size_px = self._allowed(size_px)
        self._settings.change(text_size=size_px)
        self._editor.set_text_size(size_px)

    @staticmethod
    def _allowed(size_px: float) -> float:
        return min(max(size_px, LEAST_SIZE_PX), GREATEST_SIZE_PX)


def release_clipboard() -> None:
    """Let go of what was copied while Python still runs. To be called at the interpreter's end.

    On a real desktop Qt does so itself, and leaves there what outlives the program.
    """
    # WORKAROUND: without a desktop, Qt's clipboard ends after Python has, and what Python put there needs it.
    if QGuiApplication.instance() is not None and QGuiApplication.platformName() in WITHOUT_DESKTOP:
        QGuiApplication.clipboard().clear()


def _paste_plain(entry: Entry) -> None:
    if isinstance(entry, TextEdit):
        entry.paste_plain()
    else:
        entry.paste()  # the form's entries hold plain text alone
