"""The details that the command line can set, by the names that people use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from clinicwriter.article import Article, Role, parse_date

from .parser import UsageError

Value = str | tuple[str, ...] | date | datetime | bool | None

NAMES: Mapping[str, Role] = MappingProxyType(
    {
        "title": Role.TITLE,
        "author": Role.AUTHORS,
        "authors": Role.AUTHORS,
        "tag": Role.TAGS,
        "tags": Role.TAGS,
        "date": Role.DATE,
        "updated": Role.UPDATED,
        "summary": Role.SUMMARY,
        "description": Role.SUMMARY,
        "address": Role.SLUG,
        "web-address": Role.SLUG,
        "slug": Role.SLUG,
        "picture": Role.IMAGE,
        "image": Role.IMAGE,
        "picture-description": Role.IMAGE_ALT,
        "image-alt": Role.IMAGE_ALT,
        "status": Role.DRAFT,
        "draft": Role.DRAFT,
    }
)
_YES = frozenset({"draft", "true", "yes", "1", "on"})
_NO = frozenset({"published", "false", "no", "0", "off"})


def with_detail(article: Article, assignment: str) -> Article:
    """Return the article with one ``FIELD=VALUE`` carried out. Raises ``UsageError`` or ``ArticleError``."""
    name, sign, text = assignment.partition("=")
    role = NAMES.get(name.strip().lower().replace("_", "-").replace(" ", "-"))
    if not sign:
        raise UsageError(
            f"“{assignment}” is no change.", next_step="Write FIELD=VALUE, like title=Flu season."
        )
    if role is None:
        raise UsageError(
            f"There is no detail called “{name}”.", next_step=f"There are: {', '.join(sorted(NAMES))}."
        )
    if role is Role.TITLE and not text.strip():
        raise UsageError("An article needs a title.", next_step="Write it after the sign =.")
    return article.with_field(role, _value(role, text.strip()))


def _value(role: Role, text: str) -> Value:
    if not text:
        return None
    if role is Role.DRAFT:
        return _is_draft(text)
    if role is Role.TAGS:
        return _parts(text, r"[,;]")
    if role is Role.AUTHORS:
        # A comma belongs to a name: "Dana Whitfield, RN".
        return _parts(text, r";")
    if role in (Role.DATE, Role.UPDATED):
        return _date(text)
    return text


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(separator, text) if part.strip())


def _is_draft(text: str) -> bool:
    word = text.lower()
    if word not in _YES | _NO:
        raise UsageError(f"A status cannot be “{text}”.", next_step="Write status=draft or status=published.")
    return word in _YES


def _date(text: str) -> date | datetime:
    parsed = parse_date(text)
    if parsed is None:
        raise UsageError(f"“{text}” is no date.", next_step="Write it like 2026-11-18.")
    return parsed.value
