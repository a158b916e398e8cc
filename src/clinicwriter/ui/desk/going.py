"""Where to next: an article of the list, a line of the text, what a link leads to, or a first article.

State that changes: the two short waits while an article may still be on its way.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer

from clinicwriter.article import Role
from clinicwriter.ui.desk.telling import Telling
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.session import Session
from clinicwriter.ui.starting import newest_key
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace

INVITATION = "Choose an article from the list, or start a new one."
TRY_AGAIN_MS = 100
WORD = re.compile(r"[\w'\u2019-]+")


class Going(QObject):
    """Go to articles and to places in them."""

    def __init__(
        self,
        window: Window,
        session: Session,
        workspace: Workspace,
        work: Work,
        operations: Operations,
        telling: Telling,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._telling = telling
        self._newest = QTimer(self, singleShot=True, interval=0)
        self._newest.timeout.connect(self._open_newest)
        self._invitation = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self._invitation.timeout.connect(self._invite)
        self._connect()

    def _connect(self) -> None:
        window = self._window
        window.library.article_wished.connect(self.open_row)
        window.details.line_wished.connect(window.editor.go_to_line)
        window.details.text_wished.connect(self._go_on_writing)
        window.preview.line_wished.connect(self._go_to)
        window.preview.site_link_wished.connect(self._follow_link)
        window.book.connect({"view.search": self._search, "view.editor": window.editor.text_edit.setFocus})
        self._operations.opened.connect(self._put_cursor)
        self._workspace.site_opened.connect(self._await_newest)
        self._session.article_opened.connect(self.invite_without_article)

    # -- articles ------------------------------------------------------------------------------

    def open_row(self, key: str) -> None:
        """Open an article of the list, and write in it."""
        self._operations.open_row(key, self._window.editor.text_edit.setFocus)
        if key == self._operations.current_key():
            self._window.panes.close_drawers()

    def begin_article(self) -> None:
        """Begin a new article: with its title where the details are seen, else with its text."""
        self._operations.new_article()
        if self._window.panes.is_details_shown:
            self._window.details.show_field(Role.TITLE)

    def _search(self) -> None:
        self._window.panes.show_library(True)
        self._window.library.search.setFocus()
        self._window.library.search.selectAll()

    def _follow_link(self, url_path: str) -> None:
        site = self._workspace.site
        entries = site.known_articles() if site is not None else ()
        wanted = url_path.rstrip("/")
        entry = next((entry for entry in entries if entry.url.rstrip("/") == wanted), None)
        if entry is not None:
            key = f"{SITE_KEY}{entry.path}"
            self._telling.say(f"This link leads to “{entry.title}”")
            self._telling.offer("Open it", lambda: self.open_row(key))

    # -- without an article --------------------------------------------------------------------

    def invite_without_article(self) -> None:
        """Where no article is open, say soon what can be done; where one is, wait for no other."""
        if self._session.is_open:
            self._newest.stop()
        else:
            self._invitation.start()

    def _await_newest(self) -> None:
        self._newest.start(0)

    def _open_newest(self) -> None:
        """Show the newest article of a site that was just opened, unless another one is on its way."""
        if self._session.is_open:
            return
        if self._work.is_busy:
            self._newest.start(TRY_AGAIN_MS)
        elif key := newest_key(self._workspace.rows):
            self._operations.open_row(key)
        else:
            self._invite()

    def _invite(self) -> None:
        """Show the list, and say what can be done, once it is sure that no article is being opened."""
        if self._session.is_open or self._workspace.site is None:
            return
        if self._work.is_busy or self._newest.isActive():
            self._invitation.start()
            return
        window = self._window
        window.editor.invite(INVITATION)
        window.panes.show_library(True)
        focused = window.focusWidget()
        if focused is None or not window.library.isAncestorOf(focused):
            window.library.list.setFocus()

    # -- places in the text --------------------------------------------------------------------

    def _go_on_writing(self) -> None:
        """Go to the text where its cursor stands, and uncover it."""
        self._window.panes.close_drawers()
        self._window.editor.text_edit.setFocus()
        self._window.editor.text_edit.ensureCursorVisible()

    def _go_to(self, line: int, column: int, is_word: bool) -> None:
        text = self._session.lines.texts[line] if line < len(self._session.lines.texts) else ""
        word = WORD.match(text, column) if is_word else None
        self._window.editor.select(line, column, len(word.group()) if word else 0)

    def _put_cursor(self, position: int) -> None:
        edit = self._window.editor.text_edit
        cursor = edit.textCursor()
        cursor.setPosition(min(position, max(0, edit.document().characterCount() - 1)))
        edit.setTextCursor(cursor)
        edit.setFocus()
