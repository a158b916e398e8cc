"""The index's file: one SQLite database a site, thrown away and made anew when it is not in order."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock

VERSION = 2
PATIENCE_S = 10.0
_SIDES = ("", "-wal", "-shm", "-journal")
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, modified_ns INTEGER NOT NULL, size INTEGER NOT NULL,
    title TEXT NOT NULL, authors TEXT NOT NULL, tags TEXT NOT NULL, date_text TEXT NOT NULL, day INTEGER,
    is_draft INTEGER NOT NULL, words INTEGER NOT NULL, problem TEXT NOT NULL, summary TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE TABLE body (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
"""
_FULL_TEXT = """
CREATE VIRTUAL TABLE found USING fts5(
    title, tags, authors, body, content='', tokenize='unicode61 remove_diacritics 0'
)
"""


class IndexFile:
    """One site's index on the disk. State: where it lies, which changes once where that place refuses.

    It holds nothing that is not in the site: whatever is wrong with it, it is deleted and made anew.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        name = hashlib.sha256(str(root.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self.path = folder / f"{name}.sqlite"
        self._refuge: Path | None = None
        self._lock = Lock()

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to the index, which is made first where there is none in order.

        Raises ``sqlite3.Error``: ``is_damage`` says whether the index is to be thrown away.
        """
        with closing(self._connection()) as connection:
            yield connection

    def throw_away(self) -> None:
        """Delete the index; where it cannot be deleted, leave it and go on elsewhere."""
        with self._lock:
            self._throw_away()

    def _throw_away(self) -> None:
        try:
            for side in _SIDES:
                Path(f"{self.path}{side}").unlink(missing_ok=True)
        except OSError:
            self._move_away()

    def _connection(self) -> sqlite3.Connection:
        with self._lock:
            try:
                return self._connect()
            except sqlite3.OperationalError:
                # A folder that cannot be written to; the index is then good for this run alone.
                self._move_away()
            except sqlite3.DatabaseError:
                self._throw_away()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _move_away(self) -> None:
        if self._refuge is None:
            self._refuge = Path(tempfile.mkdtemp(prefix="clinicwriter-"))
            weakref.finalize(self, shutil.rmtree, self._refuge, ignore_errors=True)
        self.path = self._refuge / f"{len(list(self._refuge.iterdir()))}-{self.path.name}"


def _prepare(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have made it meanwhile.
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            _make(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _make(connection: sqlite3.Connection) -> None:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    if names:
        raise sqlite3.DatabaseError("an index of another version")
    for statement in _TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)
    with suppress(sqlite3.OperationalError):  # an SQLite without FTS5: a search then reads every text
        connection.execute(_FULL_TEXT)
    connection.execute(f"PRAGMA user_version={VERSION}")


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether an error means that the index is damaged, rather than out of reach for now."""
    has_lost_a_part = str(error).startswith(("no such table", "no such column"))
    return has_lost_a_part or not isinstance(error, sqlite3.OperationalError)


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Say whether this index has words to look up, or only texts to read through."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name='found'").fetchone())
