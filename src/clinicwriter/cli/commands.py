"""Each command's work: the same rooms as the window, with words on the screen instead."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from clinicwriter.article import Article
from clinicwriter.errors import ClinicWriterError
from clinicwriter.rendering import (
    WORKER_ARGUMENT,
    PageContent,
    flavour_for,
    render_body,
    render_page,
    serve_renderer,
)
from clinicwriter.safekeeping import read_file, write_file
from clinicwriter.site import ArticleEntry, Site, SiteError, SiteKind, open_site

from .arrivals import import_files
from .checking import check_paths
from .details import with_detail
from .exports import export_articles, path_in_site
from .parser import make_parser


def run_command(arguments: Sequence[str]) -> int:
    """Run one command line; return 0 only when it was done. Errors are told on stderr."""
    if list(arguments) == [WORKER_ARGUMENT]:
        # A packaged program has no other interpreter to start for the preview's renderer.
        serve_renderer()
        return 0
    try:
        options = make_parser().parse_args(list(arguments))
        work = _WORK[options.command]
        return work(options)
    except ClinicWriterError as error:
        _tell(error)
        return 1
    except BrokenPipeError:
        return 1
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def _tell(error: ClinicWriterError) -> None:
    """Say what happened in one line, then what was kept, what to do, and the details for who helps."""
    print(f"clinicwriter: {error.happened}", file=sys.stderr)
    details = " ".join(error.details.split())
    then = " ".join(part for part in (error.kept, error.next_step, details and f"({details})") if part)
    if then:
        print(then, file=sys.stderr)


def _export(options: Namespace) -> int:
    return export_articles(options, date.today())


def _check(options: Namespace) -> int:
    return check_paths(options, date.today())


def _import(options: Namespace) -> int:
    return import_files(options, date.today())


def _list(options: Namespace) -> int:
    site = open_site(options.site)
    entries = site.articles()
    if options.as_json:
        print(json.dumps([_as_data(entry) for entry in entries], ensure_ascii=False, indent=2))
        return 0
    print(site.description)
    for entry in entries:
        day = entry.date.isoformat() if entry.date else "no date   "
        state = "draft    " if entry.is_draft else "published"
        print(f"{day}  {state}  {entry.path}  {entry.title}")
    return 0


def _as_data(entry: ArticleEntry) -> Mapping[str, object]:
    return {
        "path": str(entry.path),
        "title": entry.title,
        "authors": list(entry.authors),
        "tags": list(entry.tags),
        "date": entry.date.isoformat() if entry.date else None,
        "draft": entry.is_draft,
        "words": entry.words,
        "address": entry.url,
        "problem": entry.problem or None,
    }


def _render(options: Namespace) -> int:
    site = open_site(options.site) if options.site else _site_around(options.article)
    data = read_file(options.article)
    page = _page_in_site(site, options.article, data) if site else _page_alone(options.article, data)
    if options.output is None:
        sys.stdout.write(page)
        return 0
    target = options.output.resolve()
    if site is not None and target.is_relative_to(site.root.resolve()):
        raise SiteError(
            "The page was not written: it would lie in the site itself.",
            next_step="Choose a place outside the site, or use clinicwriter export.",
        )
    write_file(target, page.encode())
    return 0


def _site_around(article: Path) -> Site | None:
    try:
        return open_site(article.parent)
    except SiteError:
        return None


def _page_in_site(site: Site, file: Path, data: bytes) -> str:
    path = path_in_site(site, file)
    article = site.article_from_bytes(data, path)
    body = render_body(article.text, site.flavour)
    return site.preview_page(article, path, body)


def _page_alone(file: Path, data: bytes) -> str:
    article = Article.from_bytes(data, name=file.name)
    fields = article.fields
    return render_page(
        PageContent(
            title=fields.title or file.stem,
            authors=fields.authors,
            date_text=fields.date or "",
            tags=fields.tags,
            summary=fields.summary or "",
            body_html=render_body(article.text, flavour_for(SiteKind.FINISHED)),
        )
    )


def _set(options: Namespace) -> int:
    file: Path = options.article
    data = read_file(file)
    site = _site_around(file)
    path = path_in_site(site, file) if site else None
    article = (
        site.article_from_bytes(data, path) if site and path else Article.from_bytes(data, name=file.name)
    )
    for assignment in options.details:
        article = with_detail(article, assignment)
    after = article.to_bytes()
    if after == data:
        print(f"{file}: nothing to change")
        return 0
    write_file(file, after, expected=data)
    print(f"{file}: changed")
    return 0


_WORK: Mapping[str, Callable[[Namespace], int]] = MappingProxyType(
    {
        "check": _check,
        "export": _export,
        "import": _import,
        "render": _render,
        "list": _list,
        "set": _set,
    }
)
