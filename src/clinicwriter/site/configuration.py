"""What a site's own configuration says about addresses and folders; it is read, never executed."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from .kinds import SiteKind


@dataclass(frozen=True, slots=True)
class Configuration:
    """The few facts that decide where articles lie and at which address they appear.

    ``base`` is the folder of the web address ("/clinic" or ""); ``addresses`` are patterns by section
    ("" for any); ``content`` and ``articles`` are folders from the root, "" where nothing is said.
    """

    base: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    content: str = ""
    articles: str = ""
    title: str = ""
    is_titled: bool = False
    """Whether an article without a web address of its own takes it from its title."""
    dates_in_names: bool = False
    """Whether it says that an article without a date has the one in its file's name."""


def read_configuration(root: Path, kind: SiteKind) -> Configuration:
    """Read what the site's configuration says; anything unreadable counts as not said."""
    reader = _READERS.get(kind)
    return reader(root) if reader else Configuration()


class _TolerantLoader(yaml.SafeLoader):
    """YAML without the tags that only a generator understands: they become ``None``."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    """Stand for a value that only the generator could make."""


_TolerantLoader.add_multi_constructor("", _nothing)
_TolerantLoader.add_multi_constructor("!", _nothing)


def load_tables(root: Path, *names: str) -> dict[str, object]:
    """Return the first of these files of the site that is there, as a table; an empty one for nonsense."""
    for name in names:
        path = root / name
        if path.is_file():
            return _parse(name, _text(path))
    return {}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _parse(name: str, text: str) -> dict[str, object]:
    try:
        if name.endswith(".toml"):
            data: object = tomllib.loads(text)
        elif name.endswith(".json"):
            data = json.loads(text)
        else:
            data = yaml.load(text, Loader=_TolerantLoader)
    except (tomllib.TOMLDecodeError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}


def _string(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _folder_of(url: str) -> str:
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return "/" + path.strip("/") if path.strip("/") else ""


def _tokens(pattern: str, names: Mapping[str, str]) -> str:
    """Turn ``:year/:slug`` into ``{year}/{slug}``; a token that we do not know stays out of the way."""

    def replaced(match: re.Match[str]) -> str:
        return names.get(match.group(1).lower(), "")

    return re.sub(r":([A-Za-z_]+)", replaced, pattern)


_COMMON_TOKENS = {
    "year": "{year}",
    "month": "{month}",
    "day": "{day}",
    "i_month": "{month}",
    "i_day": "{day}",
    "slug": "{slug}",
    "title": "{slug}",
    "filename": "{slug}",
    "name": "{slug}",
    "post_title": "{slug}",
    "slugorfilename": "{slug}",
    "slugorcontentbasename": "{slug}",
    "contentbasename": "{slug}",
    "section": "{section}",
    "sections": "{folder}",
    "categories": "{categories}",
    "category": "{categories}",
}


def _hugo(root: Path) -> Configuration:
    names = [f"{stem}.{end}" for stem in ("hugo", "config") for end in ("toml", "yaml", "yml", "json")]
    names += [f"config/_default/{name}" for name in names]
    data = {key.lower(): value for key, value in load_tables(root, *names).items()}
    permalinks = data.get("permalinks")
    permalinks = permalinks if isinstance(permalinks, dict) else {}
    page = permalinks.get("page")
    rules = page if isinstance(page, dict) else permalinks
    found = {str(section): str(rule) for section, rule in rules.items() if isinstance(rule, str)}
    ugly = data.get("uglyurls") is True
    addresses = [(section, _tokens(rule, _COMMON_TOKENS)) for section, rule in found.items()]
    if ugly:
        addresses.append(("", "/{folder}/{slug}.html"))
    return Configuration(
        base=_folder_of(_string(data, "baseurl")),
        addresses=tuple(addresses),
        content=_string(data, "contentdir").strip("/"),
        title=_string(data, "title"),
        is_titled=any(re.search(r":(slug|title)\b", rule) for rule in found.values()),
        dates_in_names=":filename" in str(data.get("frontmatter")).lower(),
    )


_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}


def _jekyll(root: Path) -> Configuration:
    data = load_tables(root, "_config.yml", "_config.yaml")
    rule = _string(data, "permalink") or "date"
    pattern = _tokens(_JEKYLL_STYLES.get(rule, rule), _COMMON_TOKENS)
    source = _string(data, "source").strip("./")
    return Configuration(
        base=_folder_of(_string(data, "baseurl")),
        addresses=(("", pattern),),
        content=source,
        title=_string(data, "title"),
    )


def _hexo(root: Path) -> Configuration:
    data = load_tables(root, "_config.yml")
    rule = _string(data, "permalink") or ":year/:month/:day/:title/"
    source = _string(data, "source_dir").strip("/") or "source"
    return Configuration(
        base=_folder_of(_string(data, "root")) or _folder_of(_string(data, "url")),
        addresses=(("", "/" + _tokens(rule, _COMMON_TOKENS).lstrip("/")),),
        content=source,
        articles=f"{source}/_posts",
        title=_string(data, "title"),
        dates_in_names=":year" in _string(data, "new_post_name"),
    )


def _said_in_script(root: Path, key: str, *names: str) -> str:
    """Return the first string that a JavaScript configuration gives to a key."""
    for name in names:
        text = _text(root / name)
        if found := re.search(rf"\b{key}\s*[:=]\s*[\"'`]([^\"'`\n]*)[\"'`]", text):
            return found.group(1)
    return ""


def _scripts(stem: str) -> tuple[str, ...]:
    return tuple(f"{stem}.{end}" for end in ("js", "mjs", "cjs", "ts", "mts"))


def _eleventy(root: Path) -> Configuration:
    names = (*_scripts("eleventy.config"), *_scripts(".eleventy"))
    source = _said_in_script(root, "input", *names).strip("./")
    return Configuration(base=_folder_of(_said_in_script(root, "pathPrefix", *names)), content=source)


def _astro(root: Path) -> Configuration:
    base = _said_in_script(root, "base", *_scripts("astro.config"))
    pages = root / "src" / "pages"
    patterns = []
    if pages.is_dir():
        for page in sorted(pages.rglob("*.astro")):
            if page.name.startswith("["):
                folder = page.parent.relative_to(pages).as_posix().strip(".")
                patterns.append(("", f"/{folder}/{{slug}}/".replace("//", "/")))
    return Configuration(base=_folder_of(base), addresses=tuple(patterns[:1]))


def _docusaurus(root: Path) -> Configuration:
    names = _scripts("docusaurus.config")
    text = "".join(_text(root / name) for name in names)
    blog = re.search(r"\bblog\s*:\s*\{(.*?)\}", text, re.DOTALL)
    inside = blog.group(1) if blog else ""

    def said(key: str) -> str:
        found = re.search(rf"\b{key}\s*:\s*[\"'`]([^\"'`\n]*)", inside)
        return found.group(1).strip("/") if found else ""

    route = said("routeBasePath") or "blog"
    return Configuration(
        base=_folder_of(_said_in_script(root, "baseUrl", *names)),
        addresses=(("", f"/{route}/{{slug}}/".replace("//", "/")),),
        articles=said("path").strip("./"),
    )


def python_values(path: Path) -> dict[str, object]:
    """Return the plain values that a Python configuration assigns; it is parsed, never run."""
    try:
        tree = ast.parse(_text(path))
    except (SyntaxError, ValueError, RecursionError):
        return {}
    values: dict[str, object] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    values[target.id] = _literal(statement.value)
    return values


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _pelican(root: Path) -> Configuration:
    values = python_values(root / "pelicanconf.py")
    pattern = _string(values, "ARTICLE_URL") or "{slug}.html"
    pattern = re.sub(r"\{date:([^}]*)\}", _pelican_date, pattern).replace("{category}", "{section}")
    return Configuration(
        base=_folder_of(_string(values, "SITEURL")),
        addresses=(("", "/" + pattern.lstrip("/")),),
        content=_string(values, "PATH").strip("./") or "content",
        title=_string(values, "SITENAME"),
        is_titled=True,
    )


def _pelican_date(match: re.Match[str]) -> str:
    text = match.group(1)
    for mark, token in (("%Y", "{year}"), ("%m", "{month}"), ("%d", "{day}")):
        text = text.replace(mark, token)
    return text


def _nikola(root: Path) -> Configuration:
    values = python_values(root / "conf.py")
    posts = values.get("POSTS")
    first = posts[0] if isinstance(posts, tuple | list) and posts else ("posts/*.md", "posts")
    named = isinstance(first, tuple | list) and len(first) > 1
    source, target = (str(first[0]), str(first[1])) if named else ("posts/*.md", "posts")
    ending = "/{slug}.html" if values.get("PRETTY_URLS") is False else "/{slug}/"
    return Configuration(
        base=_folder_of(_string(values, "SITE_URL")),
        addresses=(("", f"/{target}{ending}".replace("//", "/")),),
        articles=source.rsplit("/", 1)[0] if "/" in source else "",
        title=_string(values, "BLOG_TITLE"),
    )


def _mkdocs(root: Path) -> Configuration:
    data = load_tables(root, "mkdocs.yml", "mkdocs.yaml")
    docs = _string(data, "docs_dir").strip("./") or "docs"
    plugins = data.get("plugins")
    blog: dict[str, object] = {}
    for plugin in plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict):
            for name, options in plugin.items():
                if str(name).split("/")[-1] == "blog" and isinstance(options, dict):
                    blog = options
    folder = _string(blog, "blog_dir").strip("./") or "blog"
    rule = _string(blog, "post_url_format") or "{date}/{slug}"
    pattern = f"/{folder}/{rule}/".replace("{date}", "{year}/{month}/{day}").replace("{file}", "{slug}")
    return Configuration(
        base=_folder_of(_string(data, "site_url")),
        addresses=(("", pattern),),
        content=docs,
        articles=f"{docs}/{folder}/posts",
        title=_string(data, "site_name"),
    )


def _zola(root: Path) -> Configuration:
    data = load_tables(root, "zola.toml", "config.toml")
    return Configuration(base=_folder_of(_string(data, "base_url")), title=_string(data, "title"))


_READERS: Mapping[SiteKind, Callable[[Path], Configuration]] = {
    SiteKind.HUGO: _hugo,
    SiteKind.JEKYLL: _jekyll,
    SiteKind.HEXO: _hexo,
    SiteKind.ELEVENTY: _eleventy,
    SiteKind.ASTRO: _astro,
    SiteKind.DOCUSAURUS: _docusaurus,
    SiteKind.PELICAN: _pelican,
    SiteKind.NIKOLA: _nikola,
    SiteKind.MKDOCS: _mkdocs,
    SiteKind.ZOLA: _zola,
}
