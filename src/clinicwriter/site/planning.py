"""Planning an export: every refusal first, then each file as it will be; nothing is written here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from clinicwriter.article import Article, ArticleError, Role, code_places
from clinicwriter.rendering import TemplateError

from . import addresses
from .blog.habits import is_list_name
from .draft_moves import draft_target, moved_files
from .errors import ExportError, NoClinicError, PageTakenError, SettingsError
from .finished import FinishedPages
from .footer import footer_markdown
from .kinds import SiteKind
from .moves import is_named_by_file, offered_move, renamed_target, without_address
from .names import require_path, same_name_beside
from .pages import is_made_here, page_path
from .pictures import PictureTarget, encode_picture, free_target, safe_picture_name
from .plan import ExportPlan, PlannedFile, article_sentence, size_in_words
from .reading_faults import reading_for_plan
from .site import Site
from .traps import Severity, SiteFinding, find_traps, new_draft


@reading_for_plan()
def plan_export(
    site: Site,
    article: Article,
    *,
    path: PurePosixPath | None,
    base: bytes | None,
    pictures: Mapping[str, Path] | None = None,
    today: date,
    replace_legacy_footer: bool | None = None,
    is_published: bool | None = None,
    takes_offer: bool | None = None,
    takes_page: bool = False,
) -> ExportPlan:
    """Return what an export of this article will write.

    ``path`` is the article's place in the site, ``None`` for a new one; ``base`` the bytes of its file
    when the work began. ``pictures`` are the references in the article whose pictures are still outside
    the site, each with its file. ``replace_legacy_footer`` answers whether an older footer in the text
    gives way to the clinic's; ``None`` leaves it and tells of it in ``legacy_footer``. ``is_published``
    moves the article out of, or into, the folder of drafts that some kinds of site have; ``None`` leaves it.
    ``takes_offer`` answers whether the article's file moves where the site would not show it else; ``None``
    leaves it and tells of it in ``offer``. A file whose name decides the web address moves with that.
    With ``takes_page`` an article may take the place of the one on a page that was made by hand.
    Raises ``ExportError`` where the export is refused.
    """
    planner = _Planner(site, article, path, base, today, takes_page=takes_page)
    plan = planner.plan(pictures or {}, replace_legacy_footer)
    if path is None:
        return plan
    offer = None if takes_offer is False else offered_move(site, plan.article, path, today)
    target = offer.target if takes_offer and offer is not None else None
    if is_published is not None:
        target = draft_target(site, plan.article, path, is_published=is_published, today=today)
    plan = replace(plan, offer=offer if takes_offer is None else None)
    before = site.article_from_bytes(base, path) if base is not None else None
    if target is None and (target := renamed_target(site, article, path, before)):
        address = site.page_url(plan.article, target)
        note = f"The page moves to {address}: links to the old address will not work any more."
        plan = replace(plan, notes=(note, *plan.notes))
    return plan if target is None else _with_move(site, plan, target)


def _with_move(site: Site, plan: ExportPlan, target: PurePosixPath) -> ExportPlan:
    """Return the plan with the article's file moved."""
    moved = moved_files(site, plan.files[0], target)
    if moved is None:
        raise ExportError(
            f"The article cannot move to {target}, because there is a file of this name already.",
            next_step="Choose another web address in the details, then export again.",
        )
    return replace(plan, files=(*moved, *plan.files[1:]), article_path=target)


_BEFORE_ADDRESS = r"""\]\(\s?<?|\]:[ \t]?<?|(?<!\balt)(?<!\btitle)=["']|\bsrc=|\{[{%<][^{}\n]{0,300}["'\s]"""
"""What stands before a picture's address: in Markdown, in a tag, in a mark that the site's kind reads."""


_OLD_FOOTER = SiteFinding(
    "old-footer",
    Severity.NOTE,
    "The article ends with an older footer, which stays as it is.",
    "Replace it",
    fix=Article.without_legacy_footer,
)
"""Told where somebody keeps it: they may think otherwise when they see the plan."""


class _Planner:
    """One export being planned (state that changes: files and notes gather)."""

    def __init__(
        self,
        site: Site,
        article: Article,
        path: PurePosixPath | None,
        base: bytes | None,
        today: date,
        *,
        takes_page: bool,
    ) -> None:
        self._site = site
        self._article = article
        self._is_new = path is None
        self._base = base
        self._today = today
        self._takes_page = takes_page
        self._notes: list[str] = []
        self._findings: tuple[SiteFinding, ...] = ()
        self._pictures: list[PlannedFile] = []
        self._taken_pictures: dict[tuple[Path, str], bytes] = {}
        self._coming: set[str] = set()
        require_folder(site.root)
        _require_clinic(site)
        _require_article(article)
        self._path = path or site.article_path(article, today=today)
        self._file = require_path(site.root, self._path)

    def plan(self, pictures: Mapping[str, Path], replace_legacy_footer: bool | None) -> ExportPlan:
        """Return the whole plan."""
        before = self._bytes_there()
        self._settle_web_address()
        self._leave_address_to_name()
        self._part_text_from_header()
        for reference, source in pictures.items():
            self._take_picture(reference, source)
        footer = self._put_footer(replace_legacy_footer)
        after = self._article.to_bytes()
        self._require_same_article(after)
        # A new article whose file is there already, byte for byte, was exported before.
        is_known = not self._is_new or before == after
        if before is not None and not is_known:
            raise self._taken(self._owner(self._path))
        self._require_free_address(is_known=is_known)
        sentence = article_sentence(before, after)
        files = [PlannedFile(self._file, self._path, before, after, "article", sentence), *self._pictures]
        if self._site.kind is SiteKind.FINISHED:
            files += self._page_files()
        self._note_traps()
        require_writable(self._site.root, files)
        legacy = self._article.legacy_footer if replace_legacy_footer is None else None
        return ExportPlan(
            tuple(files),
            self._path,
            self._article,
            tuple(self._notes),
            footer,
            legacy_footer=legacy or "",
            findings=self._findings,
        )

    def _note_traps(self) -> None:
        """Tell what the site would do to the article as it will stand there."""
        found = find_traps(
            self._site, self._article, self._own_path, today=self._today, pictures=self._coming
        )
        if self._is_new and self._article.fields.is_draft:
            found += new_draft(found)
        if self._article.legacy_footer is not None:
            found += (_OLD_FOOTER,)
        self._findings = found
        self._notes = list(dict.fromkeys([*self._notes, *(finding.message for finding in found)]))

    def _page_files(self) -> list[PlannedFile]:
        pages = FinishedPages(self._site, self._article, self._path, self._base)
        try:
            files = pages.files()
        except TemplateError as error:
            raise ExportError(error.happened, next_step=error.next_step, details=error.details) from error
        self._notes += pages.notes
        return files

    # -- the article's place -------------------------------------------------------------------

    def _bytes_there(self) -> bytes | None:
        there = _read(self._file)
        if self._is_new:
            taken = same_name_beside(self._file)
            if taken is not None and taken.name != self._file.name:
                raise self._taken(self._owner(self._path.with_name(taken.name)))
            return there
        if there is None:
            raise ExportError(
                f"The article's file {self._path} is not in the site any more.",
                next_step="It was moved or deleted outside Clinic Writer. Your text is kept: "
                "export it as a new article, or put the file back.",
            )
        if self._base is not None and there != self._base:
            raise ExportError(
                f"The article's file {self._path} was changed outside Clinic Writer since you opened it.",
                next_step="Your text is kept. Open the article again from the list to see both.",
            )
        return there

    def _require_free_address(self, *, is_known: bool) -> None:
        wanted = self._site.page_url(self._article, self._path).casefold()
        for entry in self._site.articles():
            if entry.path != self._path and entry.url.casefold() == wanted:
                raise self._taken(f"the article “{entry.title}”")
        if self._site.kind is SiteKind.FINISHED:
            self._require_free_page(is_known=is_known)

    def _require_free_page(self, *, is_known: bool) -> None:
        relative = page_path(self._site.layout, self._article, self._path)
        file = require_path(self._site.root, relative)
        # An article's file may not be called "index" either: that means its folder.
        if self._is_list_page(relative.name) or self._is_list_page(f"{self._path.stem}.html"):
            raise self._taken("a page that lists articles")
        there = same_name_beside(file)
        if there is None:
            return
        page = _read(there) or b""
        is_own = is_known and there.name == file.name
        is_by_hand = not is_made_here(page.decode("utf-8", "replace"))
        if is_by_hand and self._takes_page and there.name == file.name:
            return
        if not is_own or is_by_hand:
            owner = f"the page {there.relative_to(self._site.root).as_posix()}, made by somebody else"
            raise self._taken(
                owner, PageTakenError if is_by_hand and there.name == file.name else ExportError
            )

    def _is_list_page(self, name: str) -> bool:
        """Say whether the site has, or will have, a list of articles in a page of this name."""
        blog = self._site.layout.blog
        by_number, by_tag = name.startswith("page-"), name.startswith("tag")
        has_such = blog.page_length if by_number else blog.has_tag_pages if by_tag else True
        return bool(has_such) and is_list_name(name)

    def _owner(self, path: PurePosixPath) -> str:
        """Return in words whose file this is."""
        title = next((entry.title for entry in self._site.articles() if entry.path == path), "")
        return f"the article “{title}”" if title else f"the file {path}"

    def _taken(self, owner: str, kind: type[ExportError] = ExportError) -> ExportError:
        address = self._site.page_url(self._article, self._path)
        return kind(
            f"The web address {address} is already taken by {owner}.",
            next_step="Choose another web address in the details, then export again.",
        )

    @property
    def _own_path(self) -> PurePosixPath | None:
        return None if self._is_new else self._path

    def _settle_web_address(self) -> None:
        """Write a new article's web address into it where its title would move the page else."""
        if not self._is_new or self._article.lock:
            return
        said = self._article.fields.slug
        slug = addresses.web_address(self._site.layout, self._article, None)[1]
        if self._site.layout.rules.writes_slug:
            if not said:
                self._article = self._article.with_field(Role.SLUG, slug)
        elif said and not said.startswith("/") and addresses.file_slug(self._site.kind, self._path) == said:
            # The file's name says it already.
            self._article = self._article.with_field(Role.SLUG, None)

    def _leave_address_to_name(self) -> None:
        """Take a new web address out of the details where the file's name, which changes too, says it."""
        if self._is_new or self._base is None or self._article.lock or self._path.stem == "index":
            return
        before = self._site.article_from_bytes(self._base, self._path)
        if self._article.fields.slug and is_named_by_file(self._site, self._article, before):
            self._article = without_address(self._article)

    def _part_text_from_header(self) -> None:
        """Put a blank line between a new article's header lines and its text, as people do."""
        if self._is_new and self._article.form == "header":
            parted = self._article.with_body(self._site.habits.line_end + self._article.body)
            if parted.text == self._article.text:
                self._article = parted

    # -- pictures ------------------------------------------------------------------------------

    def _take_picture(self, reference: str, source: Path) -> None:
        in_text = reference in self._article.text
        in_details = self._article.fields.image == reference
        if not in_text and not in_details:
            return
        name = picture_name(reference)
        data = self._encoded(source, PurePosixPath(safe_picture_name(name)).suffix)
        target = free_target(self._site.layout, name, self._path, data, self._picture_bytes)
        self._plan_picture(target, data)
        self._coming |= {target.reference, target.field_reference}
        if in_text and target.reference != reference:
            self._article = self._article.with_words(lambda text: renamed(text, reference, target.reference))
        if in_details and target.field_reference != reference:
            self._article = self._article.with_field(Role.IMAGE, target.field_reference)

    def _encoded(self, source: Path, suffix: str) -> bytes:
        """Return a picture's bytes; text and details may name the same file in two ways."""
        if (source, suffix) not in self._taken_pictures:
            self._taken_pictures[source, suffix] = encode_picture(source, suffix)
        return self._taken_pictures[source, suffix]

    def _picture_bytes(self, relative: PurePosixPath) -> bytes | None:
        """Return what is, or in this plan will be, at a picture's path, whatever the letters' case."""
        for planned in self._pictures:
            if planned.relative == relative:
                return planned.after
        file = require_path(self._site.root, relative)
        there = same_name_beside(file)
        if there is None:
            return None
        return (_read(there) or b"") if there.name == file.name else b""

    def _plan_picture(self, target: PictureTarget, data: bytes) -> None:
        file = require_path(self._site.root, target.path)
        before = _read(file)
        sentence = (
            f"New picture · {size_in_words(len(data))}, location data removed"
            if before is None
            else "Picture · already there"
        )
        if all(planned.relative != target.path for planned in self._pictures):
            self._pictures.append(PlannedFile(file, target.path, before, data, "picture", sentence))

    # -- the footer and the result -------------------------------------------------------------

    def _put_footer(self, replace_legacy_footer: bool | None) -> str:
        try:
            footer = footer_markdown(self._site.clinic)
        except SettingsError as error:
            raise ExportError(error.happened, next_step=error.next_step) from error
        is_replaced = self._article.legacy_footer is not None
        if is_replaced:
            if not replace_legacy_footer:
                return "An older footer is there and stays"
            self._article = self._article.without_legacy_footer()
        old = self._article.footer
        if old is not None and old.strip() == footer.strip():
            return "Already there · up to date"
        try:
            self._article = self._article.with_footer(footer)
        except ArticleError as error:
            raise ExportError(error.happened, next_step=error.next_step) from error
        if is_replaced:
            return "Takes the place of an older footer"
        return "Added at the end" if old is None else "Already there · renewed"

    def _require_same_article(self, after: bytes) -> None:
        """Read the new bytes again: what comes out must be the article that went in."""
        again = self._site.article_from_bytes(after, self._path)
        if again.text != self._article.text or again.fields != self._article.fields:
            raise ExportError(
                "The article would not come out as you wrote it.",
                next_step="Please report this; save a copy of the article for the person who helps you.",
                details=f"{self._path}: fields or text differ after reading the new file again",
            )


def picture_name(reference: str) -> str:
    """Return the file name in a reference: ``{{ "/assets/a.jpg" | relative_url }}`` means ``a.jpg``."""
    plain = re.sub(r"[\"']?\s*\|[^}|]*\}\}\s*\Z", "", reference)
    return unquote(plain.rsplit("/", 1)[-1])


def renamed(text: str, old: str, new: str) -> str:
    """Return the text with a picture's reference changed where it is one, and nowhere else."""
    code = code_places(text)
    pieces, written = [], 0
    for found in re.finditer(rf"(?:{_BEFORE_ADDRESS})(?P<old>{re.escape(old)})(?=[)>\"'\s]|\Z)", text):
        if not any(place.start <= found.start("old") < place.end for place in code):
            pieces += [text[written : found.start("old")], new]
            written = found.end()
    return "".join(pieces) + text[written:]


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def require_folder(root: Path) -> None:
    """Refuse where the site's folder went away."""
    if not root.is_dir():
        raise ExportError(
            f"The site's folder {root.name} is not there any more.",
            next_step="It may have been moved, or its drive is not connected. "
            "Choose it again when it is back.",
            details=str(root),
        )


def _require_clinic(site: Site) -> None:
    if site.settings_problem is not None:
        raise ExportError(site.settings_problem.happened, next_step=site.settings_problem.next_step)
    if not site.clinic.name.strip():
        raise NoClinicError(
            "The footer needs the clinic's name and address.",
            next_step="Tell Clinic Writer the clinic's name and address first (Site > Clinic details).",
            details="They are name, address, phone, url and about under [clinic] in clinicwriter.toml.",
        )


def _require_article(article: Article) -> None:
    if article.is_read_only:
        raise ExportError(article.read_only_reason or "This file cannot be exported.")
    if not (article.fields.title or "").strip():
        raise ExportError("The article has no title yet.", next_step="Give it a title, then export again.")


def require_writable(root: Path, files: list[PlannedFile]) -> None:
    """Refuse where a file or its folder may not be written to."""
    for planned in files:
        if not planned.is_change:
            continue
        place = planned.path
        while not place.exists() and place != root:
            place = place.parent
        folder = place if place.is_dir() else place.parent
        if not os.access(place, os.W_OK) or not os.access(folder, os.W_OK):
            shown = place.relative_to(root).as_posix() if place != root else root.name
            raise ExportError(
                f"Clinic Writer may not write to {shown} in the site.",
                next_step="Ask whoever looks after the site to let you change it.",
                details=str(place),
            )
