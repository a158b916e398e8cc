"""The table of commands that `dev.py` knows, and what each of them runs."""

import argparse
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.display import find_display
from devtools.environment import ROOT, SetUpError, make_ready, process_environment, python_path

LAYER_TESTS = ("tests/test_layers.py", "tests/test_imports.py")


@dataclass(frozen=True, slots=True)
class Command:
    """A word after `dev.py`: one line of help, and what it does with the words that follow."""

    help: str
    run: Callable[[list[str]], int]


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, run the command, and return its exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test Clinic Writer.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.help, add_help=False)
    chosen = parser.parse_args(arguments[:1])
    try:
        make_ready()
    except SetUpError as error:
        print(error)
        return 1
    try:
        return COMMANDS[chosen.command].run(list(arguments[1:]))
    except KeyboardInterrupt:
        return 130


def run_python(*arguments: str, screen: bool = False, folder: Path | None = ROOT) -> int:
    """Run the project's own Python on these words, in the project's folder; return its exit code."""
    return subprocess.run(
        [str(python_path()), *arguments], cwd=folder, env=process_environment(screen=screen), check=False
    ).returncode


def _run(arguments: list[str]) -> int:
    display = find_display()
    if display.is_there:
        return run_python("-m", "clinicwriter", *arguments, screen=True, folder=None)
    print(display.reason, "The window is drawn into a picture instead.", flush=True)
    return run_python("-m", "devtools.without_screen", *arguments, folder=None)


def _test(arguments: list[str]) -> int:
    return run_python("-m", "pytest", *arguments)


def _lint(arguments: list[str]) -> int:
    paths = arguments or ["."]
    found = run_python("-m", "ruff", "check", *paths)
    return run_python("-m", "ruff", "format", "--check", *paths) or found


def _types(arguments: list[str]) -> int:
    return run_python("-m", "mypy", *arguments)


def _layers(arguments: list[str]) -> int:
    return run_python("-m", "pytest", "-q", *LAYER_TESTS, *arguments)


def _check(arguments: list[str]) -> int:
    results = {name: COMMANDS[name].run([]) for name in ("lint", "types", "layers")}
    results["test"] = _test(arguments)
    for name, code in results.items():
        print(f"{name:8} {'passed' if code == 0 else 'FAILED'}")
    return max(results.values())


def _torture(arguments: list[str]) -> int:
    return run_python("-m", "pytest", "--long", "-m", "long", *arguments)


def _program(name: str) -> Callable[[list[str]], int]:
    return lambda arguments: run_python("-m", f"devtools.{name}", *arguments)


COMMANDS = {
    "run": Command("open the window on the sample site, or on the site or article given", _run),
    "test": Command("run the tests; further words go to pytest", _test),
    "lint": Command("look for mistakes and untidiness with ruff", _lint),
    "types": Command("check the types with mypy", _types),
    "layers": Command("check which room imports which", _layers),
    "check": Command("lint, types, layers and test, one after the other", _check),
    "screenshots": Command("draw the README's pictures from the real window", _program("screenshots")),
    "bench": Command("measure speed and memory; --write keeps the table in docs/", _program("bench")),
    "bundle": Command("pack the program into a folder that runs without Python", _program("bundle")),
    "deb": Command("make the .deb and the archive for Linux from it", _program("deb")),
    "windows": Command("make the installer for Windows; elsewhere only try its script", _program("windows")),
    "macos": Command("make the application for macOS; elsewhere only print the steps", _program("macos")),
    "release": Command("make all packages from a clean tree, with checksums", _program("release")),
    "licences": Command("list what is inside; fail where a licence is not allowed", _program("licences")),
    "icons": Command("draw the program's icon in every size", _program("icons")),
    "torture": Command("run the tests that take minutes", _torture),
}
