"""Articles whose file has to move: out of the drafts, or to another name where that decides something."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from clinicwriter.article import Article, Role, slugify

from .addresses import article_date, file_slug
from .draft_moves import draft_target
from .kinds import SiteKind
from .plan import MoveOffer
from .site import Site
from .sources import DATED_NAME

_NAMED_BY_FILE = frozenset({SiteKind.ELEVENTY, SiteKind.HEXO})
"""Kinds whose articles have their web address from their file's name, whatever ``slug`` says."""
_BESIDE = re.compile(r"!?\[[^\]\n]*\]\(\s*<?(?![a-z][a-z0-9+.-]*:|[/#{])", re.IGNORECASE)


def offered_move(site: Site, article: Article, path: PurePosixPath, today: date) -> MoveOffer | None:
    """Return the move without which the site does not show this article; ``None`` where it does."""
    if not article.fields.is_draft and (target := _published(site, article, path, today)):
        return MoveOffer(
            target,
            "This article lies among the site's drafts. Publish it?",
            f"Its status is Published, but the site shows it only once its file moves to {target}.",
            "Publish it",
            "Leave it among the drafts",
        )
    if target := _with_date(site, article, path, today):
        return MoveOffer(
            target,
            "The site does not publish this article yet.",
            f"It publishes only files whose name begins with a date. The file can become {target.name}.",
            "Rename the file",
            "Leave it as it is",
        )
    if target := _out_of_bundle(site, article, path):
        return MoveOffer(
            target,
            "The site makes no page of this article.",
            f"Its file lies in the folder of another article. It can move out of there, to {target}.",
            "Move the file",
            "Leave it where it is",
        )
    return None


def _published(site: Site, article: Article, path: PurePosixPath, today: date) -> PurePosixPath | None:
    return draft_target(site, article, path, is_published=True, today=today)


def _with_date(site: Site, article: Article, path: PurePosixPath, today: date) -> PurePosixPath | None:
    drafts = site.layout.drafts
    is_elsewhere = site.kind is not SiteKind.JEKYLL or (drafts is not None and path.is_relative_to(drafts))
    if is_elsewhere or DATED_NAME.fullmatch(path.stem):
        return None
    day = article_date(site.layout, article, path) or today
    return path.with_name(f"{day.isoformat()}-{slugify(path.stem)}{path.suffix}")


def _out_of_bundle(site: Site, article: Article, path: PurePosixPath) -> PurePosixPath | None:
    """Return the place beside the folder; none where the text names pictures in it, which would be lost."""
    if site.kind is not SiteKind.HUGO or path.stem in ("index", "_index") or _BESIDE.search(article.text):
        return None
    folder = site.root.joinpath(*path.parent.parts)
    return path.parent.parent / path.name if (folder / "index.md").is_file() else None


def is_named_by_file(site: Site, article: Article, before: Article | None) -> bool:
    """Say whether the file's name decides the address of this article, and a web address in it nothing."""
    if site.kind not in _NAMED_BY_FILE or "permalink" in article.extra:
        return False
    # A site whose articles said one before has a use for it that we do not know.
    return before is None or not before.fields.slug


def renamed_target(
    site: Site, article: Article, path: PurePosixPath, before: Article | None
) -> PurePosixPath | None:
    """Return the place of an article whose web address was changed, where its file's name decides that."""
    said = (article.fields.slug or "").strip().strip("/")
    if not said or not is_named_by_file(site, article, before) or file_slug(site.kind, path) == said:
        return None
    if path.stem == "index":
        return None  # its pictures lie beside it
    dated = DATED_NAME.fullmatch(path.stem)
    start = path.stem[: len(path.stem) - len(dated.group(4))] if dated else ""
    return path.with_name(f"{start}{slugify(said)}{path.suffix}")


def without_address(article: Article) -> Article:
    """Return the article without a web address of its own: its file's name says it."""
    return article.with_field(Role.SLUG, None)
