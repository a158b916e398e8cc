"""Rules of our own for markdown-it: heading ids, and the dashes and apostrophes of each generator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Replacement = tuple[re.Pattern[str], str]

_YEAR: Final[Replacement] = (re.compile(r"(?<!\w)'(?=\d\d)"), "\u2019")
_AND: Final[Replacement] = (re.compile(r"(?<!\w)'([nN])'(?!\w)"), "\u2019\\1\u2019")
_DOTS: Final[Replacement] = (re.compile(r"\.\.\."), "\u2026")
_EN_AND_EM: Final[tuple[Replacement, ...]] = (
    (re.compile(r"(?<!-)---(?!-)"), "\u2014"),
    (re.compile(r"(?<!-)--(?!-)"), "\u2013"),
    _DOTS,
)
_EM: Final[tuple[Replacement, ...]] = ((re.compile(r"(?<!-)--(?!-)"), "\u2014"), _DOTS)
_REPLACEMENTS: Final[dict[str, tuple[Replacement, ...]]] = {
    "dashes": _EN_AND_EM,
    "em-dashes": _EM,
    "goldmark": (_AND,),
    "quotes": (_YEAR,),
}
_ATTRIBUTES: Final = re.compile(r"\s*\{((?:\s*[#.][\w:-]+)+)\s*\}\s*$")


def add_typography(markdown: MarkdownIt, options: tuple[str, ...]) -> None:
    """Have dashes, dots and apostrophes set as the generator sets them, before quotes are."""
    replacements = [pair for word, pairs in _REPLACEMENTS.items() if word in options for pair in pairs]
    if replacements:
        markdown.core.ruler.after("inline", "typography", _typography(replacements))
    if "goldmark" in options:
        markdown.core.ruler.push("secure_addresses", _secure_addresses)


def _secure_addresses(state: StateCore) -> None:
    """Take https for an address that was written without a scheme, as Hugo does."""
    for token in state.tokens:
        children = token.children or []
        for link, text in pairwise(children):
            href = str(link.attrGet("href") or "") if link.type == "link_open" else ""
            if href.startswith("http://www.") and text.content.startswith("www."):
                link.attrSet("href", "https" + href[4:])


def _typography(replacements: list[Replacement]) -> Callable[[StateCore], None]:
    def run(state: StateCore) -> None:
        for token in state.tokens:
            for child in _texts(token):
                for pattern, put in replacements:
                    child.content = pattern.sub(put, child.content)

    return run


def _texts(token: Token) -> list[Token]:
    """Return the texts of a token that stand outside addresses shown as links."""
    texts = []
    is_address = False
    for child in token.children or ():
        if child.type in ("link_open", "link_close"):
            is_address = child.type == "link_open" and child.info == "auto"
        elif child.type == "text" and not is_address:
            texts.append(child)
    return texts


def add_heading_ids(markdown: MarkdownIt, *, has_attributes: bool) -> None:
    """Give every heading an id made of its words, told apart from those before it by a number.

    Ids used elsewhere come in ``env["used_ids"]``; those given go out in ``env["ids"]``.
    """
    if has_attributes:
        markdown.core.ruler.push("heading_attributes", _take_attributes)
    markdown.core.ruler.push("heading_ids", _give_ids)


def _headings(state: StateCore) -> list[tuple[Token, Token]]:
    tokens = state.tokens
    return [(token, tokens[index + 1]) for index, token in enumerate(tokens) if token.type == "heading_open"]


def _take_attributes(state: StateCore) -> None:
    for heading, inline in _headings(state):
        last = inline.children[-1] if inline.children else None
        found = _ATTRIBUTES.search(last.content) if last is not None and last.type == "text" else None
        if last is None or found is None:
            continue
        last.content = last.content[: found.start()]
        for word in found[1].split():
            if word[0] == "#":
                heading.attrSet("id", word[1:])
            else:
                heading.attrJoin("class", word[1:])


def _give_ids(state: StateCore) -> None:
    used: set[str] = state.env.setdefault("used_ids", set())
    ids: list[str] = state.env.setdefault("ids", [])
    for heading, inline in _headings(state):
        unique = str(heading.attrGet("id") or _unused(_slug(_plain_text(inline)), used))
        used.add(unique)
        ids.append(unique)
        heading.attrSet("id", unique)


def _unused(name: str, used: set[str]) -> str:
    unique, number = name, 0
    while unique in used:
        number += 1
        unique = f"{name}-{number}"
    return unique


def _plain_text(inline: Token) -> str:
    kept = ("text", "code_inline")
    return "".join(child.content for child in inline.children or () if child.type in kept)


def _slug(text: str) -> str:
    lowered = text.strip().lower()
    kept = (char for char in lowered if char in " -_" or unicodedata.category(char)[0] in "LNM")
    return "".join(kept).replace(" ", "-") or "heading"
