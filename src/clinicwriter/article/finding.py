"""Words looked for in a text, and put in place of others without touching an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEPT = r"\]\([^()\n]*\)|<[^<>\n]*>|https?://[^\s<>()]+|\{\{.*?\}\}|\{%.*?%\}|^[ \t]*\[[^\]\n]+\]:.*$"
"""Addresses of links and pictures, page code, and what a site puts in by itself: words in them are names."""


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
        """Return a whole text with other words in place of these, and every address as it was."""
        pattern = self.pattern()
        either = re.compile(f"(?P<kept>{_KEPT})|(?:{pattern.pattern})", pattern.flags | re.MULTILINE)
        return either.sub(lambda found: found["kept"] or self.fitted(found[0], replacement), text)
