"""Everything inside the program that others made: its name, version, licence and the licence's text."""

from __future__ import annotations

import platform
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from clinicwriter.resources import resource_path

PROGRAM = "clinicwriter"
EXTRAS = frozenset({"heic"})
"""What is asked for where it is to be had; the packaged program has it."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([^\"']+)")
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|\bofl\b", re.IGNORECASE)
_NO_TEXTS = {".py", ".pyc", ".toml", ".json", ".svg"}
_OF_QT = {"pyside6", "pyside6-addons", "pyside6-essentials", "shiboken6"}
_TEXTS_OF_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The wheels of Qt for Python bring no text along."""
_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
}


@dataclass(frozen=True, slots=True)
class Component:
    """One thing inside. ``licence`` is an SPDX expression, "" where its maker says none.

    ``package`` is its name among Python's packages, "" for anything else.
    """

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()
    words: str = ""
    package: str = ""

    def read_text(self) -> str:
        """Return the whole text of its licence, as far as it came along."""
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in self.texts]
        return "\n\n".join(part.strip() for part in (self.words, *texts) if part.strip())


@cache
def all_components(resources: Path | None = None) -> tuple[Component, ...]:
    """Return everything inside, by name; ``resources`` is the folder of another copy of the program."""
    found = (*package_components(), *part_components(resources or resource_path()))
    return tuple(sorted(found, key=lambda component: component.name.casefold()))


def package_components() -> Iterator[Component]:
    """Yield the Python packages that the program needs to run."""
    said = {str(row["name"]): row for row in _rows(resource_path("licences", "parts.toml"), "package")}
    for distribution in runtime_distributions():
        name = plain_name(distribution.name)
        row = said.get(name, {})
        yield Component(
            distribution.name,
            distribution.version,
            str(row.get("licence") or _licence_of(distribution)),
            _paths(row, resource_path("licences")) or _texts_of(distribution),
            package=name,
        )


def part_components(resources: Path) -> Iterator[Component]:
    """Yield what lies among the program's own files: listed ones, and any other with a licence beside it."""
    named: set[Path] = set()
    for table in sorted((resources / "licences").glob("*.toml")):
        for row in _rows(table, "part"):
            component = _part(row, table.parent)
            named.update(component.texts)
            yield component
    for path in sorted(resources.rglob("*")):
        if path.is_file() and _is_licence_file(path) and path.resolve() not in named:
            yield Component(path.parent.name.capitalize(), "", "", (path,))


def runtime_distributions() -> tuple[metadata.Distribution, ...]:
    """Return every installed package that the program needs, those that they need too."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(_needs(PROGRAM, EXTRAS))
    while waiting:
        name = waiting.pop()
        distribution = _installed(name)
        if name not in found and distribution is not None:
            found[name] = distribution
            waiting += _needs(name, frozenset())
    return tuple(found[name] for name in sorted(found))


def plain_name(name: str) -> str:
    """Return a package's name as every spelling of it becomes the same."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(name: str, extras: frozenset[str]) -> Iterator[str]:
    """Yield the names that a package asks for; one for another system is simply not installed here."""
    distribution = _installed(name)
    for line in (distribution.requires if distribution else None) or ():
        found, extra = _NAME.match(line), _EXTRA.search(line)
        if found and (extra is None or extra[1] in extras):
            yield plain_name(found[0])


def _installed(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def _licence_of(distribution: metadata.Distribution) -> str:
    """Return the licence that a package's maker names, from the newest way of saying so to the oldest."""
    about = distribution.metadata
    if "License-Expression" in about:
        return about["License-Expression"]
    ends = [line.rpartition(":: ")[2] for line in about.get_all("Classifier") or () if "License ::" in line]
    known = [_CLASSIFIERS.get(end, end) for end in ends]
    written = str(about.get_all("License", [""])[0]).strip()
    short = written if written and "\n" not in written and len(written) < 80 else ""
    return " AND ".join(dict.fromkeys([*known, *([short] if short and not known else [])]))


def _texts_of(distribution: metadata.Distribution) -> tuple[Path, ...]:
    if plain_name(distribution.name) in _OF_QT:
        return tuple(resource_path("licences", name) for name in _TEXTS_OF_QT)
    files = [path for path in distribution.files or () if ".dist-info" in str(path)]
    return tuple(Path(str(path.locate())) for path in files if _is_licence_file(Path(str(path))))


def _part(row: Mapping[str, object], folder: Path) -> Component:
    version = platform.python_version() if row["name"] == "Python" else str(row.get("version", ""))
    words = str(row.get("words", ""))
    return Component(str(row["name"]), version, str(row["licence"]), _paths(row, folder), words)


def _rows(table: Path, kind: str) -> list[Mapping[str, object]]:
    rows: list[Mapping[str, object]] = tomllib.loads(table.read_text(encoding="utf-8")).get(kind, [])
    return rows


def _paths(row: Mapping[str, object], folder: Path) -> tuple[Path, ...]:
    texts = row.get("texts")
    names = texts if isinstance(texts, list) else []
    return tuple((folder / str(name)).resolve() for name in names)


def _is_licence_file(path: Path) -> bool:
    return bool(_LICENCE_FILE.search(path.name)) and path.suffix.lower() not in _NO_TEXTS
