"""A draft as a value, and as the bytes of one kept file."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from clinicwriter.safekeeping.sealing import Sealed, damaged, seal

_GOOD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article being worked on, with all that a start after a kill needs.

    ``site`` is an absolute folder, ``site_path`` is relative to it with forward slashes, ``outside_path`` is
    the file when it lies outside any site. ``base`` are that file's bytes when the work began. ``kept_at`` is
    in unix seconds.
    """

    draft_id: str
    site: str | None
    site_path: str | None
    outside_path: str | None
    article: bytes
    base: bytes | None
    title: str
    cursor: int
    kept_at: float

    @property
    def is_edited(self) -> bool:
        """Say whether it holds anything that is not in its file."""
        return self.article != self.base

    def seal(self) -> bytes:
        """Return it as the bytes of a kept file."""
        parts = [self.article] if self.base is None else [self.article, self.base]
        return seal(
            {
                "draft_id": self.draft_id,
                "title": self.title,
                "site": self.site,
                "site_path": self.site_path,
                "outside_path": self.outside_path,
                "cursor": self.cursor,
                "kept_at": self.kept_at,
            },
            parts,
        )

    @classmethod
    def unseal(cls, sealed: Sealed) -> Draft:
        """Read it back. Raises ``DamagedError``."""
        article = sealed.part(0)
        if article is None or not is_good_id(sealed.text("draft_id")):
            raise damaged(sealed.path, "not a draft")
        return cls(
            draft_id=sealed.text("draft_id"),
            site=sealed.text_or_none("site"),
            site_path=sealed.text_or_none("site_path"),
            outside_path=sealed.text_or_none("outside_path"),
            article=article,
            base=sealed.parts[1] if len(sealed.parts) > 1 else None,
            title=sealed.text("title"),
            cursor=int(sealed.number("cursor")),
            kept_at=sealed.number("kept_at"),
        )


def new_draft_id() -> str:
    """Make a name for a draft that no other has."""
    return uuid.uuid4().hex


def is_good_id(draft_id: str) -> bool:
    """Say whether this can be a draft's name: it becomes a file's name."""
    return _GOOD_ID.fullmatch(draft_id) is not None


def draft_file(folder: Path, draft_id: str) -> Path:
    """Return where a draft lies."""
    if not is_good_id(draft_id):
        raise ValueError(f"not a draft's name: {draft_id!r}")
    return folder / f"{draft_id}.draft"


def draft_pictures(folder: Path, draft_id: str) -> Path:
    """Return where the pictures of a draft lie."""
    if not is_good_id(draft_id):
        raise ValueError(f"not a draft's name: {draft_id!r}")
    return folder / "pictures" / draft_id
