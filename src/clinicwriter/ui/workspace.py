"""Everything that the open window works on besides the open article: the site, and the stores of kept work.

State that changes: which site is open, the rows of its list as last gathered, and the indexes in use.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, count_words
from clinicwriter.checks import IgnoredError, move_ignores
from clinicwriter.safekeeping import (
    Draft,
    DraftStore,
    ExportEntry,
    ExportLog,
    MissingError,
    Places,
    SaveError,
    Trash,
    VersionStore,
    Writer,
    new_draft_id,
    read_file,
    write_file,
)
from clinicwriter.site import ArticleEntry, Site
from clinicwriter.site.library import LibraryIndex, Text, readable
from clinicwriter.ui.library import DraftText, LibraryRow, RowState
from clinicwriter.ui.session import WorkingCopy
from clinicwriter.ui.tickets import Ticket

DRAFT_KEY, SITE_KEY, PAGE_KEY, COPY_KEY = "draft:", "site:", "page:", "copy:"
READ_AT_ONCE = 300
"""So many articles are read when their site is opened; more are read afterwards, while people work."""
LET_GO_AFTER_S = 2 * 24 * 3600

AS_FOUND = "As it was before you changed it"


class Workspace(QObject):
    """Know the open site, and where drafts, versions, trash and exports are kept."""

    site_opened = Signal()
    rows_changed = Signal()
    rows_missed = Signal()
    """The open site's files were changed by what began before it was opened anew: it is to be read afresh."""

    def __init__(self, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places = places
        self.drafts = DraftStore(places.drafts)
        self.versions = VersionStore(places.versions)
        self.trash = Trash(places.trash)
        self.log = ExportLog(places.exports)
        self.writer = Writer(places.journal, self.log.record_recovery)
        self.site: Site | None = None
        self.rows: tuple[LibraryRow, ...] = ()
        self.index: LibraryIndex | None = None
        self._indexes: dict[Path, LibraryIndex] = {}

    def take_site(self, site: Site | None, rows: tuple[LibraryRow, ...]) -> None:
        """Have another site open."""
        self.site = site
        self.index = self.index_of(site.root) if site is not None else None
        self.site_opened.emit()
        self.take_rows(rows, site)

    def take_rows(self, rows: tuple[LibraryRow, ...], of: Site | None) -> None:
        """Show these rows as the list of the site, unless another site than theirs is open by now."""
        if self.site is of:
            self.rows = rows
            self.rows_changed.emit()
        elif of is not None and of.root == self.root:
            self.rows_missed.emit()

    def site_ticket(self) -> Ticket:
        """Return what holds until another site is opened, or this one anew."""
        return Ticket.of(lambda: self.site)

    def folder_ticket(self) -> Ticket:
        """Return what holds until the site of another folder is opened; the first one of all may be any."""
        root = self.root
        return Ticket(lambda: root in (None, self.root), True)

    @property
    def root(self) -> Path | None:
        """Return the open site's folder."""
        return self.site.root if self.site is not None else None

    # -- reading, for worker threads -----------------------------------------------------------

    def index_of(self, root: Path) -> LibraryIndex:
        """Return the index of a site's articles, which lies beside the settings."""
        if root not in self._indexes:
            self._indexes[root] = LibraryIndex(self.places.data / "index", root)
        return self._indexes[root]

    def recall_rows(self, root: Path) -> tuple[LibraryRow, ...]:
        """Return the rows of a site as they were the last time, before anything of the site is read."""
        return self._rows(self.index_of(root).entries(), str(root))

    def open_rows(self, site: Site) -> tuple[LibraryRow, ...]:
        """Return the rows of a site just opened: of many articles those known already, the rest later."""
        self.index_of(site.root).recall(site)
        return self.gather_rows(site)

    def known_rows(self, site: Site) -> tuple[LibraryRow, ...]:
        """Return a row for each article as of the last look at the files, and for each draft."""
        return self._rows(site.known_articles(), str(site.root)) + self._other_rows(site)

    def gather_rows(self, site: Site | None) -> tuple[LibraryRow, ...]:
        """Return a row for each article and each draft. Reads files: not for the window's thread."""
        if site is None:
            return self._rows((), None)
        if len(site.layout.files()) - len(site.index.seen) <= READ_AT_ONCE:
            return self._rows(site.articles(), str(site.root)) + self._other_rows(site)
        site.index.take(site.index.seen.values())
        return self.known_rows(site)

    def draft_texts(self) -> tuple[DraftText, ...]:
        """Return the drafts of the open site, to be searched. Reads files: not for the window's thread."""
        root = str(self.root) if self.root is not None else None
        drafts = (draft for draft in self.drafts.drafts() if _belongs(draft, root) and is_edited(draft))
        return tuple(_draft_text(draft) for draft in drafts)

    def _rows(self, articles: Iterable[ArticleEntry], root: str | None) -> tuple[LibraryRow, ...]:
        drafts = [draft for draft in self.drafts.drafts() if _belongs(draft, root)]
        entries = {str(entry.path): entry for entry in articles}
        rows = [_draft_row(draft, entries.get(draft.site_path or "")) for draft in drafts]
        worked_on = {draft.site_path for draft in drafts if draft.site_path}
        rows += [_site_row(entry) for path, entry in entries.items() if path not in worked_on]
        return tuple(rows)

    def _other_rows(self, site: Site) -> tuple[LibraryRow, ...]:
        """Return a row for all that lies beside the articles: pages made by hand, and second copies."""
        entries = {entry.path: entry for entry in site.known_articles()}
        pairs = ((copy.path, entries.get(copy.original)) for copy in site.conflict_copies())
        copies = (
            LibraryRow(f"{COPY_KEY}{path}", entry.title, RowState.COPY, entry.date)
            for path, entry in pairs
            if entry is not None
        )
        return (*copies, *self._page_rows(site))

    def _page_rows(self, site: Site) -> tuple[LibraryRow, ...]:
        """Return a row for each page that was made by hand and is no article or draft yet."""
        pages = site.loose_pages()
        drafts = {draft.draft_id for draft in self.drafts.drafts()} if pages else set()
        return tuple(
            LibraryRow(f"{PAGE_KEY}{page.path}", page.title, RowState.PAGE, page.day)
            for page in pages
            if draft_id_for(site.root, page.path) not in drafts
        )

    def read(self, key: str, site: Site | None) -> WorkingCopy:
        """Return the working copy that a row's key names. Reads files: not for the window's thread."""
        if key.startswith(SITE_KEY) and site is not None:
            return self.read_from_site(site, PurePosixPath(key.removeprefix(SITE_KEY)))
        return self.read_draft(key.removeprefix(DRAFT_KEY), site)

    def is_of_site(self, key: str) -> bool:
        """Say whether a row stands for a draft that belongs to some site. Reads files."""
        name = key.removeprefix(DRAFT_KEY)
        return any(draft.draft_id == name and draft.site is not None for draft in self.drafts.drafts())

    def read_from_site(self, site: Site, path: PurePosixPath) -> WorkingCopy:
        """Return an article of the site: its draft where work on it is kept, else its file."""
        draft_id = draft_id_for(site.root, path)
        drafts = self.drafts.drafts()
        for draft in drafts:
            if draft.site == str(site.root) and draft.site_path == str(path):
                return self.read_draft(draft.draft_id, site)
        if self.drafts.has_name(draft_id):
            draft_id = new_draft_id()  # taken by a text that lost its file, or by a newer program: that stays
        data = site.read_bytes(path)
        return WorkingCopy(draft_id, site.article_from_bytes(data, path), site_path=path, base=data)

    def read_draft(self, draft_id: str, site: Site | None) -> WorkingCopy:
        """Return a draft as it was kept; one without changes gives way to the site's file."""
        try:
            draft = self.drafts.load(draft_id)
        except MissingError as error:
            raise SaveError(
                "This draft is not there any more.",
                kept="Nothing else was changed.",
                next_step="Look for it in the trash.",
                details=error.details,
            ) from error
        path = PurePosixPath(draft.site_path) if draft.site_path else None
        if path is not None and site is not None and not is_edited(draft) and (site.root / path).is_file():
            data = site.read_bytes(path)
            return WorkingCopy(draft_id, site.article_from_bytes(data, path), site_path=path, base=data)
        return WorkingCopy(
            draft_id,
            _article(draft.article, site, path),
            site_path=path,
            outside_path=Path(draft.outside_path) if draft.outside_path else None,
            base=draft.base,
        )

    def read_outside(self, path: Path) -> WorkingCopy:
        """Return the article in a file that lies in no site: its draft where work on it is kept."""
        draft_id = draft_id_for(path, PurePosixPath())
        for draft in self.drafts.drafts():
            if draft.draft_id == draft_id and is_edited(draft):
                return self.read_draft(draft_id, None)
        if self.drafts.has_name(draft_id) and not any(d.draft_id == draft_id for d in self.drafts.drafts()):
            draft_id = new_draft_id()
        data = read_file(path)
        article = Article.from_bytes(data, name=path.name)
        return WorkingCopy(draft_id, article, outside_path=path, base=data)

    def tidy(self) -> None:
        """Let go of drafts that hold only what their files hold now, once their export cannot be undone."""
        for draft in self.drafts.drafts():
            if time.time() - draft.kept_at > LET_GO_AFTER_S and _is_in_its_file(draft):
                self.drafts.let_go(draft)
        self.versions.tidy()

    def damaged(self) -> dict[str, Path]:
        """Return the damaged files that were put aside, by their names, which no two share. Reads folders."""
        places = (self.drafts.damaged(), self.trash.damaged(), self.versions.damaged(), self.log.damaged())
        return {path.name: path for paths in places for path in paths}

    def last_export(self, site: Site | None) -> ExportEntry | None:
        """Return the newest export into this site that can be undone. Reads files."""
        for entry in self.log.entries():
            if site is None or any(file.path.is_relative_to(site.root) for file in entry.files):
                return entry
        return None

    def renew_drafts(self, site: Site, paths: Iterable[Path], *, leave: str | None) -> None:
        """Have drafts begin from their files as these are now, but for one draft. Reads and writes files."""
        touched = set(paths)
        for draft in self.drafts.drafts():
            place = site.root / draft.site_path if draft.site_path else None
            if draft.site == str(site.root) and draft.draft_id != leave and place in touched:
                self.drafts.keep(self._renewed(draft, site, place))

    def _renewed(self, draft: Draft, site: Site, place: Path) -> Draft:
        if place.is_file():
            return replace(draft, base=read_file(place))
        copy = WorkingCopy(draft.draft_id, Article.new(), PurePosixPath(draft.site_path or ""))
        self.versions.move(article_id(copy, site.root), draft.draft_id)
        with suppress(IgnoredError, SaveError):  # they are shown again then, and nothing else is lost
            move_ignores(site.root, draft.site_path or "", draft.draft_id)
        return replace(draft, base=None, site_path=None)

    def move_along(self, old: WorkingCopy, new_id: str, root: Path) -> None:
        """Move what lies beside a draft to its new name, under which it is kept already. Moves files."""
        folder = self.drafts.pictures_folder(new_id)
        for picture in tuple(self.drafts.pictures_folder(old.draft_id).iterdir()):
            picture.replace(folder / picture.name)
        self.versions.move(article_id(old, root), new_id)
        for draft in self.drafts.drafts():
            if draft.draft_id == old.draft_id:
                self.drafts.let_go(draft)

    def keep_copy(self, copy: WorkingCopy, pictures_of: str, site: Site | None) -> None:
        """Keep an article as a draft, with the pictures of the one that it was made from. Writes files."""
        folder = self.drafts.pictures_folder(copy.draft_id)
        for picture in self.drafts.pictures_folder(pictures_of).iterdir():
            write_file(folder / picture.name, read_file(picture))
        self.drafts.keep(self.draft_of(copy, 0, site))

    def file_of(self, copy: WorkingCopy) -> Path | None:
        """Return the file of a working copy, where it has one."""
        in_site = self.root / copy.site_path if self.root is not None and copy.site_path is not None else None
        return copy.outside_path or in_site

    def article_from(self, data: bytes, copy: WorkingCopy) -> Article:
        """Return what other bytes of a working copy's article say, read as its site does."""
        if copy.outside_path is not None:
            return Article.from_bytes(data, name=copy.outside_path.name)
        return _article(data, self.site, copy.site_path)

    # -- keeping -------------------------------------------------------------------------------

    def keep_version(self, name: str, data: bytes, reason: str, base: bytes | None) -> None:
        """Keep a version of an article, and before its first one the text that work began with.

        Raises ``SaveError``.
        """
        if base is not None and base != data and not self.versions.versions(name):
            self.versions.keep(name, base, AS_FOUND, time.time())
        self.versions.keep(name, data, reason, time.time())

    def draft_of(self, copy: WorkingCopy, cursor: int, site: Site | None) -> Draft:
        """Return the draft that keeps a working copy."""
        is_outside = copy.outside_path is not None
        return Draft(
            draft_id=copy.draft_id,
            site=None if is_outside or site is None else str(site.root),
            site_path=str(copy.site_path) if copy.site_path else None,
            outside_path=str(copy.outside_path) if is_outside else None,
            article=copy.article.to_bytes(),
            base=copy.base,
            title=copy.article.fields.title or "",
            cursor=cursor,
            kept_at=time.time(),
        )


def draft_id_for(root: Path, path: PurePosixPath) -> str:
    """Return the one name of the draft of a file: the same file never has two."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{root.as_posix()}//{path}").hex


def article_id(copy: WorkingCopy, root: Path | None) -> str:
    """Return what an article's versions are kept under."""
    if copy.site_path is not None and root is not None:
        return draft_id_for(root, copy.site_path)
    return copy.draft_id


def is_edited(draft: Draft) -> bool:
    """Say whether a draft holds anything that its file does not."""
    return draft.base is None or draft.article != draft.base


def key_of(copy: WorkingCopy, rows: Iterable[LibraryRow]) -> str:
    """Return the key of the row that stands for a working copy."""
    draft_key = f"{DRAFT_KEY}{copy.draft_id}"
    site_key = f"{SITE_KEY}{copy.site_path}"
    return site_key if any(row.key == site_key for row in rows) else draft_key


def row_of_copy(
    copy: WorkingCopy, rows: Iterable[LibraryRow], *, edited: bool, words: int
) -> tuple[LibraryRow, ...]:
    """Return the rows with the open article's row as it is now; ``words`` is how many it has.

    A look at the files right after a first export may have met its draft as it was before: that row goes.
    """
    key = key_of(copy, rows)
    if key != (stale := f"{DRAFT_KEY}{copy.draft_id}"):
        rows = [row for row in rows if row.key != stale]
    title = copy.article.fields.title or ""
    now = [row for row in rows if row.key == key]
    state = RowState.DRAFT if copy.is_new else RowState.EDITED if edited else RowState.ON_SITE
    if copy.outside_path is not None and not now:
        return tuple(rows)
    if not now:
        return (LibraryRow(key, title, state, date.today(), words, kept_at=time.time()), *rows)
    row = now[0]
    if state is RowState.ON_SITE and row.state is RowState.HIDDEN:
        state = RowState.HIDDEN
    is_as_before = state in (row.state, RowState.ON_SITE, RowState.HIDDEN)
    day, kept_at = (row.day, row.kept_at) if is_as_before else (date.today(), time.time())
    changed = replace(row, title=title or row.title, state=state, day=day, words=words, kept_at=kept_at)
    return tuple(changed if other.key == key else other for other in rows)


def _is_in_its_file(draft: Draft) -> bool:
    """Say whether the draft's file is there now and holds what the draft holds."""
    if draft.outside_path is None and (draft.site is None or draft.site_path is None):
        return False
    path = Path(draft.outside_path or "")
    if draft.outside_path is None:
        path = Path(draft.site or "") / (draft.site_path or "")
    try:
        return read_file(path) == draft.article
    except SaveError:
        return False


def _belongs(draft: Draft, root: str | None) -> bool:
    if draft.outside_path:
        return is_edited(draft)
    return draft.site is None or draft.site == root


def _article(data: bytes, site: Site | None, path: PurePosixPath | None) -> Article:
    if site is not None:
        return site.article_from_bytes(data, path)
    return Article.from_bytes(data, name=str(path or ""))


def _draft_row(draft: Draft, entry: ArticleEntry | None) -> LibraryRow:
    if entry is not None and not is_edited(draft):
        return replace(_site_row(entry), key=f"{DRAFT_KEY}{draft.draft_id}")
    return LibraryRow(
        key=f"{DRAFT_KEY}{draft.draft_id}",
        title=draft.title,
        state=RowState.DRAFT if draft.base is None else RowState.EDITED,
        day=date.fromtimestamp(draft.kept_at),
        words=sum(map(count_words, Article.from_bytes(draft.article).text.split("\n"))),
        tags=entry.tags if entry is not None else (),
        authors=entry.authors if entry is not None else (),
        kept_at=draft.kept_at,
    )


def _site_row(entry: ArticleEntry) -> LibraryRow:
    return LibraryRow(
        key=f"{SITE_KEY}{entry.path}",
        title=entry.title,
        state=RowState.HIDDEN if entry.is_draft else RowState.ON_SITE,
        day=entry.date,
        words=entry.words,
        tags=entry.tags,
        authors=entry.authors,
        problem=entry.problem,
        path=str(entry.path),
    )


def _draft_text(draft: Draft) -> DraftText:
    article = Article.from_bytes(draft.article, name=draft.site_path or "")
    fields = article.fields
    text = Text(draft.title or fields.title or "", fields.tags, fields.authors, readable(article.text))
    return DraftText(f"{DRAFT_KEY}{draft.draft_id}", draft.kept_at, text)
