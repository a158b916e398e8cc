"""Doubtful words in the title and the summary: shown under the words of the form, and answered there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from clinicwriter.article import ArticleError, Role
from clinicwriter.language.spelling_findings import LanguageFinding
from clinicwriter.ui.details import DetailsPane
from clinicwriter.ui.editor.marks import Mark
from clinicwriter.ui.session import Session, field_value
from clinicwriter.ui.spelling.checking import DetailFinding
from clinicwriter.ui.spelling.deciding import Decisions
from clinicwriter.ui.spelling.entry_marks import EntryMarks
from clinicwriter.ui.spelling.menu import fill_menu
from clinicwriter.ui.spelling.word_files import WordList
from clinicwriter.ui.theme import ThemeKeeper


class SpellingEntries(QObject):
    """Mark what is doubtful in the form, and do there what somebody decides about it."""

    def __init__(
        self,
        details: DetailsPane,
        keeper: ThemeKeeper,
        session: Session,
        decisions: Decisions,
        has_site: Callable[[], bool],
    ) -> None:
        super().__init__(decisions)
        self._session = session
        self._decisions = decisions
        self._has_site = has_site
        self._form = form = details.form
        self._marks: Mapping[Role, EntryMarks] = {
            Role.TITLE: EntryMarks(form.title, keeper),
            Role.SUMMARY: EntryMarks(form.summary, keeper),
        }
        for marks in self._marks.values():
            marks.menu_opening.connect(self._fill)

    def of(self, role: Role) -> EntryMarks:
        """Return the marks of a detail."""
        return self._marks[role]

    def show(self, details: tuple[DetailFinding, ...]) -> None:
        """Mark what was found in the details as they are now."""
        for role, marks in self._marks.items():
            value = str(field_value(self._session.details, role) or "") if self._session.is_open else ""
            marks.show(value, [found for where, found in details if where is role])

    @property
    def focused(self) -> EntryMarks | None:
        """Return the marks of the entry that has the focus."""
        return next((marks for marks in self._marks.values() if marks.entry.hasFocus()), None)

    def suggest(self) -> bool:
        """Open the suggestions for doubtful words of the entry that has the focus; say whether it has any."""
        marks = self.focused
        mark = marks.mark_near_cursor() if marks is not None else None
        if marks is None or mark is None or not isinstance(mark.key, LanguageFinding):
            return False
        put_back = marks.entry.keep_place()
        marks.pick(mark)
        menu = QMenu(marks.entry)
        menu.setToolTipsVisible(True)
        self._fill(menu, mark.key)
        menu.aboutToHide.connect(put_back)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(marks.corner_below(mark))
        menu.setActiveAction(next((one for one in menu.actions() if one.isEnabled()), menu.actions()[0]))
        return True

    def go_to_next(self, *, begins_anew: bool = False) -> bool:
        """Select the next doubtful words after the cursor in the form, or its first; say whether there are.

        Entries that cannot be seen are left out.
        """
        focused = None if begins_anew else self.focused
        is_after = focused is None
        for marks in self._marks.values():
            mark = marks.mark_after_cursor() if marks is focused else next(iter(marks.marks()), None)
            is_after = is_after or marks is focused
            if is_after and mark is not None and marks.entry.isVisible():
                self._select(marks, mark)
                return True
        return False

    def select(self, finding: LanguageFinding) -> None:
        """Select the words of a finding where they stand in the form."""
        found = self._where(finding)
        if found is not None:
            self._select(self._marks[found[0]], found[1])

    def _where(self, finding: LanguageFinding) -> tuple[Role, Mark] | None:
        """Return in which detail the words of a finding stand, and where."""
        found = [(role, mark) for role, marks in self._marks.items() if (mark := marks.mark_of(finding))]
        same = next((pair for pair in found if pair[1].key is finding), None)
        return same or next(iter(found), None)

    @staticmethod
    def _select(marks: EntryMarks, mark: Mark) -> None:
        marks.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        marks.pick(mark)

    # -- what somebody decides -----------------------------------------------------------------

    def change(self, finding: LanguageFinding, suggestion: str) -> None:
        """Put a suggestion in place of the words, as one step to undo. Does nothing where they changed.

        A detail that cannot be changed keeps its words, and the form says why.
        """
        found = self._where(finding)
        if found is None:
            return
        role, mark = found
        try:
            self._session.details.with_field(role, self._marks[role].changed(mark, suggestion) or None)
        except ArticleError as error:
            self._form.refuse(role, str(error))
            return
        self._session.history.beginMacro(role.label)
        self._marks[role].change(mark, suggestion)
        self._session.history.endMacro()

    def add_word(self, finding: LanguageFinding, words: WordList) -> None:
        """Add the words to a dictionary."""
        self._decisions.add_word(finding, words)

    def ignore_here(self, finding: LanguageFinding) -> None:
        """Show this no more at this place."""
        self._decisions.ignore_here(finding)

    def ignore_everywhere(self, finding: LanguageFinding) -> None:
        """Show these words no more in any article."""
        self._decisions.ignore_everywhere(finding)

    def _fill(self, menu: QMenu, finding: LanguageFinding) -> None:
        fill_menu(menu, finding, self, has_site=self._has_site())
