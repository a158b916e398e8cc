"""What the tests of dialogs share: to wait for the work under way, for a dialog, and to find its buttons."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program

WAIT_MS = 20_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def shown(qtbot: QtBot, program: Program, kind: type[QDialog]) -> QDialog:
    def found() -> list[QDialog]:
        return [dialog for dialog in program.window.findChildren(kind) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT_MS)
    return found()[0]


def button(dialog: QDialog, verb: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == verb)
