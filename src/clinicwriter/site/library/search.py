"""Searching the library: the index's words first, the few texts that are not in it read through."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .index import LibraryIndex, key_of, unpacked
from .snippets import Snippet, snippet
from .store import has_full_text
from .words import Query, padded, words_of

WEIGHTS = (10.0, 6.0, 6.0, 1.0)
"""What a word counts in the title, the tags, the authors and the text."""
_RANKED = f"""
SELECT path, -bm25(found, {", ".join(map(str, WEIGHTS))}) FROM found JOIN article ON article.id = found.rowid
WHERE found MATCH ?
"""
_EVERYTHING = "SELECT path, title, tags, authors, packed FROM article JOIN body USING (id)"
_BODY = "SELECT packed FROM article JOIN body USING (id) WHERE path = ?"


@dataclass(frozen=True, slots=True)
class Text:
    """One article to be searched: its details, and its text in a readable form."""

    title: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class SearchText:
    """An article's words, ready to be compared. Kept for as long as the text stays."""

    fields: tuple[str, str, str, str]

    @classmethod
    def of(cls, text: Text) -> SearchText:
        """Take a text apart."""
        parts = (text.title, "\n".join(text.tags), "\n".join(text.authors), text.body)
        title, tags, authors, body = (padded(words_of(part)) for part in parts)
        return cls((title, tags, authors, body))

    def rank(self, query: Query) -> float:
        """Return how well it answers, 0 for not at all."""
        total = 0.0
        for term in query.terms:
            found = [term.matches_beginning(field) for field in self.fields[:3]] + [
                term.matches(self.fields[3])
            ]
            if not any(found):
                return 0.0
            total += sum(weight for weight, is_there in zip(WEIGHTS, found, strict=True) if is_there)
        return total


def find(index: LibraryIndex, query: Query) -> Mapping[str, float]:
    """Return the path of every article that answers, and how well it does; a damaged index has no answer."""
    if query.is_empty:
        return {}
    try:
        with index.file.open() as connection:
            rows = _ranked(connection, query) if has_full_text(connection) else _scanned(connection, query)
            return {key.decode("utf-8", "surrogatepass"): rank for key, rank in rows}
    except sqlite3.Error as error:
        index.mend(error)
        return {}


def snippets(index: LibraryIndex, paths: Sequence[str], query: Query) -> Mapping[str, Snippet]:
    """Return the piece of each article in which the words stand, where there is one."""
    try:
        with index.file.open() as connection:
            pieces = {path: snippet(_body(connection, path), query) for path in paths}
    except sqlite3.Error as error:
        index.mend(error)
        return {}
    return {path: piece for path, piece in pieces.items() if piece.text}


def _ranked(connection: sqlite3.Connection, query: Query) -> Iterable[tuple[bytes, float]]:
    return connection.execute(_RANKED, (query.full_text,))


def _scanned(connection: sqlite3.Connection, query: Query) -> Iterator[tuple[bytes, float]]:
    """Read every text: for an SQLite without FTS5, and quick enough for some thousand articles."""
    for key, title, tags, authors, packed in connection.execute(_EVERYTHING):
        rank = SearchText.of(Text(title, (tags,), (authors,), unpacked(packed))).rank(query)
        if rank:
            yield key, rank


def _body(connection: sqlite3.Connection, path: str) -> str:
    found = connection.execute(_BODY, (key_of(path),)).fetchone()
    return unpacked(found[0]) if found else ""
