"""On a fresh account the first word can be typed at once; each person has a place of their own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import Program
from clinicwriter.ui.theme import ThemeChoice

from .conftest import Answering

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="folders as Linux has them")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("CLINICWRITER_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_first_word_can_be_typed_without_an_answer_to_anything(program: Program, answering: Answering):
    assert (answering.asked, answering.told) == ([], [])
    edit = program.window.editor.text_edit
    before = program.session.revision
    QTest.keyClicks(edit, "word")
    assert program.session.revision > before
    assert "word" in edit.toPlainText()


def test_the_colours_follow_the_system_until_somebody_chooses(program: Program):
    assert program.settings.settings.theme == ThemeChoice.SYSTEM.value


@on_linux
def test_documents_lie_where_the_persons_system_has_them(account: Path):
    (account / ".config").mkdir()
    (account / ".config" / "user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/Dokumente"\n', "utf-8")
    assert Places.standard().documents == account / "Dokumente"


@on_linux
def test_two_people_on_one_computer_share_nothing(account: Path, monkeypatch: pytest.MonkeyPatch):
    first = Places.standard()
    monkeypatch.setenv("HOME", str(account / "another"))
    second = Places.standard()
    for one, other in ((first.data, second.data), (first.settings, second.settings)):
        assert one != other
        assert other.is_relative_to(account / "another")


def test_the_file_with_the_clinics_facts_opens_its_site(program: Program, qtbot: QtBot, tmp_path: Path):
    site = tmp_path / "site"
    shutil.copytree(resource_path("sample-site"), site)
    program.desk.take_path(str(site / "clinicwriter.toml"))
    qtbot.waitUntil(lambda: program.workspace.root == site, timeout=15_000)
