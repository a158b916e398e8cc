"""The kinds of site, and for each a row of what it wants where the site itself does not say.

The rows are the convention table of our trials with the real generators: the fallback for what
cannot be learned from the articles that are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class SiteKind(StrEnum):
    """What a site is made with."""

    FINISHED = "finished"
    HUGO = "hugo"
    JEKYLL = "jekyll"
    ELEVENTY = "eleventy"
    ASTRO = "astro"
    PELICAN = "pelican"
    HEXO = "hexo"
    MKDOCS = "mkdocs"
    DOCUSAURUS = "docusaurus"
    NIKOLA = "nikola"
    ZOLA = "zola"

    @property
    def label(self) -> str:
        """Return the kind in words: "Hugo site"."""
        return KIND_RULES[self].label


@dataclass(frozen=True, slots=True)
class KindRules:
    """One row: where a kind of site keeps articles and pictures, and how it names and serves them.

    Folders are posix text from the site's root. ``address`` and ``picture_reference`` are patterns:
    ``{slug}``, ``{year}``, ``{month}``, ``{day}``, ``{section}``; ``{base}`` and ``{name}``.
    """

    label: str
    content: str
    folders: tuple[str, ...]
    address: str
    pictures: tuple[str, ...]
    picture_reference: str
    served: tuple[str, ...]
    """Folders whose files the finished site serves as they are, from its root."""
    taken_in: str = ""
    """A folder whose pictures the build takes in itself: named from the article, never from the root."""
    field_reference: str = "/{path}"
    dated_names: bool = False
    needs_dated_names: bool = False
    dates_in_names: bool = False
    """Whether an article without a date of its own has the one that its file's name begins with."""
    writes_slug: bool = False
    """Whether a new article must say its web address itself, since else its title would decide."""
    drafts_folder: str = ""
    hides_future: bool = False
    build_outputs: tuple[str, ...] = ()
    form: str = "yaml"
    draft_key: str = ""
    """The one key that hides an article in this kind of site; "" where it is as the articles do it."""
    date_key: str = ""


KIND_RULES: Mapping[SiteKind, KindRules] = MappingProxyType(
    {
        SiteKind.FINISHED: KindRules(
            label="Site of finished pages",
            content="articles",
            folders=("articles",),
            address="/{section}/{slug}.html",
            pictures=("images", "img", "assets/images"),
            picture_reference="{relative}",
            field_reference="{relative}",
            served=("",),
            dates_in_names=True,
        ),
        SiteKind.HUGO: KindRules(
            label="Hugo site",
            content="content",
            folders=("content/posts", "content/blog", "content/post", "content/articles", "content/news"),
            address="/{folder}/{slug}/",
            pictures=("static/images", "static/img"),
            picture_reference="{base}/{path}",
            served=("static", "assets"),
            writes_slug=True,
            hides_future=True,
            build_outputs=("public",),
        ),
        SiteKind.JEKYLL: KindRules(
            label="Jekyll site",
            content="",
            folders=("_posts",),
            address="/{categories}/{year}/{month}/{day}/{slug}.html",
            pictures=("assets/images", "images", "assets/img", "img", "assets"),
            picture_reference="/{path}",
            served=("",),
            dated_names=True,
            needs_dated_names=True,
            dates_in_names=True,
            hides_future=True,
            drafts_folder="_drafts",
            draft_key="published",
            build_outputs=("_site",),
        ),
        SiteKind.ELEVENTY: KindRules(
            label="Eleventy site",
            content="",
            folders=("src/blog", "src/posts", "blog", "posts", "content/blog", "content/posts"),
            address="/{folder}/{slug}/",
            pictures=("src/assets/images", "assets/images", "src/images", "images", "public/images", "img"),
            picture_reference="{base}/{path}",
            served=("", "public"),
            dates_in_names=True,
            build_outputs=("_site", "dist"),
        ),
        SiteKind.ASTRO: KindRules(
            label="Astro site",
            content="src/content",
            folders=("src/content/blog", "src/content/posts", "src/content/articles"),
            address="/{section}/{slug}/",
            pictures=("public/images", "public/img", "public"),
            picture_reference="{base}/{path}",
            served=("public", "src"),
            taken_in="src",
            date_key="pubDate",
            build_outputs=("dist",),
        ),
        SiteKind.PELICAN: KindRules(
            label="Pelican site",
            content="content",
            folders=("content",),
            address="/{slug}.html",
            pictures=("content/images",),
            picture_reference="{{static}}/{path}",
            served=("content", "content/extra"),
            dates_in_names=True,
            form="header",
            draft_key="status",
            writes_slug=True,
            build_outputs=("output",),
        ),
        SiteKind.HEXO: KindRules(
            label="Hexo site",
            content="source",
            folders=("source/_posts",),
            address="/{year}/{month}/{day}/{slug}/",
            pictures=("source/images", "source/img"),
            picture_reference="{base}/{path}",
            served=("source",),
            drafts_folder="source/_drafts",
            draft_key="published",
            build_outputs=("public",),
        ),
        SiteKind.MKDOCS: KindRules(
            label="MkDocs site",
            content="docs",
            folders=("docs/blog/posts", "docs/posts"),
            address="/blog/{year}/{month}/{day}/{slug}/",
            pictures=("docs/assets/images", "docs/images", "docs/blog/images"),
            picture_reference="{relative}",
            field_reference="{relative}",
            served=("docs",),
            writes_slug=True,
            build_outputs=("site",),
        ),
        SiteKind.DOCUSAURUS: KindRules(
            label="Docusaurus site",
            content="",
            folders=("blog",),
            address="/blog/{slug}/",
            pictures=("static/img", "static/images"),
            picture_reference="/{path}",
            served=("static",),
            dated_names=True,
            dates_in_names=True,
            writes_slug=True,
            build_outputs=("build",),
        ),
        SiteKind.NIKOLA: KindRules(
            label="Nikola site",
            content="",
            folders=("posts",),
            address="/posts/{slug}/",
            pictures=("images", "files/images"),
            picture_reference="{base}/{path}",
            served=("", "files"),
            draft_key="status",
            writes_slug=True,
            build_outputs=("output",),
        ),
        SiteKind.ZOLA: KindRules(
            label="Zola site",
            content="content",
            folders=("content/blog", "content/posts", "content/articles", "content"),
            address="/{folder}/{slug}/",
            pictures=("static/images", "static/img"),
            picture_reference="{base}/{path}",
            served=("static",),
            dates_in_names=True,
            form="toml",
            build_outputs=("public",),
        ),
    }
)
