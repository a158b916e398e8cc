"""The report of a whole site as one page to print."""

from __future__ import annotations

from typing import Final

from clinicwriter.rendering import render_template

from .finding import Severity
from .report import NOT_COMPLIANCE
from .site_report import SiteReport
from .whole.details import in_words

_TEMPLATE: Final = "site_checks.html"


def report_page(report: SiteReport) -> str:
    """Return the report as one HTML page without scripts or addresses of other files; texts are escaped.

    It quotes the articles, so it may hold what a patient can be recognised by.
    """
    return render_template(
        _TEMPLATE,
        {
            "report": report,
            "day": in_words(report.day),
            "severities": list(Severity),
            "rows": report.by_rule(),
            "notice": NOT_COMPLIANCE,
            "in_words": in_words,
        },
    )
