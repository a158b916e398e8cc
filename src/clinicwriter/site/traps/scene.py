"""What every check looks at: the article, its place, its site, and the text with code blanked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.site import Site

from .finding import Place

BLANK = "\x00"
_FENCED = re.compile(
    r"^(?P<fence>[ ]{0,3}(?P<sign>`{3,}|~{3,}))[^\n]*\n.*?(?:^[ ]{0,3}(?P=sign)[`~]*[ \t]*$|\Z)", re.M | re.S
)
_INLINE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).){1,1000}?(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.{0,3000}?-->", re.S)
_LINE_END = re.compile(r"\r\n|\n|\r|\u2029")


@dataclass(frozen=True)
class Scene:
    """One article at its place in its site. What is worked out is kept, so this value has no slots.

    ``pictures`` are references to pictures that come into the site with the next export.
    """

    site: Site
    article: Article
    path: PurePosixPath | None
    today: date
    pictures: frozenset[str] = frozenset()

    @property
    def kind(self) -> SiteKind:
        """Return the kind of the site."""
        return self.site.kind

    @property
    def text(self) -> str:
        """Return what people edit."""
        return self.article.text

    @cached_property
    def place(self) -> PurePosixPath:
        """Return the article's path in the site; where it will go, for a new one."""
        return self.path or self.site.article_path(self.article, today=self.today)

    @cached_property
    def prose(self) -> str:
        """Return the text with code and remarks blanked out: every other character is where it was."""
        return blank(_COMMENT, blank(_INLINE, blank(_FENCED, self.text)))

    def spot(self, start: int, end: int) -> Place:
        """Return where a piece of the text is, for the editor."""
        line, column = 0, start
        for match in _LINE_END.finditer(self.text, 0, start):
            line, column = line + 1, start - match.end()
        return line, column, end - start

    def says(self, file_names: Iterable[str], pattern: str) -> bool:
        """Say whether one of these files of the site has something in it."""
        return any(re.search(pattern, self.read(name)) for name in file_names)

    def read(self, name: str) -> str:
        """Return a small file of the site as text; "" where it cannot be read."""
        file = self.site.root / name
        try:
            return file.read_bytes()[:500_000].decode("utf-8-sig", "replace")
        except OSError:
            return ""

    def folder(self, name: str) -> Iterator[Path]:
        """Yield the files below a folder of the site."""
        yield from (file for file in (self.site.root / name).rglob("*") if file.is_file())


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with what the pattern finds blanked out; lines stay where they are."""
    return pattern.sub(lambda match: re.sub(r"[^\r\n]", BLANK, match[0]), text)


def prose_of(text: str) -> str:
    """Return a text with code and remarks blanked out."""
    return blank(_COMMENT, blank(_INLINE, blank(_FENCED, text)))


Swap = Callable[[re.Match[str], str], str]


def swapped(article: Article, pattern: re.Pattern[str], new: Swap) -> Article:
    """Return the article with each find outside code replaced by what ``new`` makes of the words there."""
    text = article.text
    pieces, last = [], 0
    for match in pattern.finditer(prose_of(text)):
        pieces += [text[last : match.start()], new(match, text[match.start() : match.end()])]
        last = match.end()
    return article.with_text("".join([*pieces, text[last:]]))


def with_value_source(article: Article, key: str, source: str) -> Article:
    """Return the article with one detail's value written in these very characters."""
    entry = next((entry for entry in article.entries if entry.key == key), None)
    if entry is None:
        return article
    front = article.anatomy.front_source
    changed = front[: entry.value.start] + source + front[entry.value.end :]
    return replace(article, data=article.anatomy.with_front(changed))


def value_source(article: Article, key: str) -> str:
    """Return the characters in which a detail's value is written."""
    entry = next((entry for entry in article.entries if entry.key == key), None)
    return article.anatomy.front_source[entry.value.start : entry.value.end] if entry else ""
