"""Where a site keeps its articles, pages and pictures and how it names them, learned from what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .blog.habits import BlogHabits, learn_blog
from .configuration import Configuration, read_configuration
from .kinds import KIND_RULES, KindRules, SiteKind
from .names import folder_inside, is_inside
from .picture_use import busiest_picture_folder
from .settings import Settings
from .sources import DATED_NAME, article_files, looks_dated

_GLANCES = 2000
_YEARS = re.compile(r"(19|20)\d\d")
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2,4})?")
_FOLDERS_OF_OTHER_THINGS = frozenset({"pages", "images", "assets", "css", "js", "extra", "static"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one site. Folders are from the root.

    ``articles`` is what is listed; ``new_articles`` where a new one goes, before any year's folder.
    """

    root: Path
    kind: SiteKind
    configuration: Configuration
    articles: PurePosixPath
    new_articles: PurePosixPath
    drafts: PurePosixPath | None
    pages: PurePosixPath
    pictures: PurePosixPath
    content: PurePosixPath
    has_dated_names: bool
    has_bundles: bool
    has_year_folders: bool
    suffix: str
    templates: Path | None = None
    blog: BlogHabits = field(default_factory=BlogHabits)

    @property
    def rules(self) -> KindRules:
        """Return the row of the table for this kind of site."""
        return KIND_RULES[self.kind]

    @property
    def base(self) -> str:
        """Return the folder of the site's web address: "" or like "/clinic"."""
        return self.configuration.base

    def files(self) -> list[PurePosixPath]:
        """Return the article files that are there now."""
        skipped = frozenset(self.rules.build_outputs)
        found = article_files(self.root, self.articles, skipped)
        if self.drafts is not None:
            found += article_files(self.root, self.drafts, skipped)
        return [path for path in found if not self._is_other(path)]

    def _is_other(self, path: PurePosixPath) -> bool:
        """Say whether a file below Pelican's one folder for everything is a page, not an article."""
        if self.kind is not SiteKind.PELICAN or not path.is_relative_to(self.content):
            return False
        inside = path.relative_to(self.content).parts
        return len(inside) > 1 and inside[0] in _FOLDERS_OF_OTHER_THINGS


def find_layout(root: Path, kind: SiteKind, settings: Settings) -> Layout:
    """Learn where a site keeps things: its settings first, then its configuration and its files."""
    rules = KIND_RULES[kind]
    configuration = read_configuration(root, kind)
    content = PurePosixPath(folder_inside(configuration.content) or rules.content)
    articles = _article_folder(root, kind, configuration, content, settings)
    files = article_files(root, articles, frozenset(rules.build_outputs))
    naming = _Naming.of(files, articles, rules)
    pages = _pages_folder(root, kind, settings)
    return Layout(
        root=root,
        kind=kind,
        configuration=configuration,
        articles=articles,
        new_articles=_new_folder(articles, files, kind),
        drafts=content / PurePosixPath(rules.drafts_folder).name if rules.drafts_folder else None,
        pages=pages,
        pictures=_pictures_folder(root, rules, configuration, content, settings, files),
        content=content,
        has_dated_names=naming.has_dates,
        has_bundles=naming.has_bundles,
        has_year_folders=naming.has_years,
        suffix=naming.suffix,
        templates=_templates(root, settings),
        blog=learn_blog(root, pages, settings.blog) if kind is SiteKind.FINISHED else BlogHabits(),
    )


def _templates(root: Path, settings: Settings) -> Path | None:
    folder = root / settings.templates
    return folder if settings.templates and is_inside(root, folder) else None


@dataclass(frozen=True, slots=True)
class _Naming:
    """How the site's own articles are named."""

    has_dates: bool
    has_bundles: bool
    has_years: bool
    suffix: str

    @classmethod
    def of(cls, files: list[PurePosixPath], articles: PurePosixPath, rules: KindRules) -> _Naming:
        dated = sum(bool(DATED_NAME.fullmatch(_own_name(path))) for path in files)
        bundles = sum(path.stem == "index" for path in files)
        years = sum(bool(_YEARS.fullmatch((*path.relative_to(articles).parts, "")[0])) for path in files)
        suffixes = Counter(path.suffix for path in files)
        return cls(
            has_dates=_is_most(dated, files) or rules.needs_dated_names if files else rules.dated_names,
            has_bundles=_is_most(bundles, files),
            has_years=_is_most(years, files),
            suffix=suffixes.most_common(1)[0][0] if suffixes else ".md",
        )


def _own_name(path: PurePosixPath) -> str:
    return path.parent.name if path.stem == "index" else path.stem


def _is_most(count: int, files: list[PurePosixPath]) -> bool:
    return count * 2 > len(files)


def _article_folder(
    root: Path, kind: SiteKind, configuration: Configuration, content: PurePosixPath, settings: Settings
) -> PurePosixPath:
    if settings.articles:
        return PurePosixPath(settings.articles)
    if said := folder_inside(configuration.articles):
        return PurePosixPath(said)
    rules = KIND_RULES[kind]
    if kind is SiteKind.JEKYLL:
        return content / "_posts"
    if kind is SiteKind.PELICAN:
        return content
    if kind is not SiteKind.FINISHED:
        files = article_files(root, content, frozenset(rules.build_outputs))[:_GLANCES]
        learned = _busiest_folder(root, kind, content, files)
        if learned is not None:
            return learned
    return _first_existing(root, _moved(rules.folders, rules.content, content))


def _busiest_folder(
    root: Path, kind: SiteKind, content: PurePosixPath, files: Iterable[PurePosixPath]
) -> PurePosixPath | None:
    """Return the folder with the most dated articles."""
    counts: Counter[PurePosixPath] = Counter()
    for path in files:
        if looks_dated(root, path):
            counts[_section_folder(kind, content, path)] += 1
    return max(counts, key=lambda folder: (counts[folder], -len(folder.parts))) if counts else None


def _section_folder(kind: SiteKind, content: PurePosixPath, path: PurePosixPath) -> PurePosixPath:
    if kind is SiteKind.ELEVENTY:
        folder = path.parent.parent if path.stem == "index" else path.parent
        while folder.name.isdigit():
            folder = folder.parent
        return folder
    inside = path.relative_to(content).parts
    # A site in several languages has a folder for each first.
    depth = 2 if kind is SiteKind.HUGO and _LANGUAGE.fullmatch(inside[0]) and len(inside) > 2 else 1
    return content.joinpath(*inside[:depth]) if len(inside) > 1 else content


def _moved(folders: Iterable[str], usual: str, content: PurePosixPath) -> list[str]:
    """Return the usual folders, moved to where the configuration says that the content is."""
    if str(content) in (usual, "."):
        return list(folders)
    inside = [folder.removeprefix(usual).strip("/") for folder in folders]
    return [str(content / folder) for folder in inside]


def _first_existing(root: Path, folders: list[str]) -> PurePosixPath:
    chosen = next((folder for folder in folders if (root / folder).is_dir()), folders[0])
    return PurePosixPath(chosen)


def _new_folder(articles: PurePosixPath, files: list[PurePosixPath], kind: SiteKind) -> PurePosixPath:
    """Return where a new article goes: with Pelican the busiest category, else the articles' own folder."""
    if kind is not SiteKind.PELICAN:
        return articles
    folders = Counter(
        path.parent for path in files if path.relative_to(articles).parts[0] not in _FOLDERS_OF_OTHER_THINGS
    )
    return folders.most_common(1)[0][0] if folders else articles


def _pages_folder(root: Path, kind: SiteKind, settings: Settings) -> PurePosixPath:
    """Return the folder of a finished site's article pages: the usual names, else the fullest one."""
    if settings.pages or kind is not SiteKind.FINISHED:
        return PurePosixPath(settings.pages or "blog")
    usual = ("blog", "news", "articles", "posts")
    with_pages = [name for name in usual if any((root / name).glob("*.html"))]
    return PurePosixPath(with_pages[0] if with_pages else "blog")


def _pictures_folder(
    root: Path,
    rules: KindRules,
    configuration: Configuration,
    content: PurePosixPath,
    settings: Settings,
    files: list[PurePosixPath],
) -> PurePosixPath:
    """Return where pictures go: as somebody said, else where the articles have them, else as usual."""
    if settings.pictures:
        return PurePosixPath(settings.pictures)
    learned = busiest_picture_folder(
        root, files, (*rules.served, str(content)), configuration.base, rules.taken_in
    )
    if learned is not None:
        return learned
    folders = [
        (content / folder.removeprefix("src/")).as_posix() if str(content) not in ("", ".", "src") else folder
        for folder in rules.pictures
    ]
    usual = rules.pictures if rules.content or str(content) == "." else (*folders, *rules.pictures)
    return _first_existing(root, list(usual))
