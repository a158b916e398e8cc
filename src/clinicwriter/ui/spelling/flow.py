"""Spelling at work: asked after each pause in typing, shown under the words, and answered.

State that changes: the newest findings, the one that is held back while somebody types there, and whether
this computer has an engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from clinicwriter.article import Role
from clinicwriter.language.english import English, english_for
from clinicwriter.language.lexicon import words_in
from clinicwriter.language.spelling_engine import EngineMissingError, HarperEngine
from clinicwriter.language.spelling_findings import LanguageFinding
from clinicwriter.ui.beside import Beside
from clinicwriter.ui.editor.marks import Mark
from clinicwriter.ui.editor.passage import Place
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.spelling.checking import (
    DetailFinding,
    MakeEngine,
    SpellingAnswer,
    SpellingQuestion,
    SpellingWorker,
)
from clinicwriter.ui.spelling.deciding import MARKS, Decisions
from clinicwriter.ui.spelling.entries import SpellingEntries
from clinicwriter.ui.spelling.entry_marks import LOOKS
from clinicwriter.ui.spelling.language_menu import LanguageMenu
from clinicwriter.ui.spelling.menu import fill_menu, show_hint
from clinicwriter.ui.spelling.word_files import WordFiles
from clinicwriter.ui.spelling.words_dialog import WordsDialog
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import Workspace

PAUSE_MS = 400
"""So long after the last key the text is looked at."""
FIRST_PAUSE_MS = 1200
"""So long after an article was opened: making the engine takes a second, which the opening does not share."""
REST_MS = 15_000
"""So long after the last look the engine tidies up, which keeps other threads waiting for 50 ms."""
OTHER_LANGUAGE = "This text is not English: its spelling is not looked at"
MISSING = "Spelling help is not available on this computer"


class SpellingFlow(QObject):
    """Look at the open article's spelling, show what is doubtful, and do what somebody decides about it."""

    said = Signal(str)
    findings_changed = Signal(object)
    """The open article was looked at: carries a ``tuple[LanguageFinding, ...]`` in order, often empty."""

    def __init__(
        self,
        window: Window,
        session: Session,
        workspace: Workspace,
        work: Work,
        settings: SettingsFile,
        make_engine: MakeEngine = HarperEngine,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._settings = settings
        self._findings: tuple[LanguageFinding, ...] = ()
        self._details: tuple[DetailFinding, ...] = ()
        self._held: LanguageFinding | None = None
        self._is_told = True
        self._names_turn = 0
        self._is_missing = False
        worker = SpellingWorker(make_engine, self._is_wanted)
        self.checking = Beside(worker.answer, self)
        self.decisions = Decisions(window.editor, work, lambda: self.files, self)
        self.entries = SpellingEntries(
            window.details, window.keeper, session, self.decisions, lambda: self.files.site is not None
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.rest.timeout.connect(self._ask_at_rest)
        self._language = LanguageMenu(window.status_bar.language, window.book["spelling.on"], self)
        self._connect()
        self._show_language()

    def _connect(self) -> None:
        session, marks = self._session, self._window.editor.marks
        session.article_opened.connect(self._begin)
        session.text_changed.connect(self._note_change)
        session.field_changed.connect(self._note_change)
        self._workspace.site_opened.connect(self._note_names)
        self._workspace.rows_changed.connect(self._note_names)
        self._window.came_to_front.connect(self.look_again)
        self.checking.answered.connect(self._take)
        self.checking.came_late.connect(self.look_again)
        self.checking.failed.connect(self._note_failure)
        marks.menu_opening.connect(self._fill_menu)
        marks.hovered.connect(show_hint)
        self.decisions.made.connect(self._look_now)
        self._window.editor.text_edit.cursorPositionChanged.connect(self._release_held)
        self._language.english_chosen.connect(self.choose)
        self._window.book["spelling.on"].toggled.connect(self.switch)
        self._window.book.connect(
            {
                "spelling.next": self.go_to_next,
                "spelling.suggest": self.suggest,
                "spelling.words": self._show_words,
            }
        )

    # -- what is set ---------------------------------------------------------------------------

    @property
    def english(self) -> English:
        """Return the English that articles are written in: the person's choice, or the system's."""
        chosen = self._settings.settings.english
        return English(chosen) if chosen in set(English) else english_for(QLocale.system().name())

    @property
    def is_on(self) -> bool:
        """Say whether spelling is looked at."""
        return self._settings.settings.spelling and not self._is_missing

    def choose(self, english: str) -> None:
        """Take another English, "" for the system's."""
        self._settings.change(english=english)
        self._show_language()
        self.look_again()

    def switch(self, is_on: bool) -> None:
        """Switch spelling on or off."""
        if is_on != self._settings.settings.spelling:
            self._settings.change(spelling=is_on)
            self._show_language()
            self._begin()

    def _show_language(self, note: str = "") -> None:
        note = MISSING if self._is_missing else note
        self._language.show(self.english, self._settings.settings.english, is_on=self.is_on, note=note)

    # -- looking -------------------------------------------------------------------------------

    @property
    def findings(self) -> tuple[LanguageFinding, ...]:
        """Return what was found in the open article; where the text changed since, places may be older."""
        return self._findings

    @property
    def details(self) -> tuple[DetailFinding, ...]:
        """Return what was found in the title and the summary."""
        return self._details

    def look_again(self) -> None:
        """Look at the text in a moment: words may have been added elsewhere."""
        if self._session.is_open and self.is_on and not self._pause.isActive():
            self._pause.start(PAUSE_MS)

    def stop(self) -> None:
        """End the work under way."""
        self._pause.stop()
        self.checking.stop()

    def _is_wanted(self, question: SpellingQuestion) -> bool:
        return self.checking.is_wanted(question)

    def _begin(self) -> None:
        self._pause.stop()
        self.checking.drop()
        self._held = None
        self._details = ()
        self.entries.show(())
        self._show(())
        if self._session.is_open and self.is_on:
            self._pause.start(FIRST_PAUSE_MS)

    def _note_change(self, _what: object = None) -> None:
        if self.is_on:
            self._pause.start(PAUSE_MS)

    def _note_names(self) -> None:
        self._names_turn += 1
        self.look_again()

    def _look_now(self) -> None:
        self._pause.stop()
        self._ask()

    def _ask(self) -> None:
        question = self._question()
        if question is not None:
            self.checking.ask(question, while_=self._session.text_ticket())
            self.rest.start()

    def _ask_at_rest(self) -> None:
        question = self._question()
        if question is not None and not self._pause.isActive():
            self.checking.ask(replace(question, is_at_rest=True), while_=self._session.text_ticket())

    def _question(self) -> SpellingQuestion | None:
        session = self._session
        if not session.is_open or not self.is_on:
            return None
        site, fields = self._workspace.site, session.fields
        known = (*fields.authors, *fields.tags)
        details = ((Role.TITLE, fields.title or ""), (Role.SUMMARY, fields.summary or ""))

        def make_names() -> frozenset[str]:
            if site is None:
                return words_in(known)
            return words_in([*known, *site.known_authors(), *site.known_tags(), site.clinic.name, site.name])

        lines = session.lines.snapshot()
        turn = hash((self._names_turn, known))
        return SpellingQuestion(session.opening, self.english, self.files, turn, make_names, lines, details)

    @property
    def files(self) -> WordFiles:
        """Return where the word lists lie for the open article."""
        is_outside = self._session.is_open and self._session.origin.outside_path is not None
        root = None if is_outside else self._workspace.root
        return WordFiles(self._workspace.places.settings, root)

    def _take(self, answer: SpellingAnswer) -> None:
        self._show_language(OTHER_LANGUAGE if answer.is_other_language else "")
        self._is_told = self._is_told and answer.details == self._details
        self._details = answer.details
        self.entries.show(answer.details)
        self._held = self._under_typing(answer.findings)
        self._show(answer.findings)

    def _note_failure(self, outcome: Outcome) -> None:
        if isinstance(outcome.error, EngineMissingError):
            self._is_missing = True
            self._show_language()
        else:
            self._work.error_met.emit(outcome)

    # -- showing -------------------------------------------------------------------------------

    def _show(self, findings: tuple[LanguageFinding, ...]) -> None:
        changed = findings != self._findings or not self._is_told
        self._findings = findings
        self._show_marks()
        self._is_told = True
        if changed:
            self.findings_changed.emit(findings)

    def _show_marks(self) -> None:
        shown = (finding for finding in self._findings if finding is not self._held)
        self._window.editor.marks.show(MARKS, [_mark(finding) for finding in shown])

    def _under_typing(self, findings: Iterable[LanguageFinding]) -> LanguageFinding | None:
        """Return the new finding that the cursor stands in: a word is not marked while it is being typed."""
        here = self._cursor()
        shown = {mark.key for mark in self._window.editor.marks.of(MARKS)}
        return next((one for one in findings if _holds(one, here) and one not in shown), None)

    def _release_held(self) -> None:
        if self._held is not None and not _holds(self._held, self._cursor()):
            self._held = None
            self._is_told = False
            if not self._pause.isActive():
                self._show_marks()
                self.look_again()

    def _cursor(self) -> Place:
        marks, text = self._window.editor.marks, self._window.editor.text_edit
        return marks.place_at(text.textCursor().position())

    # -- by menu and keyboard ------------------------------------------------------------------

    def _fill_menu(self, menu: QMenu, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            if isinstance(mark.key, LanguageFinding):
                self._fill(menu, mark.key)
                return

    def _fill(self, menu: QMenu, finding: LanguageFinding) -> None:
        fill_menu(menu, finding, self.decisions, has_site=self.files.site is not None)

    def suggest(self) -> None:
        """Open the suggestions for the word at the cursor, or for the next doubtful one."""
        if self.entries.focused is not None:
            if not self.entries.suggest():
                self.said.emit("No doubtful words here")
            return
        here = self._mark_near(self._cursor(), self._window.editor.marks.of(MARKS))
        if here is None:
            self.said.emit("No doubtful words here")
            return
        put_back = self._window.editor.keep_place()
        self._window.editor.select_range(here.start, here.end)
        text = self._window.editor.text_edit
        menu = QMenu(self._window.editor)
        menu.setToolTipsVisible(True)
        assert isinstance(here.key, LanguageFinding)
        self._fill(menu, here.key)
        menu.aboutToHide.connect(put_back)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(text.viewport().mapToGlobal(text.cursorRect().bottomLeft()))
        menu.setActiveAction(next((one for one in menu.actions() if one.isEnabled()), menu.actions()[0]))

    def go_to_next(self) -> None:
        """Select the next doubtful words after the cursor: in the form, in the text, and around the end."""
        is_in_form = self.entries.focused is not None
        if is_in_form and self.entries.go_to_next():
            return
        here = Place(0, 0) if is_in_form else self._cursor()
        marks = self._window.editor.marks.of(MARKS)
        after = next((mark for mark in marks if mark.start >= here), None)
        if after is None and self.entries.go_to_next(begins_anew=True):
            return
        after = after or next(iter(marks), None)
        if after is None:
            self.said.emit("No doubtful words in this article")
        else:
            self._window.editor.select_range(after.start, after.end)

    @staticmethod
    def _mark_near(here: Place, marks: tuple[Mark, ...]) -> Mark | None:
        at = next((mark for mark in marks if mark.start <= here <= mark.end), None)
        return at or next((mark for mark in marks if mark.start > here), next(iter(marks), None))

    def _show_words(self) -> None:
        dialog = WordsDialog(self.files.read(), self._window)
        dialog.removal_wished.connect(self.decisions.take_back)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _mark(finding: LanguageFinding) -> Mark:
    start, end = Place(finding.line, finding.start), Place(finding.end_line, finding.end)
    return Mark(start, end, LOOKS[finding.kind], finding)


def _holds(finding: LanguageFinding, place: Place) -> bool:
    return (finding.line, finding.start) <= place <= (finding.end_line, finding.end)
