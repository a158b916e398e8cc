"""The part of an export that a site of finished pages needs: the page, and every place that mentions it."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.rendering import BODY_END, BODY_START

from .addresses import page_url
from .blog.files import BlogFiles
from .entries import ArticleEntry, entry_of
from .footer import FOOTER_END, FOOTER_START
from .frames import is_frame
from .names import require_path
from .pages import (
    Surroundings,
    finished_page,
    is_made_here,
    is_untouched,
    page_path,
    renew_parts,
)
from .plan import PlannedFile, read_planned, with_ends_of
from .site import Site


class FinishedPages:
    """The pages of one export (state that changes: notes gather)."""

    def __init__(
        self,
        site: Site,
        article: Article,
        path: PurePosixPath,
        base: bytes | None,
        around: Surroundings | None = None,
    ) -> None:
        self.notes: list[str] = []
        self._site = site
        self._layout = site.layout
        self._article = article
        self._path = path
        self._entry = entry_of(site.layout, article, path)
        self._old = _article_of(site, base, path)
        self._before = site.surroundings()
        self._after = around or self._before.with_article(self._entry)

    def files(self) -> list[PlannedFile]:
        """Return the files that this kind of site has besides the article and its pictures."""
        return [*self._own_page(), *self._old_page(), *self.mentions()]

    def mentions(self) -> list[PlannedFile]:
        """Return the files that mention the article: pages of related ones, the blog page, the feed."""
        return [*self._pages_of_relatives(), *self.shared_files()]

    def shared_files(self, *, is_whole: bool = False) -> tuple[PlannedFile, ...]:
        """Return the files that belong to all articles together; all are looked at where ``is_whole``."""
        # The line of an article that cannot be read just now stays as it is.
        names = {posixpath.basename(entry.url) for entry in self._site.articles() if not entry.problem}
        if self._old is not None:
            names.add(page_path(self._layout, self._old, self._path).name)
        shared = BlogFiles(self._site.name, self._before, self._after, names.__contains__, is_whole=is_whole)
        files = shared.files()
        self.notes += shared.notes
        return files

    # -- the article's own page ----------------------------------------------------------------

    def _own_page(self) -> list[PlannedFile]:
        relative = page_path(self._layout, self._article, self._path)
        file = require_path(self._layout.root, relative)
        before = read_planned(file)
        if self._entry.is_draft:
            return self._removed(file, relative, before, "the article is a draft now") if before else []
        page = finished_page(self._after, self._article, self._entry)
        if before is None:
            return [PlannedFile(file, relative, None, page.encode(), "page", "New page")]
        there = before.decode("utf-8", "replace")
        if not is_made_here(there):
            # The planner refuses this page unless somebody agreed.
            return [self._taken_page(file, relative, before)]
        if not is_untouched(there):
            self.notes.append(
                f"{relative} was changed by hand: only its text and its footer are renewed, the rest stays."
            )
            page = renew_parts(_plain_ends(there), page, ((BODY_START, BODY_END), (FOOTER_START, FOOTER_END)))
        after = with_ends_of(before, page)
        sentence = "Page · already up to date" if before == after else "Page · made anew from the article"
        return [PlannedFile(file, relative, before, after, "page", sentence)]

    def _taken_page(self, file: Path, relative: PurePosixPath, before: bytes) -> PlannedFile:
        """Return a page that was made by hand with the article in the place of its own; the rest stays."""
        there = _plain_ends(before.decode("utf-8", "replace"))
        around = replace(self._after, frame=there) if is_frame(there) else self._after
        page = with_ends_of(before, finished_page(around, self._article, self._entry))
        kept = "its head, menu and footer stay" if is_frame(there) else "made anew"
        sentence = f"Page · made by hand until now: {kept}"
        return PlannedFile(file, relative, before, page, "page", sentence)

    def _old_page(self) -> list[PlannedFile]:
        """Return the page at the address that the article had before, to be taken away."""
        if self._old is None:
            return []
        relative = page_path(self._layout, self._old, self._path)
        if relative == page_path(self._layout, self._article, self._path):
            return []
        file = require_path(self._layout.root, relative)
        before = read_planned(file)
        if before is None or not is_made_here(before.decode("utf-8", "replace")):
            return []
        address = page_url(self._layout, self._article, self._path)
        self.notes.append(f"The page moves to {address}: links to the old address will not work any more.")
        return self._removed(file, relative, before, "the article has another web address now")

    def _removed(self, file: Path, relative: PurePosixPath, before: bytes, why: str) -> list[PlannedFile]:
        if not is_made_here(before.decode("utf-8", "replace")):
            return []
        return [PlannedFile(file, relative, before, None, "page", f"Page · taken away, because {why}")]

    # -- the pages that mention it -------------------------------------------------------------

    def _pages_of_relatives(self) -> list[PlannedFile]:
        """Return the pages of other articles whose list of related articles changes by this export."""
        changed = []
        before = [entry for entry in self._before.published if entry.path == self._path]
        for entry in self._after.relations.sharing(self._entry, *before):
            old, new = self._before.relations.of(entry), self._after.relations.of(entry)
            if entry.path != self._path and _shown(old) != _shown(new):
                changed += self._relative_page(entry)
        return changed

    def _relative_page(self, entry: ArticleEntry) -> list[PlannedFile]:
        try:
            article = self._site.read_article(entry.path)
        except ArticleError:
            return []
        relative = page_path(self._layout, article, entry.path)
        file = require_path(self._layout.root, relative)
        before = read_planned(file)
        if before is None:
            return []
        if _plain_ends(before.decode("utf-8", "replace")) != finished_page(self._before, article, entry):
            self.notes.append(
                f"{relative} keeps its list of related articles until “{entry.title}” is exported."
            )
            return []
        after = with_ends_of(before, finished_page(self._after, article, entry))
        return [PlannedFile(file, relative, before, after, "page", "Page · its related articles renewed")]


def _article_of(site: Site, base: bytes | None, path: PurePosixPath) -> Article | None:
    if base is None:
        return None
    try:
        return site.article_from_bytes(base, path)
    except ArticleError:
        return None


def _shown(related: tuple[ArticleEntry, ...]) -> list[tuple[str, str]]:
    return [(entry.title, entry.url) for entry in related]


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")
