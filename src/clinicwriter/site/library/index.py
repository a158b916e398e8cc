"""The library's index: every article's row and words, filled little by little, searched while it fills."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.site.entries import ArticleEntry, ArticleIndex, SeenArticle, entry_of, reading_ways
from clinicwriter.site.errors import SiteError
from clinicwriter.site.site import Site

from .snippets import readable
from .store import IndexFile, has_full_text, is_damage
from .words import padded, words_of

BATCH_S = 0.4
"""How long rows are gathered before they are kept: what a kill costs at most."""
BREATH_S = 0.0005
"""A pause after each article, in which the window's thread goes on."""
_PARTED = "\x1f"
_ROW = "path, modified_ns, size, title, authors, tags, date_text, day, is_draft, words, problem, summary, url"
_PUT_ROW = f"INSERT OR REPLACE INTO article (id, {_ROW}) VALUES ({', '.join('?' * 14)})"
_PUT_WORDS = "INSERT INTO found (rowid, title, tags, authors, body) VALUES (?, ?, ?, ?, ?)"
_TAKE_WORDS = "INSERT INTO found (found, rowid, title, tags, authors, body) VALUES ('delete', ?, ?, ?, ?, ?)"

Progress = Callable[[int, int], None]
"""Hears how many articles are done, and of how many."""
IsWanted = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a look at all files brought: how many rows are new or read again, and how many went."""

    read: int = 0
    removed: int = 0
    is_complete: bool = True

    @property
    def is_change(self) -> bool:
        """Say whether the list is another one now."""
        return bool(self.read or self.removed)


@dataclass(frozen=True, slots=True)
class _Read:
    seen: SeenArticle
    text: str


class LibraryIndex:
    """The index of one site, in a folder of the program's own. Its state is its file alone."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.file = IndexFile(folder, root)
        self._root = root

    # -- what is known -------------------------------------------------------------------------

    def entries(self) -> tuple[ArticleEntry, ...]:
        """Return the rows as they were when the index was last renewed; nothing of the site is read."""
        rows = [seen.entry for seen in self._recall("")]
        return tuple(sorted(rows, key=lambda entry: entry.sort_key, reverse=True))

    def recall(self, site: Site) -> int:
        """Give a site the rows that the index has, so that it need not read those files; return how many."""
        seen = self._recall(_ways(site))
        if seen:
            site.index.take(seen)
        return len(seen)

    def _recall(self, ways: str) -> list[SeenArticle]:
        """Return every row that was read in these ways, "" for any."""
        try:
            with self.file.open() as connection:
                if ways and _about(connection, "ways") != ways:
                    return []
                return [_seen(row) for row in connection.execute(f"SELECT {_ROW} FROM article")]
        except sqlite3.Error as error:
            self.mend(error)
            return []

    def mend(self, error: sqlite3.Error) -> None:
        """Throw the index away where this error means that it is damaged."""
        if is_damage(error):
            self.file.throw_away()

    # -- filling -------------------------------------------------------------------------------

    def renew(
        self, site: Site, progress: Progress | None = None, is_wanted: IsWanted = lambda: True
    ) -> Renewal:
        """Bring index and site up to the files as they are now. Reads files: not for a window's thread.

        Only files that changed are read. It stops soon when it is not wanted any more; what is done is kept.
        Raises ``SiteError`` where the site's folder is away: then everything stays as it is.
        """
        tell = progress or (lambda _done, _total: None)
        try:
            return self._renew(site, tell, is_wanted)
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                self.file.throw_away()
                return self._renew(site, tell, is_wanted)
            raise SiteError(
                "The list of articles cannot be kept up to date on this computer right now.",
                kept="Your articles are not touched.",
                next_step="There may be no room left on the disk. It is tried again by itself.",
                details=str(error),
            ) from error

    def _renew(self, site: Site, progress: Progress, is_wanted: IsWanted) -> Renewal:
        with self.file.open() as connection:
            return _Renewing(connection, site, progress, is_wanted).run()


class _Renewing:
    """One look at all files (state that changes: what was read so far)."""

    def __init__(
        self, connection: sqlite3.Connection, site: Site, progress: Progress, is_wanted: IsWanted
    ) -> None:
        self._connection = connection
        self._site = site
        self._index: ArticleIndex = site.index
        self._progress = progress
        self._is_wanted = is_wanted
        self._has_words = has_full_text(connection)
        self._seen: dict[PurePosixPath, SeenArticle] = {}
        self._read = 0

    def run(self) -> Renewal:
        """Do it."""
        states = _states(self._site)
        self._forget_other_ways()
        known = {path_of(row[0]): row[1:] for row in self._connection.execute(_KNOWN)}
        changed = [path for path, state in states.items() if known.get(path) != state]
        gone = [path for path in known if path not in states]
        self._seen = self._rows_so_far(states)
        if gone:
            self._write((), gone)
        self._share()
        for batch in self._batches(changed, len(states)):
            self._write(batch, ())
            self._share()
        is_complete = self._read == len(changed)
        return Renewal(self._read, len(gone), is_complete)

    def _rows_so_far(self, states: Mapping[PurePosixPath, object]) -> dict[PurePosixPath, SeenArticle]:
        """Return the rows of memory and index, also those about to be read again: no article vanishes."""
        seen = {path: one for path, one in self._index.seen.items() if path in states}
        if len(seen) < len(states):
            for row in self._connection.execute(f"SELECT {_ROW} FROM article"):
                one = _seen(row)
                if one.entry.path in states:
                    seen.setdefault(one.entry.path, one)
        return seen

    def _share(self) -> None:
        self._index.take(self._seen.values())

    def _forget_other_ways(self) -> None:
        """Begin anew where the site's layout or habits changed: its rows would read differently."""
        ways = _ways(self._site)
        if _about(self._connection, "ways") == ways:
            return
        with _transaction(self._connection):
            for table in ("article", "body"):
                self._connection.execute(f"DELETE FROM {table}")
            if self._has_words:
                self._connection.execute("INSERT INTO found (found) VALUES ('delete-all')")
            self._connection.execute("INSERT OR REPLACE INTO about VALUES ('ways', ?)", (ways,))

    def _batches(self, paths: list[PurePosixPath], total: int) -> Iterator[list[_Read]]:
        batch: list[_Read] = []
        began = time.monotonic()
        for path in paths:
            if not self._is_wanted():
                break
            found = _read(self._site, path)
            self._read += 1
            if found is not None:
                batch.append(found)
            time.sleep(BREATH_S)
            if time.monotonic() - began > BATCH_S:
                yield batch
                self._progress(total - len(paths) + self._read, total)
                batch, began = [], time.monotonic()
        yield batch

    def _write(self, batch: Iterable[_Read], gone: Iterable[PurePosixPath]) -> None:
        with _transaction(self._connection):
            for path in gone:
                self._remove(path)
            for found in batch:
                self._remove(found.seen.entry.path)
                self._put(found)
        for found in batch:
            self._seen[found.seen.entry.path] = found.seen

    def _remove(self, path: PurePosixPath) -> None:
        found = self._connection.execute(
            "SELECT id, title, tags, authors, packed FROM article JOIN body USING (id) WHERE path = ?",
            (key_of(path),),
        ).fetchone()
        if found is None:
            return
        number, title, tags, authors, packed = found
        if self._has_words:
            words = [_words(part) for part in (title, tags, authors, unpacked(packed))]
            self._connection.execute(_TAKE_WORDS, (number, *words))
        for table in ("article", "body"):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))

    def _put(self, found: _Read) -> None:
        row = _row(found.seen)
        number = self._connection.execute(_PUT_ROW, (None, *row)).lastrowid
        self._connection.execute(
            "INSERT OR REPLACE INTO body VALUES (?, ?)", (number, zlib.compress(found.text.encode(), 1))
        )
        if self._has_words:
            title, authors, tags = row[3], row[4], row[5]
            words = [_words(str(part)) for part in (title, tags, authors, found.text)]
            self._connection.execute(_PUT_WORDS, (number, *words))


_KNOWN = "SELECT path, modified_ns, size FROM article"


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _ways(site: Site) -> str:
    """Return a fingerprint of all that decides how a row is read from its file."""
    ways = (site.layout, reading_ways(site.habits), unicodedata.unidata_version)
    return hashlib.sha256(repr(ways).encode("utf-8", "surrogatepass")).hexdigest()


def _about(connection: sqlite3.Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _states(site: Site) -> dict[PurePosixPath, tuple[int, int]]:
    """Return time and size of every article file. Raises ``SiteError`` where the site is away."""
    if not site.root.is_dir():
        site.articles()  # raises, in its own words
    found = {}
    for path in site.layout.files():
        try:
            state = site.root.joinpath(*path.parts).stat()
        except OSError:
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    if not found and not site.root.is_dir():
        site.articles()
    return found


def _read(site: Site, path: PurePosixPath) -> _Read | None:
    file = site.root.joinpath(*path.parts)
    try:
        state = file.stat()
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        entry = ArticleEntry(path, path.stem, problem="This file cannot be read.")
        # No time and size: it is tried again at each look.
        return _Read(SeenArticle(0, 0, entry), "")
    article = Article.from_bytes(data, habits=site.habits, name=str(path))
    try:
        entry, text = entry_of(site.layout, article, path), _storable(readable(article.text))
    except ArticleError as error:
        entry, text = ArticleEntry(path, path.stem, problem=error.happened), ""
    return _Read(SeenArticle(state.st_mtime_ns, state.st_size, entry), text)


def _row(seen: SeenArticle) -> tuple[object, ...]:
    entry = seen.entry
    texts = (entry.title, _PARTED.join(entry.authors), _PARTED.join(entry.tags), entry.date_text)
    return (
        key_of(entry.path),
        seen.modified_ns,
        seen.size,
        *(_storable(text) for text in texts),
        entry.date.toordinal() if entry.date else None,
        entry.is_draft,
        entry.words,
        *(_storable(text) for text in (entry.problem, entry.summary, entry.url)),
    )


def _seen(row: tuple[object, ...]) -> SeenArticle:
    path, modified_ns, size, title, authors, tags, date_text, day, is_draft, words, *others = row
    problem, summary, url = others
    entry = ArticleEntry(
        path=path_of(path),
        title=str(title),
        authors=_parts(authors),
        tags=_parts(tags),
        date_text=str(date_text),
        date=date.fromordinal(day) if isinstance(day, int) else None,
        is_draft=bool(is_draft),
        words=int(str(words)),
        problem=str(problem),
        summary=str(summary),
        url=str(url),
    )
    return SeenArticle(int(str(modified_ns)), int(str(size)), entry)


def key_of(path: PurePosixPath | str) -> bytes:
    """Return a path as the index has it: names that are no text are found again too."""
    return str(path).encode("utf-8", "surrogatepass")


def path_of(key: object) -> PurePosixPath:
    """Return the path that a key of the index means."""
    assert isinstance(key, bytes)
    return PurePosixPath(key.decode("utf-8", "surrogatepass"))


def _parts(joined: object) -> tuple[str, ...]:
    return tuple(str(joined).split(_PARTED)) if joined else ()


def _storable(text: str) -> str:
    """Return a text as the database takes it: half a letter pair is none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def unpacked(packed: bytes) -> str:
    """Return a text as it was before it was packed. Raises ``sqlite3.DatabaseError`` where it is damaged."""
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise sqlite3.DatabaseError("a text of the index is damaged") from error


def _words(text: str) -> str:
    return padded(words_of(text))
