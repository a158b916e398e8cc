"""What can be found, gathered when the list opens: every action of the window, then every article."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from clinicwriter.ui.actions import action_table, shown_keys
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.palette.dialog import Entry, PaletteDialog
from clinicwriter.ui.palette.matching import Candidate, folded
from clinicwriter.ui.window import Window
from clinicwriter.ui.workspace import Workspace

ITSELF = "help.commands"
ACTION, ARTICLE = "action:", "article:"


class PaletteFlow(QObject):
    """Open the list, and do what was chosen in it."""

    def __init__(self, window: Window, workspace: Workspace, open_row: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._open_row = open_row
        window.book.connect({ITSELF: self.open})

    def open(self) -> PaletteDialog:
        """Show everything that can be done now; the focus comes back before it is done."""
        actions = {f"{ACTION}{action.objectName()}": action for action in every_action(self._window)}
        rows = {f"{ARTICLE}{row.key}": row for row in self._workspace.rows}
        entries = {key: _action_entry(action) for key, action in actions.items()}
        entries |= {key: _article_entry(row) for key, row in rows.items()}
        found = [_action_candidate(key, action) for key, action in actions.items()]
        found += [Candidate(key, folded(row.shown_title), is_article=True) for key, row in rows.items()]
        before = QApplication.focusWidget()
        dialog = PaletteDialog(found, entries, self._window.keeper, self._window)

        def do() -> None:
            if before is not None:
                before.setFocus()
            if dialog.chosen in actions:
                actions[dialog.chosen].trigger()
            elif dialog.chosen in rows:
                self._open_row(rows[dialog.chosen].key)

        dialog.accepted.connect(do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


def every_action(window: Window) -> tuple[QAction, ...]:
    """Return every action of the window and its panes, but the one that opens this list."""
    own = [action for name, action in window.book.actions.items() if name != ITSELF]
    return (*own, *window.editor.actions(), *window.preview.actions(), *window.menus.themes.actions())


def _action_entry(action: QAction) -> Entry:
    words = action_table()[action.objectName()]
    is_on = action.isCheckable() and action.isChecked()
    text = f"{words.text.rstrip('…')}{' (on now)' if is_on else ''}"
    return Entry(text, words.tip, shown_keys(action), action.isEnabled())


def _action_candidate(key: str, action: QAction) -> Candidate:
    words = action_table()[action.objectName()]
    return Candidate(key, folded(words.text), folded(words.also), folded(words.tip))


def _article_entry(row: LibraryRow) -> Entry:
    return Entry(row.shown_title, "Open this article", "")
