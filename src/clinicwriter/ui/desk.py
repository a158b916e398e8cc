"""The window at work: every signal joined to its deed, and how the program starts and ends.

State that changes: only timers; what is shown is drawn from session and workspace.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent

from clinicwriter.article import Role
from clinicwriter.ui.cataloguing import Catalogue
from clinicwriter.ui.clipping import EditDeeds, TextSize
from clinicwriter.ui.elsewhere import Elsewhere
from clinicwriter.ui.everywhere import EverywhereFlow
from clinicwriter.ui.exporting.flow import ExportFlow
from clinicwriter.ui.help import show_about, show_keys
from clinicwriter.ui.joining import Surroundings
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import RowState
from clinicwriter.ui.menus import fill_recent
from clinicwriter.ui.neighbours import Neighbours
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.pictures import Pictures
from clinicwriter.ui.popups import Popups
from clinicwriter.ui.questions import Questions, named_for_people
from clinicwriter.ui.sample import sample_folder
from clinicwriter.ui.scrolling import Scrolling
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.starting import Start, newest_key
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import SITE_KEY, Workspace, article_id

SHOW_STATE_AFTER_MS = 250
SAID_FOR_MS = 6000
OFFERED_FOR_MS = 15_000
VERSION_EVERY_MS = 600_000
ARTICLE_ACTIONS = (
    "article.save", "article.copy", "article.rename", "article.duplicate", "article.delete",
    "article.versions", "export.begin", "view.editor",
)  # fmt: skip
SITE_ACTIONS = ("site.clinic", "site.footers", "site.change", "site.folder", "site.refresh")
INVITATION = "Choose an article from the list, or start a new one."
TRY_AGAIN_MS = 100
PAGE_ACTIONS = ("preview_browser", "preview_print", "preview_copy")
WORD = re.compile(r"[\w'\u2019-]+")


class Desk(QObject):
    """Run the window."""

    def __init__(
        self,
        window: Window,
        session: Session,
        workspace: Workspace,
        work: Work,
        keeper: Keeper,
        operations: Operations,
        questions: Questions,
        settings: SettingsFile,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._operations = operations
        self._settings = settings
        self._start = Start(session, workspace, work, operations, settings)
        self._popups = Popups(window, session, workspace, work, operations, questions)
        self._state = _timer(self, SHOW_STATE_AFTER_MS, self._show_state)
        self._said = _timer(self, SAID_FOR_MS, self._show_kept)
        self._offered = _timer(self, OFFERED_FOR_MS, self._withdraw_offer)
        self._newest = _timer(self, 0, self._open_newest)
        self._invitation = _timer(self, TRY_AGAIN_MS, self._invite)
        self._versions = QTimer(self, interval=VERSION_EVERY_MS)
        self._neighbours = Neighbours(session, workspace, work)
        self._kept_at: datetime | None = None
        self._ends: list[Callable[[], None]] = []

    # -- every signal and what it causes -------------------------------------------------------

    def join(
        self,
        exports: ExportFlow,
        elsewhere: Elsewhere,
        pictures: Pictures,
        surroundings: Surroundings,
        catalogue: Catalogue,
        everywhere: EverywhereFlow,
    ) -> None:
        """Join all parts."""
        self._join_actions(exports, elsewhere)
        self._join_menus()
        self._join_session(surroundings)
        self._join_editor_and_preview(pictures)
        self._join_library(catalogue)
        self._join_everywhere(everywhere, elsewhere)
        self._join_keeping()
        self._join_exports(exports, elsewhere)
        self._join_elsewhere(elsewhere)
        self._join_window()
        self._start.said.connect(self._say)
        self._window.details.set_source(surroundings)
        self._window.details.outline.set_headings(self._window.editor.outline)
        self._window.preview.set_source(surroundings)
        self._show_open()

    def _join_actions(self, exports: ExportFlow, elsewhere: Elsewhere) -> None:
        do, window, history = self._operations, self._window, self._session.history
        self._window.book.connect(
            {
                "article.new": do.new_article,
                "article.open": do.choose_file,
                "article.save": lambda: elsewhere.look(do.save),
                "article.copy": do.save_copy,
                "article.rename": do.rename,
                "article.duplicate": do.duplicate,
                "article.discard": do.discard_changes,
                "article.delete": do.delete,
                "article.versions": self._popups.open_versions,
                "trash.open": self._popups.open_trash,
                "export.begin": lambda: self._begin_export(exports, elsewhere),
                "export.undo": exports.undo,
                "window.quit": window.close,
                "edit.undo": history.undo,
                "edit.redo": history.redo,
                "site.open": do.choose_site,
                "site.clinic": self._popups.open_clinic,
                "site.refresh": do.refresh,
                "site.folder": do.show_folder,
                "view.library": lambda: window.panes.show_library(not window.panes.is_library_shown),
                "view.details": lambda: window.panes.show_details(not window.panes.is_details_shown),
                "view.search": self._search,
                "view.editor": window.editor.text_edit.setFocus,
                "view.full": self._toggle_full_screen,
                "help.keys": lambda: show_keys(window),
                "help.about": lambda: show_about(window),
            }
        )
        window.book.connect(EditDeeds(window).by_name())
        window.book.connect(TextSize(window, self._settings).by_name())
        history.canUndoChanged.connect(window.book["edit.undo"].setEnabled)
        history.canRedoChanged.connect(window.book["edit.redo"].setEnabled)
        window.panes.library_shown.connect(window.book["view.library"].setChecked)
        window.panes.details_shown.connect(window.book["view.details"].setChecked)

    def _join_menus(self) -> None:
        menus, settings = self._window.menus, self._settings
        menus.on_theme(self._choose_theme)
        menus.show_theme(settings.settings.theme)
        menus.recent_articles.aboutToShow.connect(self._fill_recent)
        for menu in self._window.menus.all:
            menu.aboutToShow.connect(self._fill_recent)

    def _join_session(self, surroundings: Surroundings) -> None:
        session = self._session
        session.article_opened.connect(self._show_open)
        session.origin_changed.connect(self._show_state)
        session.field_changed.connect(self._show_field)
        session.edited.connect(self._state.start)
        session.edited.connect(self._withdraw_offer)
        self._workspace.rows_changed.connect(self._show_state)
        self._workspace.site_opened.connect(self._show_site)
        self._workspace.site_opened.connect(lambda: self._newest.start(0))
        self._workspace.site_opened.connect(lambda: self._window.details.set_source(surroundings))
        self._workspace.site_opened.connect(lambda: self._window.preview.set_source(surroundings))

    def _join_editor_and_preview(self, pictures: Pictures) -> None:
        editor, preview, details = self._window.editor, self._window.preview, self._window.details
        self._link = Scrolling(self._window)
        editor.words_changed.connect(self._show_words)
        editor.picture_dropped.connect(pictures.put_in_text)
        editor.picture_wished.connect(pictures.choose_for_text)
        editor.link_wished.connect(self._popups.open_link)
        pictures.text_wished.connect(editor.insert_picture)
        preview.line_wished.connect(self._go_to)
        preview.site_link_wished.connect(self._follow_link)
        details.picture_wished.connect(pictures.choose_for_details)
        details.line_wished.connect(editor.go_to_line)
        self._operations.opened.connect(self._put_cursor)

    def _join_library(self, catalogue: Catalogue) -> None:
        library, do = self._window.library, self._operations
        library.article_wished.connect(self._open_row)
        library.rename_wished.connect(do.rename)
        library.duplicate_wished.connect(do.duplicate)
        library.deletion_wished.connect(do.delete)
        library.folder_wished.connect(do.show_folder)
        library.trash_wished.connect(self._popups.open_trash)
        catalogue.said.connect(self._say)
        self._start.site_expected.connect(catalogue.recall)
        self._window.came_to_front.connect(catalogue.look)
        self._window.book.connect({"site.refresh": catalogue.look})
        self._ends.append(catalogue.stop)

    def _join_everywhere(self, everywhere: EverywhereFlow, elsewhere: Elsewhere) -> None:
        self._window.book.connect(
            {"site.change": everywhere.ask_change, "site.footers": everywhere.renew_footers}
        )
        self._window.library.change_wished.connect(lambda _kind, old: everywhere.ask_change(old))
        self._popups.clinic_changed.connect(everywhere.offer_footers)
        everywhere.changed.connect(elsewhere.look)
        everywhere.changed.connect(self._window.preview.renew)
        everywhere.said.connect(self._say)

    def _join_keeping(self) -> None:
        bar = self._window.status_bar
        self._keeper.pending.connect(bar.show_pending)
        self._keeper.kept.connect(self._note_kept)
        self._keeper.failed.connect(self._note_not_kept)
        self._versions.timeout.connect(self._keep_version)
        self._versions.start()

    def _join_exports(self, exports: ExportFlow, elsewhere: Elsewhere) -> None:
        exports.settling_wished.connect(lambda: elsewhere.look(exports.begin))
        exports.planned.connect(
            lambda planned: self._popups.show_plan(
                planned.plan, lambda: exports.write(planned), exports.put_away
            )
        )
        exports.busy_changed.connect(
            lambda is_busy: self._window.book.enable(("export.begin",), self._session.is_open and not is_busy)
        )
        exports.exported.connect(lambda _plan: self._window.preview.renew())
        exports.exported.connect(lambda _plan: self._offer("Undo export", exports.undo))
        exports.said.connect(self._say)
        self._operations.said.connect(self._say)
        self._popups.said.connect(self._say)

    def _join_elsewhere(self, elsewhere: Elsewhere) -> None:
        self._window.came_to_front.connect(elsewhere.look)
        self._operations.opened.connect(lambda _cursor: elsewhere.look())
        elsewhere.said.connect(self._say)
        self._session.article_opened.connect(self._neighbours.follow)
        self._session.origin_changed.connect(self._neighbours.follow)
        self._neighbours.said.connect(self._say)

    def _join_window(self) -> None:
        window, bar, work = self._window, self._window.status_bar, self._work
        window.closing.connect(self._close)
        work.shown.connect(bar.show_doing)
        work.stop_offered.connect(bar.offer_stop)
        bar.stop_wished.connect(work.stop)
        bar.clinic_wished.connect(self._popups.open_clinic)
        window.banner.deed_wished.connect(self._operations.choose_site)
        window.banner.put_away.connect(lambda: self._settings.change(sample_note_read=True))

    # -- starting ------------------------------------------------------------------------------

    def start(self, path: str = "") -> None:
        """Lay the panes out as they were, and open what is to be open."""
        settings, window = self._settings.settings, self._window
        window.panes.restore(settings.panes, library=settings.library_shown, details=settings.details_shown)
        window.book["view.library"].setChecked(window.panes.is_library_shown)
        window.book["view.details"].setChecked(window.panes.is_details_shown)
        self._start.begin(path)

    def take_path(self, path: str) -> None:
        """Open a path that the command line or another start named, and show the window."""
        self._window.come_to_front()
        if path:
            self._operations.open_path(Path(path))

    # -- showing -------------------------------------------------------------------------------

    def _show_open(self) -> None:
        is_open = self._session.is_open
        self._withdraw_offer()
        self._window.book.enable(ARTICLE_ACTIONS, is_open)
        self._window.book.enable(("edit.undo", "edit.redo"), False)
        self._window.status_bar.show_words(self._window.editor.word_count() if is_open else None)
        for action in self._window.preview.actions():
            action.setEnabled(is_open or action.objectName() not in PAGE_ACTIONS)
        self._window.panes.close_drawers()
        if not is_open:
            self._invitation.start()
        self._show_state()
        if not self._said.isActive():
            self._show_kept()
        self._remember()

    def _show_state(self) -> None:
        session, rows = self._session, self._workspace.rows
        self._state.stop()
        if not session.is_open:
            self._window.library.show_rows(rows)
            self._window.library.set_current("")
            self._window.top_bar.show_article("", None)
            self._window.show_title("")
            return
        copy = session.copy
        is_edited = copy.is_edited
        is_outside = copy.outside_path is not None
        self._window.library.show_rows(self._operations.shown_rows())
        self._window.library.set_current(self._operations.current_key())
        self._window.book.enable(("article.discard",), is_edited and not copy.is_new)
        state = RowState.DRAFT if copy.is_new else RowState.EDITED if is_edited else RowState.ON_SITE
        if state is RowState.ON_SITE and session.fields.is_draft and not is_outside:
            state = RowState.HIDDEN
        title = session.fields.title or (copy.outside_path.name if copy.outside_path else "")
        self._window.top_bar.show_article(title, state, is_outside=is_outside)
        self._window.show_title(title or "Article without a title")

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

    def _fill_recent(self) -> None:
        settings = self._settings.settings
        articles = [(Path(path).stem, path) for path in settings.recent_articles]
        titles = {row.key: row.shown_title for row in self._workspace.rows}
        root = self._workspace.root
        named = [(titles.get(_site_key(path, root), words), path) for words, path in articles]
        fill_recent(self._window.menus.recent_articles, named, self.take_path)
        sites = [(Path(folder).name, folder) for folder in settings.recent_sites]
        fill_recent(
            self._window.menus.recent_sites, sites, lambda folder: self._operations.open_site(Path(folder))
        )

    # -- keeping -------------------------------------------------------------------------------

    def _note_kept(self, when: datetime) -> None:
        self._kept_at = when
        if not self._said.isActive():
            self._window.status_bar.show_kept(when)

    def _show_kept(self) -> None:
        if not self._session.is_open:
            self._window.status_bar.show_quiet()
        else:
            self._window.status_bar.show_kept(self._kept_at or datetime.now())

    def _note_not_kept(self, outcome: Outcome) -> None:
        self._window.status_bar.show_trouble(named_for_people(f"Not kept yet: {outcome.error}"))

    def _say(self, words: str) -> None:
        self._window.status_bar.show_said(words)
        self._said.start()

    def _offer(self, words: str, do: Callable[[], object]) -> None:
        """Offer a deed beside what is said, for a while or until somebody goes on."""
        self._window.status_bar.offer(words, do)
        self._offered.start()

    def _withdraw_offer(self) -> None:
        if self._offered.isActive():
            self._offered.stop()
        self._window.status_bar.withdraw_offer()

    def _keep_version(self) -> None:
        """Keep a version after ten minutes of work."""
        if not self._session.is_open or not self._session.copy.is_edited:
            return
        copy = self._session.copy
        name, data = article_id(copy, self._workspace.root), copy.article.to_bytes()
        self._work.run(
            "Keeping a version",
            lambda: self._workspace.versions.keep(name, data, "While writing", time.time()),
            can_stop=False,
        )

    def _remember(self, *, has_quit: bool = False) -> None:
        position = self._window.editor.text_edit.textCursor().position()
        self._start.remember(position, has_quit=has_quit)

    # -- without an article --------------------------------------------------------------------

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
        self._window.editor.invite(INVITATION)
        self._window.panes.show_library(True)

    # -- deeds of the window itself ------------------------------------------------------------

    def _begin_export(self, exports: ExportFlow, elsewhere: Elsewhere) -> None:
        self._window.details.form.ask_for_title()
        elsewhere.look(exports.begin)

    def _open_row(self, key: str) -> None:
        self._operations.open_row(key, self._window.editor.text_edit.setFocus)
        if key == self._operations.current_key():
            self._window.panes.close_drawers()

    def _search(self) -> None:
        self._window.panes.show_library(True)
        self._window.library.search.setFocus()
        self._window.library.search.selectAll()

    def _go_to(self, line: int, column: int, is_word: bool) -> None:
        text = self._session.lines.texts[line] if line < len(self._session.lines.texts) else ""
        word = WORD.match(text, column) if is_word else None
        self._window.editor.select(line, column, len(word.group()) if word else 0)

    def _follow_link(self, url_path: str) -> None:
        site = self._workspace.site
        entries = site.known_articles() if site is not None else ()
        wanted = url_path.rstrip("/")
        entry = next((entry for entry in entries if entry.url.rstrip("/") == wanted), None)
        if entry is not None:
            key = f"{SITE_KEY}{entry.path}"
            self._say(f"This link leads to “{entry.title}”")
            self._offer("Open it", lambda: self._open_row(key))

    def _put_cursor(self, position: int) -> None:
        edit = self._window.editor.text_edit
        cursor = edit.textCursor()
        cursor.setPosition(min(position, max(0, edit.document().characterCount() - 1)))
        edit.setTextCursor(cursor)
        edit.setFocus()

    def _choose_theme(self, choice: str) -> None:
        self._window.keeper.choose(choice)
        self._window.menus.show_theme(choice)
        self._settings.change(theme=choice)

    def _toggle_full_screen(self) -> None:
        is_full = self._window.isFullScreen()
        self._window.showNormal() if is_full else self._window.showFullScreen()
        self._window.book["view.full"].setChecked(not is_full)

    # -- ending --------------------------------------------------------------------------------

    def _close(self, event: QCloseEvent) -> None:
        """End only when everything is kept, or somebody said that it need not be."""
        if not self._keeper.keep_and_wait() and not self._operations.may_leave():
            event.ignore()
            return
        self._remember(has_quit=True)
        panes = self._window.panes
        library, details = panes.wanted
        self._settings.change(
            geometry=self._window.place(), panes=panes.widths, library_shown=library, details_shown=details
        )
        self._work.wait()
        self._neighbours.leave()
        for end in self._ends:
            end()


def _site_key(path: str, root: Path | None) -> str:
    if root is None or not Path(path).is_relative_to(root):
        return ""
    return f"{SITE_KEY}{PurePosixPath(Path(path).relative_to(root).as_posix())}"


def _timer(parent: QObject, delay_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer
