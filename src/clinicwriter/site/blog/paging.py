"""A long list of articles in several pages, so that a page which is full stays as it is.

The older pages are numbered from the oldest on and always full; the blog page itself has the newest articles,
fewer than two pages of them. So a new article changes the blog page alone, and once in a while one more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinicwriter.site.entries import ArticleEntry

from .habits import BLOG_PAGE, page_name


@dataclass(frozen=True, slots=True)
class ListPart:
    """The articles on one page of the list, the newest first, and the pages before and after; "" for none."""

    name: str
    number: int
    articles: tuple[ArticleEntry, ...]
    newer: str = ""
    older: str = ""


def list_parts(published: Sequence[ArticleEntry], length: int) -> tuple[ListPart, ...]:
    """Return the pages of a list, the blog page first; ``published`` has the newest article first.

    ``length`` is the number of articles on an older page, 0 for all of them on the blog page.
    """
    count = max(0, len(published) // length - 1) if length else 0
    newest = len(published) - count * length
    parts = [ListPart(BLOG_PAGE, 0, tuple(published[:newest]), older=page_name(count) if count else "")]
    for number in range(count, 0, -1):
        end = len(published) - (number - 1) * length
        parts.append(
            ListPart(
                page_name(number),
                number,
                tuple(published[end - length : end]),
                newer=page_name(number + 1) if number < count else BLOG_PAGE,
                older=page_name(number - 1) if number > 1 else "",
            )
        )
    return tuple(parts)
