"""Traps around an article's date: hidden, unreadable, or another day than the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from clinicwriter.article import Article, Role, parse_date
from clinicwriter.site.addresses import article_date
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.pages import date_in_words

from .finding import Severity, SiteFinding
from .scene import Scene

_NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", re.S)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")

_WITHOUT_DATE = {
    SiteKind.HUGO: "Without a date the site counts the article as the oldest of all.",
    SiteKind.ELEVENTY: "Without a date the site gives the article the day of each build.",
    SiteKind.ASTRO: "The site may refuse to build, because the article has no date.",
    SiteKind.PELICAN: "The site leaves out an article without a date.",
    SiteKind.MKDOCS: "The site cannot be built while the article has no date.",
    SiteKind.NIKOLA: "The site leaves out an article without a date.",
    SiteKind.FINISHED: "Without a date the article stands last in the list.",
}


def date_missing(scene: Scene) -> Iterator[SiteFinding]:
    """Find an article without a date where the site needs one."""
    if scene.article.fields.date or article_date(scene.site.layout, scene.article, scene.path) is not None:
        return
    is_fatal = scene.kind in (SiteKind.ASTRO, SiteKind.PELICAN, SiteKind.MKDOCS, SiteKind.NIKOLA)
    yield SiteFinding(
        "date-missing",
        Severity.BREAKS if is_fatal else Severity.WARNING,
        _WITHOUT_DATE[scene.kind],
        f"Put in today, {date_in_words(scene.today)}",
        Role.DATE,
        lambda article: article.with_field(Role.DATE, scene.today),
    )


def date_unclear(scene: Scene) -> Iterator[SiteFinding]:
    """Find a date like 10/11/2026, which each site reads in its own way."""
    said = scene.article.fields.date or ""
    found = _NUMBERS.fullmatch(said)
    if not found or parse_date(said) is not None:
        return
    day = _american(found) or _european(found)
    if day is None:
        yield SiteFinding("date-unclear", Severity.BREAKS, f"“{said}” is no date.", where=Role.DATE)
        return
    yield SiteFinding(
        "date-unclear",
        Severity.BREAKS,
        f"“{said}” can be read as two days, or not at all: the site may fail or show another day.",
        f"Make it {date_in_words(day)}",
        Role.DATE,
        lambda article: article.with_field(Role.DATE, None).with_field(Role.DATE, day),
    )


def _american(found: re.Match[str]) -> date | None:
    return _day(found[3], found[1], found[2])


def _european(found: re.Match[str]) -> date | None:
    return _day(found[3], found[2], found[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_form(scene: Scene) -> Iterator[SiteFinding]:
    """Find a date that people can read and Eleventy cannot: the whole site would not be built."""
    said = (scene.article.fields.date or "").strip()
    parsed = parse_date(said)
    if parsed is None or _ISO.fullmatch(said):
        return

    def mended(article: Article) -> Article:
        plain = article.with_field(Role.DATE, None)
        shaped = plain.with_field(Role.DATE, parsed.value)
        if _ISO.fullmatch(shaped.fields.date or ""):
            return shaped
        day = parsed.value.date() if isinstance(parsed.value, datetime) else parsed.value
        return plain.with_field(Role.DATE, day.isoformat())

    yield SiteFinding(
        "date-form",
        Severity.BREAKS,
        f"The site cannot be built with the date written as “{said}”.",
        "Write it as the site needs it",
        Role.DATE,
        mended,
    )


def date_without_zone(scene: Scene) -> Iterator[SiteFinding]:
    """Find a time without a zone: Jekyll takes it for Greenwich time, and the day may be another one."""
    parsed = parse_date(scene.article.fields.date or "")
    if parsed is None or not isinstance(parsed.value, datetime) or parsed.value.tzinfo is not None:
        return
    day = parsed.value.date()
    yield SiteFinding(
        "date-without-zone",
        Severity.WARNING,
        "The time in the date is taken for Greenwich time (UTC): the article may appear under another day.",
        f"Leave out the time: {date_in_words(day)}",
        Role.DATE,
        lambda article: article.with_field(Role.DATE, None).with_field(Role.DATE, day.isoformat()),
    )


def date_hidden(scene: Scene) -> Iterator[SiteFinding]:
    """Find a date in the future where the site hides the article until then."""
    day = article_date(scene.site.layout, scene.article, scene.path)
    if day is None or day < scene.today or scene.article.fields.is_draft:
        return
    parsed = parse_date(scene.article.fields.date or "")
    words = date_in_words(day)
    if day == scene.today:
        if parsed is None or not isinstance(parsed.value, datetime) or parsed.value.hour <= 1:
            return
        words = f"{parsed.value:%H:%M} today"
    yield SiteFinding(
        "date-hidden",
        Severity.WARNING,
        f"The site does not show the article before {words}, the date in its details.",
        f"Make it today, {date_in_words(scene.today)}",
        Role.DATE,
        lambda article: article.with_field(Role.DATE, None).with_field(Role.DATE, scene.today.isoformat()),
    )


def date_shown_early(scene: Scene) -> Iterator[SiteFinding]:
    """Find a date in the future where the site shows the article all the same."""
    day = article_date(scene.site.layout, scene.article, scene.path)
    if day is None or day <= scene.today or scene.article.fields.is_draft:
        return
    yield SiteFinding(
        "date-shown-early",
        Severity.NOTE,
        f"The site shows the article at once, although its date is {date_in_words(day)}.",
        "Make it a draft until then",
        Role.DATE,
        lambda article: article.with_field(Role.DRAFT, True),
    )
