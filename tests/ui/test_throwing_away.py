"""Drafts thrown away and articles taken off the site: no other text goes with them."""

from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.ui.application import Program

from .rig import all_drafts, article_file, busy, refuse, settle, type_text


def begin_draft(qtbot: QtBot, program: Program) -> str:
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "To be thrown away")
    type_text(qtbot, program, "Its only text.")
    program.keeper.keep_and_wait()
    return program.session.origin.draft_id


def test_throwing_one_draft_away_does_not_close_another_article(program: Program, qtbot: QtBot, answering):
    begin_draft(qtbot, program)
    go_on = busy(program)
    answering.answers = ["trash"]
    program.desk.deeds.delete()
    program.operations.new_article()
    type_text(qtbot, program, "Begun meanwhile. ")
    go_on.set()
    settle(qtbot, program)
    assert program.session.is_open
    assert program.session.article.text == "Begun meanwhile. "
    assert b"Begun meanwhile. " in all_drafts(program)
    assert len(program.workspace.trash.entries()) == 1


def test_a_draft_that_cannot_be_thrown_away_stays_open_and_kept(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    draft_id = begin_draft(qtbot, program)
    monkeypatch.setattr(program.workspace.drafts, "discard", refuse)
    answering.answers = ["trash"]
    program.desk.deeds.delete()
    settle(qtbot, program, lambda: answering.told)
    assert program.session.origin.draft_id == draft_id
    assert b"Its only text." in all_drafts(program)


def plan_removal(qtbot: QtBot, program: Program) -> tuple[object, ...]:
    plans: list[tuple[object, ...]] = []
    program.removals.planned.disconnect()
    program.removals.planned.connect(lambda *plan: plans.append(plan))
    program.desk.deeds.delete()
    settle(qtbot, program, lambda: plans)
    return plans[0]


def test_an_article_whose_draft_cannot_be_thrown_away_stays_in_the_site_and_open(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    file, page = article_file(program), program.session.origin.site_path
    type_text(qtbot, program, "Not sent yet. ")
    plan, before = plan_removal(qtbot, program), file.read_bytes()
    monkeypatch.setattr(program.workspace.drafts, "discard", refuse)
    program.removals.write(*plan)
    settle(qtbot, program, lambda: answering.told)
    assert file.read_bytes() == before
    assert program.workspace.trash.entries() == ()
    assert program.session.origin.site_path == page
    assert b"Not sent yet. " in all_drafts(program)


def test_words_typed_while_the_removal_is_planned_are_not_removed(program: Program, qtbot: QtBot):
    file, plan = article_file(program), plan_removal(qtbot, program)
    type_text(qtbot, program, "Typed meanwhile. ")
    program.removals.write(*plan)
    settle(qtbot, program)
    assert file.exists()
    assert program.session.article.text.startswith("Typed meanwhile. ")
    assert b"Typed meanwhile. " in all_drafts(program)


def test_a_removal_never_closes_another_article(program: Program, qtbot: QtBot):
    file, plan = article_file(program), plan_removal(qtbot, program)
    program.operations.new_article()
    type_text(qtbot, program, "Begun meanwhile. ")
    program.removals.write(*plan)
    settle(qtbot, program)
    assert not file.exists()
    assert program.session.article.text == "Begun meanwhile. "
