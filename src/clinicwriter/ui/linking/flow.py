"""A link wished for: the site's own way of linking is looked up, then the dialog asks."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from PySide6.QtCore import QObject

from clinicwriter.site import ArticleEntry, LinkStyle, Site, link_style, link_to
from clinicwriter.ui.dialogs import stands_open
from clinicwriter.ui.linking.dialog import Goal, LinkDialog
from clinicwriter.ui.session import Session
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace


class LinkFlow(QObject):
    """Ask where a link leads, and put it in."""

    def __init__(self, window: Window, session: Session, workspace: Workspace, work: Work) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        window.editor.link_wished.connect(self.open)

    def open(self) -> None:
        """Ask for a link at the cursor, or about the one that is there."""
        site = self._workspace.site
        if not self._session.is_open:
            return
        if site is None:
            self._ask([])
            return
        self._work.run(
            "Looking at your articles",
            lambda: (link_style(site), site.known_articles()),
            lambda found: self._ask(self._goals(site, *found)),
            while_=self._session.article_ticket(),
        )

    def _goals(self, site: Site, style: LinkStyle, entries: tuple[ArticleEntry, ...]) -> list[Goal]:
        article, here = self._session.article, self._session.origin.site_path
        path: PurePosixPath = here or site.article_path(article, today=date.today())
        url = site.page_url(article, path)
        others = (entry for entry in entries if entry.path != here)
        return [Goal(entry.title, link_to(entry, style, path=path, url=url)) for entry in others]

    def _ask(self, goals: list[Goal]) -> None:
        if stands_open(self._window, LinkDialog):
            return
        editor = self._window.editor
        words, address = editor.link_here() or (editor.selected_text(), "")
        dialog = LinkDialog(words, goals, self._window, address=address)
        only = self._session.article_ticket().only
        dialog.accepted.connect(only(lambda: editor.insert_link(dialog.address, dialog.words.text().strip())))
        dialog.removal_wished.connect(only(editor.remove_link))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
