"""The site's other fields: folded away, shown as they are written, never lost."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clinicwriter.ui.theme import ThemeKeeper, icon

LONGEST_SHOWN = 300
"""Characters of one field's text that are shown; the article keeps all of them."""


class ExtraFields(QWidget):
    """Show every field that the form has no control for."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.fold = QToolButton(self)
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(16, 16))
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._unfold)
        self._fields = QWidget(self)
        self._form = QFormLayout(self._fields)
        self._form.setContentsMargins(4, 4, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.fold)
        box.addWidget(self._fields)
        keeper.changed.connect(lambda: self._unfold(self.fold.isChecked()))
        self._unfold(False)

    def show_fields(self, fields: Mapping[str, str]) -> None:
        """Show these keys with the text of their values."""
        while self._form.rowCount():
            self._form.removeRow(0)
        for key, text in fields.items():
            shown = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
            value = QLabel(shown.strip() or "(empty)", self._fields)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(True)
            name = QLabel(key, self._fields)
            name.setProperty("kind", "second")
            self._form.addRow(name, value)
        count = len(fields)
        self.fold.setText(f"{count} more field{'' if count == 1 else 's'} from this site")
        self.fold.setToolTip("Shown as they are; exports keep them as they are")
        self.setVisible(bool(fields))

    def _unfold(self, is_open: bool) -> None:
        self._fields.setVisible(is_open)
        name = "chevron-down" if is_open else "chevron-right"
        self.fold.setIcon(icon(name, self._keeper.theme, "ink_second"))
