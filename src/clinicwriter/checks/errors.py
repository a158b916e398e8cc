"""What can go wrong with rules and with the list of ignored findings."""

from __future__ import annotations

from pathlib import Path

from clinicwriter.errors import ClinicWriterError


class RuleError(ClinicWriterError):
    """A rule file cannot be used; ``file`` and ``line`` (from 1, 0 where it is unknown) say where."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        place = f"line {line} of {file.name}" if line else file.name
        super().__init__(
            f"The clinic's own rules cannot be used: {place}: {problem}",
            kept="The program's own rules work as before.",
            next_step="Mend that line, or ask whoever wrote it.",
            details=str(file),
        )


class IgnoredError(ClinicWriterError):
    """The list of ignored findings cannot be read or written."""
