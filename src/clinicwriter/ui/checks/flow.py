"""The checks at work: asked after each pause in typing, shown in the tab and under the words, and answered.

State that changes: the newest answer, which of its findings were mended since, and the article's names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from clinicwriter.article import Article, Role
from clinicwriter.checks import (
    Finding,
    Fix,
    Ignored,
    Ignores,
    IgnoreScope,
    Report,
    Severity,
    TextPlace,
    ignore,
    move_ignores,
    stop_ignoring,
    words_are_gone,
)
from clinicwriter.errors import ClinicWriterError
from clinicwriter.language import HardSentence
from clinicwriter.safekeeping import Holder
from clinicwriter.ui.beside import Beside
from clinicwriter.ui.checks.before_export import subject_of
from clinicwriter.ui.checks.checking import CheckAnswer, CheckQuestion, CheckWorker
from clinicwriter.ui.checks.grade_view import status_words
from clinicwriter.ui.checks.pane import ChecksPane
from clinicwriter.ui.checks.source import FindingSource
from clinicwriter.ui.editor.marks import Look, Mark
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

PAUSE_MS = 600
"""So long after the last key the text is checked."""
MARKS = "checks"
Deed = Callable[[Path, Ignored], Ignores]
STATES = {Severity.MUST: "error", Severity.SHOULD: "warning", Severity.TIP: "good"}
LOOKS = {Severity.MUST: Look.MUST, Severity.SHOULD: Look.SHOULD, Severity.TIP: Look.TIP}


@dataclass(frozen=True, slots=True)
class _KnownAs:
    """The names of an article: its draft's, and the one that decisions about it are kept under."""

    draft: str = ""
    article: str = ""


def _known_as(origin: WorkingCopy) -> _KnownAs:
    return _KnownAs(origin.draft_id, str(origin.site_path or origin.draft_id))


class ChecksFlow(QObject):
    """Check the open article, show what was found, and carry out what somebody decides about it."""

    said = Signal(str)
    offered = Signal(str, object)
    """A deed goes with what was just said: its words, and what does it."""
    answered = Signal(object)
    """The open article was checked; carries the ``CheckAnswer``."""

    def __init__(
        self, window: Window, session: Session, workspace: Workspace, work: Work, questions: Questions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._answer: CheckAnswer | None = None
        self._beside: FindingSource | None = None
        self._listed = Report(())
        self._mended: list[Finding] = []
        self._known_as = _KnownAs()
        self.pane = ChecksPane(window.keeper)
        self.checking = Beside(CheckWorker().answer, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        window.details.add_tab("Checks", self.pane, before=window.details.outline)
        self._connect()

    def _connect(self) -> None:
        session, pane, marks = self._session, self.pane, self._window.editor.marks
        session.article_opened.connect(self._begin)
        session.edited.connect(self._pause.start)
        session.origin_changed.connect(self._follow_place)
        self._workspace.site_opened.connect(self._pause.start)
        self.checking.answered.connect(self._take)
        self.checking.came_late.connect(self._ask_again)
        self.checking.failed.connect(self._work.error_met)
        self.checking.failed.connect(lambda _outcome: self.renew())
        pane.place_wished.connect(self.go_to)
        pane.sentence_wished.connect(self._go_to_sentence)
        pane.fix_wished.connect(self._mend)
        pane.answer_wished.connect(lambda finding, words: self.ignore(finding, IgnoreScope.HERE, words))
        pane.ignore_wished.connect(self.ignore)
        pane.ignoring_ended.connect(self._stop_ignoring)
        pane.reason_wished.connect(self._ask_reason)
        marks.clicked.connect(self._note_click)
        marks.menu_opening.connect(self._fill_menu)
        self._window.book.connect({"view.checks": self.show})

    # -- checking ------------------------------------------------------------------------------

    @property
    def answer(self) -> CheckAnswer | None:
        """Return the newest answer about the open article, which may be a moment older than its text."""
        return self._answer

    def show(self) -> None:
        """Show the checks, and check at once."""
        self._window.panes.show_details(True)
        self._window.details.show_tab(self.pane)
        self.pane.setFocus()
        if self._pause.isActive():
            self._pause.stop()
            self._ask()

    def stop(self) -> None:
        """End the work under way."""
        self._pause.stop()
        self.checking.stop()

    def _begin(self) -> None:
        self._answer = None
        self._mended.clear()
        self._known_as = _known_as(self._session.origin) if self._session.is_open else _KnownAs()
        self._pause.stop()
        self.pane.show_nothing()
        self._window.editor.marks.clear(MARKS)
        self._show_counts()
        if self._session.is_open:
            self._pause.start()

    def _ask(self) -> None:
        if not self._session.is_open:
            return
        copy, site = self._session.copy, self._workspace.site
        if copy.outside_path is not None:
            site = None
        workspace, root = self._workspace, self._ignores_root(copy)
        text = self._session.text_ticket()
        self.checking.ask(CheckQuestion(text, root, lambda: subject_of(workspace, copy, site)), while_=text)

    def _ask_again(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _ignores_root(self, copy: WorkingCopy) -> Path:
        """Return where decisions are kept: in the site, so that colleagues see them."""
        site = self._workspace.site
        if site is None or copy.outside_path is not None:
            return self._workspace.places.data / "outside"
        return site.root

    def _take(self, answer: CheckAnswer) -> None:
        self._answer = answer
        self._mended.clear()
        self._show_report()
        self._show_marks(answer)
        self._show_counts()
        self.answered.emit(answer)

    def bring(self, source: FindingSource) -> None:
        """List what another source finds as well; call ``renew`` whenever it finds something else."""
        self._beside = source

    def renew(self) -> None:
        """Show the newest findings of the source beside the checks, unless a check on its way does so."""
        if self._answer is not None and not self._pause.isActive() and not self.checking.is_busy:
            self._show_report()
            self._show_counts()

    def _show_report(self) -> None:
        answer = self._answer
        if answer is not None:
            self._listed = self._whole(answer.report)
            ignored = answer.ignores.of_article(answer.subject.name)
            self.pane.show_report(self._listed, ignored, answer.problems)

    def _whole(self, report: Report) -> Report:
        """Return a report with what the source beside it finds."""
        more = self._beside.findings() if self._beside is not None else ()
        return replace(report, everything=(*report.everything, *more)) if more else report

    def _brought(self, finding: Finding) -> FindingSource | None:
        return self._beside if self._beside is not None and self._beside.owns(finding) else None

    def _show_marks(self, answer: CheckAnswer) -> None:
        marks = self._window.editor.marks
        found = []
        for finding in answer.report.findings:
            if isinstance(finding.place, TextPlace):
                start, end = marks.place(finding.place.start), marks.place(finding.place.end)
                found.append(Mark(start, end, LOOKS[finding.severity], finding))
        marks.show(MARKS, found)

    def _show_counts(self) -> None:
        groups = self._listed.groups if self._answer is not None else ()
        state = STATES[groups[0].worst.severity] if groups else ""
        self._window.details.show_count(self.pane, len(groups), state)
        self._window.top_bar.count_findings(len(groups), state)
        grade = self._answer.report.grade if self._answer is not None else None
        self._window.status_bar.show_grade(status_words(grade))

    # -- going to the words --------------------------------------------------------------------

    def go_to(self, finding: Finding) -> None:
        """Put the cursor on the words of a finding, or in the field of the detail that it is about."""
        source = self._brought(finding)
        if isinstance(finding.place, Role):
            self._window.details.show_field(finding.place)
        if source is not None and source.go_to(finding):
            pass
        elif isinstance(finding.place, TextPlace):
            mark = self._mark_of(finding)
            if mark is not None:
                self._select(mark)
        self.pane.bring_into_view(finding)

    def show_finding(self, finding: Finding) -> None:
        """Show the tab and the words of a finding that another check of the same text brought."""
        self.show()
        report = self._answer.report if self._answer is not None else Report(())
        self.go_to(next((one for one in report.findings if one == finding), finding))

    def _mark_of(self, finding: Finding) -> Mark | None:
        return next((one for one in self._window.editor.marks.of(MARKS) if one.key is finding), None)

    def _select(self, mark: Mark) -> None:
        self._window.editor.select_range(mark.start, mark.end)

    def _go_to_sentence(self, sentence: HardSentence) -> None:
        marks = self._window.editor.marks
        self._window.editor.select_range(marks.place(sentence.start), marks.place(sentence.end))

    def _note_click(self, mark: Mark) -> None:
        if isinstance(mark.key, Finding) and self.pane.isVisible():
            self.pane.bring_into_view(mark.key)

    def _fill_menu(self, menu: QMenu, marks: tuple[Mark, ...]) -> None:
        """Offer in the text's own menu what the card offers."""
        before = menu.actions()
        for mark in marks:
            if isinstance(mark.key, Finding):
                self._add_entries(menu, mark.key)
        for action in menu.actions()[len(before) :] if before else ():
            menu.removeAction(action)
            menu.insertAction(before[0], action)

    def _add_entries(self, menu: QMenu, finding: Finding) -> None:
        title = menu.addAction(finding.title.replace("&", "&&"))
        title.setToolTip(finding.why)
        title.triggered.connect(self._showing(finding))
        for fix in finding.fixes:
            menu.addAction(fix.label.replace("&", "&&")).triggered.connect(self._fixing(finding, fix))
        if not finding.answers:
            menu.addAction("Ignore these words").triggered.connect(self._ignoring(finding))
        menu.addSeparator()

    def _showing(self, finding: Finding) -> Callable[[], None]:
        def do() -> None:
            self.show()
            self.pane.bring_into_view(finding)

        return do

    def _fixing(self, finding: Finding, fix: Fix) -> Callable[[], None]:
        return lambda: self.fix(finding, fix)

    def _ignoring(self, finding: Finding) -> Callable[[], None]:
        return lambda: self.ignore(finding, IgnoreScope.HERE)

    # -- deciding ------------------------------------------------------------------------------

    def _mend(self, finding: Finding, fix: Fix) -> None:
        source = self._brought(finding)
        if source is not None:
            source.fix(finding, fix)
        else:
            self.fix(finding, fix)

    def fix(self, finding: Finding, fix: Fix) -> None:
        """Mend what was found, as one step that can be undone; a second click mends nothing more."""
        if not self._session.is_open or self._session.details.is_read_only or finding in self._mended:
            return
        outcome = self._outcome(finding, fix)
        if outcome is not None:
            self._mended.append(finding)
            self._session.replace_article(outcome, fix.label)
            self.said.emit(f"{fix.label}: done. Undo takes it back")
            self._pause.stop()
            self._ask()

    def _outcome(self, finding: Finding, fix: Fix) -> Article | None:
        try:
            return self._as_it_stands(finding, fix)(self._session.article)
        except ClinicWriterError as error:
            self._questions.tell(message_for(error))
            return None

    def _as_it_stands(self, finding: Finding, fix: Fix) -> Callable[[Article], Article]:
        """Return the fix for where the finding's words stand now: the same words may be elsewhere too.

        Raises ``ArticleError`` where somebody changed them since the text was checked.
        """
        answer, place, change = self._answer, finding.place, fix.change
        is_older = answer is None or not answer.question.text.holds
        if not is_older or change is None or not isinstance(place, TextPlace):
            return fix.apply
        mark = self._mark_of(finding)
        if mark is None:
            raise words_are_gone()
        return change.moved(self._window.editor.marks.offset(mark.start) - place.start)

    def ignore(self, finding: Finding, scope: IgnoreScope, reason: str = "") -> None:
        """Ignore a finding from now on; who decided it and when is kept in the site."""
        source, answer = self._brought(finding), self._answer
        if source is not None:
            source.ignore(finding, everywhere=scope is not IgnoreScope.HERE)
            return
        if answer is None or not self._session.is_open:
            return
        entry = Ignored.of(
            finding,
            scope,
            article=answer.subject.name,
            who=Holder.here().name,
            when=datetime.now(),
            reason=reason,
        )
        self._keep(ignore, entry, answer.question.root, f"Ignored: {finding.title}")

    def _ask_reason(self, entry: Ignored) -> None:
        """Keep why somebody ignores a finding, for colleagues to read."""
        answer = self._answer
        words = self._questions.ask_text("Why is this as it should be?", "For colleagues", "", "Keep")
        if words and answer is not None:
            self._keep(ignore, replace(entry, reason=words), answer.question.root, "Your reason is kept")

    def _stop_ignoring(self, entry: Ignored) -> None:
        if self._answer is not None:
            self._show_again(entry, self._answer.question.root)

    def _show_again(self, entry: Ignored, root: Path) -> None:
        self._keep(stop_ignoring, entry, root, f"Shown again: {entry.title}")

    def _follow_place(self) -> None:
        """Let what is ignored in an article go along to its place in the site, and back when that is undone.

        Where the file was lost to somebody else, the decisions stay with it: it may come back.
        """
        self._pause.start()
        before, now = self._known_as, _known_as(self._session.origin)
        self._known_as = now
        if now.draft == before.draft and now.article != before.article:
            root = self._ignores_root(self._session.origin)
            self._work.write(
                "Keeping your decisions",
                lambda: move_ignores(root, before.article, now.article),
                lambda _ignores: self._ask(),
                while_=ALWAYS,
            )

    def _keep(self, deed: Deed, entry: Ignored, root: Path, words: str) -> None:
        """Write a decision into the site, then check again."""

        def done(_ignores: Ignores) -> None:
            self.said.emit(words)
            if deed is ignore:
                self.offered.emit("Show again", lambda: self._show_again(entry, root))
            self._pause.stop()
            self._ask()

        self._work.write("Keeping your decision", lambda: deed(root, entry), done, while_=ALWAYS)
