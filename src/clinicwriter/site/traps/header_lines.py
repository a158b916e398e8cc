"""Traps in Pelican's header lines, which are read one by one and end at the first that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clinicwriter.article import Article

from .finding import Severity, SiteFinding
from .scene import Scene

_KEY = re.compile(r"[A-Za-z][\w -]*:(?:[ \t].*)?")
_MORE = re.compile(r"(?:[ ]{4,}|\t)\S.*")


def remark_in_header(scene: Scene) -> Iterator[SiteFinding]:
    """Find a remark among the header lines: the details end there, and the article vanishes."""
    lines = scene.article.anatomy.content.splitlines()
    at = _remark(lines)
    if at is not None:
        yield SiteFinding(
            "remark-in-header",
            Severity.BREAKS,
            f"The site reads no details after the remark “{lines[at].strip()}” and leaves the article out.",
            "Take the remark out",
            fix=_without_remarks,
        )


def _remark(lines: list[str]) -> int | None:
    """Return the line of the first remark that stands between two header lines."""
    start = 1 if lines and lines[0].rstrip() == "---" else 0
    for at in range(start, len(lines) - 1):
        line = lines[at].rstrip()
        if line.startswith("#") and any(_KEY.fullmatch(later) for later in _header_after(lines, at)):
            return at
        if not _KEY.fullmatch(line) and not _MORE.fullmatch(line) and not line.startswith("#"):
            return None
    return None


def _header_after(lines: list[str], at: int) -> list[str]:
    after = []
    for line in lines[at + 1 :]:
        if not line.strip() or line.rstrip() == "---":
            break
        after.append(line.rstrip())
    return after


def _without_remarks(article: Article) -> Article:
    content = article.anatomy.content
    while (at := _remark(content.splitlines())) is not None:
        lines = content.splitlines(keepends=True)
        content = "".join(lines[:at] + lines[at + 1 :])
    charset = article.anatomy.charset
    return replace(article, data=charset.mark + charset.encode(content))


def value_on_two_lines(scene: Scene) -> Iterator[SiteFinding]:
    """Find a detail that goes on in the next line, which Pelican prints with brackets."""
    if scene.article.form != "header":
        return
    source = scene.article.anatomy.front_source
    folded = re.search(r"(?mi)^(?!summary:)([\w -]+):[^\r\n]*(?:\r?\n(?:[ ]{4,}|\t)[^\r\n]+)+", source)
    if folded:
        yield SiteFinding(
            "value-on-two-lines",
            Severity.WARNING,
            f"“{folded[1]}” goes on in a second line: the site would print it with brackets.",
            "Join the lines",
            fix=_joined,
        )


def _joined(article: Article) -> Article:
    source = article.anatomy.front_source
    joined = re.sub(r"\r?\n(?:[ ]{4,}|\t)[ \t]*(?=\S)", " ", source)
    return replace(article, data=article.anatomy.with_front(joined))
