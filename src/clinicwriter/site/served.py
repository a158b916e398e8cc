"""The file of the site that a web address of the preview means: only ever one inside the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from .kinds import SiteKind
from .layout import Layout
from .names import is_inside


def file_for_url(
    layout: Layout, url_path: str, bundles: Iterable[tuple[str, PurePosixPath]] = ()
) -> Path | None:
    """Return the file that an address means, or ``None`` where no such file is in the site.

    ``bundles`` are the addresses of the articles that keep their pictures beside them, with their paths.
    """
    try:
        wanted = unquote(urlsplit("http://site" + "/" + url_path.lstrip("/")).path)
    except ValueError:
        return None
    inside = _below_base(layout, wanted)
    for candidate in _candidates(layout, inside, wanted, bundles):
        file = _existing(layout.root, candidate)
        if file is not None:
            return file
    return None


def _below_base(layout: Layout, wanted: str) -> str:
    base = layout.base
    return wanted[len(base) :] if base and (wanted + "/").startswith(base + "/") else wanted


def _candidates(
    layout: Layout, inside: str, wanted: str, bundles: Iterable[tuple[str, PurePosixPath]]
) -> Iterable[str]:
    """Return paths from the site's root, the likeliest first."""
    if told := re.search(r"[{|](?:static|filename|attach)[}|]/?(.*)", inside):
        yield f"{layout.content}/{told.group(1)}"
        return
    if layout.kind is not SiteKind.FINISHED:
        for address, path in bundles:
            if wanted.startswith(address) and address.endswith("/"):
                yield f"{path.parent}/{wanted[len(address) :]}"
    for folder in (*layout.rules.served, str(layout.content)):
        yield f"{folder}/{inside}"
    if not inside.strip("/"):
        yield "index.html"


def _existing(root: Path, candidate: str) -> Path | None:
    parts = [part for part in candidate.split("/") if part not in ("", ".")]
    if any(
        part == ".." or part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts
    ):
        return None
    path = root.joinpath(*parts)
    try:
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file() or not is_inside(root, path):
            return None
    except (OSError, ValueError):
        return None
    return path.resolve()
