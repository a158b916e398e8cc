"""Whether there is a screen for a window: asked before Qt, which ends the program when there is none."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

X_SOCKETS = Path("/tmp/.X11-unix")  # where X servers listen, not a place of ours
NO_DISPLAY = (
    "There is no screen to open a window on.\n"
    "Start Clinic Writer in a desktop session, or use its commands, which need no window: clinicwriter --help"
)
CONNECT_WAIT_S = 2.0


def missing_display(environment: Mapping[str, str] | None = None) -> str:
    """Say what is missing for a window, or nothing. Only Linux and its like can be without a screen."""
    variables = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin") or variables.get("QT_QPA_PLATFORM"):
        return ""
    if variables.get("WAYLAND_DISPLAY"):
        return ""
    display = variables.get("DISPLAY", "")
    if not display:
        return NO_DISPLAY
    return "" if _answers(display) else f"The screen {display} does not answer.\n{NO_DISPLAY}"


def _answers(display: str) -> bool:
    """Say whether an X server of this computer is there; one elsewhere is believed."""
    host, _colon, number = display.rpartition(":")
    name = number.partition(".")[0]
    if host not in ("", "unix") or not name.isdigit():
        return True
    path = str(X_SOCKETS / f"X{name}")
    return any(_accepts(address) for address in (path, f"\0{path}"))


def _accepts(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(CONNECT_WAIT_S)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
