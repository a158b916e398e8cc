"""Joining an article with the second copy that a sync program left beside it; the copy goes to the trash.

It holds nothing that changes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError
from clinicwriter.safekeeping import ChangedElsewhereError, Choice, read_file
from clinicwriter.site import Site
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.questions import Answer, Question, Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.settling import Changer, Contested, without_base
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace, article_id

STAYS = "The copy stays where it is. You can join both texts later"
TEXT = (
    "A sync program made it because the article was changed in two places at the same time. You choose "
    "what to keep wherever both differ; then the copy goes to the trash. The site changes when you export."
)
SAME_TEXT = "Both say the same. The copy can go to the trash, from where it can be brought back."


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """A second copy as it was read, and the article that it belongs to."""

    site: Site
    path: PurePosixPath
    original: PurePosixPath
    data: bytes
    article: Article
    title: str
    is_same: bool


class ConflictCopies(QObject):
    """Show second copies as what they are, and join them with their articles."""

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        keeper: Keeper,
        operations: Operations,
        questions: Questions,
    ) -> None:
        super().__init__(operations)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._operations = operations
        self._questions = questions
        operations.copy_wished.connect(self.open)

    def open(self, path: PurePosixPath) -> None:
        """Say what the copy is, and offer to join it with its article."""
        site = self._workspace.site
        if site is not None:
            here = self._workspace.site_ticket()
            self._work.run("Reading both texts", lambda: self._read(site, path), self._offer, while_=here)

    def _read(self, site: Site, path: PurePosixPath) -> SecondCopy | None:
        original = next((copy.original for copy in site.conflict_copies() if copy.path == path), None)
        if original is None:
            return None
        data = site.read_bytes(path)
        article, mine = site.article_from_bytes(data, path), self._workspace.read_from_site(site, original)
        is_same = article.to_bytes() == mine.article.to_bytes()
        title = mine.article.fields.title or original.stem
        return SecondCopy(site, path, original, data, article, title, is_same)

    def _offer(self, copy: SecondCopy | None) -> None:
        if copy is None:
            self._operations.refresh()
            return
        verb = "Move it to the trash" if copy.is_same else "Join both texts"
        answers = (Answer("leave", "Leave it"), Answer("join", verb, is_primary=True))
        question = Question(
            f"This is a second copy of “{copy.title}”.", SAME_TEXT if copy.is_same else TEXT, answers
        )
        here = self._workspace.site_ticket()
        if self._questions.ask(question) != "join" or not here.holds:
            return
        if self._is_open(copy):
            self._join(copy)
        else:
            self._operations.open_row(f"{SITE_KEY}{copy.original}", lambda: self._join(copy))

    def _is_open(self, copy: SecondCopy) -> bool:
        is_site = self._workspace.site is copy.site
        return is_site and self._session.is_open and self._session.origin.site_path == copy.original

    def _join(self, copy: SecondCopy) -> None:
        """Ask about each place that differs; then keep both texts as versions before anything changes."""
        if not self._is_open(copy):
            return
        article, sides = self._session.article_ticket(), without_base(self._session.article, copy.article)
        choices: tuple[Choice, ...] | None = ()
        if sides.contested:
            choices = self._questions.settle(sides.title, sides.contested, by=Changer.SYNCING)
        if choices is None or not article.holds or not self._is_open(copy):
            self._tell_later()
            return
        name = article_id(self._session.origin, self._workspace.root)
        mine, versions = self._session.article.to_bytes(), self._workspace.versions

        def keep() -> None:
            versions.keep(name, copy.data, "The second copy, before joining", time.time())
            versions.keep(name, mine, "My text, before joining", time.time())

        self._work.write(
            "Keeping both texts",
            keep,
            lambda _none: self._use(copy, sides.contested, choices),
            while_=article,
            too_late=self._tell_later,
        )

    def _tell_later(self) -> None:
        self.said.emit(STAYS)

    def _use(self, copy: SecondCopy, contested: Sequence[Contested], choices: Sequence[Choice]) -> None:
        """Put the joined text in place, with what was typed meanwhile; then put the copy away."""
        if not self._is_open(copy):
            self._tell_later()
            return
        sides = without_base(self._session.article, copy.article)
        if sides.contested != contested:
            self._join(copy)  # typed in the very place that was asked about
            return
        try:
            joined = sides.article(choices)
            if joined.to_bytes() != self._session.article.to_bytes():
                self._session.replace_article(joined, "Join the second copy")
        except ArticleError as error:
            self._questions.tell(message_for(error))
            return
        if self._keeper.keep_and_wait():
            self._put_away(copy)
        else:
            self._tell_later()

    def _put_away(self, copy: SecondCopy) -> None:
        file, trash = copy.site.root / copy.path, self._workspace.trash

        def put_away() -> tuple[LibraryRow, ...]:
            if read_file(file) != copy.data:
                raise ChangedElsewhereError.of(file, kept="It stays where it is, and nothing is lost.")
            trash.put_file(file, f"{copy.title} (second copy)")
            return self._workspace.gather_rows(copy.site)

        def done(rows: tuple[LibraryRow, ...]) -> None:
            self._workspace.take_rows(rows, copy.site)
            self.said.emit("Both texts are joined. The copy lies in the trash")

        self._work.write("Moving the copy to the trash", put_away, done, while_=ALWAYS)
