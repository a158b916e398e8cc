"""Which pictures a site uses: the folder that its articles point to, and pictures that nothing names."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from clinicwriter.safekeeping import FileChange, read_file

from .names import is_inside
from .picture_mentions import PICTURE_SUFFIXES, not_named

# Each part is bounded: an article of 20,000 empty lines, or of one word, must not hold up a site's opening.
_REFERENCE = re.compile(
    rb"!\[[^\]\n]{0,500}\]\(\s{0,40}<?(?:\{\{-?\s{0,40}[\"'])?(?P<text>[^)>\s\"']{1,2000})"
    rb"|(?m:^[ \t]*[\"']?\w{0,40}(?:image|cover|picture|path|src)\w{0,40}[\"']?[ \t]*[:=][ \t]*[\"']?"
    rb"(?P<detail>[^\s\"',]{1,2000}))",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{(?:static|filename|attach)\}|\|(?:static|filename|attach)\|")
_MOST_READ = 60
_LARGEST_TEXT = 2_000_000


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


def find_unused(
    root: Path,
    folders: Iterable[PurePosixPath],
    outputs: frozenset[str],
    bundles: Iterable[PurePosixPath] = (),
    others: Iterable[bytes] = (),
) -> list[UnusedPicture]:
    """Return the pictures in these folders and bundles that no text names, of the site or of ``others``.

    What a build made does not count. A picture is kept for any mention of its name, wherever it is. Raises
    ``OSError`` where a text cannot be read.
    """
    own = frozenset(bundles)
    pictures = {path for folder in (*folders, *own) for path in _pictures_in(root, folder)}
    if not pictures:
        return []
    unused = not_named(root, pictures, own, outputs, others)
    return [UnusedPicture(path, (root / path).stat().st_size) for path in unused]


def _pictures_in(root: Path, folder: PurePosixPath) -> Iterator[PurePosixPath]:
    start = root.joinpath(*folder.parts)
    if start.is_dir() and is_inside(root, start):
        for file in start.rglob("*"):
            if file.suffix.lower() in PICTURE_SUFFIXES and file.is_file() and not file.is_symlink():
                yield PurePosixPath(file.relative_to(root).as_posix())
