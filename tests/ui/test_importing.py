"""Files chosen, dropped and pasted in the real window become drafts and clean text."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.exporting.flow import pending_pictures
from clinicwriter.ui.importing.report_dialog import ReportDialog
from clinicwriter.ui.progress_dialog import ProgressDialog
from clinicwriter.ui.questions import Message

WORD = Path(__file__).parent.parent / "importing" / "word"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
WAIT_MS = 30_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def files_of(program: Program) -> dict[Path, bytes]:
    root = program.workspace.root
    assert root is not None
    return {
        path: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".clinicwriter" not in path.parts
    }


# -- importing -------------------------------------------------------------------------------------


def test_a_word_file_becomes_the_open_draft_and_the_site_stays_as_it_is(
    program: Program, qtbot: QtBot, answering
):
    before = files_of(program)
    answering.paths.append(WORD / "everything.docx")
    program.window.book["article.import"].trigger()
    title = "Managing “Hay Fever” – a patient’s guide"
    settle(qtbot, program, lambda: program.session.fields.title == title and answering.told)
    assert program.session.copy.is_new
    assert "![A green field](" in program.session.lines.text()
    assert any(row.title == title for row in program.workspace.rows)
    assert "1 comment was left out." in answering.told[0].text
    pictures = program.workspace.drafts.pictures_folder(program.session.origin.draft_id)
    assert [path.suffix for path in pictures.iterdir()] == [".jpg"]
    assert files_of(program) == before


def test_an_old_file_becomes_a_draft_of_today_and_its_age_is_told(program: Program, qtbot: QtBot):
    said: list[str] = []
    program.imports.said.connect(said.append)
    program.imports.take([WORD / "nested.docx"])
    settle(qtbot, program, lambda: program.session.fields.title == "Title one")
    assert program.session.fields.date == str(date.today())
    assert program.window.details.form.status.currentText() == "Draft"
    assert said[-1].startswith("The file was last changed on ")


def test_an_imported_draft_is_exported_with_its_picture(program: Program, qtbot: QtBot):
    program.imports.take([WORD / "everything.docx"])
    settle(qtbot, program, lambda: "Hay Fever" in (program.session.fields.title or ""))
    site = program.workspace.site
    assert site is not None
    references = pending_pictures(program.workspace, site, program.session.copy)
    assert any(f"]({reference})" in program.session.lines.text() for reference in references)


def test_a_file_that_cannot_be_read_is_told_and_nothing_else_happens(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    old = tmp_path / "letter.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    opening = program.session.opening
    program.imports.take([old])
    settle(qtbot, program, lambda: answering.told)
    assert "letter.doc" in answering.told[0].title
    assert ".docx" in answering.told[0].text
    assert program.session.opening == opening


def test_a_folder_of_word_files_comes_with_a_report_that_can_be_copied_and_saved(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("nested", "libreoffice"):
        shutil.copy(WORD / f"{name}.docx", folder)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    answering.paths.append(folder)
    opening = program.session.opening
    program.window.book["article.import-folder"].trigger()
    settle(qtbot, program, lambda: isinstance(QApplication.activeModalWidget(), ReportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportDialog)
    assert dialog.windowTitle() == "2 of 3 files imported"
    cells = [[dialog.table.item(row, column).text() for column in range(3)] for row in range(3)]
    assert [line[0] for line in cells] == ["broken.docx", "libreoffice.docx", "nested.docx"]
    assert cells[2][1] == "Title one"
    assert cells[2][2].startswith("Everything was kept. The file was last changed on ")
    assert cells[0][2].startswith("Not imported.")
    answering.paths.append(tmp_path / "report.csv")
    dialog.save_wished.emit()
    settle(qtbot, program, (tmp_path / "report.csv").exists)
    assert {"Title one", "Sleeping with pain"} <= {row.title for row in program.workspace.rows}
    assert program.session.opening == opening
    dialog.accept()


def test_an_empty_folder_is_told(program: Program, qtbot: QtBot, answering, tmp_path: Path):
    answering.paths.append(tmp_path)
    program.window.book["article.import-folder"].trigger()
    settle(qtbot, program, lambda: answering.told)
    assert "no Word file" in answering.told[0].title


def test_an_import_that_is_stopped_leaves_the_rest_alone(program: Program, qtbot: QtBot):
    before = len(program.workspace.rows)
    said: list[str] = []
    program.imports.said.connect(said.append)
    program.imports.take([WORD / "nested.docx"] * 30)
    program.imports._long_work._is_stopped.set()
    settle(qtbot, program, lambda: any(words.startswith("Stopped") for words in said))
    assert len(program.workspace.rows) < before + 30
    modal = QApplication.activeModalWidget()
    if modal is not None:
        modal.close()


# -- pasting ---------------------------------------------------------------------------------------


def paste(program: Program, html: str, plain: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText(plain)
    program.window.editor.text_edit.data_came.emit(data)


def test_pasted_pictures_go_through_the_picture_door_in_one_step(program: Program, qtbot: QtBot):
    program.window.book["article.new"].trigger()
    inside = base64.b64encode(PNG).decode()
    word_file = Path(tempfile.mkdtemp()) / "clip_image001.png"
    word_file.write_bytes(PNG + b"x")
    paste(
        program,
        f"<h2>Beds</h2><p>One <img alt='A bed' src='data:image/png;base64,{inside}'></p>"
        f"<p><img alt='Two' src='{word_file.as_uri()}'></p>",
    )
    settle(qtbot, program, lambda: "## Beds" in program.session.lines.text())
    site = program.workspace.site
    assert site is not None
    names = ("picture-1.png", "picture-2.png")
    first, second = (site.picture_target(name, program.session.details, None).reference for name in names)
    assert program.session.lines.text().strip() == f"## Beds\n\nOne ![A bed]({first})\n\n![Two]({second})"
    folder = program.workspace.drafts.pictures_folder(program.session.origin.draft_id)
    assert [(folder / name).read_bytes() for name in names] == [PNG, PNG + b"x"]
    program.session.history.undo()
    assert program.session.lines.text().strip() == ""


def test_a_pasted_page_cannot_bring_a_file_of_this_computer_nor_one_of_the_web(
    program: Program, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(home / "tmp"))
    secret = home / "secret.png"
    secret.write_bytes(PNG)
    program.window.book["article.new"].trigger()
    sources = (secret.as_uri(), "https://x.example/a.png", "//[no-address")
    pictures = " ".join(f"<img src='{source}'>" for source in sources)
    paste(program, f"<p>Text {pictures}</p>")
    settle(qtbot, program, lambda: "Text" in program.session.lines.text())
    assert program.session.lines.text().strip() == "Text"
    folder = program.workspace.drafts.pictures_folder(program.session.origin.draft_id)
    assert list(folder.iterdir()) == []


def test_a_long_paste_is_made_clean_elsewhere(program: Program, qtbot: QtBot):
    program.window.book["article.new"].trigger()
    paste(program, "<ul>" + "<li>Some <b>words</b> of a long list</li>" * 150 + "</ul>")
    assert program.session.lines.text().strip() == ""
    settle(qtbot, program, lambda: program.session.lines.text().count("- Some **words**") == 150)


def test_plain_paste_takes_the_words_alone(program: Program, qtbot: QtBot):
    program.window.book["article.new"].trigger()
    data = QMimeData()
    data.setHtml("<h2>Beds</h2><p><b>Two</b></p>")
    data.setText("Beds\nTwo")
    QGuiApplication.clipboard().setMimeData(data)
    program.window.editor.text_edit.setFocus()
    program.window.editor.text_edit.paste_plain()
    assert program.session.lines.text().startswith("Beds\nTwo")


def test_files_dropped_while_others_come_in_come_after_them_and_no_dialog_is_left(
    program: Program, qtbot: QtBot, tmp_path: Path
):
    before = len(program.workspace.drafts.drafts())
    for name in ("One", "Two"):
        (tmp_path / f"{name}.txt").write_text(f"Words of {name}.\n")
        program.imports.take([tmp_path / f"{name}.txt"])
    settle(qtbot, program, lambda: len(program.workspace.drafts.drafts()) == before + 2)
    assert program.session.fields.title == "Two"
    left = lambda: [one for one in QApplication.allWidgets() if isinstance(one, ProgressDialog)]  # noqa: E731
    qtbot.waitUntil(lambda: not left(), timeout=WAIT_MS)


def test_the_progress_is_gone_before_anything_is_told(program: Program, qtbot: QtBot, answering):
    seen: list[list[QWidget]] = []

    def tell(message: Message) -> None:
        qtbot.wait(700)  # somebody reads
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, ProgressDialog)]
        seen.append([one for one in shown if one.isVisible()])

    answering.tell = tell
    program.imports.take([WORD / "everything.docx"])
    settle(qtbot, program, lambda: seen)
    assert seen == [[]]
