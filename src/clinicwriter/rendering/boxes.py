"""What a generator would work out itself: shown as a quiet labelled box, never executed."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

_PATTERNS: Final = {
    "shortcodes": r"\{\{<.*?>\}\}|\{\{%.*?%\}\}|\{%.*?%\}|\{\{.*?\}\}",
    "liquid": r"\{%-?.*?-?%\}|\{\{.*?\}\}",
    "jsx": r"<(?P<component>[A-Z][\w.]*)(?:\s[^<>]*)?/?>|</[A-Z][\w.]*>",
}
_MARKS: Final = re.compile(r"^(?:\{\{[<%]?|\{%-?|</?)\s*|\s*(?:[>%]?\}\}|-?%\}|/?>)$")
_ADDRESS: Final = re.compile(
    r"""\{\{-?\s*(?:(?P<quote>["'])(?P<said>[^"'{}]{0,500})(?P=quote)\s*\|\s*(?:relative_url|absolute_url|url)"""
    r"""|site\.(?:baseurl|url))\s*-?\}\}"""
)
"""An address as Jekyll and Eleventy write it, below the folder that the site is served from."""
_LABELS: Final = {"shortcodes": "Shortcode", "liquid": "Template tag", "jsx": "Component"}


def box_pattern(kind: str) -> str:
    """Return the regular expression of a kind of generator's words."""
    return _PATTERNS[kind]


def box_kinds(options: tuple[str, ...]) -> list[str]:
    """Return the kinds that a flavour's words name."""
    return [kind for kind in _PATTERNS if kind in options]


def fill_addresses(kinds: Sequence[str], lines: Sequence[str]) -> Sequence[str]:
    """Return the lines with addresses in place of the template's words for them, where the site has such."""
    if "liquid" not in kinds and "shortcodes" not in kinds:
        return lines
    return [_ADDRESS.sub(lambda found: found["said"] or "", line) if "{{" in line else line for line in lines]


def box_text(kind: str, source: str) -> str:
    """Return what stands in the box: the kind in plain words and what is written there."""
    inner = " ".join(_MARKS.sub("", source).split())
    return f"{_LABELS[kind]}: {inner[:80]}" if inner else _LABELS[kind]


def box_html(kind: str, source: str) -> str:
    """Return the box."""
    return f'<span class="generator-box">{html.escape(box_text(kind, source))}</span>'
