"""What else can bring findings into the list: it shows, mends and ignores them by itself."""

from __future__ import annotations

from typing import Protocol

from clinicwriter.checks import Finding, Fix


class FindingSource(Protocol):
    """A source of findings beside the checks, of a family of its own."""

    def findings(self) -> tuple[Finding, ...]:
        """Return what it finds in the open article now, with places as the text is now."""

    def owns(self, finding: Finding) -> bool:
        """Say whether a finding is this source's."""

    def go_to(self, finding: Finding) -> bool:
        """Select the words of a finding in the text or in its field; say whether they are there."""

    def fix(self, finding: Finding, fix: Fix) -> None:
        """Carry out a fix, so that it can be taken back."""

    def ignore(self, finding: Finding, *, everywhere: bool) -> None:
        """Show a finding no more."""
