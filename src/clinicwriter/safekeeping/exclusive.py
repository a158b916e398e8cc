"""One process at a time, by the system's own lock: it is gone when its holder is, however that ended."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinicwriter.safekeeping.errors import BusyError, plain_words
from clinicwriter.safekeeping.writing import make_folder

WAIT_S = 0.1


@contextmanager
def held_alone(path: Path, patience_s: float = 30.0) -> Iterator[None]:
    """Hold the lock file for the block; wait for whoever has it. Raises ``BusyError`` after a while."""
    make_folder(path.parent)
    with plain_words(path):
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        _wait_for(descriptor, path, patience_s)
        try:
            yield
        finally:
            _let_go(descriptor)
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path, patience_s: float) -> None:
    until = time.monotonic() + patience_s
    while not _try_lock(descriptor):
        if time.monotonic() > until:
            raise BusyError.of(path, details="another Clinic Writer holds it")
        time.sleep(WAIT_S)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: one program at a time is then a habit, not a rule
        return True

    def _let_go(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
