"""PySide6 must give back each reference to None that it takes: 6.12.0 on Python 3.11 did not, and aborted."""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

CALLS = 2_000
SPARE = 100
"""What other parts of the interpreter may take or give back meanwhile."""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None has no count since Python 3.12")
def test_qt_calls_keep_the_count_of_references_to_none(qtbot: QtBot) -> None:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        editor.setReadOnly(False)
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < SPARE
