"""Traps in the details: values of a kind that the site reads as something else, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from clinicwriter.article import Article, Role
from clinicwriter.article.fields import find_entry
from clinicwriter.site.kinds import SiteKind

from .finding import Severity, SiteFinding
from .scene import Scene, value_source, with_value_source

_NO_TEXT = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|0x[0-9a-f]+|\.\d+|\d{4}-\d\d-\d\d.*)|true|false|yes|no|on|off|null|~",
    re.IGNORECASE,
)
_SCHEMAS = tuple(
    f"src/content{name}.{end}" for name in (".config", "/config") for end in ("ts", "mts", "js", "mjs")
)
_REQUIRED = re.compile(
    r"(?:^|[{,])[ \t]*(\w{1,60})[ \t]*:[ \t]*(?:z\.|image\()(?!boolean)"
    r"(?![^\n]{0,400}?\.(?:optional|default|nullish|catch)\()",
    re.M,
)
"""A key of a schema that may not be left out: ``description: z.string(),``."""
_HIDING_KEYS = {
    SiteKind.HUGO: ("draft",),
    SiteKind.JEKYLL: ("published",),
    SiteKind.ELEVENTY: ("draft",),
    SiteKind.ASTRO: ("draft",),
    SiteKind.PELICAN: ("status",),
    SiteKind.HEXO: ("published",),
    SiteKind.MKDOCS: ("draft",),
    SiteKind.DOCUSAURUS: ("draft",),
    SiteKind.NIKOLA: ("status",),
    SiteKind.ZOLA: ("draft",),
}


def title_missing(scene: Scene) -> Iterator[SiteFinding]:
    """Find an article without a title: left out, or written over the page that lists the articles."""
    if (scene.article.fields.title or "").strip():
        return
    heading = re.search(r"^#{1,3}[ \t]+(.+?)[ \t#]*$", scene.prose, re.M)
    title = scene.text[heading.start(1) : heading.end(1)] if heading else ""
    yield SiteFinding(
        "title-missing",
        Severity.BREAKS,
        "The article has no title: the site would leave it out, or put it at a wrong address.",
        f"Take its first heading: {title}" if title else "",
        Role.TITLE,
        (lambda article: article.with_field(Role.TITLE, title)) if title else None,
    )


def title_is_no_text(scene: Scene) -> Iterator[SiteFinding]:
    """Find a title like 2026 without quotation marks, which is a number to the site."""
    key = _key_of(scene.article, Role.TITLE)
    source = value_source(scene.article, key).strip()
    if scene.article.form != "yaml" or not _NO_TEXT.fullmatch(source):
        return
    yield SiteFinding(
        "title-is-no-text",
        Severity.BREAKS,
        f"The site takes the title {source} for a number or a date and cannot be built.",
        "Put the title in quotation marks",
        Role.TITLE,
        lambda article: with_value_source(article, key, json.dumps(source)),
    )


def details_broken(scene: Scene) -> Iterator[SiteFinding]:
    """Find details that cannot be read, as with a colon in a title without quotation marks."""
    for problem in scene.article.problems[:1]:
        broken = next((entry for entry in scene.article.entries if entry.is_broken and entry.text), None)
        quoted = json.dumps(broken.text, ensure_ascii=False) if broken else ""
        yield SiteFinding(
            "details-broken",
            Severity.BREAKS,
            f"The site cannot read the article's details: {problem.message}",
            "Put it in quotation marks" if broken else "",
            Role.TITLE if broken and broken.key == _key_of(scene.article, Role.TITLE) else None,
            partial(with_value_source, key=broken.key, source=quoted) if broken else None,
        )


def draft_in_quotes(scene: Scene) -> Iterator[SiteFinding]:
    """Find ``draft: "true"``: a text where the site wants yes or no."""
    for entry in scene.article.entries:
        source = value_source(scene.article, entry.key)
        is_text = source[:1] in "\"'" and source.strip("\"'").lower() in ("true", "false")
        if entry.key.lower() in ("draft", "published") and source and is_text:
            yield SiteFinding(
                "draft-in-quotes",
                Severity.BREAKS,
                "Whether this is a draft is written in quotation marks, which the site reads wrongly.",
                "Take away the quotation marks",
                Role.DRAFT,
                partial(with_value_source, key=entry.key, source=source.strip("\"'").lower()),
            )


def draft_not_hidden(scene: Scene) -> Iterator[SiteFinding]:
    """Find a draft that the site would show, because it looks for another word."""
    article = scene.article
    in_drafts = scene.site.layout.drafts is not None and scene.place.is_relative_to(scene.site.layout.drafts)
    if not article.fields.is_draft or in_drafts:
        return
    keys = _HIDING_KEYS[scene.kind]
    for entry in article.entries:
        if entry.key.lower() in keys and entry.text:
            return
    breaks = scene.kind is SiteKind.HUGO
    yield SiteFinding(
        "draft-not-hidden",
        Severity.BREAKS,
        "The site cannot be built with a draft marked in this way."
        if breaks
        else "The site would show this draft: it looks for another mark.",
        "Mark it as this site needs it",
        Role.DRAFT,
        lambda changed: _marked(changed, keys[0]),
    )


def _marked(article: Article, key: str) -> Article:
    """Return a draft marked by the one key that hides it."""
    bare = article
    for _ in range(3):
        if not bare.fields.is_draft:
            break
        bare = bare.with_field(Role.DRAFT, None)
    wanted = key.capitalize() if article.form == "header" else key
    taught = replace(bare, habits=replace(article.habits, draft_key=wanted))
    return replace(taught.with_field(Role.DRAFT, True), habits=article.habits)


def new_draft(found: Iterable[SiteFinding]) -> tuple[SiteFinding, ...]:
    """Tell before its first export that nobody will see an article, unless the site shows it all the same."""
    if any(finding.id == "draft-not-hidden" for finding in found):
        return ()
    publish = partial(Article.with_field, role=Role.DRAFT, value=False)
    words = "The article's status is Draft: visitors do not see it yet."
    return (SiteFinding("new-draft", Severity.NOTE, words, "Publish it", Role.DRAFT, publish),)


def draft_is_reachable(scene: Scene) -> Iterator[SiteFinding]:
    """Tell that a draft is not listed, but written: who knows its address can read it."""
    if scene.article.fields.is_draft:
        yield SiteFinding(
            "draft-is-reachable",
            Severity.NOTE,
            "The site does not list a draft, but writes its page: who knows the address can read it.",
            where=Role.DRAFT,
        )


def empty_details(scene: Scene) -> Iterator[SiteFinding]:
    """Find a detail without a value, which Astro refuses."""
    empty = [
        entry.key for entry in scene.article.entries if not value_source(scene.article, entry.key).strip()
    ]
    roles = {_key_of(scene.article, role): role for role in Role}
    for key in empty:
        if roles.get(key) is None or roles[key] is Role.TITLE:
            continue
        role = roles[key]
        yield SiteFinding(
            "detail-empty",
            Severity.BREAKS,
            f"The site cannot be built while “{role.label}” is there and empty.",
            "Take it out",
            role,
            partial(Article.with_field, role=role, value=None),
        )


def detail_required(scene: Scene) -> Iterator[SiteFinding]:
    """Find a detail that the site's own rules want of each article and this one lacks.

    The rules are the schema of Astro's content collections; only what the site's other articles have is
    asked for, as there may be rules for other kinds of pages in it.
    """
    schema = "".join(map(scene.read, _SCHEMAS))
    known = {_top(key) for key in scene.site.habits.key_order}
    wanted = {match[1] for match in _REQUIRED.finditer(schema)} & known
    there = {_top(entry.key) for entry in scene.article.entries}
    for role in (Role.SUMMARY, Role.AUTHORS, Role.TAGS, Role.IMAGE):
        key = _top(scene.site.habits.keys.get(role, ""))
        if key in wanted - there:
            yield SiteFinding(
                "detail-required",
                Severity.BREAKS,
                f"The site cannot be built while “{role.label}” is missing: it wants one of each article.",
                "",
                role,
            )


def _top(key: str) -> str:
    """Return the key at the top: of ``heroImage.src`` that is ``heroImage``."""
    return key.partition(".")[0]


def tags_as_text(scene: Scene) -> Iterator[SiteFinding]:
    """Find tags written as one text where the site wants a list."""
    key = _key_of(scene.article, Role.TAGS)
    entry = next((entry for entry in scene.article.entries if entry.key == key), None)
    if entry is None or entry.items is not None or not entry.text or "," not in entry.text:
        return
    tags = scene.article.fields.tags
    listed = f"[{', '.join(json.dumps(tag, ensure_ascii=False) for tag in tags)}]"
    yield SiteFinding(
        "tags-as-text",
        Severity.BREAKS if scene.kind is SiteKind.ASTRO else Severity.WARNING,
        "The site does not part these tags at their commas.",
        "Write them as a list",
        Role.TAGS,
        partial(with_value_source, key=key, source=listed),
    )


def tag_with_slash(scene: Scene) -> Iterator[SiteFinding]:
    """Find a tag with a slash, whose page would lie in a folder of its own."""
    tags = scene.article.fields.tags
    bad = [tag for tag in tags if "/" in tag]
    if bad:
        yield SiteFinding(
            "tag-with-slash",
            Severity.WARNING,
            f"The tag “{bad[0]}” has a slash: its page would get a broken address.",
            "Write a hyphen for it",
            Role.TAGS,
            lambda article: article.with_field(
                Role.TAGS, tuple(re.sub(r"\s*/\s*", "-", tag) for tag in article.fields.tags)
            ),
        )


def tag_spelled_otherwise(scene: Scene) -> Iterator[SiteFinding]:
    """Find a tag that the site has with other letters' case."""
    known = {tag.casefold(): tag for tag in scene.site.known_tags()}
    for tag in scene.article.fields.tags:
        usual = known.get(tag.casefold(), tag)
        if usual != tag:
            yield SiteFinding(
                "tag-spelled-otherwise",
                Severity.NOTE,
                f"Other articles of the site write the tag “{tag}” as “{usual}”.",
                f"Write “{usual}”",
                Role.TAGS,
                partial(_respelled, old=tag, new=usual),
            )


def _respelled(article: Article, old: str, new: str) -> Article:
    tags = (new if tag == old else tag for tag in article.fields.tags)
    return article.with_field(Role.TAGS, tuple(dict.fromkeys(tags)))


def authors_as_list(scene: Scene) -> Iterator[SiteFinding]:
    """Find a list of authors where the site's other articles have one text: it would print brackets."""
    key = _key_of(scene.article, Role.AUTHORS)
    entry = next((entry for entry in scene.article.entries if entry.key == key), None)
    is_list = entry is not None and entry.items is not None and key.lower().endswith("author")
    if not is_list or scene.site.habits.authors_as_list:
        return
    joined = " and ".join(scene.article.fields.authors)
    yield SiteFinding(
        "authors-as-list",
        Severity.BREAKS if scene.kind is SiteKind.ASTRO else Severity.WARNING,
        "The site expects one author and would print a list of them with brackets or without gaps.",
        f"Write “{joined}”",
        Role.AUTHORS,
        partial(with_value_source, key=key, source=json.dumps(joined, ensure_ascii=False)),
    )


def _key_of(article: Article, role: Role) -> str:
    """Return the key that stands for a role in this article, "" for none."""
    entry = find_entry(article.entries, role, article.habits)
    return entry.key if entry else ""
