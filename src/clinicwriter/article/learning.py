"""Learning a site's habits from its articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .habits import Habits

if TYPE_CHECKING:
    from .article import Article


def learn_habits(articles: Iterable[Article]) -> Habits:
    """Return the habits that most of these articles show."""
    return Habits()
