"""What the site itself would do to an article, told as findings of the same list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from clinicwriter.article import Role
from clinicwriter.site import Severity as SiteSeverity
from clinicwriter.site import SiteFinding, find_traps

from .finding import Family, Finding, Fix, Place, Severity, TextPlace, fingerprint_of
from .subject import Subject

_LINE_END: Final = re.compile("\r\n|\n|\r|\u2029")
_SEVERITIES: Final = {
    SiteSeverity.BREAKS: Severity.MUST,
    SiteSeverity.WARNING: Severity.SHOULD,
    SiteSeverity.NOTE: Severity.TIP,
}
_TITLES: Final = {
    SiteSeverity.BREAKS: "The site cannot show this",
    SiteSeverity.WARNING: "The site would show this differently",
    SiteSeverity.NOTE: "Good to know about this site",
}


def site_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what the article's site would do to it; nothing for an article without one."""
    if subject.site is None:
        return
    found = find_traps(
        subject.site, subject.article, subject.path, today=subject.today, pictures=list(subject.pictures)
    )
    starts = [0, *(end.end() for end in _LINE_END.finditer(subject.article.text))] if found else []
    for trap in found:
        yield _finding(trap, subject, starts)


def _finding(trap: SiteFinding, subject: Subject, starts: list[int]) -> Finding:
    place = _place(trap, starts, len(subject.article.text))
    words = subject.article.text[place.start : place.end] if isinstance(place, TextPlace) else ""
    return Finding(
        rule_id=f"site.{trap.id}",
        family=Family.SITE,
        severity=_SEVERITIES[trap.severity],
        place=place,
        words=words,
        title=_TITLES[trap.severity],
        why=trap.message,
        source=f"Tried with {subject.site.kind.label} itself" if subject.site else "",
        quote=" ".join(words.split()),
        where=f"In the {place.label.lower()}" if isinstance(place, Role) else "",
        fixes=(Fix(trap.fix_label, trap.apply),) if trap.can_fix else (),
        fingerprint=fingerprint_of(f"site.{trap.id}", trap.message, words),
        stops_export=trap.id == "details-broken",
    )


def _place(trap: SiteFinding, starts: list[int], length: int) -> Place:
    where = trap.where
    if where is None or isinstance(where, Role):
        return where
    line, column, size = where
    start = min(starts[min(line, len(starts) - 1)] + column, length)
    return TextPlace(start, min(start + size, length))
