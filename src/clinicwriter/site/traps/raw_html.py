"""The trap of HTML in the text, which Hugo leaves out with all that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicwriter.article import Article

from .finding import Severity, SiteFinding
from .scene import Scene, prose_of

_TAG = re.compile(
    r"</?(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:\s+[a-z:@_][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*"
    r"\s*/?)>",
    re.IGNORECASE,
)
_CONFIGS = tuple(
    f"{folder}{stem}.{end}"
    for folder in ("", "config/_default/")
    for stem in ("hugo", "config", "markup")
    for end in ("toml", "yaml", "yml", "json")
)
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "code": "`"}
_PARTING = frozenset(
    {"p", "div", "section", "article", "aside", "table", "tr", "ul", "ol", "figure", "center"}
)


def raw_html(scene: Scene) -> Iterator[SiteFinding]:
    """Find HTML in an article of a Hugo site that does not allow it."""
    tags = [match for match in _TAG.finditer(scene.prose) if match["name"].lower() != "wbr"]
    if not tags or scene.says(_CONFIGS, r"(?i)[\"']?unsafe[\"']?\s*[=:]\s*true"):
        return
    first = tags[0]
    yield SiteFinding(
        "raw-html",
        Severity.BREAKS,
        f"The site leaves out {scene.text[first.start() : first.end()]} and, where it is a block, "
        "the words in it.",
        "Write it without HTML",
        scene.spot(*first.span()),
        _plain,
    )


def _plain(article: Article) -> Article:
    """Write what HTML said in the article's own way, and keep every word."""
    text = article.text
    for match in reversed(list(_TAG.finditer(prose_of(text)))):
        whole = text[match.start() : match.end()]
        new = _instead(match["name"].lower(), whole)
        text = text[: match.start()] + new + text[match.end() :]
    lines = [line.strip() if line.lstrip().startswith("**") else line for line in text.split("\n")]
    return article.with_text(re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", "\n".join(lines)))


def _instead(name: str, tag: str) -> str:
    is_end = tag.startswith("</")
    address = "" if is_end else _attribute(tag, "src")
    if name == "img":
        return f"![{_attribute(tag, 'alt')}]({address})" if address else ""
    if name == "iframe":
        return f"<{address}>" if address else ""
    plain = {"br": "\\\n", "hr": "\n\n---\n\n", **dict.fromkeys(_PARTING, "\n\n"), **_SIGNS}
    return plain.get(name, "")


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", tag, re.IGNORECASE)
    return next((group for group in found.groups() if group is not None), "") if found else ""
