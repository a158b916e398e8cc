"""What is under way while the open site's folder is opened anew: nothing is lost, nothing shown wrongly."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.library import RowState
from clinicwriter.ui.trash import TrashDialog

WAIT_MS = 15_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


def opens_anew(program: Program, flow: object, deed: str, monkeypatch) -> None:
    """Have the site wished anew right before a deed: it is open anew when the deed is done."""
    do = getattr(flow, deed)

    def both(*given: object) -> None:
        program.operations.open_site(root_of(program))
        do(*given)

    monkeypatch.setattr(flow, deed, both)


def export(qtbot: QtBot, program: Program) -> None:
    plans: list[object] = []
    program.exports.planned.connect(plans.append)
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    for dialog in program.window.findChildren(ExportDialog):
        dialog.accept()
    settle(qtbot, program)


def test_what_was_written_stays_when_its_export_is_undone_while_the_site_is_opened_anew(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    path = root_of(program) / str(program.session.origin.site_path)
    before = path.read_bytes()
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    answering.answers = ["keep", "keep", "undo"]
    export(qtbot, program)
    assert path.read_bytes() != before
    answering.answers = ["undo"]
    opens_anew(program, program.undoing, "_undo", monkeypatch)
    program.undoing.begin()
    settle(qtbot, program, lambda: path.read_bytes() == before)
    settle(qtbot, program)
    assert "Mine. " in program.session.lines.text()
    assert program.session.origin.base == before
    assert program.session.copy.is_edited


def test_the_list_tells_of_an_undone_export_also_when_the_site_was_opened_anew(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Quite new")
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    export(qtbot, program)
    path = program.elsewhere.path()
    assert path is not None and path.is_file()
    program.operations.new_article()
    answering.answers = ["undo"]
    opens_anew(program, program.undoing, "_undo", monkeypatch)
    program.undoing.begin()
    settle(qtbot, program, lambda: not path.exists())
    settle(qtbot, program)
    rows = [row for row in program.workspace.rows if row.title == "Quite new"]
    assert [row.state for row in rows] == [RowState.DRAFT]


def visible(program: Program, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in program.window.findChildren(kind) if dialog.isVisible()]


def test_an_export_goes_on_once_the_clinic_is_told_also_when_the_site_was_opened_anew(
    program: Program, qtbot: QtBot, answering
):
    (root_of(program) / "clinicwriter.toml").unlink()
    assert program.workspace.site is not None
    program.workspace.site.refresh()
    answering.answers.append("tell")
    program.exports.begin()
    qtbot.waitUntil(lambda: bool(visible(program, ClinicDialog)), timeout=WAIT_MS)
    dialog = visible(program, ClinicDialog)[0]
    assert isinstance(dialog, ClinicDialog)
    settle(qtbot, program)
    dialog.entries["name"].setText("Riverbend")
    program.operations.open_site(root_of(program))
    dialog.accept()
    settle(qtbot, program, lambda: visible(program, ExportDialog))
    assert program.workspace.site.clinic.name == "Riverbend"


def test_what_is_brought_back_from_the_trash_is_listed_also_when_the_site_was_opened_anew(
    program: Program, qtbot: QtBot
):
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Thrown away")
    assert program.keeper.keep_and_wait()
    draft_id = program.session.origin.draft_id
    program.session.close_article()
    program.workspace.drafts.discard(draft_id)
    program.window.book["trash.open"].trigger()
    qtbot.waitUntil(lambda: bool(visible(program, TrashDialog)), timeout=WAIT_MS)
    dialog = visible(program, TrashDialog)[0]
    assert isinstance(dialog, TrashDialog)
    program.operations.open_site(root_of(program))
    dialog.restore_wished.emit(program.workspace.trash.entries()[0])
    settle(qtbot, program, lambda: not visible(program, TrashDialog))
    settle(qtbot, program)
    assert program.session.origin.draft_id == draft_id
    assert "Thrown away" in [row.title for row in program.workspace.rows]
