"""Links: where one may lead, and the dialog that asks for it."""

from clinicwriter.ui.linking.addresses import whole_address
from clinicwriter.ui.linking.dialog import Goal, LinkDialog
from clinicwriter.ui.linking.flow import LinkFlow

__all__ = ["Goal", "LinkDialog", "LinkFlow", "whole_address"]
