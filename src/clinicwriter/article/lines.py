"""The lines of a text with the line end that each one has."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

LINE_END: Final = re.compile("\r\n|\n|\r")
"""What ends a line in a file."""

_EDITOR_LINE_END: Final = re.compile("(\r\n|\n|\r|\u2029)")
_STATES_KEPT: Final = 400


def dominant_line_end(text: str) -> str:
    """Return the line end that most lines of a text have; a newline where there is none."""
    if "\r" not in text:
        return "\n"
    pairs = text.count("\r\n")
    counts = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
    best = max(counts, key=lambda end: counts[end])
    return best if counts[best] else "\n"


def end_after(text: str, end: str) -> str:
    """Return a line end that does not become one with a CR that a text ends with."""
    return "\r\n" if text.endswith("\r") and end.startswith("\n") else end


def split_lines(text: str) -> list[str]:
    """Split a text into lines that keep their line ends; joined they are the text again."""
    lines = []
    start = 0
    for match in LINE_END.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        lines.append(text[start:])
    return lines


def line_start(text: str, position: int) -> int:
    """Return where the line begins that holds a position."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def content_end(text: str, position: int) -> int:
    """Return where the line that holds a position ends, before its line end."""
    match = LINE_END.search(text, position)
    return match.start() if match else len(text)


def next_line(text: str, position: int) -> int:
    """Return where the line after the one that holds a position begins."""
    match = LINE_END.search(text, position)
    return match.end() if match else len(text)


def line_number(text: str, position: int) -> int:
    """Return the number of the line that holds a position, from 1."""
    return len(LINE_END.findall(text, 0, position)) + 1


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines ``first`` to ``first + removed - 1`` were replaced by others."""

    first: int
    removed: int
    inserted: tuple[str, ...]


@dataclass(slots=True)
class TextLines:
    """Mirror the editor's lines, so that untouched ones keep their line end. This object changes.

    The lines are those that the editor's document makes blocks of: it ends them at CR LF, LF, a lone
    CR and U+2029. Texts stand without line ends; ``ends`` has the same length, its last is "".
    """

    texts: list[str]
    ends: list[str]
    _usual_end: str = "\n"
    _states: dict[int, list[str]] = field(default_factory=dict)

    def __init__(self, text: str) -> None:
        pieces = _EDITOR_LINE_END.split(text)
        self.texts = pieces[::2]
        self.ends = [*pieces[1::2], ""]
        self._usual_end = Counter(self.ends[:-1]).most_common(1)[0][0] if len(self.ends) > 1 else "\n"
        self._states = {}

    def __len__(self) -> int:
        return len(self.texts)

    def text(self) -> str:
        """Return the whole text with every line's own line end."""
        pieces = [""] * (2 * len(self.texts))
        pieces[::2], pieces[1::2] = self.texts, self.ends
        return "".join(pieces)

    def snapshot(self) -> tuple[str, ...]:
        """Return the lines as they are now, without line ends."""
        return tuple(self.texts)

    def apply(self, change: LineChange) -> None:
        """Replace lines as the editor did.

        New lines take the line end of their neighbours. Where a text mixes line ends, taking a change
        back brings the old ends back as well.
        """
        changes_count = change.removed != len(change.inserted)
        is_mixed = changes_count and (self._states or len(set(self.ends)) > 2)
        if is_mixed:
            self._remember()
        last = change.first + change.removed
        ends = self._ends_after(change, self.texts[change.first : last], self.ends[change.first : last])
        self.texts[change.first : last] = change.inserted
        self.ends[change.first : last] = ends
        self._mend_ends(change)
        if is_mixed:
            self.ends = list(self._states.get(self._state(), self.ends))

    def _state(self) -> int:
        return hash(tuple(self.texts))

    def _remember(self) -> None:
        if len(self._states) >= _STATES_KEPT:
            del self._states[next(iter(self._states))]
        self._states[self._state()] = list(self.ends)

    def _ends_after(self, change: LineChange, texts: list[str], ends: list[str]) -> list[str]:
        inserted = change.inserted
        if len(inserted) == len(texts):
            return ends
        shorter = min(len(inserted), len(texts))
        head = _common_length(texts, inserted, shorter)
        tail = _common_length(texts[::-1], inserted[::-1], shorter - head)
        # A line that was parted or joined keeps the end that its last part had.
        kept = ends[head : len(ends) - tail]
        wanted = len(inserted) - head - tail
        middle = kept[-wanted:] if wanted else []
        fill = self._neighbour_end(change.first + head, kept)
        return ends[:head] + [fill] * (wanted - len(middle)) + middle + ends[len(ends) - tail :]

    def _neighbour_end(self, index: int, kept: list[str]) -> str:
        before = self.ends[max(index - 1, 0) : index]
        candidates = [*kept[:1], *before, *self.ends[index : index + 1], self._usual_end]
        return next(end for end in candidates if end)

    def _mend_ends(self, change: LineChange) -> None:
        """See to it that only the last line has no end: lines may have come after what was the last."""
        self.ends[-1] = ""
        for index in range(max(change.first - 1, 0), len(self.ends) - 1):
            if index >= change.first + len(change.inserted):
                break
            if not self.ends[index]:
                self.ends[index] = (self.ends[index - 1] if index else "") or self._usual_end


def _common_length(old: list[str], new: tuple[str, ...], limit: int) -> int:
    length = 0
    while length < limit and old[length] == new[length]:
        length += 1
    return length
