"""How hard a text is to read: SMOG from thirty sentences, Flesch-Kincaid below, and what costs most."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .prose import Block, BlockKind, Prose, Sentence
from .syllables import count_syllables
from .words import words_of

ENOUGH_SENTENCES: Final = 30
LEAST_SENTENCES: Final = 3
LEAST_WORDS: Final = 50
LONG_WORD_SYLLABLES: Final = 3
_MOST_SENTENCES: Final = 5
_MOST_WORDS: Final = 8
_REFERENCES: Final = re.compile(
    r"\s*(?:references?|sources?|bibliography|citations?|further reading|notes)\b", re.I
)
_FULL: Final = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s*$")


class Band(StrEnum):
    """What a grade means to readers."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def words(self) -> str:
        """Say it in words."""
        return _BANDS[self]


_BANDS: Final = {
    Band.EASY: "easy for most patients",
    Band.MEDIUM: "hard for some patients",
    Band.HARD: "hard for most patients",
}


@dataclass(frozen=True, slots=True)
class SentenceMeasure:
    """What the formulas need of one sentence: its words, their syllables, and those of three and more."""

    words: int
    syllables: int
    long_words: tuple[str, ...]

    @property
    def hardness(self) -> float:
        """Return what the sentence alone would have as Flesch-Kincaid grade: good for comparing sentences."""
        return flesch_kincaid(self.words, 1, self.syllables) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that makes the text harder, and where it stands in the source."""

    words: str
    start: int
    end: int
    word_count: int


@dataclass(frozen=True, slots=True)
class HardWord:
    """A long word and how often the text uses it."""

    word: str
    syllables: int
    count: int


@dataclass(frozen=True, slots=True)
class ReadingGrade:
    """A text's grade: years of American school that reading it takes.

    ``without_topic_words`` is the grade if the article's own topic were short words, ``None`` where no topic
    words were given. ``is_rough`` says that the text is too short for a grade to be trusted.
    """

    value: float
    measure: str
    sentences: int
    words: int
    hard_sentences: tuple[HardSentence, ...] = ()
    hard_words: tuple[HardWord, ...] = ()
    without_topic_words: float | None = None

    @property
    def band(self) -> Band:
        """Return the band: up to grade 8 easy, 9 and 10 medium, then hard."""
        if round(self.value) <= 8:
            return Band.EASY
        return Band.MEDIUM if round(self.value) <= 10 else Band.HARD

    @property
    def is_enough(self) -> bool:
        """Say whether there is text enough for any grade: of a few words it would be a game of chance."""
        return self.sentences >= LEAST_SENTENCES and self.words >= LEAST_WORDS

    @property
    def is_rough(self) -> bool:
        """Say whether the text is too short for a grade to be trusted."""
        return self.sentences < 10 or self.words < 100


def smog(long_words: int, sentences: int) -> float:
    """Return the SMOG grade. Source: McLaughlin GH, SMOG grading, Journal of Reading 1969;12:639-646."""
    return 1.0430 * float((long_words * 30 / sentences) ** 0.5) + 3.1291


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """Return the Flesch-Kincaid grade. Source: Kincaid et al., Navy Research Branch Report 8-75, 1975."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def flesch_reading_ease(words: int, sentences: int, syllables: int) -> float:
    """Return the Flesch Reading Ease, 0 to 100. Source: Flesch R, J Appl Psychol 1948;32:221-233."""
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def measure_sentence(text: str) -> SentenceMeasure:
    """Count one sentence's words and syllables. Numbers are not counted."""
    words = [found[0] for found in words_of(text)]
    counts = [count_syllables(word) for word in words]
    long_words = (
        word.casefold() for word, count in zip(words, counts, strict=True) if count >= LONG_WORD_SYLLABLES
    )
    return SentenceMeasure(len(words), sum(counts), tuple(long_words))


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence with what was counted in it; its places count from ``base``, where its part begins."""

    block: Block
    sentence: Sentence
    measure: SentenceMeasure
    base: int = 0

    def moved(self, by: int) -> Measured:
        """Return the same further down in the source."""
        return Measured(self.block, self.sentence, self.measure, self.base + by)


def scored_sentences(block: Block) -> Iterator[Measured]:
    """Yield the sentences of a block that count: no headings, cells, notes, no stubs of lists."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.ITEM):
        return
    for sentence in block.sentences:
        measure = measure_sentence(sentence.words)
        is_stub = block.kind is BlockKind.ITEM and measure.words < 6 and not _FULL.search(sentence.words)
        if measure.words and not is_stub:
            yield Measured(block, sentence, measure)


def begins_references(block: Block) -> bool:
    """Say whether a heading begins the list of references, which is not scored."""
    return block.kind is BlockKind.HEADING and bool(_REFERENCES.match(block.words))


def reading_grade(prose: Prose, topic_words: Collection[str] = ()) -> ReadingGrade | None:
    """Return the grade of an article, ``None`` where it has no sentence yet."""
    found: list[Measured] = []
    in_references = False
    for block in prose.blocks:
        if block.kind is BlockKind.HEADING:
            in_references = begins_references(block)
        elif not in_references:
            found += scored_sentences(block)
    return grade_of(found, topic_words)


def grade_of(measured: Iterable[Measured], topic_words: Collection[str] = ()) -> ReadingGrade | None:
    """Return the grade of sentences that were measured, ``None`` for none."""
    found = list(measured)
    words = sum(one.measure.words for one in found)
    if not words:
        return None
    topic = frozenset(word.casefold() for word in topic_words)
    long_words = Counter(word for one in found for word in one.measure.long_words)
    syllables = sum(one.measure.syllables for one in found)
    spared = {word: count for word, count in long_words.items() if _is_topic(word, topic)}
    return ReadingGrade(
        value=_value(len(found), words, syllables, long_words.total()),
        measure="SMOG" if len(found) >= ENOUGH_SENTENCES else "Flesch-Kincaid",
        sentences=len(found),
        words=words,
        hard_sentences=tuple(_hard_sentence(one) for one in _hardest(found)),
        hard_words=tuple(_hard_words(long_words, spared)),
        without_topic_words=_without(len(found), words, syllables, long_words.total(), spared)
        if topic
        else None,
    )


def _value(sentences: int, words: int, syllables: int, long_words: int) -> float:
    if sentences >= ENOUGH_SENTENCES:
        return smog(long_words, sentences)
    return max(0.0, flesch_kincaid(words, sentences, syllables))


def _without(sentences: int, words: int, syllables: int, long_words: int, spared: dict[str, int]) -> float:
    """Return the grade with each topic word read as a word of one syllable."""
    saved = sum((count_syllables(word) - 1) * count for word, count in spared.items())
    return _value(sentences, words, syllables - saved, long_words - sum(spared.values()))


def _is_topic(word: str, topic: frozenset[str]) -> bool:
    return word in topic or word.removesuffix("s") in topic or word.removesuffix("'s") in topic


def _hardest(found: list[Measured]) -> list[Measured]:
    hard = (one for one in found if one.measure.hardness > 8)
    return heapq.nlargest(_MOST_SENTENCES, hard, key=lambda one: one.measure.hardness)


def _hard_sentence(one: Measured) -> HardSentence:
    start, end = one.block.text.source_span(one.sentence.start, one.sentence.end)
    return HardSentence(one.sentence.words, start + one.base, end + one.base, one.measure.words)


def _hard_words(long_words: Counter[str], spared: dict[str, int]) -> Iterator[HardWord]:
    costs = {word: count for word, count in long_words.items() if word not in spared}
    for word, count in heapq.nlargest(_MOST_WORDS, costs.items(), key=lambda item: (item[1], len(item[0]))):
        yield HardWord(word, count_syllables(word), count)
