"""Articles to and from the files that people pass around: taken in as drafts, given out to be signed.

``clinicwriter.sharing.word`` writes Word files. It is not imported here: its library takes 12 MB.
"""

from clinicwriter.sharing.arriving import Arrival, arrive, keep_as_draft, word_files_in
from clinicwriter.sharing.report import (
    HEADINGS,
    ReportRow,
    report_csv,
    report_text,
    row_of_arrival,
    row_of_error,
)
from clinicwriter.sharing.sheet import Sheet, as_sheet
from clinicwriter.sharing.word_text import WordText

__all__ = [
    "HEADINGS",
    "Arrival",
    "ReportRow",
    "Sheet",
    "WordText",
    "arrive",
    "as_sheet",
    "keep_as_draft",
    "report_csv",
    "report_text",
    "row_of_arrival",
    "row_of_error",
    "word_files_in",
]
