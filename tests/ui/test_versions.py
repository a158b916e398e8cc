"""The time line: what it says of a version, compares, and brings back."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.safekeeping import DamagedError, Version, VersionStore
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.versions import VersionsDialog
from clinicwriter.ui.versions.words import change_in_words, moment_in_words

FIRST = b"---\ntitle: Visit\n---\nOne.\n"
SECOND = b"---\ntitle: First visit\ntags: [a, b]\n---\nOne.\nTwo words.\n"
NOW = b"---\ntitle: First visit\ntags: [a, b]\n---\nOne.\nTwo words.\nThree.\n"


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    store = VersionStore(tmp_path)
    store.keep("visit", FIRST, "save")
    store.keep("visit", SECOND, "export")
    return store


@pytest.fixture
def dialog(store: VersionStore, qtbot: QtBot) -> VersionsDialog:
    dialog = VersionsDialog(store.versions("visit"), store.read, NOW, ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def shown(dialog: VersionsDialog) -> str:
    return dialog.view.text.toPlainText()


def test_the_newest_version_is_chosen_and_compared_with_now(dialog: VersionsDialog) -> None:
    assert dialog.chosen is not None
    assert dialog.chosen.reason == "export"
    assert "+\tThree." in shown(dialog)
    assert "title" not in shown(dialog).lower()


def test_any_two_versions_can_be_compared(dialog: VersionsDialog) -> None:
    dialog.list.setCurrentRow(1)
    dialog.other.setCurrentIndex(1)
    assert "+\tTitle: First visit" in shown(dialog)
    assert "+\tTags: a; b" in shown(dialog)
    assert "Three." not in shown(dialog)


def test_bringing_a_version_back_accepts_with_that_version(dialog: VersionsDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.chosen is not None
    assert dialog.chosen.reason == "save"


def test_a_damaged_version_is_told_and_cannot_be_brought_back(store: VersionStore, qtbot: QtBot) -> None:
    def read(version: Version) -> bytes:
        raise DamagedError("This version is damaged.")

    dialog = VersionsDialog(store.versions("visit"), read, NOW, ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    assert "damaged" in dialog.note.text()
    assert not dialog.back_button.isEnabled()


def test_without_versions_it_says_when_one_is_kept(qtbot: QtBot) -> None:
    dialog = VersionsDialog((), lambda version: b"", NOW, ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    assert "no earlier versions" in dialog.note.text()
    assert not dialog.back_button.isEnabled()


@pytest.mark.parametrize("count", [1, 30])
def test_what_a_version_changed_is_read_to_its_end(count: int, qtbot: QtBot) -> None:
    long = Version("visit", "0", 0.0, "work", 10, 1444, 1333)
    dialog = VersionsDialog((long,) * count, lambda version: NOW, NOW, ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    dialog.show()
    row = dialog.list.itemWidget(dialog.list.item(0))
    assert dialog.list.visualItemRect(dialog.list.item(0)).right() <= dialog.list.viewport().width()
    what = next(one for one in row.findChildren(QLabel) if one.text() == change_in_words(long))
    assert what.height() >= what.heightForWidth(what.width())
    assert what.geometry().right() <= row.width()


def test_a_version_is_told_in_words() -> None:
    version = Version("visit", "0", 0.0, "save", 10, 1, 1200)
    assert change_in_words(version) == "Kept by you · 1 word added · 1,200 words removed"
    noon = datetime(2026, 11, 23, 12, 5)
    assert moment_in_words(noon.timestamp(), noon) == "today 12:05"
