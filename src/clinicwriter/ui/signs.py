"""Which drawing stands for a finding, and in which colour: the same wherever one is shown."""

from __future__ import annotations

from clinicwriter.checks import Family, Finding, Severity

SIGNS = {
    Severity.MUST: ("circle-alert", "error"),
    Severity.SHOULD: ("triangle-alert", "warning"),
    Severity.TIP: ("message-circle-heart", "accent"),
}
"""The drawing of a severity and the theme's role for it."""


def sign_of(finding: Finding) -> tuple[str, str]:
    """Return the drawing that stands for a finding, and the theme's role for it."""
    if finding.family is Family.SPELLING:
        return ("spell-check", "error")
    return SIGNS[finding.severity]
