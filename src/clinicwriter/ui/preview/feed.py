"""The way from the session's changes to the rendering process and back to the window's own thread.

State that changes: the process, which opening its answers belong to, and whether it rests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from clinicwriter.article import LineChange
from clinicwriter.rendering import Answer, Flavour


class Renderer(Protocol):
    """What the feed needs of ``clinicwriter.rendering.RenderProcess``."""

    def open(self, revision: int, lines: tuple[str, ...]) -> None:
        """Take a whole text."""

    def change(self, revision: int, change: LineChange) -> None:
        """Take a change of the text."""

    def pause(self) -> None:
        """Rest: nobody looks."""

    def resume(self) -> None:
        """Go on."""

    def stop(self) -> None:
        """End, for good."""


StartRenderer = Callable[[Flavour, Callable[[Answer], None]], Renderer]


class Feed(QObject):
    """Hand changes to the renderer, and its answers on in their order, on the window's thread."""

    answered = Signal(object)
    _arrived = Signal(int, object)

    def __init__(self, start: StartRenderer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._running: list[Renderer] = []
        self._flavour: Flavour | None = None
        self._generation = 0
        self._opened_revision = 0
        self._is_resting = False
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(partial(_stop_all, self._running))

    def open(self, flavour: Flavour, revision: int, lines: tuple[str, ...]) -> None:
        """Have a whole text rendered; answers about an earlier one no longer count."""
        self._opened_revision = revision
        if not self._running or flavour != self._flavour:
            self._restart(flavour)
        for renderer in self._running:
            renderer.open(revision, lines)

    def change(self, revision: int, change: LineChange) -> None:
        """Have a change rendered."""
        for renderer in self._running:
            renderer.change(revision, change)

    def rest(self) -> None:
        """Let the renderer rest."""
        if not self._is_resting:
            for renderer in self._running:
                renderer.pause()
        self._is_resting = True

    def wake(self) -> None:
        """Have the renderer go on."""
        if self._is_resting:
            for renderer in self._running:
                renderer.resume()
        self._is_resting = False

    def stop(self) -> None:
        """End the renderer; an answer on its way is dropped."""
        self._generation += 1
        _stop_all(self._running)

    def _restart(self, flavour: Flavour) -> None:
        self.stop()
        generation = self._generation

        def hear(answer: Answer) -> None:
            if shiboken6.isValid(self):
                self._arrived.emit(generation, answer)

        self._flavour = flavour
        self._is_resting = False
        self._running.append(self._start(flavour, hear))

    def _take(self, generation: int, answer: Answer) -> None:
        if generation == self._generation and answer.revision >= self._opened_revision:
            self.answered.emit(answer)


def _stop_all(running: list[Renderer], _destroyed: QObject | None = None) -> None:
    """End what still runs: also when the pane is destroyed and nobody said a word before."""
    while running:
        running.pop().stop()
