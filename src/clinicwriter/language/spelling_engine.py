"""The one place that talks to Harper, the checker of spelling and grammar that runs within the program.

Harper is young, and not every computer has it: whoever asks for it hears :class:`EngineMissingError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from clinicwriter.errors import ClinicWriterError
from clinicwriter.language.english import English
from clinicwriter.language.lexicon import read_words
from clinicwriter.language.suggestions import best_words, fit_to_offer, usual_meaning
from clinicwriter.resources import resource_path

_QUOTED = re.compile(r"`([^`]*)`")
_SPELLING_KINDS = ("Spelling", "Typo")


class EngineMissingError(ClinicWriterError):
    """This computer has no engine for spelling."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the engine doubts: ``text[start:end]``, and what could stand there instead."""

    start: int
    end: int
    is_spelling: bool
    words: str
    message: str
    suggestions: tuple[str, ...]


class HarperEngine:
    """Check texts, for one thread at a time; takes a second to make. State: the words that it was taught."""

    def __init__(self, english: English) -> None:
        harper = _load()
        self._linter = harper.Linter(getattr(harper.Dialect, english.name))
        self._remove, self._insert = harper.SuggestionKind.REMOVE, harper.SuggestionKind.INSERT_AFTER
        left_out = grammar_left_out()
        usual = self._linter.get_default_lint_config()
        self._linter.set_lint_config({name: is_on and name not in left_out for name, is_on in usual.items()})

    def teach(self, words: Iterable[str]) -> None:
        """Make these the words that are right besides those of the engine's own dictionary."""
        self._linter.clear_words()
        self._linter.import_words(sorted(words))

    def check(self, text: str) -> tuple[Doubt, ...]:
        """Return what is doubtful in a piece of plain text, in order. Lets other threads run meanwhile."""
        lints = self._linter.lint(_encodable(text), language="plaintext")
        return tuple(sorted(self._doubts(lints), key=lambda doubt: doubt.start))

    def _doubts(self, lints: Iterable[Any]) -> Iterator[Doubt]:
        for lint in lints:
            words = lint.problem_text
            suggestions = dict.fromkeys(self._replacement(words, item) for item in lint.suggestions)
            suggestions.pop(words, None)
            is_spelling = (
                lint.lint_kind in _SPELLING_KINDS
                or usual_meaning(words) is not None
                or _lacks_apostrophe(words, suggestions)
            )
            yield Doubt(
                lint.span.start,
                lint.span.end,
                is_spelling,
                words,
                _QUOTED.sub("\u201c\\1\u201d", lint.message),
                best_words(words, suggestions) if is_spelling else fit_to_offer(suggestions),
            )

    def _replacement(self, words: str, suggestion: Any) -> str:
        if suggestion.kind == self._remove:
            return ""
        text: str = suggestion.replacement_text
        return words + text if suggestion.kind == self._insert else text


def grammar_left_out() -> frozenset[str]:
    """Return the names of the engine's rules that mark what is right, or what is a matter of taste."""
    return frozenset(read_words(resource_path("words", "grammar_left_out.txt").read_text(encoding="utf-8")))


def _load() -> Any:
    try:
        return import_module("harper")
    except ImportError as error:
        raise EngineMissingError("Spelling help is not available on this computer.") from error


def _lacks_apostrophe(words: str, suggestions: Iterable[str]) -> bool:
    """Say whether the words are right but for an apostrophe: "cant"."""
    return any(other.replace("'", "") == words for other in suggestions)


def _encodable(text: str) -> str:
    """Return the text without halves of characters, letter for letter."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not text.isascii() else text
