"""Going through the articles of a site for a change of many: each file as it will be, or why it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import SaveError
from clinicwriter.site.entries import ArticleEntry
from clinicwriter.site.errors import ExportError, SiteError
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.names import require_path
from clinicwriter.site.pages import page_path
from clinicwriter.site.plan import PlannedFile
from clinicwriter.site.site import Site

from .index import IsWanted, Progress
from .plans import LeftArticle

Change = Callable[[ArticleEntry, Article], Article]
"""Returns the article as it will be: the same one where it stays. Raises ``ArticleError``."""


@dataclass(slots=True)
class Survey:
    """What was found so far (state that changes): the articles' planned files, and those left alone."""

    files: dict[PurePosixPath, PlannedFile] = field(default_factory=dict)
    articles: dict[PurePosixPath, Article] = field(default_factory=dict)
    left: list[LeftArticle] = field(default_factory=list)
    same_page: list[LeftArticle] = field(default_factory=list)
    """Those of ``left`` whose page another article has too."""

    def leave(self, entry: ArticleEntry, reason: str) -> None:
        """Note an article that stays as it is."""
        self.left.append(LeftArticle(entry.path, entry.title, reason))


def survey(
    site: Site,
    entries: Iterable[ArticleEntry],
    change: Change,
    sentence: str,
    progress: Progress | None,
    is_wanted: IsWanted,
) -> Survey:
    """Read these articles and change each in memory; nothing is written.

    Raises ``ExportError`` where it was stopped: half a plan is none.
    """
    found = Survey()
    asked = tuple(entries)
    for number, entry in enumerate(asked, 1):
        if not is_wanted():
            raise ExportError("The change of many articles was stopped.")
        try:
            _survey_one(site, entry, change, sentence, found)
        except (ArticleError, SaveError, SiteError, ExportError) as error:
            found.leave(entry, _reason(error))
        if progress is not None:
            progress(number, len(asked))
    if site.kind is SiteKind.FINISHED:
        _leave_same_pages(site, asked, found)
    return found


def _leave_same_pages(site: Site, entries: Iterable[ArticleEntry], found: Survey) -> None:
    """Leave each article out whose page is that of an article before it: one file is not made twice."""
    owners: dict[PurePosixPath, ArticleEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.path):
        article = found.articles.get(entry.path)
        if article is None or entry.is_draft:
            continue
        page = page_path(site.layout, article, entry.path)
        owner = owners.setdefault(page, entry)
        if owner is not entry:
            found.leave(entry, f"It has the same page as “{owner.title}”: {page}. Give one another address.")
            found.same_page.append(found.left[-1])
            del found.articles[entry.path], found.files[entry.path]


def _survey_one(site: Site, entry: ArticleEntry, change: Change, sentence: str, found: Survey) -> None:
    file = require_path(site.root, entry.path)
    before = site.read_bytes(entry.path)
    article = site.article_from_bytes(before, entry.path)
    if article.is_read_only:
        found.leave(entry, article.read_only_reason)
        return
    changed = change(entry, article)
    after = changed.to_bytes()
    if after == before:
        return
    found.articles[entry.path] = changed
    found.files[entry.path] = PlannedFile(file, entry.path, before, after, "article", sentence)


def _reason(error: ClinicWriterError) -> str:
    return error.happened


def grouped(
    found: Survey, pages: Mapping[PurePosixPath, PlannedFile], others: Iterable[PlannedFile] = ()
) -> tuple[tuple[PlannedFile, ...], ...]:
    """Return the files in groups: each article with its page, pages without an article's change, the rest.

    Each page is there once, though two articles may have the same one.
    """
    owners: dict[PurePosixPath, PurePosixPath] = {}
    for path in sorted(pages, key=lambda path: (path not in found.files, path)):
        owners.setdefault(pages[path].relative, path)
    once = {path: pages[path] for path in owners.values()}
    groups = [(file, once[path]) if path in once else (file,) for path, file in sorted(found.files.items())]
    groups += [(page,) for path, page in sorted(once.items()) if path not in found.files]
    rest = tuple(file for file in others if file.is_change)
    return (*groups, rest) if rest else tuple(groups)
