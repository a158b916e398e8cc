"""The window at work: how the program starts and ends, and which feature answers which wish.

State that changes: only the timer of versions and what is to be ended; what is shown is drawn elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent

from clinicwriter.ui.about.dialog import show_about
from clinicwriter.ui.about.newer import show_newer
from clinicwriter.ui.cataloguing import Catalogue
from clinicwriter.ui.copying import Copies
from clinicwriter.ui.deeds import Deeds
from clinicwriter.ui.desk.going import Going
from clinicwriter.ui.desk.showing import Showing
from clinicwriter.ui.desk.telling import Telling
from clinicwriter.ui.desk.viewing import Viewing
from clinicwriter.ui.elsewhere import Elsewhere
from clinicwriter.ui.everywhere import EverywhereFlow
from clinicwriter.ui.exporting.flow import ExportFlow
from clinicwriter.ui.exporting.undoing import UndoFlow
from clinicwriter.ui.how_it_works import show_how
from clinicwriter.ui.joining import Surroundings
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.key_sheet import show_keys
from clinicwriter.ui.neighbours import Neighbours
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.pictures import Pictures
from clinicwriter.ui.popups import Popups
from clinicwriter.ui.questions import Questions
from clinicwriter.ui.saving import Saving
from clinicwriter.ui.scrolling import Scrolling
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.starting import Start
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.watching import Watch
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace, article_id

VERSION_EVERY_MS = 600_000


class Desk(QObject):
    """Run the window. A new feature joins its own signals; what it says goes to ``telling``."""

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
        copies: Copies,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._operations = operations
        self._settings = settings
        self._copies = copies
        self.deeds = Deeds(session, workspace, work, keeper, operations, questions, settings)
        self._start = Start(session, workspace, work, operations, settings, questions)
        self._popups = Popups(window, session, workspace, work, operations, questions)
        self._saving = Saving(session, workspace, work, keeper, copies)
        self._neighbours = Neighbours(session, workspace, work)
        self.telling = Telling(window.status_bar, session, keeper, work)
        self.showing = Showing(window, session, workspace, operations, settings, self.telling)
        self.going = Going(window, session, workspace, work, operations, self.telling)
        self.finding_wished = self._popups.finding_wished
        self.viewing = Viewing(window, workspace, settings)
        self._versions = QTimer(self, interval=VERSION_EVERY_MS)
        self._ends: list[Callable[[], None]] = []

    # -- every feature and what it answers to --------------------------------------------------

    def join(
        self,
        exports: ExportFlow,
        undoing: UndoFlow,
        elsewhere: Elsewhere,
        pictures: Pictures,
        surroundings: Surroundings,
        catalogue: Catalogue,
        everywhere: EverywhereFlow,
    ) -> None:
        """Join all parts."""
        self._join_articles(elsewhere)
        self._join_sites_and_window()
        self._join_pictures(pictures)
        self._join_surroundings(surroundings)
        self._join_catalogue(catalogue)
        self._join_everywhere(everywhere, undoing, elsewhere)
        self._join_exports(exports, undoing, elsewhere)
        self._join_elsewhere(elsewhere)
        self._versions.timeout.connect(self._keep_version)
        self._versions.start()
        for part in (
            self._start,
            self._operations,
            self.deeds,
            self._saving,
            self._copies,
            self._popups,
            self._window.preview,
        ):
            part.said.connect(self.telling.say)
        self.showing.show_open()
        self.going.invite_without_article()

    def _join_articles(self, elsewhere: Elsewhere) -> None:
        do, book, history = self.deeds, self._window.book, self._session.history
        book.connect(
            {
                "article.new": self.going.begin_article,
                "article.open": self._operations.choose_file,
                "article.save": lambda: elsewhere.look(self._saving.save),
                "article.copy": self._copies.save_open,
                "article.rename": do.rename,
                "article.duplicate": do.duplicate,
                "article.discard": do.discard_changes,
                "article.delete": do.delete,
                "article.versions": self._popups.open_versions,
                "trash.open": self._popups.open_trash,
                "edit.undo": history.undo,
                "edit.redo": history.redo,
            }
        )
        history.canUndoChanged.connect(book["edit.undo"].setEnabled)
        history.canRedoChanged.connect(book["edit.redo"].setEnabled)
        library = self._window.library
        library.rename_wished.connect(do.rename)
        library.duplicate_wished.connect(do.duplicate)
        library.deletion_wished.connect(do.delete)
        library.folder_wished.connect(self._operations.show_folder)
        library.trash_wished.connect(self._popups.open_trash)
        self._session.article_opened.connect(self._remember)

    def _join_sites_and_window(self) -> None:
        do, window = self._operations, self._window
        window.book.connect(
            {
                "window.quit": window.close,
                "site.open": do.choose_site,
                "site.clinic": self._popups.open_clinic,
                "site.refresh": do.refresh,
                "site.folder": do.show_folder,
                "help.how": lambda: show_how(window, lambda: show_keys(window)),
                "help.keys": lambda: show_keys(window),
                "help.newer": lambda: show_newer(window),
                "help.about": lambda: show_about(window),
            }
        )
        self.viewing.offer_recent(self.take_path, lambda folder: do.open_site(Path(folder)))
        window.closing.connect(self._close)
        window.status_bar.clinic_wished.connect(self._popups.open_clinic)
        window.banner.deed_wished.connect(do.choose_site)
        window.banner.put_away.connect(lambda: self._settings.change(sample_note_read=True))
        self._link = Scrolling(window)

    def _join_pictures(self, pictures: Pictures) -> None:
        editor = self._window.editor
        editor.picture_dropped.connect(pictures.put_in_text)
        editor.picture_wished.connect(pictures.choose_for_text)
        pictures.text_wished.connect(editor.insert_picture)
        self._window.details.picture_wished.connect(pictures.choose_for_details)

    def _join_surroundings(self, surroundings: Surroundings) -> None:
        details = self._window.details
        self._surroundings = surroundings
        self._show_surroundings()
        self._workspace.site_opened.connect(self._show_surroundings)
        details.outline.set_source(self._window.editor.outline, self._window.editor.cursor_line)
        self._window.editor.cursor_line_changed.connect(details.outline.note_cursor)
        details.outline.move_wished.connect(self._window.editor.move_section_to)
        details.outline.step_wished.connect(self._window.editor.move_section)

    def _show_surroundings(self) -> None:
        for pane in (self._window.details, self._window.preview):
            pane.set_source(self._surroundings)

    def _join_catalogue(self, catalogue: Catalogue) -> None:
        catalogue.said.connect(self.telling.say)
        self._start.site_expected.connect(catalogue.recall)
        self._window.came_to_front.connect(catalogue.look)
        self._window.book.connect({"site.refresh": catalogue.look})
        self.at_end(catalogue.stop)

    def _join_everywhere(self, everywhere: EverywhereFlow, undoing: UndoFlow, elsewhere: Elsewhere) -> None:
        def offer_undo() -> None:
            self.telling.offer("Undo export", undoing.begin)

        self._window.book.connect(everywhere.deeds())
        self._window.library.change_wished.connect(lambda _kind, old: everywhere.ask_change(old))
        self._popups.clinic_changed.connect(everywhere.offer_footers)
        # The open article takes the new text in first: an edit would withdraw the offer.
        everywhere.changed.connect(lambda: elsewhere.look(offer_undo, is_ours=True))
        everywhere.changed.connect(self._window.preview.renew)
        everywhere.said.connect(self.telling.say)

    def _join_exports(self, exports: ExportFlow, undoing: UndoFlow, elsewhere: Elsewhere) -> None:
        def begin() -> None:
            self._window.details.form.ask_for_title()
            elsewhere.ask(exports.begin)

        self._window.book.connect({"export.begin": begin, "export.undo": undoing.begin})
        exports.settling_wished.connect(lambda: elsewhere.ask(exports.begin))
        exports.clinic_wished.connect(
            lambda: self._popups.ask_for_clinic(self._session.article_ticket().only(exports.begin))
        )
        exports.planned.connect(
            lambda planned: self._popups.show_plan(
                planned,
                lambda: exports.write(planned),
                exports.put_away,
                lambda finding: exports.fix(planned, finding),
            )
        )
        exports.busy_changed.connect(
            lambda is_busy: self._window.book.enable(("export.begin",), self._session.is_open and not is_busy)
        )
        exports.exported.connect(lambda _plan: self._window.preview.renew())
        undoing.undone.connect(self.telling.withdraw_offer)
        undoing.undone.connect(lambda: elsewhere.look(is_ours=True))
        exports.exported.connect(lambda _plan: self.telling.offer("Undo export", undoing.begin))
        for part in (exports, undoing):
            part.said.connect(self.telling.say)

    def _join_elsewhere(self, elsewhere: Elsewhere) -> None:
        self._window.came_to_front.connect(elsewhere.look)
        self._watch = Watch(self._session, elsewhere, self)
        self._operations.opened.connect(lambda _cursor: elsewhere.look())
        elsewhere.said.connect(self.telling.say)
        elsewhere.put_off.connect(lambda: self.telling.offer("Join both texts", elsewhere.ask))
        self._session.article_opened.connect(self._neighbours.follow)
        self._session.origin_changed.connect(self._neighbours.follow)
        self._neighbours.heard.connect(self._window.status_bar.show_neighbour)

    # -- starting and ending -------------------------------------------------------------------

    def start(self, path: str = "") -> None:
        """Lay the panes out as they were, and open what is to be open."""
        self.viewing.restore()
        self._start.begin(path)

    def take_path(self, path: str) -> None:
        """Open a path that the command line or another start named, and show the window."""
        self._window.come_to_front()
        if path:
            self._operations.open_path(Path(path))

    def at_end(self, deed: Callable[[], None]) -> None:
        """Do this when the program ends, once everything is kept."""
        self._ends.append(deed)

    def _remember(self, *, has_quit: bool = False) -> None:
        position = self._window.editor.text_edit.textCursor().position()
        self._start.remember(position, has_quit=has_quit)

    def _keep_version(self) -> None:
        """Keep a version after ten minutes of work."""
        if not self._session.is_open or not self._session.copy.is_edited:
            return
        copy = self._session.copy
        name, data = article_id(copy, self._workspace.root), copy.article.to_bytes()
        self._work.write(
            "Keeping a version",
            lambda: self._workspace.keep_version(name, data, "While writing", copy.base),
            while_=ALWAYS,
        )

    def _close(self, event: QCloseEvent) -> None:
        """End only when everything is kept, or somebody said that it need not be."""
        if not self._keeper.keep_and_wait() and not self._operations.may_leave():
            event.ignore()
            return
        self._remember(has_quit=True)
        self.viewing.remember()
        self._work.end()
        self._neighbours.leave()
        for end in self._ends:
            end()
