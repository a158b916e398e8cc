"""What a fresh interpreter has loaded after importing the program's rooms."""

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("clinicwriter/*/__init__.py"))
WITHOUT_WINDOW = [room for room in ROOMS if room != "ui"]

IMPORT_ALL = """
import importlib, pkgutil, sys
for room in sys.argv[1:]:
    package = importlib.import_module("clinicwriter." + room)
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6"}))
"""


def loaded_of_qt(*rooms: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL, *rooms], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_all_rooms_but_the_window_load_nothing_of_qt() -> None:
    assert loaded_of_qt(*WITHOUT_WINDOW) == ""


def test_the_window_does_load_qt() -> None:
    """The test above would pass for ever if it looked for the wrong name."""
    assert "PySide6.QtWidgets" in loaded_of_qt("ui").split()


def test_the_window_starts_without_what_reads_and_writes_word_files() -> None:
    """They take 20 MB, and most people never need them."""
    ask = (
        "import sys, clinicwriter.ui.application; print(sorted({'docx', 'lxml', 'mammoth'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_can_be_imported_first(room: str) -> None:
    loaded_of_qt(room)


def test_the_command_line_answers_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "clinicwriter", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "clinicwriter.cli" in done.stderr
    assert "PySide6" not in done.stderr
