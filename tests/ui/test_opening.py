"""Opening while something else is being opened, and opening once more what is open already."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.workspace import DRAFT_KEY, SITE_KEY

WAIT_MS = 15_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def type_text(qtbot: QtBot, program: Program, text: str) -> None:
    qtbot.keyClicks(program.window.editor.text_edit, text)


def open_row(qtbot: QtBot, program: Program, key: str) -> None:
    program.operations.open_row(key)
    settle(qtbot, program, lambda: program.operations.current_key() == key)


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


def other_key(program: Program) -> str:
    """Return the key of an article of the site that is not the open one."""
    here = program.operations.current_key()
    return next(row.key for row in program.workspace.rows if row.key.startswith(SITE_KEY) and row.key != here)


def path_of_open(program: Program) -> Path:
    return root_of(program) / str(program.session.origin.site_path)


@pytest.fixture
def other_site(program: Program, tmp_path: Path) -> Path:
    """Return a second site whose articles have the names of those of the first, but other texts."""
    folder = tmp_path / "other"
    shutil.copytree(root_of(program), folder, ignore=shutil.ignore_patterns(".clinicwriter"))
    for path in (folder / "articles").glob("*.md"):
        path.write_bytes(path.read_bytes() + b"\nOf the other site.\n")
    return folder


# -- while another site is being opened ------------------------------------------------------------


def test_an_article_clicked_while_another_site_opens_does_not_come_up_there(
    program: Program, qtbot: QtBot, other_site: Path
):
    key, session = other_key(program), program.session
    texts: list[str] = []

    def note() -> None:
        if session.is_open and program.workspace.root == other_site:
            texts.append(session.lines.text())

    session.article_opened.connect(note)
    program.operations.open_site(other_site)
    program.window.library.article_wished.emit(key)
    settle(qtbot, program, lambda: texts)
    assert all("Of the other site." in text for text in texts)


def test_a_draft_clicked_while_another_site_opens_stays_in_its_own_site(
    program: Program, qtbot: QtBot, other_site: Path
):
    first, back = root_of(program), program.operations.current_key()
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "For the first site alone")
    assert program.keeper.keep_and_wait()
    draft_id = program.session.origin.draft_id
    open_row(qtbot, program, back)
    program.operations.open_site(other_site)
    program.window.library.article_wished.emit(f"draft:{draft_id}")
    settle(qtbot, program, lambda: program.workspace.root == other_site and program.session.is_open)
    assert program.session.origin.draft_id != draft_id
    assert program.keeper.keep_and_wait()
    assert program.workspace.drafts.load(draft_id).site == str(first)


def test_a_copy_wished_while_another_site_opens_is_made_in_its_own_site(
    program: Program, qtbot: QtBot, other_site: Path
):
    first = root_of(program)
    program.operations.open_site(other_site)
    program.desk.deeds.duplicate()
    settle(qtbot, program, lambda: program.workspace.root == other_site and program.session.is_open)
    assert not program.session.origin.is_new
    assert [draft.site for draft in program.workspace.drafts.drafts() if draft.base is None] == [str(first)]


def test_a_file_of_the_first_site_named_while_another_opens_is_not_looked_for_in_the_other(
    program: Program, qtbot: QtBot, other_site: Path
):
    first, path = root_of(program), root_of(program) / other_key(program).removeprefix(SITE_KEY)
    program.operations.open_site(other_site)
    program.operations.open_path(path)
    settle(qtbot, program, lambda: program.session.is_open and path_of_open(program) == path)
    assert program.workspace.root == first
    assert "Of the other site." not in program.session.lines.text()


def test_a_draft_clicked_before_its_site_is_there_does_not_go_to_another_that_comes_instead(
    program: Program, qtbot: QtBot, other_site: Path
):
    first = root_of(program)
    program.operations.new_article()
    program.session.set_field(Role.TITLE, "For the first site alone")
    assert program.keeper.keep_and_wait()
    draft_id = program.session.origin.draft_id
    program.session.close_article()
    program.workspace.take_site(None, program.workspace.rows)  # as while the last site is being opened
    program.operations.refresh()
    program.operations.open_row(f"draft:{draft_id}")
    program.operations.open_site(other_site)
    settle(qtbot, program, lambda: program.workspace.root == other_site and program.session.is_open)
    type_text(qtbot, program, "x")
    assert program.keeper.keep_and_wait()
    assert program.session.origin.draft_id != draft_id
    assert program.workspace.drafts.load(draft_id).site == str(first)


# -- before a site is there ------------------------------------------------------------------------


def without_site(program: Program) -> Path:
    """Have no site open while its list is shown, as while it is being opened; return its folder."""
    root = root_of(program)
    program.session.close_article()
    program.workspace.take_site(None, program.workspace.rows)
    return root


def test_an_article_clicked_before_its_site_is_there_does_not_come_over_one_begun_since(
    program: Program, qtbot: QtBot
):
    key = other_key(program)
    root = without_site(program)
    program.operations.open_site(root)
    program.operations.open_row(key)
    program.operations.new_article()
    mine = program.session.origin.draft_id
    type_text(qtbot, program, "My new words")
    settle(qtbot, program, lambda: program.workspace.root == root)
    settle(qtbot, program)
    type_text(qtbot, program, " and more")
    assert program.session.origin.draft_id == mine
    assert program.session.lines.text() == "My new words and more"


def test_an_article_clicked_before_its_site_is_there_is_opened_with_it(program: Program, qtbot: QtBot):
    key = other_key(program)
    program.operations.open_site(without_site(program))
    program.operations.open_row(key)
    settle(qtbot, program, lambda: program.operations.current_key() == key)


def test_what_was_begun_while_the_program_starts_is_not_put_away_for_the_article_of_last_time(
    program: Program, qtbot: QtBot
):
    root = without_site(program)
    program.desk.start()
    program.operations.new_article()
    mine = program.session.origin.draft_id
    settle(qtbot, program, lambda: program.workspace.root == root)
    settle(qtbot, program)
    assert program.session.origin.draft_id == mine


def test_after_a_kill_no_more_is_promised_than_was_kept(program: Program, qtbot: QtBot):
    type_text(qtbot, program, "My new words")
    assert program.keeper.keep_and_wait()
    start = program.desk._start
    start.remember(0)
    without_site(program)
    said: list[str] = []
    start.said.connect(said.append)
    start.begin()
    settle(qtbot, program, lambda: bool(said))
    assert "all but the last moments" in said[0]


def test_of_two_drafts_clicked_without_a_site_the_second_is_opened(program: Program, qtbot: QtBot):
    drafts, names = program.workspace.drafts, []
    for title in ("First", "Second", "Newest"):
        program.operations.new_article()
        program.session.set_field(Role.TITLE, title)
        assert program.keeper.keep_and_wait()
        names.append(program.session.origin.draft_id)
    program.session.close_article()
    for name in names:
        drafts.keep(replace(drafts.load(name), site=None))
    program.workspace.take_site(None, ())
    program.operations.refresh()
    settle(qtbot, program, lambda: program.session.is_open)  # the newest comes by itself
    for name in names[:2]:
        program.operations.open_row(f"{DRAFT_KEY}{name}")
    settle(qtbot, program)
    assert program.session.origin.draft_id == names[1]


# -- the newest wish -------------------------------------------------------------------------------


def test_going_back_to_the_open_article_takes_back_the_wish_for_another(program: Program, qtbot: QtBot):
    here = program.operations.current_key()
    program.operations.open_row(other_key(program))
    program.operations.open_row(here)
    settle(qtbot, program)
    assert program.operations.current_key() == here


# -- what is open already --------------------------------------------------------------------------


def test_opening_the_open_file_again_keeps_what_was_typed_and_what_can_be_undone(
    program: Program, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "letter.md"
    path.write_bytes(b"# Hello\n\nText.\n")
    program.operations.open_path(path)
    settle(qtbot, program, lambda: program.session.origin.outside_path == path)
    type_text(qtbot, program, "First words. ")
    program.operations.open_path(path)
    type_text(qtbot, program, "Second words. ")
    settle(qtbot, program)
    qtbot.wait(50)
    settle(qtbot, program)
    text = program.session.lines.text()
    assert "First words." in text
    assert "Second words." in text
    assert program.session.history.canUndo()


def test_starting_the_program_again_with_the_open_article_keeps_what_was_typed(
    program: Program, qtbot: QtBot
):
    type_text(qtbot, program, "First words. ")
    assert program.keeper.keep_and_wait()
    program.operations.refresh()
    settle(qtbot, program)
    type_text(qtbot, program, "Second words. ")
    program.desk.take_path(str(path_of_open(program)))
    settle(qtbot, program)
    qtbot.wait(50)
    settle(qtbot, program)
    assert "Second words." in program.session.lines.text()
    assert program.session.history.canUndo()


def test_the_row_of_the_open_draft_reads_nothing_again(program: Program, qtbot: QtBot):
    type_text(qtbot, program, "First words. ")
    assert program.keeper.keep_and_wait()
    type_text(qtbot, program, "Second words. ")
    program.operations.open_row(f"draft:{program.session.origin.draft_id}")
    settle(qtbot, program)
    assert "Second words." in program.session.lines.text()


# -- saving a file from outside --------------------------------------------------------------------


@pytest.fixture
def letter(program: Program, qtbot: QtBot, tmp_path: Path) -> Path:
    """Return a file from outside any site, which is open."""
    path = tmp_path / "letter.md"
    path.write_bytes(b"# Hello\n\nText.\n")
    program.operations.open_path(path)
    settle(qtbot, program, lambda: program.session.origin.outside_path == path)
    return path


def test_saving_twice_quickly_accuses_nobody(program: Program, qtbot: QtBot, letter: Path, answering):
    for words in ("First words. ", "Second words. ", "Third words. "):
        type_text(qtbot, program, words)
        program.window.book["article.save"].trigger()
        qtbot.wait(1)
    settle(qtbot, program)
    assert answering.asked == []
    assert answering.told == []
    assert letter.read_text("utf-8").startswith("First words. Second words. Third words. ")
    assert not program.session.copy.is_edited


def test_a_file_that_another_program_wrote_after_a_save_is_not_written_over(
    program: Program, qtbot: QtBot, letter: Path, answering
):
    type_text(qtbot, program, "First words. ")
    program.window.book["article.save"].trigger()
    settle(qtbot, program, lambda: not program.session.copy.is_edited)
    letter.write_bytes(b"# Hello\n\nTheirs.\n")
    type_text(qtbot, program, "Second words. ")
    program.window.book["article.save"].trigger()
    settle(qtbot, program)
    assert b"Theirs." in letter.read_bytes()
