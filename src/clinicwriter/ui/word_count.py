"""The number of words, kept by line so that a key costs one line's counting."""

from __future__ import annotations

from collections.abc import Sequence

from clinicwriter.article import LineChange, count_words


class WordCount:
    """Know how many words the article has. Changes with each change of the lines."""

    def __init__(self) -> None:
        self.total = 0
        self._by_line: list[int] = []

    def start(self, lines: Sequence[str]) -> None:
        """Count all lines afresh."""
        self._by_line = [count_words(line) for line in lines]
        self.total = sum(self._by_line)

    def apply(self, change: LineChange) -> None:
        """Count the changed lines alone."""
        last = change.first + change.removed
        counts = [count_words(line) for line in change.inserted]
        self.total += sum(counts) - sum(self._by_line[change.first : last])
        self._by_line[change.first : last] = counts
