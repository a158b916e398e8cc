"""Where the program keeps things on this computer, by the manners of each system."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APPLICATION = "ClinicWriter"
HOME_VARIABLE = "CLINICWRITER_HOME"


@dataclass(frozen=True, slots=True)
class Places:
    """The three folders that everything lies below; they may not be there yet."""

    data: Path
    settings: Path
    documents: Path

    @classmethod
    def standard(cls) -> Places:
        """Return the system's usual folders, or three below ``CLINICWRITER_HOME`` where that is set."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.below(Path(home).absolute())
        return cls(
            data=platformdirs.user_data_path(APPLICATION, appauthor=False),
            settings=platformdirs.user_config_path(APPLICATION, appauthor=False),
            documents=platformdirs.user_documents_path(),
        )

    @classmethod
    def below(cls, home: Path) -> Places:
        """Return the three folders below one folder."""
        return cls(data=home / "data", settings=home / "settings", documents=home / "documents")

    @property
    def drafts(self) -> Path:
        """Return the folder for a ``DraftStore``."""
        return self.data / "drafts"

    @property
    def trash(self) -> Path:
        """Return the folder for a ``Trash``."""
        return self.data / "trash"

    @property
    def versions(self) -> Path:
        """Return the folder for a ``VersionStore``."""
        return self.data / "versions"

    @property
    def exports(self) -> Path:
        """Return the folder for an ``ExportLog``."""
        return self.data / "exports"

    @property
    def journal(self) -> Path:
        """Return the folder for a ``Writer``'s journal."""
        return self.data / "journal"

    @property
    def last_open(self) -> Path:
        """Return the file for a ``LastOpenFile``."""
        return self.data / "last-open"
