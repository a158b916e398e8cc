"""What a check of one article brings: findings in order, merged and grouped, and the reading grade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from clinicwriter.article import Role
from clinicwriter.language import ReadingGrade

from .finding import Finding, Severity, TextPlace

NOT_COMPLIANCE = (
    "These checks are advice. They cannot see everything, and an empty list is no proof that an article is "
    "safe, legal or free of patients' details."
)
"""What every list of findings says below it."""

_ROLES = list(Role)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of a kind, to be shown as one row."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Finding:
        """Return the finding that stands for all."""
        return self.findings[0]


@dataclass(frozen=True)
class Report:
    """What was found. What is worked out is kept, so this value has no slots.

    ``everything`` are all findings, also those that a worse one hides at the same words.
    """

    everything: tuple[Finding, ...]
    grade: ReadingGrade | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in order, the worst first, then as they stand; merged where they overlap."""
        return tuple(sorted(merged(self.everything), key=_order))

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Return how many findings there are of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def worst(self) -> Severity | None:
        """Return the worst severity, ``None`` where nothing was found."""
        return self.findings[0].severity if self.findings else None

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return the findings with repeats under one title, in the order of the first of each."""
        groups: dict[tuple[str, Severity], list[Finding]] = {}
        for finding in self.findings:
            # Without a title for several, each one is its own group.
            title = finding.group_title or f"{finding.rule_id}{finding.fingerprint}{finding.place}"
            groups.setdefault((title, finding.severity), []).append(finding)
        return tuple(_group(found) for found in groups.values())

    def without(self, is_ignored: Callable[[Finding], bool]) -> Report:
        """Return the report without the findings that somebody ignored."""
        return replace(self, everything=tuple(one for one in self.everything if not is_ignored(one)))

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """Return the findings that an export waits for."""
        return tuple(finding for finding in self.findings if finding.stops_export)


def _group(found: list[Finding]) -> Group:
    first = found[0]
    title = first.title if len(found) == 1 else first.group_title.replace("{count}", str(len(found)))
    return Group(title, tuple(found))


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those whose words a finding as bad or worse has already.

    Findings about a whole sentence, about what words say and about how they are written are different things
    and hide no other, and what is about the whole article is hidden by nothing.
    """
    kept: list[Finding] = []
    spans: defaultdict[tuple[bool, bool], _Spans] = defaultdict(_Spans)
    for finding in sorted(findings, key=_order):
        place = finding.place
        if isinstance(place, TextPlace) and not finding.is_about_article:
            taken = spans[finding.covers_sentence, finding.is_slip]
            if taken.overlaps(place):
                continue
            taken.add(place)
        kept.append(finding)
    return kept


class _Spans:
    """Places that are taken (state that changes), in buckets, so that asking is cheap."""

    _SIZE = 256

    def __init__(self) -> None:
        self._buckets: dict[int, list[TextPlace]] = {}

    def add(self, place: TextPlace) -> None:
        for number in self._numbers(place):
            self._buckets.setdefault(number, []).append(place)

    def overlaps(self, place: TextPlace) -> bool:
        return any(
            other.start < place.end and place.start < other.end
            for number in self._numbers(place)
            for other in self._buckets.get(number, ())
        )

    def _numbers(self, place: TextPlace) -> Iterator[int]:
        return iter(range(place.start // self._SIZE, place.end // self._SIZE + 1))


def _order(finding: Finding) -> tuple[int, int, int, int, str]:
    place = finding.place
    if isinstance(place, TextPlace):
        return finding.severity.rank, 1, place.start, -place.end, finding.rule_id
    return finding.severity.rank, 0, _ROLES.index(place) if place is not None else -1, 0, finding.rule_id
