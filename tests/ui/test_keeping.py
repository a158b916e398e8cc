"""Nothing that somebody wrote is lost: drafts by themselves, a kill, a change from elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.safekeeping import Choice, DraftStore, FileChange, NoPermissionError, Places
from clinicwriter.ui.application import Program
from clinicwriter.ui.keeping import AFTER_PAUSE_MS, WHILE_TYPING_MS
from clinicwriter.ui.workspace import article_id, is_edited

WAIT_MS = 20_000


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy, timeout=WAIT_MS)


def article_file(program: Program) -> Path:
    path = program.elsewhere.path()
    assert path is not None
    return path


def look(qtbot: QtBot, program: Program) -> None:
    program.elsewhere.look()
    settle(qtbot, program)


def test_work_is_kept_within_a_second_of_a_pause_and_two_while_typing():
    assert AFTER_PAUSE_MS < 1000
    assert WHILE_TYPING_MS < 2000


def test_typing_is_kept_by_itself_and_the_status_bar_says_so(program: Program, qtbot: QtBot):
    qtbot.keyClicks(program.window.editor.text_edit, "Kept. ")
    assert "Keeping" in program.window.status_bar.kept.text()
    qtbot.waitUntil(lambda: program.keeper.is_all_kept, timeout=WAIT_MS)
    draft = program.workspace.drafts.load(program.session.origin.draft_id)
    assert b"Kept. " in draft.article
    assert draft.base == article_file(program).read_bytes()
    assert "All changes kept" in program.window.status_bar.kept.text()


def test_opening_an_article_alone_keeps_no_draft(program: Program):
    assert [draft for draft in program.workspace.drafts.drafts() if is_edited(draft)] == []


def test_closing_keeps_what_was_typed_a_moment_ago_and_asks_nothing(
    program: Program, qtbot: QtBot, answering
):
    qtbot.keyClicks(program.window.editor.text_edit, "Last words. ")
    assert program.window.close()
    draft = program.workspace.drafts.load(program.session.origin.draft_id)
    assert b"Last words. " in draft.article
    assert answering.asked == []


def test_what_could_not_be_kept_is_told_and_tried_again(program: Program, qtbot: QtBot, monkeypatch):
    keep = program.workspace.drafts.keep
    refused = NoPermissionError.of(Path("draft"))

    def refuse(draft: object) -> None:
        raise refused

    monkeypatch.setattr(program.workspace.drafts, "keep", refuse)
    with qtbot.waitSignal(program.keeper.failed, timeout=WAIT_MS):
        qtbot.keyClicks(program.window.editor.text_edit, "Stubborn. ")
    assert "Not kept yet" in program.window.status_bar.kept.text()
    monkeypatch.setattr(program.workspace.drafts, "keep", keep)
    qtbot.waitUntil(lambda: program.keeper.is_all_kept, timeout=WAIT_MS)


def test_a_window_with_work_that_cannot_be_kept_asks_before_it_closes(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    def refuse(draft: object) -> None:
        raise NoPermissionError.of(Path("draft"))

    with monkeypatch.context() as patched:
        patched.setattr(program.workspace.drafts, "keep", refuse)
        qtbot.keyClicks(program.window.editor.text_edit, "Hold on. ")
        answering.answers.append("stay")
        assert not program.window.close()
    assert [question.answers[-1].key for question in answering.asked] == ["stay"]


KILLED = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import build
program = build(Places.standard())
program.window.show()
program.desk.start()
def type_and_die():
    if not program.session.is_open or program.work.is_busy:
        QTimer.singleShot(50, type_and_die)
        return
    program.keeper.kept.connect(lambda when: os.kill(os.getpid(), signal.SIGKILL))
    QTest.keyClicks(program.window.editor.text_edit, "Typed before the kill. ")
QTimer.singleShot(50, type_and_die)
program.application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_after_a_kill_the_next_start_opens_the_article_with_what_was_typed(make_program, home: Path):
    killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, check=False, timeout=120)
    assert killed.returncode == -9, killed.stderr.decode()
    drafts = DraftStore(Places.below(home).drafts).drafts()
    assert [draft.article.count(b"Typed before the kill. ") for draft in drafts] == [1]
    program = make_program()
    assert program.session.article.text.startswith("Typed before the kill. ")
    assert program.session.copy.is_edited
    assert "What you wrote is here" in program.window.status_bar.kept.text()


def test_a_start_after_an_ordinary_end_raises_no_alarm(make_program, qtbot: QtBot):
    first = make_program()
    qtbot.keyClicks(first.window.editor.text_edit, "Half done. ")
    first.window.close()
    second = make_program()
    assert second.session.article.text.startswith("Half done. ")
    assert "All changes kept" in second.window.status_bar.kept.text()


def test_a_site_that_cannot_be_opened_any_more_gives_way_to_the_sample(make_program, answering, home: Path):
    first = make_program()
    empty = home / "no-site-any-more"
    empty.mkdir()
    first.settings.change(recent_sites=(str(empty),))
    first.window.close()
    second = make_program()
    assert second.workspace.root == home / "documents" / "Clinic Writer sample site"
    assert answering.told


# -- changed elsewhere -----------------------------------------------------------------------------


def test_an_unedited_article_takes_the_new_text_in_by_itself(program: Program, qtbot: QtBot, answering):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    path.write_bytes(theirs)
    look(qtbot, program)
    assert program.session.article.to_bytes() == theirs
    assert not program.session.copy.is_edited
    assert answering.asked == []


def test_changes_in_different_places_are_joined_by_themselves(program: Program, qtbot: QtBot, answering):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"## Before you arrive", b"## Before you come", 1)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(theirs)
    look(qtbot, program)
    text = program.session.article.text
    assert text.startswith("Mine. ")
    assert "## Before you come" in text
    assert program.session.origin.base == theirs
    assert answering.asked == []


@pytest.mark.parametrize("choice", list(Choice))
def test_what_both_changed_is_asked_place_by_place_and_joined_as_one_step(
    program: Program, qtbot: QtBot, answering, choice: Choice
):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    theirs = theirs.replace(b"## Before you arrive", b"## Before you come", 1)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    mine = program.session.article.text
    path.write_bytes(theirs)
    answering.choices.append((choice,))
    look(qtbot, program)
    (contested,) = answering.settled
    assert [piece.name for piece in contested] == ["Text, at the beginning"]
    assert contested[0].mine.startswith("Mine. Most")
    assert contested[0].theirs.startswith("Nearly all")
    text = program.session.article.text
    assert ("Mine. Most" in text) is (choice is not Choice.THEIRS)
    assert ("Nearly all" in text) is (choice is not Choice.MINE)
    assert "## Before you come" in text
    assert program.session.origin.base == theirs == path.read_bytes()
    program.session.history.undo()
    assert program.session.article.text == mine


def test_both_texts_are_kept_as_versions_before_they_are_joined(program: Program, qtbot: QtBot, answering):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(theirs)
    answering.choices.append((Choice.MINE,))
    look(qtbot, program)
    name = article_id(program.session.origin, program.workspace.root)
    versions = program.workspace.versions
    kept = [versions.read(version) for version in versions.versions(name)]
    assert theirs in kept
    assert any(b"Mine. Most" in data for data in kept)


def test_exporting_asks_about_a_change_from_elsewhere_first(program: Program, qtbot: QtBot, answering):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(theirs)
    answering.choices.append((Choice.MINE,))
    plans: list[object] = []
    program.exports.planned.disconnect()
    program.exports.planned.connect(plans.append)
    program.window.book["export.begin"].trigger()
    qtbot.waitUntil(lambda: bool(plans), timeout=WAIT_MS)
    assert len(answering.settled) == 1
    assert answering.told == []


def test_a_question_that_was_put_off_comes_back_on_wish_and_at_an_export_alone(
    program: Program, qtbot: QtBot, answering
):
    path = article_file(program)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(path.read_bytes().replace(b"Most people", b"Nearly all people", 1))
    look(qtbot, program)
    assert len(answering.settled) == 1
    program.window.came_to_front.emit()
    settle(qtbot, program)
    program.window.book["article.save"].trigger()
    settle(qtbot, program)
    assert len(answering.settled) == 1
    program.window.status_bar.offered.click()
    settle(qtbot, program)
    assert len(answering.settled) == 2
    program.window.came_to_front.emit()
    settle(qtbot, program)
    program.window.book["export.begin"].trigger()
    settle(qtbot, program)
    assert len(answering.settled) == 3
    path.write_bytes(path.read_bytes().replace(b"Nearly all people", b"All people", 1))
    look(qtbot, program)
    assert len(answering.settled) == 4, "somebody else changed it once more"


@pytest.mark.parametrize("is_in_place", [True, False])
def test_a_file_that_another_program_writes_is_followed_while_the_window_stays_in_front(
    program: Program, qtbot: QtBot, is_in_place: bool
):
    path = article_file(program)
    for word in (b"Nearly all people", b"All people"):
        theirs = path.read_bytes().replace(b"Nearly all people", b"Most people")
        theirs = theirs.replace(b"Most people", word, 1)
        if is_in_place:
            path.write_bytes(theirs)
        else:
            path.with_name("new.tmp").write_bytes(theirs)
            path.with_name("new.tmp").replace(path)
        qtbot.waitUntil(lambda theirs=theirs: program.session.article.to_bytes() == theirs, timeout=WAIT_MS)
        settle(qtbot, program)
        assert not program.session.copy.is_edited


def test_what_needs_an_answer_is_not_asked_while_somebody_types(program: Program, qtbot: QtBot, answering):
    path = article_file(program)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(path.read_bytes().replace(b"Most people", b"Nearly all people", 1))
    qtbot.waitUntil(program.window.status_bar.offered.isVisible, timeout=WAIT_MS)
    assert answering.settled == []
    program.window.came_to_front.emit()
    settle(qtbot, program)
    assert len(answering.settled) == 1


def test_closing_the_question_leaves_everything_and_export_is_refused(
    program: Program, qtbot: QtBot, answering
):
    path = article_file(program)
    theirs = path.read_bytes().replace(b"Most people", b"Nearly all people", 1)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    path.write_bytes(theirs)
    look(qtbot, program)
    assert program.session.article.text.startswith("Mine. ")
    program.exports.begin()
    settle(qtbot, program)
    assert "was changed outside" in answering.asked[-1].title
    assert path.read_bytes() == theirs


def test_an_article_deleted_elsewhere_stays_as_a_draft(program: Program, qtbot: QtBot):
    text, path = program.session.article.text, article_file(program)
    path.unlink()
    look(qtbot, program)
    assert program.session.origin.is_new
    assert program.session.article.text == text
    qtbot.waitUntil(lambda: program.keeper.is_all_kept, timeout=WAIT_MS)
    assert program.workspace.drafts.load(program.session.origin.draft_id).base is None


def test_a_site_that_is_away_is_no_deleted_article(program: Program, qtbot: QtBot):
    assert program.workspace.root is not None
    away = program.workspace.root.with_name("away")
    program.workspace.root.rename(away)
    look(qtbot, program)
    assert not program.session.origin.is_new
    away.rename(program.workspace.root)


def test_an_export_that_a_kill_left_unnoted_is_known_again_and_asks_nothing(
    program: Program, qtbot: QtBot, answering
):
    path = article_file(program)
    before = path.read_bytes()
    exported = before.replace(b"Most people", b"Mine. Most people", 1)
    draft_id = program.session.origin.draft_id
    program.workspace.log.record([FileChange(path, before, exported)], "Export", draft_id=draft_id)
    path.write_bytes(exported)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine, and more. ")
    mine = program.session.article.text
    look(qtbot, program)
    assert answering.settled == []
    assert program.session.article.text == mine
    assert program.session.origin.base == exported
