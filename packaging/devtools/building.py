"""The environment that packages are built in: what the program needs to run, and the tool that packs it."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from devtools.debian import Debian
from devtools.environment import CONSTRAINTS, ROOT, is_root

ENVIRONMENT = ROOT / "build" / "bundle-env"
STAMP = ENVIRONMENT / "ready.txt"
EXTRAS = ("heic", "package")
BUILDER = ("hatchling", "editables")
TOOLS = {"makensis": "nsis", "objdump": "binutils", "strip": "binutils", "zstd": "zstd"}
"""Programs of the system that packing needs, and the packages of Debian that hold them."""


class BuildError(Exception):
    """A package could not be built; the text says what is missing or wrong."""


def building_python() -> Path:
    """Return the Python of that environment, made and filled where it is not there yet or out of date.

    None of the tools for development is in it: what is gathered from it is what people get.
    Raises ``BuildError``.
    """
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = _fingerprint()
    if not (STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted):
        print("Making the environment to build in ...", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(ENVIRONMENT)])
        _install(python, *BUILDER)
        _install(python, *sorted(_requirements()))
        _install(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        STAMP.write_text(wanted, encoding="utf-8")
    return python


def require_tools(*programs: str) -> None:
    """See to it that these programs are there. Raises ``BuildError`` with what to do where they are not."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    packages = sorted({TOOLS[program] for program in missing})
    debian = Debian.find()
    if debian is None:
        raise BuildError(
            f"Packing needs {' and '.join(missing)}. Install your system's {' and '.join(packages)}."
        )
    if not is_root():
        raise BuildError(f"Packing needs {' and '.join(missing)}. Paste:\n\n    {debian.command(packages)}\n")
    debian.refresh()
    if not debian.install(packages):
        raise BuildError(f"That did not work. Try it by hand:\n\n    {debian.command(packages)}\n")


def run(command: list[str], *, environment: dict[str, str] | None = None, folder: Path = ROOT) -> None:
    """Run a command to its end. Raises ``BuildError`` with its last words where it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
        raise BuildError(f"{' '.join(command[:3])} ... failed:\n{last}")


def _install(python: Path, *arguments: str) -> None:
    quiet = ["--no-input", "--quiet", "--disable-pip-version-check", "--constraint", str(CONSTRAINTS)]
    run([str(python), "-m", "pip", "install", *quiet, *arguments])


def _requirements() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra in EXTRAS for line in project["optional-dependencies"][extra]]
    for line in (*project["dependencies"], *extras):
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate():
            yield f"{wanted.name}{wanted.specifier}"


def _fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()
