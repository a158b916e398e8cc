"""A site that was opened: its kind, its habits, its articles, and where things go in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, Habits, Role, slugify
from clinicwriter.rendering import Flavour
from clinicwriter.safekeeping import read_file

from . import addresses
from .conflict_copies import ConflictCopy
from .entries import ArticleEntry, ArticleIndex, by_use, entry_of
from .errors import SettingsError, SiteError
from .habits import habits_of
from .kinds import SiteKind
from .layout import Layout, find_layout
from .loose_pages import LoosePage, loose_pages
from .markup import find_flavour
from .names import is_inside
from .pages import Surroundings, whole_page
from .picture_use import UnusedPicture, find_unused
from .pictures import PictureTarget, picture_target
from .reading_faults import reading_site
from .recognition import Recognition, evidence_of, recognise
from .served import file_for_url
from .settings import Clinic, Settings, load_settings
from .template_pages import TemplatePages, find_template_pages


@reading_site()
def open_site(path: Path) -> Site:
    """Open the site that a folder is, lies in, or holds.

    Raises ``SiteError`` where there is none, or where several are and somebody must choose.
    """
    return Site(recognise(path))


class Site:
    """An open site (state that changes: what was read of its files, until ``refresh``)."""

    def __init__(self, found: Recognition) -> None:
        self.root = found.root
        self.kind: SiteKind = found.kind
        self.evidence = found.evidence
        self.settings_problem: SettingsError | None = None
        self._settings = Settings()
        self._layout: Layout
        self.flavour: Flavour
        self._habits: Habits
        self._shown: tuple[tuple[ArticleEntry, ...], Surroundings] | None
        self._tags: tuple[tuple[ArticleEntry, ...], tuple[str, ...]] | None
        self._read_settings()
        self._index = ArticleIndex(self._layout, self._habits)

    @reading_site()
    def refresh(self) -> None:
        """Read settings, layout and habits afresh: something changed outside, or the clinic's facts did."""
        self._read_settings()
        # Rows that would be read in the same way stay: a site may have thousands.
        if not self._index.is_for(self._layout, self._habits):
            self._index = ArticleIndex(self._layout, self._habits)

    def _read_settings(self) -> None:
        try:
            self._settings = load_settings(self.root)
            self.settings_problem = None
        except SettingsError as error:
            self._settings = Settings()
            self.settings_problem = error
        self._layout = find_layout(self.root, self.kind, self._settings)
        self.flavour = find_flavour(self.root, self.kind)
        self._habits = habits_of(self._layout)
        self._shown = None
        self._tags = None

    # -- what the site is ----------------------------------------------------------------------

    @property
    def layout(self) -> Layout:
        """Return where the site keeps things."""
        return self._layout

    @property
    def clinic(self) -> Clinic:
        """Return the clinic's facts; empty ones where none were entered or they cannot be read."""
        return self._settings.clinic

    @property
    def habits(self) -> Habits:
        """Return how the site's own authors write an article's details."""
        return self._habits

    @property
    def name(self) -> str:
        """Return the site's name: the clinic's, else the one in its configuration, else its folder's."""
        return self.clinic.name or self._layout.configuration.title or self.root.name

    @property
    def description(self) -> str:
        """Say in one sentence what was found: "A Hugo site with 128 articles in content/blog"."""
        count = len(self.articles())
        label = self.kind.label
        start = f"{'An' if label[0] in 'AEIOU' else 'A'} {label}"
        if self.kind is SiteKind.FINISHED:
            start = f"A {label[0].lower()}{label[1:]}"
        return f"{start} with {count or 'no'} article{'' if count == 1 else 's'} in {self._layout.articles}"

    @property
    def other_kinds(self) -> tuple[Recognition, ...]:
        """Return the kinds that this folder may be as well, with their evidence: a reason to ask.

        An answer is remembered by ``kind_change``; then there are none.
        """
        return tuple(found for found in evidence_of(self.root) if found.kind is not self.kind)

    # -- articles ------------------------------------------------------------------------------

    @reading_site()
    def articles(self) -> tuple[ArticleEntry, ...]:
        """Return a row for every article there is now, the newest first. Unchanged files are not read."""
        if not self.root.is_dir():
            raise self._vanished()
        return self._index.entries()

    def known_articles(self) -> tuple[ArticleEntry, ...]:
        """Return the rows of the last look at the files, without another one: for a window's thread."""
        return self._index.known()

    def article_at(self, url: str) -> ArticleEntry | None:
        """Return the article that had this address at the last look at the files. Cheap: for every key."""
        return self._index.at_url(url)

    def url_of(self, path: PurePosixPath) -> str:
        """Return an article's address as of the last look at the files, "" for none. Cheap: for every key."""
        seen = self._index.seen.get(path)
        return seen.entry.url if seen is not None else ""

    def conflict_copies(self) -> tuple[ConflictCopy, ...]:
        """Return the second copies that sync programs left, as of the last look at the files."""
        return self._index.copies

    @property
    def index(self) -> ArticleIndex:
        """Return what was read of the article files."""
        return self._index

    def known_authors(self) -> tuple[str, ...]:
        """Return the authors of the last look at the files, the most named first."""
        return by_use(author for entry in self._index.known() for author in entry.authors)

    def known_tags(self) -> tuple[str, ...]:
        """Return the tags of the last look at the files, the most used first. Cheap: fit for every key."""
        known = self._index.known()
        if self._tags is None or self._tags[0] is not known:
            self._tags = (known, by_use(tag for entry in known for tag in entry.tags))
        return self._tags[1]

    def read_article(self, path: PurePosixPath) -> Article:
        """Read one article of the site. Raises ``SaveError`` or ``ArticleError`` where it cannot be read."""
        return self.article_from_bytes(self.read_bytes(path), path)

    def read_bytes(self, path: PurePosixPath) -> bytes:
        """Read the bytes of one article's file: what an export compares with later."""
        file = self.root.joinpath(*path.parts)
        if path.is_absolute() or not is_inside(self.root, file):
            raise SiteError(
                f"“{path}” is not in the site's folder.", next_step="Choose an article of the list."
            )
        return read_file(file)

    def article_from_bytes(self, data: bytes, path: PurePosixPath | None = None) -> Article:
        """Return the article that these bytes are, read with the site's habits."""
        return Article.from_bytes(data, habits=self._habits, name=str(path) if path else "")

    def new_article(self, *, today: date) -> Article:
        """Return an empty article as the site's own authors would begin it."""
        return Article.new(habits=self._habits).with_field(Role.DATE, today)

    def tags(self) -> tuple[str, ...]:
        """Return the tags that the site uses, the most used first, each in its most used spelling."""
        return by_use(tag for entry in self.articles() for tag in entry.tags)

    def authors(self) -> tuple[str, ...]:
        """Return the authors that the site names, the most named first."""
        return by_use(author for entry in self.articles() for author in entry.authors)

    # -- places and addresses ------------------------------------------------------------------

    def suggest_slug(self, title: str) -> str:
        """Return a web address for a title that no article has, as of the last look at the files."""
        wanted = slugify(title)
        entries = self._index.known()
        taken = {addresses.file_slug(self.kind, entry.path).casefold() for entry in entries}
        taken |= {PurePosixPath(entry.url).stem.casefold() for entry in entries}
        return _unused(wanted, taken)

    def web_address(self, article: Article, path: PurePosixPath | None) -> addresses.Address:
        """Return an article's address in three parts: ("/blog/", "first-infusion", ".html")."""
        return addresses.web_address(self._layout, article, path)

    def page_url(self, article: Article, path: PurePosixPath | None) -> str:
        """Return the address of an article's page: "/blog/first-infusion.html"."""
        return addresses.page_url(self._layout, article, path)

    def name_date(self, path: PurePosixPath | None) -> date | None:
        """Return the day that an article without a date has from its file's name, if any."""
        return addresses.name_date(self._layout, path)

    def article_path(self, article: Article, *, today: date | None = None) -> PurePosixPath:
        """Return where a new article will be written."""
        layout = self._layout
        slug = self._new_slug(article)
        day = addresses.article_date(layout, article, None) or today or date.today()
        folder = layout.new_articles / f"{day:%Y}" if layout.has_year_folders else layout.new_articles
        name = f"{day.isoformat()}-{slug}" if layout.has_dated_names else slug
        return (
            folder / name / f"index{layout.suffix}"
            if layout.has_bundles
            else folder / f"{name}{layout.suffix}"
        )

    def _new_slug(self, article: Article) -> str:
        said = addresses.web_address(self._layout, article, None)[1]
        return said or slugify(article.fields.title or "")

    def picture_target(self, name: str, article: Article, path: PurePosixPath | None) -> PictureTarget:
        """Return where a picture goes for an article, and how its text points to it."""
        return picture_target(self._layout, name, path or self.article_path(article))

    @reading_site()
    def unused_pictures(self, others: Iterable[bytes] = ()) -> tuple[UnusedPicture, ...]:
        """Return the pictures that no text of the site names any more. Reads every text: not for a key.

        ``others`` are texts that are not in the site yet, such as drafts: what they name is in use too.
        """
        layout = self._layout
        bundles = {path.parent for path in layout.files() if path.stem == "index"}
        outputs = frozenset(layout.rules.build_outputs)
        return tuple(find_unused(self.root, [layout.pictures], outputs, bundles, others))

    @reading_site()
    def loose_pages(self) -> tuple[LoosePage, ...]:
        """Return the pages without an article, as of the last look at the articles. Reads files."""
        known = {PurePosixPath(entry.url).name for entry in self._index.known()}
        return loose_pages(self._layout, known)

    # -- the preview ---------------------------------------------------------------------------

    @reading_site()
    def preview_page(self, article: Article, path: PurePosixPath | None, body_html: str = "") -> str:
        """Return the article's page for the preview, with this text on it."""
        place = path or self.article_path(article)
        entry = entry_of(self._layout, article, place)
        return whole_page(self._known_surroundings(), article, entry, body_html)

    def surroundings(self) -> Surroundings:
        """Return what an article's page shows besides the article."""
        language = self._settings.language or "en"
        return Surroundings.of(self._layout, self.clinic, language, self.articles())

    def _known_surroundings(self) -> Surroundings:
        """Return the surroundings as of the last look at the files: the preview asks at every key."""
        known, shown = self._index.known(), self._shown
        if shown is None or shown[0] is not known:
            language = self._settings.language or "en"
            shown = self._shown = (known, Surroundings.of(self._layout, self.clinic, language, known))
        return shown[1]

    def file_for_url(self, url_path: str) -> Path | None:
        """Return the file that an address of the preview means; ``None`` where none in the site does."""
        return file_for_url(self._layout, url_path, self._bundles())

    def template_pages(self) -> TemplatePages:
        """Look through the site's files for what templates may make."""
        return find_template_pages(self._layout, {entry.path for entry in self._index.known()})

    def _bundles(self) -> Iterable[tuple[str, PurePosixPath]]:
        return [(entry.url, entry.path) for entry in self._index.known() if entry.path.stem == "index"]

    def _vanished(self) -> SiteError:
        return SiteError(
            f"The site's folder {self.root.name} is not there any more.",
            kept="What you wrote is kept.",
            next_step="It may have been moved, or its drive is not connected. "
            "Choose it again when it is back.",
            details=str(self.root),
        )


def _unused(wanted: str, taken: set[str]) -> str:
    number = 1
    while True:
        slug = wanted if number == 1 else f"{wanted}-{number}"
        if slug.casefold() not in taken:
            return slug
        number += 1
