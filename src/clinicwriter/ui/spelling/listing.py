"""Doubtful words as findings for the list of checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from clinicwriter.article import Article, Role
from clinicwriter.checks import Family, Finding, Fix, Severity, TextChange, TextPlace
from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.ui.editor.marks import Mark, Marks
from clinicwriter.ui.session import Session, field_value
from clinicwriter.ui.spelling.deciding import MARKS
from clinicwriter.ui.spelling.flow import SpellingFlow
from clinicwriter.ui.spelling.word_files import WordList

MOST_CHANGES = 2
MOST_LISTED = 100
"""Nobody reads more cards; and listing them would take the window's time."""
ADD = "Add to dictionary"
RULES = {LanguageKind.SPELLING: "language.spelling", LanguageKind.GRAMMAR: "language.wording"}


class SpellingList:
    """Answer as ``FindingSource`` for what is marked in the open article, and for its title and summary."""

    def __init__(self, flow: SpellingFlow, session: Session, marks: Marks) -> None:
        self._flow = flow
        self._session = session
        self._marks = marks

    def findings(self) -> tuple[Finding, ...]:
        """Return what is doubtful, with places as the text is now; of very many the first."""
        pairs = islice(self._pairs(), MOST_LISTED)
        return tuple(self._as_finding(place, found) for place, found in pairs)

    def owns(self, finding: Finding) -> bool:
        """Say whether a finding is one of spelling."""
        return finding.family is Family.SPELLING

    def go_to(self, finding: Finding) -> bool:
        """Select the words of a finding in the text or in their field; say whether they are there."""
        found = self._matching(finding)
        if found is None:
            return False
        (self._flow.entries if isinstance(finding.place, Role) else self._flow.decisions).select(found)
        return True

    def fix(self, finding: Finding, fix: Fix) -> None:
        """Put a suggestion in place of the words, or the words into the dictionary."""
        found = self._matching(finding)
        if found is None:
            return
        if fix.label == ADD:
            self._flow.decisions.add_word(found, WordList.CLINIC)
        elif isinstance(finding.place, Role):
            self._session.replace_article(fix.apply(self._session.article), fix.label)
        elif fix.change is not None:
            self._flow.decisions.change(found, fix.change.new)

    def ignore(self, finding: Finding, *, everywhere: bool) -> None:
        """Show the words no more."""
        found, decisions = self._matching(finding), self._flow.decisions
        if found is not None:
            (decisions.ignore_everywhere if everywhere else decisions.ignore_here)(found)

    def _pairs(self) -> Iterator[tuple[Role | Mark, LanguageFinding]]:
        yield from self._flow.details
        for mark in self._marks.of(MARKS):
            if isinstance(mark.key, LanguageFinding):
                yield mark, mark.key

    def _matching(self, finding: Finding) -> LanguageFinding | None:
        """Return what is doubtful with the finding's words: at its place, else anywhere."""
        same = [
            (self._as_finding(place, found).place != finding.place, found)
            for place, found in self._pairs()
            if _fingerprint(found) == finding.fingerprint
        ]
        return min(same, key=lambda pair: pair[0])[1] if same else None

    def _as_finding(self, place: Role | Mark, found: LanguageFinding) -> Finding:
        if isinstance(place, Role):
            return _finding(found, place, _detail_fixes(place, found), f"in the {place.label.lower()}")
        start, end = self._marks.offset(place.start), self._marks.offset(place.end)
        return _finding(found, TextPlace(start, end), _text_fixes(start, end, found))


def _finding(
    found: LanguageFinding, place: TextPlace | Role, fixes: Sequence[Fix], where: str = ""
) -> Finding:
    more = [Fix(ADD, _unchanged)] if found.kind is LanguageKind.SPELLING else []
    return Finding(
        RULES[found.kind],
        Family.SPELLING,
        Severity.SHOULD,
        place,
        found.words,
        f"{found.title} {where}".rstrip(),
        found.question,
        where=where,
        fixes=(*fixes, *more),
        group_title=f"{found.title} {where}".rstrip() + f": \u201c{found.words}\u201d, {{count}} times",
        fingerprint=_fingerprint(found),
        is_slip=True,
    )


def _text_fixes(start: int, end: int, found: LanguageFinding) -> list[Fix]:
    changes = (TextChange(start, end, found.words, new) for new in found.suggestions[:MOST_CHANGES])
    return [Fix(_label(found, change.new), change, change) for change in changes]


def _detail_fixes(role: Role, found: LanguageFinding) -> list[Fix]:
    return [
        Fix(_label(found, new), _DetailWords(role, found, new)) for new in found.suggestions[:MOST_CHANGES]
    ]


@dataclass(frozen=True, slots=True)
class _DetailWords:
    """Other words within a detail; nothing where they changed meanwhile."""

    role: Role
    found: LanguageFinding
    new: str

    def __call__(self, article: Article) -> Article:
        value, found = str(field_value(article, self.role) or ""), self.found
        if value[found.start : found.end] != found.words:
            return article
        return article.with_field(self.role, value[: found.start] + self.new + value[found.end :])


def _fingerprint(found: LanguageFinding) -> str:
    # Kept nowhere: decisions about spelling have lists of their own.
    return f"{found.kind}\n{found.words}\n{found.around}"


def _label(found: LanguageFinding, new: str) -> str:
    return f"Change to {new}" if new else f"Leave out {found.words}"


def _unchanged(article: Article) -> Article:
    return article
