"""The clinic's footer in every article: where it is missing or old, and a plan that renews it everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from clinicwriter.article import Article, ArticleError
from clinicwriter.safekeeping import SaveError
from clinicwriter.site.entries import ArticleEntry
from clinicwriter.site.errors import ExportError, SiteError
from clinicwriter.site.footer import footer_markdown
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.plan import counted
from clinicwriter.site.reading_faults import reading_for_plan
from clinicwriter.site.settings import CLINIC_FACTS, Clinic
from clinicwriter.site.site import Site

from .index import IsWanted, Progress
from .pages import pages_with_footer
from .plans import BulkPlan
from .surveying import grouped, survey

LABEL = "Footer renewed in all articles"
_WORDS = {
    "name": "The clinic's name",
    "address": "The address",
    "phone": "The phone number",
    "url": "The web address",
    "about": "The line about the clinic",
    "disclaimer": "The disclaimer",
}


class FooterState(Enum):
    """How an article's footer stands against the clinic's facts."""

    CURRENT = "up to date"
    OLD = "old"
    MISSING = "missing"
    UNMARKED = "typed by hand"

    @property
    def sentence(self) -> str:
        """Say it in a list of articles."""
        return _SENTENCES[self]


_SENTENCES = {
    FooterState.CURRENT: "The footer is up to date",
    FooterState.OLD: "The footer is an old one",
    FooterState.MISSING: "There is no footer",
    FooterState.UNMARKED: "An older footer, typed by hand, stands at the end",
}


@dataclass(frozen=True, slots=True)
class FooterNote:
    """One article whose footer is not as it should be."""

    path: PurePosixPath
    title: str
    state: FooterState


def footer_state(article: Article, footer: str) -> FooterState:
    """Say how an article's footer stands against the clinic's footer of now."""
    if article.footer is not None:
        return FooterState.CURRENT if _plain(article.footer) == _plain(footer) else FooterState.OLD
    return FooterState.UNMARKED if article.legacy_footer is not None else FooterState.MISSING


def _plain(footer: str) -> list[str]:
    return [line.rstrip() for line in footer.strip().splitlines()]


def footer_notes(
    site: Site, *, progress: Progress | None = None, is_wanted: IsWanted = lambda: True
) -> tuple[FooterNote, ...]:
    """Return every article whose footer is missing or old. Reads all articles.

    Raises ``ExportError`` where the clinic has no name yet, ``SiteError`` where the site is away.
    """
    footer = _footer(site)
    entries = site.articles()
    found = []
    for number, entry in enumerate(entries, 1):
        if not is_wanted():
            break
        state = _state_of(site, entry, footer)
        if state is not FooterState.CURRENT:
            found.append(FooterNote(entry.path, entry.title, state))
        if progress is not None:
            progress(number, len(entries))
    return tuple(found)


def _state_of(site: Site, entry: ArticleEntry, footer: str) -> FooterState:
    try:
        return footer_state(site.read_article(entry.path), footer)
    except (ArticleError, SaveError):
        return FooterState.CURRENT  # it says itself, in the list, that it cannot be read


@reading_for_plan()
def plan_footer_renewal(
    site: Site,
    *,
    before: Clinic | None = None,
    adds_missing: bool = False,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkPlan:
    """Return what renewing the footer in all articles will write. Reads all articles; nothing is written.

    ``before`` are the clinic's facts until now, for the words of the plan. Articles without a footer get one
    where ``adds_missing``; one typed by hand stays, and is told of. Raises ``ExportError``.
    """
    footer = _footer(site)
    renewing = _Renewing(footer, adds_missing)
    found = survey(site, site.articles(), renewing.renew, "Footer renewed", progress, is_wanted)
    for entry, reason in renewing.left:
        found.leave(entry, reason)
    notes: tuple[str, ...] = ()
    groups = grouped(found, {})
    if site.kind is SiteKind.FINISHED:
        pages = pages_with_footer(site, found.articles, is_wanted)
        groups, notes = grouped(found, pages.files), pages.notes
    return BulkPlan(LABEL, _sentence(site.clinic, before, len(found.files)), groups, tuple(found.left), notes)


class _Renewing:
    """Articles getting the footer of now (state that changes: those that stay, and why)."""

    def __init__(self, footer: str, adds_missing: bool) -> None:
        self._footer = footer
        self._adds_missing = adds_missing
        self.left: list[tuple[ArticleEntry, str]] = []

    def renew(self, entry: ArticleEntry, article: Article) -> Article:
        """Return the article with its footer renewed, or as it is."""
        state = footer_state(article, self._footer)
        if state is FooterState.CURRENT:
            return article
        if state is FooterState.UNMARKED:
            self.left.append((entry, f"{state.sentence}. It stays as it is."))
            return article
        if state is FooterState.MISSING and not self._adds_missing:
            self.left.append((entry, f"{state.sentence}, and none is added."))
            return article
        return article.with_footer(self._footer)


def _sentence(clinic: Clinic, before: Clinic | None, count: int) -> str:
    names = [name for name in CLINIC_FACTS if before and getattr(before, name) != getattr(clinic, name)]
    what = _WORDS.get(names[0], "The footer") if len(names) == 1 else "The clinic's details"
    verb = "changed" if len(names) == 1 else "are other ones now"
    will = f"{counted(count, 'article')} will be updated"
    return f"{what} {verb}: {will}" if before is not None and names else will


def _footer(site: Site) -> str:
    if site.settings_problem is not None:
        raise ExportError(site.settings_problem.happened, next_step=site.settings_problem.next_step)
    try:
        footer = footer_markdown(site.clinic)
    except SiteError as error:
        raise ExportError(error.happened, next_step=error.next_step) from error
    if not footer:
        raise ExportError(
            "The footer needs the clinic's name and address.",
            next_step="Tell Clinic Writer the clinic's name and address first (Site > Clinic details).",
        )
    return footer
