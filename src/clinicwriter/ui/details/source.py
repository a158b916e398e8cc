"""What the form asks the site about: the tags and authors it uses, addresses, and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from clinicwriter.article import Article


class DetailsSource(Protocol):
    """Answer what the form wants to know about the open article's site. All answers are quick."""

    def tags(self) -> Sequence[str]:
        """Return the site's tags, most used first."""

    def authors(self) -> Sequence[str]:
        """Return the site's authors, most used first."""

    def web_address(self, article: Article) -> tuple[str, str, str]:
        """Return what stands before the address's own part, that part, and what stands after it."""

    def address_problem(self, slug: str) -> str:
        """Say in words why this address cannot be used, or nothing."""

    def address_left(self, article: Article) -> str:
        """Return the address that the page has now where the next export would move it, or nothing."""

    def name_date(self) -> date | None:
        """Return the day that an article without a date has from its file's name."""

    def picture_file(self, reference: str) -> Path | None:
        """Return the file of a picture that the details name."""


class NoSource:
    """Know of no site: a file that was opened from anywhere."""

    def tags(self) -> Sequence[str]:
        """Return nothing."""
        return ()

    def authors(self) -> Sequence[str]:
        """Return nothing."""
        return ()

    def web_address(self, article: Article) -> tuple[str, str, str]:
        """Return what the article itself says."""
        return "", article.fields.slug or "", ""

    def address_problem(self, slug: str) -> str:  # noqa: ARG002
        """Find nothing wrong."""
        return ""

    def address_left(self, article: Article) -> str:  # noqa: ARG002
        """Know of no page."""
        return ""

    def name_date(self) -> date | None:
        """Read no date in a name."""
        return None

    def picture_file(self, reference: str) -> Path | None:  # noqa: ARG002
        """Find no picture."""
        return None
