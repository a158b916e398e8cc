"""What an export will write: each file with its bytes now and then, and a sentence for people."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article
from clinicwriter.safekeeping import FileChange

from .traps.finding import SiteFinding


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of an export. ``before`` is ``None`` for a new file, ``after`` for one taken away."""

    path: Path
    relative: PurePosixPath
    before: bytes | None
    after: bytes | None
    kind: str
    """"article", "page", "list", "feed", "sitemap", "picture" or "settings"."""
    sentence: str

    @property
    def is_change(self) -> bool:
        """Say whether the file will differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """A move that somebody must decide on: where to, the question, and both answers as verbs."""

    target: PurePosixPath
    question: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export will do; nothing is written yet.

    ``article`` is the article as it will stand in the site, its clinic footer with it.
    ``legacy_footer`` is an older footer in the text that somebody must be asked about, or "". ``findings``
    are what the site would do to it, their sentences among the ``notes`` too. ``offer`` is a move of its file
    that somebody must decide on.
    """

    files: tuple[PlannedFile, ...]
    article_path: PurePosixPath
    article: Article
    notes: tuple[str, ...] = ()
    footer: str = ""
    legacy_footer: str = ""
    findings: tuple[SiteFinding, ...] = ()
    offer: MoveOffer | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether the site is already as the export would make it."""
        return not any(file.is_change for file in self.files)

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """Return the changes of the files that will differ."""
        return tuple(
            FileChange(path=file.path, before=file.before, after=file.after)
            for file in self.files
            if file.is_change
        )

    @property
    def changed_files(self) -> tuple[PlannedFile, ...]:
        """Return the files that will differ."""
        return tuple(file for file in self.files if file.is_change)

    @property
    def label(self) -> str:
        """Return the export's name in the log: the article's title."""
        return self.article.fields.title or self.article_path.stem


def article_sentence(before: bytes | None, after: bytes) -> str:
    """Say what happens to an article's file: "Article · 6 lines changed"."""
    if before is None:
        return "New article"
    count = changed_lines(before.splitlines(), after.splitlines())
    if before == after:
        return "Article · already up to date"
    return f"Article · {counted(max(count, 1), 'line')} changed"


def changed_lines(before: Sequence[bytes], after: Sequence[bytes]) -> int:
    """Return how many lines were changed, added or taken out."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def read_planned(file: Path) -> bytes | None:
    """Return a file's bytes as a plan begins from them; ``None`` where there is no such file."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def with_ends_of(before: bytes | None, text: str) -> bytes:
    """Return a text with the line ends of the file that is there: some tools turn them over."""
    plain = text.replace("\r\n", "\n")
    return (plain.replace("\n", "\r\n") if before is not None and b"\r\n" in before else plain).encode()


def counted(count: int, thing: str) -> str:
    """Return "1 line", "6 lines"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def size_in_words(size: int) -> str:
    """Return so many bytes for people: "214 KB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
