"""Spelling and grammar of a whole article, looked at anew only where it changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from clinicwriter.language.lexicon import Lexicon, is_beside_spelling
from clinicwriter.language.parts import Part, split_parts
from clinicwriter.language.prose import OBJECT, BlockKind, PlainText
from clinicwriter.language.reading import read_part
from clinicwriter.language.spelling_engine import Doubt
from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.language.wordings import find_slips

LONGEST_PART = 40_000
"""Longer pieces without a blank line were written by nobody, and the engine would be busy for seconds."""
AROUND = 24
"""So many letters before and after a finding tell its place from others with the same words."""
MOST_KEPT = 20_000
MOST_LOOKED_AT = 200
"""So many texts the engine may keep, some 20 MB, before it has to let go of them."""
ENOUGH_WORDS = 40
OTHER_LANGUAGE = 0.35
"""Where more than this part of the first words is unknown, they are no English."""

# Bounded, so that no hostile text takes long.
_COVERED = re.compile(
    r"(?:https?://|www\.|doi:)[^\s)>\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+"  # addresses
    r"|(?<![\w/])[\w./-]{1,200}(?<=[\w-])\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|html?|md|com|org|net|gov|edu|uk|au|ca)\b"
    r"|(?<!\w)[@#]\w[\w-]*"  # handles and hashtags
    r"|:[a-z0-9_+-]+:"  # emoji by name
)
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_BEFORE = re.compile(
    r"\b(?:Dr|Mrs?|Ms|Prof|Professor|Doctor|Nurse)\.?\s+(?:[A-Z][\w.'\u2019-]*\s+){0,2}$"
)
_ARTICLE = re.compile(r"an?", re.I)
_ABBREVIATION = re.compile(r"\s+[A-Z0-9]{2,}\b")


class Engine(Protocol):
    """What looks at one piece of plain text."""

    def teach(self, words: Iterable[str]) -> None:
        """Make these the words that are right besides those of the engine's own dictionary."""

    def check(self, text: str) -> tuple[Doubt, ...]:
        """Return what is doubtful, in order."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one part holds: offsets in the part's source."""

    start: int
    end: int
    doubt: Doubt
    around: str


@dataclass(frozen=True, slots=True)
class CheckedText:
    """All findings in order; none where most words are of another language."""

    findings: tuple[LanguageFinding, ...]
    is_other_language: bool = False


class Speller:
    """Check articles with one engine and one lexicon.

    State: what each part held when last looked at, and how many texts the engine has looked at since.
    """

    def __init__(self, engine: Engine, lexicon: Lexicon) -> None:
        self._engine = engine
        self._lexicon = lexicon
        self._kept: dict[tuple[str, bool], tuple[_Found, ...]] = {}
        self._plain: dict[str, tuple[_Found, ...]] = {}
        self._looked_at = 0
        engine.teach(lexicon.words)

    def learn(self, lexicon: Lexicon) -> None:
        """Take another lexicon; everything is looked at anew."""
        if lexicon != self._lexicon:
            self._lexicon = lexicon
            self._kept.clear()
            self._plain.clear()
            self._teach()

    def forget_texts(self) -> bool:
        """Have the engine let go of what it keeps of texts, if they are many; say whether it did.

        It keeps 0.1 MB of each, of a thousand at most. Other threads wait meanwhile, some 50 ms.
        """
        is_much = self._looked_at > MOST_LOOKED_AT
        if is_much:
            self._teach()
        return is_much

    def _teach(self) -> None:
        self._looked_at = 0
        self._engine.teach(self._lexicon.words)

    def check(self, lines: Sequence[str], is_wanted: Callable[[], bool] = lambda: True) -> CheckedText | None:
        """Return what was found, or ``None`` as soon as nobody wants them any more.

        Parts that were looked at before cost next to nothing.
        """
        source = "\n".join(lines)
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        findings: list[LanguageFinding] = []
        words = unknown = 0
        for part in split_parts(source):
            if not is_wanted():
                return None
            found = self._part(source, part)
            findings += (_placed(one, part.start, starts) for one in found)
            words += source.count(" ", part.start, part.end) + 1
            unknown += sum(one.doubt.is_spelling for one in found)
            if words >= ENOUGH_WORDS and unknown > words * OTHER_LANGUAGE:
                # The engine takes 20 ms for each word that it does not know: an article in German, minutes.
                return CheckedText((), is_other_language=True)
        return CheckedText(tuple(findings))

    def check_words(self, words: str) -> tuple[LanguageFinding, ...]:
        """Return what is doubtful in one plain line, such as a title."""
        if words not in self._plain:
            self._plain[words] = tuple(self._doubtful(PlainText(words, ()), words))
        return tuple(_placed(found, 0, [0]) for found in self._plain[words])

    def _part(self, source: str, part: Part) -> tuple[_Found, ...]:
        if part.is_code or part.is_remark or part.end - part.start > LONGEST_PART:
            return ()
        key = (source[part.start : part.end], part.is_in_list)
        if key not in self._kept:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            found = (_without_markup(one, key[0]) for one in self._look(source, part))
            self._kept[key] = tuple(sorted(found, key=lambda one: one.start))
        return self._kept[key]

    def _look(self, source: str, part: Part) -> Iterator[_Found]:
        reading = read_part(source, part, {})
        for block in reading.blocks:
            if block.kind is not BlockKind.REMARK:
                yield from self._doubtful(block.text, block.words)
        for picture in reading.pictures:
            for found in self._doubtful(PlainText("", ()), picture.description or ""):
                by = picture.description_start
                yield _Found(found.start + by, found.end + by, found.doubt, found.around)

    def _doubtful(self, text: PlainText, words: str) -> Iterator[_Found]:
        for doubt in self._doubts(_COVERED.sub(_cover, words)):
            if OBJECT in doubt.words or not self._is_doubtful(doubt, words):
                continue
            start, end = text.source_span(doubt.start, doubt.end) if text.runs else (doubt.start, doubt.end)
            around = words[max(0, doubt.start - AROUND) : doubt.end + AROUND]
            yield _Found(start, end, _in_style_of(words, doubt), around)

    def _doubts(self, words: str) -> Iterator[Doubt]:
        """Yield what the engine doubts, then slips that it missed."""
        self._looked_at += 1
        found = self._engine.check(words)
        yield from found
        for slip in find_slips(words):
            if not any(one.start < slip.end and slip.start < one.end for one in found):
                yield slip

    def _is_doubtful(self, doubt: Doubt, words: str) -> bool:
        if doubt.is_spelling:
            if is_beside_spelling(doubt.words) or self._lexicon.knows(doubt.words):
                return False
            # "Dr. Priya Nair": nobody has a list of all names.
            return not (doubt.words[:1].isupper() and _TITLE_BEFORE.search(words, 0, doubt.start))
        if _ARTICLE.fullmatch(doubt.words):
            # "An MAOI", "a NASA": whether letters or a word are read, only people know. "123A" has none.
            is_part = words[doubt.start - 1 : doubt.start].isalnum()
            return not is_part and not _ABBREVIATION.match(words, doubt.end)
        return _LETTER.search(doubt.words) is not None


def _without_markup(found: _Found, source: str) -> _Found:
    """Return the finding; without suggestions where one would break the markup within its words."""
    if source[found.start : found.end].split() == found.doubt.words.split():
        return found
    return replace(found, doubt=replace(found.doubt, suggestions=()))


def _in_style_of(words: str, doubt: Doubt) -> Doubt:
    """Return the doubt with the apostrophes that the text around it has."""
    if "\u2019" not in words:
        return doubt
    return replace(doubt, suggestions=tuple(one.replace("'", "\u2019") for one in doubt.suggestions))


def _cover(found: re.Match[str]) -> str:
    return OBJECT * len(found[0])


def _placed(found: _Found, base: int, starts: Sequence[int]) -> LanguageFinding:
    start, end = found.start + base, found.end + base
    line = bisect_right(starts, start) - 1
    end_line = bisect_right(starts, end, lo=line) - 1
    doubt = found.doubt
    return LanguageFinding(
        LanguageKind.SPELLING if doubt.is_spelling else LanguageKind.GRAMMAR,
        line,
        start - starts[line],
        end_line,
        end - starts[end_line],
        doubt.words,
        doubt.message,
        doubt.suggestions,
        found.around,
    )
