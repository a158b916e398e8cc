"""Planning to take an article off the site: its file, its page, and every place that mentions it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.rendering import TemplateError

from .entries import ArticleEntry, entry_of
from .errors import ExportError
from .finished import FinishedPages
from .kinds import SiteKind
from .names import require_path
from .pages import is_made_here, page_path
from .plan import ExportPlan, PlannedFile
from .planning import require_folder, require_writable
from .reading_faults import reading_for_plan
from .site import Site

MOST_NAMED = 4
"""Pages with a link to the article that the plan names."""


@reading_for_plan()
def plan_removal(site: Site, path: PurePosixPath) -> ExportPlan:
    """Return what taking this article off the site will change; its pictures stay.

    For a site with a generator that is the article's file alone: its pages follow when it is made afresh.
    Raises ``ExportError`` where the article is not there or may not be taken away.
    """
    require_folder(site.root)
    file = require_path(site.root, path)
    if not file.is_file():
        raise ExportError(
            f"The article's file {path} is not in the site any more.",
            next_step="It was moved or deleted outside Clinic Writer. There is nothing to remove.",
        )
    data = site.read_bytes(path)
    article = site.article_from_bytes(data, path)
    files = [PlannedFile(file, path, data, None, "article", "Article · taken off the site")]
    notes = ["The article's file goes to the trash too, and can be brought back from there."]
    if site.kind is SiteKind.FINISHED:
        more, said = _finished_files(site, article, path, data)
        files += more
        notes += said
    else:
        notes.append("Visitors see its page until the site is made afresh.")
    if article.fields.image or "![" in article.text:
        notes.append("Its pictures stay in the site: another article may show them.")
    require_writable(site.root, files)
    return ExportPlan(tuple(files), path, article, tuple(dict.fromkeys(notes)))


def _finished_files(
    site: Site, article: Article, path: PurePosixPath, data: bytes
) -> tuple[list[PlannedFile], list[str]]:
    """Return the page and what mentions it: as if the article was hidden, as a draft is."""
    hidden = replace(entry_of(site.layout, article, path), is_draft=True)
    around = site.surroundings().with_article(hidden)
    pages = FinishedPages(site, article, path, data, around)
    files, notes = _own_page(site, article, path)
    try:
        files += pages.mentions()
    except (ArticleError, TemplateError) as error:
        raise ExportError(error.happened, next_step=error.next_step) from error
    return files, [*notes, *pages.notes]


def _own_page(site: Site, article: Article, path: PurePosixPath) -> tuple[list[PlannedFile], list[str]]:
    relative = page_path(site.layout, article, path)
    file = require_path(site.root, relative)
    if not file.is_file():
        return [], []
    others = [f"“{entry.title}”" for entry in site.articles() if _has_same_page(entry, site, article, path)]
    if others:
        return [], [f"{relative} stays: it is the page of {others[0]} too."]
    before = file.read_bytes()
    if not is_made_here(before.decode("utf-8", "replace")):
        return [], [f"{relative} was made by somebody else and stays as it is."]
    return [PlannedFile(file, relative, before, None, "page", "Page · taken off the site")], [
        f"Links to {site.page_url(article, path)} will not work any more.",
        *_links_note(site, path, relative.name),
    ]


def _has_same_page(entry: ArticleEntry, site: Site, article: Article, path: PurePosixPath) -> bool:
    is_shown = not entry.is_draft and entry.path != path
    return is_shown and entry.url == site.page_url(article, path)


def _links_note(site: Site, path: PurePosixPath, page: str) -> list[str]:
    """Tell which articles and hand-made pages link to a page: nobody else would notice."""
    sign = re.compile(rb"(?<![\w-])" + re.escape(page.encode()))
    names = [
        f"“{entry.title}”"
        for entry in site.articles()
        if entry.path != path and sign.search(site.root.joinpath(*entry.path.parts).read_bytes())
    ]
    names += [file.name for file in sorted(site.root.glob("*.html")) if sign.search(file.read_bytes())]
    if not names:
        return []
    shown = ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
    return [f"These link to it; take the links out there: {shown}."]
