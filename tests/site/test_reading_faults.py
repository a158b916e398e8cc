"""A disk that fails while something is planned: told in plain words, at whichever call it fails."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.article import Query, Role
from clinicwriter.errors import ClinicWriterError
from clinicwriter.site import (
    BlogWishes,
    ExportError,
    Site,
    open_site,
    plan_export,
    plan_removal,
    reading_for_plan,
)
from clinicwriter.site.library import BulkChange, plan_bulk_change, plan_footer_renewal
from clinicwriter.site.library.blog import plan_blog_pages
from clinicwriter.site.library.replacing import Replacement, plan_replacement
from clinicwriter.site.library.unused_pictures import plan_picture_removal

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 23)


def plan_first(site: Site) -> object:
    path = site.known_articles()[0].path
    data = site.read_bytes(path)
    article = site.article_from_bytes(data, path)
    return plan_export(site, article.with_text(f"{article.text}\nMore.\n"), path=path, base=data, today=TODAY)


PLANNERS: dict[str, Callable[[Site], object]] = {
    "export": plan_first,
    "removal": lambda site: plan_removal(site, site.known_articles()[0].path),
    "tag": lambda site: plan_bulk_change(site, BulkChange(Role.TAGS, site.known_tags()[0], "changed")),
    "words": lambda site: plan_replacement(site, Replacement(Query("the"), "our")),
    "footer": lambda site: plan_footer_renewal(site, adds_missing=True),
    "pictures": plan_picture_removal,
    "blog": lambda site: plan_blog_pages(site, BlogWishes()),
}


def with_call_failing(layer, number: int, error: OSError, action: Callable[[], object]) -> bool:
    """Do something while one call of the system fails; say whether it came to that call."""
    left = number

    def meddle(_name, real, args, kwargs):
        nonlocal left
        left -= 1
        if left == -1:
            raise error
        return real(*args, **kwargs)

    with layer.between(meddle):
        action()
    return left < 0


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("finished", 9),
        ("hugo", 9),
        pytest.param("finished", 1, marks=pytest.mark.long),
        pytest.param("hugo", 1, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("planner", PLANNERS)
def test_whichever_call_fails_while_planning_the_words_are_plain(
    tmp_path: Path, layer, planner: str, kind: str, step: int
):
    root = Path(shutil.copytree(SITES / kind, tmp_path / "site"))
    told, number, goes_on = 0, 0, True

    def plan() -> None:
        nonlocal told
        try:
            site.refresh()
            PLANNERS[planner](site)
        except ClinicWriterError as error:
            told += 1
            assert error.happened
            assert error.next_step

    while goes_on:
        site = open_site(root)
        site.articles()
        fault = OSError(errno.EIO, os.strerror(errno.EIO), str(root / "a-file.md"))
        goes_on = with_call_failing(layer, number, fault, plan)
        number += step
    assert number > step
    assert told or planner in ("pictures", "tag", "words")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EIO, "The drive does not answer: “a.md” could not be read"),
        (errno.EACCES, "You have no permission to read “a.md”"),
        (errno.EBUSY, "Another program is using “a.md”"),
        (errno.ENOMEM, "“a.md” could not be read"),
    ],
)
def test_what_happened_what_was_kept_and_what_to_do_are_said(number: int, words: str):
    with pytest.raises(ExportError, match=words) as caught, reading_for_plan():
        raise OSError(number, os.strerror(number), "/site/a.md")
    assert caught.value.kept == "Nothing was written."
    assert caught.value.next_step
    assert "/site/a.md" in caught.value.details


def test_a_fault_that_names_no_file_is_told_too():
    with pytest.raises(ExportError, match="A file of the site could not be read"), reading_for_plan():
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
