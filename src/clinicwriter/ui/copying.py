"""Saving a copy of an article where somebody wishes: by itself, and where the disk refused the real thing."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article
from clinicwriter.safekeeping import write_file
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import STAY, Answer, Question, Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.statusbar import StatusBar
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Outcome, Work, attempt

KEPT_HERE = "Your text is kept in Clinic Writer."
NOT_KEPT = "Your text is still in the window."

_RESERVED = re.compile(r"(?i)con|prn|aux|nul|(?:com|lpt)\d")
"""Names that Windows keeps for itself."""


class Copies(QObject):
    """Write copies; offer one where something could not be saved."""

    said = Signal(str)

    def __init__(self, session: Session, work: Work, questions: Questions, documents: Path) -> None:
        super().__init__(session)
        self._session = session
        self._work = work
        self._questions = questions
        self._documents = documents

    def save_open(self) -> None:
        """Write the open article, as it is now, where somebody wishes."""
        if self._session.is_open:
            self.save(self._session.article)

    def save(self, article: Article) -> None:
        """Write an article where somebody wishes."""
        path = self._choose(article)
        if path is None:
            return
        data = article.to_bytes()
        self._work.write(
            "Saving a copy",
            lambda: write_file(path, data),
            lambda _none: self.said.emit(f"Copy saved: {path.name}"),
            lambda outcome: self.offer(outcome, article, is_kept=True),
            while_=ALWAYS,
        )

    def save_and_wait(self) -> bool:
        """Write the open article where somebody wishes before going on; say whether it lies there."""
        article = self._session.article
        path = self._choose(article)
        if path is None:
            return False
        outcome = attempt(lambda: write_file(path, article.to_bytes()))
        if outcome.error is None:
            return True
        self._questions.tell(message_for(outcome.error, outcome.trace))
        return False

    def offer(self, outcome: Outcome, article: Article, *, is_kept: bool) -> None:
        """Say what could not be saved and that the text is there; save a copy where that is wished."""
        message = message_for(outcome.error or OSError(), outcome.trace)
        answers = (Answer(STAY, "Not now"), Answer("copy", "Save a copy…", is_primary=True))
        text = f"{message.text} {KEPT_HERE if is_kept else NOT_KEPT}".strip()
        question = Question(message.title, text, answers, message.details)
        if self._questions.ask(question) == "copy":
            self.save(article)

    def _choose(self, article: Article) -> Path | None:
        name = f"{file_name(article.fields.title)}.md"
        return self._questions.choose_new_file("Save a copy", self._documents / name)


class Unkept(QObject):
    """Offer a copy in the status bar as long as the disk refuses to keep the open article."""

    def __init__(self, bar: StatusBar, keeper: Keeper, session: Session, copies: Copies) -> None:
        super().__init__(bar)
        self._button = bar.rescue
        self._button.clicked.connect(copies.save_open)
        keeper.failed.connect(self._button.show)
        keeper.kept.connect(self._button.hide)
        session.article_opened.connect(self._button.hide)


def file_name(title: str | None) -> str:
    """Return a name for a file of an article of this title that every system allows."""
    allowed = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title or "")
    name = " ".join(allowed.split())[:80].strip() or "Article"
    return f"{name} article" if _RESERVED.fullmatch(name) else name
