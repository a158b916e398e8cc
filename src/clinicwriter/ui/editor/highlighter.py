"""How the text looks while it is written: large headings, emphasis shown, marks pale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from clinicwriter.ui.editor.inline import SCAN_LIMIT, Kind, find_stretches
from clinicwriter.ui.editor.letters import qt_column
from clinicwriter.ui.editor.structure import (
    FENCE,
    heading_prefix,
    is_row,
    is_rule,
    next_fence,
    quote_prefix,
    read_item,
)
from clinicwriter.ui.theme import Theme

BURST = 8_000
"""Letters that are looked at in one go; the rest follows in slices between other work."""
_BLOCK_COST = 60
"""What a block costs besides its letters."""
HEADING_SIZES = {1: 1.65, 2: 1.4, 3: 1.2, 4: 1.1, 5: 1.0, 6: 1.0}
"""The size of a heading's letters as a multiple of the text's."""

_COMMENT_STATE = 1
_SPECIAL = re.compile(r"[*_`\[\]<>|{]")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LEVELS = 1 << 16
"""A heading's level stands above the kinds in a format's number."""


class Highlighter(QSyntaxHighlighter):
    """Colour changed blocks at once, and what follows from them in slices. Changes: what is still to do."""

    def __init__(self, parent: QObject, document: QTextDocument, theme: Theme, point_size: float) -> None:
        super().__init__(parent)
        self._theme = theme
        self._point_size = point_size
        self._formats: dict[int, QTextCharFormat] = {}
        self._left = BURST
        self._next = self._end = self._reached = 0
        self._blocks = 1
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_slice)
        document.contentsChange.connect(self._begin_burst)
        # Only now, so that Qt's own listening comes after the above.
        self.setDocument(document)
        self.rehighlight()

    @property
    def is_busy(self) -> bool:
        """Say whether blocks still wait to be coloured."""
        return self._next < self._end

    def set_theme(self, theme: Theme, point_size: float) -> None:
        """Take other colours or another size of text."""
        self._theme, self._point_size = theme, point_size
        self._formats.clear()
        self.start_over()

    def start_over(self) -> None:
        """Colour everything, the beginning first, in slices."""
        self._left = BURST
        self._wait_for(0, self.document().blockCount())

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        number = block.blockNumber()
        if self._left <= 0:
            self._wait_for(number, number + 1)
            return
        self._left -= _BLOCK_COST + min(len(text), SCAN_LIMIT)
        self._reached = number + 1
        before = max(0, self.previousBlockState())
        if before > _COMMENT_STATE or FENCE.match(text):
            self._colour_fence(text, before)
        else:
            self._colour_line(text, before == _COMMENT_STATE)

    # -- slices --------------------------------------------------------------------------------

    def _begin_burst(self, position: int, _removed: int, _added: int) -> None:
        """Prepare for Qt's own call, which comes after this one."""
        self._left = BURST
        count = self.document().blockCount()
        growth, self._blocks = count - self._blocks, count
        if not self.is_busy or not growth:
            return
        line = self.document().findBlock(position).blockNumber()
        if line < self._next:
            self._next = max(line, self._next + growth)
        if line < self._end:
            self._end = max(self._next, self._end + growth)

    def _wait_for(self, first: int, end: int) -> None:
        if self.is_busy:
            self._next, self._end = min(first, self._next), max(end, self._end)
        else:
            self._next, self._end = first, end
        if not self._timer.isActive():
            self._timer.start()

    def _take_slice(self) -> None:
        self._left = BURST
        while self._left > 0 and self.is_busy:
            block = self.document().findBlockByNumber(self._next)
            if not block.isValid():
                break
            self._next = self._reached = self._next + 1
            self.rehighlightBlock(block)
            # Qt went on by itself where a state changed, as far as the burst allows.
            self._next = max(self._next, self._reached)
        if not self.is_busy or self._left > 0:
            self._next = self._end = 0
            self._timer.stop()

    # -- one block -----------------------------------------------------------------------------

    def _colour_fence(self, text: str, before: int) -> None:
        fence = _fence_of(before)
        after = next_fence(fence, text)
        is_mark = after != fence
        self._paint(text, [(0, len(text), Kind.CODE | Kind.MARK if is_mark else Kind.CODE)], 0)
        self.setCurrentBlockState(_state_of(after))

    def _colour_line(self, text: str, in_comment: bool) -> None:
        stretches: list[tuple[int, int, Kind]] = []
        heading = heading_prefix(text)
        level = len(heading.strip()) if heading else 0
        state = 0
        start = 0
        if in_comment:
            close = text.find("-->")
            start = len(text) if close < 0 else close + 3
            stretches.append((0, start, Kind.COMMENT))
            state = _COMMENT_STATE if close < 0 else 0
        elif heading:
            stretches += [(0, len(text), Kind.HEADING), (0, len(heading), Kind.MARK)]
        else:
            stretches += _block_marks(text)
        if state == 0 and _SPECIAL.search(text):
            stretches += _inline_marks(text, start)
            state = _COMMENT_STATE if _opens_comment(text, start) else 0
        self._paint(text, stretches, level)
        self.setCurrentBlockState(state)

    def _paint(self, text: str, stretches: Sequence[tuple[int, int, Kind]], level: int) -> None:
        if not stretches:
            return
        text = text[:SCAN_LIMIT]
        for first, last, number in _joined(stretches, len(text)):
            place = qt_column(text, first)
            self.setFormat(place, qt_column(text, last) - place, self._format(number, level))

    # -- formats -------------------------------------------------------------------------------

    def _format(self, number: int, level: int) -> QTextCharFormat:
        key = number + level * _LEVELS
        if key not in self._formats:
            self._formats[key] = self._make_format(Kind(number), level)
        return self._formats[key]

    def _make_format(self, kind: Kind, level: int) -> QTextCharFormat:
        theme = self._theme
        made = QTextCharFormat()
        if level:
            made.setFontPointSize(self._point_size * HEADING_SIZES[level])
        if (Kind.HEADING in kind and Kind.MARK not in kind) or (
            Kind.STRONG in kind and Kind.MARK not in kind
        ):
            made.setFontWeight(QFont.Weight.Bold)
        if Kind.EMPHASIS in kind:
            made.setFontItalic(True)
        if Kind.CODE in kind:
            made.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
            made.setFontPointSize(self._point_size * 0.86)
            made.setForeground(theme.ink_second)
        elif Kind.ROW in kind:
            # Letters of one width: only so can columns be seen to stand under one another.
            made.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
            made.setFontPointSize(self._point_size * 0.86)
        if kind & (Kind.LINK | Kind.PICTURE):
            made.setForeground(theme.accent)
        if kind & (Kind.MARK | Kind.TARGET | Kind.COMMENT):
            made.setForeground(theme.ink_third)
        elif Kind.QUOTE in kind and not kind & (Kind.LINK | Kind.PICTURE):
            made.setForeground(theme.ink_second)
        return made


def _block_marks(text: str) -> list[tuple[int, int, Kind]]:
    if is_rule(text):
        return [(0, len(text), Kind.MARK)]
    found: list[tuple[int, int, Kind]] = []
    quote = quote_prefix(text)
    if quote:
        found += [(0, len(text), Kind.QUOTE), (0, len(quote), Kind.MARK)]
    item = read_item(text)
    if item is not None:
        start = len(item.quote) + len(item.indent)
        found.append((start, start + len(item.mark), Kind.MARK))
    if is_row(text):
        found.append((0, len(text), Kind.ROW))
        found += [(place, place + 1, Kind.MARK) for place, letter in enumerate(text) if letter in "|"]
    return found


def _inline_marks(text: str, start: int) -> list[tuple[int, int, Kind]]:
    found: list[tuple[int, int, Kind]] = []
    for stretch in find_stretches(text):
        if stretch.start < start:
            continue
        closing = Kind.MARK if stretch.kind & (Kind.STRONG | Kind.EMPHASIS | Kind.CODE) else Kind.TARGET
        found += [
            (stretch.start, stretch.inner_start, Kind.MARK),
            (stretch.inner_start, stretch.inner_end, stretch.kind),
            (stretch.inner_end, stretch.end, closing),
        ]
    found += [(match.start(), match.end(), Kind.COMMENT) for match in _COMMENT.finditer(text, start)]
    found += [(match.start(), match.end(), Kind.COMMENT) for match in _SHORTCODE.finditer(text, start)]
    return found


def _opens_comment(text: str, start: int) -> bool:
    opened = text.rfind("<!--")
    return opened >= start and text.find("-->", opened) < 0


def _state_of(fence: str) -> int:
    return 0 if not fence else 2 + 2 * min(len(fence), 1000) + (fence[0] == "~")


def _fence_of(state: int) -> str:
    return "" if state <= _COMMENT_STATE else ("~" if state & 1 else "`") * ((state - 2) // 2)


def _joined(stretches: Sequence[tuple[int, int, Kind]], length: int) -> Iterator[tuple[int, int, int]]:
    """Yield where the kinds change: a long paragraph costs its marks and not its letters."""
    steps: dict[int, list[tuple[int, int]]] = {0: [], length: []}
    for start, end, kind in stretches:
        steps.setdefault(min(start, length), []).append((kind.value, 1))
        steps.setdefault(min(end, length), []).append((kind.value, -1))
    open_kinds: Counter[int] = Counter()
    for first, last in pairwise(sorted(steps)):
        for value, step in steps[first]:
            open_kinds[value] += step
        number = reduce(or_, (value for value, count in open_kinds.items() if count > 0), 0)
        if number:
            yield first, last, number
