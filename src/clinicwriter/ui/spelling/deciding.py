"""What somebody decides about doubtful words, carried out; each decision can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from clinicwriter.language.spelling_findings import LanguageFinding, everywhere_line, here_line
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.marks import Mark
from clinicwriter.ui.spelling.word_files import WordFiles, WordList
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Work

MARKS = "spelling"


class Decisions(QObject):
    """Change words in the text, and keep words in the lists."""

    said = Signal(str)
    offered = Signal(str, object)
    """A deed goes with what was just said: its words, and what does it."""
    made = Signal()
    """A list is another one now."""

    def __init__(
        self, editor: EditorPane, work: Work, find_files: Callable[[], WordFiles], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._work = work
        self._find_files = find_files

    def select(self, finding: LanguageFinding) -> None:
        """Select the words in the text."""
        mark = self._mark_of(finding)
        if mark is not None:
            self._editor.select_range(mark.start, mark.end)

    def change(self, finding: LanguageFinding, suggestion: str) -> None:
        """Put a suggestion in place of the words, as one step to undo. Does nothing where they changed."""
        mark = self._mark_of(finding)
        if mark is not None:
            self._editor.replace_range(mark.start, mark.end, suggestion)

    def _mark_of(self, finding: LanguageFinding) -> Mark | None:
        return mark_of(self._editor.marks.of(MARKS), finding)

    def add_word(self, finding: LanguageFinding, words: WordList) -> None:
        """Add the words to the clinic's dictionary or to one's own."""
        whose = "the clinic\u2019s" if words is WordList.CLINIC else "your"
        self._keep(finding.words, words, f"\u201c{finding.words}\u201d is in {whose} dictionary")

    def ignore_here(self, finding: LanguageFinding) -> None:
        """Show this no more at this place."""
        self._keep(here_line(finding), WordList.IGNORED, f"Ignored here: \u201c{finding.words}\u201d")

    def ignore_everywhere(self, finding: LanguageFinding) -> None:
        """Show these words no more in any article."""
        line = everywhere_line(finding)
        self._keep(line, WordList.IGNORED, f"Ignored everywhere: \u201c{finding.words}\u201d")

    def take_back(self, words: WordList, line: str) -> None:
        """Take a word out of a list again."""
        files = self._find_files()
        self._run(lambda: files.change(words, remove=[line]), lambda: self.said.emit("Taken back"))

    def _keep(self, line: str, words: WordList, said: str) -> None:
        files = self._find_files()

        def done() -> None:
            self.said.emit(said)
            self.offered.emit("Take it back", lambda: self.take_back(words, line))

        self._run(lambda: files.change(words, add=[line]), done)

    def _run(self, deed: Callable[[], None], done: Callable[[], None]) -> None:
        def finish(_nothing: object) -> None:
            done()
            self.made.emit()

        self._work.write("Keeping your word", deed, finish, while_=ALWAYS)


def mark_of(marks: Sequence[Mark], finding: LanguageFinding) -> Mark | None:
    """Return the mark of a finding, or of the same one that another look at the same text found."""
    same = next((mark for mark in marks if mark.key is finding), None)
    return same or next((mark for mark in marks if mark.key == finding), None)
