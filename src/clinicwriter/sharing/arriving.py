"""A file from elsewhere as a new article of the site, its pictures named as the site names them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from clinicwriter.article import Article, ArticleError, Role, slugify
from clinicwriter.importing import WORD_SUFFIXES, ImportedFile, ImportingError, import_file
from clinicwriter.safekeeping import Draft, DraftStore, new_draft_id, write_file
from clinicwriter.site import Site
from clinicwriter.site.pages import date_in_words

_LONGEST_NAME = 40
_FOLDER_WITHOUT_SITE = "images"
_PICTURE = re.compile(r"(!\[[^\]\n]{0,1000}\]\()<?([^)\s>]+)>?(?=[\s)])")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new article, its pictures by their file names, and what could not be kept of its file.

    ``remark`` is a sentence that is good to know, "" for none: here nothing is to be done.
    """

    article: Article
    pictures: Mapping[str, bytes]
    notes: tuple[str, ...]
    remark: str = ""

    @property
    def title(self) -> str:
        """Return the article's title."""
        return self.article.fields.title or ""


def arrive(path: Path, site: Site | None, *, today: date) -> Arrival:
    """Read a file and make an article of it. Reads files; nothing is written.

    Raises ``ImportingError`` with what to do where the file cannot be an article.
    """
    imported = import_file(path)
    article = _as_it_is(path, imported, site) if imported.source is not None else _made(imported, site, today)
    pictures, references = _named(imported, article, site)
    if references:
        article = article.with_text(_with_references(article.text, references))
    return Arrival(article, pictures, imported.notes, _on_its_age(imported, today))


def word_files_in(folder: Path) -> list[Path]:
    """Return the Word files of a folder, without those that Word keeps beside an open one.

    Raises ``ImportingError`` where the folder cannot be read.
    """
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in WORD_SUFFIXES and path.is_file()]
    except OSError as error:
        raise ImportingError(
            f"The folder “{folder.name}” could not be read.",
            kept="Nothing was changed.",
            next_step="See whether it is still there and its drive is connected, then try again.",
            details=str(error),
        ) from error
    return sorted(path for path in files if not path.name.startswith(("~$", ".")))


def keep_as_draft(arrival: Arrival, drafts: DraftStore, site: Site | None) -> Draft:
    """Keep an arrival as a new draft with its pictures beside it. Raises ``SaveError``."""
    draft = Draft(
        draft_id=new_draft_id(),
        site=str(site.root) if site is not None else None,
        site_path=None,
        outside_path=None,
        article=arrival.article.to_bytes(),
        base=None,
        title=arrival.title,
        cursor=0,
        kept_at=time.time(),
    )
    folder = drafts.pictures_folder(draft.draft_id)
    for name, data in arrival.pictures.items():
        write_file(folder / name, data)
    drafts.keep(draft)
    return draft


def _as_it_is(path: Path, imported: ImportedFile, site: Site | None) -> Article:
    data = imported.source or b""
    article = site.article_from_bytes(data, None) if site is not None else Article.from_bytes(data)
    if article.is_read_only:
        raise ImportingError(
            f"“{path.name}” is no text.",
            kept="Nothing was changed.",
            next_step="Look whether it is the file that you meant.",
            details=article.read_only_reason,
        )
    if article.fields.title:
        return article
    with suppress(ArticleError):
        return article.with_field(Role.TITLE, " ".join(re.sub(r"[_-]+", " ", path.stem).split()))
    return article


def _on_its_age(imported: ImportedFile, today: date) -> str:
    """Say how old a file is that becomes an article of today."""
    changed = date.fromisoformat(imported.changed) if imported.changed else today
    if changed == today:
        return ""
    return f"The file was last changed on {date_in_words(changed)}; the draft has today's date."


def _made(imported: ImportedFile, site: Site | None, today: date) -> Article:
    """Return a draft of today; a page says itself when it was published."""
    article = site.new_article(today=today) if site is not None else Article.new()
    day = date.fromisoformat(imported.date) if imported.date else today
    details = (
        (Role.TITLE, imported.title),
        (Role.AUTHORS, imported.authors),
        (Role.TAGS, imported.tags),
        (Role.DATE, day),
        (Role.SUMMARY, imported.summary),
        (Role.DRAFT, site is not None),
    )
    for role, value in details:
        if value:
            with suppress(ArticleError):  # what the site's details cannot hold is no reason to lose the text
                article = article.with_field(role, value)
    return article.with_text(imported.text)


def _named(
    imported: ImportedFile, article: Article, site: Site | None
) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """Return the pictures by file name, and by what stands in the text what is to stand there."""
    stem = slugify(article.fields.title or "")[:_LONGEST_NAME].strip("-") or "picture"
    pictures: dict[str, bytes] = {}
    references: dict[str, str] = {}
    for number, (place, data) in enumerate(imported.pictures.items(), 1):
        name = f"{stem}-{number}{Path(place).suffix.lower() or '.png'}"
        pictures[name] = data
        references[place] = (
            site.picture_target(name, article, None).reference
            if site is not None
            else f"{_FOLDER_WITHOUT_SITE}/{name}"
        )
    return MappingProxyType(pictures), MappingProxyType(references)


def _with_references(text: str, references: Mapping[str, str]) -> str:
    """Name the pictures anew, all at once: a new name may be the old one of another picture."""

    def renew(found: re.Match[str]) -> str:
        reference = references.get(found[2])
        return found[0] if reference is None else found[1] + reference

    return _PICTURE.sub(renew, text)
