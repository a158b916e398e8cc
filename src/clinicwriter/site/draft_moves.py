"""Drafts that are drafts by their folder: publishing one moves its file, and taking it back does too."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from clinicwriter.article import Article, Role, slugify

from .addresses import article_date, file_slug, name_date
from .names import require_path, same_name_beside
from .plan import PlannedFile
from .site import Site


def draft_target(
    site: Site, article: Article, path: PurePosixPath, *, is_published: bool, today: date
) -> PurePosixPath | None:
    """Return where an article moves to become published or a draft; ``None`` where it stays.

    Only kinds of site with a folder for drafts move articles; the others have a mark in the details.
    """
    drafts = site.layout.drafts
    if drafts is None:
        return None
    is_in_drafts = path.is_relative_to(drafts)
    if is_published and is_in_drafts:
        said = (article.fields.slug or "").strip("/").rpartition("/")[2]
        slug = slugify(said) if said else file_slug(site.kind, path)
        plain = article.with_field(Role.SLUG, slug) if said else article  # an address may hold folders
        place = site.article_path(plain, today=name_date(site.layout, path) or today)
        name = f"{place.stem[:11]}{slug}" if site.layout.has_dated_names else slug
        return place.with_name(name + path.suffix)
    if not is_published and not is_in_drafts:
        has_own_date = article_date(site.layout, article, None) is not None
        is_dated = name_date(site.layout, path) is not None and not has_own_date
        return drafts / (path.name if is_dated else f"{file_slug(site.kind, path)}{path.suffix}")
    return None


def moved_files(site: Site, planned: PlannedFile, target: PurePosixPath) -> tuple[PlannedFile, ...] | None:
    """Return the article's file at its new place, and its old place empty; ``None`` where it is taken."""
    file = require_path(site.root, target)
    if same_name_beside(file) is not None:
        return None
    return (
        PlannedFile(
            file, target, None, planned.after, "article", f"Article · moves here from {planned.relative}"
        ),
        PlannedFile(
            planned.path, planned.relative, planned.before, None, "article", f"Article · moves to {target}"
        ),
    )
