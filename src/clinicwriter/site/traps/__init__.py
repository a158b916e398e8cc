"""What a site would do to an article that nobody meant, told before it does, with a way out in place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import PurePosixPath

from clinicwriter.article import Article
from clinicwriter.site.site import Site

from .details import new_draft
from .finding import Severity, SiteFinding
from .scene import Scene
from .table import TRAPS

__all__ = ["Severity", "SiteFinding", "find_traps", "new_draft"]

_ORDER = list(Severity)


def find_traps(
    site: Site,
    article: Article,
    path: PurePosixPath | None,
    *,
    today: date,
    pictures: Collection[str] = (),
) -> tuple[SiteFinding, ...]:
    """Return what the site would do to this article, the worst first.

    ``path`` is the article's place in the site, ``None`` for a new one. ``pictures`` are references to
    pictures that come into the site with the next export. Reads no article but this one.
    """
    if article.is_read_only:
        return ()
    scene = Scene(site, article, path, today, frozenset(pictures))
    found = [finding for trap in TRAPS if site.kind in trap.kinds for finding in trap.find(scene)]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
