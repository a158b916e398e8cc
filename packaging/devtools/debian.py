"""Debian and Ubuntu: which package holds a library, and how packages are installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE_LISTS = Path("/var/lib/apt/lists")

# The library's file name -> the package; a renamed package follows its older name.
# On Debian 12 and 13 these bring all others along.
PACKAGES: dict[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libXcomposite.so.1": ("libxcomposite1",),
    "libXdamage.so.1": ("libxdamage1",),
    "libXfixes.so.3": ("libxfixes3",),
    "libXrandr.so.2": ("libxrandr2",),
    "libXtst.so.6": ("libxtst6",),
    "libasound.so.2": ("libasound2", "libasound2t64"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libnss3.so": ("libnss3",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbfile.so.1": ("libxkbfile1",),
}

# Asked for only where none of the packages above is missing.
BROUGHT_ALONG: dict[str, tuple[str, ...]] = {
    "libX11.so.6": ("libx11-6",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libXext.so.6": ("libxext6",),
    "libbrotlidec.so.1": ("libbrotli1",),
    "libexpat.so.1": ("libexpat1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libgbm.so.1": ("libgbm1",),
    "libnspr4.so": ("libnspr4",),
    "libudev.so.1": ("libudev1",),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libxcb.so.1": ("libxcb1",),
    "libxcb-dri3.so.0": ("libxcb-dri3-0",),
    "libxcb-glx.so.0": ("libxcb-glx0",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libz.so.1": ("zlib1g",),
    "libzstd.so.1": ("libzstd1",),
}


@dataclass(frozen=True, slots=True)
class Debian:
    """A system with apt."""

    apt_get: str

    @classmethod
    def find(cls) -> "Debian | None":
        """Return this system when it has apt, ``None`` otherwise."""
        apt_get = shutil.which("apt-get")
        return cls(apt_get) if apt_get and Path("/etc/debian_version").exists() else None

    def packages_for(self, libraries: Iterable[str]) -> list[str]:
        """Return the packages that hold these libraries, by the names that this release gives them."""
        names = set(libraries)
        table = PACKAGES if names & PACKAGES.keys() else BROUGHT_ALONG
        wanted = {table[library] for library in names & table.keys()}
        return sorted(self._name_here(names) for names in wanted)

    def venv_packages(self) -> list[str]:
        """Return the package that lets this Python make environments."""
        own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        return [own if self._has(own) else "python3-venv"]

    def refresh(self) -> None:
        """Fetch the lists of packages where there are none yet: without them no name is known."""
        if not (PACKAGE_LISTS.is_dir() and any(PACKAGE_LISTS.glob("*_Packages*"))):
            self._apt("update")

    def command(self, packages: Sequence[str]) -> str:
        """Return the line for a person to paste."""
        return (
            f"sudo apt-get update && sudo apt-get install --no-install-recommends --yes {' '.join(packages)}"
        )

    def install(self, packages: Sequence[str]) -> bool:
        """Install packages; fetch the lists anew where they are too old to help. Needs root."""
        wanted = ("install", "--yes", "--no-install-recommends", *packages)
        return self._apt(*wanted) or (self._apt("update") and self._apt(*wanted))

    def _name_here(self, names: tuple[str, ...]) -> str:
        if len(names) == 1:
            return names[0]
        return next((name for name in reversed(names) if self._has(name)), names[0])

    def _has(self, package: str) -> bool:
        shown = subprocess.run(
            ["apt-cache", "policy", package],
            capture_output=True,
            text=True,
            env=_plain_language(),
            check=False,
        )
        candidate = [line for line in shown.stdout.splitlines() if line.strip().startswith("Candidate:")]
        return bool(candidate) and "(none)" not in candidate[0]

    def _apt(self, *arguments: str) -> bool:
        environment = {**_plain_language(), "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            [self.apt_get, "-qq", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print(done.stderr.rstrip())
        return done.returncode == 0


def _plain_language() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"}
