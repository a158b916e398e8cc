"""Names and paths that may be written into a site: inside it, on every system, whatever the letters' case."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from .errors import ExportError

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_LONGEST_NAME_BYTES = 255


def name_problem(name: str) -> str:
    """Return what is wrong with one file or folder name, in words; "" where nothing is."""
    if name in ("", ".", ".."):
        return "it would leave the site's folder"
    if _FORBIDDEN.search(name) or "/" in name:
        return "it has a character that file names cannot have"
    if _RESERVED.fullmatch(name):
        return "Windows keeps this name for itself"
    if name != name.rstrip(" .") or name != name.lstrip(" "):
        return "it begins or ends with a space or ends with a dot"
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "it has a character that file names cannot have"
    return "it is too long" if length > _LONGEST_NAME_BYTES else ""


def path_problem(root: Path, relative: PurePosixPath) -> str:
    """Return why this path may not be written in the site, in words; "" where it may."""
    if relative.is_absolute() or not relative.parts:
        return "it would leave the site's folder"
    for part in relative.parts:
        if problem := name_problem(part):
            return problem
    if not is_inside(root, root.joinpath(*relative.parts)):
        return "it would leave the site's folder"
    return ""


def folder_inside(text: str) -> str:
    """Return a folder that somebody named, as posix text from the site's root; "" where it leads out."""
    parts = [part for part in text.replace("\\", "/").split("/") if part not in ("", ".")]
    is_safe = not text.startswith("/") and not any(name_problem(part) for part in parts)
    return "/".join(parts) if is_safe else ""


def is_inside(root: Path, path: Path) -> bool:
    """Say whether a path, its links followed, lies in the site's folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def require_path(root: Path, relative: PurePosixPath) -> Path:
    """Return the path in the site, or raise ``ExportError`` where it may not be written."""
    if problem := path_problem(root, relative):
        shown = str(relative)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        raise ExportError(
            f"“{shown}” cannot be written: {problem}.",
            next_step="Choose another web address or file name, then export again.",
        )
    return root.joinpath(*relative.parts)


def same_name_beside(path: Path) -> Path | None:
    """Return the file or folder that has this name when the letters' case does not count, if any."""
    try:
        wanted = path.name.casefold()
        return next((entry for entry in path.parent.iterdir() if entry.name.casefold() == wanted), None)
    except OSError:
        return None
