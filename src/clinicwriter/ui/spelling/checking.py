"""What is asked about spelling, and what is answered, away from the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from clinicwriter.article import Role
from clinicwriter.language.english import English
from clinicwriter.language.lexicon import Lexicon, medical_words
from clinicwriter.language.speller import Engine, Speller
from clinicwriter.language.spelling_findings import LanguageFinding
from clinicwriter.ui.heap import give_back
from clinicwriter.ui.spelling.word_files import WordFiles, Words

BREATHE_EVERY, BREATH_S = 16, 0.0001
"""After so many parts of the text the worker lets others run, for so many seconds."""
MakeEngine = Callable[[English], Engine]


@dataclass(frozen=True, slots=True)
class SpellingQuestion:
    """What is to be looked at. ``make_names`` reads the site's names: it is called in the worker.

    ``opening`` says which article it is; ``names_turn`` changes when the names may have.
    ``is_at_rest`` says that nobody has typed for a while: time to tidy up.
    """

    opening: int
    english: English
    files: WordFiles
    names_turn: int
    make_names: Callable[[], frozenset[str]]
    lines: tuple[str, ...]
    details: tuple[tuple[Role, str], ...] = ()
    is_at_rest: bool = False


DetailFinding = tuple[Role, LanguageFinding]
"""What is doubtful in a detail: columns count in its words."""


@dataclass(frozen=True, slots=True)
class SpellingAnswer:
    """What was found in the text and in details, without what somebody ignores.

    ``is_other_language`` says why nothing was.
    """

    question: SpellingQuestion
    findings: tuple[LanguageFinding, ...]
    details: tuple[DetailFinding, ...] = ()
    is_other_language: bool = False


class SpellingWorker:
    """Look in the worker's thread. State: the speller, the words that it was taught, the opening.

    ``is_wanted`` is asked between parts of the text whether a question is still the newest.
    """

    def __init__(self, make_engine: MakeEngine, is_wanted: Callable[[SpellingQuestion], bool]) -> None:
        self._make_engine = make_engine
        self._is_newest = is_wanted
        self._speller: tuple[English, Speller] | None = None
        self._names: tuple[int, frozenset[str]] = (-1, frozenset())
        self._taught: tuple[Words | None, frozenset[str]] = (None, frozenset())
        self._looked = 0
        self._opening = -1

    def answer(self, question: SpellingQuestion) -> SpellingAnswer | None:
        """Look at what is asked; return ``None`` where a newer question came meanwhile."""
        words = question.files.read()
        speller = self._speller_for(question, words)
        self._tidy(speller, question)
        found = speller.check(question.lines, lambda: self._is_wanted(question))
        if found is None:
            return None
        ignored = words.ignored
        findings = tuple(finding for finding in found.findings if not ignored.holds(finding))
        if found.is_other_language:
            return SpellingAnswer(question, (), is_other_language=True)
        details = tuple(
            (role, finding)
            for role, text in question.details
            for finding in speller.check_words(text)
            if not ignored.holds(finding)
        )
        return SpellingAnswer(question, findings, details)

    def _tidy(self, speller: Speller, question: SpellingQuestion) -> None:
        """Let the engine forget texts when nobody is typing: at rest, and when another article is opened."""
        if question.is_at_rest or question.opening != self._opening:
            self._opening = question.opening
            if speller.forget_texts():
                give_back()

    def _is_wanted(self, question: SpellingQuestion) -> bool:
        self._looked += 1
        if not self._looked % BREATHE_EVERY:
            # Python would let the window's thread wait for 5 ms before it takes turns.
            time.sleep(BREATH_S)
        return self._is_newest(question)

    def _speller_for(self, question: SpellingQuestion, words: Words) -> Speller:
        if self._names[0] != question.names_turn:
            self._names = (question.names_turn, question.make_names())
        if self._speller is None or self._speller[0] is not question.english:
            self._speller = (question.english, Speller(self._make_engine(question.english), Lexicon()))
            self._taught = (None, frozenset())
            give_back()  # an engine needs a third more while it is made
        if self._taught != (words, self._names[1]):
            self._taught = (words, self._names[1])
            names = self._names[1]
            self._speller[1].learn(Lexicon.of(medical_words(), words.clinic, words.own, names))
        return self._speller[1]
