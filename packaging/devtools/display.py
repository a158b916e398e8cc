"""Whether there is a screen to open a window on."""

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Display:
    """The answer, and the reason where there is none."""

    is_there: bool
    reason: str = ""


def find_display() -> Display:
    """Say whether a window can be opened here. Windows and macOS always have a screen."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return Display(True)
    if _wayland_answers() or _x11_answers():
        return Display(True)
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if named:
        return Display(False, f'The screen "{named}" does not answer.')
    return Display(False, "There is no screen here.")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name).exists()


def _x11_answers() -> bool:
    """Try to connect: Qt ends the whole process where it cannot, so it must not be the one to find out."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
