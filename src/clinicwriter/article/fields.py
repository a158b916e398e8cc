"""An article's details by role, whatever the site calls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entries import Entry, last_entry
from .habits import Habits
from .roles import ROLE_KEYS, Role

_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Fields:
    """What an article says of itself. ``date`` and ``updated`` are the text as it is written."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date: str | None = None
    updated: str | None = None
    summary: str | None = None
    slug: str | None = None
    image: str | None = None
    image_alt: str | None = None
    is_draft: bool = False


def read_fields(entries: Sequence[Entry], habits: Habits, *, is_header: bool = False) -> Fields:
    """Return the details by role."""
    texts = {
        role: text_of(find_entry(entries, role, habits))
        for role in Role
        if role not in (Role.AUTHORS, Role.TAGS, Role.DRAFT)
    }
    return Fields(
        authors=authors_of(find_entry(entries, Role.AUTHORS, habits)),
        tags=tags_of(find_entry(entries, Role.TAGS, habits), habits, is_header=is_header),
        is_draft=any(says_draft(entry) for entry in draft_entries(entries)),
        **{role.value: text for role, text in texts.items()},
    )


def find_entry(entries: Sequence[Entry], role: Role, habits: Habits) -> Entry | None:
    """Return the entry that stands for a role: one with a value before an empty one, the site's key first."""
    if role is Role.DRAFT:
        found = list(draft_entries(entries))
        return next((entry for entry in found if says_draft(entry)), found[0] if found else None)
    own = habits.keys.get(role)
    keys = ((own.casefold(),) if own else ()) + ROLE_KEYS[role]
    known = {entry.key.casefold(): entry for entry in entries}
    candidates = [known[key] for key in keys if key in known]
    best = (entry for entry in candidates if entry.text or entry.items)
    return next(best, candidates[0] if candidates else None)


def draft_entries(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that may hide an article: "published" only where it is yes or no."""
    for key in ROLE_KEYS[Role.DRAFT]:
        entry = last_entry(entries, key)
        if entry is None or (key == "published" and (entry.text or "").casefold() not in _YES | _NO):
            continue
        yield entry


def says_draft(entry: Entry) -> bool:
    """Say whether an entry hides its article."""
    text = (entry.text or "").casefold()
    if entry.key.casefold() == "published":
        return text in _NO
    return text == "draft" if entry.key.casefold() == "status" else text in _YES


def hiding_count(entries: Sequence[Entry]) -> int:
    """Return how many details hide an article."""
    return sum(map(says_draft, draft_entries(entries)))


def text_of(entry: Entry | None) -> str | None:
    """Return an entry's text, ``None`` where there is none; a list of one counts as its text."""
    if entry is None:
        return None
    if entry.items is not None and len(entry.items) == 1:
        return entry.items[0].strip() or None
    return (entry.text or "").strip() or None


def authors_of(entry: Entry | None) -> tuple[str, ...]:
    """Return the authors of an entry: a list, or a text parted by semicolons."""
    if entry is None:
        return ()
    names = entry.items if entry.items is not None else (entry.text or "").split(";")
    return tuple(name.strip() for name in names if name.strip())


def tags_of(entry: Entry | None, habits: Habits, *, is_header: bool = False) -> tuple[str, ...]:
    """Return the tags of an entry: a list, or a text parted as the site does it."""
    if entry is None:
        return ()
    if entry.items is not None:
        return tuple(tag.strip() for tag in entry.items if tag.strip())
    text = entry.text or ""
    parts = text.split(separator) if (separator := tag_separator(text, habits, is_header)) else [text]
    return tuple(tag.strip() for tag in parts if tag.strip())


def tag_separator(text: str, habits: Habits, is_header: bool) -> str:
    """Return what parts the tags of a text: a comma or the site's own; "" for one tag."""
    if "," in text or is_header:
        return ","
    return habits.string_separator
