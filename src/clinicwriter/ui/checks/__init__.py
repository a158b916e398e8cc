"""The Checks tab: what deserves a look before an article goes public, and what can be done about it."""

from clinicwriter.ui.checks.before_export import check_before_export
from clinicwriter.ui.checks.flow import ChecksFlow
from clinicwriter.ui.checks.pane import ChecksPane
from clinicwriter.ui.checks.reviewing import Reviewing
from clinicwriter.ui.checks.site_checking import SiteChecking

__all__ = ["ChecksFlow", "ChecksPane", "Reviewing", "SiteChecking", "check_before_export"]
