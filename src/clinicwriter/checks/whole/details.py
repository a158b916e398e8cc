"""Dates and authors of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from clinicwriter.article import Role, parse_date
from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.review import read_review
from clinicwriter.checks.rule import Rule

_DEGREES: Final = """
MD DO RN NP PA-C PA PhD PsyD PharmD LCSW LMFT LPC LPN DNP MSN FNP CRNA DDS DMD DC OD DPT PT OT MPH
MBBS BSN APRN PMHNP FACP FAAP CNM RD
"""
_CREDENTIAL: Final = re.compile(
    rf"\b(?:{'|'.join(_DEGREES.split())}|M\.D\.|D\.O\.|R\.N\.|Ph\.D\.|Dr\.?)(?!\w)"
)
_NOBODY: Final = frozenset(
    {"admin", "administrator", "staff", "user", "editor", "author", "webmaster", "root"}
)
_GROUP: Final = re.compile(
    r"\b(?:staff|team|clinic|cent(?:er|re)|group|therapeutics|health)\b", re.IGNORECASE
)
_DAYS_A_MONTH: Final = 30.44


def day_of(text: str | None) -> date | None:
    """Return the day that a detail says, ``None`` where none can be read for certain."""
    found = parse_date(text or "")
    if found is None:
        return None
    return found.value.date() if isinstance(found.value, datetime) else found.value


def date_future(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find a date that is still to come."""
    said = document.subject.article.fields.date
    day = document.subject.named_day if not said else day_of(said)
    if day is not None and day > document.subject.today:
        yield DocumentHit(Role.DATE, said or str(day), str(day), details={"date": in_words(day)})


def date_old(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find an article whose newest date is older than ``limit`` months; a review counts as a date."""
    fields = document.subject.article.fields
    reviewed = read_review(document.subject.article).on
    written = day_of(fields.date) if fields.date else document.subject.named_day
    days = [day for day in (written, day_of(fields.updated), reviewed) if day is not None]
    if days and (document.subject.today - max(days)).days > rule.limit * _DAYS_A_MONTH:
        yield DocumentHit(Role.DATE, str(max(days)), str(max(days)), details={"date": in_words(max(days))})


def author_missing(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an article that names nobody, or nobody real."""
    authors = document.subject.article.fields.authors
    if not document.source.strip():
        return
    if not authors or all(author.casefold() in _NOBODY for author in authors):
        yield DocumentHit(Role.AUTHORS, ", ".join(authors), ",".join(authors))


def author_credential(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an author without a degree, where the article is about a treatment."""
    if not document.says("treatment"):
        return
    for author in document.subject.article.fields.authors:
        is_group = bool(_GROUP.search(author)) or author.casefold() in _NOBODY
        if not is_group and "," not in author and not _CREDENTIAL.search(author):
            yield DocumentHit(Role.AUTHORS, author, author)


def in_words(day: date) -> str:
    """Return a day as people write it: "November 25, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"
