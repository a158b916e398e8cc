"""The files that belong to all articles of a finished site together, as they are after a change."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path, PurePosixPath

from clinicwriter.site.entries import ArticleEntry
from clinicwriter.site.names import require_path
from clinicwriter.site.pages import (
    Surroundings,
    date_in_words,
    full_url,
    is_untouched,
    renew_parts,
    seal_page,
    unsealed,
)
from clinicwriter.site.plan import PlannedFile, counted, read_planned, with_ends_of

from .feed import FEED_FILE, FEED_MARK, FeedEntry, feed_xml
from .habits import (
    BLOG_PAGE,
    LINKS_END,
    LINKS_START,
    LIST_END,
    LIST_START,
    SITEMAP_FILE,
    TAGS_PAGE,
    has_marks,
    is_list_name,
)
from .listing import ListedArticle, listed_article, renew_list, words
from .making import ListPage, has_place_for_links, links_of, list_page, section_name, with_links
from .paging import ListPart, list_parts
from .sitemap import SITEMAP_MARK, SitemapEntry, hand_made_pages, renew_sitemap, sitemap_xml
from .tags import Tag, key_of

_PUBLISHED_META = re.compile(
    r"(?:published_time|[\"'](?:date|dc\.date)[\"'])[^>]*content=[\"'](\d{4})-(\d\d)-(\d\d)"
)


class BlogFiles:
    """The blog pages, tag pages, feed and sitemap of one change (state that changes: notes gather).

    ``is_ours`` says whether a page of this name is, or was until this change, an article of ours.
    With ``is_whole`` every page is looked at, not those alone that the change reaches.
    """

    def __init__(
        self,
        site_name: str,
        before: Surroundings,
        after: Surroundings,
        is_ours: Callable[[str], bool],
        *,
        is_whole: bool = False,
    ) -> None:
        self.notes: list[str] = []
        self._site_name = site_name
        self._before = before
        self._after = after
        self._layout = after.layout
        self._blog = after.layout.blog
        self._is_ours = is_ours
        self._is_whole = is_whole
        self._blog_page = ""

    def files(self) -> tuple[PlannedFile, ...]:
        """Return each file as it will be; one that stays as it is may be among them."""
        parts = list_parts(self._after.published, self._blog.page_length)
        found: list[PlannedFile | None] = [self._first_page(parts[0]), *self._older_pages(parts[1:])]
        found += self._tag_pages()
        found += [self._feed(), self._sitemap(parts)]
        return tuple(file for file in found if file is not None)

    # -- the blog page and the older ones ------------------------------------------------------

    def _first_page(self, part: ListPart) -> PlannedFile:
        relative, file, before = self._place(BLOG_PAGE)
        page = self._page_of(part)
        there = before.decode("utf-8", "replace") if before is not None else list_page(self._after, page)
        has_place = has_place_for_links(there)
        last = "" if has_place else links_of(self._after, page, is_item=True)
        after = renew_list(there, self._lines(part.articles), self._is_line_of_ours, self._day_of, last)
        if after is None:
            self.notes.append(
                f"{relative} has no list of articles that Clinic Writer knows: add the article there "
                f"by hand, or put “{LIST_START}” and “{LIST_END}” where the list belongs."
            )
            after = there
        elif has_place:
            after = with_links(after, links_of(self._after, page))
        if is_untouched(there):
            after = seal_page(unsealed(after))
        self._blog_page = after
        # A page that is no UTF-8 text would come back changed: it is left alone.
        data = after.encode() if before is None or there.encode() == before else before
        sentence = "New blog page" if before is None else "Blog page · its list of articles renewed"
        sentence = "Blog page · already up to date" if data == before else sentence
        return PlannedFile(file, relative, before, data, "list", sentence)

    def _older_pages(self, parts: Iterable[ListPart]) -> list[PlannedFile | None]:
        old = {part.name: part for part in list_parts(self._before.published, self._blog.page_length)}
        there = self._names("page-*.html")
        found: list[PlannedFile | None] = []
        for part in parts:
            if self._is_whole or part.name not in there or old.get(part.name) != part:
                words_of_it = f"Blog page {part.number} · older articles"
                found.append(self._list_page(self._page_of(part), words_of_it))
        kept = {part.name for part in parts}
        return found + [self._removed(name, "not needed any more") for name in sorted(there - kept)]

    def _page_of(self, part: ListPart) -> ListPage:
        name = section_name(self._after)
        return ListPage(
            part.name,
            f"{name}, older articles {part.number}" if part.number else name,
            [line.item for line in self._lines(part.articles)] if part.number else [],
            ((name, BLOG_PAGE),) if part.number else (),
            part.newer,
            part.older,
            self._blog.has_tag_pages,
        )

    # -- tags ----------------------------------------------------------------------------------

    def _tag_pages(self) -> list[PlannedFile | None]:
        tags = self._after.tags.all if self._blog.has_tag_pages else ()
        there = self._names("tag-*.html")
        reached = self._reached_tags()
        found: list[PlannedFile | None] = [
            self._list_page(
                self._page_of_tag(tag), f"Tag “{tag.name}” · {counted(len(tag.articles), 'article')}"
            )
            for tag in tags
            if self._is_whole or tag.key in reached or tag.file not in there
        ]
        stale = there - {tag.file for tag in tags}
        found += [self._removed(name, "no article has this tag any more") for name in sorted(stale)]
        if self._blog.has_tag_pages:
            found.append(self._list_page(self._page_of_tags(tags), "All tags"))
        elif TAGS_PAGE in self._names(TAGS_PAGE):
            found.append(self._removed(TAGS_PAGE, "the site has no tag pages any more"))
        return found

    def _reached_tags(self) -> set[str]:
        """Return the tags of every article whose line on a page changes."""
        old = {entry.path: entry for entry in self._before.published}
        new = {entry.path: entry for entry in self._after.published}
        changed = [path for path in old.keys() | new.keys() if old.get(path) != new.get(path)]
        entries = [entry for path in changed for entry in (old.get(path), new.get(path)) if entry is not None]
        return {key_of(tag) for entry in entries for tag in entry.tags}

    def _page_of_tag(self, tag: Tag) -> ListPage:
        crumbs = ((section_name(self._after), BLOG_PAGE), ("Tags", TAGS_PAGE))
        return ListPage(tag.file, tag.name, [line.item for line in self._lines(tag.articles)], crumbs)

    def _page_of_tags(self, tags: Iterable[Tag]) -> ListPage:
        items = [
            f'<li><a href="{tag.file}">{words(tag.name)}</a> '
            f'<span class="byline">{counted(len(tag.articles), "article")}</span></li>'
            for tag in tags
        ]
        return ListPage(TAGS_PAGE, "Tags", items, ((section_name(self._after), BLOG_PAGE),))

    # -- pages of ours -------------------------------------------------------------------------

    def _list_page(self, page: ListPage, sentence: str) -> PlannedFile | None:
        """Return a page of ours; where somebody changed it, its list and links alone are renewed."""
        relative, file, before = self._place(page.name)
        fresh = list_page(self._after, page, self._blog_page)
        if before is None:
            return PlannedFile(file, relative, None, fresh.encode(), "list", f"{sentence} · new page")
        there = before.decode("utf-8", "replace")
        if LIST_START not in there or there.encode() != before:
            self.notes.append(f"{relative} was made by somebody else and stays as it is.")
            return None
        if not is_untouched(there):
            parts = ((LIST_START, LIST_END), (LINKS_START, LINKS_END))
            fresh = renew_parts(there.replace("\r\n", "\n"), fresh, parts)
        return PlannedFile(file, relative, before, with_ends_of(before, fresh), "list", sentence)

    def _removed(self, name: str, why: str) -> PlannedFile | None:
        relative, file, before = self._place(name)
        if before is None or not is_untouched(before.decode("utf-8", "replace")):
            return None
        return PlannedFile(file, relative, before, None, "list", f"Page of a list · taken away: {why}")

    def _place(self, name: str) -> tuple[PurePosixPath, Path, bytes | None]:
        relative = self._layout.pages / name
        file = require_path(self._layout.root, relative)
        return relative, file, read_planned(file)

    def _names(self, pattern: str) -> set[str]:
        folder = self._layout.root.joinpath(*self._layout.pages.parts)
        found = {file.name for file in folder.glob(pattern)} if folder.is_dir() else set()
        return {name for name in found if is_list_name(name) and not self._is_ours(name)}

    def _lines(self, entries: Iterable[ArticleEntry]) -> list[ListedArticle]:
        return [
            listed_article(
                posixpath.basename(entry.url),
                entry.title,
                entry.authors,
                entry.date,
                date_in_words(entry.date),
                entry.summary,
                self._layout.templates,
            )
            for entry in entries
        ]

    def _is_line_of_ours(self, href: str) -> bool:
        """Say whether a line of a list may go: not where it leads to a page that somebody made by hand."""
        if self._is_ours(href) or not is_list_name(href):
            return self._is_ours(href)
        file = self._layout.root.joinpath(*self._layout.pages.parts, href)
        return not file.is_file() or has_marks(file)

    def _day_of(self, href: str) -> date | None:
        folder = self._layout.root.joinpath(*self._layout.pages.parts)
        page = (read_planned(folder / href) or b"") if re.fullmatch(r"[^/\\:]+", href) else b""
        found = _PUBLISHED_META.search(page.decode("utf-8", "replace"))
        try:
            return date(*(int(part) for part in found.groups())) if found else None
        except ValueError:
            return None

    # -- for machines --------------------------------------------------------------------------

    def _feed(self) -> PlannedFile | None:
        if not self._blog.has_feed:
            return None
        relative = PurePosixPath(FEED_FILE)
        file = require_path(self._layout.root, relative)
        before = read_planned(file)
        home = full_url(self._after, "/")
        if not home:
            self.notes.append("There is no feed, because the clinic's web address is not known.")
            return None
        if before is not None and FEED_MARK.encode() not in before:
            self.notes.append(f"{relative} was not made by Clinic Writer and is left as it is.")
            return None
        entries = [self._feed_entry(entry) for entry in self._after.published]
        text = feed_xml(self._site_name, home, entries, self._layout.templates)
        after = with_ends_of(before, text)
        sentence = "Feed · already up to date" if before == after else "Feed · renewed"
        return PlannedFile(file, relative, before, after, "feed", "New feed" if before is None else sentence)

    def _feed_entry(self, entry: ArticleEntry) -> FeedEntry:
        url = full_url(self._after, entry.url)
        return FeedEntry(url, entry.title, entry.authors, entry.date, entry.summary)

    def _sitemap(self, parts: Iterable[ListPart]) -> PlannedFile | None:
        if not self._blog.has_sitemap:
            return None
        if not full_url(self._after, "/"):
            self.notes.append("There is no sitemap, because the clinic's web address is not known.")
            return None
        relative = PurePosixPath(SITEMAP_FILE)
        file = require_path(self._layout.root, relative)
        before = read_planned(file)
        there = before.decode("utf-8", "replace") if before is not None else ""
        entries = self._sitemap_entries(parts, with_others=before is None or SITEMAP_MARK in there)
        templates = self._layout.templates
        text = (
            renew_sitemap(there, entries, templates)
            if before is not None
            else sitemap_xml(entries, templates)
        )
        if text is None or (before is not None and there.encode() != before):
            self.notes.append(f"{relative} is no sitemap that Clinic Writer can add to: it stays as it is.")
            return None
        after = with_ends_of(before, text)
        sentence = "Sitemap · already up to date" if before == after else "Sitemap · renewed"
        return PlannedFile(
            file, relative, before, after, "sitemap", "New sitemap" if before is None else sentence
        )

    def _sitemap_entries(self, parts: Iterable[ListPart], *, with_others: bool) -> list[SitemapEntry]:
        """Return the pages in their order; the other pages of the site only where the sitemap is ours."""
        others = list(hand_made_pages(self._layout.root)) if with_others else []
        urls = ["/" if name == "index.html" else f"/{name}" for name in others]
        folder = self._layout.pages
        urls += [f"/{folder}/{part.name}" for part in parts]
        if self._blog.has_tag_pages:
            names = [TAGS_PAGE, *(tag.file for tag in self._after.tags.all)]
            urls += [f"/{folder}/{name}" for name in names]
        entries = [SitemapEntry(full_url(self._after, url)) for url in urls]
        return entries + [
            SitemapEntry(full_url(self._after, entry.url), entry.date) for entry in self._after.published
        ]
