"""Changing one detail: which entry it is, and what its new value looks like there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .dates import at_midnight, write_date
from .entries import DateText, Entry, FrontMatter, Manners, Shape, Value, last_entry
from .errors import cannot_change
from .fields import authors_of, find_entry, tag_separator, tags_of, text_of
from .habits import Habits
from .roles import NEW_KEYS, Role

FieldValue = str | Sequence[str] | date | bool | None
_LISTS = (Role.AUTHORS, Role.TAGS)
_DATES = (Role.DATE, Role.UPDATED)
_NEVER_EMPTY = (*_DATES, Role.SLUG, Role.IMAGE, Role.DRAFT)


@dataclass(frozen=True, slots=True)
class FieldEditor:
    """Make the front matter's source with one detail changed."""

    front: FrontMatter
    habits: Habits
    manners: Manners
    is_header: bool = False

    def sources(self, role: Role, value: FieldValue) -> Iterator[tuple[str, str]]:
        """Yield (key, source) for each way to make the change, the best one first; nothing for no change.

        Raises ``ArticleError`` where the detail is written in a way that is only kept.
        """
        entry = find_entry(self.front.entries, role, self.habits)
        if self._is_gone(role, value):
            if entry is not None and not self._is_unset(role, entry):
                yield entry.key, self.front.without(self._editable(role, entry))
            return
        assert value is not None
        if entry is None:
            if value or role is Role.DRAFT:
                yield from self._added(role, value)
            return
        if not self._is_same(role, entry, value):
            written = self._value_for(role, value, self._editable(role, entry))
            yield entry.key, self.front.with_value(entry, written, self.manners)

    def _is_gone(self, role: Role, value: FieldValue) -> bool:
        return value is None or (role in _NEVER_EMPTY and value == "")

    def _is_unset(self, role: Role, entry: Entry) -> bool:
        return False

    def _editable(self, role: Role, entry: Entry) -> Entry:
        if entry.refusal:
            raise cannot_change(role.label.lower(), entry.refusal)
        return entry

    def _is_same(self, role: Role, entry: Entry, value: FieldValue) -> bool:
        if role is Role.AUTHORS:
            return authors_of(entry) == value
        if role is Role.TAGS:
            return tags_of(entry, self.habits, is_header=self.is_header) == value
        if role is Role.DRAFT:
            return False
        return not isinstance(value, date) and (text_of(entry) or "") == value and not entry.is_broken

    def _value_for(self, role: Role, value: FieldValue, entry: Entry) -> Value:
        """Return a role's value in the shape that its entry has."""
        if isinstance(value, bool):
            return self._draft_value(entry.key, value)
        if isinstance(value, date):
            return DateText(write_date(value, entry.text or self._date_example()))
        if isinstance(value, str):
            return DateText(value) if role in _DATES else value
        values = tuple(value or ())
        if role is Role.AUTHORS:
            return self._authors_value(values, entry)
        return self._tags_value(values, entry)

    def _authors_value(self, authors: tuple[str, ...], entry: Entry) -> Value:
        wants_list = entry.items is not None or (
            entry.text is None and (self.habits.authors_as_list or entry.key.casefold() == "authors")
        )
        return authors if wants_list and not self.is_header else "; ".join(authors)

    def _tags_value(self, tags: tuple[str, ...], entry: Entry) -> Value:
        text = entry.text or ""
        separator = tag_separator(text, self.habits, self.is_header) if entry.items is None else ""
        if self.is_header:
            return ", ".join(tags)
        if separator and text and not any(separator in tag for tag in tags):
            tight = separator == "," and ", " not in text
            return (separator if tight or separator == " " else ", ").join(tags)
        return tags

    def _draft_value(self, key: str, is_draft: bool) -> Value:
        if key.casefold() == "status":
            return "draft" if is_draft else "published"
        return is_draft != (key.casefold() == "published")

    def _date_example(self) -> str:
        written = (text_of(find_entry(self.front.entries, role, self.habits)) for role in _DATES)
        example = self.habits.date_example or next((text for text in written if text), "2000-01-01")
        return at_midnight(example)

    def _added(self, role: Role, value: FieldValue) -> Iterator[tuple[str, str]]:
        if role is Role.DRAFT and not value:
            return
        key = self._new_key(role, value)
        if isinstance(value, bool):
            written = self._draft_value(key, value)
        elif isinstance(value, (str, date)):
            empty = Entry(key, None, None, 0, 0, (0, 0), Shape.EMPTY)  # type: ignore[arg-type]
            written = self._value_for(role, value, empty)
        else:
            written = self._new_list(role, tuple(value or ()))
        for after in self._places(key):
            yield key, self.front.with_new(key, written, self.manners, after)

    def _new_key(self, role: Role, value: FieldValue) -> str:
        if role is Role.DRAFT and self.habits.draft_key:
            return self.habits.draft_key
        known = self.habits.keys.get(role)
        if known:
            return known
        is_several = (
            role is Role.AUTHORS and not isinstance(value, (str, date, bool)) and len(value or ()) > 1
        )
        key = "authors" if is_several else NEW_KEYS[role]
        return key.replace("_", " ").title().replace(" ", "_") if self.is_header else key

    def _new_list(self, role: Role, values: tuple[str, ...]) -> Value:
        if self.is_header:
            return ("; " if role is Role.AUTHORS else ", ").join(values)
        if role is Role.TAGS:
            return values
        return values if self.habits.authors_as_list or len(values) > 1 else "; ".join(values)

    def _places(self, key: str) -> Iterator[Entry | None]:
        """Yield where a new key may stand: where the site's other articles have it, then at the end."""
        order = [name.casefold() for name in self.habits.key_order]
        if key.casefold() in order:
            place = order.index(key.casefold())
            before = (last_entry(self.front.entries, name) for name in reversed(order[:place]))
            found = next((entry for entry in before if entry), None)
            if found:
                yield found
        yield None


def normal_value(role: Role, value: FieldValue) -> FieldValue:
    """Return what a detail is set to without what no detail can hold: line breaks, blanks around it."""
    if value is None or isinstance(value, (bool, date)):
        return value
    if isinstance(value, str):
        if role in _LISTS:
            return normal_value(role, [value])
        return value.strip() if role is Role.SUMMARY else _one_line(value)
    return tuple(text for text in (_one_line(item) for item in value) if text)


def _one_line(text: str) -> str:
    return " ".join(part for part in (piece.strip() for piece in text.splitlines()) if part)


def is_moment(value: FieldValue) -> bool:
    """Say whether a value is a date with a time."""
    return isinstance(value, datetime)
