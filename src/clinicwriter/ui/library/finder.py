"""Searching while somebody types: away from the window's thread, and only ever the newest question.

State that changes: the newest question, and the texts of the drafts as they were last taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from clinicwriter.site.library import LibraryIndex, Query, SearchText, Snippet, Text, find, snippet, snippets
from clinicwriter.ui.tickets import Ticket
from clinicwriter.ui.work import Outcome, attempt

SNIPPETS_AT_ONCE = 12
SNIPPETS_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft to be searched. ``mark`` changes whenever its text does."""

    key: str
    mark: float
    text: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a search: ranks and snippets by a row's key or by its path in the site."""

    typed: str
    ranks: Mapping[str, float]
    snippets: Mapping[str, Snippet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where is searched: the site's index, and what gives the drafts (called in a worker)."""

    index: LibraryIndex | None
    drafts: Callable[[], Iterable[DraftText]]


class Finder(QObject):
    """Answer searches."""

    answered = Signal(object)
    """Carries ``Found``: first with the snippets of the best, then once more with all."""
    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._wanted = ""
        self._source: Source | None = None
        self._apart: dict[str, tuple[float, SearchText]] = {}
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def set_source(self, source: Source) -> None:
        """Search here from now on."""
        self._source = source

    def ask(self, typed: str) -> None:
        """Look for this; an answer to anything before does not come any more."""
        self._wanted = typed
        source, wanted = self._source, Ticket.of(lambda: (self._wanted, self._source))
        if typed.strip() and source is not None:
            self._pool.start(_Errand(lambda: self._search(typed, source, wanted)))

    def wait(self) -> None:
        """Wait for what is under way. For the end of the program."""
        self._wanted = ""
        self._pool.waitForDone()

    def _tell(self, wanted: Ticket, outcome: Outcome) -> None:
        if isinstance(outcome.answer, Found) and wanted.holds:
            self.answered.emit(outcome.answer)

    # -- in the worker -------------------------------------------------------------------------

    def _search(self, typed: str, source: Source, wanted: Ticket) -> None:
        if not wanted.holds:
            return
        outcome = attempt(lambda: self._first(typed, source))
        self._came.emit(wanted, outcome)
        if outcome.answer is not None and wanted.holds:
            self._came.emit(wanted, attempt(lambda: self._rest(outcome.answer, source)))

    def _first(self, typed: str, source: Source) -> Found:
        query = Query.of(typed)
        ranks = dict(find(source.index, query)) if source.index is not None else {}
        pieces: dict[str, Snippet] = {}
        for draft in source.drafts():
            rank = self._words(draft).rank(query) if not query.is_empty else 0.0
            if rank:
                ranks[draft.key] = rank
                pieces[draft.key] = snippet(draft.text.body, query)
        best = _best(ranks, 0, SNIPPETS_AT_ONCE)
        return Found(typed, ranks, {**self._pieces(source, best, query), **pieces})

    def _rest(self, found: Found, source: Source) -> Found:
        others = _best(found.ranks, SNIPPETS_AT_ONCE, SNIPPETS_AT_MOST)
        pieces = self._pieces(source, others, Query.of(found.typed))
        return Found(found.typed, found.ranks, {**pieces, **found.snippets})

    @staticmethod
    def _pieces(source: Source, paths: Sequence[str], query: Query) -> Mapping[str, Snippet]:
        return snippets(source.index, paths, query) if source.index is not None and paths else {}

    def _words(self, draft: DraftText) -> SearchText:
        known = self._apart.get(draft.key)
        if known is None or known[0] != draft.mark:
            known = self._apart[draft.key] = (draft.mark, SearchText.of(draft.text))
        return known[1]


def _best(ranks: Mapping[str, float], first: int, last: int) -> list[str]:
    return nlargest(last, ranks, key=ranks.__getitem__)[first:]


class _Errand(QRunnable):
    """Carry a search to the worker."""

    def __init__(self, function: Callable[[], None]) -> None:
        super().__init__()
        self._function = function

    def run(self) -> None:
        self._function()
