"""Another choice of the pages that a finished site has for its articles together, planned as one change."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import PurePosixPath

from clinicwriter.rendering import TemplateError
from clinicwriter.site.blog.files import BlogFiles
from clinicwriter.site.blog.habits import BlogWishes, learn_blog
from clinicwriter.site.errors import ExportError
from clinicwriter.site.pages import Surroundings, finished_page, is_untouched
from clinicwriter.site.plan import PlannedFile, counted
from clinicwriter.site.reading_faults import reading_for_plan
from clinicwriter.site.settings import SETTINGS_FILE, blog_change
from clinicwriter.site.site import Site

from .index import IsWanted, Progress
from .pages import PlannedPages, article_or_none, page_there
from .plans import BulkPlan

LABEL = "The blog's pages"


@reading_for_plan()
def plan_blog_pages(
    site: Site,
    wishes: BlogWishes,
    *,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkPlan:
    """Return what having these pages from now on will write: the settings, the lists, each article's page.

    Reads every article; nothing is written. Raises ``ExportError`` where it was stopped, or a template of
    the clinic's is broken, ``SettingsError`` where the settings are.
    """
    before = site.surroundings()
    blog = learn_blog(site.root, site.layout.pages, wishes)
    after = replace(before, layout=replace(site.layout, blog=blog))
    change = blog_change(site.root, wishes)
    settings = PlannedFile(
        change.path,
        PurePosixPath(SETTINGS_FILE),
        change.before,
        change.after,
        "settings",
        "Settings · remember the choice",
    )
    try:
        pages = _article_pages(site, after, progress, is_wanted)
        names = {posixpath.basename(entry.url) for entry in site.articles() if not entry.problem}
        shared = BlogFiles(site.name, before, after, names.__contains__, is_whole=True)
        lists = shared.files()
    except TemplateError as error:
        raise ExportError(error.happened, next_step=error.next_step, details=error.details) from error
    first = tuple(file for file in (settings, *lists) if file.is_change)
    groups = (*((first,) if first else ()), *((file,) for file in pages.files.values()))
    count = sum(len(group) for group in groups)
    return BulkPlan(
        LABEL,
        f"{LABEL}: {counted(count, 'file')} will change",
        groups,
        notes=(*pages.notes, *dict.fromkeys(shared.notes)),
    )


def _article_pages(
    site: Site, after: Surroundings, progress: Progress | None, is_wanted: IsWanted
) -> PlannedPages:
    """Return each article's page as it is made now; one that somebody changed by hand stays."""
    pages = PlannedPages()
    for number, entry in enumerate(after.published, 1):
        if not is_wanted():
            raise ExportError("The change of the blog's pages was stopped.")
        article = article_or_none(site, entry)
        there = page_there(site, article, entry) if article is not None else None
        if article is not None and there is not None:
            file, relative, text = there
            if is_untouched(text):
                made = finished_page(after, article, entry)
                pages.take(entry.path, file, relative, made, "Page · made anew from the article")
            else:
                pages.kept_by_hand.append(str(relative))
        if progress is not None:
            progress(number, len(after.published))
    return pages
