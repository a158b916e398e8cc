"""Which pictures a site uses: the folder that its articles point to, and pictures that nothing names."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from clinicwriter.safekeeping import FileChange, read_file

from .names import is_inside

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
_REFERENCE = re.compile(
    rb"!\[[^\]\n]*\]\(\s*<?(?:\{\{-?\s*[\"'])?(?P<text>[^)>\s\"']+)"
    rb"|(?m:^\s*[\"']?\w*(?:image|cover|picture|path|src)\w*[\"']?\s*[:=]\s*[\"']?(?P<detail>[^\s\"',]+))",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{(?:static|filename|attach)\}|\|(?:static|filename|attach)\|")
_MOST_READ = 60
_LARGEST_TEXT = 2_000_000
_SKIPPED = frozenset({"node_modules", ".git", ".astro", ".hugo_build.lock", "__pycache__"})


@dataclass(frozen=True, slots=True)
class UnusedPicture:
    """A picture that no text of the site names; ``size`` in bytes."""

    path: PurePosixPath
    size: int

    def removal(self, root: Path) -> FileChange:
        """Return the change that takes the picture away. Raises ``SaveError`` where it cannot be read."""
        file = root.joinpath(*self.path.parts)
        return FileChange(path=file, before=read_file(file), after=None)


def busiest_picture_folder(
    root: Path, files: Iterable[PurePosixPath], places: Iterable[str], base: str, taken_in: str = ""
) -> PurePosixPath | None:
    """Return the folder in which most pictures lie that the latest articles point to.

    ``places`` are folders whose files the site serves from its root. Folders of years count together. One
    below ``taken_in`` is chosen only where there is no other: not every detail may name a picture there.
    """
    served = list(dict.fromkeys(places))
    counts: Counter[PurePosixPath] = Counter()
    for path in list(files)[-_MOST_READ:]:
        for said in _references(root.joinpath(*path.parts)):
            folder = _folder_of(root, path, said, served, base)
            if folder is not None:
                counts[folder] += 1
    ranked = [folder for folder, _ in counts.most_common()]
    others = [folder for folder in ranked if not taken_in or not folder.is_relative_to(taken_in)]
    return next(iter([*others, *ranked]), None)


def _references(file: Path) -> Iterator[str]:
    try:
        data = file.read_bytes()[:_LARGEST_TEXT]
    except OSError:
        return
    for match in _REFERENCE.finditer(data):
        yield unquote((match["text"] or match["detail"]).decode("utf-8", "replace"))


def _folder_of(
    root: Path, path: PurePosixPath, said: str, served: list[str], base: str
) -> PurePosixPath | None:
    """Return the folder of a picture that is there; ``None`` for one beside its article."""
    inside = _TEMPLATE.sub("", said).lstrip("/")
    inside = inside.removeprefix(base.strip("/") + "/") if base else inside
    if PurePosixPath(inside).suffix.lower() not in PICTURE_SUFFIXES:
        return None
    beside = posixpath.normpath(posixpath.join(path.parent.as_posix(), inside))
    for candidate in (beside, *(posixpath.normpath(posixpath.join(place, inside)) for place in served)):
        if candidate.startswith("..") or not _is_file(root / candidate):
            continue
        folder = PurePosixPath(candidate).parent
        while re.fullmatch(r"(?:19|20)\d\d|0[1-9]|1[0-2]", folder.name):
            folder = folder.parent
        return None if folder == path.parent else folder
    return None


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def find_unused(root: Path, folders: Iterable[PurePosixPath], outputs: frozenset[str]) -> list[UnusedPicture]:
    """Return the pictures in these folders whose names stand in no text file of the site.

    What a build made does not count. A picture is kept for any mention of its name, wherever it is.
    """
    pictures = {path for folder in folders for path in _pictures_in(root, folder)}
    if not pictures:
        return []
    waiting = {path: _spellings(path.name) for path in pictures}
    for file in _texts(root, outputs):
        try:
            data = file.read_bytes().lower()
        except OSError:
            continue
        waiting = {path: names for path, names in waiting.items() if not any(name in data for name in names)}
        if not waiting:
            break
    return [UnusedPicture(path, (root / path).stat().st_size) for path in sorted(waiting)]


def _pictures_in(root: Path, folder: PurePosixPath) -> Iterator[PurePosixPath]:
    start = root.joinpath(*folder.parts)
    if start.is_dir() and is_inside(root, start):
        for file in start.rglob("*"):
            if file.suffix.lower() in PICTURE_SUFFIXES and file.is_file() and not file.is_symlink():
                yield PurePosixPath(file.relative_to(root).as_posix())


def _spellings(name: str) -> tuple[bytes, ...]:
    """Return how a text may name a file; without its ending too, since some templates put that on."""
    stem = PurePosixPath(name).stem
    return tuple({text.lower().encode() for text in (stem, quote(stem), stem.replace("&", "&amp;"))})


def _texts(root: Path, outputs: frozenset[str]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        place = Path(folder)
        skipped = _SKIPPED | (outputs if place == root else frozenset())
        folders[:] = [name for name in folders if name not in skipped]
        for name in names:
            file = place / name
            is_picture = file.suffix.lower() in PICTURE_SUFFIXES
            if not is_picture and _size(file) <= _LARGEST_TEXT:
                yield file


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return _LARGEST_TEXT + 1
