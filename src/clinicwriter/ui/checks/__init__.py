"""The Checks tab: what deserves a look before an article goes public, and what can be done about it."""

from clinicwriter.ui.checks.before_export import check_before_export
from clinicwriter.ui.checks.flow import ChecksFlow
from clinicwriter.ui.checks.pane import ChecksPane

__all__ = ["ChecksFlow", "ChecksPane", "check_before_export"]
