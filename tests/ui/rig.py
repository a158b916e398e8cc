"""What tests of the whole window share: waiting, typing, a dialog and its buttons, a slow or a bad drive."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.safekeeping import NoPermissionError
from clinicwriter.ui.application import Program
from clinicwriter.ui.tickets import ALWAYS

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


def type_text(qtbot: QtBot, program: Program, text: str) -> None:
    qtbot.keyClicks(program.window.editor.text_edit, text)


def all_drafts(program: Program) -> bytes:
    program.keeper.keep_and_wait()
    return b"\n".join(draft.article for draft in program.workspace.drafts.drafts())


def another_key(program: Program) -> str:
    return next(row.key for row in program.workspace.rows if row.key != program.operations.current_key())


def busy(program: Program) -> threading.Event:
    """Keep the worker busy until the event is set, as a slow drive does."""
    go_on = threading.Event()
    program.work.write("Waiting for a slow drive", lambda: go_on.wait(WAIT_MS / 1000), while_=ALWAYS)
    return go_on


def refuse(*_arguments: object) -> None:
    raise NoPermissionError.of(Path("3f2a.draft"))


def article_file(program: Program) -> Path:
    path = program.elsewhere.path()
    assert path is not None
    return path
