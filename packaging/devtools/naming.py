"""How the packages are called; the version stands in `src/clinicwriter/__init__.py` alone."""

import platform
import re
import subprocess
import time
from pathlib import Path

from clinicwriter import __version__
from devtools.environment import ROOT

NAME = "clinicwriter"
IDENTITY = "org.clinicwriter.ClinicWriter"
"""The name by which stores and systems know the program: turned round, a domain of the project's own."""
MAINTAINER = "The Clinic Writer founders <founders@clinicwriter.invalid>"
DIST = ROOT / "dist"


def debian_version() -> str:
    """Return the version in Debian's order: a first try of a version comes before it."""
    return re.sub(r"(a|b|rc|\.dev)(\d+)$", r"~\1\2", __version__)


def machine() -> str:
    """Return what kind of processor the packages are for."""
    return platform.machine().lower()


def release_date() -> str:
    """Return the day of the last change, so that the same source gives the same packages."""
    return time.strftime("%Y-%m-%d", time.gmtime(source_time()))


def source_time() -> int:
    """Return the moment of the last change in seconds since 1970; now, where no history is there."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int(time.time())


def package_file(kind: str) -> Path:
    """Return the path of a package: `clinicwriter-0.1.0-linux-x86_64.tar.zst` and the like."""
    return DIST / f"{NAME}-{__version__}-{kind}"
