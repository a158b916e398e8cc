"""The articles of a site as rows of a list, read again only where a file changed."""

from __future__ import annotations

import datetime
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from clinicwriter.article import Article, ArticleError, Habits, count_words

from .addresses import article_date, page_url
from .conflict_copies import ConflictCopy, find_copies
from .layout import Layout


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article of the site as its list shows it. ``problem`` says why it could not be read, or ""."""

    path: PurePosixPath
    title: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date_text: str = ""
    date: datetime.date | None = None
    is_draft: bool = False
    words: int = 0
    problem: str = ""
    summary: str = ""
    url: str = ""

    @property
    def sort_key(self) -> tuple[datetime.date, str]:
        """Return what sorts articles by age; one without a date counts as the oldest."""
        return (self.date or datetime.date.min, str(self.path))


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article's row, and the time and size that its file had when the row was read."""

    modified_ns: int
    size: int
    entry: ArticleEntry


class ArticleIndex:
    """What was read of each article file (state that changes): a file is read again when it changed."""

    def __init__(self, layout: Layout, habits: Habits) -> None:
        self._layout = layout
        self._habits = habits
        self._seen: dict[PurePosixPath, SeenArticle] = {}
        self._last: tuple[ArticleEntry, ...] | None = None
        self._by_url: dict[str, ArticleEntry] = {}
        self._copies: tuple[ConflictCopy, ...] = ()
        self._lock = threading.Lock()

    def is_for(self, layout: Layout, habits: Habits) -> bool:
        """Say whether rows read with this layout and these habits would be the same ones."""
        return self._layout == layout and reading_ways(self._habits) == reading_ways(habits)

    def take(self, seen: Iterable[SeenArticle]) -> None:
        """Take rows that were read at another time: files that are as they were then are not read again."""
        with self._lock:
            self._seen = {one.entry.path: one for one in seen}
            self._order()

    @property
    def seen(self) -> Mapping[PurePosixPath, SeenArticle]:
        """Return what was read of each file at the last look."""
        return self._seen

    @property
    def copies(self) -> tuple[ConflictCopy, ...]:
        """Return the second copies of the last look at the files: they are no articles of their own."""
        return self._copies

    def known(self) -> tuple[ArticleEntry, ...]:
        """Return the rows of the last look at the files, without another one. Cheap."""
        return self.entries() if self._last is None else self._last

    def at_url(self, url: str) -> ArticleEntry | None:
        """Return the article that has an address, in small letters or capitals. Cheap: for every key."""
        self.known()
        return self._by_url.get(url.casefold())

    def entries(self) -> tuple[ArticleEntry, ...]:
        """Return a row for every article there is now, the newest first; reads what changed."""
        with self._lock:
            now = {path: self._row(path) for path in self._layout.files()}
            self._seen = {path: seen for path, seen in now.items() if seen is not None}
            return self._order()

    def _order(self) -> tuple[ArticleEntry, ...]:
        self._copies = find_copies(self._layout.root, self._seen)
        left_out = {copy.path for copy in self._copies}
        entries = [seen.entry for path, seen in self._seen.items() if path not in left_out]
        ordered = tuple(sorted(entries, key=lambda entry: entry.sort_key, reverse=True))
        if self._last is None or ordered != self._last:
            self._last = ordered
            self._by_url = {entry.url.casefold(): entry for entry in ordered}
        return self._last

    def _row(self, path: PurePosixPath) -> SeenArticle | None:
        file = self._layout.root.joinpath(*path.parts)
        try:
            status = file.stat()
            known = self._seen.get(path)
            if known and (known.modified_ns, known.size) == (status.st_mtime_ns, status.st_size):
                return known
            entry = read_entry(self._layout, self._habits, path, file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError:
            entry = ArticleEntry(path, path.stem, problem="This file cannot be read.")
            return SeenArticle(0, 0, entry)
        return SeenArticle(status.st_mtime_ns, status.st_size, entry)


def reading_ways(habits: Habits) -> tuple[object, ...]:
    """Return that part of a site's habits by which an article's row is read."""
    return dict(habits.keys), habits.string_separator


def read_entry(layout: Layout, habits: Habits, path: PurePosixPath, data: bytes) -> ArticleEntry:
    """Read one article's row from its bytes."""
    try:
        article = Article.from_bytes(data, habits=habits, name=str(path))
        return entry_of(layout, article, path)
    except ArticleError as error:
        return ArticleEntry(path, path.stem, problem=error.happened)


def entry_of(layout: Layout, article: Article, path: PurePosixPath) -> ArticleEntry:
    """Return an article's row."""
    fields = article.fields
    in_drafts = layout.drafts is not None and path.is_relative_to(layout.drafts)
    return ArticleEntry(
        path=path,
        title=fields.title or path.stem,
        authors=fields.authors,
        tags=fields.tags,
        date_text=fields.date or "",
        date=article_date(layout, article, path),
        is_draft=fields.is_draft or in_drafts,
        words=sum(map(count_words, article.text.split("\n"))),
        problem=article.problems[0].message if article.problems else article.read_only_reason,
        summary=fields.summary or "",
        url=page_url(layout, article, path),
    )


def by_use(values: Iterable[str]) -> tuple[str, ...]:
    """Return each value once, the most used first, in the spelling that is used most."""
    spellings: dict[str, Counter[str]] = {}
    for value in values:
        spellings.setdefault(value.casefold(), Counter())[value] += 1
    ranked = sorted(spellings.values(), key=lambda counter: -counter.total())
    return tuple(counter.most_common(1)[0][0] for counter in ranked)
