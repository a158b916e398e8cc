"""Words looked for in a text, and put in place of others without touching an address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .kept_places import kept_places


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and how exactly."""

    words: str
    matches_case: bool = False
    whole_words: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return the query as a pattern for one line; any blank finds a no-break one too."""
        text = re.escape(self.words).replace(r"\ ", "[ \u00a0]")
        if self.whole_words:
            text = rf"(?<!\w){text}(?!\w)"
        return re.compile(text, 0 if self.matches_case else re.IGNORECASE)

    def fitted(self, found: str, replacement: str) -> str:
        """Return the words for a hit's place: with a capital where it had one, unless capitals count."""
        is_begun = found[:1].isupper() and self.words[:1].islower() and replacement[:1].islower()
        return replacement[0].upper() + replacement[1:] if is_begun and not self.matches_case else replacement

    def replaced_in(self, text: str, replacement: str) -> str:
        """Return a whole text with other words in place of these; addresses, code and marks stay."""
        if not self.words:
            return text
        return "".join(self._pieces(text, replacement))

    def _pieces(self, text: str, replacement: str) -> Iterator[str]:
        """Yield the text in order, each hit as it will be; what touches a kept place is no hit."""
        pattern, places = self.pattern(), kept_places(text) if self.pattern().search(text) else []
        ends = [place.end for place in places]
        written = position = 0
        while found := pattern.search(text, position):
            index = bisect_right(ends, found.start())
            if index < len(places) and places[index].start < found.end():
                position = places[index].end
                continue
            yield text[written : found.start()]
            yield self.fitted(found[0], replacement)
            written = position = found.end()
        yield text[written:]
