"""The title and the summary: there, of a good length, and no other article's."""

from __future__ import annotations

from collections.abc import Iterator

from clinicwriter.article import Role
from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import Severity
from clinicwriter.checks.rule import Rule
from clinicwriter.checks.site_index import folded


def _title(document: Document) -> str:
    return (document.subject.article.fields.title or "").strip()


def _summary(document: Document) -> str:
    return " ".join((document.subject.article.fields.summary or "").split())


def title_missing(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an article without a title. In a site, the site's own check says it better."""
    if not _title(document) and document.subject.site is None:
        yield DocumentHit(Role.TITLE, "")


def title_long(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find a title that is cut off in lists of results."""
    title = _title(document)
    if len(title) > rule.limit:
        severity = Severity.SHOULD if len(title) > rule.limit_worse else None
        yield DocumentHit(Role.TITLE, title, title, severity, details={"length": str(len(title))})


def title_short(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find a title that says little."""
    title = _title(document)
    if title and len(title) < rule.limit:
        yield DocumentHit(Role.TITLE, title, title)


def title_taken(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find a title that another article of the site has."""
    title = _title(document)
    other = _other_with(document, "title", title)
    if title and other:
        yield DocumentHit(Role.TITLE, title, other, details={"other": other})


def summary_missing(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find an article without a summary, once it has some text."""
    if not _summary(document) and document.source.strip():
        yield DocumentHit(Role.SUMMARY, "")


def summary_length(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find a summary that is shorter or longer than what is shown."""
    summary = _summary(document)
    if summary and not rule.limit <= len(summary) <= rule.limit_worse:
        yield DocumentHit(Role.SUMMARY, summary, summary, details={"length": str(len(summary))})


def summary_taken(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find a summary that another article of the site has."""
    summary = _summary(document)
    other = _other_with(document, "summary", summary)
    if summary and other:
        yield DocumentHit(Role.SUMMARY, summary, other, details={"other": other})


def _other_with(document: Document, field: str, text: str) -> str:
    """Return the title of another article that says the same there, "" for none."""
    index = document.site_index
    if index is None or not text:
        return ""
    said = index.titles if field == "title" else index.summaries
    others = [entry for entry in said.get(folded(text), ()) if entry.path != document.subject.path]
    if not others:
        return ""
    return str(others[0].path) if field == "title" else others[0].title
