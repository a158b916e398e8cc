"""Telling others on a shared site folder which article is open here, and hearing of theirs.

State that changes: the site that this window told of itself, the article it told of, and who has it open too.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from clinicwriter.safekeeping import BEAT_S, Holder, SiteLock, installation_id
from clinicwriter.site import Site
from clinicwriter.ui.session import Session
from clinicwriter.ui.tickets import Ticket
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace


class Neighbours(QObject):
    """Say who else has the open article open. Nobody is ever stopped by it."""

    heard = Signal(str)
    """Somebody else has the open article open: who and where, in words; "" once nobody has any more."""

    def __init__(self, session: Session, workspace: Workspace, work: Work) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._site: Site | None = None
        self._lock: SiteLock | None = None
        self._article = self._others = ""
        self._beat = QTimer(self, interval=BEAT_S * 1000)
        self._beat.timeout.connect(self._tell_again)
        self._beat.start()

    def follow(self) -> None:
        """Tell of the article that is open now, and no more of the one before."""
        site, article = self._workspace.site, self._open_article()
        if site is self._site and article == self._article:
            return
        before, left = self._lock, self._article
        if site is not self._site:
            self._lock = SiteLock(site.root, self._me()) if site is not None else None
        self._site, self._article = site, article
        lock = self._lock

        def tell() -> tuple[Holder, ...]:
            if before is not None and left:
                before.release(left)
            return lock.take(article) if lock is not None and article else ()

        self._say(())
        self._work.write("Looking who else is here", tell, self._say, while_=self._ticket())

    def leave(self) -> None:
        """Tell of nothing any more. For the end of the program: it waits for the disk."""
        self._beat.stop()
        if self._lock is not None:
            self._lock.release_all()
        self._article = ""

    def _me(self) -> Holder:
        return Holder.here(installation_id(self._workspace.places.settings))

    def _open_article(self) -> str:
        if not self._session.is_open or self._session.origin.site_path is None:
            return ""
        return str(self._session.origin.site_path)

    def _tell_again(self) -> None:
        lock, article = self._lock, self._article
        if lock is None or not article:
            return

        def look() -> tuple[Holder, ...]:
            lock.beat()
            return lock.others(article)

        self._work.run("Looking who else is here", look, self._say, while_=self._ticket())

    def _ticket(self) -> Ticket:
        """Return what holds as long as this window tells of the same article of the same site."""
        return Ticket.of(lambda: (self._lock, self._article))

    def _say(self, others: tuple[Holder, ...]) -> None:
        words = others[0].sentence if others else ""
        if words != self._others:
            self._others = words
            self.heard.emit(words)
