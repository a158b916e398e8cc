"""Traps around the web address: a page that would move, an address that is taken or hard to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from clinicwriter.article import Article, ArticleError, Role, slugify
from clinicwriter.site.addresses import file_slug
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.sources import DATED_NAME

from .finding import Severity, SiteFinding
from .scene import Scene

_AWKWARD = re.compile(r"[^A-Za-z0-9._~/-]")
_WHOLE_ADDRESS = {
    SiteKind.HUGO: "url",
    SiteKind.JEKYLL: "permalink",
    SiteKind.ELEVENTY: "permalink",
    SiteKind.HEXO: "permalink",
}
"""The detail that holds an article's whole address; the part for its name alone takes no folders there."""


def page_moves(scene: Scene) -> Iterator[SiteFinding]:
    """Find a page that would get another address, as when a corrected title decides it."""
    if scene.path is None:
        return
    known = next((entry for entry in scene.site.known_articles() if entry.path == scene.path), None)
    new = scene.site.page_url(scene.article, scene.path)
    if known is None or not known.url or known.url.casefold() == new.casefold():
        return
    slug = known.url.rstrip("/").rpartition("/")[2].removesuffix(".html")

    def kept(article: Article) -> Article:
        ways = _ways_to_name(scene, article, slug, known.url)
        stays = (way for way in ways if scene.site.page_url(way, scene.path) == known.url)
        return next(stays, article)

    can_keep = scene.site.page_url(kept(scene.article), scene.path) == known.url
    yield SiteFinding(
        "page-moves",
        Severity.WARNING,
        f"The page moves to {new}: links to the old address will not work any more.",
        f"Keep {known.url}" if can_keep else "",
        Role.SLUG,
        kept if can_keep else None,
    )


def _ways_to_name(scene: Scene, article: Article, slug: str, url: str) -> Iterator[Article]:
    """Yield the article with its address said in each way that its details allow, the simplest first."""
    key = _WHOLE_ADDRESS.get(scene.kind)
    whole = url.removeprefix(scene.site.layout.base)
    yield from _allowed(partial(article.with_field, Role.SLUG, None))
    yield from _allowed(partial(article.with_field, Role.SLUG, slug))
    if key is None:
        yield from _allowed(partial(article.with_field, Role.SLUG, whole))
    else:
        yield from _allowed(partial(article.with_extra, key, whole))


def _allowed(change: Callable[[], Article]) -> list[Article]:
    """Return the changed article, none where the detail is written in a way that is only kept."""
    with suppress(ArticleError):
        return [change()]
    return []


def address_taken(scene: Scene) -> Iterator[SiteFinding]:
    """Find another article at the same address: one of the two would be lost, or the build fails."""
    url = scene.site.page_url(scene.article, scene.path)
    others = (entry for entry in scene.site.known_articles() if entry.path != scene.path)
    owner = next((entry for entry in others if entry.url.casefold() == url.casefold()), None)
    if owner is None:
        return
    free = scene.site.suggest_slug(scene.article.fields.slug or scene.article.fields.title or "")
    helps = _decides_by_itself(scene) and not scene.article.lock
    helps = helps and any(
        scene.site.page_url(way, scene.path) != url
        for way in _allowed(partial(scene.article.with_field, Role.SLUG, free))
    )
    yield SiteFinding(
        "address-taken",
        Severity.BREAKS,
        f"The article “{owner.title}” has the web address {owner.url} already.",
        f"Use {free} instead" if helps else "",
        Role.SLUG,
        partial(Article.with_field, role=Role.SLUG, value=free) if helps else None,
    )


def _decides_by_itself(scene: Scene) -> bool:
    """Say whether an article can name its address: in these kinds of site its file's name does."""
    return scene.path is None or scene.kind not in (SiteKind.ELEVENTY, SiteKind.HEXO)


def address_awkward(scene: Scene) -> Iterator[SiteFinding]:
    """Find signs in a web address that break links when it is typed or sent."""
    slug = (scene.article.fields.slug or "").strip()
    if slug and _AWKWARD.search(slug):
        plain = "/".join(slugify(part) if part else "" for part in slug.split("/"))
        yield SiteFinding(
            "address-awkward",
            Severity.WARNING,
            f"The web address “{slug}” has signs that break links.",
            f"Use {plain}",
            Role.SLUG,
            lambda article: article.with_field(Role.SLUG, plain),
        )


def address_from_title(scene: Scene) -> Iterator[SiteFinding]:
    """Find an article whose address follows its title: a later correction would move the page."""
    decides = scene.site.layout.configuration.is_titled or scene.kind is SiteKind.PELICAN
    title = scene.article.fields.title
    if scene.path is None or not decides or scene.article.fields.slug or not title:
        return
    slug = scene.site.web_address(scene.article, scene.path)[1]
    yield SiteFinding(
        "address-from-title",
        Severity.NOTE,
        "The article's web address is made from its title: a correction of the title would move the page.",
        f"Keep {slug} for good",
        Role.SLUG,
        lambda article: article.with_field(Role.SLUG, slug),
    )


def address_of_folder(scene: Scene) -> Iterator[SiteFinding]:
    """Find a web address in an article whose folder's name is the address: it changes nothing.

    A file by itself is renamed at the export; a folder stays, as other files point to the pictures in it.
    """
    slug = (scene.article.fields.slug or "").strip().strip("/")
    if scene.path is None or scene.path.stem != "index" or "permalink" in scene.article.extra:
        return
    if slug and slug != file_slug(scene.kind, scene.path):
        yield SiteFinding(
            "address-of-folder",
            Severity.WARNING,
            f"The site takes this web address from the folder's name, {scene.path.parent.name}: another "
            "one in the details changes nothing.",
            f"Leave it at {file_slug(scene.kind, scene.path)}",
            Role.SLUG,
            lambda article: article.with_field(Role.SLUG, None),
        )


def name_without_date(scene: Scene) -> Iterator[SiteFinding]:
    """Find an article's file without a date in its name, which Jekyll does not publish."""
    in_drafts = scene.site.layout.drafts is not None and scene.place.is_relative_to(scene.site.layout.drafts)
    if scene.path is not None and not in_drafts and not DATED_NAME.fullmatch(scene.path.stem):
        yield SiteFinding(
            "name-without-date",
            Severity.BREAKS,
            f"The site does not publish this article: its file {scene.path.name} needs a name that begins "
            f"with a date, like {scene.today.isoformat()}-{file_slug(scene.kind, scene.path)}"
            f"{scene.path.suffix}. The export offers to rename it.",
        )


def lost_in_bundle(scene: Scene) -> Iterator[SiteFinding]:
    """Find an article in the folder of another one, which Hugo never makes a page of."""
    if scene.path is None or scene.path.stem in ("index", "_index"):
        return
    folder = scene.site.root.joinpath(*scene.path.parent.parts)
    if (folder / "index.md").is_file():
        yield SiteFinding(
            "lost-in-bundle",
            Severity.BREAKS,
            "The site makes no page of this article, because it lies in the folder of another one "
            f"({scene.path.parent.name}). The export offers to move it.",
        )
