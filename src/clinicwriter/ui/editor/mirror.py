"""The true lines of the article, kept equal to what the editor's document shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from PySide6.QtGui import QTextBlock, QTextDocument

from clinicwriter.article import LineChange
from clinicwriter.ui.editor.letters import Letters
from clinicwriter.ui.session import Session

_MOST_CHANGES = 40
"""Beyond so many separate changes in one step they are told as one."""
_MOST_COMPARED = 4_000_000
"""Beyond so many pairs of lines no closer comparison is made."""


class Mirror:
    """Tell the session which lines changed. Changes: the stand-ins in use, and whether it listens.

    The document's text is never read as a whole: Qt would turn no-break spaces into blanks.
    """

    def __init__(self, document: QTextDocument, session: Session) -> None:
        self.letters = Letters()
        self._document = document
        self._session = session
        self._is_loading = False
        document.contentsChange.connect(self._take_change)

    def load(self) -> str:
        """Return the session's lines as the document can hold them, with stand-ins chosen for them."""
        lines = self._session.lines
        self.letters = Letters.for_text("".join(lines.texts))
        return "\n".join([self.letters.show(text) for text in lines.texts])

    def pause(self, is_loading: bool) -> None:
        """Stop listening while an article is put into the document."""
        self._is_loading = is_loading

    def _take_change(self, position: int, _removed: int, added: int) -> None:
        if self._is_loading:
            return
        block = self._document.findBlock(position)
        if not block.isValid():
            block = self._document.lastBlock()
        last = self._document.findBlock(position + added)
        first_line = block.blockNumber()
        last_line = last.blockNumber() if last.isValid() else self._document.blockCount() - 1
        inserted = tuple(self._read(block, last_line - first_line + 1))
        before = self._session.lines.texts
        removed = len(before) - self._document.blockCount() + len(inserted)
        old = before[first_line : first_line + removed]
        at_line_start = position == block.position()
        for change in line_changes(first_line, old, inserted, at_line_start=at_line_start):
            self._session.note_text_change(change)

    def _read(self, block: QTextBlock, count: int) -> Iterator[str]:
        for _ in range(count):
            yield self.letters.read(block.text())
            block = block.next()


def line_changes(
    first: int, old: Sequence[str], new: Sequence[str], *, at_line_start: bool
) -> list[LineChange]:
    """Return the changes that turn the old lines into the new ones and leave equal lines alone, last first.

    Of equal neighbours the one that the person touched counts as touched: hence ``at_line_start``.
    """
    if len(old) == len(new):
        return _changed_runs(first, old, new)
    limit = min(len(old), len(new))
    tail = _common(old[::-1], new[::-1], limit) if at_line_start else 0
    head = _common(old, new, limit - tail)
    tail = tail or _common(old[::-1], new[::-1], limit - head)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    first += head
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        return [LineChange(first, len(old), tuple(new))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes = [
        LineChange(first + start, end - start, tuple(new[new_start:new_end]))
        for tag, start, end, new_start, new_end in reversed(matcher.get_opcodes())
        if tag != "equal"
    ]
    return changes if len(changes) <= _MOST_CHANGES else [LineChange(first, len(old), tuple(new))]


def _changed_runs(first: int, old: Sequence[str], new: Sequence[str]) -> list[LineChange]:
    """Return each run of lines that differ, where as many lines are there as before."""
    differing = [row for row in range(len(old)) if old[row] != new[row]]
    runs: list[LineChange] = []
    for row in reversed(differing):
        if runs and runs[-1].first == first + row + 1:
            after = runs.pop()
            runs.append(LineChange(first + row, after.removed + 1, (new[row], *after.inserted)))
        else:
            runs.append(LineChange(first + row, 1, (new[row],)))
        if len(runs) > _MOST_CHANGES:
            low, high = differing[0], differing[-1] + 1
            return [LineChange(first + low, high - low, tuple(new[low:high]))]
    return runs


def _common(old: Sequence[str], new: Sequence[str], limit: int) -> int:
    length = 0
    while length < limit and old[length] == new[length]:
        length += 1
    return length
