"""What is open: sites and articles, begun, opened and left. What is read, is read elsewhere.

State that changes: which article somebody wishes to see as soon as its site is open, how many sites are being
opened, and how many wishes to open an article there were: only the newest is fulfilled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from clinicwriter.article import Article
from clinicwriter.safekeeping import SaveError, new_draft_id
from clinicwriter.site import SETTINGS_FILE, SeveralSitesError, Site, SiteError, open_site
from clinicwriter.ui.copying import Copies
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.questions import Answer, Question, Questions
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import (
    COPY_KEY,
    PAGE_KEY,
    SITE_KEY,
    Workspace,
    key_of,
    row_of_copy,
)

PAGE_SUFFIXES = (".html", ".htm")
ARTICLE_KINDS = (
    "Articles (*.md *.markdown *.mdown *.mkd *.mdx *.txt);;Web pages (*.html *.htm);;All files (*)"
)


class Operations(QObject):
    """Open what people wish to see, and put away what was open."""

    said = Signal(str)
    """Something was done that nobody sees otherwise: a short text for the status bar."""
    opened = Signal(int)
    """An article was opened; carries where its cursor was."""
    several_found = Signal(object, object)
    """Several sites lie in a folder: carries the ``SeveralSitesError`` and the folder."""
    page_wished = Signal(object)
    """A finished page is to be opened as an article; carries its ``Path``."""
    copy_wished = Signal(object)
    """A second copy of an article is to be looked at; carries its path in the site."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        keeper: Keeper,
        questions: Questions,
        settings: SettingsFile,
        copies: Copies,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions
        self._settings = settings
        self._copies = copies
        self._wished = ""
        self._wishes = 0
        self._coming = 0
        workspace.rows_missed.connect(self.refresh)

    # -- sites ---------------------------------------------------------------------------------

    def choose_site(self) -> None:
        """Let somebody choose the folder of a site, and open it."""
        start = self._workspace.root.parent if self._workspace.root else self._workspace.places.documents
        folder = self._questions.choose_folder("Choose the folder of your site", start)
        if folder is not None:
            self.open_site(folder)

    def open_site(
        self,
        folder: Path,
        then: Callable[[], None] | None = None,
        otherwise: Callable[[Outcome], None] | None = None,
    ) -> None:
        """Open a site and list its articles; ``then`` comes after that, ``otherwise`` where it fails."""

        def read() -> tuple[Site, tuple[LibraryRow, ...]]:
            site = open_site(folder)
            return site, self._workspace.open_rows(site)

        def show(answer: tuple[Site, tuple[LibraryRow, ...]]) -> None:
            self._coming -= 1
            if not self._leave(answer[0]):
                return
            self._workspace.take_site(*answer)
            self._settings.take(self._settings.settings.with_recent_site(str(answer[0].root)))
            wished, self._wished = self._wished, ""
            if any(row.key == wished for row in answer[1]):
                self.open_row(wished)
            elif then is not None:
                then()

        def fail(outcome: Outcome) -> None:
            self._coming -= 1
            self._wished = ""
            if otherwise is not None:
                otherwise(outcome)
            elif isinstance(outcome.error, SeveralSitesError):
                self.several_found.emit(outcome.error, folder)
            else:
                self._work.error_met.emit(outcome)

        def stop() -> None:
            self._coming -= 1
            self._wished = ""

        self._coming += 1
        # Sites are read in the order of the wishes: the newest is opened last.
        self._work.run("Opening the site", read, show, fail, while_=ALWAYS, on_stopped=stop)

    def refresh(self) -> None:
        """Read the site's list afresh."""
        site = self._workspace.site

        def read() -> tuple[LibraryRow, ...]:
            if site is not None:
                site.refresh()
            return self._workspace.gather_rows(site)

        self._work.run(
            "Reading the site", read, lambda rows: self._workspace.take_rows(rows, site), while_=ALWAYS
        )

    def show_folder(self, key: str = "") -> None:
        """Show the site's folder, or that of an article, in the system's file manager."""
        root = self._workspace.root
        if root is None:
            return
        is_file = key.startswith((SITE_KEY, PAGE_KEY, COPY_KEY))
        path = root / key.partition(":")[2] if is_file else root
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))

    def _leave(self, site: Site) -> bool:
        """Keep and put away an article that belongs to another site; say whether to go on."""
        is_other = self._workspace.root not in (None, site.root)
        if not is_other or not self._session.is_open or self._session.origin.outside_path is not None:
            self._keeper.keep_now()
            return True
        if not self._keeper.keep_and_wait() and not self.may_leave():
            return False
        self._session.close_article()
        return True

    # -- opening -------------------------------------------------------------------------------

    def new_article(self) -> None:
        """Begin a new article."""
        site = self._workspace.site
        article = site.new_article(today=date.today()) if site is not None else Article.new()
        self._take(WorkingCopy(new_draft_id(), article), 0)

    def open_row(self, key: str, then: Callable[[], None] | None = None) -> None:
        """Open an article or a draft of the list."""
        if self._session.is_open and self.current_key() == key:
            self.wish()  # to stay is a wish too: what is still on its way is wanted no more
            if then is not None:
                then()
            return
        site = self._workspace.site
        if site is not None and key.startswith(PAGE_KEY):
            self.page_wished.emit(site.root / key.removeprefix(PAGE_KEY))
            return
        if key.startswith(COPY_KEY):
            self.copy_wished.emit(PurePosixPath(key.removeprefix(COPY_KEY)))
            return
        if site is None and (key.startswith(SITE_KEY) or self._coming):
            self.wish()
            self._wished = key  # its site is being opened: see open_site
            return

        def read() -> WorkingCopy | None:
            is_early = site is None and self._workspace.is_of_site(key)
            return None if is_early else self._workspace.read(key, site)

        self._open(read, then, lambda: self._await_site(key, then))

    def _await_site(self, key: str, then: Callable[[], None] | None) -> None:
        """Open a draft of a site that was not there yet once it is; it belongs into no other site."""
        if self._workspace.site is None:
            self._wished = key
        elif any(row.key == key for row in self._workspace.rows):
            self.open_row(key, then)

    def choose_file(self) -> None:
        """Let somebody choose a file from anywhere, and open it."""
        start = self._workspace.root or self._workspace.places.documents
        path = self._questions.choose_file("Open an article", start, ARTICLE_KINDS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a site's folder, a site's article, or a file that lies in no site."""
        path = path.absolute()
        if path.name == SETTINGS_FILE and path.is_file():
            path = path.parent
        if path.is_dir():
            self.open_site(path)
            return
        if path.suffix.lower() in PAGE_SUFFIXES:
            self.page_wished.emit(path)
            return
        known = self._workspace.site

        def find() -> tuple[Site, PurePosixPath] | None:
            return _place_in_site(path, known)

        def show(place: tuple[Site, PurePosixPath] | None) -> None:
            if place is None:
                self._open(lambda: self._workspace.read_outside(path))
            elif place[0] is self._workspace.site:
                self.open_row(f"{SITE_KEY}{place[1]}")
            else:
                self.open_site(place[0].root, lambda: self.open_row(f"{SITE_KEY}{place[1]}"))

        self._work.run("Opening the article", find, show, while_=self.wish())

    def _open(
        self,
        read: Callable[[], WorkingCopy | None],
        then: Callable[[], None] | None = None,
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        """Open what is read; do ``otherwise`` where that cannot be opened yet."""
        self._keeper.keep_now()

        def show(copy: WorkingCopy | None) -> None:
            if copy is None:
                otherwise()
            elif self._take(copy, self._kept_cursor(copy)) and then is not None:
                then()

        # What was read from one site would be kept in the other.
        wanted = self.wish() & self._workspace.folder_ticket()
        self._work.run("Opening the article", read, show, while_=wanted)

    def wish(self) -> Ticket:
        """Note that something else is to be open; return what holds until there is a newer wish."""
        self._wished = ""  # what waits for its site is wanted no more
        self._wishes += 1
        return Ticket.of(lambda: self._wishes)

    def take_copy(self, copy: WorkingCopy) -> bool:
        """Open a working copy that was made elsewhere; say whether it was opened."""
        return self._take(copy, self._kept_cursor(copy))

    def _take(self, copy: WorkingCopy, cursor: int) -> bool:
        """Open a working copy: the one gate. What is not kept is kept first; say whether it was opened."""
        self.wish()
        if self._is_open(copy):
            return True  # what is on the screen is never older than what was read
        if not self._keeper.keep_and_wait() and not self.may_leave():
            return False
        self.show_rows()
        self._session.open_article(copy)
        self._remember(copy)
        self.opened.emit(cursor)
        return True

    def _is_open(self, copy: WorkingCopy) -> bool:
        if not self._session.is_open:
            return False
        origin = self._session.origin
        place = (copy.site_path, copy.outside_path)
        is_same_place = place == (origin.site_path, origin.outside_path) and place != (None, None)
        return is_same_place or copy.draft_id == origin.draft_id

    def _kept_cursor(self, copy: WorkingCopy) -> int:
        try:
            return self._workspace.drafts.load(copy.draft_id).cursor
        except SaveError:
            return 0

    def _remember(self, copy: WorkingCopy) -> None:
        path = self._workspace.file_of(copy)
        settings = self._settings.settings
        self._settings.take(settings.with_recent_article(str(path)) if path else settings)
        self._settings.change(open_article=self.current_key())

    def may_leave(self) -> bool:
        """Ask whether to go on although the last changes could not be kept; a copy of them will do."""
        answer = self._questions.ask(
            Question(
                "Your last changes could not be kept.",
                "The disk refused them. If you go on, the last changes of this article are lost.",
                (
                    Answer("leave", "Go on without them", is_danger=True),
                    Answer("copy", "Save a copy…"),
                    Answer("stay", "Stay here", is_primary=True),
                ),
            )
        )
        return answer == "leave" or (answer == "copy" and self._copies.save_and_wait())

    def shown_rows(self) -> tuple[LibraryRow, ...]:
        """Return the rows of the list with the open article's as it is now."""
        rows = self._workspace.rows
        if not self._session.is_open:
            return rows
        copy = self._session.copy
        is_untouched = copy.is_new and not copy.article.fields.title and not copy.article.text
        if is_untouched:
            return rows
        return row_of_copy(copy, rows, edited=copy.is_edited, words=self._session.words.total)

    def show_rows(self) -> None:
        """Show the list with the open article's row as it is now."""
        self._workspace.take_rows(self.shown_rows(), self._workspace.site)

    def current_key(self) -> str:
        """Return the list's key of the open article, "" for none."""
        if not self._session.is_open:
            return ""
        return key_of(self._session.origin, self._workspace.rows)


def _place_in_site(path: Path, known: Site | None) -> tuple[Site, PurePosixPath] | None:
    """Return the site that has this file among its articles, and its place there."""
    for site in (known, _site_around(path)):
        if site is None or not path.is_relative_to(site.root):
            continue
        place = PurePosixPath(path.relative_to(site.root).as_posix())
        if any(entry.path == place for entry in site.articles()):
            return site, place
    return None


def _site_around(path: Path) -> Site | None:
    try:
        return open_site(path.parent)
    except SiteError:
        return None
