"""Changes of many articles: what is to become what, the plan, and carrying it out."""

from clinicwriter.ui.everywhere.change_dialog import ChangeDialog
from clinicwriter.ui.everywhere.flow import EverywhereFlow
from clinicwriter.ui.everywhere.plan_dialog import PlanDialog
from clinicwriter.ui.everywhere.replacing import ReplaceDialog, ReplaceFlow

__all__ = ["ChangeDialog", "EverywhereFlow", "PlanDialog", "ReplaceDialog", "ReplaceFlow"]
