"""The tags of a site's published articles: each in its usual spelling, with the file of its page."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from clinicwriter.article import slugify
from clinicwriter.site.entries import ArticleEntry


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its usual spelling, the name of its page's file, its articles, the newest first."""

    key: str
    name: str
    file: str
    articles: tuple[ArticleEntry, ...]


class SiteTags:
    """The tags of these articles. Made once for a set of articles and never changed."""

    def __init__(self, published: Iterable[ArticleEntry]) -> None:
        spellings: dict[str, Counter[str]] = {}
        articles: dict[str, dict[object, ArticleEntry]] = {}
        for entry in published:
            for tag in entry.tags:
                spellings.setdefault(key_of(tag), Counter())[tag] += 1
                articles.setdefault(key_of(tag), {})[entry.path] = entry
        slugs = Counter(slugify(key) for key in spellings)
        self._tags = {
            key: Tag(
                key,
                spellings[key].most_common(1)[0][0],
                _file_of(key, is_alone=slugs[slugify(key)] == 1),
                tuple(articles[key].values()),
            )
            for key in sorted(spellings)
        }

    @property
    def all(self) -> tuple[Tag, ...]:
        """Return every tag in the order of the alphabet."""
        return tuple(self._tags.values())

    def of(self, entry_tags: Iterable[str]) -> tuple[Tag, ...]:
        """Return the tags of one article in its own order; one that no published article has is left out."""
        keys = dict.fromkeys(key_of(tag) for tag in entry_tags)
        return tuple(self._tags[key] for key in keys if key in self._tags)


def key_of(tag: str) -> str:
    """Return a tag for comparing: the letters' case does not count."""
    return tag.casefold()


def _file_of(key: str, *, is_alone: bool) -> str:
    """Return the file of a tag's page; two that would share one ("C++" and "C#") get a sign of their own."""
    own = "" if is_alone else "-" + hashlib.sha256(key.encode()).hexdigest()[:4]
    return f"tag-{slugify(key)}{own}.html"
