"""Saving: a version marked on wish, a file from outside any site written in its place, and copies."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article
from clinicwriter.safekeeping import write_file
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import STAY, Answer, Question, Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id


class Saving(QObject):
    """Save on wish; a draft is kept without it."""

    said = Signal(str)

    def __init__(
        self, session: Session, workspace: Workspace, work: Work, keeper: Keeper, questions: Questions
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions

    def save(self) -> None:
        """Keep everything now and mark a version; a file from outside any site is written in its place."""
        if not self._session.is_open:
            return
        self._keeper.keep_now()
        copy = self._session.copy
        name = article_id(copy, self._workspace.root)
        data = copy.article.to_bytes()

        def keep() -> None:
            if copy.outside_path is not None and data != copy.base:
                write_file(copy.outside_path, data, expected=copy.base)
            self._workspace.versions.keep(name, data, "save", time.time())

        def done(_answer: None) -> None:
            is_open = self._session.is_open and self._session.origin.draft_id == copy.draft_id
            if copy.outside_path is not None and is_open:
                self._session.move_origin(site_path=None, outside_path=copy.outside_path, base=data)
            where = f"Saved in {copy.outside_path.name}" if copy.outside_path is not None else ""
            self.said.emit(where or "Everything is kept")

        def offer(outcome: Outcome) -> None:
            self._offer_copy(outcome, copy.article)

        self._work.run("Saving", keep, done, offer, can_stop=False)

    def save_copy(self) -> None:
        """Write the article, as it is now, to a file of somebody's choice."""
        if self._session.is_open:
            self._save_copy(self._session.article)

    def _save_copy(self, article: Article) -> None:
        name = f"{_file_name(article.fields.title)}.md"
        path = self._questions.choose_new_file("Save a copy", self._workspace.places.documents / name)
        if path is not None:
            data = article.to_bytes()
            self._work.run(
                "Saving a copy",
                lambda: write_file(path, data),
                lambda _none: self.said.emit(f"Copy saved: {path.name}"),
                can_stop=False,
            )

    def _offer_copy(self, outcome: Outcome, article: Article) -> None:
        message = message_for(outcome.error or OSError(), outcome.trace)
        answers = (Answer("copy", "Save a copy…", is_primary=True), Answer(STAY, "Not now"))
        text = f"{message.text} Your text is kept in Clinic Writer."
        if self._questions.ask(Question(message.title, text, answers)) == "copy":
            self._save_copy(article)


def _file_name(title: str | None) -> str:
    allowed = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title or "")
    return " ".join(allowed.split())[:80] or "Article"
