"""What can go wrong with a file, in words for the person at the desk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Self

from clinicwriter.errors import ClinicWriterError

AS_BEFORE = "The file is as it was before."


class SaveError(ClinicWriterError):
    """Report that a file could not be written or read; ``{name}`` in the words is the file's name."""

    words: ClassVar[str] = "“{name}” could not be saved or read."
    advice: ClassVar[str] = "Try again in a moment, or save a copy somewhere else."

    @classmethod
    def of(cls, path: Path, *, kept: str = AS_BEFORE, details: str = "") -> Self:
        """Make the error about one file with this kind's own words."""
        return cls(
            cls.words.format(name=path.name or str(path)),
            kept=kept,
            next_step=cls.advice,
            details=f"{path}: {details}" if details else str(path),
        )


class DiskFullError(SaveError):
    """Report that there is no room left."""

    words = "“{name}” could not be saved because the disk is full."
    advice = "Delete something you no longer need, for example in the trash, or save a copy on another drive."


class NoPermissionError(SaveError):
    """Report that the system does not allow it."""

    words = "You have no permission to change “{name}”."
    advice = "Ask the person who looks after your computers, or save a copy in your own documents."


class ReadOnlyFileError(SaveError):
    """Report that somebody marked the file as not to be changed."""

    words = "“{name}” is marked as read-only, so it was not overwritten."
    advice = "Save a copy under another name, or take the mark off in the file's properties."


class ReadOnlyDiskError(SaveError):
    """Report that the whole drive can only be read."""

    words = "“{name}” lies on a drive that can only be read."
    advice = "Save a copy on another drive."


class HardLinkError(SaveError):
    """Report that the same file lies in two places, which saving would silently take apart."""

    words = "“{name}” is one file that lies in two places at once, so it was not overwritten."
    advice = "Save a copy under another name, and ask the person who looks after the site."


class DriveGoneError(SaveError):
    """Report that the drive or the network went away or answers with faults."""

    words = "The drive with “{name}” does not answer."
    advice = (
        "See whether the drive or the network is connected, then try again, or save a copy on another drive."
    )


class BadNameError(SaveError):
    """Report that the name cannot be used there."""

    words = "The name “{name}” cannot be used here: it is too long or holds a character that is not allowed."
    advice = "Choose a shorter, simpler name."


class BusyError(SaveError):
    """Report that another program holds the file, also after waiting for a while."""

    words = "Another program is using “{name}”, for example a virus scanner or a sync program."
    advice = "Try again in a moment, or save a copy under another name."


class MissingError(SaveError):
    """Report that the file or its folder is not there any more."""

    words = "There is no “{name}” in this place."
    advice = "It may have been moved, renamed or deleted. Look for it, or save a copy somewhere else."


class NotAFileError(SaveError):
    """Report that something else than a file lies there."""

    words = "“{name}” is not a file that can be written."
    advice = "Choose another name."


class ChangedElsewhereError(SaveError):
    """Report that the file is not what it was when it was read."""

    words = "“{name}” was changed by another program or person in the meantime, so it was not overwritten."
    advice = "Look at both versions and choose what to keep."


class DamagedError(SaveError):
    """Report that something kept earlier cannot be read whole."""

    words = "“{name}” is damaged and cannot be read whole."
    advice = "It was put aside and not thrown away. The person who helps you may still get text out of it."


class NewerError(SaveError):
    """Report that a newer Clinic Writer kept this: it is left alone."""

    words = "“{name}” was kept by a newer Clinic Writer, so this one leaves it alone."
    advice = "Use the newer Clinic Writer to open it."


class NotWrittenError(SaveError):
    """Report that the disk gave back something else than what was written to it."""

    words = "The disk did not keep “{name}” as it was written."
    advice = "Save a copy on another drive, and have this drive looked at."


class NotNotedError(SaveError):
    """Report that every file was written, but not what is needed to undo that."""


class UndoRefusedError(SaveError):
    """Report that an export cannot be undone any more."""


_BY_ERRNO: dict[int, type[SaveError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EACCES: NoPermissionError,
    errno.EPERM: NoPermissionError,
    errno.EROFS: ReadOnlyDiskError,
    errno.EIO: DriveGoneError,
    errno.ENODEV: DriveGoneError,
    errno.ENXIO: DriveGoneError,
    errno.ENAMETOOLONG: BadNameError,
    errno.EINVAL: BadNameError,
    errno.EILSEQ: BadNameError,
    errno.ELOOP: BadNameError,
    errno.EBUSY: BusyError,
    errno.ENOENT: MissingError,
    errno.ENOTDIR: MissingError,
    errno.EISDIR: NotAFileError,
    errno.EEXIST: ChangedElsewhereError,
}
# These names are missing on some systems.
_BY_ERRNO_NAME: dict[str, type[SaveError]] = {
    "EDQUOT": DiskFullError,
    "ETXTBSY": BusyError,
    "ESTALE": DriveGoneError,
    "EHOSTDOWN": DriveGoneError,
    "EHOSTUNREACH": DriveGoneError,
    "ENETUNREACH": DriveGoneError,
    "ENOTCONN": DriveGoneError,
    "ETIMEDOUT": DriveGoneError,
    "ENOMEDIUM": DriveGoneError,
}
_BY_WINERROR: dict[int, type[SaveError]] = {
    19: ReadOnlyDiskError,  # write protected
    21: DriveGoneError,  # not ready
    32: BusyError,  # sharing violation
    33: BusyError,  # lock violation
    39: DiskFullError,
    53: DriveGoneError,  # network path not found
    59: DriveGoneError,  # network fault
    64: DriveGoneError,  # network name no longer there
    67: DriveGoneError,  # network name not found
    112: DiskFullError,
    123: BadNameError,
    206: BadNameError,  # name too long
    1117: DriveGoneError,  # device fault
    1231: DriveGoneError,  # network location unreachable
}
SHARING_WINERRORS = frozenset({5, 32, 33})
SHARING_ERRNOS = frozenset({errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)})


def is_sharing_violation(error: OSError) -> bool:
    """Say whether another program may hold the file for a moment: then waiting helps."""
    return getattr(error, "winerror", None) in SHARING_WINERRORS or error.errno in SHARING_ERRNOS


def kind_of(error: OSError) -> type[SaveError]:
    """Find the kind of trouble that an error of the system means."""
    windows = _BY_WINERROR.get(getattr(error, "winerror", None) or -1)
    if windows is not None:
        return windows
    number = error.errno or -1
    name = errno.errorcode.get(number, "")
    return _BY_ERRNO.get(number) or _BY_ERRNO_NAME.get(name) or SaveError


def explain(error: OSError, path: Path, *, kept: str = AS_BEFORE) -> SaveError:
    """Turn an error of the system into one for people, with its number in the details."""
    code = errno.errorcode.get(error.errno or -1, "")
    return kind_of(error).of(path, kept=kept, details=f"{error} {code}".strip())


@contextmanager
def plain_words(path: Path, *, kept: str = AS_BEFORE) -> Iterator[None]:
    """Let nothing out of the block but errors in plain words about this file."""
    try:
        yield
    except OSError as error:
        raise explain(error, path, kept=kept) from error
    except (ValueError, UnicodeError) as error:
        # A NUL or a lone surrogate in a name never reaches the system: Python refuses it first.
        raise BadNameError.of(path, kept=kept, details=str(error)) from error
