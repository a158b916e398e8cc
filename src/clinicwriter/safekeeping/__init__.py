"""Keeping what somebody wrote: whole-file saving, drafts, versions, locks, trash."""

from clinicwriter.safekeeping.damage import put_aside
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
    NewerError,
    NoPermissionError,
    NotAFileError,
    NotNotedError,
    NotWrittenError,
    ReadOnlyDiskError,
    ReadOnlyFileError,
    SaveError,
    UndoRefusedError,
    kind_of,
)
from clinicwriter.safekeeping.exports import ExportEntry, ExportLog
from clinicwriter.safekeeping.formats import KEPT_FORMAT, SettledPlaces, settle_places
from clinicwriter.safekeeping.journal import Outcome, Recovery, Writer
from clinicwriter.safekeeping.locks import BEAT_S, Holder, SiteLock, installation_id
from clinicwriter.safekeeping.merging import Choice, Merge, Piece, made_up_base, merge_texts
from clinicwriter.safekeeping.places import Places
from clinicwriter.safekeeping.reopening import LastOpen, LastOpenFile
from clinicwriter.safekeeping.transaction import FileChange
from clinicwriter.safekeeping.trash import Trash, TrashEntry
from clinicwriter.safekeeping.versions import Version, VersionStore, words_changed
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
    "BEAT_S",
    "KEPT_FORMAT",
    "BadNameError",
    "BusyError",
    "ChangedElsewhereError",
    "Choice",
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
    "Holder",
    "LastOpen",
    "LastOpenFile",
    "Merge",
    "MissingError",
    "NewerError",
    "NoPermissionError",
    "NotAFileError",
    "NotNotedError",
    "NotWrittenError",
    "Outcome",
    "Piece",
    "Places",
    "ReadOnlyDiskError",
    "ReadOnlyFileError",
    "Recovery",
    "SaveError",
    "SettledPlaces",
    "SiteLock",
    "Trash",
    "TrashEntry",
    "UndoRefusedError",
    "Version",
    "VersionStore",
    "Writer",
    "compare_file",
    "installation_id",
    "kind_of",
    "made_up_base",
    "make_folder",
    "merge_texts",
    "new_draft_id",
    "put_aside",
    "read_file",
    "settle_places",
    "words_changed",
    "write_file",
]
