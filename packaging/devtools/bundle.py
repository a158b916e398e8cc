"""Makes the packaged program: one folder that runs without Python, and nothing in it that is not needed."""

import shutil
import subprocess
import sys
from pathlib import Path

from devtools.building import BuildError, building_python, require_tools, run
from devtools.environment import ROOT, process_environment

SPEC = ROOT / "packaging" / "clinicwriter.spec"
DIST = ROOT / "dist"
BUNDLE = DIST / "clinicwriter"
WHOLE = DIST / "whole" / "clinicwriter"
APPLICATION = DIST / "Clinic Writer.app"
INSIDE = "_internal"
MOST_MB = 400


def main(arguments: list[str]) -> int:
    """Build, check and say how large it is. With --whole: all that is gathered by itself, to be compared."""
    try:
        folder = build(is_whole="--whole" in arguments)
    except BuildError as error:
        print(error)
        return 1
    print(f"{folder.relative_to(ROOT)}: {size_mb(folder):.0f} MB, {count_files(folder):,} files")
    return 0


def build(*, is_whole: bool = False) -> Path:
    """Return the folder of the packaged program, made anew. Raises ``BuildError``."""
    if sys.platform.startswith("linux"):
        require_tools("objdump", "strip")
    python = building_python()
    if not is_whole:
        run([sys.executable, "-m", "devtools.icons"], environment=process_environment(screen=False))
    target = WHOLE if is_whole else BUNDLE
    print("Packing (a minute or two) ...", flush=True)
    _pack(python, target, is_whole=is_whole)
    if not is_whole:
        _finish(python, target)
    return target


def _pack(python: Path, target: Path, *, is_whole: bool) -> None:
    work = ROOT / "build" / ("pyinstaller-whole" if is_whole else "pyinstaller")
    shutil.rmtree(target, ignore_errors=True)
    folders = ["--distpath", str(target.parent), "--workpath", str(work)]
    extent = "whole" if is_whole else ""
    run(
        [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders, str(SPEC)],
        environment={"PYTHONPATH": str(ROOT / "packaging"), "CLINICWRITER_BUNDLE": extent},
    )


def _finish(python: Path, folder: Path) -> None:
    """Take out what only debuggers need, write the licences down, and refuse what must not go out."""
    inside = folder / INSIDE
    if sys.platform.startswith("linux"):
        strip_symbols(inside)
    place = (
        [str(APPLICATION / "Contents" / "Resources"), "."]
        if sys.platform == "darwin"
        else [str(folder), INSIDE]
    )
    run(
        [str(python), "-m", "devtools.bundle_licences", *place],
        environment={"PYTHONPATH": str(ROOT / "packaging")},
    )
    if size_mb(folder) > MOST_MB:
        raise BuildError(f"The program takes {size_mb(folder):.0f} MB; more than {MOST_MB} is too much.")


def strip_symbols(inside: Path) -> None:
    """Take the names for debuggers out of all libraries but Qt's, which have none: they are up to half."""
    found = [path for path in inside.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    files = [str(path) for path in found if not {"PySide6", "shiboken6"} & set(path.parts)]
    subprocess.run(["strip", "--strip-unneeded", *files], check=False)


def size_mb(folder: Path) -> float:
    """Return what a folder's files take, in MB; a link takes nothing."""
    return sum(path.stat().st_size for path in _files(folder)) / 1_000_000


def count_files(folder: Path) -> int:
    """Return how many files there are."""
    return len(_files(folder))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
