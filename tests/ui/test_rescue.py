"""When the disk refuses, or the unforeseen happens: the person is told, the text is there, a way out is."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.safekeeping import DiskFullError, DraftStore, NoPermissionError, Places
from clinicwriter.ui.application import Program
from clinicwriter.ui.dialogs import MessageDialog, QuestionDialog
from clinicwriter.ui.exporting.flow import PlannedExport
from clinicwriter.ui.questions import Answer, Message, Question, message_for
from clinicwriter.ui.reporting import Reporter
from clinicwriter.ui.work import Outcome

WAIT_MS = 20_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def type_text(qtbot: QtBot, program: Program, text: str) -> None:
    qtbot.keyClicks(program.window.editor.text_edit, text)


def plan_export(qtbot: QtBot, program: Program) -> PlannedExport:
    plans: list[PlannedExport] = []
    program.exports.planned.disconnect()
    program.exports.planned.connect(plans.append)
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    return plans[0]


def article_file(program: Program) -> Path:
    path = program.elsewhere.path()
    assert path is not None
    return path


def below_site(path: object, program: Program) -> bool:
    return str(path).startswith(str(program.workspace.root))


# -- an export that the disk refuses ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "call"),
    [
        (errno.ENOSPC, "write"),
        (errno.EACCES, "open"),
        (errno.EROFS, "replace"),
        (errno.EIO, "fsync"),
        *(
            pytest.param(number, call, marks=pytest.mark.long)
            for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)
            for call in ("open", "write", "fsync", "replace")
        ),
    ],
)
def test_an_export_that_fails_at_any_call_says_so_keeps_the_text_and_works_later(
    program: Program, qtbot: QtBot, answering, monkeypatch, layer_over, number: int, call: str
):
    type_text(qtbot, program, "Mine. ")
    planned, file = plan_export(qtbot, program), article_file(program)
    before = file.read_bytes()

    def meddle(name, real, args, kwargs):
        if name == call:
            raise OSError(number, os.strerror(number), str(file))
        return real(*args, **kwargs)

    with layer_over(program.workspace.root).between(meddle):
        program.exports.write(planned)
        settle(qtbot, program, lambda: answering.asked)
    (question,) = answering.asked
    assert "as it was before" in question.text or "Nothing was written" in question.text
    assert "Your text is kept in Clinic Writer." in question.text
    assert question.answers[-1].key == "copy"
    assert question.details
    assert file.read_bytes() == before
    assert program.session.article.text.startswith("Mine. ")
    program.exports.write(plan_export(qtbot, program))
    settle(qtbot, program, lambda: b"Mine. " in file.read_bytes())


@pytest.mark.parametrize("call", ["replace", "read"])
def test_a_file_that_a_virus_scanner_holds_for_a_while_is_waited_for(
    program: Program, qtbot: QtBot, answering, layer_over, call: str
):
    type_text(qtbot, program, "Mine. ")
    planned, file, refusals = plan_export(qtbot, program), article_file(program), 5

    def hold(name, real, args, kwargs):
        nonlocal refusals
        if name == call and refusals:
            refusals -= 1
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(args[0]))
        return real(*args, **kwargs)

    with layer_over(program.workspace.root).between(hold):
        program.exports.write(planned)
        settle(qtbot, program)
    assert refusals == 0
    assert answering.asked == answering.told == []
    assert b"Mine. " in file.read_bytes()


@pytest.mark.parametrize("removes", [False, True])
def test_a_disk_that_fails_while_an_export_is_planned_is_told_in_plain_words(
    program: Program, qtbot: QtBot, answering, layer_over, removes: bool
):
    type_text(qtbot, program, "Mine. ")
    file = article_file(program)
    before = file.read_bytes()

    def meddle(name, real, args, kwargs):
        if args and str(args[0]).endswith(".html"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(args[0]))
        return real(*args, **kwargs)

    with layer_over(program.workspace.root).between(meddle):
        if removes:
            program.removals.begin(program.session.copy)
        else:
            program.exports.begin()
        settle(qtbot, program, lambda: answering.told)
    (message,) = answering.told
    assert message.title.startswith("The drive does not answer")
    assert "Nothing was written." in message.title
    assert not program.exports.is_busy
    assert file.read_bytes() == before
    assert program.session.article.text.startswith("Mine. ")


def test_a_copy_can_be_saved_where_an_export_failed(
    program: Program, qtbot: QtBot, answering, monkeypatch, tmp_path
):
    type_text(qtbot, program, "Mine. ")
    planned = plan_export(qtbot, program)

    def refuse(*_arguments: object, **_more: object) -> None:
        raise DiskFullError.of(article_file(program))

    monkeypatch.setattr(program.workspace.writer, "write_all", refuse)
    answering.answers, answering.paths = ["copy"], [tmp_path / "copy.md"]
    program.exports.write(planned)
    settle(qtbot, program, (tmp_path / "copy.md").exists)
    assert (tmp_path / "copy.md").read_bytes() == planned.copy.article.to_bytes()
    assert not program.exports.is_busy


def test_a_copy_that_fails_too_is_offered_again(program: Program, qtbot: QtBot, answering, tmp_path):
    answering.answers = ["copy"]
    answering.paths = [tmp_path / "no" / "such" / "folder.md", tmp_path / "copy.md"]
    program.window.book["article.copy"].trigger()
    settle(qtbot, program, (tmp_path / "copy.md").exists)
    assert "There is no “folder.md”" in answering.asked[0].title


def test_an_export_whose_version_cannot_be_kept_is_done_all_the_same(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Brand new")
    type_text(qtbot, program, "Text.")
    planned = plan_export(qtbot, program)

    def refuse(*_arguments: object) -> None:
        raise DiskFullError.of(Path("3f.versions"))

    with monkeypatch.context() as patched:
        patched.setattr(program.workspace.versions, "keep", refuse)
        program.exports.write(planned)
        settle(qtbot, program, lambda: answering.told)
    assert not program.session.origin.is_new
    assert not program.session.copy.is_edited
    assert "disk is full" in answering.told[0].title
    type_text(qtbot, program, "More. ")
    assert plan_export(qtbot, program).plan.changes


def test_an_export_that_cannot_be_noted_for_undoing_is_done_all_the_same(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    type_text(qtbot, program, "Mine. ")
    planned = plan_export(qtbot, program)

    def refuse(*_arguments: object) -> None:
        raise DiskFullError.of(Path("12.undo"))

    monkeypatch.setattr(program.workspace.log, "record", refuse)
    program.exports.write(planned)
    settle(qtbot, program, lambda: answering.told)
    assert not program.session.copy.is_edited
    assert b"Mine. " in article_file(program).read_bytes()


# -- keeping that the disk refuses -----------------------------------------------------------------


def refuse_to_keep(_draft: object) -> None:
    raise NoPermissionError.of(Path("3f2a.draft"))


def test_while_nothing_can_be_kept_the_status_bar_says_so_and_offers_a_copy(
    program: Program, qtbot: QtBot, answering, monkeypatch, tmp_path
):
    bar = program.window.status_bar
    with monkeypatch.context() as patched:
        patched.setattr(program.workspace.drafts, "keep", refuse_to_keep)
        with qtbot.waitSignal(program.keeper.failed, timeout=WAIT_MS):
            type_text(qtbot, program, "Stubborn. ")
        type_text(qtbot, program, "More. ")
        assert "Not kept yet" in bar.kept.text()
        assert not bar.rescue.isHidden()
        answering.paths = [tmp_path / "copy.md"]
        bar.rescue.click()
        settle(qtbot, program, (tmp_path / "copy.md").exists)
        program.desk.telling._show_kept()
        assert "Not kept yet" in bar.kept.text()
    program.keeper.keep_and_wait()
    qtbot.waitUntil(bar.rescue.isHidden, timeout=WAIT_MS)
    assert b"Stubborn. More. " in (tmp_path / "copy.md").read_bytes()


def test_closing_with_what_cannot_be_kept_offers_a_copy_and_goes_once_it_lies_there(
    program: Program, qtbot: QtBot, answering, monkeypatch, tmp_path
):
    with monkeypatch.context() as patched:
        patched.setattr(program.workspace.drafts, "keep", refuse_to_keep)
        type_text(qtbot, program, "Hold on. ")
        answering.answers, answering.paths = ["copy", "copy"], [None, tmp_path / "copy.md"]
        assert not program.window.close()
        assert program.window.close()
    assert b"Hold on. " in (tmp_path / "copy.md").read_bytes()


# -- what nobody foresaw ---------------------------------------------------------------------------


class Listening:
    """Hear what is told, and answer whether to restart."""

    def __init__(self, wishes_restart: bool) -> None:
        self.told: list[Message] = []
        self._wishes_restart = wishes_restart

    def tell(self, message: Message) -> bool:
        self.told.append(message)
        return self._wishes_restart


def reporter_of(program: Program, listening: Listening) -> Reporter:
    return Reporter(program.window.close, program.work, program.keeper, listening)  # type: ignore[arg-type]


def test_an_unforeseen_error_is_told_once_after_the_text_is_kept(program: Program, qtbot: QtBot):
    listening = Listening(wishes_restart=False)
    reporter = reporter_of(program, listening)
    type_text(qtbot, program, "Before the fall. ")
    try:
        raise ZeroDivisionError("by nobody foreseen")
    except ZeroDivisionError:
        reporter.report(*sys.exc_info())
    (message,) = listening.told
    assert message.text.startswith("Your text is kept.")
    assert "by nobody foreseen" in message.details
    assert (
        program.workspace.drafts.load(program.session.origin.draft_id).article.count(b"Before the fall. ")
        == 1
    )
    assert program.window.isVisible()


def test_a_restart_after_an_unforeseen_error_opens_the_same_article(make_program, qtbot: QtBot, home: Path):
    program = make_program()
    reporter = reporter_of(program, Listening(wishes_restart=True))
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "Half done")
    type_text(qtbot, program, "Its text. ")
    reporter.report_outcome(Outcome(error=ZeroDivisionError(), trace="trace"))
    assert reporter.is_restart_wished
    assert not program.window.isVisible()
    again = make_program()
    assert again.session.fields.title == "Half done"
    assert again.session.article.text == "Its text. "


def test_where_the_text_could_not_be_kept_either_the_message_does_not_say_so(
    program: Program, qtbot: QtBot, monkeypatch
):
    listening = Listening(wishes_restart=False)
    reporter = reporter_of(program, listening)
    with monkeypatch.context() as patched:
        patched.setattr(program.workspace.drafts, "keep", refuse_to_keep)
        type_text(qtbot, program, "Stubborn. ")
        reporter.report_outcome(Outcome(error=ZeroDivisionError(), trace="trace"))
    assert "is kept" not in listening.told[0].text
    assert not listening.told[0].can_restart


def test_the_calm_dialog_has_the_details_to_copy_and_a_restart(qtbot: QtBot, program: Program):
    dialog = MessageDialog(message_for(ZeroDivisionError("x"), "the trace"), program.window)
    buttons = {button.text(): button for button in dialog.findChildren(type(dialog.add_button("", "quiet")))}
    buttons["Copy details"].click()
    assert program.application.clipboard().text() == "the trace"
    buttons["Restart Clinic Writer"].click()
    assert dialog.is_restart_wished


def test_no_button_of_a_card_is_cut_short(qtbot: QtBot, program: Program):
    answers = (Answer("", "Not now"), Answer("copy", "Save a copy…", is_primary=True))
    for dialog in (
        QuestionDialog(Question("It failed.", "Text.", answers, "ENOSPC"), program.window),
        MessageDialog(message_for(ZeroDivisionError("x"), "the trace"), program.window),
    ):
        dialog.show()
        for button in dialog.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width(), button.text()
        dialog.close()


def test_a_question_about_a_failure_has_its_details(qtbot: QtBot, program: Program):
    dialog = QuestionDialog(Question("It failed.", "", (Answer("a", "Go on"),), "ENOSPC"), program.window)
    assert "Copy details" in [button.text() for button in dialog.findChildren(type(dialog.add_button("x")))]


# -- what is damaged -------------------------------------------------------------------------------


def test_damaged_settings_are_put_aside_and_told_of_once(make_program, answering, home: Path):
    settings = Places.below(home).settings / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(b'{"theme": "da')
    make_program()
    (message,) = answering.told
    assert "settings" in message.title
    (aside,) = (settings.parent / "damaged").iterdir()
    assert aside.read_bytes() == b'{"theme": "da'
    answering.told.clear()
    make_program()
    assert answering.told == []


def test_a_damaged_draft_is_put_aside_and_told_of_once(make_program, answering, home: Path):
    drafts = Places.below(home).drafts
    drafts.mkdir(parents=True)
    (drafts / "abc.draft").write_bytes(b"\0" * 200)
    make_program()
    (message,) = answering.told
    assert "damaged" in message.title
    assert "abc.draft" in message.details
    answering.told.clear()
    make_program()
    assert answering.told == []


def test_what_a_newer_program_kept_is_left_alone(make_program, answering, home: Path, qtbot: QtBot):
    first = make_program()
    type_text(qtbot, first, "By the newer one. ")
    first.keeper.keep_and_wait()
    path = first.workspace.places.drafts / f"{first.session.origin.draft_id}.draft"
    newer = path.read_bytes().replace(b"Clinic Writer 1 ", b"Clinic Writer 2 ", 1)
    first.window.close()
    path.write_bytes(newer)
    second = make_program()
    type_text(qtbot, second, "By the older one. ")
    second.keeper.keep_and_wait()
    assert path.read_bytes() == newer
    assert answering.told == []
    assert any(b"By the older one. " in draft.article for draft in DraftStore(path.parent).drafts())
