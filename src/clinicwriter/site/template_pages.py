"""Pages that a site makes of templates and lists: which addresses may be theirs, told from names alone."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .kinds import SiteKind
from .layout import Layout
from .sources import ARTICLE_SUFFIXES

_PAGE_NUMBER = re.compile(r"(?:page|index|p)?[-_]?\d+")
_SUFFIXES = """
astro njk nunjucks liquid hbs handlebars mustache ejs pug haml webc vue svelte html htm xhtml
js jsx ts tsx mjs cjs mako tmpl jinja jinja2 j2 php rst ipynb adoc org
"""
_TEMPLATES = frozenset(f".{name}" for name in _SUFFIXES.split())
_NAMED_INSIDE = (SiteKind.ELEVENTY, SiteKind.JEKYLL, SiteKind.HEXO)
"""Kinds of site whose templates may name their page's address themselves."""
_PERMALINK = re.compile(rb"permalink[\"']?\s*[:=]\s*[\"'`]?/?([^\s\"'`]+)")
_OTHER_FOLDERS = frozenset({"node_modules", "vendor", "themes", "_site"})
_PEEK_BYTES = 1500


@dataclass(frozen=True, slots=True)
class TemplatePages:
    """What the templates of a site are called, and how the addresses begin that they name."""

    names: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def may_make(self, address: str) -> bool:
        """Say whether an address like "blog/archive" may be a template's page, or one of a list's pages."""
        name = address.rpartition("/")[2].casefold()
        is_named = name in self.names or bool(_PAGE_NUMBER.fullmatch(name))
        return is_named or address.casefold().startswith(self.beginnings)


def find_template_pages(layout: Layout, articles: Collection[PurePosixPath]) -> TemplatePages:
    """Look through a site's files for templates, and for pages that are none of its articles.

    A finished site has none: its pages are there as files.
    """
    if layout.kind is SiteKind.FINISHED:
        return TemplatePages()
    names: set[str] = set()
    beginnings: set[str] = set()
    for file in _files(layout):
        stem, suffix = file.name.split(".")[0].casefold(), file.suffix.casefold()
        is_list = stem in ("index", "_index")
        is_page = suffix in ARTICLE_SUFFIXES and (
            is_list or PurePosixPath(file.relative_to(layout.root).as_posix()) not in articles
        )
        if suffix in _TEMPLATES or is_page:
            names.add(file.parent.name.casefold() if is_list else stem)
            if layout.kind in _NAMED_INSIDE:
                beginnings.update(_named_inside(file))
    return TemplatePages(frozenset(names), tuple(sorted(beginnings)))


def _files(layout: Layout) -> Iterator[Path]:
    outputs = layout.rules.build_outputs
    for folder, folders, files in os.walk(layout.root):
        others = {*_OTHER_FOLDERS, *(outputs if Path(folder) == layout.root else ())}
        folders[:] = [name for name in folders if name not in others and not name.startswith(".")]
        yield from (Path(folder, name) for name in files if not name.startswith("."))


def _named_inside(file: Path) -> Iterator[str]:
    """Yield what an address begins with that a template names, up to what is worked out."""
    try:
        with file.open("rb") as opened:
            found = _PERMALINK.search(opened.read(_PEEK_BYTES))
    except OSError:
        return
    begins = found[1].decode("utf-8", "replace").split("{")[0].split("$")[0].casefold() if found else ""
    if begins.strip("/"):
        yield begins.removesuffix("/index.html").removesuffix(".html").removesuffix("/")
