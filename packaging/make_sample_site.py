"""Make the generated part of the sample site (pages, blog page, feed) with the program's own export.

``python packaging/make_sample_site.py`` does it in ``resources/sample-site``; run it after an article,
the clinic's facts or a page template changed. ``--check`` writes nothing and fails where that is due.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import Site, export, open_site, plan_export

SHIPPED_ON = date(2026, 11, 23)
_MOST_ROUNDS = 5


def make_sample_site(root: Path) -> list[str]:
    """Export every article until no page changes any more; return the files that changed, in order."""
    changed: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        writer, log = Writer(Path(scratch) / "journal"), ExportLog(Path(scratch) / "exports")
        for _ in range(_MOST_ROUNDS):
            site = open_site(root)
            names = _export_all(site, writer, log)
            changed += [name for name in names if name not in changed]
            if not names:
                break
    return changed


def _export_all(site: Site, writer: Writer, log: ExportLog) -> list[str]:
    names = []
    for entry in site.articles():
        base = site.read_bytes(entry.path)
        article = site.article_from_bytes(base, entry.path)
        plan = plan_export(site, article, path=entry.path, base=base, today=SHIPPED_ON)
        names += [str(file.relative) for file in plan.changed_files]
        export(plan, writer, log)
    return names


def due(root: Path) -> list[str]:
    """Return the files that making the sample site again would change."""
    site = open_site(root)
    names: list[str] = []
    for entry in site.articles():
        base = site.read_bytes(entry.path)
        article = site.article_from_bytes(base, entry.path)
        plan = plan_export(site, article, path=entry.path, base=base, today=SHIPPED_ON)
        names += [str(file.relative) for file in plan.changed_files if str(file.relative) not in names]
    return names


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the generated part of the sample site.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where it is due")
    options = parser.parse_args()
    root = resource_path("sample-site")
    changed = due(root) if options.check else make_sample_site(root)
    print("\n".join(changed) or "The sample site is as the export makes it.")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
