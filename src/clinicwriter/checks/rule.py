"""A rule as a value: what it looks for and where, and what it says about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from .finding import Family, Severity


class Scope(StrEnum):
    """Where a rule looks."""

    DOCUMENT = "document"
    TITLE = "title"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    LINK = "link"
    PICTURE = "picture"
    DETAILS = "details"
    REMARK = "remark"


_NO_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RuleFix:
    """A fix as a rule file writes it: other words instead, words right behind, or words after the sentence.

    ``{words}`` stands for what was found, ``{first}`` for its first word, ``{plain}`` for plainer wording.
    """

    label: str
    replace: str | None = None
    behind: str | None = None
    after: str | None = None
    suits: str | None = None
    """The found words that it can stand for, with “|” between them: others would break the sentence."""

    def fits(self, words: str) -> bool:
        """Say whether the fix goes in place of these words."""
        return self.suits is None or words.casefold() in self.suits.casefold().split("|")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``hints`` are bits of text in lower case, or ``<digit>``: one is in everything that it finds.

    ``needs`` must be in the same sentence; ``unless`` must not, with ``looks_ahead`` not in the next one
    either. ``terms`` are words instead of a pattern, each with its plainer wordings. ``when`` and ``without``
    name signals, for rules about the whole article. ``limit`` and ``limit_worse`` are the numbers of a named
    function.
    """

    id: str
    family: Family
    severity: Severity
    title: str
    why: str
    scopes: frozenset[Scope] = frozenset({Scope.SENTENCE})
    pattern: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    looks_ahead: bool = False
    hints: frozenset[str] = frozenset()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_TERMS)
    function: str = ""
    when: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    limit: float = 0
    limit_worse: float = 0
    is_once: bool = False
    uses_allow_list: bool = False
    covers_sentence: bool = False
    is_slip: bool = False
    advice: str = ""
    source: str = ""
    group_title: str = ""
    fixes: tuple[RuleFix, ...] = ()
    answers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    stops_export: bool = False
    is_on: bool = True
    file: Path | None = field(default=None, compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that an article says or does not say: rules about the whole article are made of these."""

    name: str
    pattern: re.Pattern[str]
    hints: frozenset[str] = frozenset()
    label: str = ""
