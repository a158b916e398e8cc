"""What bars, list and menus show of the open article and of the site, drawn from session and workspace."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from clinicwriter.article import Role
from clinicwriter.ui.desk.telling import Telling
from clinicwriter.ui.library import RowState
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.sample import sample_folder
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.window import Window
from clinicwriter.ui.workspace import Workspace

SHOW_STATE_AFTER_MS = 250
ARTICLE_ACTIONS = (
    "article.save", "article.copy", "article.rename", "article.duplicate", "article.delete",
    "article.versions", "article.to-word", "article.to-pdf", "export.begin", "view.editor",
)  # fmt: skip
SITE_ACTIONS = (
    "site.clinic", "site.footers", "site.change", "site.replace", "site.blog",
    "site.old-footers", "site.pictures", "site.kind", "site.folder", "site.refresh",
)  # fmt: skip
PAGE_ACTIONS = ("preview_browser", "preview_print", "preview_copy")


class Showing(QObject):
    """Show how things stand. State: only the pause after which list and title follow what is written."""

    def __init__(
        self,
        window: Window,
        session: Session,
        workspace: Workspace,
        operations: Operations,
        settings: SettingsFile,
        telling: Telling,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._operations = operations
        self._settings = settings
        self._telling = telling
        self._pause = QTimer(self, singleShot=True, interval=SHOW_STATE_AFTER_MS)
        self._pause.timeout.connect(self.show_state)
        self._connect()

    def _connect(self) -> None:
        session, workspace = self._session, self._workspace
        session.article_opened.connect(self.show_open)
        session.origin_changed.connect(self.show_state)
        session.field_changed.connect(self._show_field)
        session.edited.connect(self._pause.start)
        workspace.rows_changed.connect(self.show_state)
        workspace.site_opened.connect(self._show_site)
        self._window.editor.words_changed.connect(self._show_words)

    def show_open(self) -> None:
        """Show which article is open, or that none is."""
        is_open, window = self._session.is_open, self._window
        window.book.enable(ARTICLE_ACTIONS, is_open)
        window.book.enable(("edit.undo", "edit.redo"), False)
        window.status_bar.show_words(window.editor.word_count() if is_open else None)
        for action in window.preview.actions():
            action.setEnabled(is_open or action.objectName() not in PAGE_ACTIONS)
        window.panes.close_drawers()
        self.show_state()
        self._telling.show_open()

    def show_state(self) -> None:
        """Show in list, top bar and title how the open article stands against the site."""
        self._pause.stop()
        window, session = self._window, self._session
        if not session.is_open:
            window.library.show_rows(self._workspace.rows, is_read=self._workspace.site is not None)
            window.library.set_current("")
            window.top_bar.show_article("", None)
            window.show_title("")
            return
        copy = session.copy
        window.library.show_rows(self._operations.shown_rows())
        window.library.set_current(self._operations.current_key())
        window.book.enable(("article.discard",), copy.is_edited and not copy.is_new)
        title = session.fields.title or (copy.outside_path.name if copy.outside_path else "")
        window.top_bar.show_article(title, self._row_state(), is_outside=copy.outside_path is not None)
        window.show_title(title or "Article without a title")

    def _row_state(self) -> RowState:
        copy = self._session.copy
        if copy.is_new:
            return RowState.DRAFT
        if copy.is_edited:
            return RowState.EDITED
        is_hidden = self._session.fields.is_draft and copy.outside_path is None
        return RowState.HIDDEN if is_hidden else RowState.ON_SITE

    def _show_field(self, role: Role | None) -> None:
        """Show what is cheap at once; list and state follow after a pause."""
        if role in (None, Role.TITLE):
            self._window.top_bar.show_title(self._session.fields.title or "")

    def _show_site(self) -> None:
        site = self._workspace.site
        name = (site.clinic.name or site.name) if site is not None else ""
        self._window.status_bar.show_site(name, site.kind.label if site is not None else "")
        self._window.details.form.refresh_suggestions()
        is_sample = site is not None and site.root == sample_folder(self._workspace.places)
        self._window.banner.setVisible(is_sample and not self._settings.settings.sample_note_read)
        self._window.book.enable(SITE_ACTIONS, site is not None)

    def _show_words(self, count: int) -> None:
        self._window.status_bar.show_words(count if self._session.is_open else None)
