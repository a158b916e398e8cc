"""An article as the rules about the whole of it see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clinicwriter.language import (
    Block,
    Link,
    PartReading,
    Picture,
    Table,
    shifted_link,
    shifted_picture,
)

from .finding import Fix, Place, Severity, TextPlace
from .matching import SignalHit
from .rule import Rule, Signal
from .site_index import SiteIndex
from .subject import Subject


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """What one part says, and where the part begins in the text."""

    start: int
    end: int
    reading: PartReading
    signals: tuple[SignalHit, ...]
    words: int


@dataclass(frozen=True)
class Document:
    """The whole article, read. What is worked out is kept, so this value has no slots."""

    subject: Subject
    source: str
    parts: Sequence[PlacedReading]
    detail_signals: Collection[str]
    known_signals: Mapping[str, Signal]
    site_index: SiteIndex | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return every block with its place in the text."""
        return tuple(block.moved(part.start) for part in self.parts for block in part.reading.blocks)

    @cached_property
    def word_count(self) -> int:
        """Return how many words the text has."""
        return sum(part.words for part in self.parts)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return every link with its place in the text."""
        return tuple(shifted_link(link, part.start) for part in self.parts for link in part.reading.links)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """Return every picture with its place in the text."""
        return tuple(shifted_picture(one, part.start) for part in self.parts for one in part.reading.pictures)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return every table with its place in the text."""
        return tuple(
            Table(table.start + part.start, table.end + part.start, table.has_header)
            for part in self.parts
            for table in part.reading.tables
        )

    @cached_property
    def signals(self) -> Mapping[str, tuple[SignalHit, ...]]:
        """Return where each signal is in the text, in order."""
        found: dict[str, list[SignalHit]] = {}
        for part in self.parts:
            for hit in part.signals:
                found.setdefault(hit.name, []).append(hit.moved(part.start))
        return {name: tuple(hits) for name, hits in found.items()}

    def says(self, signal: str) -> bool:
        """Say whether the text, the title or the summary has a signal."""
        return signal in self.detail_signals or signal in self.signals

    def first(self, signal: str) -> SignalHit | None:
        """Return where a signal is in the text for the first time."""
        hits = self.signals.get(signal)
        return hits[0] if hits else None

    def label(self, signal: str) -> str:
        """Return what a signal is called in a sentence."""
        return self.known_signals[signal].label or signal.replace("_", " ")

    def quote(self, start: int, end: int) -> str:
        """Return what stands at a place of the text."""
        return self.source[start:end]


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """What a rule about the whole article found. ``key`` is what its fingerprint is made of."""

    place: Place
    quote: str
    key: str = ""
    severity: Severity | None = None
    sentence: tuple[int, int] | None = None
    details: Mapping[str, str] | None = None
    fixes: tuple[Fix, ...] = ()


DocumentFunction = Callable[[Document, Rule], Iterator[DocumentHit]]


def signal_hits(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article that has all signals of ``when`` and none of ``without``."""
    if not all(document.says(name) for name in rule.when):
        return
    if any(document.says(name) for name in rule.without):
        return
    first = document.first(rule.when[0]) if rule.when else None
    if first is None:
        yield DocumentHit(None, "")
    else:
        sentence = (first.sentence_start, first.sentence_end)
        yield DocumentHit(TextPlace(first.start, first.end), first.quote, sentence=sentence)
