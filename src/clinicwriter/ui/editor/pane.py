"""The editor: the formatting bar, the find bar and the article's text, joined to the session."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from clinicwriter.article import LineChange, TextLines
from clinicwriter.ui.editor.actions import (
    ACTIONS,
    TABLE_PARTS,
    draw_icon,
    fill_table_menu,
    make_editor_action,
)
from clinicwriter.ui.editor.bar import FormattingBar
from clinicwriter.ui.editor.clipboard import (
    clean_text,
    formatted_text,
    pictures_in,
    save_picture,
    takes_a_moment,
    with_outer_blanks,
)
from clinicwriter.ui.editor.context_menu import fill_menu
from clinicwriter.ui.editor.editing import Editing
from clinicwriter.ui.editor.empty_marks import EmptyMarks
from clinicwriter.ui.editor.find_bar import FindBar
from clinicwriter.ui.editor.highlighter import Highlighter
from clinicwriter.ui.editor.inserting import (
    WEB_ADDRESS,
    insert_link,
    insert_passage,
    insert_picture,
    insert_table,
    read_link,
    remove_link,
    replace_words,
)
from clinicwriter.ui.editor.keys import Keys
from clinicwriter.ui.editor.marks import Marks
from clinicwriter.ui.editor.mirror import Mirror
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.sections import move_section, move_section_to
from clinicwriter.ui.editor.structure import Heading, heading_level, outline
from clinicwriter.ui.editor.table_chooser import TableMenu
from clinicwriter.ui.editor.table_editing import is_in_table
from clinicwriter.ui.editor.table_visits import TableVisits
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.editor.typography import Typography
from clinicwriter.ui.editor.undo import UndoOrder, pack_ends
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper

PLACEHOLDER = "Write the article here."
_STATES_AFTER_MS = 60
"""The bar follows the cursor a moment later, so that no key waits for it."""
_STARTS_BLOCK = re.compile(r"#|>|- |\d+\. |\||!\[|```|---")


class EditorPane(QWidget):
    """Edit the session's text. Lines and columns count from 0, columns in characters."""

    cursor_line_changed = Signal(int)
    cursor_row_changed = Signal()
    """The cursor came into another row, of the same line or of another one."""
    scrolled_by_hand = Signal(float)
    """Somebody scrolled the text; carries the line at its top, with the fraction of it that is above."""
    scrolled_by_itself = Signal(float)
    """The text scrolled because somebody writes, or because it was told to; carries the same."""
    picture_dropped = Signal(object)
    """Picture files were dropped or pasted; carries a ``list[Path]``."""
    formatted_came = Signal(str, str)
    """A formatted paste that takes a moment came, long or with pictures: its HTML and its plain words."""
    link_wished = Signal()
    picture_wished = Signal()
    words_changed = Signal(int)

    def __init__(self, session: Session, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._line, self._row = 0, (0, 0)
        self._is_hand_at_work = False
        self._word_count = 0
        self._build()
        self._connect()
        self._follow_theme()
        self._load()

    def _build(self) -> None:
        self.setObjectName("editor-pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = self._keeper.theme
        self.text_edit = TextEdit(theme, self)
        self.text_edit.setAccessibleName("Text of the article")
        document = self.text_edit.document()
        self._mirror = Mirror(document, self._session)
        self._order = UndoOrder(self.text_edit, self._session)
        self._editing = Editing(self.text_edit, self._session, self._mirror, self._order)
        self._empty_marks = EmptyMarks(self.text_edit, self._order)
        self.text_edit.read_selection = self._editing.selected_text
        self.typography = Typography(self.text_edit, self._editing)
        history = self._session.history
        self._tables = TableVisits(self.text_edit, self._editing, self._order, history)
        self._keys = Keys(self.text_edit, self._editing, history, self.typography, self._tables)
        self._highlighter = Highlighter(self, document, theme, self.text_edit.point_size)
        self.marks = Marks(self.text_edit, self._session, self._keeper)
        self._rows = {row.name: row for row in ACTIONS}
        self._actions = {row.name: make_editor_action(row, self) for row in ACTIONS}
        self.bar = FormattingBar(self._actions, theme, self)
        self.find_bar = FindBar(self.text_edit, self._editing, theme, self)
        self._states = QTimer(self)
        self._late_row = QTimer(self, singleShot=True, interval=0)
        self._states.setSingleShot(True)
        self._states.setInterval(_STATES_AFTER_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.invitation = QLabel(self)
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.invitation.setWordWrap(True)
        self.invitation.setProperty("kind", "second")
        for widget in (self.bar, self.find_bar, self.text_edit):
            column.addWidget(widget)
        column.addWidget(self.invitation, 1)
        self.setFocusProxy(self.text_edit)

    def _connect(self) -> None:
        self._session.article_opened.connect(self._load)
        self._session.text_changed.connect(self._note_change)
        self._session.text_replacement_wished.connect(self.replace_text)
        self._keeper.changed.connect(self._follow_theme)
        self._states.timeout.connect(self.update_states)
        self._late_row.timeout.connect(self._note_late_row)
        self.text_edit.cursorPositionChanged.connect(self._note_cursor)
        self.text_edit.verticalScrollBar().actionTriggered.connect(self._note_hand)
        self.text_edit.verticalScrollBar().valueChanged.connect(self._note_scroll)
        self.text_edit.typed.connect(self._order.note_typing)
        self.text_edit.data_came.connect(self._take_data)
        self.text_edit.menu_wished.connect(self._open_menu)
        for name, action in self._actions.items():
            action.triggered.connect(self._doing(name))

    # -- what others ask -----------------------------------------------------------------------

    def actions(self) -> tuple[QAction, ...]:  # type: ignore[override]
        """Return the formatting actions in order; property ``group`` parts them for a menu."""
        return tuple(self._actions.values())

    def action(self, name: str) -> QAction:
        """Return one action by its id."""
        return self._actions[name]

    def outline(self) -> tuple[Heading, ...]:
        """Return the article's headings with their lines."""
        return outline(self._session.lines.texts)

    def word_count(self) -> int:
        """Return the number of words. Cheap."""
        return self._session.words.total

    def cursor_line(self) -> int:
        """Return the line that the cursor stands on."""
        return self.text_edit.textCursor().blockNumber()

    def selected_text(self) -> str:
        """Return the selected words, "" for none."""
        return self._editing.selected_text()

    def invite(self, words: str) -> None:
        """Say in the text's place what can be done while no article is open."""
        self.invitation.setText(words)

    def leave_free(self, left_px: int) -> None:
        """Keep the invitation out of a part that something else covers."""
        self.invitation.setContentsMargins(left_px, 0, 0, 0)

    def set_text_size(self, size_px: float) -> None:
        """Take another size of text."""
        self.text_edit.set_size(size_px)
        self._highlighter.set_theme(self._keeper.theme, self.text_edit.point_size)

    # -- what others wish ----------------------------------------------------------------------

    def go_to_line(self, line: int) -> None:
        """Put the cursor at a line's beginning, bring it into view and give it the focus."""
        self._editing.select(Selection.at(line, 0))
        self.text_edit.scroll_to(max(0, line - 1))
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_to_line(self, line: float) -> None:
        """Bring a line with its fraction to the top of the view; the cursor stays."""
        self.text_edit.scroll_to(line)

    def select(self, line: int, column: int, length: int) -> None:
        """Select characters of a line, bring them into view and give the text the focus."""
        self._editing.select(Selection(Place(line, column), Place(line, column + length)))
        self.text_edit.ensureCursorVisible()
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_range(self, start: Place, end: Place) -> None:
        """Select from one place to another, bring it into view and give the text the focus."""
        self._editing.select(Selection(start, end))
        self.text_edit.ensureCursorVisible()
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_place(self) -> Callable[[], None]:
        """Return what puts cursor, selection and scroll back as they are now, unless the text changes."""
        session, bar = self._session, self.text_edit.verticalScrollBar()
        cursor, scrolled, now = self.text_edit.textCursor(), bar.value(), (session.opening, session.revision)

        def put_back() -> None:
            if now == (session.opening, session.revision):
                self.text_edit.setTextCursor(cursor)
                bar.setValue(scrolled)

        return put_back

    def replace_range(self, start: Place, end: Place, text: str) -> None:
        """Put text in place of some words, as one step; with "" one blank beside them goes as well."""
        self._editing.run(lambda lines, _here: replace_words(lines, start, end, text))

    def insert_picture(self, reference: str, description: str) -> None:
        """Put a picture in at the cursor, as one step."""
        self._editing.run(lambda lines, here: insert_picture(lines, here.end, reference, description))

    @property
    def can_write(self) -> bool:
        """Say whether an article is open whose text may be changed."""
        return self._session.is_open and self._editing.can_edit

    def drop_pictures(self, paths: Sequence[Path], place: QPoint) -> None:
        """Take pictures that fell on a place of the text's viewport: they go in there."""
        if self.can_write:
            self.text_edit.setTextCursor(self.text_edit.cursorForPosition(place))
            self.picture_dropped.emit(list(paths))

    def insert_link(self, target: str, text: str) -> None:
        """Make the selection a link, or put one in, as one step."""
        self._editing.run(lambda lines, here: insert_link(lines, here, target, text))

    def move_section(self, line: int, step: int) -> None:
        """Let the section whose heading stands on a line change places with its neighbour, as one step."""
        here = Selection.at(line, 0)
        self._editing.run(lambda lines, _here: move_section(lines, here, step))

    def move_section_to(self, line: int, goal: int) -> None:
        """Put the section whose heading stands on a line before another line, as one step."""
        self._editing.run(lambda lines, here: move_section_to(lines, here, line, goal))

    def link_here(self) -> tuple[str, str] | None:
        """Return the words and the address of the link at the cursor, ``None`` where there is none."""
        return read_link(self._session.lines.texts, self._editing.selection())

    def remove_link(self) -> None:
        """Leave the words of the link at the cursor alone, as one step."""
        self._editing.run(remove_link)

    def insert_table(self, columns: int, rows: int) -> None:
        """Put in an empty table, as one step."""
        self._editing.run(lambda lines, here: insert_table(lines, here.end, columns, rows))
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:  # type: ignore[override]
        """Open the find bar."""
        self.find_bar.open_bar()

    def replace_text(self, text: str) -> None:
        """Make the whole text this one, as one step: only the lines that differ are touched."""
        wished = TextLines(text)
        old, new = self._session.lines.texts, wished.texts
        if list(old) == list(new):
            self._order.change_ends(pack_ends(wished.ends))
            return
        limit = min(len(old), len(new))
        head = next((row for row in range(limit) if old[row] != new[row]), limit)
        limit -= head
        tail = next((row for row in range(limit) if old[-1 - row] != new[-1 - row]), limit)
        here = self._editing.selection()
        inserted = tuple(new[head : len(new) - tail])
        self._editing.apply(Edit(head, len(old) - head - tail, inserted, here))
        self._order.set_ends(pack_ends(wished.ends))

    # -- following the session -----------------------------------------------------------------

    def _load(self) -> None:
        is_open = self._session.is_open
        self._mirror.pause(True)
        self.text_edit.setUndoRedoEnabled(False)
        self.text_edit.setPlainText(self._mirror.load())
        self.text_edit.setUndoRedoEnabled(True)
        self._mirror.pause(False)
        self._order.clear()
        self._tables.forget()
        is_locked = not is_open or self._session.details.is_read_only
        self.text_edit.setReadOnly(is_locked)
        self.text_edit.setPlaceholderText(PLACEHOLDER if is_open and not is_locked else "")
        self.text_edit.setVisible(is_open)
        self.invitation.setVisible(not is_open)
        self.bar.setEnabled(not is_locked)
        for name, action in self._actions.items():
            action.setEnabled(is_open and (not is_locked or name.startswith("editor.find")))
        self._line, self._row = 0, (0, 0)
        self.find_bar.note_text_change()
        self._word_count = self.word_count()
        self.words_changed.emit(self._word_count)
        self.update_states()

    def _note_change(self, _change: LineChange) -> None:
        if self.word_count() != self._word_count:
            self._word_count = self.word_count()
            self.words_changed.emit(self._word_count)
        self.find_bar.note_text_change()
        self._states.start()

    def _follow_theme(self) -> None:
        theme = self._keeper.theme
        self.text_edit.set_theme(theme)
        self.bar.set_theme(theme)
        self.find_bar.set_theme(theme)
        self._highlighter.set_theme(theme, self.text_edit.point_size)
        for name, action in self._actions.items():
            draw_icon(self._rows[name], action, theme)

    # -- following the cursor ------------------------------------------------------------------

    def _note_cursor(self) -> None:
        self._states.start()
        line = self.cursor_line()
        if line != self._line:
            self._line = line
            self.cursor_line_changed.emit(line)
        self._note_row()

    def _note_row(self) -> None:
        """Tell of another row; a line that was just typed into is laid out first, when it is painted."""
        row = self.text_edit.cursor_row()
        if row is None:
            self._late_row.start()
        elif row != self._row:
            self._row = row
            self.cursor_row_changed.emit()

    def _note_late_row(self) -> None:
        edit = self.text_edit
        edit.blockBoundingRect(edit.textCursor().block())  # nobody painted it: it may not be seen
        self._note_row()

    def _note_hand(self) -> None:
        """Take it that wheel or scroll bar are about to move the text; nothing else does this to the bar."""
        bar = self.text_edit.verticalScrollBar()
        self._is_hand_at_work = bar.sliderPosition() != bar.value()

    def _note_scroll(self) -> None:
        by_hand, self._is_hand_at_work = self._is_hand_at_work, False
        signal = self.scrolled_by_hand if by_hand else self.scrolled_by_itself
        signal.emit(self.text_edit.first_visible_line())

    def update_states(self) -> None:
        """Show in the bar what holds at the cursor."""
        self._states.stop()
        selection, lines = self._editing.selection(), self._session.lines.texts
        if selection.end.line >= len(lines):
            return
        in_table = self._editing.can_edit and is_in_table(lines, selection)
        for row in ACTIONS:
            if row.group in TABLE_PARTS:
                self._actions[row.name].setEnabled(in_table)
            if row.is_on is not None:
                self._actions[row.name].setChecked(row.is_on(lines, selection))
        self.bar.set_heading_on(heading_level(lines[selection.head.line]) > 0)

    # -- doing ---------------------------------------------------------------------------------

    def _doing(self, name: str) -> Callable[[], None]:
        own = {
            "editor.link": self.link_wished.emit,
            "editor.picture": self.picture_wished.emit,
            "editor.table": self._choose_table,
            "editor.find": self.find,
            "editor.replace": lambda: self.find_bar.open_bar(with_replace=True),
            "editor.find-next": self.find_bar.find_next,
            "editor.find-previous": self.find_bar.find_previous,
        }
        row = self._rows[name]

        def do() -> None:
            if row.group != "find":
                self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            if row.command is None:
                own[name]()
            elif row.repeats:
                self._editing.run(row.command)
            else:
                self._editing.toggle(name, row.command)
                if row.group == "words":
                    self._empty_marks.note()
            self.update_states()

        return do

    def _choose_table(self) -> None:
        """Let the size of a new table be chosen, or what to do with the one that the cursor is in."""
        if not self._editing.can_edit:
            return
        place = self.bar.below("editor.table")
        if is_in_table(self._session.lines.texts, self._editing.selection()):
            menu = QMenu(self)
            fill_table_menu(menu, self._actions.values())
            menu.popup(place)
        else:
            menu = grid = TableMenu(self._keeper.theme, self)
            grid.grid.chosen.connect(self.insert_table)
            grid.show_at(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bar.follow_menu(menu)

    def _take_data(self, data: QMimeData) -> None:
        if not self._editing.can_edit:
            return
        pictures = pictures_in(data)
        if not pictures and data.hasImage() and not data.hasText():
            saved = save_picture(data)
            pictures = [saved] if saved else []
        plain = clean_text(data.text())
        if pictures:
            self.picture_dropped.emit(pictures)
        elif takes_a_moment(data):
            self.formatted_came.emit(data.html(), plain)
        elif formatted := formatted_text(data):
            self.paste_formatted(formatted, plain)
        elif plain:
            self.paste_words(plain)

    def paste_formatted(self, formatted: str, plain: str) -> None:
        """Put one paragraph in where the cursor is, more than that as paragraphs of their own."""
        lines = formatted.split("\n")
        if plain and WEB_ADDRESS.fullmatch(plain.strip()):
            self.paste_words(plain)
        elif len(lines) == 1 and not _STARTS_BLOCK.match(formatted):
            self._tables.make_room(plain)
            self._editing.insert_text(with_outer_blanks(formatted, plain))
        else:
            self._editing.run(lambda texts, selection: insert_passage(texts, selection, lines))

    def paste_words(self, text: str) -> None:
        """Put words in as they are; an address over chosen words makes a link of these."""
        selection = self._editing.selection()
        is_address = WEB_ADDRESS.fullmatch(text.strip()) is not None
        if is_address and not selection.is_empty and selection.start.line == selection.end.line:
            self.insert_link(text.strip(), "")
        elif text:
            self._tables.make_room(text)
            self._editing.insert_text(text)

    def _open_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.text_edit, self._session.history, can_edit=self._editing.can_edit)
        if is_in_table(self._session.lines.texts, self._editing.selection()):
            fill_table_menu(menu.addMenu("Table"), self._actions.values())
        position = self.text_edit.cursorForPosition(event.pos()).position()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            position = self.text_edit.textCursor().position()
        found = self.marks.marks_at(self.marks.place_at(position))
        if found:
            self.marks.menu_opening.emit(menu, found)
        menu.popup(event.globalPos())
