"""Pictures that no text of the site names any more, and a plan that takes them away."""

from __future__ import annotations

from collections.abc import Iterable

from clinicwriter.safekeeping import SaveError
from clinicwriter.site.errors import ExportError
from clinicwriter.site.names import require_path
from clinicwriter.site.plan import PlannedFile, counted, size_in_words
from clinicwriter.site.reading_faults import reading_for_plan
from clinicwriter.site.site import Site

from .index import IsWanted, Progress
from .plans import BulkPlan, LeftArticle

LABEL = "Pictures that nothing names"


@reading_for_plan()
def plan_picture_removal(
    site: Site,
    drafts: Iterable[bytes] = (),
    *,
    progress: Progress | None = None,
    is_wanted: IsWanted = lambda: True,
) -> BulkPlan:
    """Return what taking away every unused picture will do. Reads every text; nothing is written.

    What ``drafts`` name, the articles that are not in the site yet, is in use.
    Raises ``ExportError`` where it was stopped.
    """
    groups, left, size = [], [], 0
    unused = site.unused_pictures(drafts)
    for number, picture in enumerate(unused, 1):
        if not is_wanted():
            raise ExportError("The search for unused pictures was stopped.")
        try:
            before = picture.removal(site.root).before or b""
        except SaveError as error:
            left.append(LeftArticle(picture.path, picture.path.name, error.happened))
            continue
        file = require_path(site.root, picture.path)
        words = f"Picture · taken away, {size_in_words(len(before))}"
        groups.append((PlannedFile(file, picture.path, before, None, "picture", words),))
        size += len(before)
        if progress is not None:
            progress(number, len(unused))
    count = counted(len(groups), "picture")
    return BulkPlan(
        LABEL,
        f"{count} that nothing names, {size_in_words(size)} in all",
        tuple(groups),
        tuple(left),
        ("No text of the site names them. A link from another website is not seen: look before you agree.",),
        verb="Remove",
    )
