"""A finished page that has no article behind it becomes one: a draft, with what was not kept told."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.importing import ImportedPage, ImportingError, import_page
from clinicwriter.safekeeping import SaveError, new_draft_id, read_file
from clinicwriter.site import Site, SiteError, SiteKind
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.questions import Message, Questions
from clinicwriter.ui.session import FieldValue, WorkingCopy
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace, draft_id_for

MOST_FOOTERS_READ = 20
"""Pages made by hand whose footers are looked at: an old site may have thousands."""
_NAMED_FROM_PAGE = re.compile(r"\]\(\s*<?(?![a-z][a-z0-9+.-]*:|[/#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageArticle:
    """What came of a page: an article of the site by its key, or a draft and what to say about it."""

    key: str = ""
    copy: WorkingCopy | None = None
    message: Message | None = None


class WebPages(QObject):
    """Open finished pages as articles. It holds nothing that changes."""

    said = Signal(str)

    def __init__(
        self, workspace: Workspace, work: Work, operations: Operations, questions: Questions
    ) -> None:
        super().__init__(operations)
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._questions = questions
        operations.page_wished.connect(self.open)

    def open(self, file: Path) -> None:
        """Open the article of a page, or make one from it; the page itself stays as it is."""
        site = self._workspace.site
        if site is None:
            self._questions.tell(
                Message("The page cannot be opened yet.", "Choose your site first (Site > Choose your site).")
            )
            return
        self._work.write(
            "Reading the page",
            lambda: self._read(site, file),
            self._show,
            while_=self._operations.wish() & self._workspace.site_ticket(),
            too_late=self._operations.refresh,  # a draft was made of it
        )

    def _read(self, site: Site, file: Path) -> PageArticle:
        path = _place_in(site, file)
        if path is not None and (entry_path := _article_of(site, path)):
            return PageArticle(key=f"{SITE_KEY}{entry_path}")
        draft_id = draft_id_for(site.root, path) if path is not None else new_draft_id()
        if any(draft.draft_id == draft_id for draft in self._workspace.drafts.drafts()):
            return PageArticle(copy=self._workspace.read_draft(draft_id, site))
        page = import_page(read_file(file))
        if not page.text.strip():
            raise SiteError(
                f"No article was found on the page {file.name}.",
                kept="The page stays as it is.",
                next_step="Copy its text in a browser, and paste it into a new article.",
            )
        copy = WorkingCopy(draft_id, article_of_page(site, page, file.stem))
        self._workspace.drafts.keep(self._workspace.draft_of(copy, 0, site))
        return PageArticle(copy=copy, message=_message(site, page, file, path))

    def _show(self, found: PageArticle) -> None:
        if found.key:
            self._operations.open_row(found.key)
        elif found.copy is not None and self._operations.take_copy(found.copy):
            if found.message is not None:
                self._questions.tell(found.message)
            self._operations.refresh()


def article_of_page(site: Site, page: ImportedPage, slug: str) -> Article:
    """Return the article that a page is, as the site's own authors would have begun it."""
    details: tuple[tuple[Role, FieldValue], ...] = (
        (Role.TITLE, page.title or slug.replace("-", " ").capitalize()),
        (Role.AUTHORS, page.authors),
        (Role.DATE, date.fromisoformat(page.date) if page.date else None),
        (Role.TAGS, page.tags),
        (Role.SUMMARY, page.summary),
        (Role.SLUG, slug),
    )
    article = site.new_article(today=date.today())
    for role, value in details:
        with suppress(ArticleError):
            article = article.with_field(role, value or None)
    return article.with_text(page.text)


def page_footers(site: Site) -> tuple[str, ...]:
    """Return the clinic's footers on pages that were made by hand. Reads files: not for a window's thread."""
    footers: list[str] = []
    for page in site.loose_pages()[-MOST_FOOTERS_READ:]:
        with suppress(SaveError, ImportingError):
            footers.append(import_page(read_file(site.root / page.path)).footer)
    return tuple(filter(None, footers))


def _place_in(site: Site, file: Path) -> PurePosixPath | None:
    inside = file.is_relative_to(site.root)
    return PurePosixPath(file.relative_to(site.root).as_posix()) if inside else None


def _article_of(site: Site, page: PurePosixPath) -> PurePosixPath | None:
    """Return the article that makes a page; ``None`` where none does."""
    if site.kind is not SiteKind.FINISHED or page.parent != site.layout.pages:
        return None
    entries = site.articles()
    return next((entry.path for entry in entries if PurePosixPath(entry.url).name == page.name), None)


def _message(site: Site, page: ImportedPage, file: Path, path: PurePosixPath | None) -> Message:
    """Say what was told apart and what could not be kept."""
    parts = [
        word
        for word, is_there in (
            ("title", page.title),
            ("author", page.authors),
            ("date", page.date),
            ("tags", page.tags),
            ("summary", page.summary),
        )
        if is_there
    ]
    notes = [f"Taken from the page besides its text: {', '.join(parts) or 'nothing'}."]
    if page.footer:
        notes.append("Its footer is left out: an export puts the clinic's own in.")
    if page.related:
        count = len(page.related)
        links = "1 link" if count == 1 else f"{count} links"
        notes.append(f"Its list of related articles ({links}) is left out: the tags make it from now on.")
    notes += page.notes
    if (path is None or path.parent != site.layout.pages) and _NAMED_FROM_PAGE.search(page.text):
        notes.append("Pictures and links that it names from its own folder have to be put in again.")
    if not page.date:
        notes.append("It says no date. Choose one in the details.")
    title = f"“{page.title or file.name}” is a draft now."
    return Message(title, "The page itself stays as it is until you export.\n\n" + "\n".join(notes))
