"""What an export warns of is mended in its dialog, and a file that has to move is asked about first."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.exporting import ExportDialog

WAIT_MS = 20_000
SITES = Path(__file__).parent.parent / "site" / "sites"


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy, timeout=WAIT_MS)


def plan_shown(qtbot: QtBot, program: Program) -> ExportDialog:
    def found() -> list[ExportDialog]:
        return [dialog for dialog in program.window.findChildren(ExportDialog) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT_MS)
    return found()[0]


@pytest.fixture
def trapped(program: Program, qtbot: QtBot) -> Program:
    """Return the program with an article whose list the site would not show as one."""
    program.session.text_replacement_wished.emit("Bring these:\n- a blanket\n- music\n")
    program.window.book["export.begin"].trigger()
    return program


def test_a_warning_is_mended_in_place_and_the_plan_is_made_again(trapped: Program, qtbot: QtBot):
    dialog = plan_shown(qtbot, trapped)
    fixes = [b for b in dialog.findChildren(QPushButton) if b.accessibleName().startswith("Fix: ")]
    assert len(fixes) == 1
    fixes[0].click()
    assert "these:\n\n- a blanket" in trapped.session.lines.text()
    again = plan_shown(qtbot, trapped)
    assert not [b for b in again.findChildren(QPushButton) if b.accessibleName().startswith("Fix: ")]
    again.reject()
    trapped.window.book["edit.undo"].trigger()
    assert "these:\n- a blanket" in trapped.session.lines.text()


def test_another_export_can_begin_after_a_fix_was_put_away(trapped: Program, qtbot: QtBot):
    dialog = plan_shown(qtbot, trapped)
    next(b for b in dialog.findChildren(QPushButton) if b.accessibleName().startswith("Fix: ")).click()
    plan_shown(qtbot, trapped).reject()
    settle(qtbot, trapped)
    assert not trapped.exports.is_busy
    trapped.window.book["export.begin"].trigger()
    plan_shown(qtbot, trapped).export_button.click()
    settle(qtbot, trapped)
    assert not trapped.session.copy.is_edited
