"""Carrying out a plan: all of it or none of it, and written down so that it can be undone."""

from __future__ import annotations

from pathlib import Path

from clinicwriter.safekeeping import ExportLog, Writer

from .plan import ExportPlan


def export(plan: ExportPlan, writer: Writer, log: ExportLog, draft_id: str = "") -> None:
    """Write what was planned, over the very bytes that it was planned from, and note it in the log.

    An empty plan writes nothing. ``draft_id`` is the draft whose article it is: should a kill come in the
    middle, the next start can tell it of its file. Raises ``SaveError`` where it could not be written: then
    nothing was; ``NotNotedError`` where only the noting failed.
    """
    if plan.is_empty:
        return

    def note(folders: tuple[Path, ...]) -> None:
        log.record(plan.changes, plan.label, folders, draft_id)

    writer.write_all(plan.changes, plan.label, note, draft_id=draft_id)
