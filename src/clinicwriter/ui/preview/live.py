"""The open article on its way to the page: text by blocks at each key, the frame around it at each detail.

State that changes: the blocks shown, whether the pane rests, and what became stale meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from clinicwriter.article import LineChange
from clinicwriter.errors import ClinicWriterError
from clinicwriter.rendering import Answer, PageContent, render_body, render_page
from clinicwriter.ui.session import Session
from clinicwriter.ui.tickets import Ticket

from .feed import Feed, StartRenderer
from .shown import ShownBlocks
from .single_file import fill_page, single_file
from .source import PreviewSource
from .view import PageView

FRAME_DELAY_MS = 150


class LivePage(QObject):
    """Keep the view in step with the session."""

    tangled_changed = Signal(int)
    """The first line (from 0) of what cannot be shown; -1 when everything can."""
    trouble_changed = Signal(str)
    """Why the site's own page cannot be shown around the text; empty when it can."""

    def __init__(
        self, session: Session, view: PageView, start_renderer: StartRenderer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._source: PreviewSource | None = None
        self._view = view
        self._feed = Feed(start_renderer, self)
        self._shown = ShownBlocks()
        self._path = ""
        self._revision = 0
        self._has_begun = self._is_resting = False
        self._is_first_answer = self._has_text = False
        self._is_page_stale = self._is_text_stale = self._is_frame_stale = True
        self._tangled = -1
        self._frame_timer = QTimer(self, singleShot=True, interval=FRAME_DELAY_MS)
        self._connect()

    def _connect(self) -> None:
        self._session.article_opened.connect(self._open)
        self._session.text_changed.connect(self._take_change)
        self._session.field_changed.connect(self._note_frame)
        self._session.origin_changed.connect(self._note_frame)
        self._frame_timer.timeout.connect(self._renew_frame)
        self._feed.answered.connect(self._take_answer)
        self._view.begun.connect(self._fill)
        self._view.failed.connect(self._wait)

    # -- what the pane asks --------------------------------------------------------------------

    @property
    def blocks(self) -> ShownBlocks:
        """Return the blocks that the page shows."""
        return self._shown

    @property
    def is_showing(self) -> bool:
        """Say whether there is an article to show."""
        return self._session.is_open and self._source is not None

    @property
    def title(self) -> str:
        """Return the article's title, "" while it has none."""
        return self._session.fields.title or ""

    def article_ticket(self) -> Ticket:
        """Return what holds until another article is opened."""
        return self._session.article_ticket()

    @property
    def is_resting(self) -> bool:
        """Say whether nothing is done at the moment."""
        return self._is_resting

    def set_source(self, source: PreviewSource | None) -> None:
        """Show the article in these surroundings."""
        self._source = source
        self._open()

    def renew(self) -> None:
        """Read page and files afresh: the site's own files changed."""
        self._open()

    def rest(self) -> None:
        """Do nothing while nobody looks."""
        self._is_resting = True
        self._feed.rest()

    def wake(self) -> None:
        """Show what changed meanwhile, and go on."""
        self._is_resting = False
        self._feed.wake()
        self._catch_up()

    def stop(self) -> None:
        """End for good: whatever comes afterwards is not shown any more."""
        self._source = None
        self._frame_timer.stop()
        self._feed.stop()
        self._view.release()

    def one_file_maker(self) -> Callable[[], str]:
        """Return what makes the page, with the text of now, one file that shows the same outside the program.

        It reads files, and renders the text where the page does not show it: to be called away from the
        window's thread.
        """
        assert self._source is not None
        path, frame = self._source.page_url(self._session.details), self._page()
        find_file, flavour = self._source.file_finder(), self._source.flavour
        is_of_now = self._has_text and self._revision == self._session.revision
        is_shown = is_of_now and not self._is_text_stale
        shown, lines = self._shown.html, self._session.lines.snapshot()

        def make() -> str:
            body = shown if is_shown else render_body("\n".join(lines), flavour)
            return single_file(fill_page(frame, body), path, find_file)

        return make

    # -- the whole page ------------------------------------------------------------------------

    def _page(self) -> str:
        """Return the page around the text; a plain one where the site's own cannot be made."""
        assert self._source is not None
        details = self._session.details
        try:
            page, trouble = self._source.page(details), ""
        except ClinicWriterError as error:
            page, trouble = render_page(PageContent(title=details.fields.title or "")), str(error)
        self.trouble_changed.emit(trouble)
        return page

    def _open(self) -> None:
        self._is_page_stale = self._is_text_stale = True
        self._has_text = False
        self._shown = ShownBlocks()
        self._note_tangled(-1)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_resting or not self.is_showing:
            return
        if self._is_page_stale:
            self._load()
        elif self._is_frame_stale:
            self._renew_frame()
        if self._is_text_stale:
            self._send_text()

    def _load(self) -> None:
        assert self._source is not None
        details = self._session.details
        self._is_page_stale = self._is_frame_stale = self._has_begun = False
        self._path = self._source.page_url(details)
        self._view.open_page(self._path, self._page(), self._find_file)

    def _fill(self) -> None:
        self._has_begun = True
        if self._has_text:
            self._view.show_all(self._revision, self._shown, self._session.lines.texts)

    def _wait(self) -> None:
        self._has_begun = False

    def _find_file(self, path: str) -> Path | None:
        """Find a file of the site, also where the article's own address changed since the page was loaded."""
        if self._source is None or not self._session.is_open:
            return None
        find_file = self._source.file_finder()
        loaded = self._path.rpartition("/")[0] + "/"
        folder = self._source.page_url(self._session.details).rpartition("/")[0] + "/"
        if folder != loaded and path.startswith(loaded):
            found = find_file(folder + path[len(loaded) :])
            if found is not None:
                return found
        return find_file(path)

    # -- the frame around the text -------------------------------------------------------------

    def _note_frame(self) -> None:
        self._is_frame_stale = True
        self._frame_timer.start()

    def _renew_frame(self) -> None:
        if self._is_resting or self._source is None or not self._session.is_open:
            return
        if not self._has_begun:  # a page that is being loaded may hold the older details
            self._frame_timer.start()
            return
        self._is_frame_stale = False
        self._view.reframe(self._page())

    # -- the text ------------------------------------------------------------------------------

    def _send_text(self) -> None:
        assert self._source is not None
        self._is_text_stale = False
        self._is_first_answer = True
        self._feed.open(self._source.flavour, self._session.revision, self._session.lines.snapshot())

    def _take_change(self, change: LineChange) -> None:
        if self._is_resting or not self.is_showing:
            self._is_text_stale = True
            return
        self._feed.change(self._session.revision, change)

    def _take_answer(self, answer: Answer) -> None:
        if not self.is_showing:
            return
        if self._is_first_answer:
            self._shown = ShownBlocks()
        self._shown.take(answer.operations)
        self._revision = answer.revision
        self._has_text = True
        lines = self._session.lines.texts
        if self._has_begun and self._is_first_answer:
            self._view.show_all(answer.revision, self._shown, lines)
        elif self._has_begun:
            self._view.show_swaps(answer.revision, answer.operations, lines)
        self._is_first_answer = False
        self._note_tangled(answer.tangled.line if answer.tangled else -1)

    def _note_tangled(self, line: int) -> None:
        if line != self._tangled:
            self._tangled = line
            self.tangled_changed.emit(line)
