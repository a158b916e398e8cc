"""The finished pages that go with a change of many articles: each page, the blog list and the feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.rendering import TemplateError
from clinicwriter.safekeeping import SaveError
from clinicwriter.site.entries import ArticleEntry
from clinicwriter.site.errors import ExportError
from clinicwriter.site.finished import FinishedPages
from clinicwriter.site.footer import FOOTER_END, FOOTER_START, footer_html
from clinicwriter.site.frames import FRAME_MARK
from clinicwriter.site.names import require_path
from clinicwriter.site.pages import (
    Surroundings,
    finished_page,
    is_untouched,
    page_path,
    renew_parts,
    seal_page,
    unsealed,
)
from clinicwriter.site.plan import PlannedFile
from clinicwriter.site.site import Site

from .index import IsWanted


@dataclass(slots=True)
class PlannedPages:
    """The pages of a change of many (state that changes: they gather), by their article."""

    files: dict[PurePosixPath, PlannedFile] = field(default_factory=dict)
    others: tuple[PlannedFile, ...] = ()
    kept_by_hand: list[str] = field(default_factory=list)

    @property
    def notes(self) -> tuple[str, ...]:
        """Say which pages stay as somebody made them."""
        if not self.kept_by_hand:
            return ()
        names = ", ".join(self.kept_by_hand[:3]) + (" and others" if len(self.kept_by_hand) > 3 else "")
        return (f"Changed by hand, and left until each is exported: {names}.",)

    def take(self, path: PurePosixPath, file: Path, relative: PurePosixPath, after: str, words: str) -> None:
        """Plan a page, with the line ends that it has."""
        before = file.read_bytes()
        plain = after.replace("\r\n", "\n")
        data = (plain.replace("\n", "\r\n") if b"\r\n" in before else plain).encode()
        if data != before:
            self.files[path] = PlannedFile(file, relative, before, data, "page", words)


def pages_with_footer(
    site: Site, changed: Mapping[PurePosixPath, Article], is_wanted: IsWanted
) -> PlannedPages:
    """Return every article's page with the clinic's footer of now between its marks, and nothing else new."""
    pages = PlannedPages()
    footer = footer_html(site.clinic)
    for entry in site.articles():
        if not is_wanted():
            raise ExportError("The change of many articles was stopped.")
        article = changed.get(entry.path) or article_or_none(site, entry)
        page = page_there(site, article, entry) if article is not None else None
        if page is None:
            continue
        file, relative, there = page
        if FOOTER_START not in there:
            continue
        inner = unsealed(there) if is_untouched(there) else there
        new = renew_parts(inner.replace("\r\n", "\n"), footer, ((FOOTER_START, FOOTER_END),))
        after = seal_page(new, is_framed=FRAME_MARK in there) if is_untouched(there) else new
        pages.take(entry.path, file, relative, after, "Page · its footer renewed")
    return pages


def pages_after_change(
    site: Site, changed: Mapping[PurePosixPath, Article], entries: Mapping[PurePosixPath, ArticleEntry]
) -> PlannedPages:
    """Return all that changes on a site of finished pages when these articles do, related articles too."""
    pages = PlannedPages()
    now = tuple(entries.get(entry.path, entry) for entry in site.articles())
    before = site.surroundings()
    around = Surroundings.of(site.layout, site.clinic, before.language, now)
    try:
        for entry in around.published:
            _renew_page(site, around, entry, changed, before, pages)
        path, article = next(iter(changed.items()))
        pages.others = FinishedPages(site, article, path, None, around).shared_files()
    except TemplateError as error:
        raise ExportError(error.happened, next_step=error.next_step, details=error.details) from error
    return pages


def _renew_page(
    site: Site,
    around: Surroundings,
    entry: ArticleEntry,
    changed: Mapping[PurePosixPath, Article],
    before: Surroundings,
    pages: PlannedPages,
) -> None:
    is_changed = entry.path in changed
    if not is_changed and before.relations.of(entry) == around.relations.of(entry):
        return
    article = changed.get(entry.path) or article_or_none(site, entry)
    page = page_there(site, article, entry) if article is not None else None
    if article is None or page is None:
        return
    file, relative, there = page
    if not is_untouched(there):
        pages.kept_by_hand.append(str(relative))
        return
    words = "Page · made anew from the article" if is_changed else "Page · its related articles renewed"
    pages.take(entry.path, file, relative, finished_page(around, article, entry), words)


def article_or_none(site: Site, entry: ArticleEntry) -> Article | None:
    """Read an article; ``None`` where it cannot be read."""
    try:
        return site.read_article(entry.path)
    except (ArticleError, SaveError):
        return None


def page_there(site: Site, article: Article, entry: ArticleEntry) -> tuple[Path, PurePosixPath, str] | None:
    """Return an article's page as it is now; ``None`` where there is none, or it is no UTF-8 text."""
    relative = page_path(site.layout, article, entry.path)
    file = require_path(site.root, relative)
    try:
        return file, relative, file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
