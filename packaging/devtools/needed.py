"""What the packaged program asks of a Debian system: read from its own binaries."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools.building import BuildError
from devtools.debian import BROUGHT_ALONG, PACKAGES

ALWAYS_THERE = frozenset({
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2",
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
})  # fmt: skip
"""The parts of libc6, which is asked for by its version."""
MORE_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "libgcc_s.so.1": ("libgcc-s1",),
    "libstdc++.so.6": ("libstdc++6",),
    "libsmime3.so": ("libnss3",),
    "libnssutil3.so": ("libnss3",),
    "libplc4.so": ("libnspr4",),
    "libplds4.so": ("libnspr4",),
    "libgobject-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgio-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libbrotlicommon.so.1": ("libbrotli1",),
    "libwayland-egl.so.1": ("libwayland-egl1",),
    "libXi.so.6": ("libxi6",),
    "libXrender.so.1": ("libxrender1",),
    "libSM.so.6": ("libsm6",),
    "libICE.so.6": ("libice6",),
    "libuuid.so.1": ("libuuid1",),
    "libexpat.so.1": ("libexpat1",),
    "libkrb5.so.3": ("libkrb5-3",),
    "libdrm.so.2": ("libdrm2",),
}
OPTIONAL_PLUGINS: Mapping[str, tuple[str, ...]] = {
    "libqgtk3.so": ("libgtk-3-0", "libgtk-3-0t64"),
    "libcupsprintersupport.so": ("libcups2", "libcups2t64"),
}
"""Plugins without which the window opens all the same: dialogs of the desktop, printers."""
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_LIBC = re.compile(r"GLIBC_(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Needed:
    """The fields of a Debian package that follow from its binaries."""

    depends: tuple[str, ...]
    recommends: tuple[str, ...]


def find_needed(folder: Path) -> Needed:
    """Return what a folder of binaries asks for and does not bring along.

    Raises ``BuildError`` for a library whose package is not known here.
    """
    binaries = list(_binaries(folder))
    listings = [_listing(path) for path in binaries if path.name not in OPTIONAL_PLUGINS]
    brought = {path.name for path in folder.rglob("*.so*")}
    wanted = {name for listing in listings for name in _NEEDED.findall(listing)} - brought - ALWAYS_THERE
    table = {**PACKAGES, **BROUGHT_ALONG, **MORE_PACKAGES}
    if unknown := sorted(wanted - table.keys()):
        raise BuildError(f"Nobody said which packages of Debian hold {', '.join(unknown)}.")
    newest = max((int(major), int(minor)) for listing in listings for major, minor in _LIBC.findall(listing))
    depends = {f"libc6 (>= {newest[0]}.{newest[1]})", *(_field(table[name]) for name in wanted)}
    optional = {_field(OPTIONAL_PLUGINS[path.name]) for path in binaries if path.name in OPTIONAL_PLUGINS}
    return Needed(tuple(sorted(depends)), tuple(sorted(optional)))


def _field(names: tuple[str, ...]) -> str:
    """Return a package as a field of a Debian package has it, the newer name of a renamed one first."""
    return " | ".join(reversed(names))


def _binaries(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and _starts_with_elf(path):
            yield path


def _starts_with_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _listing(path: Path) -> str:
    done = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"objdump could not read {path.name}: {done.stderr.strip()}")
    return done.stdout
