"""Marking the open article as reviewed, as one step of its details that can be undone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import ArticleError
from clinicwriter.checks import read_review, with_review
from clinicwriter.ui.checks.review_dialog import ReviewDialog, ReviewWishes
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.window import Window
from clinicwriter.ui.workspace import Workspace


class Reviewing(QObject):
    """Ask who reviewed the article, and write it into its details."""

    said = Signal(str)

    def __init__(self, window: Window, session: Session, workspace: Workspace, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._questions = questions
        session.article_opened.connect(self._offer)
        self._offer()
        window.book.connect({"article.reviewed": self.ask})

    @property
    def _can_mark(self) -> bool:
        return self._session.is_open and not self._session.details.is_read_only

    def _offer(self) -> None:
        self._window.book.enable(("article.reviewed",), self._can_mark)

    def ask(self) -> None:
        """Open the dialog."""
        if not self._can_mark:
            return
        site = self._workspace.site
        people = site.known_authors() if site is not None else ()
        review = read_review(self._session.article)
        dialog = ReviewDialog(review, people, date.today(), self._window)
        here = self._session.article_ticket()
        dialog.accepted.connect(here.only(lambda: self.mark(dialog.wishes)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def mark(self, wishes: ReviewWishes) -> None:
        """Write a review into the details."""
        if not self._can_mark:
            return
        try:
            article = with_review(self._session.article, wishes.who, wishes.on, wishes.due)
        except ArticleError as error:
            self._questions.tell(message_for(error))
            return
        self._session.replace_article(article, "Mark as reviewed")
        self.said.emit(f"Marked as reviewed by {wishes.who}. Undo takes it back")
