"""Makes the installer for Windows; elsewhere compiles the same script round a stand-in, to show its faults.

PyInstaller packs for the system that it runs on: the installer that people get is made on Windows.
"""

import re
import shutil
import sys
from pathlib import Path

from clinicwriter import __version__
from devtools import bundle
from devtools.building import BuildError, require_tools, run
from devtools.environment import ROOT, process_environment
from devtools.naming import DIST, package_file

SCRIPT = ROOT / "packaging" / "windows" / "clinicwriter.nsi"
ICON = ROOT / "build" / "icons" / "clinicwriter.ico"
STAND_IN = ROOT / "build" / "windows-stand-in"
PLACES = (Path("C:/Program Files (x86)/NSIS/makensis.exe"), Path("C:/Program Files/NSIS/makensis.exe"))


def main(_arguments: list[str]) -> int:
    """Make the installer on Windows; try its script everywhere else."""
    is_windows = sys.platform == "win32"
    try:
        if is_windows:
            payload, target = bundle.build(), package_file("windows-setup.exe")
        else:
            payload, target = make_stand_in(), ROOT / "build" / "stand-in-setup.exe"
        compile_installer(payload, target)
    except BuildError as error:
        print(error)
        return 1
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1_000_000:.1f} MB")
    if not is_windows:
        print("This is the script compiled round a stand-in: it was not run, and installs no program.")
    return 0


def compile_installer(payload: Path, target: Path) -> None:
    """Compile the script round a folder. Raises ``BuildError``, also for each warning."""
    run([sys.executable, "-m", "devtools.icons"], environment=process_environment(screen=False))
    DIST.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    words = {
        "VERSION": __version__,
        "NUMBERS": four_numbers(__version__),
        "PAYLOAD": str(payload),
        "ICON": str(ICON),
        "TARGET": str(target),
    }
    run([compiler(), "-V2", "-WX", *(f"-D{name}={value}" for name, value in words.items()), str(SCRIPT)])


def make_stand_in() -> Path:
    """Make a small folder of the same shape as the packed program."""
    shutil.rmtree(STAND_IN, ignore_errors=True)
    for name in ("Clinic Writer.exe", "clinicwriter.exe", "LICENCES.txt", "_internal/python311.dll"):
        path = STAND_IN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a stand-in\n" * 1000)
    return STAND_IN


def four_numbers(version: str) -> str:
    """Return a version as Windows wants it: four numbers, the rest left out."""
    numbers = re.findall(r"\d+", version)[:3]
    return ".".join([*numbers, *["0"] * (4 - len(numbers))])


def compiler() -> str:
    """Return the program that compiles the script. Raises ``BuildError`` where there is none."""
    for found in (shutil.which("makensis"), *(str(place) for place in PLACES if place.exists())):
        if found:
            return found
    require_tools("makensis")
    return "makensis"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
