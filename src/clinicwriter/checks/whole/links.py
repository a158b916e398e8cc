"""Links: with words, with an address, and inside the site to a page that is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from clinicwriter.checks.document import Document, DocumentHit
from clinicwriter.checks.finding import TextPlace
from clinicwriter.checks.rule import Rule
from clinicwriter.checks.site_index import plain_address
from clinicwriter.checks.whole.pictures import is_there
from clinicwriter.language import Link
from clinicwriter.site import Site, SiteKind

_SOURCES = (".md", ".mdx", ".markdown")
_PAGES = (".html", ".htm", *_SOURCES)


def _hit(link: Link, **details: str) -> DocumentHit:
    return DocumentHit(TextPlace(link.start, link.end), link.words, link.words + link.target, details=details)


def long_bare(document: Document, rule: Rule) -> Iterator[DocumentHit]:
    """Find long addresses that stand in the text as they are; in the list of sources they may."""
    in_sources = False
    headings = iter([block for block in document.blocks if block.level])
    heading = next(headings, None)
    for link in document.links:
        while heading is not None and heading.start < link.start:
            in_sources = "reference" in heading.words.casefold() or "source" in heading.words.casefold()
            heading = next(headings, None)
        if link.is_bare and len(link.target) > rule.limit and not in_sources:
            yield _hit(link)


def empty(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find links without words or without an address; a picture counts as words."""
    pictures = [picture.start for picture in document.pictures]
    for link in document.links:
        has_picture = any(link.words_start <= start < link.words_end for start in pictures)
        has_words = bool(link.words.strip()) or has_picture
        if not has_words or not link.target.strip():
            yield _hit(link)


def same_words(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find links with the words of an earlier one that lead somewhere else."""
    seen: dict[str, str] = {}
    for link in document.links:
        words = " ".join(link.words.casefold().split())
        if words and not link.is_bare and seen.setdefault(words, link.target) != link.target:
            yield _hit(link)


def broken(document: Document, _rule: Rule) -> Iterator[DocumentHit]:
    """Find links to articles of this very site that are not there.

    Only addresses are judged that a page of the site must have: in a folder of its articles' pages, seen from
    the article's own page, or of a Markdown file beside this one; none that a template may make. A wrong
    warning would be worse than none.
    """
    site = document.subject.site
    if site is None:
        return
    for link in document.links:
        if _is_broken(document, site, link.target):
            yield _hit(link, target=link.target)


def _is_broken(document: Document, site: Site, target: str) -> bool:
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return False
    if parts.scheme or parts.netloc or not parts.path or "{" in target:
        return False
    suffix = PurePosixPath(parts.path).suffix.casefold()
    if suffix and suffix not in _PAGES:
        return False
    if parts.path.startswith("@"):
        return _is_no_source(site, parts.path)
    return _leads_nowhere(document, site, parts.path, suffix in _SOURCES)


def _leads_nowhere(document: Document, site: Site, target: str, is_source: bool) -> bool:
    if target.startswith("/"):
        return _is_no_page(document, site, target)
    is_beside = _is_beside(document, site, target)
    if is_beside or is_source:
        return not is_beside
    page = site.page_url(document.subject.article, document.subject.path)
    address = urljoin(page, target)
    return plain_address(address) != plain_address(page) and _is_no_page(document, site, address)


def _is_no_page(document: Document, site: Site, address: str) -> bool:
    """Say whether an address from the site's root lies among the articles and is none of their pages."""
    index, plain = document.site_index, plain_address(address)
    if index is None or plain.rpartition("/")[0] not in index.sections or plain in index.pages:
        return False
    if any(site.file_for_url(name) for name in (address, f"{address.rstrip('/')}.html")):
        return False
    return not index.templates.may_make(plain)


def _is_no_source(site: Site, target: str) -> bool:
    """Say whether Zola's own "@/blog/rest.md" leads to no file; what other kinds mean is not judged."""
    if site.kind is not SiteKind.ZOLA or not target.startswith("@/"):
        return False
    wanted = posixpath.normpath(unquote(target.removeprefix("@/")))
    return not wanted.startswith("..") and not is_there(site.root / site.layout.content / wanted)


def _is_beside(document: Document, site: Site, target: str) -> bool:
    """Say whether a file lies where a link leads from the article's own, or outside the site."""
    subject = document.subject
    path = subject.path or site.article_path(subject.article, today=subject.today)
    wanted = posixpath.normpath(posixpath.join(path.parent.as_posix(), unquote(target)))
    return wanted.startswith("..") or is_there(site.root / wanted)
