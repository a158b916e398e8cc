"""Words replaced in the titles, summaries and texts of all articles, planned first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from clinicwriter.article import Article, ArticleError, Query, Role
from clinicwriter.site.addresses import page_url
from clinicwriter.site.entries import ArticleEntry, entry_of
from clinicwriter.site.errors import ExportError
from clinicwriter.site.kinds import SiteKind
from clinicwriter.site.plan import counted
from clinicwriter.site.reading_faults import reading_for_plan
from clinicwriter.site.site import Site

from .index import IsWanted, Progress
from .pages import pages_after_change
from .plans import BulkPlan
from .surveying import grouped, survey

KEPT = "Web addresses, code and the names of pictures stay as they are"
_STAYS = "The title or summary of {count} stays: the web address is made of it, or it cannot be changed here"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that give way to others in every title, summary and text; "" takes them out."""

    query: Query
    new: str

    @property
    def label(self) -> str:
        """Say the change: the words "front desk" become "reception"."""
        end = f"become “{self.new}”" if self.new else "are taken out"
        return f"The words “{self.query.words}” {end}"

    def in_text(self, article: Article) -> Article:
        """Return the article with the change in its text; the same one where that has none of the words."""
        return article.with_words(lambda text: self.query.replaced_in(text, self.new))

    def in_detail(self, article: Article, role: Role) -> Article:
        """Return the article with the change in its title or summary, which do not become empty.

        Raises ``ArticleError`` where the detail cannot be changed.
        """
        before = getattr(article.fields, role.value) or ""
        after = self.query.replaced_in(before, self.new)
        return article if after == before or not after.strip() else article.with_field(role, after)


@dataclass(slots=True)
class _Replacing:
    """Change one article after the other. State: those of which a title or summary stayed."""

    site: Site
    change: Replacement
    stayed: set[PurePosixPath] = field(default_factory=set)

    def apply(self, entry: ArticleEntry, article: Article) -> Article:
        """Return the article with the change; the same one where it has none of the words."""
        changed = self.change.in_text(article)
        for role in (Role.TITLE, Role.SUMMARY):
            changed = self._in_detail(entry, changed, role)
        return changed

    def _in_detail(self, entry: ArticleEntry, article: Article, role: Role) -> Article:
        try:
            changed = self.change.in_detail(article, role)
        except ArticleError:
            self.stayed.add(entry.path)
            return article
        layout = self.site.layout
        if page_url(layout, changed, entry.path) == page_url(layout, article, entry.path):
            return changed
        self.stayed.add(entry.path)
        return article


@reading_for_plan()
def plan_replacement(
    site: Site,
    change: Replacement,
    *,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkPlan:
    """Return what replacing words in every article will write. Reads files; nothing is written.

    Raises ``ExportError`` where there is nothing to look for, or it would stay what it is.
    """
    if not change.query.words.strip() or change.query.words == change.new:
        raise ExportError("The words stay what they are.", next_step="Write what they are to become.")
    replacing = _Replacing(site, change)
    found = survey(site, site.articles(), replacing.apply, "Words replaced", progress, is_wanted)
    notes = [KEPT]
    if replacing.stayed:
        notes.append(_STAYS.format(count=counted(len(replacing.stayed), "article")))
    groups = grouped(found, {})
    if site.kind is SiteKind.FINISHED and found.articles:
        entries = {path: entry_of(site.layout, article, path) for path, article in found.articles.items()}
        pages = pages_after_change(site, found.articles, entries)
        groups, notes = grouped(found, pages.files, pages.others), [*notes, *pages.notes]
    count = counted(len(found.files), "article")
    # An article that cannot be read is no news here: it may not even have the words.
    return BulkPlan(
        change.label, f"{change.label}: {count} will be updated", groups, tuple(found.same_page), tuple(notes)
    )
