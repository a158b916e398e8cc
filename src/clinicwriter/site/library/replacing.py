"""Words replaced in the texts of all articles, planned first."""

from __future__ import annotations

from dataclasses import dataclass

from clinicwriter.article import Article, Query
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

KEPT = "Web addresses and the names of pictures stay as they are"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that give way to others in every text; "" takes them out."""

    query: Query
    new: str

    @property
    def label(self) -> str:
        """Say the change: the words "front desk" become "reception"."""
        end = f"become “{self.new}”" if self.new else "are taken out"
        return f"The words “{self.query.words}” {end}"

    def apply(self, _entry: ArticleEntry, article: Article) -> Article:
        """Return the article with the change; the same one where it has none of the words."""
        text = self.query.replaced_in(article.text, self.new)
        return article if text == article.text else article.with_text(text)


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
    found = survey(site, site.articles(), change.apply, "Words replaced", progress, is_wanted)
    notes = [KEPT]
    groups = grouped(found, {})
    if site.kind is SiteKind.FINISHED and found.articles:
        entries = {path: entry_of(site.layout, article, path) for path, article in found.articles.items()}
        pages = pages_after_change(site, found.articles, entries)
        groups, notes = grouped(found, pages.files, pages.others), [KEPT, *pages.notes]
    count = counted(len(found.files), "article")
    # An article that cannot be read is no news here: it may not even have the words.
    return BulkPlan(change.label, f"{change.label}: {count} will be updated", groups, notes=tuple(notes))
