"""An article's plain words: blocks, sentences, links and pictures, each with its way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .sentences import split_sentences
from .words import count_words as words_in

OBJECT = "\ufffc"
"""Stands in the plain words for what is no prose: code, a bare address, a shortcode."""


class BlockKind(StrEnum):
    """What a piece of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    CAPTION = "caption"
    NOTE = "note"
    """A footnote's text."""
    REMARK = "remark"
    """A hidden remark: nobody sees it on the page, but it is sent with it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Plain characters that stand for source characters: as many, or all of them for all of those."""

    plain: int
    length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class PlainText:
    """Words without markup, and where each character comes from. Offsets count ``str`` characters.

    ``base`` is where the part of the source begins that the runs count from.
    """

    words: str
    runs: tuple[Run, ...]
    base: int = 0

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the plain characters from ``start`` up to ``end`` stand in the source."""
        first = self._source_start(start) + self.base
        return first, (self._source_end(end - 1) + self.base if end > start else first)

    def _run_at(self, plain: int) -> Run:
        index = bisect_right(self.runs, plain, key=lambda run: run.plain) - 1
        return self.runs[max(index, 0)]

    def _source_start(self, plain: int) -> int:
        if not self.runs:
            return 0
        run = self._run_at(plain)
        if run.length == run.source_length:
            return run.source + min(plain - run.plain, run.length)
        return run.source + (run.source_length if plain >= run.plain + run.length else 0)

    def _source_end(self, plain: int) -> int:
        run = self._run_at(plain)
        if run.length == run.source_length:
            return run.source + plain - run.plain + 1
        return run.source + run.source_length


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block: its words, and where they stand in the block's plain words."""

    words: str
    start: int
    end: int


_WORKED_OUT = ("sentences", "word_count")


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item and so on. What is worked out is kept, so this value has no slots.

    ``level`` is a heading's, 0 for everything else. ``start`` and ``end`` are offsets in the source.
    """

    kind: BlockKind
    text: PlainText
    start: int
    end: int
    level: int = 0
    is_header: bool = False
    is_all_bold: bool = False

    @property
    def words(self) -> str:
        """Return the block's plain words."""
        return self.text.words

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the block's sentences; a heading and a cell are one each."""
        words = self.words
        if self.kind in (BlockKind.HEADING, BlockKind.CELL):
            spans = [(0, len(words))] if words.strip() else []
        else:
            spans = split_sentences(words)
        return tuple(Sentence(words[start:end], start, end) for start, end in spans)

    @cached_property
    def word_count(self) -> int:
        """Return how many words the block has, numbers included."""
        return words_in(self.words)

    def moved(self, by: int) -> Block:
        """Return the block further down in the source; what was worked out stays known."""
        text = PlainText(self.text.words, self.text.runs, self.text.base + by)
        start, end = self.start + by, self.end + by
        moved = Block(self.kind, text, start, end, self.level, self.is_header, self.is_all_bold)
        moved.__dict__.update({name: self.__dict__[name] for name in _WORKED_OUT if name in self.__dict__})
        return moved


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, its target, and where the whole, its words and its target stand in the source."""

    words: str
    target: str
    start: int
    end: int
    words_start: int
    words_end: int
    target_start: int
    target_end: int
    is_bare: bool = False
    """Says that the address itself is what is read."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its description (``None`` where raw HTML has none), its target, and where they stand."""

    description: str | None
    target: str
    start: int
    end: int
    description_start: int
    description_end: int
    is_decoration: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it stands, and whether its first row names the columns."""

    start: int
    end: int
    has_header: bool


@dataclass(frozen=True)
class Prose:
    """All that an article says in plain words. What is worked out is kept, so this value has no slots."""

    source: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()

    def sentences(self, *kinds: BlockKind) -> Iterator[tuple[Block, Sentence]]:
        """Yield every sentence of blocks of these kinds, of all blocks where none are named."""
        for block in self.blocks:
            if not kinds or block.kind in kinds:
                for sentence in block.sentences:
                    yield block, sentence
