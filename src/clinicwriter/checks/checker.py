"""Checking an article, again and again while somebody writes: only the parts that changed are read anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from clinicwriter.article import Role
from clinicwriter.language import (
    Measured,
    Part,
    PartReading,
    ReadingGrade,
    begins_references,
    grade_of,
    link_definitions,
    read_part,
    scored_sentences,
    split_parts,
    words_of,
)
from clinicwriter.site import Clinic, Site

from .allow_list import AllowList
from .building import detail_finding, document_finding, text_finding
from .document import Document, PlacedReading, signal_hits
from .finding import Finding
from .matching import Hit, Matcher, SignalHit
from .report import Report
from .rule import Scope
from .rule_book import RuleBook
from .site_findings import site_findings
from .site_index import SiteIndex
from .subject import Subject
from .whole import DOCUMENT_FUNCTIONS

_KEPT: Final = 20_000
"""Parts that are remembered before all are forgotten: about ten books."""


def check_article(subject: Subject, rules: RuleBook) -> Report:
    """Check an article once. Reads files of its site: not for a window's thread."""
    return Checker(rules).check(subject)


@dataclass(frozen=True, slots=True)
class _CheckedPart:
    """All that is known of one part; places count from its beginning."""

    reading: PartReading
    hits: tuple[Hit, ...]
    signals: tuple[SignalHit, ...]
    measured: tuple[Measured, ...]
    words: int


class Checker:
    """Check articles by one book of rules (state that changes: the parts that were read so far).

    For one thread at a time.
    """

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._allowed = AllowList()
        self._index: SiteIndex | None = None
        self._parts: dict[tuple[str, Part, int], _CheckedPart] = {}
        self._matcher = self._new_matcher()
        self._documents = tuple(
            rule for rule in rules.active if rule.when or rule.function in DOCUMENT_FUNCTIONS
        )

    @property
    def rules(self) -> RuleBook:
        """Return the rules that articles are checked by."""
        return self._rules

    def check(self, subject: Subject) -> Report:
        """Check an article: the parts of its text that changed, its details, then the article as a whole.

        Raises nothing of its own: what cannot be read is told as a finding.
        """
        if subject.article.is_read_only:
            return Report(())
        self._follow(subject.site)
        source = subject.article.text
        parts = list(self._checked(source))
        findings = [*self._text_findings(source, parts), *self._detail_findings(subject)]
        document = self._document(subject, source, parts)
        findings += self._document_findings(document)
        findings += site_findings(subject)
        return Report(tuple(findings), self._grade(parts, subject))

    # -- what is known -------------------------------------------------------------------------

    def _follow(self, site: Site | None) -> None:
        """Begin anew where the clinic's own facts or its staff are others than last time."""
        if site is None:
            self._index = None
        elif self._index is None or self._index.entries is not site.known_articles():
            self._index = SiteIndex.of(site)
        clinic = site.clinic if site is not None else Clinic()
        allowed = AllowList.of(clinic, self._index.authors if self._index else ())
        if allowed != self._allowed:
            self._allowed = allowed
            self._parts.clear()
            self._matcher = self._new_matcher()

    def _new_matcher(self) -> Matcher:
        state = self._allowed.state
        active = [rule for rule in self._rules.active if not state or not rule.states or state in rule.states]
        return Matcher(active, self._rules.signals.values(), self._allowed)

    # -- the text ------------------------------------------------------------------------------

    def _checked(self, source: str) -> Iterator[tuple[Part, _CheckedPart]]:
        definitions = link_definitions(source)
        links = hash(tuple(sorted(definitions.items())))
        if len(self._parts) > _KEPT:
            self._parts.clear()
        for part in split_parts(source):
            text = source[part.start : part.end]
            here = Part(0, len(text), part.is_in_list, part.is_code, part.is_remark)
            key = (text, here, links)
            known = self._parts.get(key)
            if known is None:
                known = self._parts[key] = self._check_part(text, here, definitions)
            yield part, known

    def _check_part(self, text: str, part: Part, definitions: Mapping[str, str]) -> _CheckedPart:
        read = read_part(text, part, definitions)
        return _CheckedPart(
            read,
            tuple(self._matcher.hits(text, read)),
            tuple(self._matcher.signal_hits(read)),
            tuple(one for block in read.blocks for one in scored_sentences(block)),
            sum(block.word_count for block in read.blocks),
        )

    def _text_findings(self, source: str, parts: Iterable[tuple[Part, _CheckedPart]]) -> Iterator[Finding]:
        met: set[str] = set()
        for part, checked in parts:
            for hit in checked.hits:
                key = hit.rule.id
                if hit.rule.is_once:
                    if key in met:
                        continue
                    met.add(key)
                yield text_finding(hit, part.start, source)

    # -- the details ---------------------------------------------------------------------------

    def _detail_findings(self, subject: Subject) -> Iterator[Finding]:
        for role, name, text, scopes in _detail_texts(subject):
            for hit in self._matcher.in_detail(scopes, text):
                yield detail_finding(hit, role, name, text)

    # -- the whole -----------------------------------------------------------------------------

    def _document(
        self, subject: Subject, source: str, parts: Iterable[tuple[Part, _CheckedPart]]
    ) -> Document:
        placed = [
            PlacedReading(part.start, part.end, one.reading, one.signals, one.words) for part, one in parts
        ]
        return Document(
            subject, source, placed, self._detail_signals(subject), self._rules.signals, self._index
        )

    def _detail_signals(self, subject: Subject) -> Collection[str]:
        fields = subject.article.fields
        said = f"{fields.title or ''}\n{fields.summary or ''}"
        return frozenset(
            signal.name for signal in self._rules.signals.values() if signal.pattern.search(said)
        )

    def _document_findings(self, document: Document) -> Iterator[Finding]:
        for rule in self._documents:
            if self._allowed.state and rule.states and self._allowed.state not in rule.states:
                continue
            find = DOCUMENT_FUNCTIONS.get(rule.function, signal_hits)
            for hit in find(document, rule):
                yield document_finding(rule, hit, document.source)

    def _grade(self, parts: Iterable[tuple[Part, _CheckedPart]], subject: Subject) -> ReadingGrade | None:
        found: list[Measured] = []
        in_references = False
        for part, checked in parts:
            for block in checked.reading.blocks:
                in_references = begins_references(block) if block.level else in_references
            if not in_references:
                found += (one.moved(part.start) for one in checked.measured)
        grade = grade_of(found, topic_words(subject))
        return grade if grade is not None and grade.is_enough else None


def topic_words(subject: Subject) -> frozenset[str]:
    """Return the words that an article cannot do without: those of its tags and its title."""
    fields = subject.article.fields
    said = " ".join((*fields.tags, fields.title or ""))
    return frozenset(word[0].casefold() for word in words_of(said) if len(word[0]) > 4)


def _detail_texts(subject: Subject) -> Iterator[tuple[Role | None, str, str, frozenset[Scope]]]:
    """Yield the details that are read: role, key, text, and the scopes of rules that look there."""
    fields = subject.article.fields
    title = frozenset({Scope.TITLE, Scope.DETAILS})
    summary = frozenset({Scope.SUMMARY, Scope.DETAILS})
    detail = frozenset({Scope.DETAILS})
    for role, scopes in (
        (Role.TITLE, title), (Role.SUMMARY, summary), (Role.SLUG, detail), (Role.IMAGE, detail),
        (Role.IMAGE_ALT, detail),
    ):  # fmt: skip
        text = getattr(fields, role.value)
        if text:
            yield role, role.value, text, scopes
    for tag in fields.tags:
        yield Role.TAGS, "tags", tag, detail
    for name, text in subject.article.extra.items():
        if text.strip():
            yield None, name, text.strip().strip("\"'"), detail
