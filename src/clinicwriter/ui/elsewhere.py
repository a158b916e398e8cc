"""Noticing that the open article's file was changed by somebody else, and settling it without loss."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError
from clinicwriter.safekeeping import SaveError, read_file
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.settling import BothSides
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id


class FileNow(Enum):
    """How a file stands against the bytes that the work began from."""

    SAME = auto()
    CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at the open article's place."""

    state: FileNow
    data: bytes = b""


class Elsewhere(QObject):
    """Look after the open article's file whenever the window comes to the front.

    State that changes: whether a look or a question is under way.
    """

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
        self._is_looking = False

    def look(self, then: Callable[[], object] | None = None) -> None:
        """Compare the file with what the work began from, and settle what differs; then do ``then``."""
        path = self.path()
        if path is None or self._is_looking or self._session.origin.base is None:
            if then is not None:
                then()
            return
        self._is_looking = True
        origin = self._session.origin
        base = origin.base

        def done(look: Look) -> None:
            self._settle(origin, look)
            if then is not None:
                then()

        self._work.run("Looking at the file", lambda: compare(path, base), done, self._give_up)

    def path(self) -> Path | None:
        """Return the open article's file."""
        if not self._session.is_open:
            return None
        origin, root = self._session.origin, self._workspace.root
        if origin.outside_path is not None:
            return origin.outside_path
        return root / origin.site_path if root is not None and origin.site_path is not None else None

    def _give_up(self, _outcome: Outcome) -> None:
        self._is_looking = False

    def _settle(self, origin: WorkingCopy, look: Look) -> None:
        try:
            is_same = self._session.is_open and self._session.origin == origin
            if is_same and look.state is FileNow.GONE:
                self._take_gone(origin)
            elif is_same and look.state is FileNow.CHANGED:
                self._take_changed(origin, look.data)
        finally:
            self._is_looking = False

    def _take_gone(self, origin: WorkingCopy) -> None:
        """Keep the text as a draft: its file was deleted or moved by somebody else."""
        self._session.move_origin(site_path=None, outside_path=origin.outside_path, base=None)
        self._keeper.keep_now()
        self.said.emit("The article's file was removed by somebody else. Your text is kept here as a draft")

    def _take_changed(self, origin: WorkingCopy, data: bytes) -> None:
        theirs = self._article(data, origin)
        if not self._session.copy.is_edited:
            self._use(theirs, data, "Changed by somebody else")
            self.said.emit("Somebody else changed this article. Here is the new text")
            return
        sides = BothSides(self._article(origin.base or b"", origin), self._session.article, theirs)
        choices = self._questions.settle(sides.title, sides.contested) if sides.contested else ()
        if choices is None:
            self.said.emit("Somebody else changed this article too. You can join both texts later")
            return
        try:
            joined = sides.article(choices)
        except ArticleError as error:
            self._questions.tell(message_for(error))
            return
        self._keep_versions(theirs)
        self._use(joined, data, "Join the changes")
        self.said.emit("Somebody else changed this article too. Both changes are joined now")

    def _use(self, theirs: Article, data: bytes, label: str) -> None:
        origin = self._session.origin
        self._session.replace_article(theirs, label)
        self._session.move_origin(site_path=origin.site_path, outside_path=origin.outside_path, base=data)
        self._keeper.keep_now()

    def _keep_versions(self, theirs: Article) -> None:
        """Keep both texts as they were before they are joined."""
        workspace, copy = self._workspace, self._session.copy
        name, mine, other = article_id(copy, workspace.root), copy.article.to_bytes(), theirs.to_bytes()

        def keep() -> None:
            workspace.versions.keep(name, other, "The other text, before joining", time.time())
            workspace.versions.keep(name, mine, "My text, before joining", time.time())

        self._work.run("Keeping both texts", keep)

    def _article(self, data: bytes, origin: WorkingCopy) -> Article:
        site = self._workspace.site
        if site is not None and origin.site_path is not None:
            return site.article_from_bytes(data, origin.site_path)
        return Article.from_bytes(data, name=origin.outside_path.name if origin.outside_path else "")


def compare(path: Path, base: bytes | None) -> Look:
    """Compare a file with the bytes that it had. Reads the file: not for the window's thread."""
    if not path.parent.is_dir():
        return Look(FileNow.SAME)  # the drive or the site is away: nobody deleted the article
    if not path.exists():
        return Look(FileNow.GONE)
    try:
        data = read_file(path)
    except SaveError:
        return Look(FileNow.SAME)
    return Look(FileNow.SAME) if data == base else Look(FileNow.CHANGED, data)
