"""The web address at which an article appears, by the site's kind, its configuration and the article."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import PurePosixPath

from clinicwriter.article import Article, parse_date, slugify

from .kinds import SiteKind
from .layout import Layout
from .sources import DATED_NAME

Address = tuple[str, str, str]
"""What stands before the part that a person may choose, that part, and what stands after it."""


def web_address(layout: Layout, article: Article, path: PurePosixPath | None) -> Address:
    """Return an article's address in three parts; ``path`` is ``None`` for a new article."""
    said = _said_address(layout, article)
    if said:
        return _split(layout.base, said)
    pattern = _pattern(layout, path)
    if layout.kind is SiteKind.DOCUSAURUS and not article.fields.slug and _has_date_in_name(path):
        pattern = pattern.replace("{slug}", "{year}/{month}/{day}/{slug}")
    before, _, after = pattern.partition("{slug}")
    values = _values(layout, article, path)
    prefix, suffix = (_fill(part, values) for part in (before, after))
    return layout.base + re.sub("//+", "/", prefix), slug_of(layout, article, path), suffix


def _has_date_in_name(path: PurePosixPath | None) -> bool:
    return path is not None and DATED_NAME.fullmatch(path.stem) is not None


def page_url(layout: Layout, article: Article, path: PurePosixPath | None) -> str:
    """Return the address of an article's page, from the site's own host: "/blog/first-infusion.html"."""
    return "".join(web_address(layout, article, path))


def slug_of(layout: Layout, article: Article, path: PurePosixPath | None) -> str:
    """Return the part of the address that belongs to the article alone."""
    fields = article.fields
    said = (fields.slug or "").strip().strip("/")
    if said:
        return said
    if path is None or (layout.configuration.is_titled and fields.title):
        return slugify(fields.title or "")
    return file_slug(layout.kind, path)


def file_slug(kind: SiteKind, path: PurePosixPath) -> str:
    """Return what a file's name contributes to the address: no date, no ending, no ``index``."""
    name = path.parent.name if path.stem == "index" else path.stem
    dated = DATED_NAME.fullmatch(name)
    if dated and kind in (SiteKind.JEKYLL, SiteKind.ELEVENTY, SiteKind.DOCUSAURUS, SiteKind.ZOLA):
        name = dated.group(4)
    if kind in (SiteKind.HUGO, SiteKind.ASTRO):
        name = name.lower()
    return name.replace(" ", "-")


def article_date(layout: Layout, article: Article, path: PurePosixPath | None) -> date | None:
    """Return the day of an article: its own date, else the one in its file's name."""
    parsed = parse_date(article.fields.date or "")
    if parsed is None:
        return name_date(layout, path)
    value = parsed.value
    return value.date() if isinstance(value, datetime) else value


def name_date(layout: Layout, path: PurePosixPath | None) -> date | None:
    """Return the day that a file's name begins with; ``None`` too where this kind of site reads none."""
    if not (layout.rules.dates_in_names or layout.configuration.dates_in_names):
        return None
    name = (path.parent.name if path.stem == "index" else path.stem) if path else ""
    found = DATED_NAME.fullmatch(name)
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None
    except ValueError:
        return None


def _said_address(layout: Layout, article: Article) -> str:
    """Return the whole address where the article itself says one, "" otherwise."""
    slug = (article.fields.slug or "").strip()
    if slug.startswith("/") and len(slug) > 1:
        return _plain_address(slug)
    for key in ("permalink", "url"):
        if key in article.extra and layout.kind is not SiteKind.FINISHED:
            said = article.extra[key].strip().strip("\"'")
            if said.startswith("/"):
                return _plain_address(said)
    return ""


def _plain_address(said: str) -> str:
    return "" if "{" in said or ":" in said else said


def _split(base: str, said: str) -> Address:
    address = said.removesuffix("index.html")
    head, slug, tail = re.fullmatch(r"(.*/)([^/]*?)(/?|\.html?)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    return base + head, slug, tail


def _pattern(layout: Layout, path: PurePosixPath | None) -> str:
    if layout.kind is SiteKind.ELEVENTY and (told := _folder_data_pattern(layout, path)):
        return told
    addresses = dict(layout.configuration.addresses)
    section = _section(layout, path)
    pattern = addresses.get(section) or addresses.get("") or layout.rules.address
    return "/" + pattern.lstrip("/") if "{slug}" in pattern else layout.rules.address


def _folder_data_pattern(layout: Layout, path: PurePosixPath | None) -> str:
    """Return the address that a folder's data file gives to all of its articles (Eleventy)."""
    folder = path.parent if path is not None else layout.new_articles
    for place in (folder, *folder.parents):
        for name in (f"{place.name}.json", f"{place.name}.11tydata.json"):
            file = layout.root.joinpath(*place.parts) / name
            try:
                data = json.loads(file.read_bytes())
            except (OSError, ValueError):
                continue
            said = data.get("permalink") if isinstance(data, dict) else None
            if isinstance(said, str):
                return _template_pattern(said.removesuffix("index.html"))
    return ""


_DATE_PARTS = {"%Y": "{year}", "%m": "{month}", "%d": "{day}"}


def _template_pattern(said: str) -> str:
    """Return a template's address as a pattern, "" where it says what is not known here.

    ``/{{ page.date | date: "%Y" }}/{{ page.fileSlug }}/`` is ``/{year}/{slug}/``.
    """

    def known(match: re.Match[str]) -> str:
        words = match[1]
        if "date" in words:
            found = re.findall(r"%\w", words)
            return _DATE_PARTS.get(found[0], "{}") if len(found) == 1 else "{}"
        return "{slug}" if re.search(r"slug|title", words, re.IGNORECASE) else "{}"

    pattern = re.sub(r"\{\{([^{}]*)\}\}", known, said)
    is_known = "{}" not in pattern and "{%" not in pattern and pattern.count("{slug}") == 1
    return pattern if is_known else ""


def _section(layout: Layout, path: PurePosixPath | None) -> str:
    if layout.kind is SiteKind.FINISHED:
        return str(layout.pages)
    place = path.parent if path is not None else layout.new_articles
    if path is not None and path.stem == "index":
        place = place.parent
    if not place.is_relative_to(layout.content):
        return place.name
    inside = place.relative_to(layout.content).parts
    return inside[0] if inside else ""


def _values(layout: Layout, article: Article, path: PurePosixPath | None) -> dict[str, str]:
    day = _address_date(layout, article, path)
    place = path.parent if path is not None else layout.new_articles
    if path is not None and path.stem == "index":
        place = place.parent
    inside = place.relative_to(layout.content) if place.is_relative_to(layout.content) else place
    return {
        "year": f"{day:%Y}" if day else "",
        "month": f"{day:%m}" if day else "",
        "day": f"{day:%d}" if day else "",
        "section": _section(layout, path),
        "folder": "" if str(inside) == "." else str(inside),
        "categories": _categories(article),
    }


def _address_date(layout: Layout, article: Article, path: PurePosixPath | None) -> date | None:
    """Return the day that stands in the address: Docusaurus takes it from the file's name alone."""
    named = name_date(layout, path) if layout.kind is SiteKind.DOCUSAURUS else None
    return named or article_date(layout, article, path)


def _categories(article: Article) -> str:
    said = article.extra.get("categories") or article.extra.get("category") or ""
    parts = re.findall(r"[\w][\w &-]*", said)
    return "/".join(part.strip().lower().replace(" ", "-") for part in parts)


def _fill(pattern: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match.group(1), ""), pattern)
