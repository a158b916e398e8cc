"""An answer that comes late changes nothing but what it was asked for: no word is lost between two deeds."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.safekeeping import NoPermissionError
from clinicwriter.ui.application import Program
from clinicwriter.ui.exporting.flow import PlannedExport
from clinicwriter.ui.questions import message_for
from clinicwriter.ui.workspace import SITE_KEY

from .rig import all_drafts, another_key, article_file, busy, refuse, settle, type_text


def catch_plans(program: Program) -> list[PlannedExport]:
    plans: list[PlannedExport] = []
    program.exports.planned.disconnect()
    program.exports.planned.connect(plans.append)
    return plans


# -- opening another article -----------------------------------------------------------------------


def test_what_is_typed_while_another_article_is_being_read_is_kept(program: Program, qtbot: QtBot):
    go_on, other = busy(program), another_key(program)
    program.operations.open_row(other)
    type_text(qtbot, program, "Typed meanwhile. ")
    go_on.set()
    settle(qtbot, program, lambda: program.operations.current_key() == other)
    assert b"Typed meanwhile. " in all_drafts(program)


@pytest.mark.parametrize("deed", ["new", "duplicate", "open"])
def test_work_that_the_disk_refuses_is_not_left_without_asking(
    program: Program, qtbot: QtBot, monkeypatch, answering, deed: str
):
    opening, title = program.session.opening, program.session.fields.title
    other = another_key(program)
    type_text(qtbot, program, "Refused by the disk. ")
    keep, refused_id = program.workspace.drafts.keep, program.session.origin.draft_id

    def refuse_this(draft) -> None:
        refuse() if draft.draft_id == refused_id else keep(draft)

    monkeypatch.setattr(program.workspace.drafts, "keep", refuse_this)
    answering.answers.append("stay")
    deeds = {
        "new": program.operations.new_article,
        "duplicate": program.desk.deeds.duplicate,
        "open": lambda: program.operations.open_row(other),
    }
    deeds[deed]()
    settle(qtbot, program, lambda: answering.asked)
    assert (program.session.opening, program.session.fields.title) == (opening, title)
    assert program.session.article.text.startswith("Refused by the disk. ")
    monkeypatch.setattr(program.workspace.drafts, "keep", keep)
    assert b"Refused by the disk. " in all_drafts(program)


def test_only_the_newest_wish_to_open_something_is_fulfilled(program: Program, qtbot: QtBot):
    go_on = busy(program)
    program.operations.open_row(another_key(program))
    program.operations.new_article()
    type_text(qtbot, program, "A new beginning.")
    go_on.set()
    settle(qtbot, program)
    assert program.session.article.text == "A new beginning."


def test_a_file_that_is_found_late_does_not_take_the_place_of_a_newer_wish(
    program: Program, qtbot: QtBot, tmp_path: Path
):
    file = tmp_path / "from-elsewhere.md"
    file.write_text("From elsewhere.\n", encoding="utf-8")
    go_on = busy(program)
    program.operations.open_path(file)
    program.operations.new_article()
    type_text(qtbot, program, "A new beginning.")
    go_on.set()
    settle(qtbot, program)
    assert program.session.article.text == "A new beginning."


# -- exporting -------------------------------------------------------------------------------------


def test_words_typed_between_export_and_agreeing_stay(program: Program, qtbot: QtBot):
    plans = catch_plans(program)
    type_text(qtbot, program, "First. ")
    program.exports.begin()
    type_text(qtbot, program, "Second. ")
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program)
    assert "First. Second. " in program.session.article.text
    assert b"Second. " not in article_file(program).read_bytes()
    assert program.session.copy.is_edited
    assert program.session.origin.base == article_file(program).read_bytes()


def test_an_export_never_writes_into_another_article(program: Program, qtbot: QtBot):
    plans, file = catch_plans(program), article_file(program)
    before, key = file.read_bytes(), another_key(program)
    type_text(qtbot, program, "First. ")
    program.exports.begin()
    program.operations.open_row(key)
    settle(qtbot, program, lambda: program.operations.current_key() == key)
    text, path = program.session.article.text, program.session.origin.site_path
    for plan in plans:
        program.exports.write(plan)
    settle(qtbot, program)
    assert (program.session.article.text, program.session.origin.site_path) == (text, path)
    assert file.read_bytes() == before
    assert not program.exports.is_busy


def test_a_plan_that_is_agreed_to_too_late_is_not_written(program: Program, qtbot: QtBot):
    plans, file = catch_plans(program), article_file(program)
    before, key = file.read_bytes(), another_key(program)
    type_text(qtbot, program, "First. ")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.operations.open_row(key)
    settle(qtbot, program, lambda: program.operations.current_key() == key)
    program.exports.write(plans[0])
    settle(qtbot, program)
    assert file.read_bytes() == before
    assert "Another article was opened" in program.window.status_bar.kept.text()


def test_a_detail_changed_while_the_export_is_written_stays_and_so_does_what_was_written(
    program: Program, qtbot: QtBot
):
    plans = catch_plans(program)
    type_text(qtbot, program, "First. ")
    program.session.set_field(Role.TITLE, "Another title")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    program.session.set_field(Role.SUMMARY, "Written meanwhile")
    settle(qtbot, program)
    assert program.session.fields.summary == "Written meanwhile"
    assert program.session.article.footer == plans[0].plan.article.footer
    program.session.history.undo()
    assert program.session.fields.summary != "Written meanwhile"
    assert program.session.fields.title == "Another title"


def test_undoing_a_detail_after_the_first_export_keeps_what_the_export_wrote(program: Program, qtbot: QtBot):
    plans = catch_plans(program)
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Brand new")
    type_text(qtbot, program, "Text.")
    program.session.set_field(Role.SUMMARY, "A summary")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.origin.is_new)
    program.session.history.undo()
    assert program.session.fields.summary is None
    assert program.session.article.footer == plans[0].plan.article.footer
    assert program.session.fields.slug == plans[0].plan.article.fields.slug


def test_a_new_article_is_once_in_the_list_after_its_export(program: Program, qtbot: QtBot):
    plans = catch_plans(program)
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Brand new")
    type_text(qtbot, program, "Text.")
    program.keeper.keep_and_wait()
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.origin.is_new)
    for rows in (program.workspace.rows, program.operations.shown_rows()):
        assert [row.title for row in rows].count("Brand new") == 1


def test_an_exported_article_is_once_in_a_list_that_was_gathered_before_its_draft_was_kept_again(
    program: Program, qtbot: QtBot
):
    plans, workspace = catch_plans(program), program.workspace
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Brand new")
    type_text(qtbot, program, "Text.")
    program.keeper.keep_and_wait()
    program.operations.refresh()
    settle(qtbot, program, lambda: any(row.title == "Brand new" for row in workspace.rows))
    draft_row = next(row for row in workspace.rows if row.title == "Brand new")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.origin.is_new)
    site_row = next(row for row in workspace.rows if row.title == "Brand new")
    assert site_row.key != draft_row.key
    workspace.take_rows((draft_row, *workspace.rows), workspace.site)
    assert [row for row in program.operations.shown_rows() if row.title == "Brand new"] == [site_row]


def test_there_is_one_export_at_a_time(program: Program, qtbot: QtBot):
    plans, action = catch_plans(program), program.window.book["export.begin"]
    type_text(qtbot, program, "First. ")
    action.trigger()
    action.trigger()
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    assert not action.isEnabled()
    program.exports.begin()
    settle(qtbot, program)
    assert len(plans) == 1
    program.exports.put_away()
    assert action.isEnabled()


def test_a_change_from_elsewhere_at_export_leads_to_joining_and_on_to_the_plan(
    program: Program, qtbot: QtBot, answering
):
    plans, file = catch_plans(program), article_file(program)
    type_text(qtbot, program, "Mine. ")
    file.write_bytes(file.read_bytes().replace(b"## Before you arrive", b"## Before you come", 1))
    answering.answers.append("join")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    assert "Mine. " in plans[0].copy.article.text
    assert "## Before you come" in plans[0].copy.article.text


# -- taking an export back -------------------------------------------------------------------------


def test_the_text_of_an_article_whose_export_was_undone_is_never_let_go(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    first, plans = program.operations.current_key(), catch_plans(program)
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Brand new thing")
    type_text(qtbot, program, "Only here. ")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.origin.is_new)
    program.keeper.keep_and_wait()
    program.operations.open_row(first)
    settle(qtbot, program, lambda: program.operations.current_key() == first)
    answering.answers = ["undo"]
    program.undoing.begin()
    settle(qtbot, program, lambda: answering.asked)
    settle(qtbot, program)
    assert program.workspace.site is not None
    assert program.workspace.site.clinic.name in answering.asked[-1].text
    now = time.time()
    monkeypatch.setattr("clinicwriter.ui.workspace.time.time", lambda: now + 3 * 86400)
    program.workspace.tidy()
    assert b"Only here. " in all_drafts(program)
    (draft,) = [draft for draft in program.workspace.drafts.drafts() if b"Only here. " in draft.article]
    assert draft.base is None
    assert draft.site_path is None


def test_a_draft_that_holds_only_what_its_file_holds_is_let_go_after_days(
    program: Program, qtbot: QtBot, monkeypatch
):
    plans, draft_id = catch_plans(program), program.session.origin.draft_id
    type_text(qtbot, program, "Sent. ")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.copy.is_edited)
    program.keeper.keep_and_wait()
    assert draft_id in [draft.draft_id for draft in program.workspace.drafts.drafts()]
    now = time.time()
    monkeypatch.setattr("clinicwriter.ui.workspace.time.time", lambda: now + 3 * 86400)
    program.workspace.tidy()
    assert draft_id not in [draft.draft_id for draft in program.workspace.drafts.drafts()]
    assert program.workspace.trash.entries() == ()


# -- files that come and go ------------------------------------------------------------------------


def test_a_file_that_was_gone_and_comes_back_costs_no_word(program: Program, qtbot: QtBot):
    type_text(qtbot, program, "Written before. ")
    program.keeper.keep_and_wait()
    file, key = article_file(program), f"{SITE_KEY}{program.session.origin.site_path}"
    data = file.read_bytes()
    file.unlink()
    program.elsewhere.look()
    settle(qtbot, program, lambda: program.session.origin.is_new)
    program.keeper.keep_and_wait()
    file.write_bytes(data)
    program.operations.new_article()
    program.operations.refresh()
    settle(qtbot, program)
    program.operations.open_row(key)
    settle(qtbot, program, lambda: not program.session.origin.is_new)
    assert "Written before. " not in program.session.article.text
    type_text(qtbot, program, "x")
    assert all_drafts(program).count(b"Written before. ") == 1


def test_a_file_that_a_sync_program_takes_away_for_a_moment_is_not_believed_gone(
    program: Program, qtbot: QtBot, monkeypatch
):
    file = article_file(program)
    data, draft_id = file.read_bytes(), program.session.origin.draft_id
    file.unlink()
    monkeypatch.setattr("clinicwriter.ui.elsewhere.time.sleep", lambda _s: file.write_bytes(data))
    program.elsewhere.look()
    settle(qtbot, program)
    assert program.session.origin.base == data
    assert program.session.origin.draft_id == draft_id


def test_discarding_brings_the_text_that_the_site_has_now(program: Program, qtbot: QtBot):
    file = article_file(program)
    type_text(qtbot, program, "Mine. ")
    theirs = file.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    file.write_bytes(theirs)
    program.desk.deeds.discard_changes()
    settle(qtbot, program, lambda: not program.session.copy.is_edited)
    assert program.session.article.to_bytes() == theirs == program.session.origin.base


# -- copies ----------------------------------------------------------------------------------------


def test_a_duplicate_is_on_the_disk_before_its_first_letter_and_can_be_thrown_away(
    program: Program, qtbot: QtBot, answering
):
    original = program.session.origin.draft_id
    picture = program.workspace.drafts.pictures_folder(original) / "waiting-room.jpg"
    picture.write_bytes(b"a picture")
    program.desk.deeds.duplicate()
    settle(qtbot, program, lambda: program.session.origin.is_new)
    draft_id = program.session.origin.draft_id
    draft = program.workspace.drafts.load(draft_id)
    assert draft.article == program.session.article.to_bytes()
    assert (program.workspace.drafts.pictures_folder(draft_id) / picture.name).read_bytes() == b"a picture"
    assert draft.title in [row.title for row in program.window.library.model.rows]
    answering.answers = ["trash"]
    program.desk.deeds.delete()
    settle(qtbot, program, lambda: not program.session.is_open)
    assert answering.told == []
    assert [entry.draft_id for entry in program.workspace.trash.entries()] == [draft_id]


def test_a_draft_that_is_not_there_is_told_without_a_name_of_ours(program: Program, qtbot: QtBot, answering):
    program.operations.open_row("draft:0123456789abcdef")
    settle(qtbot, program, lambda: answering.told)
    assert "0123456789abcdef" not in answering.told[0].title
    assert answering.told[0].title.startswith("This draft is not there any more.")


@pytest.mark.parametrize("ending", ["draft", "versions", "trash", "undo", "export"])
def test_no_message_names_a_file_of_ours(ending: str):
    error = NoPermissionError.of(Path(f"1699-3f2a9c.{ending}"))
    message = message_for(error)
    assert "3f2a9c" not in f"{message.title} {message.text}"
    assert "3f2a9c" in message.details
    assert message_for(NoPermissionError.of(Path("sleep.md"))).title.endswith("“sleep.md”.")


# -- stopping --------------------------------------------------------------------------------------


def test_after_stopping_a_look_the_next_one_looks_again(program: Program, qtbot: QtBot):
    file = article_file(program)
    go_on = busy(program)
    program.elsewhere.look()
    program.work.stop()
    go_on.set()
    settle(qtbot, program)
    theirs = file.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    file.write_bytes(theirs)
    program.elsewhere.look()
    settle(qtbot, program, lambda: program.session.origin.base == theirs)


def test_saving_an_article_opened_during_the_look_at_another_is_not_forgotten(program: Program, qtbot: QtBot):
    done: list[str] = []
    go_on = busy(program)
    program.elsewhere.look(lambda: done.append("the first"))
    program.session.open_article(program.session.copy)
    program.elsewhere.look(lambda: done.append("the second"))
    go_on.set()
    settle(qtbot, program, lambda: done)
    settle(qtbot, program)
    assert done == ["the second"]


def test_a_job_that_writes_cannot_be_stopped_half_known(program: Program, qtbot: QtBot):
    plans = catch_plans(program)
    type_text(qtbot, program, "Sent. ")
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    program.work.stop()
    settle(qtbot, program)
    assert not program.session.copy.is_edited
    assert b"Sent. " in article_file(program).read_bytes()


def test_saving_goes_on_where_the_look_fails(program: Program, qtbot: QtBot, monkeypatch):
    done: list[str] = []

    def fail(*_arguments: object) -> None:
        raise OSError("the drive stutters")

    monkeypatch.setattr("clinicwriter.ui.elsewhere.compare", fail)
    program.elsewhere.look(lambda: done.append("saved"))
    settle(qtbot, program)
    assert done == ["saved"]
