"""Doubtful words as findings for the list of checks."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.article import Article
from clinicwriter.checks import Family, Finding, Fix, Severity, TextChange, TextPlace, fingerprint_of
from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.ui.editor.marks import Mark, Marks
from clinicwriter.ui.spelling.deciding import MARKS, Decisions
from clinicwriter.ui.spelling.word_files import WordList

MOST_CHANGES = 2
ADD = "Add to dictionary"
RULES = {LanguageKind.SPELLING: "language.spelling", LanguageKind.GRAMMAR: "language.wording"}


class SpellingList:
    """Answer as ``FindingSource`` for what is marked in the open article."""

    def __init__(self, marks: Marks, decisions: Decisions) -> None:
        self._marks = marks
        self._decisions = decisions

    def findings(self) -> tuple[Finding, ...]:
        """Return what is marked, with places as the text is now."""
        return tuple(self._as_finding(mark, found) for mark, found in self._marked())

    def owns(self, finding: Finding) -> bool:
        """Say whether a finding is one of spelling."""
        return finding.family is Family.SPELLING

    def go_to(self, finding: Finding) -> None:
        """Select the words of a finding."""
        for _mark, found in self._matching(finding):
            self._decisions.select(found)
            return

    def fix(self, finding: Finding, fix: Fix) -> None:
        """Put a suggestion in place of the words, or the words into the dictionary."""
        for _mark, found in self._matching(finding):
            if fix.change is not None:
                self._decisions.change(found, fix.change.new)
            else:
                self._decisions.add_word(found, WordList.CLINIC)
            return

    def ignore(self, finding: Finding, *, everywhere: bool) -> None:
        """Show the words no more."""
        for _mark, found in self._matching(finding):
            (self._decisions.ignore_everywhere if everywhere else self._decisions.ignore_here)(found)
            return

    def _marked(self) -> Iterator[tuple[Mark, LanguageFinding]]:
        for mark in self._marks.of(MARKS):
            if isinstance(mark.key, LanguageFinding):
                yield mark, mark.key

    def _matching(self, finding: Finding) -> Iterator[tuple[Mark, LanguageFinding]]:
        """Yield what is marked under the finding's words: the one at its place, else any with its words."""
        same = [pair for pair in self._marked() if self._as_finding(*pair).fingerprint == finding.fingerprint]
        yield from sorted(same, key=lambda pair: self._as_finding(*pair).place != finding.place)

    def _as_finding(self, mark: Mark, found: LanguageFinding) -> Finding:
        start, end = self._marks.offset(mark.start), self._marks.offset(mark.end)
        changes = [
            TextChange(start, end, found.words, suggestion) for suggestion in found.suggestions[:MOST_CHANGES]
        ]
        fixes = [Fix(_label(change), change, change) for change in changes]
        if found.kind is LanguageKind.SPELLING:
            fixes.append(Fix(ADD, _unchanged))
        rule = RULES[found.kind]
        return Finding(
            rule,
            Family.SPELLING,
            Severity.SHOULD,
            TextPlace(start, end),
            found.words,
            found.title,
            found.question,
            fixes=tuple(fixes),
            group_title=f"{found.title}: \u201c{found.words}\u201d, {{count}} times",
            fingerprint=fingerprint_of(rule, found.words, found.around),
        )


def _label(change: TextChange) -> str:
    return f"Change to {change.new}" if change.new else f"Leave out {change.old}"


def _unchanged(article: Article) -> Article:
    return article
