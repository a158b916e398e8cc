"""What changes in an article, as its details in words and its text: what somebody at the desk can read."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.ui.exporting.difference import DifferenceLine, LineKind, changed_lines, readable_difference

DETAILS = (
    Role.TITLE,
    Role.AUTHORS,
    Role.TAGS,
    Role.DATE,
    Role.UPDATED,
    Role.SUMMARY,
    Role.SLUG,
    Role.IMAGE,
    Role.IMAGE_ALT,
    Role.DRAFT,
)
STATUS = {True: "Draft", False: "Published"}
NO_WORDS = "Only the way in which the file is written changes, not its words."
NEW_FOOTER = "Clinic footer: put in at the end"
RENEWED_FOOTER = "Clinic footer: brought up to date"
NO_FOOTER = "Clinic footer: taken out"


def article_difference(before: bytes | None, after: bytes | None) -> tuple[DifferenceLine, ...]:
    """Return what differs between two states of an article's file; ``None`` means that there is no file."""
    try:
        old, new = _article(before), _article(after)
    except ArticleError:
        return readable_difference(before, after)
    if any(state.lock or state.is_read_only or state.problems for state in (old, new)):
        return readable_difference(before, after)
    lines = list(_details(old, new, is_whole=before is None or after is None))
    text = readable_difference(old.text.encode(errors="replace"), new.text.encode(errors="replace"))
    if lines and text and text[0].kind is not LineKind.GAP:
        lines.append(DifferenceLine(LineKind.GAP, ""))
    lines += text
    lines += _footer(old, new)
    return tuple(lines) or (DifferenceLine(LineKind.NOTE, NO_WORDS),)


def _article(data: bytes | None) -> Article:
    return Article.from_bytes(data or b"")


def _details(old: Article, new: Article, *, is_whole: bool) -> Iterator[DifferenceLine]:
    """Yield each detail that differs, what it was right above what it becomes."""
    for role in DETAILS:
        # A file that comes or goes has no other state whose status could be told apart.
        if role is not Role.DRAFT or not is_whole:
            yield from _pair(role.label, _value(old, role), _value(new, role))
    for key in dict.fromkeys((*old.extra, *new.extra)):
        yield from _pair(key, old.extra.get(key, ""), new.extra.get(key, ""))


def _pair(label: str, old: str, new: str) -> Iterator[DifferenceLine]:
    if old == new:
        return
    yield from changed_lines(
        *([f"{label}: {' '.join(value.split())}"] if value else [] for value in (old, new))
    )


def _value(article: Article, role: Role) -> str:
    if role is Role.DRAFT:
        return STATUS[article.fields.is_draft]
    value = getattr(article.fields, role.value)
    if not value:
        return ""
    return value if isinstance(value, str) else ", ".join(value)


def _footer(old: Article, new: Article) -> Iterator[DifferenceLine]:
    if old.footer == new.footer:
        return
    words = NEW_FOOTER if old.footer is None else NO_FOOTER if new.footer is None else RENEWED_FOOTER
    yield DifferenceLine(LineKind.NOTE, words)
