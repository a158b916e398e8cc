"""What the packaged program holds of the system it was built on, with its licences written beside it."""

import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from devtools.building import BuildError

LICENCES = {
    "libbz2": "bzip2-1.0.6",
    "libffi": "MIT",
    "liblzma": "0BSD",
    "libsqlite3": "blessing",
    "libxcb-": "X11",
}
"""Each library that `bundle_parts.SYSTEM_LIBRARIES` lets in, but Python's own."""
TEXT_NAME = "copyright"


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One library of the system, or the small program that starts Python."""

    name: str
    version: str
    licence: str
    text: Path


def write_system_parts(inside: Path) -> None:
    """Write a table of these parts, and their texts, where the program looks for licences.

    ``inside`` is the folder with the program's files. Raises ``BuildError`` for a library nobody spoke of.
    """
    folder = inside / "clinicwriter" / "resources" / "licences"
    parts = [_start_program(), *(_system_part(path) for path in _libraries(inside))]
    rows = []
    for part in parts:
        shutil.copyfile(part.text, folder / f"{part.name}.txt")
        rows.append(
            f'[[part]]\nname = "{part.name}"\nversion = "{part.version}"\nlicence = "{part.licence}"\n'
            f'texts = ["{part.name}.txt"]\n'
        )
    (folder / "packaged.toml").write_text("\n".join(rows), encoding="utf-8")


def _libraries(inside: Path) -> list[Path]:
    """Return the libraries beside the packages: Qt's are links into its own folder, Python's is named."""
    found = [path for path in inside.glob("lib*.so*") if not path.is_symlink()]
    return sorted(path for path in found if not path.name.startswith("libpython"))


def _system_part(library: Path) -> SystemPart:
    licence = next((LICENCES[start] for start in LICENCES if library.name.startswith(start)), "")
    if not licence:
        raise BuildError(f"Nobody said under which licence the system's {library.name} is.")
    package = _package_of(library.name)
    version = _output("dpkg-query", "--show", "--showformat=${Version}", package)
    return SystemPart(
        library.name.partition(".so")[0], version, licence, Path("/usr/share/doc") / package / TEXT_NAME
    )


def _package_of(library: str) -> str:
    owners = _output("dpkg-query", "--search", f"*/{library}").splitlines()
    return owners[0].partition(":")[0]


def _start_program() -> SystemPart:
    """Return the bootloader of PyInstaller: under the GPL, with an exception for what is started by it."""
    tool = metadata.distribution("pyinstaller")
    text = next(path for path in tool.files or () if path.name.startswith("COPYING"))
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return SystemPart("PyInstaller bootloader", tool.version, licence, Path(str(text.locate())))


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"{' '.join(command)} failed: {done.stderr.strip()}")
    return done.stdout.strip()
