"""The form of an article's details: each field by its role, all others folded below."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.article import ArticleError, Role
from clinicwriter.ui.details.address import AddressField
from clinicwriter.ui.details.authors import AuthorField
from clinicwriter.ui.details.dates import DateField
from clinicwriter.ui.details.extra import ExtraFields
from clinicwriter.ui.details.line_edit import LineEdit
from clinicwriter.ui.details.picture import PictureField
from clinicwriter.ui.details.prose import ProseEdit
from clinicwriter.ui.details.row import FieldRow
from clinicwriter.ui.details.source import DetailsSource, NoSource
from clinicwriter.ui.details.tags import TagsField
from clinicwriter.ui.session import FieldValue, Session
from clinicwriter.ui.theme import ThemeKeeper

BEST_TITLE_LENGTH = 60
"""What search engines show of a title, in characters."""
BEST_SUMMARY_LENGTH = 155
"""What search engines show of a summary, in characters."""
SUMMARY_LINES = 3
PUBLISHED, DRAFT = "Published", "Draft"
NOT_YET = "Once you export it"
FROM_NAME = "From the file's name"
OTHER_PICTURE = "This one is named in “{key}”, and is shown now."
ONLY_FOR_A_MOMENT = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why a field loses the focus although nobody left it."""
ADDRESS_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class DetailsForm(QWidget):
    """Show the open article's details and hand each edit to the session."""

    picture_wished = Signal()
    text_wished = Signal()
    """Somebody is done with the title, and wants to write."""

    def __init__(self, session: Session, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source: DetailsSource = NoSource()
        self._rows: dict[Role, FieldRow] = {}
        self._is_title_asked = False
        self._build_controls(keeper)
        self._build_layout()
        self._connect()
        self.hide()

    def set_source(self, source: DetailsSource) -> None:
        """Ask this site for suggestions, addresses and pictures."""
        self._source = source
        self.refresh_suggestions()
        self._show_all()

    def refresh_suggestions(self) -> None:
        """Read the site's tags and authors anew."""
        self.tags.set_known(self._source.tags())
        self.author.set_known(self._source.authors())

    def row(self, role: Role) -> FieldRow:
        """Return the row of a role."""
        return self._rows[role]

    def row_of(self, role: Role) -> FieldRow | None:
        """Return the row in which a role is edited, ``None`` where the form has none."""
        return self._rows.get(Role.IMAGE if role is Role.IMAGE_ALT else role)

    # -- building ------------------------------------------------------------------------------

    def _build_controls(self, keeper: ThemeKeeper) -> None:
        self.notice = QLabel(self)
        self.notice.setProperty("kind", "notice")
        self.notice.setWordWrap(True)
        self.title = LineEdit(self)
        self.author = AuthorField(self)
        self.tags = TagsField(keeper, self)
        self.date = DateField(keeper, self)
        self.status = QComboBox(self)
        self.status.addItems([PUBLISHED, DRAFT])
        self.summary = ProseEdit("One or two sentences for search results and lists", SUMMARY_LINES, self)
        self.address = AddressField(self)
        self.picture = PictureField(keeper, self)
        self.extra = ExtraFields(keeper, self)
        for entry in self.findChildren(QLineEdit):
            entry.installEventFilter(self)
        for prose in self.findChildren(ProseEdit):
            prose.installEventFilter(self)

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(14)
        column.addWidget(self.notice)
        column.addWidget(self._row(Role.TITLE, "Title", self.title))
        column.addWidget(self._row(Role.AUTHORS, "Author", self.author))
        column.addWidget(self._row(Role.TAGS, "Tags", self.tags))
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(self._row(Role.DATE, "Date", self.date), 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self._row(Role.DRAFT, "Status", self.status), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addWidget(self._row(Role.SUMMARY, "Summary", self.summary))
        column.addWidget(self._row(Role.SLUG, "Web address", self.address))
        column.addWidget(self._row(Role.IMAGE, "Picture", self.picture))
        column.addWidget(self.extra)
        column.addStretch(1)

    def _row(self, role: Role, label: str, control: QWidget) -> FieldRow:
        self._rows[role] = FieldRow(label, control, self)
        return self._rows[role]

    def _connect(self) -> None:
        session = self._session
        session.article_opened.connect(self._begin)
        session.origin_changed.connect(self._show_all)
        session.field_changed.connect(self._show_changed)
        self.title.textEdited.connect(lambda text: self._set(Role.TITLE, text.strip() or None))
        self.title.returnPressed.connect(self.text_wished)
        self.author.authors_edited.connect(lambda authors: self._set(Role.AUTHORS, authors or None))
        self.tags.tags_changed.connect(self._set_tags)
        self.date.day_chosen.connect(self._set_day)
        self.date.cleared.connect(self._clear_day)
        self.date.misread.connect(self._say_misread)
        self.status.textActivated.connect(lambda text: self._set(Role.DRAFT, text == DRAFT))
        self.summary.text_edited.connect(lambda text: self._set(Role.SUMMARY, text or None))
        self.address.slug_edited.connect(self._set_slug)
        self.picture.choice_requested.connect(self.picture_wished)
        self.picture.removal_requested.connect(self._remove_picture)
        self.picture.description_edited.connect(lambda text: self._set(Role.IMAGE_ALT, text.strip() or None))

    # -- from the form to the article ----------------------------------------------------------

    def _set(self, role: Role, value: FieldValue) -> None:
        if not self._session.is_open:
            return
        try:
            self._session.set_field(role, value)
        except ArticleError as error:
            self._message_row(role).say(str(error))

    def _message_row(self, role: Role) -> FieldRow:
        return self._rows.get(role, self._rows[Role.IMAGE])

    def _set_tags(self, tags: tuple[str, ...]) -> None:
        self._set(Role.TAGS, tags or None)

    def _set_day(self, day: date) -> None:
        is_said = not self._session.fields.date and day == self._source.name_date()
        if not is_said:
            self._set(Role.DATE, day)
        self._show_day()

    def _clear_day(self) -> None:
        self._set(Role.DATE, None)
        self._show_day()

    def _set_slug(self, text: str) -> None:
        self._set(Role.SLUG, text.strip() or None)

    def _remove_picture(self) -> None:
        before = self._session.details
        self._set(Role.IMAGE, None)
        key = self._session.details.key_of(Role.IMAGE)
        if self._session.fields.image and self._session.details is not before:
            self._rows[Role.IMAGE].note(OTHER_PICTURE.format(key=key))

    def _say_misread(self, typed: str) -> None:
        self._rows[Role.DATE].say(f"“{typed}” is not a day. Write it like 18 Nov 2026.")

    # -- from the article to the form ----------------------------------------------------------

    def ask_for_title(self) -> None:
        """Say from now on that the title is missing, where it is."""
        self._is_title_asked = True
        if self._session.is_open:
            self._show_title()

    def refuse(self, role: Role, why: str) -> None:
        """Show a detail as it is kept, and why it was not changed."""
        self._show_changed(role)
        self._message_row(role).say(why)

    def _begin(self) -> None:
        """Show another article; one that was only just begun need not have a title yet."""
        self._is_title_asked = self._session.is_open and not self._session.origin.is_new
        self._show_all()

    def _show_all(self) -> None:
        is_open = self._session.is_open
        self.setVisible(is_open)
        if not is_open:
            return
        self._show_notice()
        for show in self._showers().values():
            show()
        self.extra.show_fields(self._session.details.extra)

    def _show_changed(self, role: Role | None) -> None:
        if role is None:
            self._show_all()
            return
        showers = self._showers()
        showers[Role.IMAGE if role is Role.IMAGE_ALT else role]()
        if role in (Role.TITLE, Role.DATE):
            self._show_address()

    def _showers(self) -> dict[Role, Callable[[], None]]:
        return {
            Role.TITLE: self._show_title,
            Role.AUTHORS: self._show_authors,
            Role.TAGS: self._show_tags,
            Role.DATE: self._show_date,
            Role.UPDATED: lambda: None,
            Role.DRAFT: self._show_status,
            Role.SUMMARY: self._show_summary,
            Role.SLUG: self._show_address,
            Role.IMAGE: self._show_picture,
        }

    def _show_notice(self) -> None:
        article = self._session.details
        words = article.read_only_reason or article.lock
        for problem in article.problems[:1]:
            words = words or f"Line {problem.line}: {problem.message} {problem.mend}"
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        is_locked = bool(article.lock) or article.is_read_only
        for row in self._rows.values():
            row.setEnabled(not is_locked)

    def _show_title(self) -> None:
        title = self._session.fields.title or ""
        _show_text(self.title, title)
        row = self._rows[Role.TITLE]
        row.count(len(title), BEST_TITLE_LENGTH)
        is_missing = self._is_title_asked and not title.strip()
        row.say("An article needs a title before it can be exported." if is_missing else "")

    def _show_authors(self) -> None:
        self.author.show_authors(self._session.fields.authors)
        self._rows[Role.AUTHORS].say("")

    def _show_tags(self) -> None:
        tags = self._session.fields.tags
        self.tags.show_tags(tags)
        slashed = next((tag for tag in tags if "/" in tag), None)
        self._rows[Role.TAGS].say(
            f"The tag “{slashed}” has a slash, which many sites read as two addresses." if slashed else ""
        )

    def _show_date(self) -> None:
        self._show_day()
        self._rows[Role.DATE].say("")

    def _show_day(self) -> None:
        written, named = self._session.fields.date, self._source.name_date()
        self.date.show_date(written, named)
        self._rows[Role.DATE].note("" if written or named is None else FROM_NAME)

    def _show_status(self) -> None:
        self.status.setCurrentText(DRAFT if self._session.fields.is_draft else PUBLISHED)
        self._rows[Role.DRAFT].say("")
        is_said_of_later = self._session.origin.is_new and not self._session.fields.is_draft
        self._rows[Role.DRAFT].note(NOT_YET if is_said_of_later else "")

    def _show_summary(self) -> None:
        summary = self._session.fields.summary or ""
        self.summary.show_text(summary)
        self._rows[Role.SUMMARY].count(len(summary), BEST_SUMMARY_LENGTH)
        self._rows[Role.SUMMARY].say("")

    def _show_address(self) -> None:
        written = self._session.fields.slug
        is_fixed = not self._session.origin.is_new
        address = self._source.web_address(self._session.details)
        self.address.show_address(address, written=written, is_fixed=is_fixed)
        self._rows[Role.SLUG].say(self._move_words() if is_fixed else self._address_words(written))

    def _move_words(self) -> str:
        left = self._source.address_left(self._session.details)
        return f"The page moves with the next export: links to {left} will not work any more." if left else ""

    def _address_words(self, written: str | None) -> str:
        if written and not ADDRESS_SHAPE.fullmatch(written):
            return "Use small letters, digits and single hyphens, like first-visit."
        return self._source.address_problem(written or self._source.web_address(self._session.details)[1])

    def _show_picture(self) -> None:
        fields = self._session.fields
        file = self._source.picture_file(fields.image) if fields.image else None
        self.picture.show_picture(fields.image, fields.image_alt, file)
        self._rows[Role.IMAGE].say("")
        self._rows[Role.IMAGE].note("")

    # -- its height ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._claim_height()
        return super().event(event)

    def _claim_height(self) -> None:
        """Be as high as the rows are at this width: what scrolls the form would squeeze wrapped lines."""
        column = self.layout()
        if column is not None and self.width() > 0:
            self.setMinimumHeight(column.totalHeightForWidth(self.width()))

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave undo and redo to the window: the form and the text share one order."""
        if watched is self.title and self.isVisible() and _is_left(event):
            self.ask_for_title()
        if event.type() == QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo)  # type: ignore[attr-defined]
            or event.matches(QKeySequence.StandardKey.Redo)  # type: ignore[attr-defined]
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _is_left(event: QEvent) -> bool:
    return isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in ONLY_FOR_A_MOMENT


def _show_text(entry: QLineEdit, text: str) -> None:
    """Show text where it is not, but for blanks at the ends, what was just typed."""
    if entry.text().strip() != text.strip():
        entry.setText(text)
        if not entry.hasFocus():
            entry.setCursorPosition(0)
