"""What an export warns of is mended in its dialog, and a file that has to move is asked about first."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.safekeeping import DiskFullError
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


# -- an older footer ------------------------------------------------------------------------------

OLD_FOOTER = (
    "Words.\n\n**For more information visit:**\n\n[River](https://old.example/)\n\n2 Old Street, York\n"
)
IS_ASKED = "This article ends with an older footer."


@pytest.fixture
def footed(program: Program) -> Program:
    """Return the program with an article that ends with a footer of before."""
    program.session.text_replacement_wished.emit(OLD_FOOTER)
    return program


def times_asked(answering) -> int:
    return [question.title for question in answering.asked].count(IS_ASKED)


@pytest.mark.parametrize("answer", ["keep", "replace"])
def test_the_answer_about_an_older_footer_is_remembered_after_a_cancelled_export(
    footed: Program, qtbot: QtBot, answering, answer: str
):
    answering.answers.append(answer)
    for _ in range(2):
        footed.window.book["export.begin"].trigger()
        dialog = plan_shown(qtbot, footed)
        dialog.reject()
        settle(qtbot, footed)
    assert times_asked(answering) == 1
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).export_button.click()
    settle(qtbot, footed)
    assert ("old.example" in footed.session.lines.text()) == (answer == "keep")
    assert times_asked(answering) == 1


def test_the_answer_is_remembered_after_an_export_that_was_refused(
    footed: Program, qtbot: QtBot, answering, monkeypatch
):
    def refuse(*_arguments: object, **_more: object) -> None:
        raise DiskFullError.of(Path("article.md"))

    answering.answers.append("replace")
    footed.window.book["export.begin"].trigger()
    with monkeypatch.context() as full:
        full.setattr(footed.workspace.writer, "write_all", refuse)
        plan_shown(qtbot, footed).export_button.click()
        settle(qtbot, footed)
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).reject()
    assert times_asked(answering) == 1


def test_no_answer_and_another_footer_are_asked_about_anew(footed: Program, qtbot: QtBot, answering):
    footed.window.book["export.begin"].trigger()
    settle(qtbot, footed)
    answering.answers += ["keep", "keep"]
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).reject()
    settle(qtbot, footed)
    assert times_asked(answering) == 2
    footed.session.text_replacement_wished.emit(OLD_FOOTER.replace("2 Old", "3 Old"))
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).reject()
    assert times_asked(answering) == 3


def test_whoever_undoes_the_replacement_is_asked_anew(footed: Program, qtbot: QtBot, answering):
    answering.answers += ["replace", "keep"]
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).export_button.click()
    settle(qtbot, footed)
    footed.session.text_replacement_wished.emit(OLD_FOOTER)
    footed.window.book["export.begin"].trigger()
    plan_shown(qtbot, footed).reject()
    assert times_asked(answering) == 2


def test_a_footer_that_stays_can_be_replaced_from_the_plan_all_the_same(
    footed: Program, qtbot: QtBot, answering
):
    answering.answers.append("keep")
    footed.window.book["export.begin"].trigger()
    dialog = plan_shown(qtbot, footed)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Replace it").click()
    plan_shown(qtbot, footed).reject()
    assert footed.session.lines.text().strip() == "Words."
    assert times_asked(answering) == 1
