"""The rendering process: hears on its standard input what happens to a text, and answers.

It never outlives the program: it ends with its input, and a clock that needs no turn of the interpreter ends
it when one render takes far too long.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import BinaryIO, Final

from .answers import Answer
from .flavours import Flavour
from .frames import Frame, Kind, answer_to_value, read_frame, write_frame
from .live import LiveDocument, render_units

_LONGEST_S: Final = 60.0
_PROGRESS_STEP_S: Final = 0.05
_LONG_PART_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Hold a change of lines as it came through the pipe; it has what ``LineChange`` has."""

    first: int
    removed: int
    inserted: tuple[str, ...]


class Worker:
    """Answer messages one by one (state that changes: the live text, or the lines of one rendered whole)."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._messages: SimpleQueue[Frame] = SimpleQueue()
        self._flavour = Flavour("", "python-markdown")
        self._is_whole = False
        self._tells_all = False
        self._told_at = 0.0
        self._live: LiveDocument | None = None
        self._lines: list[str] = []

    def run(self) -> None:
        """Answer until the input ends."""
        Thread(target=self._read, daemon=True).start()
        while True:
            frame = self._messages.get()
            faulthandler.dump_traceback_later(_LONGEST_S, exit=True, file=sys.stderr)
            self._take(frame)
            faulthandler.cancel_dump_traceback_later()

    def _read(self) -> None:
        while (frame := read_frame(self._incoming)) is not None:
            self._messages.put(frame)
        os._exit(0)  # the program is gone: whatever is being rendered, nobody waits for it

    def _take(self, frame: Frame) -> None:
        match frame.kind:
            case Kind.SET_UP:
                self._set_up(frame)
            case Kind.OPEN:
                self._open(frame)
            case Kind.CHANGE:
                self._change(frame)
            case Kind.RENDER:
                whole = render_units(self._lines, self._flavour)
                self._send(Frame.of(Kind.UNITS, frame.revision, whole))
            case _:
                self._mend(frame)

    def _set_up(self, frame: Frame) -> None:
        name, engine, options, self._is_whole = frame.value
        self._flavour = Flavour(name, engine, tuple(options))
        if self._is_whole:
            _be_nice()
        else:
            self._live = LiveDocument(self._flavour, on_progress=self._tell)
        self._send(Frame.of(Kind.READY, frame.revision))

    def _open(self, frame: Frame) -> None:
        lines, shown, tangled, is_careful = frame.value
        if self._live is None:
            self._lines = lines
            return
        self._tells_all = is_careful
        for answer in self._live.open(frame.revision, lines, shown=shown, tangled=tangled):
            self._send(Frame.of(Kind.ANSWER, answer.revision, answer_to_value(answer)))
        self._tells_all = True
        self._send(Frame.of(Kind.READY, frame.revision))

    def _change(self, frame: Frame) -> None:
        first, removed, inserted = frame.value
        if self._live is None:
            self._lines[first : first + removed] = inserted
        else:
            edit = LineEdit(first, removed, tuple(inserted))
            self._finish(frame, self._live.change(frame.revision, edit))

    def _mend(self, frame: Frame) -> None:
        if self._live is None:
            return
        corrected = frame.kind is Kind.CORRECT
        self._finish(
            frame, self._live.correct(frame.revision, frame.value) if corrected else self._live.retry()
        )

    def _finish(self, frame: Frame, answer: Answer | None) -> None:
        self._send(Frame.of(Kind.READY, frame.revision, answer_to_value(answer) if answer else None))

    def _tell(self, line: int, count: int) -> None:
        """Tell what is about to be rendered, so that it can be named if it never ends."""
        now = monotonic()
        if self._tells_all or count >= _LONG_PART_LINES or now - self._told_at >= _PROGRESS_STEP_S:
            self._told_at = now
            assert self._live is not None
            self._send(Frame.of(Kind.PROGRESS, self._live.revision, [line, count]))

    def _send(self, frame: Frame) -> None:
        write_frame(self._outgoing, frame)


def _be_nice() -> None:
    """Let keys come before the render of the whole text, where the system knows how."""
    if hasattr(os, "nice"):
        os.nice(5)


def main() -> None:
    """Serve the program that started this process."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not get between the messages
    try:
        Worker(incoming, outgoing).run()
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)


if __name__ == "__main__":
    main()
