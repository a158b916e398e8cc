"""What one row of the list says about an article or a draft, and how rows are found and ordered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicwriter.site.library import fold


class RowState(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    ON_SITE = "on site"
    EDITED = "edited"
    HIDDEN = "hidden"
    PAGE = "page"
    """A page of the site without an article: it was made by hand."""
    COPY = "copy"
    """A second copy of an article, left by a sync program."""

    @property
    def is_article(self) -> bool:
        """Say whether it is an article or a draft, and not something that lies beside them."""
        return self not in (RowState.PAGE, RowState.COPY)

    @property
    def words(self) -> str:
        """Say the state as the list does."""
        return _WORDS[self]

    @property
    def colour_role(self) -> str:
        """Name the colour of the state's dot."""
        return _COLOURS[self]


_WORDS = {
    RowState.DRAFT: "Draft",
    RowState.ON_SITE: "On the site",
    RowState.EDITED: "Edited since export",
    RowState.HIDDEN: "On the site as a draft",
    RowState.PAGE: "Page made by hand",
    RowState.COPY: "Copy by a sync program",
}
_COLOURS = {
    RowState.DRAFT: "line_strong",
    RowState.ON_SITE: "good",
    RowState.EDITED: "warning",
    RowState.HIDDEN: "line_strong",
    RowState.PAGE: "line",
    RowState.COPY: "warning",
}


class RowFilter(StrEnum):
    """Which articles the list shows."""

    ALL = "All"
    DRAFTS = "Drafts"
    ON_SITE = "On site"

    def takes(self, state: RowState) -> bool:
        """Say whether a row of this state is shown."""
        if self is RowFilter.ALL:
            return True
        is_draft = state in (RowState.DRAFT, RowState.HIDDEN)
        return is_draft if self is RowFilter.DRAFTS else not is_draft


class RowOrder(StrEnum):
    """How the list is sorted."""

    NEWEST = "Newest first"
    OLDEST = "Oldest first"
    TITLE = "By title"
    LONGEST = "Longest first"

    def sort(self, rows: Iterable[LibraryRow]) -> list[LibraryRow]:
        """Return the rows in this order; those without a date stand last, pages made by hand below all."""
        return sorted(self._sorted(rows), key=lambda row: row.state is RowState.PAGE)

    def _sorted(self, rows: Iterable[LibraryRow]) -> list[LibraryRow]:
        by_title = sorted(rows, key=lambda row: row.title.casefold())
        if self is RowOrder.TITLE:
            return by_title
        if self is RowOrder.LONGEST:
            return sorted(by_title, key=lambda row: -row.words)
        dated = [row for row in by_title if row.day]
        if self is RowOrder.NEWEST:
            # Of one day, what was written last stands first; the rest stands by title.
            dated.sort(key=lambda row: (row.day or date.min, row.kept_at), reverse=True)
        else:
            dated.sort(key=lambda row: (row.day or date.min, row.kept_at))
        return dated + [row for row in by_title if not row.day]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One article or draft. ``key`` is what the window knows it by; ``kept_at`` is in unix seconds."""

    key: str
    title: str
    state: RowState
    day: date | None = None
    words: int = 0
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    problem: str = ""
    kept_at: float = 0.0
    path: str = ""
    """Where the site's index has its words, "" where it has none: a draft's own are searched."""

    @property
    def shown_title(self) -> str:
        """Return the title, or words for one that is missing."""
        return self.title.strip() or "Article without a title"

    @property
    def folded_details(self) -> str:
        """Return title, tags and authors as a search compares them."""
        return fold("\n".join((self.title, *self.tags, *self.authors)))

    @property
    def length(self) -> str:
        """Say how long the text is: ``1,240 words``; "" where it is not known."""
        return f"{self.words:,} {'word' if self.words == 1 else 'words'}" if self.words else ""

    def line(self, today: date) -> str:
        """Return the small second line: state and day."""
        parts = [self.state.words]
        if self.day:
            parts.append(day_near(self.day, today))
        if self.problem:
            parts.append(self.problem)
        return " · ".join(parts)


def day_near(day: date, today: date) -> str:
    """Write a day as people say it: today, yesterday, ``4 Nov 2026``."""
    distance = (today - day).days
    if distance in (0, 1):
        return ("today", "yesterday")[distance]
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
