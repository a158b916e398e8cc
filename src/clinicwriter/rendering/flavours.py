"""The flavours of Markdown: the engine and the options that make of a text what a site's generator will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

EngineName = Literal["python-markdown", "markdown-it"]

PYTHON_MARKDOWN: Final = "python-markdown"
MARKDOWN_IT: Final = "markdown-it"


@dataclass(frozen=True, slots=True)
class Flavour:
    """Name an engine and the words that set it up; docs/flavours.md explains each word."""

    name: str
    engine: EngineName
    options: tuple[str, ...] = ()

    def with_options(self, *options: str) -> Flavour:
        """Return the flavour with other words, as a site's own configuration asks for."""
        return replace(self, options=options)

    @property
    def sets_quotes(self) -> bool:
        """Say whether the engine makes straight quotes typographic."""
        return not {"smarty", "quotes"}.isdisjoint(self.options)

    @property
    def sets_dashes(self) -> bool:
        """Say whether the engine makes dashes of two hyphens, and an ellipsis of three dots."""
        return not {"smarty", "dashes", "em-dashes"}.isdisjoint(self.options)


_FINISHED = ("extra", "sane_lists", "smarty", "toc", "codehilite", "strike")
_GITHUB = ("html", "table", "strikethrough", "linkify", "tasks", "footnotes")

_ALL: Final = (
    Flavour("finished", PYTHON_MARKDOWN, _FINISHED),
    Flavour("pelican", PYTHON_MARKDOWN, ("extra", "codehilite")),
    Flavour("mkdocs", PYTHON_MARKDOWN, ("toc", "tables", "fenced_code")),
    Flavour("nikola", PYTHON_MARKDOWN, ("extra", "fenced_code", "codehilite")),
    Flavour(
        "jekyll",
        PYTHON_MARKDOWN,
        ("extra", "sane_lists", "smarty", "toc", "strike", "tasks", "saneheaders", "kramdown", "liquid"),
    ),
    Flavour(
        "hugo",
        MARKDOWN_IT,
        (
            *("table", "strikethrough", "linkify", "tasks", "footnotes", "definitions", "quotes", "dashes"),
            *("heading-ids", "attributes", "no-html", "one-tilde", "goldmark", "shortcodes"),
        ),
    ),
    Flavour("eleventy", MARKDOWN_IT, ("html", "table", "strikethrough", "no-indented-code", "liquid")),
    Flavour(
        "astro",
        MARKDOWN_IT,
        (*_GITHUB, "one-tilde", "quotes", "em-dashes", "heading-ids", "remark", "jsx"),
    ),
    Flavour(
        "hexo",
        MARKDOWN_IT,
        ("html", "table", "strikethrough", "linkify", "tasks", "one-tilde", "heading-ids", "liquid"),
    ),
    Flavour("docusaurus", MARKDOWN_IT, (*_GITHUB, "one-tilde", "heading-ids", "jsx")),
    Flavour(
        "zola", MARKDOWN_IT, ("html", "table", "strikethrough", "footnotes", "heading-ids", "shortcodes")
    ),
)

FLAVOURS: Final[Mapping[str, Flavour]] = MappingProxyType({flavour.name: flavour for flavour in _ALL})
"""Every flavour by the name of the kind of site."""


def flavour_for(kind_name: str) -> Flavour:
    """Return the flavour of a kind of site; the one of finished pages where the kind has none."""
    return FLAVOURS.get(str(kind_name), FLAVOURS["finished"])
