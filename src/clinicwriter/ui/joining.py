"""What the form and the preview ask about the open article's surroundings, answered from the open site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from PySide6.QtCore import QObject

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.rendering import FLAVOURS, Flavour, PageContent, render_page
from clinicwriter.site import Site, SiteError
from clinicwriter.ui.exporting.flow import pending_pictures
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.workspace import Workspace

PLAIN_FLAVOUR = "finished"


class Surroundings(QObject):
    """Answer as ``PreviewSource`` and as ``DetailsSource`` for whatever article is open now."""

    def __init__(self, session: Session, workspace: Workspace) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace

    # -- for the preview -----------------------------------------------------------------------

    @property
    def flavour(self) -> Flavour:
        """Return how the site writes its text."""
        site = self._site
        return site.flavour if site is not None else FLAVOURS[PLAIN_FLAVOUR]

    def page_url(self, article: Article) -> str:
        """Return the article's address on the site."""
        site = self._site
        return site.page_url(article, self._path) if site is not None else "/article.html"

    def page(self, article: Article) -> str:
        """Return the page around the article's text."""
        site = self._site
        if site is None:
            return render_page(_plain_page(article))
        return site.preview_page(article, self._path)

    def file_finder(self) -> Callable[[str], Path | None]:
        """Return what finds files for the article that is open now, also when another one is by then."""
        site = self._site
        if not self._session.is_open:
            return lambda url_path: site.file_for_url(url_path) if site is not None else None
        origin, page = self._session.origin, self.page_url(self._session.details)
        workspace = self._workspace

        def find(url_path: str) -> Path | None:
            if site is None:
                return _file_beside(origin, url_path)
            return site.file_for_url(url_path) or _pending_picture(workspace, site, origin, page, url_path)

        return find

    # -- for the form --------------------------------------------------------------------------

    def tags(self) -> Sequence[str]:
        """Return the site's tags, most used first."""
        return self._site.known_tags() if self._site is not None else ()

    def authors(self) -> Sequence[str]:
        """Return the site's authors, most used first."""
        return self._site.known_authors() if self._site is not None else ()

    def web_address(self, article: Article) -> tuple[str, str, str]:
        """Return the address in its three parts."""
        site = self._site
        if site is None:
            return "", article.fields.slug or "", ""
        before, own, after = site.web_address(article, self._path)
        return before, own, after

    def address_problem(self, slug: str) -> str:
        """Say in words why this address cannot be used, or nothing."""
        site = self._site
        if site is None or not slug or not self._session.is_open:
            return ""
        try:
            wanted = self._session.details.with_field(Role.SLUG, slug)
        except ArticleError:
            return ""
        entry = site.article_at(site.page_url(wanted, self._path))
        is_taken = entry is not None and entry.path != self._path
        return f"“{entry.title}” has this address already." if entry is not None and is_taken else ""

    def address_left(self, article: Article) -> str:
        """Return the address of the site's own page where the next export would move it, or nothing."""
        site, path = self._site, self._path
        if site is None or path is None:
            return ""
        now = site.page_url(article, path).casefold()
        left = site.url_of(path)
        return "" if left.casefold() == now else left

    def name_date(self) -> date | None:
        """Return the day that the file's name says."""
        return self._site.name_date(self._path) if self._site is not None else None

    def picture_file(self, reference: str) -> Path | None:
        """Return the file of a picture that the details name."""
        if not self._session.is_open:
            return None
        path = path_from_page(self.page_url(self._session.details), reference)
        return self.file_finder()(path) if path else None

    # -- parts ---------------------------------------------------------------------------------

    @property
    def _site(self) -> Site | None:
        if self._session.is_open and self._session.origin.outside_path is not None:
            return None
        return self._workspace.site

    @property
    def _path(self) -> PurePosixPath | None:
        return self._session.origin.site_path if self._session.is_open else None


def path_from_page(page: str, reference: str) -> str:
    """Return the path on the site that a page's reference means, "" for one that leads elsewhere."""
    try:
        if urlsplit(reference).scheme:
            return ""
        return unquote(urlsplit(urljoin(page, reference)).path)
    except ValueError:  # "//[": no address at all
        return ""


def _pending_picture(
    workspace: Workspace, site: Site, origin: WorkingCopy, page: str, url_path: str
) -> Path | None:
    try:
        pictures = pending_pictures(workspace, site, origin)
    except SiteError:
        return None
    for reference, file in pictures.items():
        if path_from_page(page, reference) == url_path:
            return file
    return None


def _file_beside(origin: WorkingCopy, url_path: str) -> Path | None:
    if origin.outside_path is None or "\0" in url_path:
        return None
    try:
        folder = origin.outside_path.parent.resolve()
        file = (folder / url_path.lstrip("/")).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except OSError:
        return None


def _plain_page(article: Article) -> PageContent:
    fields = article.fields
    return PageContent(
        title=fields.title or "Article without a title",
        authors=fields.authors,
        date_text=fields.date or "",
        tags=fields.tags,
        summary=fields.summary or "",
    )
