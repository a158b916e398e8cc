"""The one place that talks to Harper, the checker of spelling and grammar that runs within the program.

Harper is young, and not every computer has it: whoever asks for it hears :class:`EngineMissingError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from clinicwriter.errors import ClinicWriterError
from clinicwriter.language.english import English
from clinicwriter.language.lexicon import read_words
from clinicwriter.resources import resource_path

MOST_SUGGESTIONS = 3
SPELLING_RULE = "SpellCheck"
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


class Engine:
    """Check texts. Takes a second or more to make; for one thread at a time. State: the words it was taught."""

    def __init__(self, english: English, rules: Iterable[str] | None = None) -> None:
        harper = _load()
        self._linter = harper.Linter(getattr(harper.Dialect, english.name))
        self._remove, self._insert = harper.SuggestionKind.REMOVE, harper.SuggestionKind.INSERT_AFTER
        wanted = frozenset(grammar_rules() if rules is None else rules) | {SPELLING_RULE}
        known = self._linter.get_default_lint_config()
        self._linter.set_lint_config({name: name in wanted for name in known})

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
            yield Doubt(
                lint.span.start,
                lint.span.end,
                lint.lint_kind in _SPELLING_KINDS,
                words,
                lint.message.replace("`", "\u201d"),
                tuple(suggestions)[:MOST_SUGGESTIONS],
            )

    def _replacement(self, words: str, suggestion: Any) -> str:
        if suggestion.kind == self._remove:
            return ""
        text: str = suggestion.replacement_text
        return words + text if suggestion.kind == self._insert else text


def grammar_rules() -> frozenset[str]:
    """Return the names of the engine's rules that were found useful and precise in clinics' articles."""
    return frozenset(read_words(resource_path("words", "grammar_rules.txt").read_text(encoding="utf-8")))


def _load() -> Any:
    try:
        return import_module("harper")
    except ImportError as error:
        raise EngineMissingError("Spelling help is not available on this computer.") from error


def _encodable(text: str) -> str:
    """Return the text without halves of characters, letter for letter."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not text.isascii() else text
