"""Headings in order, and tables that name their columns."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.language import Block


def _headings(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.level]


def _hit(block: Block, key: str = "", **details: str) -> DocumentHit:
    return DocumentHit(TextPlace(block.start, block.end), block.words, key or block.words, details=details)


def main_headings(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings of the first level: the page has its title already."""
    yield from (_hit(block) for block in _headings(document) if block.level == 1 and block.words.strip())


def skipped(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings that are more than one level below the one before."""
    before = 0
    for block in _headings(document):
        if before and block.level > before + 1:
            yield _hit(block, before=str(before), here=str(block.level))
        before = block.level


def empty(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings without words."""
    yield from (_hit(block, "empty") for block in _headings(document) if not block.words.strip())


def twice(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings with the words of one that was there before."""
    seen: set[str] = set()
    for block in _headings(document):
        words = " ".join(block.words.casefold().split())
        if words and words in seen:
            yield _hit(block)
        seen.add(words)


def fake(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find paragraphs that are nothing but a few bold words, with a text below."""
    for block in document.blocks:
        words = block.words.strip()
        if block.is_all_bold and len(words) < rule.limit and words[-1:] not in ".!?…:":
            yield _hit(block)


def none_at_all(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find a long article without any heading."""
    if _headings(document):
        return
    count = document.word_count
    if count > rule.limit:
        yield DocumentHit(None, "", details={"count_words": str(count)})


def tables_without_header(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find tables whose first row is empty."""
    for table in document.tables:
        if not table.has_header:
            words = document.quote(table.start, table.end).splitlines()[0]
            yield DocumentHit(TextPlace(table.start, table.start + len(words)), words, words)
