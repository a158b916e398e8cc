"""The clinic's facts changed: its footer is renewed in every article, and missing ones are listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinicwriter.site import ExportError
from clinicwriter.site.library import FooterState, carry_out, footer_notes, plan_footer_renewal
from clinicwriter.site.pages import is_untouched
from clinicwriter.site.plan import counted

SITES = Path(__file__).parent / "sites"
KINDS = sorted(path.name for path in SITES.iterdir() if path.name not in ("handmade",))
OpenDesk = Callable[[str], Any]


@pytest.fixture
def desk(open_desk: OpenDesk) -> OpenDesk:
    return open_desk


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_phone_number_comes_into_every_footer_once(desk: OpenDesk, kind: str) -> None:
    at = desk(kind)
    at.export_all()
    count = len(at.site.articles())
    before = {entry.path: at.site.read_article(entry.path) for entry in at.site.articles()}
    clinic = at.site.clinic
    at.change_phone("555-0199")
    assert {note.state for note in footer_notes(at.site)} == {FooterState.OLD}
    plan = plan_footer_renewal(at.site, before=clinic)
    assert plan.sentence == f"The phone number changed: {counted(count, 'article')} will be updated"
    carry_out(plan, at.writer, at.log)
    assert footer_notes(at.site) == ()
    assert plan_footer_renewal(at.site).is_empty
    for path, article in before.items():
        now = at.site.read_article(path)
        assert now.text == article.text
        assert now.fields == article.fields
        assert now.to_bytes().count(b"555-0199") == 1
        assert b"555-0170" not in now.to_bytes()


def test_the_footer_of_finished_pages_changes_and_nothing_else_on_them(desk: OpenDesk) -> None:
    at = desk("finished")
    at.export_all()
    pages = {path: path.read_text(encoding="utf-8") for path in (at.root / "blog").glob("*.html")}
    by_hand = next(path for path in pages if path.name != "index.html")
    pages[by_hand] = pages[by_hand].replace("<body", "<body data-mine")
    by_hand.write_text(pages[by_hand], encoding="utf-8")
    at.change_phone("555-0199")
    carry_out(plan_footer_renewal(at.site), at.writer, at.log)
    for path, text in pages.items():
        if path.name == "index.html":
            continue
        now = path.read_text(encoding="utf-8")
        assert is_untouched(now) == (path != by_hand)
        assert without_seal(now) == without_seal(text).replace("5550170", "5550199").replace(
            "555-0170", "555-0199"
        )


def without_seal(page: str) -> str:
    return page.split("<!-- Made with", maxsplit=1)[0]


def test_missing_footers_are_listed_and_added_only_when_asked(desk: OpenDesk) -> None:
    at = desk("hugo")
    notes = footer_notes(at.site)
    assert {note.state for note in notes} == {FooterState.MISSING}
    plan = plan_footer_renewal(at.site)
    assert plan.is_empty
    assert {left.path for left in plan.left} == {note.path for note in notes}
    adding = plan_footer_renewal(at.site, adds_missing=True)
    assert adding.articles == len(notes)
    carry_out(adding, at.writer, at.log)
    assert footer_notes(at.site) == ()


def test_a_footer_typed_by_hand_stays_and_is_told_of(desk: OpenDesk) -> None:
    at = desk("hugo")
    path = at.root / "content" / "posts" / "old.md"
    path.write_text(
        "---\ntitle: Old\n---\nText.\n\n---\n\n**For more information visit:**\n\nOur clinic\n", "utf-8"
    )
    before = path.read_bytes()
    plan = plan_footer_renewal(at.site, adds_missing=True)
    assert [left.path.name for left in plan.left] == ["old.md"]
    carry_out(plan, at.writer, at.log)
    assert path.read_bytes() == before


def test_without_the_clinics_name_there_is_no_footer_to_renew(desk: OpenDesk) -> None:
    at = desk("hugo")
    (at.root / "clinicwriter.toml").unlink()
    at.site.refresh()
    with pytest.raises(ExportError, match="name and address"):
        plan_footer_renewal(at.site)
