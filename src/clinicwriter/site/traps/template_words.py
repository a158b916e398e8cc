"""Traps of the template languages that read an article before its Markdown: braces and shortcodes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from clinicwriter.article import Article
from clinicwriter.site.kinds import SiteKind

from .finding import Severity, SiteFinding
from .scene import BLANK, Scene, prose_of

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.S)
_PRINT = re.compile(r"\{\{(?P<inside>.*?)\}\}", re.S)
_TAG = re.compile(r"\{%-?\s*(?P<name>[\w-]*)(?P<rest>.*?)%\}", re.S)
_OPEN = re.compile(r"\{\{|\{%")
_HUGO = re.compile(r"\{\{(?P<sign>[<%])(?!/\*)\s*/?\s*(?P<name>[\w./-]*).*?[>%]\}\}", re.S)
_MEANT = re.compile(
    r"\s*-?\s*(?:[\"']|(?:site|page|layout|include|config|collections|forloop)\b\s*[.\[|])|.*\|", re.S
)
_LIQUID_TAGS = (
    "assign break capture case comment continue cycle decrement else elsif endcapture endcase "
    "endcomment endfor endhighlight endif endraw endtablerow endunless for highlight if include "
    "include_relative increment link liquid post_url raw render tablerow unless when set endset "
    "macro endmacro import"
)
_HEXO_TAGS = (
    "asset_img asset_link asset_path blockquote endblockquote code endcode codeblock endcodeblock "
    "iframe img include_code jsfiddle gist link linkPost post_link post_path pullquote endpullquote "
    "quote endquote raw endraw url vimeo youtube"
)
_HUGO_BUILT_IN = (
    "comment details figure gist highlight instagram param qr ref relref tweet twitter vimeo x youtube"
)
_PLUGIN_FILES = (
    *(
        "eleventy.config.js",
        "eleventy.config.cjs",
        "eleventy.config.mjs",
        "eleventy.config.ts",
        ".eleventy.js",
    ),
    *(".eleventy.cjs", "_config.yml"),
)


def braces(scene: Scene) -> Iterator[SiteFinding]:
    """Find braces that the site takes for a command: words vanish, or nothing can be built."""
    spans = _commands(scene)
    if not spans:
        return
    start, end, is_fatal = next((span for span in spans if span[2]), spans[0])
    words = " ".join(scene.text[start:end].split())
    words = words if len(words) <= 40 else words[:39] + "…"
    yield SiteFinding(
        "braces",
        Severity.BREAKS,
        f"The site takes “{words}” for a command and cannot be built."
        if is_fatal
        else f"The site takes “{words}” for a command: these words would vanish.",
        "Show them as they are written",
        scene.spot(start, end),
        lambda article: _escaped(article, scene),
    )


def _commands(scene: Scene) -> list[tuple[int, int, bool]]:
    """Return the braces that are no commands, each with whether it stops the build."""
    text = _RAW.sub(lambda match: BLANK * len(match[0]), scene.text)
    found = []
    covered = []
    for match in _PRINT.finditer(text):
        covered.append(match.span())
        if not _MEANT.match(match["inside"]):
            found.append((*match.span(), scene.kind is SiteKind.HEXO and "{%" in match[0]))
    for match in _TAG.finditer(text):
        covered.append(match.span())
        if not _is_known_tag(scene, match["name"]):
            found.append((*match.span(), True))
    found += [
        (*match.span(), True)
        for match in _OPEN.finditer(text)
        if not any(start <= match.start() < end for start, end in covered)
    ]
    return sorted(found)


def _is_known_tag(scene: Scene, name: str) -> bool:
    known = (_HEXO_TAGS if scene.kind is SiteKind.HEXO else _LIQUID_TAGS).split()
    if not name or name in known:
        return bool(name)
    # A command of the site's own is named where the site defines it.
    plain = re.escape(name.removeprefix("end"))
    files = [*_PLUGIN_FILES, *(f"_plugins/{file.name}" for file in scene.folder("_plugins"))]
    files += [f"scripts/{file.name}" for file in scene.folder("scripts") if scene.kind is SiteKind.HEXO]
    return scene.says(files, rf"[\"'/-]{plain}\b")


def _escaped(article: Article, scene: Scene) -> Article:
    """Write the braces so that every engine prints them; in code, which keeps entities, as raw words."""
    text = article.text
    prose = prose_of(text)
    again = Scene(scene.site, article, scene.path, scene.today)
    for start, end, _fatal in reversed(_outermost(_commands(again))):
        words = text[start:end]
        if prose[start] == BLANK:
            new = "{% raw %}" + words + "{% endraw %}"
        else:
            new = words.replace("{", "&#123;").replace("}", "&#125;")
        text = text[:start] + new + text[end:]
    return article.with_text(text)


def _outermost(spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    kept: list[tuple[int, int, bool]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def shortcodes(scene: Scene) -> Iterator[SiteFinding]:
    """Find a shortcode that the site does not have: Hugo then builds nothing at all."""
    unknown = [match for match in _HUGO.finditer(scene.text) if not _has_shortcode(scene, match["name"])]
    if not unknown:
        return
    names = frozenset(match["name"] for match in unknown)
    yield SiteFinding(
        "shortcode-unknown",
        Severity.BREAKS,
        f"The site cannot be built: it knows no command “{unknown[0][0]}”.",
        "Show it as it is written",
        scene.spot(*unknown[0].span()),
        lambda article: article.with_text(_shown(article.text, names)),
    )


def _shown(text: str, names: frozenset[str]) -> str:
    def spelled(match: re.Match[str]) -> str:
        if match["name"] not in names:
            return match[0]
        return f"{{{{{match['sign']}/*{match[0][3:-3]}*/{match[0][-3:]}"

    return _HUGO.sub(spelled, text)


def _has_shortcode(scene: Scene, name: str) -> bool:
    if name in _HUGO_BUILT_IN.split():
        return True
    if not name:
        return False
    root = scene.site.root
    folders = [root / "layouts", *(root / "themes").glob("*/layouts"), root / "_vendor"]
    return any(
        any((folder / place).glob(f"{name}.*")) or any((folder / place).glob(f"{name}/*.html"))
        for folder in folders
        for place in ("shortcodes", "_shortcodes")
    )


def nikola_shortcodes(scene: Scene) -> Iterator[SiteFinding]:
    """Find words in ``{{% %}}``, which Nikola takes for a command."""
    found = re.search(r"\{\{%.*?%\}\}", scene.text, re.S)
    if found:
        yield SiteFinding(
            "braces",
            Severity.BREAKS,
            f"The site takes “{found[0]}” for a command: these words would vanish.",
            "Show them as they are written",
            scene.spot(*found.span()),
            lambda article: article.with_text(
                re.sub(r"\{\{%(.*?)%\}\}", r"&#123;&#123;%\1%&#125;&#125;", article.text, flags=re.S)
            ),
        )


def jsx(scene: Scene) -> Iterator[SiteFinding]:
    """Find braces and unclosed tags in an article that is read as a program text (MDX)."""
    if scene.kind is not SiteKind.DOCUSAURUS and scene.place.suffix != ".mdx":
        return
    pattern = re.compile(r"(?<!\\)\{[^}\n]*\}?|<(?=[\s\d=])")
    found = pattern.search(scene.prose)
    if not found:
        return

    def escaped(article: Article) -> Article:
        text, prose = article.text, prose_of(article.text)
        for match in reversed(list(pattern.finditer(prose))):
            words = text[match.start() : match.end()]
            new = html.escape(words, quote=False).replace("{", "&#123;").replace("}", "&#125;")
            text = text[: match.start()] + new + text[match.end() :]
        return article.with_text(text)

    yield SiteFinding(
        "program-signs",
        Severity.BREAKS,
        f"The site takes “{scene.text[found.start() : found.end()]}” for program text and cannot be built.",
        "Show it as it is written",
        scene.spot(*found.span()),
        escaped,
    )
