"""The project's own files: no machine in them, and every foreign file with its licence."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FONTS = {".ttf", ".otf", ".woff", ".woff2"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", *FONTS}
LARGEST = 1_000_000
AS_COPIED = {"tests/importing/samples/word.html"}
"""What a program put on the clipboard, with the made-up folders that it named."""

REGISTRY = re.compile(r"\b(?:pypi|registry|artifact\w*|mirror|proxy|deb)\.[a-z0-9-]+\.[a-z]{2,}|/simple/")
HOME = re.compile(r"(?<![\w.])/(?:root|home/(?!dana/)[a-z]\w*|Users/[A-Z]?[a-z]\w*)/(?!\.\.\.)")
"""Dana works at the made-up clinic: her home is nobody's."""


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that belong to the project."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a working copy with its history: nothing says which files belong to it")
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no git here to say which files belong to the project")
    if listed.returncode != 0:
        pytest.skip("git does not answer here")
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> dict[str, str]:
    here = Path(__file__)
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in tracked()
        if path.suffix.lower() not in PICTURES and path != here
    }


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    places = [f"{place.as_posix()}/" for place in (ROOT, Path.home()) if len(place.parts) > 2]
    found = [
        name
        for name, text in texts().items()
        if name not in AS_COPIED and (any(place in text for place in places) or HOME.search(text))
    ]
    assert found == []


def test_no_file_names_the_host_of_a_registry() -> None:
    assert [f"{name}: {found[0]}" for name, text in texts().items() if (found := REGISTRY.search(text))] == []


def test_every_folder_with_files_of_others_holds_their_licence() -> None:
    foreign = {path.parent for path in tracked() if path.suffix in FONTS}
    foreign |= {ROOT / "resources" / "icons"}
    without = [folder for folder in foreign if not any(_is_licence(path) for path in folder.iterdir())]
    assert without == []


def _is_licence(path: Path) -> bool:
    return "licen" in path.name.lower() or "ofl" in path.name.lower()


def test_no_licence_here_is_a_gpl() -> None:
    licences = [path for path in tracked() if _is_licence(path) and path.suffix in {"", ".txt", ".md"}]
    assert licences
    for path in licences:
        assert "GNU GENERAL PUBLIC LICENSE" not in path.read_text(encoding="utf-8").upper(), path


def test_no_file_is_so_large_that_a_copy_takes_long() -> None:
    assert [path for path in tracked() if path.stat().st_size > LARGEST] == []


def test_every_pinned_version_is_an_exact_one() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
