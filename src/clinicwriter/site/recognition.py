"""Finding out which site a folder belongs to, and what that site is made with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import SettingsError, SiteError
from .kinds import KIND_RULES, SiteKind
from .settings import SETTINGS_FILE, load_settings

LEVELS_UP = 4
LEVELS_DOWN = 2
_NEVER_INSIDE = frozenset(
    {"node_modules", "_site", "public", "dist", "output", "_out", "build", "vendor", "themes", "exampleSite"}
)
_LARGEST_CONFIG = 1_000_000


@dataclass(frozen=True, slots=True)
class Recognition:
    """A site that was found: its folder, its kind, and what gave it away."""

    root: Path
    kind: SiteKind
    evidence: str


class SeveralSitesError(SiteError):
    """There are several sites to choose from: ``choices`` says where, of which kind, and by what evidence."""

    def __init__(
        self, happened: str, choices: tuple[Recognition, ...], *, next_step: str, details: str
    ) -> None:
        super().__init__(happened, next_step=next_step, details=details)
        self.choices = choices


def recognise(folder: Path) -> Recognition:
    """Return the site that a folder is, lies in, or holds.

    Raises ``SiteError`` where there is none, or where several are and somebody must choose.
    """
    start = folder.resolve() if folder.exists() else folder
    if start.is_file():
        start = start.parent
    if not start.is_dir():
        raise SiteError(
            f"The folder {folder} is not there.",
            next_step="It may have been moved, or its drive is not connected. "
            "Choose the site's folder again.",
            details=str(folder),
        )
    found = _at_or_above(start) or _finished_above(start) or _below(start)
    if found is None:
        raise SiteError(
            f"No website was found in the folder {start.name or start}.",
            next_step="Choose the folder that holds your website's files, or any folder inside it.",
            details=str(start),
        )
    return found


def evidence_of(folder: Path) -> tuple[Recognition, ...]:
    """Return every kind of site with a generator that this very folder may be, the surest first."""
    said = _said_kind(folder)
    if said is not None:
        return (Recognition(folder, said, f"{SETTINGS_FILE} says so"),)
    names = _names(folder)
    found = []
    for kind, probe in _PROBES.items():
        if evidence := probe(folder, names):
            found.append(Recognition(folder, kind, evidence))
    return tuple(found)


def _at_or_above(start: Path) -> Recognition | None:
    for folder in (start, *list(start.parents)[:LEVELS_UP]):
        found = evidence_of(folder)
        if found:
            return found[0]
        if (folder / SETTINGS_FILE).is_file():
            return Recognition(folder, SiteKind.FINISHED, f"{SETTINGS_FILE} is there")
    return None


def _finished_above(start: Path) -> Recognition | None:
    """Return the topmost folder of finished pages that the start lies in: ``blog`` has an index too."""
    best: Path | None = None
    for folder in (start, *list(start.parents)[:LEVELS_UP]):
        if (folder / "index.html").is_file():
            best = folder
        elif best is not None:
            break
    return Recognition(best, SiteKind.FINISHED, "index.html is there") if best else None


def _below(start: Path) -> Recognition | None:
    found: list[Recognition] = []
    for level in _levels_below(start):
        found = [recognition for folder in level if (recognition := _first(evidence_of(folder)))]
        found += [
            Recognition(folder, SiteKind.FINISHED, "index.html is there")
            for folder in level
            if (folder / "index.html").is_file() and all(folder != one.root for one in found)
        ]
        if found:
            break
    if len(found) > 1:
        raise _several(start, found)
    return _first(found)


def _several(start: Path, found: Iterable[Recognition]) -> SeveralSitesError:
    choices = tuple(found)
    told = ", ".join(f"{one.root.relative_to(start).as_posix()} (a {one.kind.label})" for one in choices)
    return SeveralSitesError(
        f"There is more than one website in the folder {start.name or start}: {told}.",
        choices,
        next_step="Choose the folder of the one that you want to work on.",
        details=str(start),
    )


def _levels_below(start: Path) -> Iterable[list[Path]]:
    level = [start]
    for _ in range(LEVELS_DOWN):
        level = [child for folder in level for child in _folders_in(folder)]
        yield level


def _folders_in(folder: Path) -> list[Path]:
    try:
        children = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        child
        for child in children
        if child.is_dir() and child.name not in _NEVER_INSIDE and not child.name.startswith(".")
    ]


def _first(found: Iterable[Recognition]) -> Recognition | None:
    return next(iter(found), None)


def _said_kind(folder: Path) -> SiteKind | None:
    if not (folder / SETTINGS_FILE).is_file():
        return None
    try:
        return load_settings(folder).kind
    except SettingsError:
        return None


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in folder.iterdir())
    except OSError:
        return frozenset()


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_CONFIG:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _needs_package(folder: Path, names: frozenset[str], package: str) -> bool:
    return "package.json" in names and f'"{package}"' in _read(folder / "package.json")


def _named(names: frozenset[str], *wanted: str) -> str:
    return next((f"{name} is there" for name in wanted if name in names), "")


def _hugo(folder: Path, names: frozenset[str]) -> str:
    if found := _named(names, "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"):
        return found
    if (folder / "config" / "_default").is_dir():
        return "config/_default is there"
    for name in ("config.toml", "config.yaml", "config.yml", "config.json"):
        if name in names and re.search(r"(?im)^[\s{]*[\"']?(baseurl|languagecode)\b", _read(folder / name)):
            return f"{name} is Hugo's"
    return ""


def _zola(folder: Path, names: frozenset[str]) -> str:
    found = next((name for name in ("zola.toml", "config.toml") if name in names), "")
    return f"{found} is Zola's" if found and re.search(r"(?m)^\s*base_url\s*=", _read(folder / found)) else ""


def _jekyll(folder: Path, names: frozenset[str]) -> str:
    config = next((name for name in ("_config.yml", "_config.yaml") if name in names), "")
    if not config or _hexo(folder, names):
        return ""
    if found := names & {"_posts", "_layouts", "_drafts", "_includes"}:
        return f"{config} and {min(found)} are there"
    keys = r"(?m)^(baseurl|plugins|gems|kramdown|collections|theme|remote_theme|permalink)\s*:"
    return f"{config} is Jekyll's" if re.search(keys, _read(folder / config)) else ""


def _hexo(folder: Path, names: frozenset[str]) -> str:
    if "_config.yml" not in names:
        return ""
    if _needs_package(folder, names, "hexo"):
        return "_config.yml is there and package.json names Hexo"
    if (folder / "source" / "_posts").is_dir() and "_posts" not in names:
        return "_config.yml and source/_posts are there"
    return ""


def _eleventy(folder: Path, names: frozenset[str]) -> str:
    configs = (
        ".eleventy.js",
        ".eleventy.cjs",
        *(f"eleventy.config.{end}" for end in ("js", "cjs", "mjs", "ts")),
    )
    if found := _named(names, *configs):
        return found
    return "package.json names Eleventy" if _needs_package(folder, names, "@11ty/eleventy") else ""


def _astro(folder: Path, names: frozenset[str]) -> str:
    if found := _named(names, *(f"astro.config.{end}" for end in ("mjs", "js", "ts", "mts", "cjs"))):
        return found
    return "package.json names Astro" if _needs_package(folder, names, "astro") else ""


def _docusaurus(folder: Path, names: frozenset[str]) -> str:
    if found := _named(names, *(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs"))):
        return found
    return "package.json names Docusaurus" if _needs_package(folder, names, "@docusaurus/core") else ""


def _pelican(folder: Path, names: frozenset[str]) -> str:
    del folder
    return _named(names, "pelicanconf.py")


def _nikola(folder: Path, names: frozenset[str]) -> str:
    if "conf.py" not in names:
        return ""
    text = _read(folder / "conf.py")
    return "conf.py is Nikola's" if re.search(r"(?m)^POSTS\s*=", text) and "BLOG_TITLE" in text else ""


def _mkdocs(folder: Path, names: frozenset[str]) -> str:
    del folder
    return _named(names, "mkdocs.yml", "mkdocs.yaml")


# Configuration files of a generator's own first; what only package.json says comes last by their order.
_PROBES: dict[SiteKind, Callable[[Path, frozenset[str]], str]] = {
    SiteKind.HUGO: _hugo,
    SiteKind.PELICAN: _pelican,
    SiteKind.NIKOLA: _nikola,
    SiteKind.HEXO: _hexo,
    SiteKind.JEKYLL: _jekyll,
    SiteKind.ZOLA: _zola,
    SiteKind.DOCUSAURUS: _docusaurus,
    SiteKind.ASTRO: _astro,
    SiteKind.ELEVENTY: _eleventy,
    SiteKind.MKDOCS: _mkdocs,
}


def is_build_output(name: str, kind: SiteKind) -> bool:
    """Say whether a folder of this name at the site's root is what a build made."""
    return name in KIND_RULES[kind].build_outputs
