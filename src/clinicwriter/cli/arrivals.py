"""The import command: files from elsewhere become drafts that the window shows, or articles in a folder."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from clinicwriter.article import slugify
from clinicwriter.errors import ClinicWriterError
from clinicwriter.importing import ImportingError
from clinicwriter.safekeeping import DraftStore, Places, make_folder, write_file
from clinicwriter.sharing import (
    Arrival,
    ReportRow,
    arrive,
    keep_as_draft,
    report_csv,
    row_of_arrival,
    row_of_error,
    word_files_in,
)
from clinicwriter.site import Site, open_site


def import_files(options: Namespace, today: date) -> int:
    """Import every file named; return 0 only when all of them became articles."""
    site = open_site(options.site)
    drafts = DraftStore(Places.standard().drafts)
    rows = []
    for path in _files(options.files):
        row = _import_one(path, site, drafts, options.output, today)
        rows.append(row)
        _print_row(row)
    if options.report is not None:
        write_file(options.report, report_csv(rows))
    return 0 if all(row.is_imported for row in rows) else 1


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from word_files_in(path) if path.is_dir() else [path]


def _import_one(path: Path, site: Site, drafts: DraftStore, output: Path | None, today: date) -> ReportRow:
    try:
        arrival = arrive(path, site, today=today)
        if output is None:
            keep_as_draft(arrival, drafts, site)
        else:
            _write(arrival, output)
    except ClinicWriterError as error:
        return row_of_error(path, error)
    return row_of_arrival(path, arrival)


def _write(arrival: Arrival, folder: Path) -> None:
    """Write an article and its pictures into a folder; nothing that lies there is written over."""
    make_folder(folder)
    stem = slugify(arrival.title) or "article"
    number, name = 1, f"{stem}.md"
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}.md"
    for picture, data in arrival.pictures.items():
        if (folder / picture).exists() and (folder / picture).read_bytes() != data:
            raise ImportingError(
                f"“{folder / picture}” is there already, and is another picture.",
                kept="Nothing was written over.",
                next_step="Choose another folder.",
            )
        write_file(folder / picture, data)
    write_file(folder / name, arrival.article.to_bytes())


def _print_row(row: ReportRow) -> None:
    stream = sys.stdout if row.is_imported else sys.stderr
    print(f"{row.file}: {row.title}" if row.is_imported else f"{row.file}", file=stream)
    for note in filter(None, (*row.notes, row.remark)):
        print(f"  {note}", file=stream)
