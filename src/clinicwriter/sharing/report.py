"""What became of many imported files, as rows for people: shown, copied into a table program, or kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clinicwriter.errors import ClinicWriterError
from clinicwriter.sharing.arriving import Arrival

HEADINGS = ("File", "Title", "What could not be kept")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file: its name, the title of its article ("" where there is none), and what could not be kept.

    ``remark`` is good to know, "" for nothing.
    """

    file: str
    title: str
    notes: tuple[str, ...]
    is_imported: bool
    remark: str = ""

    @property
    def fate(self) -> str:
        """Return notes and remark as one text."""
        return " ".join(filter(None, (*self.notes, self.remark)))


def row_of_arrival(path: Path, arrival: Arrival) -> ReportRow:
    """Return the row of a file that became an article."""
    return ReportRow(path.name, arrival.title, arrival.notes, is_imported=True, remark=arrival.remark)


def row_of_error(path: Path, error: ClinicWriterError) -> ReportRow:
    """Return the row of a file that did not."""
    words = tuple(part for part in (error.happened, error.next_step) if part)
    return ReportRow(path.name, "", ("Not imported.", *words), is_imported=False)


def report_csv(rows: Iterable[ReportRow]) -> bytes:
    """Return the rows as a file that every table program opens: with a mark of its charset for Excel.

    A cell never begins as a formula does.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([_no_formula(cell) for cell in (row.file, row.title, row.fate)])
    return file.getvalue().encode("utf-8-sig")


def report_text(rows: Iterable[ReportRow]) -> str:
    """Return the rows with tabs between the cells, as a table program takes them from the clipboard."""
    lines = [HEADINGS, *((row.file, row.title, row.fate) for row in rows)]
    return "\n".join("\t".join(" ".join(_no_formula(cell).split()) for cell in line) for line in lines) + "\n"


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell else cell
