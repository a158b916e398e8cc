"""A number on a small round ground: how many findings there are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel


def show_count(pill: QLabel, count: int, state: str) -> None:
    """Show a number on a small round ground, or nothing for 0."""
    pill.setText(str(count) if count else "")
    pill.setVisible(bool(count))
    if pill.property("state") != state:
        pill.setProperty("state", state)
        pill.style().polish(pill)
    pill.resize(pill.sizeHint() if count else QSize(0, 0))
