"""Which pictures the texts of a site name, however they spell it; in doubt a picture counts as named."""

from __future__ import annotations

import codecs
import html
import os
import re
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
PIECE = 1_000_000
"""So many bytes of a file are looked at in one go."""
PART = 3
"""So many letters of a name are looked up first."""
OVERLAP = 8_192
"""So many are looked at twice, so that no name is cut in two: the longest name, each letter an entity."""
_SKIPPED = frozenset({"node_modules", ".git", ".astro", ".hugo_build.lock", "__pycache__"})
NOT_READ = PICTURE_SUFFIXES | frozenset(
    {
        ".mp4",
        ".mov",
        ".webm",
        ".mp3",
        ".wav",
        ".ogg",
        ".zip",
        ".gz",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".ico",
    }
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-9a-fA-F]{2,5})\s?)")
_VARIANT = re.compile(r"(?P<base>.+)[-_@.]\d+(?:x\d*)?[wx]?")
_ASKED_FOR_BY_NAME = ("favicon", "apple-touch-icon", "android-chrome", "mstile")
"""Browsers and telephones ask for these by themselves."""
_TAKEN_FROM_BUNDLES = ("feature", "cover", "thumbnail")
"""Hugo's own templates take these out of an article's folder."""
_LISTINGS = ("readdir", "import.meta.glob", "static_files", "resources.match", "resources.bytype")
"""Words with which a template takes all pictures of a folder."""


def not_named(
    root: Path,
    pictures: Collection[PurePosixPath],
    bundles: Collection[PurePosixPath],
    outputs: frozenset[str],
    others: Iterable[bytes] = (),
) -> list[PurePosixPath]:
    """Return those of these pictures that no text names, in the site or among ``others``.

    ``bundles`` are folders of one article each: their pictures stay where any template takes what lies there.
    Raises ``OSError`` where a text cannot be read: it may name any of them.
    """
    waiting = _Waiting(_names_of(pictures, bundles), bundles)
    for text in _pieces(root, outputs, others):
        waiting.look_into(text)
        if not waiting.paths:
            break
    return sorted(waiting.paths)


class _Waiting:
    """Pictures that no text named so far (state that changes: they become fewer)."""

    def __init__(
        self, names: Mapping[PurePosixPath, Collection[str]], bundles: Collection[PurePosixPath]
    ) -> None:
        self.paths = {path for path, each in names.items() if each}
        self._bundles = bundles
        # Thousands of names are not looked for one by one: each by three letters that few others have.
        self._by_part: defaultdict[str, list[tuple[str, PurePosixPath]]] = defaultdict(list)
        counts = Counter(part for each in names.values() for name in each for part in _parts(name))
        for path, each in names.items():
            for name in each:
                part = min(_parts(name), key=counts.__getitem__) if len(name) >= PART else ""
                self._by_part[part].append((name, path))

    def look_into(self, text: str) -> None:
        """Let go of the pictures that a text names, or takes with all others of their folder."""
        for part in self._by_part.keys() & {"", *_parts(text)}:
            for name, path in self._by_part[part]:
                if path in self.paths and name in text:
                    self.paths.discard(path)
        if ".resources" in text:
            self.paths -= {path for path in self.paths if _lies_in(path, self._bundles)}
        if any(word in text for word in _LISTINGS):
            self.paths -= {
                path for path in self.paths if any(folded(name) in text for name in path.parts[:-1])
            }


def _parts(text: str) -> set[str]:
    return {text[start : start + PART] for start in range(len(text) - PART + 1)}


def folded(text: str) -> str:
    """Return a text in the one spelling in which names are compared.

    Web addresses, HTML, style sheets, scripts and the names on a Mac's disk each spell a letter their way.
    """
    text = text.replace("\\", "")
    for _ in range(2):  # an address within HTML is spelled twice
        text = html.unescape(unquote(text))
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _names_of(
    pictures: Collection[PurePosixPath], bundles: Collection[PurePosixPath]
) -> dict[PurePosixPath, tuple[str, ...]]:
    """Return by which names each picture may be called; none for one that is not to be taken away."""
    beside: defaultdict[PurePosixPath, set[str]] = defaultdict(set)
    for path in pictures:
        beside[path.parent].add(path.stem)
    return {path: _names(path, beside[path.parent], _lies_in(path, bundles)) for path in pictures}


def _names(path: PurePosixPath, beside: Collection[str], is_in_bundle: bool) -> tuple[str, ...]:
    """Return the stem, since some templates put the ending on, and that of the picture it is a size of."""
    stem = folded(path.stem)
    if stem.startswith(_ASKED_FOR_BY_NAME):
        return ()
    if is_in_bundle and any(word in stem for word in _TAKEN_FROM_BUNDLES):
        return ()
    variant = _VARIANT.fullmatch(path.stem)
    if variant is not None and variant["base"] in beside:
        return stem, folded(variant["base"])
    return (stem,)


def _lies_in(path: PurePosixPath, folders: Collection[PurePosixPath]) -> bool:
    return any(folder in folders for folder in path.parents)


def _pieces(root: Path, outputs: frozenset[str], others: Iterable[bytes]) -> Iterator[str]:
    for data in others:
        yield folded(_read(data, _codec_of(data)))
    for file in _texts(root, outputs):
        try:
            with file.open("rb") as opened:
                data = opened.read(PIECE)
                codec = _codec_of(data)
                while data:
                    yield folded(_read(data, codec))
                    more = opened.read(PIECE)
                    data = data[-OVERLAP:] + more if more else b""
        except FileNotFoundError:
            continue


def _codec_of(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else ""


def _read(data: bytes, codec: str) -> str:
    """Return the text of these bytes; in each way that it may be meant where that is not certain."""
    text = data.decode(codec or "utf-8", "replace")
    if not codec and "\ufffd" in text:
        text += "\n" + data.decode("cp1252", "replace")
    if "\\" in text:
        # A letter of a script or a style sheet, or a folder of Windows.
        text += "\n" + _ESCAPED.sub(lambda match: chr(int(match[match.lastindex or 0], 16)), text)
    return text


def _texts(root: Path, outputs: frozenset[str]) -> Iterator[Path]:
    """Yield every file that may name a picture, also in folders that are linked to from elsewhere."""
    home = root.resolve()
    seen = {home, *home.parents}  # a link to where the site lies leads to texts that are none of its own
    for folder, folders, names in os.walk(root, onerror=_raise, followlinks=True):
        place = Path(folder)
        skipped = _SKIPPED | (outputs if place == root else frozenset())
        folders[:] = [name for name in folders if name not in skipped and _is_new(place / name, seen)]
        for name in names:
            file = place / name
            if file.suffix.lower() not in NOT_READ and _is_file(file):
                yield file


def _raise(error: OSError) -> None:
    raise error


def _is_new(folder: Path, seen: set[Path]) -> bool:
    target = folder.resolve()
    if target in seen:
        return False
    seen.add(target)
    return True


def _is_file(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False
