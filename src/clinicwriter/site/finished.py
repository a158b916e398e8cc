"""The part of an export that a site of finished pages needs: the page, the list of articles, the feed."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.rendering import BODY_END, BODY_START, PageContent, render_page

from .addresses import page_url
from .blog_list import LIST_END, LIST_START, ListedArticle, listed_article, renew_list
from .entries import ArticleEntry, entry_of
from .feed import FEED_FILE, FEED_MARK, FeedEntry, feed_xml
from .footer import FOOTER_END, FOOTER_START
from .names import require_path
from .pages import (
    Surroundings,
    date_in_words,
    finished_page,
    full_url,
    is_made_here,
    is_untouched,
    page_path,
    renew_parts,
    stylesheets,
)
from .plan import PlannedFile
from .site import Site

_PUBLISHED_META = re.compile(
    r"(?:published_time|[\"'](?:date|dc\.date)[\"'])[^>]*content=[\"'](\d{4})-(\d\d)-(\d\d)"
)


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

    def shared_files(self) -> tuple[PlannedFile, ...]:
        """Return the files that belong to all articles together: the blog page and the feed."""
        feed = self._feed()
        return (self._list(), feed) if feed else (self._list(),)

    # -- the article's own page ----------------------------------------------------------------

    def _own_page(self) -> list[PlannedFile]:
        relative = page_path(self._layout, self._article, self._path)
        file = require_path(self._layout.root, relative)
        before = _read(file)
        if self._entry.is_draft:
            return self._removed(file, relative, before, "the article is a draft now") if before else []
        page = finished_page(self._after, self._article, self._entry)
        if before is None:
            return [PlannedFile(file, relative, None, page.encode(), "page", "New page")]
        there = before.decode("utf-8", "replace")
        if not is_untouched(there):
            self.notes.append(
                f"{relative} was changed by hand: only its text and its footer are renewed, the rest stays."
            )
            page = renew_parts(_plain_ends(there), page, ((BODY_START, BODY_END), (FOOTER_START, FOOTER_END)))
        after = _with_ends_of(before, page)
        sentence = "Page · already up to date" if before == after else "Page · made anew from the article"
        return [PlannedFile(file, relative, before, after, "page", sentence)]

    def _old_page(self) -> list[PlannedFile]:
        """Return the page at the address that the article had before, to be taken away."""
        if self._old is None:
            return []
        relative = page_path(self._layout, self._old, self._path)
        if relative == page_path(self._layout, self._article, self._path):
            return []
        file = require_path(self._layout.root, relative)
        before = _read(file)
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
        before = _read(file)
        if before is None:
            return []
        if _plain_ends(before.decode("utf-8", "replace")) != finished_page(self._before, article, entry):
            self.notes.append(
                f"{relative} keeps its list of related articles until “{entry.title}” is exported."
            )
            return []
        after = _with_ends_of(before, finished_page(self._after, article, entry))
        return [PlannedFile(file, relative, before, after, "page", "Page · its related articles renewed")]

    # -- the blog page -------------------------------------------------------------------------

    def _list(self) -> PlannedFile:
        relative = self._layout.pages / "index.html"
        file = require_path(self._layout.root, relative)
        before = _read(file)
        lines = [_line(entry) for entry in self._after.published]
        there = before.decode("utf-8", "replace") if before is not None else self._new_blog_page()
        after = renew_list(there, lines, self._is_ours, self._day_of)
        if after is None:
            self.notes.append(
                f"{relative} has no list of articles that Clinic Writer knows: add the article there "
                f"by hand, or put “{LIST_START}” and “{LIST_END}” where the list belongs."
            )
            after = there
        # A page that is no UTF-8 text would come back changed: it is left alone.
        data = after.encode() if before is None or there.encode() == before else before
        sentence = "New blog page" if before is None else "Blog page · its list of articles renewed"
        sentence = "Blog page · already up to date" if data == before else sentence
        return PlannedFile(file, relative, before, data, "list", sentence)

    def _is_ours(self, href: str) -> bool:
        """Say whether a line of the list is ours: its page is an article's, now or until this export."""
        # The line of an article that cannot be read just now stays as it is.
        entries = [entry for entry in self._site.articles() if not entry.problem]
        names = {posixpath.basename(entry.url) for entry in entries}
        if self._old is not None:
            names.add(page_path(self._layout, self._old, self._path).name)
        return href in names

    def _day_of(self, href: str) -> date | None:
        folder = self._layout.root.joinpath(*self._layout.pages.parts)
        page = (_read(folder / href) or b"") if re.fullmatch(r"[^/\\:]+", href) else b""
        found = _PUBLISHED_META.search(page.decode("utf-8", "replace"))
        try:
            return date(*(int(part) for part in found.groups())) if found else None
        except ValueError:
            return None

    def _new_blog_page(self) -> str:
        name = self._layout.pages.name.replace("-", " ").capitalize()
        up = posixpath.relpath(".", self._layout.pages.as_posix())
        content = PageContent(
            title=name,
            authors=(),
            date_text="",
            tags=(),
            summary="",
            breadcrumb=(("Home", f"{up}/index.html"), (name, "")),
            body_html=f'<ul class="posts">\n  {LIST_START}\n  {LIST_END}\n</ul>',
            footer_html="",
            related=(),
            stylesheets=stylesheets(self._layout),
            language=self._after.language,
            url=full_url(self._after, f"/{self._layout.pages}/index.html"),
            image="",
            image_alt="",
            site_name=self._site.name,
        )
        return render_page(content, template_folder=self._layout.templates)

    # -- the feed ------------------------------------------------------------------------------

    def _feed(self) -> PlannedFile | None:
        relative = PurePosixPath(FEED_FILE)
        file = require_path(self._layout.root, relative)
        before = _read(file)
        if not full_url(self._after, "/"):
            self.notes.append("There is no feed, because the clinic's web address is not known.")
            return None
        if before is not None and FEED_MARK.encode() not in before:
            self.notes.append(f"{relative} was not made by Clinic Writer and is left as it is.")
            return None
        entries = [_feed_entry(self._after, entry) for entry in self._after.published]
        after = _with_ends_of(before, feed_xml(self._site.name, full_url(self._after, "/"), entries))
        sentence = "Feed · already up to date" if before == after else "Feed · renewed"
        return PlannedFile(file, relative, before, after, "feed", "New feed" if before is None else sentence)


def _article_of(site: Site, base: bytes | None, path: PurePosixPath) -> Article | None:
    if base is None:
        return None
    try:
        return site.article_from_bytes(base, path)
    except ArticleError:
        return None


def _shown(related: tuple[ArticleEntry, ...]) -> list[tuple[str, str]]:
    return [(entry.title, entry.url) for entry in related]


def _line(entry: ArticleEntry) -> ListedArticle:
    href = posixpath.basename(entry.url)
    return listed_article(
        href, entry.title, entry.authors, entry.date, date_in_words(entry.date), entry.summary
    )


def _feed_entry(around: Surroundings, entry: ArticleEntry) -> FeedEntry:
    return FeedEntry(full_url(around, entry.url), entry.title, entry.authors, entry.date, entry.summary)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _with_ends_of(before: bytes | None, text: str) -> bytes:
    """Return a page with the line ends of the file that is there: some tools turn them over."""
    plain = _plain_ends(text)
    return (plain.replace("\n", "\r\n") if before is not None and b"\r\n" in before else plain).encode()
