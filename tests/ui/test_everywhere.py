"""A change of many articles while one of them is open: it follows, and what was typed in it stays."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.article import Query, Role
from clinicwriter.safekeeping import Choice
from clinicwriter.site.library import BulkChange, Replacement
from clinicwriter.ui.application import Program
from clinicwriter.ui.elsewhere import FileNow, Look, compare
from clinicwriter.ui.everywhere import PlanDialog
from clinicwriter.ui.library import RowState
from clinicwriter.ui.settling import Changer
from clinicwriter.ui.workspace import article_id

WAIT_MS = 15_000
TEXT = "The bulb glows.\n\nTake a chair.\n\nAnother bulb.\n"
WORDS = Replacement(Query("bulb", whole_words=True), "light")


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


@pytest.fixture
def path(program: Program, qtbot: QtBot) -> Path:
    """Return the file of the open article, which is on the site and not edited."""
    path = root_of(program) / "articles" / "lamp.md"
    path.write_text(f"---\ntitle: A lamp\ndate: 2026-11-20\ntags: [lamps]\n---\n\n{TEXT}", "utf-8")
    program.operations.refresh()
    settle(qtbot, program)
    program.operations.open_row("site:articles/lamp.md")
    settle(qtbot, program, lambda: program.session.fields.title == "A lamp")
    return path


def type_at(program: Program, position: int, text: str) -> None:
    put_cursor(program, position)
    program.window.editor.text_edit.insertPlainText(text)


def put_cursor(program: Program, position: int) -> None:
    cursor = program.window.editor.text_edit.textCursor()
    cursor.setPosition(position)
    program.window.editor.text_edit.setTextCursor(cursor)


def agree(qtbot: QtBot, program: Program, path: Path, begin: Callable[[], None]) -> None:
    """Plan a change of many articles, agree, and wait until the article's file is another one."""
    before = path.read_bytes()
    begin()
    dialogs: list[PlanDialog] = []

    def has_opened() -> bool:
        dialogs[:] = [each for each in program.window.findChildren(PlanDialog) if each.isVisible()]
        return bool(dialogs)

    qtbot.waitUntil(has_opened, timeout=WAIT_MS)
    dialogs[0].write_button.click()
    settle(qtbot, program, lambda: path.read_bytes() != before)


def is_as_its_file(program: Program, path: Path) -> bool:
    session = program.session
    return session.article.to_bytes() == path.read_bytes() == session.origin.base


@pytest.mark.parametrize("is_kept", [False, True])
def test_the_open_article_has_the_new_words_and_is_not_edited(
    program: Program, qtbot: QtBot, path: Path, answering, is_kept: bool
):
    if is_kept:
        type_at(program, 0, "Once. ")
        assert program.keeper.keep_and_wait()
        program.window.book["edit.undo"].trigger()
        assert program.keeper.keep_and_wait()
    put_cursor(program, TEXT.index("chair"))
    said: list[str] = []
    program.elsewhere.said.connect(said.append)
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    text = program.session.lines.text()
    assert "The light glows." in text
    assert "bulb" not in text
    assert program.window.editor.text_edit.textCursor().block().text() == "Take a chair."
    assert said == []
    program.desk.showing.show_state()
    assert program.desk.showing._row_state() is RowState.ON_SITE
    assert not program.session.copy.is_edited
    assert answering.told == []


@pytest.mark.parametrize("typed", ["", "comfortable "])
def test_what_was_changed_stays_told_and_its_undoing_offered_until_it_is_undone(
    program: Program, qtbot: QtBot, path: Path, answering, typed: str
):
    bar, before = program.window.status_bar, path.read_bytes()
    if typed:
        type_at(program, TEXT.index("chair"), typed)
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: program.session.origin.base == path.read_bytes())
    joined = "This article was changed with the others. Both changes are joined now"
    assert bar.kept.text() == (joined if typed else "1 article changed")
    assert not bar.offered.isHidden()
    assert bar.offered.text() == "Undo export"
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: path.read_bytes() == before == program.session.origin.base)
    assert bar.kept.text() == (joined if typed else "The export is undone")
    assert bar.offered.isHidden()


def test_a_tag_changed_everywhere_is_changed_in_the_open_article(program: Program, qtbot: QtBot, path: Path):
    change = BulkChange(Role.TAGS, "lamps", "lights")
    agree(qtbot, program, path, lambda: program.everywhere.plan_change(change))
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    assert program.session.fields.tags == ("lights",)


def test_new_words_are_joined_with_what_was_typed_in_the_open_article(
    program: Program, qtbot: QtBot, path: Path, answering
):
    type_at(program, TEXT.index("chair"), "comfortable ")
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: program.session.origin.base == path.read_bytes())
    assert program.session.lines.text() == (
        "The light glows.\n\nTake a comfortable chair.\n\nAnother light.\n"
    )
    assert program.session.copy.is_edited
    assert answering.settled == []


def test_words_changed_everywhere_where_somebody_typed_are_asked_about_and_accuse_nobody(
    program: Program, qtbot: QtBot, path: Path, answering
):
    said: list[str] = []
    program.elsewhere.said.connect(said.append)
    type_at(program, TEXT.index("bulb"), "brass ")
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: bool(answering.settled))
    assert answering.settled_by == [Changer.WITH_OTHERS]
    assert said[-1].startswith("This article was changed with the others. You are asked about it when")
    answering.choices.append((Choice.MINE,) * len(answering.settled[0]))
    program.elsewhere.ask()
    settle(qtbot, program, lambda: program.session.origin.base == path.read_bytes())
    assert answering.settled_by == [Changer.WITH_OTHERS] * 2
    assert "The brass bulb glows." in program.session.lines.text()
    kept = program.workspace.versions.versions(article_id(program.session.origin, program.workspace.root))
    assert "The text changed with the others, before joining" in [one.reason for one in kept]


def test_new_words_are_there_too_after_another_site_was_open(
    program: Program, qtbot: QtBot, path: Path, tmp_path: Path
):
    root, other = root_of(program), tmp_path / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".clinicwriter"))
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    for folder in (other, root):
        program.operations.open_site(folder)
        settle(qtbot, program, lambda folder=folder: program.workspace.root == folder)
    program.operations.open_row("site:articles/lamp.md")
    settle(qtbot, program, lambda: program.session.is_open and program.session.fields.title == "A lamp")
    assert is_as_its_file(program, path)
    assert "The light glows." in program.session.lines.text()


@pytest.mark.parametrize("typed", ["", "comfortable "])
def test_undoing_a_change_of_many_articles_takes_its_words_out_of_the_open_one_again(
    program: Program, qtbot: QtBot, path: Path, answering, typed: str
):
    before, said = path.read_bytes(), []
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    program.elsewhere.said.connect(said.append)
    if typed:
        type_at(program, program.session.lines.text().index("chair"), typed)
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: path.read_bytes() == before and program.session.origin.base == before)
    assert program.session.lines.text() == TEXT.replace("chair", f"{typed}chair")
    assert program.session.copy.is_edited == bool(typed)
    assert not any("Somebody" in words for words in said)


def test_undoing_a_change_of_many_articles_leaves_other_articles_unedited(
    program: Program, qtbot: QtBot, path: Path, answering
):
    type_at(program, 0, "Once. ")
    assert program.keeper.keep_and_wait()
    program.window.book["edit.undo"].trigger()
    assert program.keeper.keep_and_wait()
    agree(qtbot, program, path, lambda: program.everywhere.plan_replacement(WORDS))
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    assert program.keeper.keep_and_wait()
    other = next(row.key for row in program.workspace.rows if "lamp" not in row.path and row.path)
    program.operations.open_row(other)
    settle(qtbot, program, lambda: program.session.fields.title != "A lamp")
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: b"bulb" in path.read_bytes())
    row = next(row for row in program.workspace.rows if row.title == "A lamp")
    assert row.state is RowState.ON_SITE
    program.operations.open_row(row.key)
    settle(qtbot, program, lambda: program.session.fields.title == "A lamp")
    assert is_as_its_file(program, path)


# -- another look was under way already ------------------------------------------------------------


def test_nobody_is_accused_where_the_look_began_before_we_said_that_we_wrote(
    program: Program, qtbot: QtBot, path: Path
):
    said: list[str] = []
    program.elsewhere.said.connect(said.append)
    path.write_bytes(path.read_bytes().replace(b"bulb", b"light"))
    program.elsewhere.glance()
    program.elsewhere.look(is_ours=True)
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    assert said == []
    path.write_bytes(path.read_bytes().replace(b"light", b"candle"))
    program.elsewhere.look()
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    assert said == ["Somebody else changed this article. Here is the new text"]


def test_a_look_that_was_too_early_is_followed_by_another(
    program: Program, qtbot: QtBot, path: Path, monkeypatch
):
    said, looks = [], [Look(FileNow.SAME)]
    program.elsewhere.said.connect(said.append)
    monkeypatch.setattr(
        "clinicwriter.ui.elsewhere.compare",
        lambda path, base: looks.pop() if looks else compare(path, base),
    )
    path.write_bytes(path.read_bytes().replace(b"bulb", b"light"))
    program.elsewhere.glance()
    program.elsewhere.look(is_ours=True)
    settle(qtbot, program, lambda: is_as_its_file(program, path))
    assert said == []
