"""What an article about a treatment must say, and where."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.checks.document import Document, DocumentHit, signal_hits
from clinicwriter.checks.finding import TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.language import begins_references


def late(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find the last signal of ``when`` where it comes first after the share ``limit`` of the text."""
    wanted = rule.when[-1]
    if not all(document.says(name) for name in rule.when) or wanted in document.detail_signals:
        return
    first = document.first(wanted)
    if first is not None and first.start > len(document.source) * rule.limit:
        yield DocumentHit(TextPlace(first.start, first.end), first.quote)


def missing_signals(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article that lacks some signals of ``without``, and name those."""
    if not all(document.says(name) for name in rule.when):
        return
    missing = [name for name in rule.without if not document.says(name)]
    if missing:
        labels = ", ".join(document.label(name) for name in missing)
        first = document.first(rule.when[0])
        place = TextPlace(first.start, first.end) if first else None
        yield DocumentHit(place, first.quote if first else "", ",".join(missing), details={"missing": labels})


def long_enough(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find what the signals say, in an article of more words than the limit."""
    if document.word_count >= rule.limit:
        yield from signal_hits(document, rule)


def no_references(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article that mentions studies and has neither a link out nor a list of references."""
    has_list = any(begins_references(block) for block in document.blocks)
    has_link = any(link.target.startswith(("http://", "https://")) for link in document.links)
    if not has_list and not has_link and not any(block.kind == "note" for block in document.blocks):
        yield from signal_hits(document, rule)


def no_disclaimer(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article about a treatment without the word that it is no medical advice."""
    site, footer = document.subject.site, document.subject.article.footer
    clinic = site.clinic if site is not None else None
    if footer or (clinic is not None and (clinic.disclaimer or clinic.footer_template)):
        return
    yield from (DocumentHit(None, "") for _ in signal_hits(document, rule))
