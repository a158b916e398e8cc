"""Changing one detail: which entry it is, and what its new value looks like there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from .anatomy import Anatomy
from .dates import example_for, parse_date, write_date
from .entries import AT_END, DateText, Entry, FrontMatter, Manners, Place, Value, last_entry, list_style
from .errors import KEPT_AS_IT_IS, cannot_change
from .fields import Fields, authors_of, find_entry, says_draft, tag_separator, tags_of, text_of
from .habits import Habits
from .holders import makes_holder, outer, parts_beside
from .roles import NEW_KEYS, Role

FieldValue = str | Sequence[str] | date | bool | None

_LISTS = (Role.AUTHORS, Role.TAGS)
_DATES = (Role.DATE, Role.UPDATED)
_NEVER_EMPTY = (*_DATES, Role.SLUG, Role.IMAGE, Role.DRAFT)
_PARTED = {Role.AUTHORS: ";", Role.TAGS: ","}


@dataclass(frozen=True, slots=True)
class FieldEditor:
    """Make the front matter's source with one detail changed."""

    entries: tuple[Entry, ...]
    front: FrontMatter
    habits: Habits
    anatomy: Anatomy
    is_header: bool

    def sources(self, role: Role, value: FieldValue) -> Iterator[tuple[str, str]]:
        """Yield (key, source) for each way to make the change, the best one first; nothing for no change.

        Raises ``ArticleError`` where the detail is written in a way that is only kept.
        """
        entry = find_entry(self.entries, role, self.habits)
        if value is None or (role in _NEVER_EMPTY and value == ""):
            yield from self._cleared(role, entry)
        elif entry is None:
            if value:
                yield from self._added(role, value)
        elif not self._is_same(role, entry, value):
            self._refuse_impossible(role, value, entry)
            written = self._value_for(role, value, entry)
            yield entry.key, self.front.with_value(entry, written, self._manners)

    def extra_sources(self, key: str, value: str | DateText | None) -> Iterator[str]:
        """Yield the source with another of the site's details set, added or taken out; nothing for no change.

        Raises ``ArticleError`` where the detail is written in a way that is only kept.
        """
        entry = last_entry(self.entries, key)
        if entry is not None and entry.refusal:
            raise cannot_change(key, entry.refusal)
        if value is None:
            if entry is not None:
                yield self.front.without(entry)
        elif entry is None:
            if any(outer(other).key.casefold() == key.casefold() for other in self.entries):
                raise cannot_change(key, KEPT_AS_IT_IS)
            yield self.front.with_new(key, value, self._manners, next(self._places(key)))
        elif (entry.text or "") != value or entry.items is not None:
            yield self.front.with_value(entry, value, self._manners)

    def _cleared(self, role: Role, entry: Entry | None) -> Iterator[tuple[str, str]]:
        if entry is None:
            return
        self._refuse_impossible(role, "", entry)
        if role is Role.IMAGE and len(parts_beside(self.entries, entry)) > 1:
            # What else is said of the picture, such as its size, stays for the next one.
            yield entry.key, self.front.with_value(entry, "", self._manners)
        yield entry.key, self.front.without(entry)
        # The last line of a header cannot go without the header itself.
        if self.is_header:
            yield entry.key, self.front.with_value(entry, "", self._manners)

    def _refuse_impossible(self, role: Role, value: FieldValue, entry: Entry | None = None) -> None:
        if entry is not None and entry.refusal:
            raise cannot_change(role.label.lower(), entry.refusal)
        if not self.is_header:
            return
        texts = [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
        mark = _PARTED.get(role)
        if mark and any(mark in text for text in texts):
            sign = "comma" if mark == "," else "semicolon"
            raise cannot_change(
                role.label.lower(), f"this site parts them with a {sign}.", f"Leave the {sign} out."
            )
        if not all(self.anatomy.charset.can_write(text) for text in texts):
            raise cannot_change(
                role.label.lower(), "this old file cannot hold one of these letters or signs."
            )

    def _is_same(self, role: Role, entry: Entry, value: FieldValue) -> bool:
        if role is Role.AUTHORS:
            return authors_of(entry) == value
        if role is Role.TAGS:
            return tags_of(entry, self.habits, is_header=self.is_header) == value
        if role is Role.DRAFT:
            return says_draft(entry) == value
        return not isinstance(value, date) and (text_of(entry) or "") == value

    # -- the value -----------------------------------------------------------------------------

    def _value_for(self, role: Role, value: FieldValue, entry: Entry) -> Value:
        """Return a role's value in the shape that its entry has."""
        if isinstance(value, bool):
            return self._draft_value(entry.key, value)
        if isinstance(value, date):
            return DateText(write_date(value, entry.text or example_for(value, self._date_example(role))))
        if isinstance(value, str):
            return DateText(value) if role in _DATES else value
        values = tuple(value or ())
        return self._authors_value(values, entry) if role is Role.AUTHORS else self._tags_value(values, entry)

    def _authors_value(self, authors: tuple[str, ...], entry: Entry) -> Value:
        if self.is_header:
            return "; ".join(authors)
        is_list = entry.items is not None
        wants_list = self.habits.authors_as_list or entry.key.casefold() == "authors"
        return authors if is_list or (entry.text is None and wants_list) else "; ".join(authors)

    def _tags_value(self, tags: tuple[str, ...], entry: Entry) -> Value:
        if self.is_header:
            return ", ".join(tags)
        text = entry.text or ""
        separator = tag_separator(text, self.habits, self.is_header)
        if not text or not separator or any(separator in tag for tag in tags):
            return tags
        is_tight = separator == " " or ("," in text and ", " not in text)
        return (separator if is_tight else ", ").join(tags)

    def _draft_value(self, key: str, is_draft: bool) -> Value:
        if key.casefold() == "status":
            return "draft" if is_draft else "published"
        return is_draft != (key.casefold() == "published")

    def _date_example(self, role: Role) -> str:
        other = Role.UPDATED if role is Role.DATE else Role.DATE
        written = text_of(find_entry(self.entries, other, self.habits)) or ""
        example = written if parse_date(written) else self.habits.date_example
        return example or "2000-01-01"

    # -- a new key -----------------------------------------------------------------------------

    def _added(self, role: Role, value: FieldValue) -> Iterator[tuple[str, str]]:
        self._refuse_impossible(role, value)
        key = self._new_key(role, value)
        written = self._value_for(role, value, Entry.missing(key))
        if role is Role.TAGS and self.habits.tags_as_text and not self.is_header:
            written = self._string_tags(written)
        manners = self._manners
        if role in _DATES and self.habits.date_quote:
            written = str(written)
            manners = replace(manners, quote=self.habits.date_quote, always_quotes=True)
        for place in self._places(key):
            yield key, self.front.with_new(key, written, manners, place)

    def _string_tags(self, tags: Value) -> Value:
        separator = self.habits.string_separator
        if not separator or not isinstance(tags, tuple) or any(separator in tag for tag in tags):
            return tags
        return (separator if separator == " " else f"{separator} ").join(tags)

    def _new_key(self, role: Role, value: FieldValue) -> str:
        known = self.habits.draft_key if role is Role.DRAFT else self.habits.keys.get(role)
        if role is Role.IMAGE_ALT:
            known = self._description_key(known)
        if known and not self._is_taken(known):
            return known
        if self.is_header:
            return "Status" if role is Role.DRAFT else NEW_KEYS[role].capitalize()
        is_several = role is Role.AUTHORS and isinstance(value, tuple) and len(value) > 1
        return "authors" if is_several else NEW_KEYS[role]

    def _description_key(self, known: str | None) -> str | None:
        """Return the key of the picture's description: beside the picture where that stands in parts."""
        picture = find_entry(self.entries, Role.IMAGE, self.habits)
        whole, dot, _ = (picture.key if picture else "").rpartition(".")
        if not dot:
            return None if known and "." in known else known
        if known and known.startswith(f"{whole}."):
            return known
        return f"{whole}.image_description" if whole.casefold() == "header" else f"{whole}.alt"

    def _is_taken(self, key: str) -> bool:
        """Say whether a detail is there in whose place a whole of parts would come."""
        whole = key.partition(".")[0].casefold()
        others = (entry for entry in self.entries if entry.holder is None)
        return makes_holder(key) and any(entry.key.casefold() == whole for entry in others)

    def _places(self, key: str) -> Iterator[Place]:
        """Yield where a new key may stand: where the site's other articles have it, then at the end."""
        order = [name.casefold() for name in self.habits.key_order]
        if key.casefold() in order:
            index = order.index(key.casefold())
            before = (last_entry(self.entries, name) for name in reversed(order[:index]))
            after = (last_entry(self.entries, name) for name in order[index + 1 :])
            if found := next((entry for entry in before if entry), None):
                yield Place(after=outer(found))
            elif found := next((entry for entry in after if entry), None):
                yield Place(before=outer(found))
        yield AT_END

    @property
    def _manners(self) -> Manners:
        return Manners(
            quote=self.habits.quote,
            list_style=self.habits.list_style or self._own_list_style(),
            always_quotes=self.habits.always_quotes,
            line_end=self.anatomy.front_line_end,
            charset=self.anatomy.charset,
        )

    def _own_list_style(self) -> str:
        entry = next((entry for entry in reversed(self.entries) if entry.items), None)
        return list_style(self.anatomy.front_source, entry) if entry else "flow"


def normal_value(role: Role, value: FieldValue) -> FieldValue:
    """Return what a detail is set to without what no detail can hold: line breaks, blanks around it."""
    if value is None or isinstance(value, (bool, date)):
        return value
    if role in _LISTS:
        texts = [value] if isinstance(value, str) else value
        return tuple(text for text in map(_one_line, texts) if text)
    text = value if isinstance(value, str) else "; ".join(value)
    return text.strip() if role is Role.SUMMARY else _one_line(text)


def normal_text(value: str) -> str:
    """Return a text without what no detail can hold: line breaks, blanks around it."""
    return _one_line(value)


def _one_line(text: str) -> str:
    return " ".join(part for part in (piece.strip() for piece in text.splitlines()) if part)


def field_reads(fields: Fields, role: Role, value: FieldValue) -> bool:
    """Say whether a detail reads as what it was set to."""
    if role is Role.DRAFT:
        return fields.is_draft == bool(value)
    found = getattr(fields, role.value)
    if isinstance(value, date):
        read = parse_date(found or "")
        return read is None or _day(read.value) == _day(value, read.value)
    if isinstance(found, str) and isinstance(value, str):
        return found.split() == value.split()
    return bool(found == value) if value else not found


def _day(value: date, other: date | None = None) -> tuple[int, ...]:
    """Return the day of a date, in the zone of another one."""
    zones = [moment.tzinfo for moment in (value, other) if isinstance(moment, datetime) and moment.tzinfo]
    if len(zones) == 2 and isinstance(value, datetime):
        value = value.astimezone(zones[1])
    return value.timetuple()[:3]


def kept_meanings(entries: Sequence[Entry], key: str) -> list[tuple[str, Hashable]]:
    """Return what all entries mean but the last with a key: that one is the one that is edited."""
    edited = last_entry(entries, key)
    return [(entry.key, entry.meaning) for entry in entries if entry is not edited]
