"""What the time line says about a version, and an article as lines that people can compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import Version
from clinicwriter.ui.library.rows import day_near

REASONS = {
    "export": "Exported to the site",
    "save": "Kept by you",
    "work": "Kept while you worked",
}
SHOWN_ROLES = (
    Role.TITLE,
    Role.AUTHORS,
    Role.TAGS,
    Role.DATE,
    Role.SUMMARY,
    Role.SLUG,
    Role.IMAGE,
    Role.IMAGE_ALT,
)


def moment_in_words(when: float, now: datetime) -> str:
    """Write a moment (unix seconds) as people say it: ``today 10:42``."""
    moment = datetime.fromtimestamp(when)
    return f"{day_near(moment.date(), now.date())} {moment:%H:%M}"


def change_in_words(version: Version) -> str:
    """Say why a version was kept, and how many words came and went."""
    parts = [REASONS.get(version.reason, version.reason)]
    if version.words_added:
        parts.append(f"{_words(version.words_added)} added")
    if version.words_removed:
        parts.append(f"{_words(version.words_removed)} removed")
    return " · ".join(parts)


def readable_article(data: bytes) -> bytes:
    """Return an article as its details in words and its text: what a comparison shows."""
    article = Article.from_bytes(data)
    details = "\n".join(_detail_lines(article))
    return f"{details}\n\n{article.text}".encode("utf-8", "replace")


def _detail_lines(article: Article) -> Iterator[str]:
    for role in SHOWN_ROLES:
        value = getattr(article.fields, role.value)
        if value:
            yield f"{role.label}: {value if isinstance(value, str) else '; '.join(value)}"


def _words(count: int) -> str:
    return f"{count:,} word{'' if count == 1 else 's'}"
