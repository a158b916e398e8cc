"""No room but the window's own imports Qt, so that the command line works on a bare machine."""

import subprocess
import sys
from pathlib import Path

import clinicwriter

PACKAGE = Path(clinicwriter.__file__).parent
ROOMS = sorted(
    path.parent.name for path in PACKAGE.glob("*/__init__.py") if path.parent.name not in ("ui", "resources")
)


def test_the_rooms_are_found() -> None:
    assert {"article", "cli", "rendering", "safekeeping", "site"} <= set(ROOMS)


def test_no_room_imports_qt() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"for name in {ROOMS!r}:\n"
        "    room = importlib.import_module(f'clinicwriter.{name}')\n"
        "    for module in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_command_runs_where_there_is_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from clinicwriter.__main__ import main\n"
        f"sys.argv = ['clinicwriter', 'list', '--site', {str(tmp_path)!r}]\n"
        "sys.exit(main())\n"
    )
    (tmp_path / "index.html").write_text("<html></html>")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no articles" in done.stdout
