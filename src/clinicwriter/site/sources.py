"""The files of a site that hold its articles: which there are, and which of them look dated."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .names import is_inside

ARTICLE_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_SKIPPED_FOLDERS = frozenset({"node_modules", "_site", "vendor", "themes", "_includes", "_layouts", "_data"})
_SKIPPED_NAMES = frozenset({"readme", "changelog", "contributing", "license", "code_of_conduct"})
_DATE_KEY = re.compile(
    rb"(?im)^[\s\"'.{,]*(date|pubdate|pub_date|publishdate|published|publish_date)[\"']?\s*[:=]"
)
DATED_NAME = re.compile(r"(\d{4})[-_](\d{1,2})[-_](\d{1,2})[-_](.+)", re.DOTALL)
_PEEK_BYTES = 1500


def article_files(
    root: Path, folder: PurePosixPath, skipped: frozenset[str] = frozenset()
) -> list[PurePosixPath]:
    """Return every article file under a folder of the site, from the root, in order of path.

    ``skipped`` are names of folders at the root that hold no sources (what a build made).
    """
    start = root.joinpath(*folder.parts)
    if not is_inside(root, start):
        return []
    inside = "".join(f"{part}/" for part in folder.parts)
    lists = {f"{inside}{stem}{suffix}" for stem in ("index", "_index") for suffix in ARTICLE_SUFFIXES}
    # Plain texts until the end: a site may have thousands, and this is done at each look.
    return sorted(PurePosixPath(path) for path in _walk(start, inside, root, skipped) if path not in lists)


def _walk(folder: Path, inside: str, root: Path, skipped: frozenset[str]) -> Iterator[str]:
    """Yield the article files below a folder, which is ``inside`` the root: "" or like "content/blog/"."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    files = [entry.name for entry in entries if _is_article(entry)]
    bundles = [name for name in files if name.rpartition(".")[0] == "index"]
    # In a folder with an index of its own the other texts are no articles of their own.
    is_start = folder == root
    yield from (inside + name for name in (bundles if bundles and not _has_siblings(files) else files))
    for entry in entries:
        outside = is_start and entry.name in skipped
        if _is_open_folder(entry) and not outside:
            yield from _walk(folder / entry.name, f"{inside}{entry.name}/", root, skipped)


def _has_siblings(files: list[str]) -> bool:
    """Say whether a folder lists many articles, so that its index is the list's and no bundle's."""
    return len(files) > 3


def _is_article(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    stem, _, ending = name.rpartition(".")
    if f".{ending}".lower() not in ARTICLE_SUFFIXES or name[0] in "._" or stem.lower() in _SKIPPED_NAMES:
        return False
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether to look inside: a link is not followed, it may lead out of the site or in a circle."""
    if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS:
        return False
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def looks_dated(root: Path, path: PurePosixPath) -> bool:
    """Say whether an article has a date, in its name or by a glance at its beginning."""
    if DATED_NAME.fullmatch(path.stem):
        return True
    try:
        with root.joinpath(*path.parts).open("rb") as file:
            return _DATE_KEY.search(file.read(_PEEK_BYTES)) is not None
    except OSError:
        return False
