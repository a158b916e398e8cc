"""A second copy that a sync program left: shown as what it is, joined with its article, then in the trash."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.safekeeping import Choice
from clinicwriter.ui.application import Program
from clinicwriter.ui.library import RowState
from clinicwriter.ui.settling import Changer, Contested, without_base
from clinicwriter.ui.settling.dialog import SettlingDialog
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.workspace import COPY_KEY, SITE_KEY

WAIT_MS = 20_000
ARTICLE = "articles/sleep-stress-and-pain.md"
COPY = "articles/sleep-stress-and-pain (Ana's conflicted copy 2026-01-02).md"
KEY = f"{COPY_KEY}{COPY}"


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy, timeout=WAIT_MS)


def put_copy(qtbot: QtBot, program: Program, change: bool = True) -> Path:
    root = program.workspace.root
    assert root is not None
    data = (root / ARTICLE).read_bytes()
    copy = root / COPY
    copy.write_bytes(data + b"\nAna wrote this at home.\n" if change else data)
    program.operations.refresh()
    settle(qtbot, program)
    return copy


def choose(qtbot: QtBot, program: Program) -> None:
    program.desk.going.open_row(KEY)
    settle(qtbot, program)
    qtbot.waitUntil(lambda: not program.work.is_busy, timeout=WAIT_MS)


def test_it_is_a_row_of_its_own_kind_beside_its_article(program: Program, qtbot: QtBot):
    before = len(program.workspace.rows)
    put_copy(qtbot, program)
    rows = {row.key: row for row in program.workspace.rows}
    assert len(rows) == before + 1
    assert rows[KEY].state is RowState.COPY
    assert "sync program" in rows[KEY].state.words
    assert rows[KEY].title == rows[f"{SITE_KEY}{ARTICLE}"].title


def test_leaving_it_changes_nothing(program: Program, qtbot: QtBot, answering):
    copy = put_copy(qtbot, program)
    data, opened = copy.read_bytes(), program.session.opening
    choose(qtbot, program)
    assert "second copy of" in answering.asked[0].title
    assert copy.read_bytes() == data
    assert program.session.opening == opened


def test_joining_opens_the_article_asks_about_each_place_and_puts_the_copy_in_the_trash(
    program: Program, qtbot: QtBot, answering
):
    copy = put_copy(qtbot, program)
    article = copy.with_name(Path(ARTICLE).name)
    data, theirs = article.read_bytes(), copy.read_bytes()
    answering.answers, answering.choices = ["join"], [(Choice.THEIRS,)]
    choose(qtbot, program)
    qtbot.waitUntil(lambda: not copy.exists(), timeout=WAIT_MS)
    settle(qtbot, program)
    (places,) = answering.settled
    (place,) = places
    assert place.theirs.endswith("Ana wrote this at home.")
    assert not place.mine.startswith("Pain, sleep and stress")
    assert str(program.session.origin.site_path) == ARTICLE
    assert "Ana wrote this at home." in program.session.article.text
    assert article.read_bytes() == data
    (entry,) = program.workspace.trash.entries()
    assert program.workspace.trash.read(entry) == theirs
    assert KEY not in {row.key for row in program.workspace.rows}
    program.session.history.undo()
    assert program.session.article.to_bytes() == data


def test_deciding_later_leaves_both(program: Program, qtbot: QtBot, answering):
    copy = put_copy(qtbot, program)
    answering.answers = ["join"]
    choose(qtbot, program)
    settle(qtbot, program)
    assert answering.settled
    assert copy.exists()
    assert not program.session.copy.is_edited


def test_one_that_says_the_same_goes_to_the_trash_at_a_word(program: Program, qtbot: QtBot, answering):
    copy = put_copy(qtbot, program, change=False)
    answering.answers = ["join"]
    choose(qtbot, program)
    qtbot.waitUntil(lambda: not copy.exists(), timeout=WAIT_MS)
    assert answering.settled == []
    assert [answer.verb for answer in answering.asked[0].answers] == ["Leave it", "Move it to the trash"]


def test_one_that_changes_while_it_is_asked_about_stays(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    copy = put_copy(qtbot, program)

    def change_and_choose(_title: str, contested: object, *, by: Changer) -> tuple[Choice, ...]:
        assert by is Changer.SYNCING
        copy.write_bytes(copy.read_bytes() + b"\nAnd this.\n")
        return (Choice.MINE,)

    monkeypatch.setattr(answering, "settle", change_and_choose)
    answering.answers = ["join"]
    choose(qtbot, program)
    qtbot.waitUntil(lambda: bool(answering.told), timeout=WAIT_MS)
    assert b"And this." in copy.read_bytes()


# -- laid side by side without a common beginning --------------------------------------------------

MINE = "---\ntitle: First infusion\ntags: [iron]\n---\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n"
PAIRS = (
    (MINE, MINE.replace("Two.", "Two and a half.").replace("Four.\n", "Four.\n\nFive.\n")),
    (MINE, MINE.replace("One.\n\n", "")),
    (MINE, MINE.replace("First infusion", "Your first infusion").replace("[iron]", "[iron, veins]")),
    (MINE, "---\ntitle: Other\n---\n\nNothing alike.\n"),
    ("Only text.\n", "Only a text.\n"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_choosing_one_side_everywhere_gives_that_side_whole(one: str, other: str, choice: Choice):
    mine, theirs = Article.from_bytes(one.encode()), Article.from_bytes(other.encode())
    sides = without_base(mine, theirs)
    joined = sides.article([choice] * len(sides.contested))
    chosen = mine if choice is Choice.MINE else theirs
    assert joined.text == chosen.text
    assert joined.fields.title == chosen.fields.title
    if choice is Choice.MINE:
        assert joined.fields.tags == mine.fields.tags


def test_a_change_of_many_articles_is_asked_about_as_one_and_not_as_a_person(qtbot: QtBot) -> None:
    piece = Contested("Title", "Mine here", "Theirs here")
    dialog = SettlingDialog("First visit", [piece, piece], ThemeKeeper().theme, None, Changer.WITH_OTHERS)
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "“First visit” was changed together with other articles" in said
    assert "omebody" not in said
    assert "Theirs" not in said.replace("Theirs here", "")


def test_a_sync_programs_copy_is_asked_about_as_a_copy_and_not_as_a_person(qtbot: QtBot) -> None:
    piece = Contested("Title", "Mine here", "Theirs here")
    dialog = SettlingDialog("First visit", [piece, piece], ThemeKeeper().theme, None, Changer.SYNCING)
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Two copies of “First visit”" in said
    assert "sync program" in said
    assert "omebody" not in said
    assert [button.text() for button in dialog.buttons_for_all.values()][1] == "Use the copy everywhere"
