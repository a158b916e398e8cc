"""The forms of front matter: which one reads a layout, and how each begins in a new article."""

from __future__ import annotations

from dataclasses import dataclass

from .entries import Entry, FrontMatter, Manners, Problem, Value
from .layout import Layout
from .yaml_form import YamlFrontMatter

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

    def with_new(self, key: str, value: Value, manners: Manners, after: Entry | None) -> str:
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
    if layout.kind and layout.kind not in ("yaml", "yml", "json"):
        return LockedFrontMatter(_BY_SITE)
    if layout.form == "yaml":
        return YamlFrontMatter.read(source)
    return LockedFrontMatter("this way of writing them is not known.")


def empty_block(form: str, line_end: str, extra: tuple[tuple[str, str], ...]) -> str:
    """Return front matter with these details alone, written as their source."""
    if form == "none":
        return ""
    lines = [f"{key}: {source}" for key, source in extra]
    return line_end.join(["---", *lines, "---", ""])
