"""Style of the whole article: abbreviations and long paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Severity, TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.language import BlockKind

_ABBREVIATION: Final = re.compile(r"\b[A-Z](?:[A-Z]|&(?=[A-Z])){1,5}s?\b(?![-\u2019']?[a-z\d])")
_DEFINED: Final = re.compile(r"\(\s*([A-Z][A-Z&]{1,5})s?\s*[);,]")
_EVERYBODYS: Final = """
US USA UK EU CA NY TX FL FDA CDC NIH VA DEA HIPAA FAQ FAQS ID OK TV PDF PC HIV AIDS DNA CT MRI IV ER
ICU AM PM MD DO RN NP PA LLC INC ZIP FAX URL USB ASAP DIY CEO II III IV VI VII VIII IX XI XII COVID
SMS GP OTC AND OR NOT THE TO IN OF FOR IS IT NO YES
"""
_KNOWN: Final = frozenset(_EVERYBODYS.split())
"""Abbreviations that most readers know, and words that are shouted."""


def abbreviations(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find abbreviations at their first use that no brackets spell out anywhere; common ones pass."""
    defined = {found[1] for block in document.blocks for found in _DEFINED.finditer(block.words)}
    seen: set[str] = set()
    for block in document.blocks:
        if block.kind is BlockKind.REMARK or block.words.isupper():
            continue
        for found in _ABBREVIATION.finditer(block.words):
            name = found[0].removesuffix("s")
            if name in seen or name in _KNOWN or name in defined or _is_explained(block.words, found):
                continue
            seen.add(name)
            place = TextPlace(*block.text.source_span(found.start(), found.start() + len(name)))
            yield DocumentHit(place, name, name, details={"words": name})


def _is_explained(words: str, found: re.Match[str]) -> bool:
    """Say whether the long form stands in brackets right behind: "CRPS (complex regional ...)"."""
    return bool(re.match(r"\s*\((?:\w+[\s-]){1,7}\w+\)", words[found.end() :]))


def long_paragraphs(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find paragraphs of more words than the limit."""
    for block in document.blocks:
        count = block.word_count if block.kind is BlockKind.PARAGRAPH else 0
        if count > rule.limit:
            severity = Severity.SHOULD if count > rule.limit_worse else None
            first = block.sentences[0]
            place = TextPlace(*block.text.source_span(first.start, first.end))
            yield DocumentHit(place, first.words, block.words, severity, details={"count_words": str(count)})
