"""One rendering process as the program sees it: started, written to, listened to, ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, BinaryIO, Final, cast

from .flavours import Flavour
from .frames import Frame, Kind, read_frame, write_frame

WORKER_ARGUMENT: Final = "--rendering-worker"
"""With it the packaged program is a rendering process."""

OnFrame = Callable[["Child", Frame | None], None]
"""Hears each message, on a thread of the child's own; ``None`` when the process has ended."""


def worker_command() -> list[str]:
    """Return how a rendering process is started, from source and from a packaged program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    return [sys.executable, "-m", "clinicwriter.rendering.worker"]


def serve_renderer() -> None:
    """Be a rendering process: what the packaged program does when it is started as one."""
    # Loaded here alone: run as a module, it must not be loaded before.
    from .worker import main  # noqa: PLC0415

    main()


class Child:
    """Hold one process and the two threads that talk with it, so that nobody waits for a full pipe."""

    def __init__(self, flavour: Flavour, on_frame: OnFrame, *, renders_whole: bool) -> None:
        self._process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._on_frame = on_frame
        self._outgoing: SimpleQueue[Frame | None] = SimpleQueue()
        self._threads = [Thread(target=self._read, daemon=True), Thread(target=self._write, daemon=True)]
        for thread in self._threads:
            thread.start()
        self.send(
            Frame.of(Kind.SET_UP, 0, [flavour.name, flavour.engine, list(flavour.options), renders_whole])
        )

    @property
    def pid(self) -> int:
        """Return the number by which the system knows the process."""
        return self._process.pid

    def worked_s(self) -> float | None:
        """Return the processor time that the process has used, in seconds; ``None`` where nobody tells."""
        if not sys.platform.startswith("linux"):
            return None
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return None
        # After the name in brackets, which may hold blanks: user and system time, fields 14 and 15 (proc(5)).
        user, system = fields.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def send(self, frame: Frame) -> None:
        """Have a message written; return at once."""
        self._outgoing.put(frame)

    def end(self) -> None:
        """End the process now, whatever it does, and see it off."""
        self._process.kill()
        self._process.wait()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close(stream)

    def _read(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        while (frame := read_frame(stream)) is not None:
            self._on_frame(self, frame)
        self._on_frame(self, None)

    def _write(self) -> None:
        stream = cast(BinaryIO, self._process.stdin)
        while (frame := self._outgoing.get()) is not None:
            try:
                write_frame(stream, frame)
            except OSError:
                return  # the reader notices the end, and says so


def _close(stream: IO[bytes]) -> None:
    """Close a pipe whose other end may be gone with bytes on their way."""
    with suppress(OSError):
        stream.close()
