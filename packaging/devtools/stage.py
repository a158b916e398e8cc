"""The real window over a copy of the sample site, with the means to wait for it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import build

PATIENCE_S = 120
CALM_S = 1.5
HEARTBEAT_MS = 10
ARTICLE_WITHIN_S = 10
"""A site without an article opens none: nobody waits for it longer than this."""


if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
    # Chromium tells at length which graphics it did not find: nobody has to read that.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --log-level=3")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;qt.rhi.*=false;default.warning=false")


class StageError(Exception):
    """The window did not do in time what was waited for."""


class Stage:
    """Holds the running program. State that changes: the newest text, and what was shown of it when."""

    def __init__(self, home: Path, *, theme: str | None = None, size: tuple[int, int] = (1440, 900)) -> None:
        self.program = build(Places.below(home), theme=theme)
        self._heartbeat = QTimer(interval=HEARTBEAT_MS)
        self.shown_revision = -1
        self.shown_at = self.first_shown_at = 0.0
        self.text_revision = 0
        session = self.program.session
        session.article_opened.connect(self._note_text)
        session.text_changed.connect(self._note_text)
        self.program.window.preview.shown.connect(self._note_shown)
        self.program.window.resize(*size)

    def open(self, path: str = "") -> None:
        """Show the window and open a path, or what the first start opens; wait until the page is drawn."""
        self.program.window.show()
        self.program.desk.start(path)
        last = time.monotonic() + ARTICLE_WITHIN_S
        session = self.program.session
        self.wait_until(lambda: session.is_open or time.monotonic() > last, "open")
        self.wait_for_page()

    def open_row(self, key: str) -> None:
        """Open an article by its key in the list; wait until its page is drawn."""
        self.program.operations.open_row(key)
        wanted = key.partition(":")[2]
        self.wait_until(lambda: self._site_path() == wanted, f"open {wanted}")
        self.wait_for_page()

    def wait_for_page(self) -> None:
        """Wait until the preview has drawn the newest text, if an article is open."""
        session = self.program.session
        self.wait_until(
            lambda: not session.is_open or self.shown_revision >= self.text_revision, "draw the page"
        )

    def wait_for_calm(self) -> None:
        """Wait until the page has not changed for a while: a very long article is filled in bit by bit."""
        self.wait_until(lambda: time.monotonic() - self.shown_at > CALM_S, "come to rest")

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program work until the condition holds. Raises ``StageError`` when it does not in time."""
        last = time.monotonic() + PATIENCE_S
        self._heartbeat.start()
        while not condition():
            if time.monotonic() > last:
                raise StageError(f"The window did not {what} within {PATIENCE_S} seconds.")
            # Given a time, this call would not wait but go round: that would count as the window's work.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._heartbeat.stop()

    def settle(self, seconds: float) -> None:
        """Let the program work for a while, so that whatever was under way is drawn."""
        last = time.monotonic() + seconds
        self.wait_until(lambda: time.monotonic() > last, "settle")

    def draw(self, path: Path) -> None:
        """Draw the window, and the dialog over it, into a picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.program.window.picture().save(str(path))

    def with_dialog(self, ask: Callable[[], object], then: Callable[[QDialog], object]) -> None:
        """Ask for something that opens a dialog, do something with the open dialog, and close it."""
        done: list[bool] = []

        def look() -> None:
            dialog = _open_dialog()
            if dialog is None:
                QTimer.singleShot(50, look)
                return
            then(dialog)
            done.append(True)
            dialog.close()

        QTimer.singleShot(300, look)
        ask()
        self.wait_until(lambda: bool(done), "open a dialog")

    def close(self) -> None:
        """Close the window, which ends the processes behind the preview."""
        self.program.window.close()
        self.settle(0.1)

    def _note_text(self) -> None:
        self.text_revision = self.program.session.revision

    def _note_shown(self, revision: int) -> None:
        self.shown_at = time.monotonic()
        if revision > self.shown_revision:
            self.shown_revision, self.first_shown_at = revision, self.shown_at

    def _site_path(self) -> str:
        session = self.program.session
        return str(session.origin.site_path) if session.is_open else ""


def _open_dialog() -> QDialog | None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            return widget
    return None
