"""Headings in order, and tables that name their columns."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Fix, TextChange, TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.language import Block


def _headings(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.level]


def _hit(block: Block, key: str = "", fixes: tuple[Fix, ...] = (), **details: str) -> DocumentHit:
    place = TextPlace(block.start, block.end)
    return DocumentHit(place, block.words, key or block.words, details=details, fixes=fixes)


def _levelled(document: Document, block: Block, level: int, label: str) -> tuple[Fix, ...]:
    """Return the fix that gives a heading with signs of its own another level."""
    old = document.quote(block.start, block.end)
    if not old.startswith("#"):
        return ()
    change = TextChange(block.start, block.end, old, "#" * level + old.lstrip("#"))
    return (Fix(label, change, change),)


def main_headings(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings of the first level: the page has its title already."""
    for block in _headings(document):
        if block.level == 1 and block.words.strip():
            yield _hit(block, fixes=_levelled(document, block, 2, "Make it a smaller heading"))


def skipped(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find headings that are more than one level below the one before."""
    before = 0
    for block in _headings(document):
        if before and block.level > before + 1:
            fixes = _levelled(document, block, before + 1, "Use the next level")
            yield _hit(block, fixes=fixes, before=str(before), here=str(block.level))
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
    """Find paragraphs that are nothing but a few bold words."""
    level = 2
    for block in document.blocks:
        level = block.level or level
        words = block.words.strip()
        if block.is_all_bold and len(words) < rule.limit and words[-1:] not in ".!?…:":
            old = document.quote(block.start, block.end)
            change = TextChange(block.start, block.end, old, f"{'#' * max(level, 2)} {words}")
            yield _hit(block, fixes=(Fix("Make it a heading", change, change),))


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
