"""How a site's own configuration has its Markdown read: its list of extensions, read and never executed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from clinicwriter.rendering import Flavour, flavour_for

from .configuration import load_tables, python_values
from .kinds import SiteKind

_EXTRA: Final = frozenset(
    {"abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables"}
)
_KNOWN: Final = _EXTRA | {"extra", "admonition", "codehilite", "nl2br", "sane_lists", "smarty", "toc"}
_ALIKE: Final = {
    "pymdownx.extra": "extra",
    "pymdownx.superfences": "fenced_code",
    "pymdownx.tilde": "strike",
    "pymdownx.tasklist": "tasks",
    "pymdownx.saneheaders": "saneheaders",
}
_MKDOCS_ALWAYS: Final = ("toc", "tables", "fenced_code")
_GOLDMARK: Final = {
    "table": ("table",),
    "strikethrough": ("strikethrough",),
    "linkify": ("linkify",),
    "tasklist": ("tasks",),
    "footnote": ("footnotes",),
    "definitionlist": ("definitions",),
    "typographer": ("quotes", "dashes"),
}
_HUGO_FILES: Final = tuple(
    f"{folder}{stem}.{end}"
    for folder in ("", "config/_default/")
    for stem in ("hugo", "config")
    for end in ("toml", "yaml", "yml", "json")
)


def find_flavour(root: Path, kind: SiteKind) -> Flavour:
    """Return how this very site reads Markdown: as its kind does, but for what its configuration says.

    An extension that we do not know is left out: nothing of the site is executed.
    """
    usual = flavour_for(kind)
    reader = _READERS.get(kind)
    options = reader(root, usual.options) if reader is not None else usual.options
    return usual if options == usual.options else usual.with_options(*options)


def _pelican(root: Path, usual: tuple[str, ...]) -> tuple[str, ...]:
    said = python_values(root / "pelicanconf.py").get("MARKDOWN")
    if not isinstance(said, dict):
        return usual
    # Pelican takes the names of both, and of nothing else.
    return _python_markdown([*_names(said.get("extensions")), *_names(said.get("extension_configs"))])


def _nikola(root: Path, usual: tuple[str, ...]) -> tuple[str, ...]:
    said = python_values(root / "conf.py").get("MARKDOWN_EXTENSIONS")
    return usual if said is None else _python_markdown(_names(said))


def _mkdocs(root: Path, usual: tuple[str, ...]) -> tuple[str, ...]:
    said = load_tables(root, "mkdocs.yml", "mkdocs.yaml").get("markdown_extensions")
    return usual if said is None else _python_markdown([*_MKDOCS_ALWAYS, *_names(said)])


def _names(said: object) -> list[str]:
    """Return the names in a list of them, or in a table by them, or in a list of such tables."""
    if isinstance(said, Mapping):
        return [str(name) for name in said]
    if not isinstance(said, list | tuple):
        return []
    return [name for one in said for name in ([one] if isinstance(one, str) else _names(one))]


def _python_markdown(names: Iterable[str]) -> tuple[str, ...]:
    plain = [name.removeprefix("markdown.extensions.") for name in names]
    words = [_ALIKE.get(name, name) for name in plain]
    known = [word for word in dict.fromkeys(words) if word in _KNOWN or word in _ALIKE.values()]
    return tuple(word for word in known if not ("extra" in known and word in _EXTRA))


def _hugo(root: Path, usual: tuple[str, ...]) -> tuple[str, ...]:
    goldmark = _part(_hugo_markup(root), "goldmark")
    options = list(usual)
    if _part(goldmark, "renderer").get("unsafe") is True:
        options = ["html" if word == "no-html" else word for word in options]
    for name, value in _part(goldmark, "extensions").items():
        is_off = value is False or (isinstance(value, dict) and _lowered(value).get("disable") is True)
        if is_off:
            options = [word for word in options if word not in _GOLDMARK.get(name, ())]
    return tuple(options)


def _hugo_markup(root: Path) -> dict[str, object]:
    own = load_tables(root, *(f"config/_default/markup.{end}" for end in ("toml", "yaml", "yml", "json")))
    return _lowered(own) if own else _part(_lowered(load_tables(root, *_HUGO_FILES)), "markup")


def _part(data: Mapping[str, object], name: str) -> dict[str, object]:
    found = data.get(name)
    return _lowered(found) if isinstance(found, dict) else {}


def _lowered(data: Mapping[str, object]) -> dict[str, object]:
    """Return a table with its keys in lower case: Hugo takes them in any."""
    return {str(key).lower(): value for key, value in data.items()}


_READERS: Final[dict[SiteKind, Callable[[Path, tuple[str, ...]], tuple[str, ...]]]] = {
    SiteKind.PELICAN: _pelican,
    SiteKind.NIKOLA: _nikola,
    SiteKind.MKDOCS: _mkdocs,
    SiteKind.HUGO: _hugo,
}
