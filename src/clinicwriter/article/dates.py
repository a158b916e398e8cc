"""Dates as sites write them: read without guessing, changed without losing their shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OTHER_WEEKDAYS: Final = frozenset({"tues", "weds", "wednes", "thur", "thurs"})
_NAMES: Final = "|".join(f"{name}|{name[:3]}" for name in sorted(_MONTHS, key=len, reverse=True)) + "|sept"
_TIME: Final = (
    r"(?P<time>(?:[T \t]+|t)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>[.,]\d+)?)?)"
)
_ZONE: Final = r"(?P<zone>[ \t]*(?:Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))"
_SPACE: Final = r"[\s\u00a0\u200b]*"
_WEEKDAY: Final = r"(?:(?P<weekday>[a-z]{3,9}),?[ ]+)?"
_DAY: Final = r"(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?"
_NAME: Final = rf"(?P<name>{_NAMES})\.?"
_YEAR: Final = r"(?P<year>\d{4})"
_SHAPES: Final = tuple(
    re.compile(_SPACE + day + f"(?:{_TIME}{_ZONE}?)?" + _SPACE, re.ASCII | re.IGNORECASE)
    for day in (
        _YEAR + r"(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        f"{_WEEKDAY}{_DAY}[ ]+{_NAME},?[ ]+{_YEAR}",
        f"{_WEEKDAY}{_NAME}[ ]+{_DAY},?[ ]+{_YEAR}",
    )
)


EARLIEST: Final = time(1)
"""The time of a new date where the site's dates have one."""


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date that was understood, with its time where one is written."""

    value: date | datetime
    has_time: bool


def parse_date(text: str) -> ArticleDate | None:
    """Read a date; ``None`` where it cannot be read for certain, as with 10/11/2026."""
    match = _match(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), _month(match), int(match["day"]))
        if match["hour"] is None:
            return ArticleDate(day, has_time=False)
        moment = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        zone = _zone(match["zone"])
    except ValueError:
        return None
    return ArticleDate(datetime.combine(day, moment, zone), has_time=True)


def _match(text: str) -> re.Match[str] | None:
    matches = (shape.fullmatch(text) for shape in _SHAPES)
    return next((match for match in matches if match), None)


def _month(match: re.Match[str]) -> int:
    pieces = match.groupdict()
    if pieces.get("month"):
        return int(pieces["month"])
    name = pieces["name"].lower()
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    digits = re.sub(r"[^\d]", "", text)
    if not digits:
        return timezone.utc  # noqa: UP017 - reads as what it is: the zone, not the moment
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if "-" in text else offset)


def write_date(value: date | datetime, example: str) -> str:
    """Return a date in the shape of an example: its order, its separators, its time and its zone.

    A plain date keeps the example's time. Where the example is not understood, the shape is ISO 8601.
    """
    match = _match(example)
    if match is None:
        return value.isoformat()
    if isinstance(value, datetime) and value.tzinfo and match["hour"]:
        value = value.astimezone(_zone_or_none(match["zone"]) or value.tzinfo)
    numbers: dict[str, int] = {"year": value.year, "month": value.month, "day": value.day}
    if isinstance(value, datetime):
        numbers |= {"hour": value.hour, "minute": value.minute, "second": value.second}
    return _with_pieces(example, match, numbers, value)


def _zone_or_none(text: str | None) -> timezone | None:
    try:
        return _zone(text)
    except ValueError:
        return None


def _with_pieces(example: str, match: re.Match[str], numbers: dict[str, int], day: date) -> str:
    pieces = []
    for name, old in match.groupdict().items():
        if old is None:
            continue
        if name in numbers:
            pieces.append((match.span(name), str(numbers[name]).zfill(len(old))))
        elif name in _WORDS:
            pieces.append((match.span(name), _in_case_of(old, _WORDS[name](old, day))))
    for (start, end), new in sorted(pieces, reverse=True):
        example = example[:start] + new + example[end:]
    return example


def _month_name(old: str, day: date) -> str:
    name = _MONTHS[day.month - 1]
    is_long = old.lower() in _MONTHS and old.lower() != "may"
    return name if is_long else name[:3]


def _weekday(old: str, day: date) -> str:
    """Return the day's own weekday; a word that is none stays."""
    name = _WEEKDAYS[day.weekday()]
    if old.lower() in _WEEKDAYS:
        return name
    is_short = old.lower() in _OTHER_WEEKDAYS or any(old.lower() == other[:3] for other in _WEEKDAYS)
    return name[:3] if is_short else old


def _ordinal(_old: str, day: date) -> str:
    is_teen = 11 <= day.day <= 13
    return "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")


def _in_case_of(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    return new if old.islower() or old == new else new.capitalize()


_WORDS: Final = {"name": _month_name, "weekday": _weekday, "ordinal": _ordinal}


def example_for(value: date | datetime, example: str) -> str:
    """Return the shape of a new date: a plain day gets no time that a site could move to another day.

    A time without a zone is Greenwich time to Jekyll, so the day before in America. Only west of Greenwich is
    a time kept, at one o'clock: that is the same day there, in winter and in summer, and in Greenwich.
    """
    match = _match(example)
    if match is None or not match["hour"] or isinstance(value, datetime):
        return example
    zone = _zone_or_none(match["zone"])
    if zone is None or zone.utcoffset(None) >= timedelta():
        return example[: match.start("time")] + example[match.end("zone" if match["zone"] else "time") :]
    return write_date(datetime.combine(date(2000, 1, 1), EARLIEST), example)
