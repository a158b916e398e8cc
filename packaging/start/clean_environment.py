"""Runs before everything else in the packaged program: forgets what belongs to another Qt or Python.

A packaged program brings its own Qt. Variables that another program or an old profile left behind would
lead it to foreign plugins or to a platform that it does not have, and Qt then ends the process at once.
"""

import os
import re
import sys

PLATFORMS = {"xcb", "wayland", "offscreen", "minimal", "windows", "cocoa", "vnc"}
OF_ANOTHER_QT = (
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_STYLE_OVERRIDE",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "QTWEBENGINEPROCESS_PATH",
    "QTWEBENGINE_RESOURCES_PATH",
    "QTWEBENGINE_LOCALES_PATH",
    "QTWEBENGINE_DICTIONARIES_PATH",
)
ONLY_AS = {
    "QT_SCALE_FACTOR": r"\d+(\.\d+)?",
    "QT_FONT_DPI": r"\d+",
    "QT_SCREEN_SCALE_FACTORS": r"[\w.;=-]*\d[\w.;=-]*",
    "QTWEBENGINE_DISABLE_SANDBOX": r"1",
}
"""Variables that a person may have reason to set, and the form that makes sense."""


def clean(environment: "os._Environ[str] | dict[str, str]") -> None:
    """Take the variables out that would mislead the program, and give children the system's libraries."""
    for name in OF_ANOTHER_QT:
        environment.pop(name, None)
    for name, form in ONLY_AS.items():
        if name in environment and not re.fullmatch(form, environment[name]):
            del environment[name]
    named = environment.get("QT_QPA_PLATFORM", "xcb")
    if not {one.partition(":")[0] for one in named.split(";")} <= PLATFORMS:
        del environment["QT_QPA_PLATFORM"]
    _restore_library_path(environment)


def _restore_library_path(environment: "os._Environ[str] | dict[str, str]") -> None:
    """Undo what the start did for this process alone: a browser opened from here needs its own libraries."""
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        environment["LD_LIBRARY_PATH"] = before
    else:
        environment.pop("LD_LIBRARY_PATH", None)


if getattr(sys, "frozen", False):
    clean(os.environ)
