"""What a check of an article against its site finds: a sentence, a place, and often a way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from clinicwriter.article import Article, Role

Place = tuple[int, int, int]
"""A place in the article's text: line and column, both from 0, and a length in characters."""

Fix = Callable[[Article], Article]


class Severity(StrEnum):
    """How bad it would be."""

    BREAKS = "breaks"
    """The site cannot be built, or the article or a part of it is lost."""
    WARNING = "warning"
    """The article appears otherwise than meant."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class SiteFinding:
    """One thing that the site would do. ``where`` is a detail, a place in the text, or nothing."""

    id: str
    severity: Severity
    message: str
    fix_label: str = ""
    where: Role | Place | None = None
    fix: Fix | None = field(default=None, compare=False, repr=False)

    @property
    def can_fix(self) -> bool:
        """Say whether the article can be mended in place."""
        return self.fix is not None

    def apply(self, article: Article) -> Article:
        """Return the article mended; the same one where there is nothing to mend.

        Raises ``ArticleError`` where the detail is locked.
        """
        return self.fix(article) if self.fix is not None else article
