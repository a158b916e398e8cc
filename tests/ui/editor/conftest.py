"""An editor without the rest of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.ui.clipping import release_clipboard
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper


@pytest.fixture(scope="session", autouse=True)
def clipboard() -> Iterator[None]:
    """Let go of what was copied while Python runs, as the program does at its end."""
    yield
    release_clipboard()


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[EditorPane]:
    pane = EditorPane(session, ThemeKeeper(choice="light"))
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    yield pane
