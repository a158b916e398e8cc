"""What is known of a person at a window: each word that must still be somewhere, each byte of the site."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
)
from PySide6.QtWidgets import QDialog

from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import DraftStore, Places, Trash, VersionStore

WORD = re.compile(rb"a(\d+)[mt]\d{4}")
ERRORS = (28, 13, 30, 5)
"""No room, no permission, a disk that can only be read, a drive with faults."""

Files = dict[str, bytes]


class KilledError(BaseException):
    """The process is no more: nothing after this is done, not even tidying up."""


class Model(RuleBasedStateMachine):
    """Know what must not be lost, and look whether it is there after each step."""

    def __init__(
        self, layer: Any, start: Any, make_home: Any, uncaught: list[BaseException], at: Path
    ) -> None:
        super().__init__()
        self.layer, self.start_whole, self.make_home, self.uncaught = layer, start, make_home, uncaught
        self.home = Path(tempfile.mkdtemp(dir=at))
        self.needed: set[bytes] = set()
        self.was_on_disk: set[bytes] = set()
        self.counter = 0
        self.articles = 2
        self.copied: set[bytes] = set()
        self.writing: Files | None = None
        self.has_failed = False

    def start(self) -> None:
        self.now = self.start_whole(self.home)
        self.program = self.now.program
        self.person = self.now.person
        self.has_failed = False
        self.now.settle()

    def teardown(self) -> None:
        if hasattr(self, "now") and not self.now.work.is_dead:
            self.now.die()
        shutil.rmtree(self.home)
        self.uncaught.clear()

    # -- what must hold -----------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        assert not self.uncaught, repr(self.uncaught)
        if not hasattr(self, "now"):
            return
        self.only_foreseen_errors_were_met()
        kept = tuple(self.kept_texts())
        self.no_word_is_lost(kept)
        for text in (*kept, self.open_bytes()):
            assert len(numbers_in(text)) <= 1, f"words of two articles in one text: {text!r}"
        self.what_is_said_to_be_kept_is_kept()
        keys = [row.key for row in self.program.operations.shown_rows()]
        assert len(keys) == len(set(keys)), f"an article is twice in the list: {keys}"

    def only_foreseen_errors_were_met(self) -> None:
        for error in self.person.errors:
            assert isinstance(error, ClinicWriterError), repr(error)
            assert error.happened

    def no_word_is_lost(self, kept: tuple[bytes, ...]) -> None:
        on_disk = words_in(*kept)
        self.was_on_disk |= on_disk
        if self.person.has_given_up:
            self.person.has_given_up = False
            self.needed &= on_disk | self.open_words()
        lost = self.needed - on_disk - self.open_words() - words_in(*self.texts_on_their_way())
        assert not lost, f"lost: {sorted(lost)}"

    def what_is_said_to_be_kept_is_kept(self) -> None:
        if not self.is_open or not self.program.keeper.is_all_kept:
            return
        copy = self.program.session.copy
        if copy.is_edited and words_in(self.open_bytes()):
            assert self.drafts().get(copy.draft_id) == self.open_bytes()

    # -- time ---------------------------------------------------------------------------------------

    def settle(self) -> None:
        while self.now.work.waiting or self.now.keeping.waiting:
            if self.now.keeping.waiting:
                self.now.run(self.now.keeping)
            else:
                self.do_next()
        self.now.hear()

    def do_next(self) -> None:
        """Let the next thing be done; see that the site becomes what was planned, or stays as it is."""
        job = self.now.work.waiting[0]._job
        before, planned = self.files(), self.planned(job)
        self.now.run(self.now.work)
        self.check_site(job.label, before, planned)

    def check_site(self, label: str, before: Files, planned: Files | None) -> None:
        after = self.files()
        if after == before:
            return
        assert planned is not None, f"{label} changed the site"
        assert after == planned, f"{label} wrote something else than was planned"

    def planned(self, job: Any) -> Files | None:
        """Return the files of the site as they are to be after a job; ``None`` for one that writes none."""
        files = self.files()
        cells = {name: cell.cell_contents for name, cell in closure_of(job.function)}
        if job.label in ("Exporting", "Removing the article"):
            plan = cells["plan"] if "plan" in cells else cells["planned"].plan
            return self.changed(files, {change.path: change.after for change in plan.changes})
        if job.label == "Undoing the export":
            return self.changed(files, {f.path: f.before for f in cells["entry"].files})
        if job.label == "Bringing it back":
            return self.changed(files, self.to_be_restored(cells["entry"]))
        return None

    def to_be_restored(self, entry: Any) -> dict[Path, bytes | None]:
        if entry.path is None:
            return {}
        place, number = entry.path, 1
        while place.exists():
            words = "restored" if number == 1 else f"restored {number}"
            stem = re.sub(r" \(restored(?: \d+)?\)$", "", entry.path.stem)
            place, number = entry.path.with_name(f"{stem} ({words}){entry.path.suffix}"), number + 1
        return {place: self.program.workspace.trash.read(entry)}

    def changed(self, files: Files, changes: dict[Path, bytes | None]) -> Files:
        files = dict(files)
        for path, data in changes.items():
            name = path.relative_to(self.site).as_posix()
            if data is None:
                files.pop(name, None)
            else:
                files[name] = data
        return files

    def start_after_a_kill(self, before: Files, planned: Files | None) -> None:
        self.start()
        after = self.files()
        assert after in (before, planned), "the site is neither as before nor as planned after a kill"
        assert not self.person.errors, f"told after a kill: {self.person.errors}"

    def die(self) -> None:
        """Be killed: what never reached the disk may be gone, within the two seconds that are allowed."""
        on_disk = words_in(*self.kept_texts())
        self.needed &= on_disk | self.was_on_disk
        self.now.die()

    def meddled(
        self, call: int, error: BaseException, action: Callable[[], object], *, once: bool = False
    ) -> bool:
        """Do something, and let a call of the system fail: this one, and those after it unless ``once``."""
        left = call

        def meddle(_name: str, real: Any, args: Any, kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == -1 or (left < -1 and not once):
                raise error
            return real(*args, **kwargs)

        try:
            with self.layer.between(meddle):
                action()
        except KilledError:
            return True
        in_a_slot = [each for each in self.uncaught if isinstance(each, KilledError)]
        self.uncaught[:] = [each for each in self.uncaught if each not in in_a_slot]
        return bool(in_a_slot) or (left < 0 and once)

    # -- what there is ------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.program.session.is_open

    def open_bytes(self) -> bytes:
        return self.program.session.article.to_bytes() if self.is_open else b""

    def open_words(self) -> set[bytes]:
        return words_in(self.open_bytes())

    def files(self) -> Files:
        paths = (path for path in self.site.rglob("*") if path.is_file() and ".clinicwriter" not in str(path))
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in paths}

    def article_files(self) -> list[Path]:
        return sorted(
            path for path in self.site.rglob("*.md") if path.name != "README.md" and path.name[0] != "."
        )

    def drafts(self) -> Files:
        return {
            draft.draft_id: draft.article for draft in DraftStore(Places.below(self.home).drafts).drafts()
        }

    def kept_texts(self) -> Iterator[bytes]:
        """Yield every text on the disk in which a person can still find words."""
        places = Places.below(self.home)
        yield from (path.read_bytes() for path in self.article_files())
        yield from self.drafts().values()
        versions = VersionStore(places.versions)
        # A text that no index names yet is what a kill left of keeping a version: the next start sweeps it.
        for kept in versions._read_all()[0].values():
            yield from (versions.read(version) for version in kept)
        trash = Trash(places.trash, places.drafts)
        yield from (trash.read(entry) for entry in trash.entries())

    def texts_on_their_way(self) -> Iterator[bytes]:
        for task in self.now.keeping.waiting:
            yield task._details.with_text(task._text).to_bytes()

    def dialog(self) -> Any:
        shown = [each for each in self.program.window.findChildren(QDialog) if each.isVisible()]
        return shown[-1] if shown else None

    # -- words --------------------------------------------------------------------------------------

    def new_word(self, kind: str = "m", of: set[bytes] | None = None) -> bytes:
        """Make a word that was never typed, with the number of the article that it goes to."""
        self.counter += 1
        found = of if of is not None else numbers_in(self.open_bytes())
        if not found:
            self.articles += 1
        number = int(min(found)) if found else self.articles
        return f"a{number}{kind}{self.counter:04d}".encode()

    def note_typed(self) -> None:
        self.needed |= self.open_words()

    def forget(self, words: set[bytes]) -> None:
        self.needed -= words
        self.was_on_disk -= words


def words_in(*texts: bytes) -> set[bytes]:
    return {found[0] for text in texts for found in WORD.finditer(text)}


def numbers_in(*texts: bytes) -> set[bytes]:
    return {found[1] for text in texts for found in WORD.finditer(text)}


def theirs(words: set[bytes]) -> set[bytes]:
    return {word for word in words if b"t" in word}


def closure_of(function: Any) -> Iterator[tuple[str, Any]]:
    return zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
