"""A change of many articles as a plan: what each file is and will be, and how it is carried out."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import ExportLog, FileChange, NotNotedError, SaveError, Writer
from clinicwriter.site.plan import PlannedFile

from .index import IsWanted, Progress

TOGETHER = 25
"""How many groups of files are written in one go: the journal is flushed to the disk once for them."""

_TAKEN_BACK = (
    "The last few files were put back as they were, and no more were changed. What was changed before them "
    "can be undone."
)


@dataclass(frozen=True, slots=True)
class LeftArticle:
    """An article that a change does not touch, and why, in words."""

    path: PurePosixPath
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a change of many articles will do; nothing is written yet.

    A group of files is written together or not at all: an article, and its finished page where the site
    has one. ``sentence`` says the whole: "128 articles will be updated"; ``verb`` what is done to a file.
    """

    label: str
    sentence: str
    groups: tuple[tuple[PlannedFile, ...], ...]
    left: tuple[LeftArticle, ...] = ()
    notes: tuple[str, ...] = ()
    verb: str = "Change"

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """Return every file that will differ."""
        return tuple(file for group in self.groups for file in group if file.is_change)

    @property
    def articles(self) -> int:
        """Return how many articles change."""
        return sum(any(file.kind == "article" and file.is_change for file in group) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write."""
        return not self.files


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of a plan: how many articles and files were changed, and which were left as they are."""

    changed: int
    left: tuple[LeftArticle, ...]
    is_complete: bool
    files: int = 0


def carry_out(
    plan: BulkPlan,
    writer: Writer,
    log: ExportLog,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkOutcome:
    """Write a plan, each group over the very bytes that it was planned from; note all of it as one export.

    Each part is noted before the next begins, so that one undo takes all of it back after a kill as well.

    A group whose file was changed meanwhile, or cannot be written, is left as it is and told of; the others
    go on. It stops between groups when it is not wanted any more: what is written stays and can be undone.
    """
    return _Writing(plan, writer, log, progress or (lambda _done, _total: None), is_wanted).run()


class _Writing:
    """A plan being carried out (state that changes: what was written so far)."""

    def __init__(
        self, plan: BulkPlan, writer: Writer, log: ExportLog, progress: Progress, is_wanted: IsWanted
    ) -> None:
        self._plan = plan
        self._writer = writer
        self._log = log
        self._progress = progress
        self._is_wanted = is_wanted
        self._bulk_id = secrets.token_hex(8)
        self._files = 0
        self._groups = 0
        self._articles = 0
        self._left: list[LeftArticle] = []

    def run(self) -> BulkOutcome:
        """Do it; what was written is in the log wherever it ends."""
        is_complete = True
        for chunk in _chunks(self._plan.groups):
            if not self._is_wanted():
                is_complete = False
                break
            self._write(chunk)
            self._progress(self._groups, len(self._plan.groups))
        return BulkOutcome(self._articles, tuple(self._left), is_complete, self._files)

    def _write(self, groups: Sequence[Sequence[PlannedFile]]) -> None:
        """Write some groups in one go; where one of them refuses, each by itself."""
        changes = [change for group in groups for change in _changes(group)]
        try:
            self._write_and_note(changes)
        except NotNotedError:
            raise
        except SaveError as error:
            if len(groups) > 1:
                for group in groups:
                    self._write([group])
            else:
                self._leave(groups[0], error)
            return
        self._files += len(changes)
        self._groups += len(groups)
        self._articles += sum(any(file.kind == "article" for file in group) for group in groups)

    def _write_and_note(self, changes: Sequence[FileChange]) -> None:
        """Write some files; where they cannot be noted, and so not be undone, take them back."""
        label, bulk_id = self._plan.label, self._bulk_id

        def note(folders: tuple[Path, ...]) -> None:
            self._log.record(changes, label, folders, bulk_id=bulk_id)

        try:
            self._writer.write_all(changes, label, note, bulk_id=bulk_id)
        except NotNotedError as error:
            with suppress(SaveError):
                self._writer.write_all([change.back for change in changes], label)
                error.kept = _TAKEN_BACK
            raise

    def _leave(self, group: Sequence[PlannedFile], error: ClinicWriterError) -> None:
        file = group[0]
        self._groups += 1
        self._left.append(LeftArticle(file.relative, file.relative.stem, error.happened))


def _chunks(groups: Sequence[tuple[PlannedFile, ...]]) -> Iterator[Sequence[tuple[PlannedFile, ...]]]:
    for start in range(0, len(groups), TOGETHER):
        yield groups[start : start + TOGETHER]


def _changes(group: Sequence[PlannedFile]) -> list[FileChange]:
    return [FileChange(file.path, file.before, file.after) for file in group if file.is_change]
