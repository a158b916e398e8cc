"""The open article: one working copy, one undo order, and the facts that every pane hears.

State that changes: the working copy's details (a frozen ``Article``), the mirror of the editor's
lines with the number of their words, and the undo stack. Everything else in the window is drawn from
these. ``opening`` counts what was opened and closed, ``revision`` that and every change: of these are the
tickets for answers that come later.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from clinicwriter.article import Article, ArticleError, Fields, LineChange, Role, TextLines
from clinicwriter.ui.tickets import Ticket
from clinicwriter.ui.word_count import WordCount

FieldValue = str | Sequence[str] | date | bool | None

MERGE_WITHIN_MS = 1500
"""Field edits of one role that follow each other this closely are one step to undo."""


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """An article being worked on: where it came from, and what it was when the work began.

    ``site_path`` is the article's place in the site, ``None`` before its first export.
    ``outside_path`` is set for a file opened from outside any site: Save writes there.
    ``base`` are the bytes of that file when the work began, ``None`` where there was none.
    """

    draft_id: str
    article: Article
    site_path: PurePosixPath | None = None
    outside_path: Path | None = None
    base: bytes | None = None

    @property
    def is_new(self) -> bool:
        """Say whether no file of this article is there yet."""
        return self.base is None

    @property
    def is_edited(self) -> bool:
        """Say whether the article differs from the file that the work began from."""
        return self.base is None or self.article.to_bytes() != self.base


class Session(QObject):
    """Hold the open article and tell every pane what changed."""

    leaving = Signal()
    """The open article is about to be put away: keep now what is not kept yet."""
    article_opened = Signal()
    """Another working copy (or none) is there: read everything afresh."""
    text_changed = Signal(object)
    """The text changed; carries the ``LineChange``. Emitted for each keystroke: be cheap."""
    field_changed = Signal(object)
    """A detail changed; carries its ``Role``, or ``None`` when any may have."""
    edited = Signal()
    """Something changed, text or detail. Emitted for each keystroke: be cheap."""
    origin_changed = Signal()
    """The same article now has another place or another base: it was exported, saved or moved."""
    text_replacement_wished = Signal(str)
    """The whole text is to become this one, as one step that can be undone: the editor does it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = QUndoStack(self)
        self.lines = TextLines("")
        self.words = WordCount()
        self.revision = 0
        self.opening = 0
        self.details_turn = 0
        self._copy: WorkingCopy | None = None
        self._details: Article | None = None
        self._composed: tuple[int, Article] | None = None

    # -- reading -------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Say whether an article is open."""
        return self._copy is not None

    @property
    def copy(self) -> WorkingCopy:
        """Return the working copy as it is now."""
        assert self._copy is not None, "no article is open"
        return replace(self._copy, article=self.article)

    @property
    def origin(self) -> WorkingCopy:
        """Return the working copy for its place and base alone: its article may be an older one. Cheap."""
        assert self._copy is not None, "no article is open"
        return self._copy

    @property
    def article(self) -> Article:
        """Return the article as it is now. Composed once for each revision: not for use on every key."""
        assert self._details is not None, "no article is open"
        if self._composed is None or self._composed[0] != self.revision:
            self._composed = (self.revision, self._details.with_text(self.lines.text()))
        return self._composed[1]

    @property
    def details(self) -> Article:
        """Return the article for its details alone: its text may be an older one. Cheap."""
        assert self._details is not None, "no article is open"
        return self._details

    @property
    def fields(self) -> Fields:
        """Return the details by role. Cheap."""
        return self.details.fields

    # -- tickets -------------------------------------------------------------------------------

    def article_ticket(self) -> Ticket:
        """Return what holds until another article is opened, or none: whatever is typed in this one."""
        return Ticket.of(lambda: self.opening)

    def origin_ticket(self) -> Ticket:
        """Return what holds until another article is opened, or this one has another place or base."""
        return Ticket.of(lambda: (self.opening, self._copy))

    def text_ticket(self) -> Ticket:
        """Return what holds until another article is opened, or anything in this one changes."""
        return Ticket.of(lambda: self.revision)

    # -- opening and closing -------------------------------------------------------------------

    def open_article(self, copy: WorkingCopy) -> None:
        """Take another article; the undo order begins anew."""
        self.leaving.emit()
        self._copy = copy
        self._details = copy.article
        self._begin(TextLines(copy.article.text))

    def close_article(self) -> None:
        """Have no article open."""
        self.leaving.emit()
        self._copy = self._details = None
        self._begin(TextLines(""))

    def move_origin(
        self,
        *,
        site_path: PurePosixPath | None,
        outside_path: Path | None,
        base: bytes | None,
        draft_id: str | None = None,
    ) -> None:
        """Note that the same article now lies elsewhere or was written: history and text stay.

        ``draft_id`` is set where its draft gets another name: that of before belongs to a file that is gone.
        """
        assert self._copy is not None, "no article is open"
        name = draft_id or self._copy.draft_id
        self._copy = replace(
            self._copy, draft_id=name, site_path=site_path, outside_path=outside_path, base=base
        )
        self.origin_changed.emit()

    def _begin(self, lines: TextLines) -> None:
        self.lines = lines
        self.words.start(lines.texts)
        self.opening += 1
        self.revision += 1
        self._composed = None
        self.history.clear()
        self.article_opened.emit()

    # -- editing -------------------------------------------------------------------------------

    def set_field(self, role: Role, value: FieldValue) -> None:
        """Set, change or clear (``None``) one detail as a step that can be undone.

        Raises ``ArticleError`` where the article's details cannot be edited, or the value cannot be kept.
        """
        before = self.details
        after = before.with_field(role, value)
        if after.details_differ(before):
            self.history.push(_DetailsStep(self, before, after, role))

    def replace_article(self, article: Article, label: str) -> None:
        """Make details and text those of another article, as one step that can be undone."""
        self.history.beginMacro(label)
        if article.details_differ(self.details):
            self.history.push(_DetailsStep(self, self.details, article, None))
        if article.text != self.lines.text():
            self.text_replacement_wished.emit(article.text)
        self.history.endMacro()

    def take_written(self, details: Article) -> None:
        """Take the details as they were written to a file; no step to undo.

        Steps from before change from then on the one detail that they changed, and nothing that was written.
        """
        if details.details_differ(self.details):
            self.details_turn += 1
            self.take_details(details, None)

    def note_text_change(self, change: LineChange) -> None:
        """Take what the editor's document says that it changed. Called by the editor alone."""
        self.lines.apply(change)
        self.words.apply(change)
        self.revision += 1
        self.text_changed.emit(change)
        self.edited.emit()

    def take_details(self, details: Article, role: Role | None) -> None:
        """Put these details in place. Called by the undo steps alone."""
        self._details = details
        self.revision += 1
        self.field_changed.emit(role)
        self.edited.emit()


class _DetailsStep(QUndoCommand):
    """One change of the details; typing in one field merges into one step."""

    def __init__(self, session: Session, before: Article, after: Article, role: Role | None) -> None:
        super().__init__("Details" if role is None else role.label)
        self._session = session
        self._before = before
        self._after = after
        self._role = role
        self._turn = session.details_turn
        self._made_ms = time.monotonic() * 1000

    def id(self) -> int:
        return -1 if self._role is None else 1000 + list(Role).index(self._role)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _DetailsStep) or other._made_ms - self._made_ms > MERGE_WITHIN_MS:
            return False
        if other._turn != self._turn:
            return False
        self._after = other._after
        self._made_ms = other._made_ms
        return True

    def redo(self) -> None:
        self._put(self._before, self._after)

    def undo(self) -> None:
        self._put(self._after, self._before)

    def _put(self, old: Article, new: Article) -> None:
        is_later = self._turn != self._session.details_turn
        details = carried(self._session.details, old, new) if is_later else new
        self._session.take_details(details, self._role)


def carried(details: Article, old: Article, new: Article) -> Article:
    """Return the details with what differs between two others, detail by detail, and nothing else."""
    for role in Role:
        value = field_value(new, role)
        if value != field_value(old, role):
            with suppress(ArticleError):
                details = _with_value_of(details, new, role)
    return details


def _with_value_of(details: Article, new: Article, role: Role) -> Article:
    """Return the details with one of another's. A picture keeps its own name: several may be there."""
    value, key, shown = field_value(new, role), new.key_of(role), details.key_of(role)
    if role is not Role.IMAGE or not isinstance(value, str) or not key or shown in (None, key):
        return details.with_field(role, value)
    changed = details.with_extra(key, value)
    return details.with_field(role, None) if changed is details else changed


def field_value(article: Article, role: Role) -> FieldValue:
    """Return one detail as ``with_field`` takes it."""
    if role is Role.DRAFT:
        return article.fields.is_draft
    value: FieldValue = getattr(article.fields, role.value)
    return value or None
