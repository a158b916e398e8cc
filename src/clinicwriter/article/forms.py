"""The forms of front matter: which one reads a layout, and how each begins in a new article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .entries import Entry, FrontMatter, Manners, Place, Problem, Value
from .errors import TOO_MUCH
from .header_form import HeaderFrontMatter
from .json_form import JsonFrontMatter
from .layout import Layout
from .toml_form import TomlFrontMatter
from .yaml_form import YamlFrontMatter

_READERS: Final[Mapping[str, Callable[[str], FrontMatter]]] = {
    "yaml": YamlFrontMatter.read,
    "toml": TomlFrontMatter.read,
    "json": JsonFrontMatter.read,
    "header": HeaderFrontMatter.read,
}
MAX_SIZE: Final = 4_000_000
_BY_SITE = "they are written in a programming language."


@dataclass(frozen=True, slots=True)
class LockedFrontMatter:
    """Details that are kept as they are; there may be none at all."""

    lock: str = ""
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    def with_value(self, entry: Entry, value: Value, manners: Manners) -> str:
        """Never called: a locked detail is not edited."""
        raise NotImplementedError

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Never called: a locked detail is not edited."""
        raise NotImplementedError

    def without(self, entry: Entry) -> str:
        """Never called: a locked detail is not edited."""
        raise NotImplementedError


def locked(reason: str) -> FrontMatter:
    """Return front matter that nobody can change, and why."""
    return LockedFrontMatter(reason)


def read_front_matter(layout: Layout, source: str) -> FrontMatter:
    """Read the details of an article."""
    if layout.form == "none":
        return LockedFrontMatter()
    if len(source) > MAX_SIZE:
        return LockedFrontMatter(TOO_MUCH)
    if layout.kind and layout.kind not in ("yaml", "yml", "json"):
        return LockedFrontMatter(_BY_SITE)
    return _READERS[layout.form](source)


def empty_block(form: str, line_end: str, extra: tuple[tuple[str, str], ...]) -> str:
    """Return front matter with these details alone, written as their source."""
    if form in ("none", "header"):
        return "".join(f"{key}: {source}{line_end}" for key, source in extra) if form == "header" else ""
    if form == "json":
        lines = [f'  "{key}": {source}' for key, source in extra]
        return line_end.join(["{", *[line + "," for line in lines[:-1]], *lines[-1:], "}", ""])
    fence, colon = ("+++", " =") if form == "toml" else ("---", ":")
    lines = [f"{key}{colon} {source}" for key, source in extra]
    return line_end.join([fence, *lines, fence, ""])


def empty_header(line_end: str) -> str:
    """Return the shortest header that is read as one."""
    return f"Title: {line_end}"
