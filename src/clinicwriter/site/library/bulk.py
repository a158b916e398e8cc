"""One tag or one author changed in every article that has it, planned first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinicwriter.article import Article, Role
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


@dataclass(frozen=True, slots=True)
class BulkChange:
    """A tag or an author (``role``) that becomes another one everywhere; "" takes it out."""

    role: Role
    old: str
    new: str = ""

    @property
    def thing(self) -> str:
        """Return what it is about: "tag" or "author"."""
        return "tag" if self.role is Role.TAGS else "author"

    @property
    def label(self) -> str:
        """Say the change: the tag "sleep" becomes "rest"."""
        end = f"becomes “{self.new.strip()}”" if self.new.strip() else "is taken out"
        return f"The {self.thing} “{self.old}” {end}"

    def has(self, entry: ArticleEntry) -> bool:
        """Say whether an article is one that changes."""
        return any(same(self.old, value) for value in self._values(entry.tags, entry.authors))

    def apply(self, _entry: ArticleEntry, article: Article) -> Article:
        """Return the article with the change; each value stands in its place, and none twice."""
        fields = article.fields
        values: list[str] = []
        for value in self._values(fields.tags, fields.authors):
            now = self.new.strip() if same(self.old, value) else value
            if now and not any(same(now, other) for other in values):
                values.append(now)
        return article.with_field(self.role, tuple(values))

    def _values(self, tags: Sequence[str], authors: Sequence[str]) -> Sequence[str]:
        return tags if self.role is Role.TAGS else authors


def same(one: str, other: str) -> bool:
    """Say whether two spellings are the same tag or the same person: letters' case does not count."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@reading_for_plan()
def plan_bulk_change(
    site: Site,
    change: BulkChange,
    *,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkPlan:
    """Return what changing one tag or author everywhere will write. Reads files; nothing is written.

    Raises ``ExportError`` where there is nothing to change into, or the site is away.
    """
    _require_change(change)
    wanted = [entry for entry in site.articles() if change.has(entry)]
    found = survey(site, wanted, change.apply, f"{change.thing.capitalize()} changed", progress, is_wanted)
    notes: list[str] = []
    groups = grouped(found, {})
    if site.kind is SiteKind.FINISHED and found.articles:
        entries = {path: entry_of(site.layout, article, path) for path, article in found.articles.items()}
        pages = pages_after_change(site, found.articles, entries)
        groups, notes = grouped(found, pages.files, pages.others), list(pages.notes)
    count = counted(len(found.files), "article")
    return BulkPlan(
        change.label, f"{change.label}: {count} will be updated", groups, tuple(found.left), tuple(notes)
    )


def _require_change(change: BulkChange) -> None:
    if change.role not in (Role.TAGS, Role.AUTHORS):
        raise ValueError(f"only tags and authors are changed everywhere: {change.role}")
    if not change.old.strip() or change.old == change.new.strip():
        raise ExportError(f"The {change.thing} stays what it is.", next_step="Write what it is to become.")
    if "\n" in change.new or (change.role is Role.TAGS and "," in change.new):
        raise ExportError(
            f"A {change.thing} cannot have a comma or a new line in it.", next_step="Choose another spelling."
        )
