"""What people do with one article: rename, copy, take its changes back, throw it away.

It holds nothing that changes. Each deed reads and writes elsewhere.
"""

from __future__ import annotations

import time
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.safekeeping import new_draft_id, read_file
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.questions import Answer, Question, Questions, message_for
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id

BEFORE_DISCARDING = "Before you discarded your changes"


class Deeds(QObject):
    """Carry out what people wish to do with an article."""

    said = Signal(str)
    """Something was done that nobody sees otherwise: a short text for the status bar."""
    removal_wished = Signal(object)
    """An article is to be taken off the site; carries its ``WorkingCopy``."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        keeper: Keeper,
        operations: Operations,
        questions: Questions,
        settings: SettingsFile,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._operations = operations
        self._questions = questions
        self._settings = settings

    def rename(self, key: str = "") -> None:
        """Ask for another title of the open article, or of one of the list, which is opened first."""
        if key:
            self._operations.open_row(key, self.rename)
            return
        if not self._session.is_open:
            return
        here = self._session.article_ticket()
        title = self._questions.ask_text(
            "Rename the article", "Title", self._session.fields.title or "", "Rename"
        )
        if title and here.holds:
            self._set_title(title)

    def _set_title(self, title: str) -> None:
        try:
            self._session.set_field(Role.TITLE, title)
        except ArticleError as error:
            self._questions.tell(message_for(error))

    def duplicate(self, key: str = "") -> None:
        """Begin a new article from the open one, or from one of the list."""
        site = self._workspace.site
        open_copy = self._session.copy if self._session.is_open else None
        if key and key != self._operations.current_key():
            open_copy = None
        elif open_copy is None:
            return
        self._keeper.keep_now()

        def copy() -> WorkingCopy:
            """Keep the copy as a draft at once: it is somebody's work before its first letter."""
            source = open_copy or self._workspace.read(key, site)
            duplicate = WorkingCopy(new_draft_id(), _copied(source.article))
            self._workspace.keep_copy(duplicate, source.draft_id, site)
            return duplicate

        def show(duplicate: WorkingCopy) -> None:
            if self._operations.take_copy(duplicate):
                self._operations.show_rows()
            else:
                self._operations.refresh()

        wanted = self._operations.wish() & self._workspace.folder_ticket()
        self._work.write("Copying the article", copy, show, while_=wanted, too_late=self._operations.refresh)

    def discard_changes(self) -> None:
        """Bring back the text that the site has now; what goes is kept, and Undo brings it again."""
        session = self._session
        path = self._workspace.file_of(session.origin) if session.is_open else None
        if path is None or session.origin.base is None or not session.copy.is_edited:
            return
        origin, mine = session.origin, session.article.to_bytes()
        name = article_id(origin, self._workspace.root)

        def keep_and_read() -> bytes:
            data = read_file(path)
            self._workspace.versions.keep(name, mine, BEFORE_DISCARDING, time.time())
            return data

        def show(data: bytes) -> None:
            session.replace_article(self._workspace.article_from(data, origin), "Discard my changes")
            if session.origin.base != data:
                session.move_origin(site_path=origin.site_path, outside_path=origin.outside_path, base=data)
            self.said.emit("Your changes are taken back. Undo brings them again")

        self._work.run(
            "Reading the article",
            keep_and_read,
            show,
            while_=session.text_ticket() & session.origin_ticket(),
            # What was typed meanwhile is to be kept too.
            too_late=session.article_ticket().only(self.discard_changes),
        )

    # -- throwing away -------------------------------------------------------------------------

    def delete(self, key: str = "") -> None:
        """Put a draft in the trash, after asking; an article of the site is planned to be taken off it."""
        key = key or self._operations.current_key()
        is_known = any(row.key == key for row in self._operations.shown_rows())
        if not key or (key != self._operations.current_key() and not is_known):
            return
        if not self._keeper.keep_and_wait() and not self._operations.may_leave():
            return
        if key == self._operations.current_key() and self._session.copy.is_new:
            self._throw_if_sure(self._session.copy)
            return
        site = self._workspace.site

        def read() -> tuple[WorkingCopy, bool]:
            copy = self._workspace.read(key, site)
            path = site.root / copy.site_path if site and copy.site_path else None
            return copy, path is not None and path.is_file()

        def go_on(answer: tuple[WorkingCopy, bool]) -> None:
            copy, is_on_site = answer
            if is_on_site:
                self.removal_wished.emit(copy)
            else:
                self._throw_if_sure(copy)

        self._work.run("Looking at the article", read, go_on, while_=self._workspace.site_ticket())

    def _throw_if_sure(self, copy: WorkingCopy) -> None:
        """Throw a draft away after asking: put away first, so that nothing typed meanwhile goes with it."""
        site, here = self._workspace.site, self._workspace.site_ticket()
        if not self._is_sure(copy):
            return
        is_open = self._session.is_open and self._session.origin.draft_id == copy.draft_id
        if is_open:
            article = self._session.article_ticket()
            is_kept = self._keeper.keep_and_wait() or self._operations.may_leave()
            if not is_kept or not article.holds:
                return
            copy = self._session.copy
            self._session.close_article()
            self._settings.change(open_article="")
        here &= self._session.article_ticket()

        def throw() -> tuple[LibraryRow, ...]:
            self._workspace.drafts.discard(copy.draft_id)
            return self._workspace.gather_rows(site)

        def done(rows: tuple[LibraryRow, ...]) -> None:
            self._workspace.take_rows(rows, site)
            self.said.emit("Moved to the trash")

        def fail(outcome: Outcome) -> None:
            if is_open and here.holds:
                self._operations.take_copy(copy)
            self._work.error_met.emit(outcome)

        self._work.write("Moving to the trash", throw, done, fail, while_=ALWAYS)

    def _is_sure(self, copy: WorkingCopy) -> bool:
        title = copy.article.fields.title or "Article without a title"
        answers = (Answer("keep", "Keep it"), Answer("trash", "Move to the trash", is_primary=True))
        text = "You can bring it back from the trash."
        return self._questions.ask(Question(f"Move “{title}” to the trash?", text, answers)) == "trash"


def _copied(article: Article) -> Article:
    """Return an article as the beginning of another: without footer and address, and called a copy."""
    article = article.with_footer(None)
    title = f"Copy of {article.fields.title or 'an article'}"
    for role, value in ((Role.TITLE, title), (Role.SLUG, None)):
        with suppress(ArticleError):
            article = article.with_field(role, value)
    return article
