"""What is checked: an article, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from clinicwriter.article import Article
from clinicwriter.site import Site

_NONE: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Subject:
    """An article to check.

    ``site`` is ``None`` for a file alone, ``path`` for an article that is new to its site. ``pictures`` are
    the files that come in with the next export, by how the text names them. ``known_as`` tells a new article
    from others.
    """

    article: Article
    today: date
    site: Site | None = None
    path: PurePosixPath | None = None
    pictures: Mapping[str, Path] = field(default_factory=lambda: _NONE)
    known_as: str = ""

    @property
    def named_day(self) -> date | None:
        """Return the day that the file's name says, which counts where the article says none."""
        return self.site.name_date(self.path) if self.site is not None else None

    @property
    def name(self) -> str:
        """Return what knows the article again in the list of ignored findings: its place in the site."""
        return str(self.path) if self.path is not None else self.known_as or self.article.name
