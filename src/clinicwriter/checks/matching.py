"""Rules held against one part of an article: what is found counts from the beginning of that part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from clinicwriter.language import Block, BlockKind, Link, PartReading, Picture, Sentence

from .allow_list import AllowList
from .finding import Severity, fingerprint_of
from .rule import Rule, Scope, Signal
from .sentence_functions import SENTENCE_FUNCTIONS
from .terms import TermIndex

_PLAIN_SIGNS: Final = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2011", "''\"\" -")
LONGEST_SENTENCE: Final = 3_000
"""Characters of a sentence that are looked at: no pattern gets more, whatever a text holds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's find in one part. ``around`` is the sentence, or what else its fingerprint is made of."""

    rule: Rule
    start: int
    end: int
    quote: str
    around: str
    severity: Severity
    plain: tuple[str, ...] = ()
    sentence_start: int = 0
    sentence_end: int = 0

    @property
    def fingerprint(self) -> str:
        """Return what knows this find again after edits elsewhere."""
        return fingerprint_of(self.rule.id, self.quote, self.around)


@dataclass(frozen=True, slots=True)
class SignalHit:
    """A signal in one part: its name, its place, and where its sentence ends."""

    name: str
    start: int
    end: int
    quote: str
    sentence_start: int
    sentence_end: int

    def moved(self, by: int) -> SignalHit:
        """Return the same further down in the source."""
        places = (self.sentence_start + by, self.sentence_end + by)
        return SignalHit(self.name, self.start + by, self.end + by, self.quote, *places)


class Matcher:
    """Hold rules against text. State: none after it was made."""

    def __init__(self, rules: Iterable[Rule], signals: Iterable[Signal], allowed: AllowList) -> None:
        self._allowed = allowed
        self._signals = tuple(signals)
        self._by_scope: dict[Scope, list[Rule]] = defaultdict(list)
        found = tuple(rules)
        for rule in found:
            for scope in rule.scopes if rule.pattern or rule.function else ():
                self._by_scope[scope].append(rule)
        self._terms = TermIndex(rule for rule in found if rule.terms)

    # -- a part --------------------------------------------------------------------------------

    def hits(self, source: str, read: PartReading) -> Iterator[Hit]:
        """Yield what the rules find in one part; ``source`` is its text."""
        for block in read.blocks:
            if block.kind is BlockKind.REMARK:
                yield from self._in_block(source, block, (Scope.REMARK,))
                continue
            scopes = [Scope.SENTENCE]
            if block.kind is BlockKind.HEADING:
                scopes.append(Scope.HEADING)
            yield from self._in_block(source, block, scopes)
            yield from self._terms_in(source, block)
        for link in read.links:
            yield from self._in_link(link)
        for picture in read.pictures:
            yield from self._in_picture(picture)

    def signal_hits(self, read: PartReading) -> Iterator[SignalHit]:
        """Yield the signals of one part, each at its first place."""
        for signal in self._signals:
            for block in read.blocks:
                if block.kind is BlockKind.REMARK or not _hinted(signal.hints, block.words.casefold()):
                    continue
                found = signal.pattern.search(plain_signs(block.words))
                if found:
                    yield _signal_hit(signal, block, found)
                    break

    def _in_block(self, source: str, block: Block, scopes: Iterable[Scope]) -> Iterator[Hit]:
        folded = block.words.casefold()
        for scope in scopes:
            for rule in self._by_scope[scope]:
                if _hinted(rule.hints, folded):
                    for number, sentence in enumerate(block.sentences):
                        yield from self._in_sentence(source, block, number, sentence, rule)

    def _in_sentence(
        self, source: str, block: Block, number: int, sentence: Sentence, rule: Rule
    ) -> Iterator[Hit]:
        words = plain_signs(sentence.words[:LONGEST_SENTENCE])
        spans = list(self._spans(rule, words))
        if not spans or self._is_spared(rule, source, block, number):
            return
        for start, end, severity in spans:
            yield self._block_hit(rule, block, sentence, start, end, severity)

    def _spans(self, rule: Rule, words: str) -> Iterator[tuple[int, int, Severity]]:
        """Yield where a rule finds something in a sentence."""
        if rule.pattern is not None:
            for found in rule.pattern.finditer(words):
                group = "words" if "words" in rule.pattern.groupindex and found["words"] else 0
                if not (rule.uses_allow_list and self._allowed.permits(found[group])):
                    yield *found.span(group), rule.severity
        elif rule.function in SENTENCE_FUNCTIONS:
            yield from SENTENCE_FUNCTIONS[rule.function](words, rule)

    def _is_spared(self, rule: Rule, source: str, block: Block, number: int) -> bool:
        """Say whether what a rule asks for is missing, or what excuses it is there."""
        sentence = block.sentences[number]
        if rule.needs is not None and not rule.needs.search(plain_signs(sentence.words[:LONGEST_SENTENCE])):
            return True
        if rule.unless is None:
            return False
        excusing = [sentence]
        if rule.looks_ahead:
            excusing += block.sentences[number + 1 : number + 2]
        return any(_says(rule.unless, source, block, one) for one in excusing)

    def _block_hit(
        self,
        rule: Rule,
        block: Block,
        sentence: Sentence,
        start: int,
        end: int,
        severity: Severity,
        plain: tuple[str, ...] = (),
    ) -> Hit:
        if rule.covers_sentence:
            start, end = 0, sentence.end - sentence.start
        quote = sentence.words[start:end]
        place = block.text.source_span(sentence.start + start, sentence.start + end)
        whole = block.text.source_span(sentence.start, sentence.end)
        return Hit(rule, *place, quote, sentence.words, severity, plain, *whole)

    # -- words, links, pictures ----------------------------------------------------------------

    def _terms_in(self, source: str, block: Block) -> Iterator[Hit]:
        for found in self._terms.find(block.words):
            number = next(
                (at for at, one in enumerate(block.sentences) if one.start <= found.start < one.end), None
            )
            if number is None or self._is_spared(found.rule, source, block, number):
                continue
            sentence = block.sentences[number]
            start, end = found.start - sentence.start, found.end - sentence.start
            yield self._block_hit(found.rule, block, sentence, start, end, found.rule.severity, found.plain)

    def _in_link(self, link: Link) -> Iterator[Hit]:
        for rule in self._by_scope[Scope.LINK]:
            yield from self._in_text(rule, link.words, link.words_start, link.words_end, link.words)
            if link.target and not link.is_bare:
                place = (link.target_start, link.target_end)
                found = self._in_text(rule, link.target, *place, link.target, is_exact=True)
                yield from (hit for hit in found if hit.quote not in link.words)

    def _in_picture(self, picture: Picture) -> Iterator[Hit]:
        for rule in self._by_scope[Scope.PICTURE]:
            if picture.description:
                place = (picture.description_start, picture.description_end)
                yield from self._in_text(
                    rule, picture.description, *place, picture.description, is_exact=True
                )

    def _in_text(
        self, rule: Rule, text: str, start: int, end: int, around: str, *, is_exact: bool = False
    ) -> Iterator[Hit]:
        """Look in a short text that is no sentence; ``is_exact`` says that it stands so in the source."""
        if not _hinted(rule.hints, text.casefold()):
            return
        for first, last, severity in self._spans(rule, plain_signs(text[:LONGEST_SENTENCE])):
            if self.is_excused(rule, text):
                continue
            exact = is_exact and end - start == len(text)
            place = (start + first, start + last) if exact else (start, end)
            yield Hit(rule, *place, text[first:last], around, severity, (), start, end)

    def in_detail(self, scopes: Iterable[Scope], text: str) -> Iterator[Hit]:
        """Yield what the rules find in a detail; places count from the beginning of its text."""
        seen = {rule.id: rule for scope in scopes for rule in self._by_scope[scope]}
        for rule in seen.values():
            yield from self._in_text(rule, text, 0, len(text), text, is_exact=True)

    def is_excused(self, rule: Rule, text: str) -> bool:
        """Say whether a text lacks what a rule needs, or says what excuses it."""
        plain = plain_signs(text[:LONGEST_SENTENCE])
        if rule.needs is not None and not rule.needs.search(plain):
            return True
        return rule.unless is not None and bool(rule.unless.search(plain))


def plain_signs(text: str) -> str:
    """Return a text with straight quotation marks and plain blanks, each where it stood."""
    return text if text.isascii() else text.translate(_PLAIN_SIGNS)


def _signal_hit(signal: Signal, block: Block, found: re.Match[str]) -> SignalHit:
    sentence = next((one for one in block.sentences if one.start <= found.start() < one.end), None)
    whole = (sentence.start, sentence.end) if sentence else found.span()
    text = block.text
    return SignalHit(signal.name, *text.source_span(*found.span()), found[0], *text.source_span(*whole))


def _hinted(hints: tuple[str, ...], folded: str) -> bool:
    return not hints or any(hint in folded for hint in hints)


def _says(pattern: re.Pattern[str], source: str, block: Block, sentence: Sentence) -> bool:
    """Say whether a sentence says something, in its plain words or in its source, where links are."""
    if pattern.search(plain_signs(sentence.words[:LONGEST_SENTENCE])):
        return True
    start, end = block.text.source_span(sentence.start, sentence.end)
    base = block.text.base
    # What comes right behind the full stop, as a footnote's sign does, belongs to the sentence.
    written = source[start - base : min(end - base + 12, len(source))]
    return bool(pattern.search(plain_signs(written[: LONGEST_SENTENCE + 12])))
