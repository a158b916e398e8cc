"""Carrying out a plan: all of it or none of it, and written down so that it can be undone."""

from __future__ import annotations

from clinicwriter.safekeeping import ExportLog, Writer

from .plan import ExportPlan


def export(plan: ExportPlan, writer: Writer, log: ExportLog) -> None:
    """Write what was planned, over the very bytes that it was planned from, and note it in the log.

    An empty plan writes nothing. Raises ``SaveError`` where it could not be written: then nothing was.
    """
    if plan.is_empty:
        return
    writer.write_all(plan.changes, plan.label, lambda folders: log.record(plan.changes, plan.label, folders))
