"""Keeping what somebody wrote: whole-file saving, drafts, versions, locks, trash."""

from clinicwriter.safekeeping.draft import Draft, new_draft_id
from clinicwriter.safekeeping.drafts import DraftStore
from clinicwriter.safekeeping.errors import (
    BadNameError,
    BusyError,
    ChangedElsewhereError,
    DamagedError,
    DiskFullError,
    DriveGoneError,
    HardLinkError,
    MissingError,
    NoPermissionError,
    NotAFileError,
    NotWrittenError,
    ReadOnlyDiskError,
    ReadOnlyFileError,
    SaveError,
    UndoRefusedError,
)
from clinicwriter.safekeeping.exports import ExportEntry, ExportLog
from clinicwriter.safekeeping.journal import Outcome, Recovery, Writer
from clinicwriter.safekeeping.places import Places
from clinicwriter.safekeeping.transaction import FileChange
from clinicwriter.safekeeping.trash import Trash, TrashEntry
from clinicwriter.safekeeping.writing import (
    ANYTHING,
    FileState,
    compare_file,
    make_folder,
    read_file,
    write_file,
)

__all__ = [
    "ANYTHING",
    "BadNameError",
    "BusyError",
    "ChangedElsewhereError",
    "DamagedError",
    "DiskFullError",
    "Draft",
    "DraftStore",
    "DriveGoneError",
    "ExportEntry",
    "ExportLog",
    "FileChange",
    "FileState",
    "HardLinkError",
    "MissingError",
    "NoPermissionError",
    "NotAFileError",
    "NotWrittenError",
    "Outcome",
    "Places",
    "ReadOnlyDiskError",
    "ReadOnlyFileError",
    "Recovery",
    "SaveError",
    "Trash",
    "TrashEntry",
    "UndoRefusedError",
    "Writer",
    "compare_file",
    "make_folder",
    "new_draft_id",
    "read_file",
    "write_file",
]
