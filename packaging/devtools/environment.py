"""The project's own Python in `.venv`: made, filled with the pinned packages, and checked on each start."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.debian import Debian
from devtools.libraries import find_missing, find_missing_of_table, other_system_advice

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STAMP = VENV / "ready.txt"


class SetUpError(Exception):
    """Something is missing that only a person can bring; the text says what and how."""


def make_ready() -> None:
    """Make `.venv`, install the project and see to the system's libraries. Quick when all is there.

    Raises ``SetUpError`` with what to do where it cannot.
    """
    wanted = _fingerprint()
    if not _is_stamped(wanted):
        _make_venv()
        _install_packages()
        STAMP.write_text(wanted, encoding="utf-8")
    _see_to_libraries()


def python_path() -> Path:
    """Return the project's own Python."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def process_environment(*, screen: bool) -> dict[str, str]:
    """Return the environment for a program of the project, with or without a window on a screen."""
    environment = dict(os.environ)
    folders = [str(ROOT / "packaging"), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, folders))
    if not screen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if is_root():
        # Chromium refuses its sandbox to root, and would end the program.
        environment.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if os.name == "posix" and not any(environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        environment["LANG"] = "C.UTF-8"
    return environment


def is_root() -> bool:
    """Say whether this runs as the system's administrator on Linux or macOS."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _fingerprint() -> str:
    """Return what `.venv` depends on: it changes when `.venv` has to be filled again."""
    digest = hashlib.sha256()
    for path in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    return "\n".join((digest.hexdigest(), str(ROOT), platform.machine(), ""))


def _is_stamped(wanted: str) -> bool:
    try:
        return STAMP.read_text(encoding="utf-8") == wanted and python_path().exists()
    except OSError:
        return False


# -- the environment ---------------------------------------------------------------------------


def _make_venv() -> None:
    if _works([str(python_path()), "-m", "pip", "--version"]):
        return
    if VENV.exists() and _holds_this_python():
        raise SetUpError(
            "This Python lies inside .venv, which is broken. Run the command with the system's Python."
        )
    if importlib.util.find_spec("ensurepip") is None:
        _get_ensurepip()
    print("Making .venv ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise SetUpError(f"Python could not make {VENV}:\n{made.stdout}{made.stderr}".rstrip())


def _holds_this_python() -> bool:
    return VENV in Path(sys.executable).parents


def _get_ensurepip() -> None:
    """Debian takes ``ensurepip`` out of Python and keeps it in a package of its own."""
    debian = Debian.find()
    if debian is None:
        raise SetUpError(
            "This Python has no ensurepip, so it cannot make .venv. Install your system's package for it,\n"
            "or use a Python from python.org."
        )
    if is_root():
        debian.refresh()
        _install_system_packages(debian, debian.venv_packages())
        return
    packages = [*debian.venv_packages(), *debian.packages_for(find_missing_of_table())]
    raise SetUpError(
        "This Python cannot make .venv yet, because packages of the system are missing.\n"
        f"Paste this line, then run the command again:\n\n    {debian.command(packages)}\n"
    )


def _install_packages() -> None:
    print(
        "Installing Clinic Writer and what it needs into .venv (some minutes the first time) ...", flush=True
    )
    STAMP.unlink(missing_ok=True)
    _pip("hatchling", "editables")
    _pip("--no-build-isolation", "--editable", ".[dev]")


def _pip(*arguments: str) -> None:
    """Install; the builder goes in first, so that it too is one of the versions written down."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [str(python_path()), "-m", "pip", "install", "--no-input", *quiet]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [*command, "--constraint", str(CONSTRAINTS), *arguments], cwd=ROOT, env=environment, check=False
    )
    if done.returncode != 0:
        raise SetUpError(
            "The packages could not be installed; the lines above say why. Often it is the network.\n"
            "Nothing outside .venv was changed. Run the same command again to go on."
        )


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# -- the system's libraries --------------------------------------------------------------------


def _see_to_libraries() -> None:
    """Find what Qt would miss before Qt does: it ends the whole process without a word that helps."""
    missing = find_missing(VENV)
    if not missing:
        return
    names = ", ".join(sorted(missing))
    summary = f"Qt needs libraries that this system does not have yet: {names}."
    debian = Debian.find()
    packages = debian.packages_for(missing) if debian else []
    if debian is None or not packages:
        raise SetUpError(f"{summary}\n{other_system_advice()}")
    if not is_root():
        raise SetUpError(
            f"{summary}\nPaste this line, then run the command again:\n\n    {debian.command(packages)}\n"
        )
    debian.refresh()
    _install_system_packages(debian, debian.packages_for(missing))
    left = find_missing(VENV)
    if left == missing:
        raise SetUpError(f"These libraries are still missing: {names}.\n{other_system_advice()}")
    _see_to_libraries()


def _install_system_packages(debian: Debian, packages: list[str]) -> None:
    print("Installing", " ".join(packages), "...", flush=True)
    if not debian.install(packages):
        raise SetUpError(f"That did not work. Try it by hand:\n\n    {debian.command(packages)}\n")
