"""The check of an article that is about to go public: once, afresh, by the rules of its site."""

from __future__ import annotations

from datetime import date

from clinicwriter.checks import (
    IgnoredError,
    Ignores,
    Report,
    Subject,
    check_article,
    load_ignores,
    load_rules,
)
from clinicwriter.safekeeping import SaveError
from clinicwriter.site import Site
from clinicwriter.ui.exporting.flow import pending_pictures
from clinicwriter.ui.session import WorkingCopy
from clinicwriter.ui.workspace import Workspace


def check_before_export(workspace: Workspace, copy: WorkingCopy, site: Site) -> Report:
    """Return what is open in an article, without what colleagues ignore. Reads files."""
    subject = subject_of(workspace, copy, site)
    try:
        ignores = load_ignores(site.root)
    except (IgnoredError, SaveError):
        ignores = Ignores()
    report = check_article(subject, load_rules(site.root))
    return report.without(lambda finding: ignores.hides(finding, subject.name))


def subject_of(workspace: Workspace, copy: WorkingCopy, site: Site | None) -> Subject:
    """Return what is checked of a working copy. Reads the names of its pictures."""
    pictures = pending_pictures(workspace, site, copy) if site is not None else {}
    return Subject(copy.article, date.today(), site, copy.site_path, pictures, known_as=copy.draft_id)
