"""The system's libraries that Qt and its web engine need, found before Qt looks for them."""

import ctypes
import os
import re
import sys
from pathlib import Path

from devtools.debian import PACKAGES

QT_FILES = (
    "Qt/lib/libQt6Core.so.6",
    "Qt/lib/libQt6Gui.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "Qt/lib/libQt6WebEngineCore.so.6",
    "Qt/lib/libQt6WebEngineWidgets.so.6",
)

_MISSING = re.compile(r"^(?P<library>[^\s:]+): cannot open shared object file")


def find_missing(environment: Path) -> frozenset[str]:
    """Return the file names of the libraries that Qt in this environment would not find.

    The dynamic linker is the judge: it is asked for each of Qt's own files, and names the first library it
    misses. Where it misses one, each library of the table is asked for, so that one answer names them all.
    """
    if not sys.platform.startswith("linux"):
        return frozenset()
    first = frozenset(missing for path in _qt_files(environment) if (missing := _first_missing(str(path))))
    return first | find_missing_of_table() if first else first


def find_missing_of_table() -> frozenset[str]:
    """Return the file names of the libraries of the table that this system does not have."""
    return frozenset(library for library in PACKAGES if _first_missing(library))


def other_system_advice() -> str:
    """Return what to do on a system whose packages are not known here."""
    return "Install your system's packages that hold these files, then run the command again."


def _qt_files(environment: Path) -> list[Path]:
    folders = [path for path in environment.glob("lib*/python3*/site-packages/PySide6") if path.is_dir()]
    return [path for folder in folders for name in QT_FILES if (path := folder / name).exists()]


def _first_missing(path: str) -> str:
    """Return the name of the first library that is missing to load this one, "" when none is."""
    try:
        ctypes.CDLL(path, mode=os.RTLD_LAZY)
    except OSError as error:
        found = _MISSING.match(str(error))
        if found is None:
            raise
        return Path(found["library"]).name
    return ""
