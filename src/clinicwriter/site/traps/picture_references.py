"""Traps around pictures: files that are not there, and addresses that forget the folder the site lives in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from clinicwriter.article import Article, Role
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.names import is_inside

from .finding import Severity, SiteFinding
from .scene import Scene, prose_of

# Bounded, and never tried again with less: a hostile text must not take long.
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]]{0,1000}+)\]\(\s{0,20}+"
    r"(?:<(?P<angled>[^>\n]{1,1000}+)>|(?P<plain>\{\{[^}\n]{0,300}+\}\}|[^\s)]{1,1000}+))"
    r"(?P<title>[^)\n]{0,300}+)\)"
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|@|~", re.IGNORECASE)
_LIQUID = re.compile(r"\{\{-?\s*[\"']([^\"']+)[\"']\s*\|[^}]*\}\}")
_STATIC = re.compile(r"[{|](?:static|filename|attach)[}|]/?")


@dataclass(frozen=True, slots=True)
class _Reference:
    """One picture in the text; positions are those of its address."""

    start: int
    end: int
    address: str
    whole: tuple[int, int]
    alt: str


def _references(text: str) -> list[_Reference]:
    found = []
    for match in _PICTURE.finditer(prose_of(text)):
        group = "angled" if match["angled"] else "plain"
        start, end = match.span(group)
        found.append(_Reference(start, end, text[start:end], match.span(), text[slice(*match.span("alt"))]))
    return found


def picture_missing(scene: Scene) -> Iterator[SiteFinding]:
    """Find pictures whose file is not in the site: Astro then builds nothing."""
    for reference in _references(scene.text):
        if not _is_missing(scene, reference.address):
            continue
        is_fatal = scene.kind is SiteKind.ASTRO and not reference.address.startswith("/")
        yield SiteFinding(
            "picture-missing",
            Severity.BREAKS if is_fatal else Severity.WARNING,
            f"The picture {reference.address} is not in the site"
            + (": it cannot be built." if is_fatal else "."),
            "Take the picture out",
            scene.spot(*reference.whole),
            partial(_without, address=reference.address),
        )


def _without(article: Article, address: str) -> Article:
    text = article.text
    for reference in reversed(_references(text)):
        if reference.address == address:
            text = text[: reference.whole[0]] + reference.alt + text[reference.whole[1] :]
    return article.with_text(text)


def details_picture_missing(scene: Scene) -> Iterator[SiteFinding]:
    """Find a picture in the details whose file is not in the site."""
    image = scene.article.fields.image
    if image and _is_missing(scene, image):
        is_fatal = scene.kind is SiteKind.ASTRO and not image.startswith("/")
        yield SiteFinding(
            "details-picture-missing",
            Severity.BREAKS if is_fatal else Severity.WARNING,
            f"The article's picture {image} is not in the site"
            + (": it cannot be built." if is_fatal else "."),
            "Take the picture out",
            Role.IMAGE,
            lambda article: article.with_field(Role.IMAGE, None),
        )


def _is_missing(scene: Scene, address: str) -> bool:
    if address in scene.pictures or unquote(address) in scene.pictures:
        return False
    said = _LIQUID.sub(r"\1", address)
    if _ELSEWHERE.match(said) or "{{" in said or ("{" in said and not _STATIC.match(said)):
        return False
    return not any(_is_file(scene, candidate) for candidate in _candidates(scene, said))


def _candidates(scene: Scene, said: str) -> Iterator[str]:
    """Return where the file may lie, from the site's root; a wrong warning is worse than none."""
    layout = scene.site.layout
    plain = unquote(said.partition("?")[0].partition("#")[0])
    inside = _STATIC.sub("", plain).lstrip("/")
    base = layout.base.strip("/")
    below = inside.removeprefix(base + "/") if base else inside
    if not plain.startswith("/") and not _STATIC.match(plain):
        yield posixpath.join(scene.place.parent.as_posix(), plain)
        if layout.kind is SiteKind.FINISHED:
            yield posixpath.join(layout.pages.as_posix(), plain)
        if layout.kind is SiteKind.ASTRO:
            # What is imported lies beside the article and nowhere else.
            return
    for folder in (*layout.rules.served, str(layout.content), layout.pictures.as_posix(), "assets", "static"):
        yield posixpath.join(folder, below)
        yield posixpath.join(folder, inside)
    if layout.kind is SiteKind.HEXO:
        # An article's own folder for its pictures has its name.
        yield posixpath.join(scene.place.with_suffix("").as_posix(), plain)


def _is_file(scene: Scene, candidate: str) -> bool:
    root = scene.site.root
    file = root / posixpath.normpath(candidate)
    try:
        return file.is_file() and is_inside(root, file)
    except (OSError, ValueError):
        return False


def picture_outside_folder(scene: Scene) -> Iterator[SiteFinding]:
    """Find addresses of pictures without the folder that the site lives in: nobody would see them."""
    base = scene.site.layout.base
    if not base or _rewrites_addresses(scene):
        return
    wrong = [one for one in _references(scene.text) if _forgets(one.address, base)]
    if not wrong:
        return
    first = wrong[0]
    yield SiteFinding(
        "picture-outside-folder",
        Severity.WARNING,
        f"The site lives in {base}, and the picture {first.address} does not say so: it would not be shown.",
        "Put the folder in",
        scene.spot(first.start, first.end),
        lambda article: _with_folder(article, scene),
    )


def _forgets(address: str, base: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", base + "/"))


def _with_folder(article: Article, scene: Scene) -> Article:
    text, base = article.text, scene.site.layout.base
    for reference in reversed(_references(text)):
        if _forgets(reference.address, base):
            new = _rightly(scene.kind, base, reference.address)
            text = text[: reference.start] + new + text[reference.end :]
    return article.with_text(text)


def _rightly(kind: SiteKind, base: str, address: str) -> str:
    if kind is SiteKind.JEKYLL:
        return f'{{{{ "{address}" | relative_url }}}}'
    if kind is SiteKind.PELICAN:
        return "{static}" + address
    return base + address


def _rewrites_addresses(scene: Scene) -> bool:
    """Say whether the site puts its folder into addresses by itself."""
    names = [f"eleventy.config.{end}" for end in ("js", "cjs", "mjs", "ts")] + [".eleventy.js"]
    if scene.kind is SiteKind.ELEVENTY:
        return scene.says(names, "HtmlBasePlugin")
    return scene.kind is SiteKind.HEXO and scene.says(["_config.yml"], r"(?m)^relative_link:\s*true")
