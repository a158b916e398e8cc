"""Which articles of a site belong together: those that share tags, told quickly in a site of thousands."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

from .entries import ArticleEntry

MOST_RELATED = 3


class Relations:
    """The published articles by tag. Made once for a set of articles and never changed."""

    def __init__(self, published: Iterable[ArticleEntry]) -> None:
        self._entries = sorted(published, key=lambda entry: entry.sort_key)
        self._keys = [entry.sort_key for entry in self._entries]
        self._by_tag: dict[str, list[int]] = {}
        for place, entry in enumerate(self._entries):
            for tag in tags_of(entry):
                self._by_tag.setdefault(tag, []).append(place)

    def of(self, entry: ArticleEntry) -> tuple[ArticleEntry, ...]:
        """Return up to three articles that share a tag with one, the most shared tags first.

        Older ones come before newer ones, so that a page that has its three is left alone by every
        article that is written later. Never the article itself.
        """
        lists = [self._by_tag[tag] for tag in tags_of(entry) if tag in self._by_tag]
        here = bisect_left(self._keys, entry.sort_key)
        older = self._older(lists, here, entry)
        newer = self._newer(lists, here, entry) if len(older) < MOST_RELATED else []
        return tuple(self._entries[place] for place in (older + newer)[:MOST_RELATED])

    def sharing(self, *entries: ArticleEntry) -> Iterator[ArticleEntry]:
        """Yield the articles that share a tag with any of these, each once."""
        tags = {tag for entry in entries for tag in tags_of(entry)}
        for place in sorted({place for tag in tags for place in self._by_tag.get(tag, ())}):
            yield self._entries[place]

    def _older(self, lists: list[list[int]], here: int, entry: ArticleEntry) -> list[int]:
        """Return the best older ones; the search ends with three that share every tag."""
        found: list[tuple[int, int]] = []
        parts = [places[: bisect_left(places, here)][::-1] for places in lists]
        full = 0
        for place, same in groupby(heapq.merge(*parts, reverse=True)):
            if self._entries[place].path == entry.path:
                continue
            shared = sum(1 for _ in same)
            found.append((-shared, -place))
            full += shared == len(lists)
            if full == MOST_RELATED:
                break
        return [-place for _, place in heapq.nsmallest(MOST_RELATED, found)]

    def _newer(self, lists: list[list[int]], here: int, entry: ArticleEntry) -> list[int]:
        parts = [places[bisect_left(places, here) :] for places in lists]
        newer = (place for place, _ in groupby(heapq.merge(*parts)))
        others = (place for place in newer if self._entries[place].path != entry.path)
        return [place for place, _ in zip(others, range(MOST_RELATED), strict=False)]


def tags_of(entry: ArticleEntry) -> frozenset[str]:
    """Return an article's tags for comparing: the letters' case does not count."""
    return frozenset(tag.casefold() for tag in entry.tags)
