"""The new file beside the old one: made, flushed, checked, then put in place in one step.

Every call that changes a disk goes through ``os`` (directly, or by ``pathlib``, which calls it): tests stand
between and fail, record or kill at each.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from clinicwriter.safekeeping.errors import NotWrittenError, is_sharing_violation

WAITS_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.6)
"""How long to wait between tries while another program holds a file: two seconds in all."""

LEFTOVER_AGE_S = 24 * 3600
"""A new file of ours that was never put in place is dead for certain after this long."""

_LEFTOVER = re.compile(r"^\.clinicwriter-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.tmp$")
_NOT_SUPPORTED = frozenset(
    {errno.EINVAL, errno.EACCES, errno.EPERM, errno.ENOSYS}
    | {getattr(errno, name) for name in ("ENOTSUP", "EOPNOTSUPP", "ENODATA") if hasattr(errno, name)}
)
_BINARY = getattr(os, "O_BINARY", 0)

T = TypeVar("T")
U = TypeVar("U")


def patiently(action: Callable[[], T]) -> T:
    """Do it, and wait and try again for a while when another program holds the file."""
    for wait_s in WAITS_S:
        try:
            return action()
        except OSError as error:
            if not is_sharing_violation(error):
                raise
            time.sleep(wait_s)
    return action()


class Staged:
    """A new file that waits beside its target. State: whether it was put in place.

    ``model`` is the file that it will replace, whose mode, owner and extended attributes it takes.
    """

    def __init__(
        self, target: Path, data: bytes, model: os.stat_result | None, mode: int | None = None
    ) -> None:
        self.target = target
        self.path = target.with_name(_new_name())
        self._is_waiting = False
        try:
            self._make(data, model, mode)
            if self.path.read_bytes() != data:
                raise NotWrittenError.of(target)
        except BaseException:
            self.discard()
            raise

    def _make(self, data: bytes, model: os.stat_result | None, mode: int | None) -> None:
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY
        descriptor = os.open(self.path, flags, 0o666 if model is None else 0o600)
        self._is_waiting = True
        try:
            _write_whole(descriptor, data)
            if model is not None:
                _take_looks(descriptor, self.target, model)
            elif mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)
            flush(descriptor)
        finally:
            os.close(descriptor)

    def place(self) -> None:
        """Put the new file in place of the old one, in one step."""
        patiently(lambda: self.path.replace(self.target))
        self._is_waiting = False

    def place_where_none_is(self) -> None:
        """Put the new file in place, in one step. Raises ``FileExistsError`` where a file has come there."""
        if sys.platform == "win32":
            patiently(lambda: self.path.rename(self.target))  # which replaces nothing there
            self._is_waiting = False
            return
        try:
            os.link(self.path, self.target)
        except OSError as error:
            if error.errno not in _NOT_SUPPORTED:
                raise
            self.place()  # a disk without links
            return
        self.path.unlink(missing_ok=True)  # by now it may count as left over
        self._is_waiting = False

    def discard(self) -> None:
        """Take the new file away unless it was put in place."""
        if self._is_waiting:
            with suppress(OSError):
                self.path.unlink()
            self._is_waiting = False


def flush(descriptor: int) -> None:
    """Have the system write a file to the disk itself."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  (no such module on Windows)

        # fsync leaves the bytes in the drive's own memory there.
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the system write a folder's list of names to the disk, where a system can do that."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise


def clear_leftovers(folder: Path, dead_process: int | None = None) -> None:
    """Take away new files that a killed save of ours left in a folder; never fail over it."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".clinicwriter-") and _is_leftover(entry, dead_process):
                with suppress(OSError):
                    Path(entry.path).unlink()


def is_process_gone(process: int) -> bool:
    """Say whether a process of this computer has certainly ended."""
    if sys.platform == "win32":
        return False  # os.kill would end it there; age decides alone
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def computer_name() -> str:
    """Return this computer's name."""
    return platform.node() or "this computer"


def _is_leftover(entry: os.DirEntry[str], dead_process: int | None) -> bool:
    match = _LEFTOVER.match(entry.name)
    if match is None:
        return False
    looks = entry.stat(follow_symlinks=False)
    if looks.st_nlink > 1:
        return True  # in place already, under its target's name: a kill came before this name went
    process = int(match[2])
    if (
        match[1] == _computer_mark()
        and process != os.getpid()
        and (process == dead_process or is_process_gone(process))
    ):
        return True
    return time.time() - looks.st_mtime > LEFTOVER_AGE_S


def _new_name() -> str:
    # Never made from the target's name: that may already be as long as a name can be.
    return f".clinicwriter-{_computer_mark()}-{os.getpid()}-{secrets.token_hex(6)}.tmp"


def _computer_mark() -> str:
    return hashlib.sha256(computer_name().encode("utf-8", "replace")).hexdigest()[:8]


def _write_whole(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _take_looks(descriptor: int, target: Path, model: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    made = os.fstat(descriptor)
    if (made.st_uid, made.st_gid) != (model.st_uid, model.st_gid):
        with suppress(PermissionError):
            os.fchown(descriptor, model.st_uid, model.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(model.st_mode))
    if sys.platform == "linux":
        _copy_attributes(descriptor, target)


def _copy_attributes(descriptor: int, target: Path) -> None:
    if sys.platform != "linux":
        return
    none: list[str] = []
    for name in _where_supported(partial(os.listxattr, target), none):
        value = _where_supported(partial(os.getxattr, target, name), None)
        if value is not None:
            _where_supported(partial(os.setxattr, descriptor, name, value), None)


def _where_supported(action: Callable[[], T], otherwise: U) -> T | U:
    try:
        return action()
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise
        return otherwise
