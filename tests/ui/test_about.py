"""The program says which version it is and what is inside, and looks for a newer one only when asked."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton

from clinicwriter import __version__
from clinicwriter.ui.about.components import all_components
from clinicwriter.ui.about.dialog import show_about, show_inside, version_words
from clinicwriter.ui.about.newer import newer_message, show_newer
from clinicwriter.ui.application import Program
from clinicwriter.ui.theme import program_icon

PAGE = "https://clinicwriter.example/releases"


def test_the_version_can_be_copied_for_the_person_who_helps(program: Program):
    dialog = show_about(program.window)
    assert any(__version__ in label.text() for label in dialog.findChildren(QLabel))
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy versions").click()
    assert QGuiApplication.clipboard().text() == version_words()
    dialog.close()


def test_each_part_inside_shows_its_licence(program: Program):
    dialog = show_inside(program.window)
    names, text = dialog.findChild(QListWidget), dialog.findChild(QPlainTextEdit)
    for row, component in enumerate(all_components()):
        names.setCurrentRow(row)
        assert component.licence in text.toPlainText()
        assert len(text.toPlainText()) > len(component.licence) + 100
    dialog.close()


def test_asking_for_a_newer_version_opens_nothing_by_itself(
    program: Program, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    dialog = show_newer(program.window, PAGE)
    assert opened == []
    dialog.findChild(QPushButton, "open-page").click()
    assert opened == [PAGE]


def test_without_a_page_it_says_whom_to_ask():
    message = newer_message("")
    assert "Ask the person" in message.text
    assert __version__ in message.text


def test_the_window_has_its_icon_at_every_usual_size(qapp):
    sizes = {size.width() for size in program_icon().availableSizes()}
    assert {16, 24, 32, 48, 64, 128} <= sizes
