"""The export command: a plan for each article, printed, and then written like the window's."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from clinicwriter.article import Article
from clinicwriter.safekeeping import ExportLog, Places, Writer, read_file, settle_places
from clinicwriter.site import ExportError, ExportPlan, Site, export, open_site, plan_export

_PICTURE = re.compile(
    r"!\[[^\]]{0,1000}\]\(\s{0,100}<?([^)\s>]{1,2000})"
    r"|<img\b[^<>]{0,2000}?\bsrc=[\"']([^\"']{1,2000})",
    re.IGNORECASE,
)
"""Every repeat has its end, so that no text takes more than a few milliseconds for each of its kilobytes."""


def export_articles(options: Namespace, today: date) -> int:
    """Export every article named, in order; stop at the first that is refused."""
    site = open_site(options.site)
    places = settle_places(Places.standard()).places
    log = ExportLog(places.exports)
    writer = Writer(places.journal, log.record_recovery)
    if not options.plan:
        _finish_unfinished(writer)
    for file in options.articles:
        plan = plan_of(site, file, today, options.replace_old_footer)
        if not options.plan:
            export(plan, writer, log)
        _print_plan(plan, is_done=not options.plan)
    return 0


def _finish_unfinished(writer: Writer) -> None:
    """Bring an export that was cut off to its end, and say what became of it."""
    for found in writer.recover():
        print(found.outcome.sentence, file=sys.stderr)


def plan_of(site: Site, file: Path, today: date, replace_old_footer: bool | None) -> ExportPlan:
    """Plan the export of a file: an article of the site, or one from elsewhere that is new to it."""
    data = read_file(file)
    path = path_in_site(site, file)
    if path is not None and all(entry.path != path for entry in site.articles()):
        raise ExportError(
            f"{path} is none of the site's articles.",
            next_step=f"They lie in {site.layout.articles}; clinicwriter list names them.",
        )
    article = site.article_from_bytes(data, path)
    plan = plan_export(
        site,
        article,
        path=path,
        base=data if path else None,
        pictures={} if path else pictures_beside(article, file),
        today=today,
        replace_legacy_footer=replace_old_footer,
    )
    if plan.legacy_footer:
        raise ExportError(
            f"“{plan.label}” ends with an older footer, and the clinic's footer would come after it.",
            next_step="Say --replace-old-footer or --keep-old-footer.",
        )
    return plan


def path_in_site(site: Site, file: Path) -> PurePosixPath | None:
    """Return an article's place in the site, or ``None`` where it lies elsewhere."""
    root, place = site.root.resolve(), file.resolve()
    if not place.is_relative_to(root):
        return None
    return PurePosixPath(place.relative_to(root).as_posix())


def pictures_beside(article: Article, file: Path) -> Mapping[str, Path]:
    """Return the pictures that an article from elsewhere has beside it, by how its text names them."""
    references = [match.group(1) or match.group(2) for match in _PICTURE.finditer(article.text)]
    if article.fields.image:
        references.append(article.fields.image)
    found = {}
    for reference in references:
        if re.match(r"[a-z][a-z0-9+.-]*:|/", reference, re.IGNORECASE):
            continue
        source = file.parent / unquote(reference)
        if source.is_file():
            found[reference] = source
    return found


def _print_plan(plan: ExportPlan, *, is_done: bool) -> None:
    print(f"{plan.label}")
    if plan.is_empty:
        print("  nothing to change: the site has it already")
    for planned in plan.changed_files:
        print(f"  {planned.relative}: {planned.sentence}")
    if not plan.is_empty and plan.footer:
        print(f"  clinic footer: {plan.footer}")
    for note in plan.notes:
        print(f"  note: {note}")
    if not is_done and not plan.is_empty:
        print("  nothing was written")
