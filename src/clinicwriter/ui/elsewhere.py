"""Noticing that the open article's file was changed by somebody else, and settling it without loss."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError
from clinicwriter.safekeeping import Choice, SaveError, new_draft_id, read_file
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.settling import BothSides, Changer, Contested
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace, article_id

BELIEVED_GONE_AFTER_S = 2.0
"""A file that is away for less was not deleted: a sync program was at work."""
LOOK_AGAIN_S = 0.25
SOMEBODY = "Somebody else changed this article too"
WITH_OTHERS = "This article was changed with the others"


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
    is_own: bool = False
    """An export of this very draft wrote them: the program was killed before it could note that."""
    is_ours: bool = False
    """A change of many articles wrote them, or its undoing: nobody else did."""

    @property
    def who(self) -> str:
        """Return who changed the article, in words."""
        return WITH_OTHERS if self.is_ours else SOMEBODY


class Elsewhere(QObject):
    """Look after the open article's file: when the window comes to the front, and when it is written.

    State that changes: which article is being looked at or asked about, whether somebody may be asked, what
    waits for the end of that, whether we wrote files ourselves, also after it began, and which question
    somebody put off.
    """

    said = Signal(str)
    put_off = Signal()
    """Somebody decided to join both texts later: ``ask`` asks again."""

    def __init__(
        self, session: Session, workspace: Workspace, work: Work, keeper: Keeper, questions: Questions
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions
        self._looked_at: Ticket | None = None
        self._waiting: list[Callable[[], object]] = []
        self._may_ask = False
        self._is_asked = False
        self._is_ours = False
        self._is_early = False
        self._put_off: tuple[int, bytes] | None = None

    def ask(self, then: Callable[[], object] | None = None) -> None:
        """Look, and ask also what somebody put off."""
        self._is_asked = True
        self.look(then)

    def look(self, then: Callable[[], object] | None = None, *, is_ours: bool = False) -> None:
        """Compare the file with what the work began from, and settle what differs; then do ``then``.

        ``is_ours`` says that files were just written here: of what changed nobody else is accused.
        """
        self._may_ask = True
        if then is not None:
            self._waiting.append(self._session.article_ticket().only(then))
        if is_ours:
            self._is_ours, self._is_early = True, self._looked_at is not None
        self._look()

    def glance(self) -> None:
        """Look while somebody may be typing: take in what needs no answer, and ask nothing."""
        self._look()

    def _look(self) -> None:
        if self._looked_at is not None:
            return
        path = self.path()
        if path is None or self._session.origin.base is None:
            self._go_on()
            return
        self._looked_at, origin = self._session.article_ticket(), self._session.origin

        self._work.run(
            "Looking at the file",
            lambda: self._compare(path, origin),
            lambda look: self._carefully(lambda: self._settle(origin, look)),
            lambda _outcome: self._go_on(),
            while_=self._session.origin_ticket(),
            too_late=self._go_on,
            on_stopped=self._stop,
        )

    def _compare(self, path: Path, origin: WorkingCopy) -> Look:
        """Compare, and know an export of our own again. Reads files: not for the window's thread."""
        look = compare(path, origin.base)
        if look.state is not FileNow.CHANGED:
            return look
        export = self._workspace.log.writer_of(path, origin.base, look.data)
        is_own = export is not None and export.draft_id == origin.draft_id
        return replace(look, is_own=is_own, is_ours=export is not None)

    def _go_on(self) -> None:
        """Do what waited for the look; look once more where it was early, or another article was opened."""
        is_early = self._is_early
        is_another = self._looked_at is not None and not self._looked_at.holds
        self._end()
        if self._session.is_open and (is_early or is_another):
            self.look(is_ours=is_early)
            return
        waiting, self._waiting = self._waiting, []
        for deed in waiting:  # a save and an export check once more themselves
            deed()

    def _end(self) -> None:
        self._looked_at = None
        self._is_asked = self._may_ask = self._is_ours = self._is_early = False

    def _carefully(self, deed: Callable[[], None]) -> None:
        """Do something; where it fails unforeseen, the next look looks again."""
        try:
            deed()
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        has_waited = bool(self._waiting)
        self._waiting.clear()
        self._end()
        if has_waited:
            self.said.emit("Stopped. Nothing was written")

    def path(self) -> Path | None:
        """Return the open article's file."""
        return self._workspace.file_of(self._session.origin) if self._session.is_open else None

    def _settle(self, origin: WorkingCopy, look: Look) -> None:
        if look.state is FileNow.CHANGED and not look.is_own:
            self._take_changed(origin, replace(look, is_ours=look.is_ours or self._is_ours))
            return
        if look.is_own:
            self._take_own(origin, look.data)
        elif look.state is FileNow.GONE and self._may_ask:
            self._take_gone(origin)  # while somebody types, it may be another program that takes its time
        self._go_on()

    def _take_own(self, origin: WorkingCopy, data: bytes) -> None:
        """Go on from what was exported just before the program was killed: nobody else changed anything."""
        mine, base = self._session.article, self._workspace.article_from(origin.base or b"", origin)
        exported = self._workspace.article_from(data, origin)
        details = mine.with_footer(exported.footer) if mine.details_differ(base) else exported
        self._use(details.with_text(mine.text), data, "Go on from the export")

    def _take_gone(self, origin: WorkingCopy) -> None:
        """Keep the text as a draft of its own: its file was deleted or moved by somebody else.

        The draft gets a new name, for the old one is that of the file, which may come back.
        """
        workspace, root = self._workspace, self._workspace.root
        name = origin.draft_id if root is None or origin.site_path is None else new_draft_id()
        self._session.move_origin(site_path=None, outside_path=origin.outside_path, base=None, draft_id=name)
        self.said.emit("The article's file was removed by somebody else. Your text is kept here as a draft")
        if root is None or name == origin.draft_id:
            self._keeper.keep_now()
            return
        is_kept = self._keeper.keep_and_wait()

        def move() -> None:
            if is_kept:
                workspace.move_along(origin, name, root)

        self._work.write("Keeping the draft", move, while_=ALWAYS)

    def _take_changed(self, origin: WorkingCopy, look: Look) -> None:
        data, place = look.data, self._session.origin_ticket()
        question = (self._session.opening, data)
        theirs = self._workspace.article_from(data, origin)
        if not self._session.copy.is_edited:
            self._use(theirs, data, "Change of many articles" if look.is_ours else "Changed by somebody else")
            if not look.is_ours:
                self.said.emit("Somebody else changed this article. Here is the new text")
            self._go_on()
            return
        sides = self._sides(origin, theirs)
        if sides.contested and (not self._may_ask or self._is_put_off(origin, data)):
            if self._put_off != question:
                self._tell_later(origin, look)
            self._go_on()
            return
        by = Changer.WITH_OTHERS if look.is_ours else Changer.SOMEBODY
        choices = self._questions.settle(sides.title, sides.contested, by=by) if sides.contested else ()
        if choices is None or not place.holds:
            self._put_off = question
            self._tell_later(origin, look)
            self._go_on()
            return
        self._keep_versions(theirs, look, lambda: self._join(origin, look, sides.contested, choices))

    def _tell_later(self, origin: WorkingCopy, look: Look) -> None:
        deed = "export" if origin.outside_path is None else "save"
        self.said.emit(f"{look.who}. You are asked about it when you {deed}")
        self.put_off.emit()

    def _is_put_off(self, origin: WorkingCopy, data: bytes) -> bool:
        """Say whether somebody put this very question off, and nothing needs its answer now."""
        is_saving = bool(self._waiting) and origin.outside_path is not None
        is_same = self._put_off == (self._session.opening, data)
        return is_same and not self._is_asked and not is_saving

    def _join(
        self, origin: WorkingCopy, look: Look, contested: Sequence[Contested], choices: Sequence[Choice]
    ) -> None:
        """Put the joined text in place, with what was typed since the question was answered."""
        theirs = self._workspace.article_from(look.data, origin)
        sides = self._sides(origin, theirs)
        if sides.contested != contested:
            self._take_changed(origin, look)  # typed in the very place that was asked about
            return
        try:
            self._use(sides.article(choices), look.data, "Join the changes")
        except ArticleError as error:
            self._questions.tell(message_for(error))
        else:
            self.said.emit(f"{look.who}. Both changes are joined now")
        self._go_on()

    def _sides(self, origin: WorkingCopy, theirs: Article) -> BothSides:
        base = self._workspace.article_from(origin.base or b"", origin)
        return BothSides(base, self._session.article, theirs)

    def _use(self, theirs: Article, data: bytes, label: str) -> None:
        origin = self._session.origin
        self._session.replace_article(theirs, label)
        self._session.move_origin(site_path=origin.site_path, outside_path=origin.outside_path, base=data)
        self._keeper.keep_now()

    def _keep_versions(self, theirs: Article, look: Look, then: Callable[[], None]) -> None:
        """Keep both texts as they are before they are joined; where that fails, they are not joined."""
        workspace, copy = self._workspace, self._session.copy
        whose = "The text changed with the others" if look.is_ours else "Somebody else's text"
        name, mine, other = article_id(copy, workspace.root), copy.article.to_bytes(), theirs.to_bytes()

        def keep() -> None:
            workspace.versions.keep(name, other, f"{whose}, before joining", time.time())
            workspace.versions.keep(name, mine, "My text, before joining", time.time())

        def fail(outcome: Outcome) -> None:
            self._stop()
            self._work.error_met.emit(outcome)

        self._work.write(
            "Keeping both texts",
            keep,
            lambda _none: self._carefully(then),
            fail,
            while_=self._session.origin_ticket(),
            too_late=self._go_on,
        )


def compare(path: Path, base: bytes | None) -> Look:
    """Compare a file with the bytes that it had. Reads the file: not for the window's thread."""
    if not path.parent.is_dir():
        return Look(FileNow.SAME)  # the drive or the site is away: nobody deleted the article
    if not _comes_back(path):
        return Look(FileNow.GONE if path.parent.is_dir() else FileNow.SAME)
    try:
        data = read_file(path)
    except SaveError:
        return Look(FileNow.SAME)
    return Look(FileNow.SAME) if data == base else Look(FileNow.CHANGED, data)


def _comes_back(path: Path) -> bool:
    """Say whether a file is there, and wait a little: a sync program takes files away for moments."""
    until = time.monotonic() + BELIEVED_GONE_AFTER_S
    while not path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(LOOK_AGAIN_S)
    return True
