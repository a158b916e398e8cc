"""The open article given out from the real window, as a Word file and as a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.copying import file_name
from clinicwriter.ui.preview.pdf import PdfMaker
from clinicwriter.ui.questions import STAY

WAIT_MS = 60_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def open_infusion(program: Program, qtbot: QtBot) -> None:
    program.operations.open_row("site:articles/first-infusion.md")
    settle(qtbot, program, lambda: "infusion" in (program.session.fields.title or ""))


def test_the_open_article_becomes_a_word_file_as_it_is_now(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    open_infusion(program, qtbot)
    program.session.set_field(Role.TITLE, "Your first infusion")
    answering.answers, answering.paths = ["signed"], [tmp_path / "letter"]
    program.window.book["article.to-word"].trigger()
    path = tmp_path / "letter.docx"
    settle(qtbot, program, path.exists)
    document = docx.Document(io.BytesIO(path.read_bytes()))
    assert document.paragraphs[0].text == "Your first infusion"
    assert len(document.inline_shapes) == 1
    assert [row.cells[0].text for row in document.tables[-1].rows] == ["Name", "Date", "Signature"]
    assert "Riverbend" in document.sections[0].footer.paragraphs[0].text


def test_the_open_article_becomes_a_pdf_with_its_page_and_pages_numbered(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    pdf = pytest.importorskip("PySide6.QtPdf")
    open_infusion(program, qtbot)
    path = tmp_path / "letter.pdf"
    answering.answers, answering.paths = ["signed"], [path]
    program.window.book["article.to-pdf"].trigger()
    settle(qtbot, program, path.exists)
    document = pdf.QPdfDocument()
    document.load(str(path))
    count = document.pageCount()
    pages = [document.getAllText(number).text() for number in range(count)]
    document.close()
    assert "What to expect at your first infusion" in pages[0]
    assert f"Page 1 of {count}" in pages[0]
    assert all("Riverbend Wellness Clinic" in page for page in pages)
    assert "agree that it is published" in "".join(pages)


@pytest.mark.parametrize("name", ["article.to-pdf", "article.to-word"])
def test_the_question_before_saving_can_be_left_by_a_button(
    program: Program, qtbot: QtBot, answering, name: str
):
    open_infusion(program, qtbot)
    program.window.book[name].trigger()
    first = answering.asked[-1].answers[0]
    assert (first.key, first.verb) == (STAY, "Cancel")


def test_two_pdfs_wished_for_at_once_are_both_made_each_with_its_own_page(qtbot: QtBot):
    pdf = pytest.importorskip("PySide6.QtPdf")
    maker = PdfMaker()
    made: list[bytes] = []
    for words in ("The first page", "The second page"):
        maker.make(f"<html><body><p>{words}</p></body></html>", "A4", made.append)
    qtbot.waitUntil(lambda: len(made) == 2, timeout=WAIT_MS)
    maker.release()
    texts = []
    for data in made:
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = pdf.QPdfDocument()
        document.load(buffer)
        texts.append(document.getAllText(0).text().strip())
        document.close()
    assert texts == ["The first page", "The second page"]


def test_closing_the_question_makes_no_file(program: Program, answering, tmp_path: Path):
    answering.paths = [tmp_path / "letter.docx"]
    program.window.book["article.to-word"].trigger()
    assert answering.paths
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_replaced_unasked(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    there = tmp_path / "letter.docx"
    there.write_bytes(b"mine")
    answering.answers, answering.paths = ["plain", "keep"], [tmp_path / "letter"]
    program.window.book["article.to-word"].trigger()
    assert answering.asked[-1].title == "“letter.docx” is there already."
    settle(qtbot, program, lambda: True)
    assert there.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b\\c:d*?", "a b c d"),
        ("../../etc", "etc"),
        ("", "Article"),
        (None, "Article"),
        ("CON", "CON article"),
        ("x" * 300, "x" * 80),
        ("Café – “open”", "Café open"),
    ],
)
def test_the_name_offered_is_right_on_every_system(title: str | None, name: str):
    assert file_name(title) == name
