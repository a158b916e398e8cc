"""Rules held against one part of an article: what is found counts from the beginning of that part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from clinicwriter.language import Block, BlockKind, Link, PartReading, Picture, Sentence

from .allow_list import AllowList
from .finding import Severity, fingerprint_of
from .patterns import LONGEST_TEXT
from .rule import Rule, Scope, Signal
from .sentence_functions import SENTENCE_FUNCTIONS
from .terms import TermIndex

_PLAIN_SIGNS: Final = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2011", "''\"\" -")
DIGIT: Final = "<digit>"
"""A hint that stands for any figure."""
_CITATION: Final = re.compile(
    r"\[\^[^\]\s]{1,40}\]|[ ]?\[\d{1,3}\]|[ ]?\(\[[^\]]{1,200}\]\([^)\s]{1,500}\)\)"
)
_ANY_DIGIT: Final = re.compile(r"\d")
_LINE_BREAK: Final = re.compile(r"(?: {2}|\\)\r?\n|<br\b", re.IGNORECASE)
"""A line of the page that ends here, as in an address: the next one is no going on of its words."""


@dataclass(frozen=True)
class Hit:
    """A rule's find in one part. ``around`` is the sentence, or what else its fingerprint is made of.

    What is worked out is kept, so this value has no slots.
    """

    rule: Rule
    start: int
    end: int
    quote: str
    around: str
    severity: Severity
    plain: tuple[str, ...] = ()
    sentence_start: int = 0
    sentence_end: int = 0

    @cached_property
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
        hints = [hint for rule in found for hint in rule.hints]
        hints += [hint for signal in self._signals for hint in signal.hints]
        self._hints = frozenset(hints) - {DIGIT}

    def _hints_in(self, text: str) -> frozenset[str]:
        """Return the hints that a text has: one look, so that the number of rules costs little."""
        folded = text.casefold()
        present = {hint for hint in self._hints if hint in folded}
        if _ANY_DIGIT.search(folded):
            present.add(DIGIT)
        return frozenset(present)

    # -- a part --------------------------------------------------------------------------------

    def hits(self, source: str, read: PartReading) -> Iterator[Hit]:
        """Yield what the rules find in one part; ``source`` is its text."""
        for block in read.blocks:
            if block.kind is BlockKind.REMARK:
                yield from self._in_block(source, block, (Scope.REMARK,))
                continue
            scopes = [Scope.SENTENCE, Scope.PARAGRAPH]
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
        met: set[str] = set()
        for block in read.blocks:
            if block.kind is BlockKind.REMARK:
                continue
            present, words = self._hints_in(block.words), plain_signs(block.words)
            for signal in self._signals:
                if signal.name in met or not _hinted(signal.hints, present):
                    continue
                found = signal.pattern.search(words)
                if found:
                    met.add(signal.name)
                    yield _signal_hit(signal, block, found)

    def _in_block(self, source: str, block: Block, scopes: Iterable[Scope]) -> Iterator[Hit]:
        present = self._hints_in(block.words)
        for scope in scopes:
            units = _units(block, scope)
            for rule in self._by_scope[scope]:
                if _hinted(rule.hints, present):
                    for number in range(len(units)):
                        yield from self._in_unit(source, block, units, number, rule)

    def _in_unit(
        self, source: str, block: Block, units: Sequence[Sentence], number: int, rule: Rule
    ) -> Iterator[Hit]:
        words = plain_signs(units[number].words[:LONGEST_TEXT])
        spans = list(self._spans(rule, words))
        if not spans or self._is_spared(rule, source, block, units, number):
            return
        for start, end, severity in spans:
            hit = self._block_hit(rule, block, units[number], start, end, severity)
            if rule.function != "doubled" or not _LINE_BREAK.search(source[hit.start : hit.end]):
                yield hit

    def _spans(self, rule: Rule, words: str) -> Iterator[tuple[int, int, Severity]]:
        """Yield where a rule finds something in a sentence."""
        if rule.pattern is not None:
            for found in rule.pattern.finditer(words):
                group = "words" if "words" in rule.pattern.groupindex and found["words"] else 0
                if not (rule.uses_allow_list and self._allowed.permits(found[group])):
                    yield *found.span(group), rule.severity
        elif rule.function in SENTENCE_FUNCTIONS:
            yield from SENTENCE_FUNCTIONS[rule.function](words, rule)

    def _is_spared(
        self, rule: Rule, source: str, block: Block, units: Sequence[Sentence], number: int
    ) -> bool:
        """Say whether what a rule asks for is missing, or what excuses it is there."""
        sentence = units[number]
        if rule.needs is not None and not rule.needs.search(plain_signs(sentence.words[:LONGEST_TEXT])):
            return True
        if rule.unless is None:
            return False
        excusing = [sentence]
        if rule.looks_ahead:
            excusing += units[number + 1 : number + 2]
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
            if number is None or self._is_spared(found.rule, source, block, block.sentences, number):
                continue
            sentence = block.sentences[number]
            start, end = found.start - sentence.start, found.end - sentence.start
            yield self._block_hit(found.rule, block, sentence, start, end, found.rule.severity, found.plain)

    def _in_link(self, link: Link) -> Iterator[Hit]:
        present = self._hints_in(f"{link.words}\n{link.target}")
        for rule in self._hinted_rules((Scope.LINK,), present):
            yield from self._in_text(rule, link.words, link.words_start, link.words_end, link.words)
            if link.target and not link.is_bare:
                place = (link.target_start, link.target_end)
                found = self._in_text(rule, link.target, *place, link.target, is_exact=True)
                yield from (hit for hit in found if hit.quote not in link.words)

    def _in_picture(self, picture: Picture) -> Iterator[Hit]:
        if picture.description:
            place = (picture.description_start, picture.description_end)
            for rule in self._hinted_rules((Scope.PICTURE,), self._hints_in(picture.description)):
                yield from self._in_text(
                    rule, picture.description, *place, picture.description, is_exact=True
                )

    def _in_text(
        self, rule: Rule, text: str, start: int, end: int, around: str, *, is_exact: bool = False
    ) -> Iterator[Hit]:
        """Look in a short text that is no sentence; ``is_exact`` says that it stands so in the source."""
        for first, last, severity in self._spans(rule, plain_signs(text[:LONGEST_TEXT])):
            if self.is_excused(rule, text):
                continue
            exact = is_exact and end - start == len(text)
            place = (start + first, start + last) if exact else (start, end)
            yield Hit(rule, *place, text[first:last], around, severity, (), start, end)

    def in_detail(self, scopes: Iterable[Scope], text: str) -> Iterator[Hit]:
        """Yield what the rules find in a detail; places count from the beginning of its text."""
        for rule in self._hinted_rules(scopes, self._hints_in(text)):
            yield from self._in_text(rule, text, 0, len(text), text, is_exact=True)

    def _hinted_rules(self, scopes: Iterable[Scope], present: frozenset[str]) -> Iterable[Rule]:
        """Return the rules of these scopes, each once, that may find something where these hints are."""
        rules = {rule.id: rule for scope in scopes for rule in self._by_scope[scope]}
        return [rule for rule in rules.values() if _hinted(rule.hints, present)]

    def is_excused(self, rule: Rule, text: str) -> bool:
        """Say whether a text lacks what a rule needs, or says what excuses it."""
        plain = plain_signs(text[:LONGEST_TEXT])
        if rule.needs is not None and not rule.needs.search(plain):
            return True
        return rule.unless is not None and bool(rule.unless.search(plain))


def _units(block: Block, scope: Scope) -> Sequence[Sentence]:
    """Return what a rule is held against: the sentences of a block, or the block as if it were one."""
    if scope is not Scope.PARAGRAPH:
        return block.sentences
    return (Sentence(block.words, 0, len(block.words)),) if block.words.strip() else ()


def plain_signs(text: str) -> str:
    """Return a text with straight quotation marks and plain blanks, each where it stood."""
    return text if text.isascii() else text.translate(_PLAIN_SIGNS)


def _signal_hit(signal: Signal, block: Block, found: re.Match[str]) -> SignalHit:
    sentence = next((one for one in block.sentences if one.start <= found.start() < one.end), None)
    whole = (sentence.start, sentence.end) if sentence else found.span()
    text = block.text
    return SignalHit(signal.name, *text.source_span(*found.span()), found[0], *text.source_span(*whole))


def _hinted(hints: frozenset[str], present: frozenset[str]) -> bool:
    return not hints or not hints.isdisjoint(present)


def _says(pattern: re.Pattern[str], source: str, block: Block, sentence: Sentence) -> bool:
    """Say whether a sentence says something, in its plain words or in its source, where links are."""
    if pattern.search(plain_signs(sentence.words[:LONGEST_TEXT])):
        return True
    start, end = block.text.source_span(sentence.start, sentence.end)
    base = block.text.base
    # A footnote's sign or a citation right behind the full stop belongs to the sentence.
    behind = _CITATION.match(source, end - base)
    stop = behind.end() if behind else end - base
    return bool(pattern.search(plain_signs(source[start - base : stop][-LONGEST_TEXT:])))
