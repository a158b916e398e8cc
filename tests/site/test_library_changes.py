"""Changes of many articles: planned first, all or nothing for each file, and undone as one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from clinicwriter.article import Query, Role
from clinicwriter.safekeeping import ExportLog, FileChange, ReadOnlyDiskError, SaveError, Writer, staging
from clinicwriter.site import ExportError, Site, SiteError, open_site
from clinicwriter.site.library import (
    BulkChange,
    BulkPlan,
    Replacement,
    carry_out,
    plan_bulk_change,
    plan_footer_renewal,
    plan_replacement,
    plans,
)
from clinicwriter.site.library.bulk import same
from clinicwriter.site.pages import is_untouched

TODAY = date(2026, 11, 23)
SITES = Path(__file__).parent / "sites"
KINDS = sorted(path.name for path in SITES.iterdir() if path.name not in ("handmade",))


OpenDesk = Callable[[str], Any]


@pytest.fixture
def desk(open_desk: OpenDesk) -> OpenDesk:
    return open_desk


def rename(site: Site, old: str, new: str = "") -> BulkPlan:
    return plan_bulk_change(site, BulkChange(Role.TAGS, old, new))


# -- a tag or an author ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_tag_is_changed_in_every_article_that_has_it_and_nothing_else(desk: OpenDesk, kind: str) -> None:
    at = desk(kind)
    tag = next(iter(at.site.tags()), "")
    if not tag:
        pytest.skip("no article of this small site has a tag")
    have = {entry.path for entry in at.site.articles() if any(same(tag, one) for one in entry.tags)}
    before = {entry.path: (entry.tags, at.site.read_article(entry.path)) for entry in at.site.articles()}
    plan = rename(at.site, tag.upper(), "calm nights")
    assert plan.articles == len(have) > 0
    assert plan.sentence.endswith(f"{len(have)} article{'' if len(have) == 1 else 's'} will be updated")
    outcome = carry_out(plan, at.writer, at.log)
    assert (outcome.changed, outcome.left, outcome.is_complete) == (len(have), (), True)
    for entry in at.site.articles():
        tags, article = before[entry.path]
        now = at.site.read_article(entry.path)
        assert entry.tags == tuple("calm nights" if same(one, tag) else one for one in tags)
        assert now.body == article.body
        assert replace(now.fields, tags=()) == replace(article.fields, tags=())


def test_planning_writes_nothing_and_undoing_brings_every_byte_back(desk: OpenDesk) -> None:
    at = desk("finished")
    at.export_all()
    before = at.files()
    plan = rename(at.site, at.site.tags()[0], "new words")
    assert at.files() == before
    carry_out(plan, at.writer, at.log)
    assert at.files() != before
    last = at.log.last()
    assert last is not None
    assert last.label == plan.label
    at.log.undo(last, at.writer)
    assert at.files() == before


def test_two_tags_that_become_one_stand_once(desk: OpenDesk) -> None:
    at = desk("hugo")
    carry_out(rename(at.site, "stress", "Sleep"), at.writer, at.log)
    assert at.article("stress-at-work").fields.tags == ("sleep",)


def test_a_tag_can_be_taken_out(desk: OpenDesk) -> None:
    at = desk("hugo")
    carry_out(rename(at.site, "sleep"), at.writer, at.log)
    assert "sleep" not in at.site.tags()


def test_an_author_is_changed_everywhere(desk: OpenDesk) -> None:
    at = desk("eleventy")
    old = at.site.authors()[0]
    carry_out(plan_bulk_change(at.site, BulkChange(Role.AUTHORS, old, "Dr. Ada Hill")), at.writer, at.log)
    assert old not in at.site.authors()
    assert "Dr. Ada Hill" in at.site.authors()


def test_a_second_time_there_is_nothing_to_change(desk: OpenDesk) -> None:
    at = desk("hugo")
    carry_out(rename(at.site, "sleep", "rest"), at.writer, at.log)
    assert rename(at.site, "sleep", "rest").is_empty
    with pytest.raises(ExportError, match="stays what it is"):
        rename(at.site, "rest", "rest")
    with pytest.raises(ExportError, match="comma"):
        rename(at.site, "rest", "one, two")


def test_an_article_whose_details_are_locked_is_left_and_told_of(desk: OpenDesk) -> None:
    at = desk("hugo")
    path = at.root / "content" / "posts" / "anchored.md"
    path.write_text("---\ntitle: &a Anchored\nother: *a\ntags: [sleep\n---\nText.\n", encoding="utf-8")
    at.site.refresh()
    before = path.read_bytes()
    plan = rename(at.site, "sleep", "rest")
    carry_out(plan, at.writer, at.log)
    assert path.read_bytes() == before


def test_a_file_that_changed_after_the_plan_is_left_and_the_others_are_written(
    desk: OpenDesk,
) -> None:
    at = desk("hugo")
    plan = rename(at.site, "sleep", "rest")
    stranger = plan.files[0].path
    stranger.write_bytes(stranger.read_bytes() + b"More.\n")
    theirs = stranger.read_bytes()
    outcome = carry_out(plan, at.writer, at.log)
    assert stranger.read_bytes() == theirs
    assert outcome.changed == plan.articles - 1
    assert [left.path for left in outcome.left] == [plan.files[0].relative]
    assert all(file.path.read_bytes() == file.after for file in plan.files[1:])


def test_stopping_leaves_whole_files_that_can_be_undone(desk: OpenDesk) -> None:
    at = desk("hugo")
    for number in range(60):
        path = at.root / "content" / "posts" / f"more-{number:02}.md"
        path.write_text(f"---\ntitle: More {number}\ntags: [sleep]\n---\nText.\n", encoding="utf-8")
    before = at.files()
    plan = rename(at.site, "sleep", "rest")
    told: list[tuple[int, int]] = []
    outcome = carry_out(
        plan, at.writer, at.log, lambda done, total: told.append((done, total)), lambda: not told
    )
    assert not outcome.is_complete
    assert 0 < outcome.changed < plan.articles
    assert told == [(outcome.changed, plan.articles)]
    for file in plan.files:
        assert file.path.read_bytes() in (file.before, file.after)
    last = at.log.last()
    assert last is not None
    at.log.undo(last, at.writer)
    assert at.files() == before


def test_undoing_works_for_a_change_that_was_killed_between_two_parts(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "TOGETHER", 1)
    at = desk("hugo")
    more = at.root / "content" / "posts" / "more.md"
    more.write_text("---\ntitle: More\ntags: [sleep]\n---\nText.\n", encoding="utf-8")
    before = at.files()
    plan = rename(at.site, "sleep", "rest")
    assert plan.articles == 3

    def die(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(plan, at.writer, at.log, die)
    (entry,) = at.log.entries()
    assert len(entry.files) == 2
    at.log.undo(entry, at.writer)
    assert at.files() == before and at.log.entries() == ()


def test_undoing_works_for_a_change_that_was_killed_within_a_part(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "TOGETHER", 1)
    at = desk("hugo")
    before = at.files()
    real, placed = staging.Staged.place, []

    def die(new: staging.Staged) -> None:
        real(new)
        placed.extend([new.target] if new.target.suffix == ".md" else [])
        if len(placed) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as killing, pytest.raises(KeyboardInterrupt):
        killing.setattr(staging.Staged, "place", die)
        carry_out(rename(at.site, "sleep", "rest"), at.writer, at.log)
    for found in at.writer.recover():
        at.log.record_recovery(found)
    (entry,) = at.log.entries()
    assert len(entry.files) == 2
    at.log.undo(entry, at.writer)
    assert at.files() == before


def test_what_cannot_be_noted_is_put_back(desk: OpenDesk, tmp_path: Path) -> None:
    at = desk("hugo")
    before = at.files()
    (tmp_path / "log").write_bytes(b"a file where the folder would be")
    with pytest.raises(SaveError) as told:
        carry_out(rename(at.site, "sleep", "rest"), at.writer, at.log)
    assert "put back" in told.value.kept
    assert at.files() == before


KILLED = """
import sys
from pathlib import Path
from clinicwriter.article import Role
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import open_site
from clinicwriter.site.library import BulkChange, carry_out, plan_bulk_change, plans
plans.TOGETHER = 3
root, home = map(Path, sys.argv[1:])
plan = plan_bulk_change(open_site(root), BulkChange(Role.TAGS, "sleep", "rest"))
log = ExportLog(home / "log")
carry_out(plan, Writer(home / "journal"), log, lambda done, total: print(done, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill signal")
def test_a_kill_in_the_middle_leaves_whole_files_and_the_change_can_be_finished(
    desk: OpenDesk, tmp_path: Path
) -> None:
    at = desk("hugo")
    for number in range(120):
        path = at.root / "content" / "posts" / f"more-{number:03}.md"
        path.write_text(f"---\ntitle: More {number}\ntags: [sleep]\n---\nText.\n", encoding="utf-8")
    plan = rename(at.site, "sleep", "rest")
    names = set(at.files())
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(at.root), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    for found in at.writer.recover():
        at.log.record_recovery(found)
    assert set(at.files()) == names
    states = [file.path.read_bytes() for file in plan.files]
    assert all(state in (file.before, file.after) for state, file in zip(states, plan.files, strict=True))
    assert any(state == file.after for state, file in zip(states, plan.files, strict=True))
    carry_out(rename(open_site(at.root), "sleep", "rest"), at.writer, at.log)
    assert all(file.path.read_bytes() == file.after for file in plan.files)


def test_stopping_while_planning_gives_no_half_plan(desk: OpenDesk) -> None:
    at = desk("hugo")
    with pytest.raises(ExportError, match="stopped"):
        plan_bulk_change(at.site, BulkChange(Role.TAGS, "sleep", "rest"), is_wanted=lambda: False)


def test_the_finished_pages_change_with_their_articles(desk: OpenDesk) -> None:
    at = desk("finished")
    at.export_all()
    tag = at.site.tags()[0]
    plan = rename(at.site, tag, "quiet nights")
    pages = [file for file in plan.files if file.kind == "page"]
    drafts = [entry for entry in at.site.articles() if entry.is_draft]
    assert len(pages) >= plan.articles - len(drafts) > 0
    carry_out(plan, at.writer, at.log)
    assert all(is_untouched(file.path.read_text(encoding="utf-8")) for file in pages)
    now = at.files()
    at.site.refresh()
    at.export_all()
    assert at.files() == now


@pytest.mark.parametrize("way", ["tag", "words", "footer"])
def test_of_two_articles_with_one_address_the_first_is_changed_and_the_other_told_of(
    desk: OpenDesk, way: str
) -> None:
    at = desk("finished")
    at.export_all()
    first = at.root / "articles" / "sleeping-well.md"
    data = first.read_bytes()
    second = at.root / "articles" / "zz-copy.md"
    copy = data.replace(b"title: ", b"slug: sleeping-well\ntitle: ", 1)
    second.write_bytes(copy)
    at.site.refresh()
    if way == "tag":
        plan = rename(at.site, "sleep", "rest")
    elif way == "words":
        plan = plan_replacement(at.site, Replacement(Query("evening"), "night"))
    else:
        at.change_phone("555 99999")
        plan = plan_footer_renewal(at.site)
    outcome = carry_out(plan, at.writer, at.log)
    assert outcome.is_complete and not outcome.left
    assert [left.path.name for left in plan.left] == ["zz-copy.md"]
    assert "same page" in plan.left[0].reason
    assert first.read_bytes() != data and second.read_bytes() == copy


def test_a_page_changed_by_hand_stays_and_is_told_of(desk: OpenDesk) -> None:
    at = desk("finished")
    at.export_all()
    tag = at.site.tags()[0]
    page = next(file.path for file in rename(at.site, tag, "x").files if file.kind == "page")
    page.write_text(page.read_text(encoding="utf-8").replace("<body", "<body data-mine"), encoding="utf-8")
    before = page.read_bytes()
    plan = rename(at.site, tag, "quiet nights")
    assert page.name in plan.notes[0]
    carry_out(plan, at.writer, at.log)
    assert page.read_bytes() == before


# -- folders that make trouble -----------------------------------------------------------------


def test_a_site_that_went_away_is_said_before_anything_is_planned(desk: OpenDesk) -> None:
    at = desk("hugo")
    at.root.rename(at.root.with_name("gone"))
    for plan in (lambda: rename(at.site, "sleep", "x"), lambda: plan_footer_renewal(at.site)):
        with pytest.raises(SiteError, match="not there any more"):
            plan()


def test_a_site_that_goes_away_between_plan_and_writing_loses_nothing(desk: OpenDesk) -> None:
    at = desk("hugo")
    plan = rename(at.site, "sleep", "rest")
    before = at.files()
    away = at.root.with_name("gone")
    at.root.rename(away)
    outcome = carry_out(plan, at.writer, at.log)
    assert outcome.changed == 0
    assert len(outcome.left) == plan.articles
    assert not at.root.exists()
    away.rename(at.root)
    assert at.files() == before


def test_files_that_refuse_are_told_of_in_plain_words(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk("hugo")
    plan = rename(at.site, "sleep", "rest")
    before = at.files()

    def refuse(_changes: list[FileChange], _label: str = "", *_: object, **_more: object) -> None:
        raise ReadOnlyDiskError("This disk can only be read.")

    monkeypatch.setattr(at.writer, "write_all", refuse)
    outcome = carry_out(plan, at.writer, at.log)
    assert {left.reason for left in outcome.left} == {"This disk can only be read."}
    assert at.files() == before
    assert at.log.last() is None


def test_an_article_behind_a_link_that_leads_outside_is_left_alone(desk: OpenDesk, tmp_path: Path) -> None:
    at = desk("hugo")
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: Outside\ntags: [sleep]\n---\nText.\n", encoding="utf-8")
    try:
        (at.root / "content" / "posts" / "linked.md").symlink_to(outside)
    except OSError:
        pytest.skip("links may not be made here")
    before = outside.read_bytes()
    plan = rename(at.site, "sleep", "rest")
    assert PurePosixPath("content/posts/linked.md") in {left.path for left in plan.left}
    carry_out(plan, at.writer, at.log)
    assert outside.read_bytes() == before


def test_names_that_windows_keeps_for_itself_are_left_and_told_of(desk: OpenDesk) -> None:
    at = desk("hugo")
    try:
        (at.root / "content" / "posts" / "con.md").write_text("---\ntitle: C\ntags: [sleep]\n---\n", "utf-8")
    except OSError:
        pytest.skip("this system does not take such names")
    plan = rename(at.site, "sleep", "rest")
    assert [left.reason for left in plan.left] == [
        "“content/posts/con.md” cannot be written: Windows keeps this name for itself."
    ]


def test_two_programs_changing_the_same_tag_do_not_mix(desk: OpenDesk, tmp_path: Path) -> None:
    at = desk("hugo")
    mine = rename(at.site, "sleep", "rest")
    theirs = rename(open_site(at.root), "sleep", "nights")
    other = Writer(tmp_path / "other-journal")
    carry_out(theirs, other, ExportLog(tmp_path / "other-log"))
    outcome = carry_out(mine, at.writer, at.log)
    assert (outcome.changed, len(outcome.left)) == (0, mine.articles)
    assert "rest" not in at.site.tags()
