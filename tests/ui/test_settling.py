"""Joining what two people changed: the places, what comes of each choice, and the dialog that asks."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import Choice
from clinicwriter.ui.differing import differing_spans
from clinicwriter.ui.settling import BothSides, Contested
from clinicwriter.ui.settling.dialog import SettlingDialog
from clinicwriter.ui.theme import ThemeKeeper

BASE = b"""---
title: First infusion
tags: [iron, comfort]
author: Lena
# a comment
weight: 3
---

Come early.

## Bring

A book.
"""
CONTESTED = (
    Contested("Title", "Your first infusion", "The first infusion", Role.TITLE, False),
    Contested("Text, after \u201cBring\u201d", "A good book.\n", "A book and a friend.\n"),
)


def sides(mine: bytes, theirs: bytes) -> BothSides:
    return BothSides(*(Article.from_bytes(data) for data in (BASE, mine, theirs)))


def changed(*pairs: tuple[bytes, bytes]) -> bytes:
    data = BASE
    for old, new in pairs:
        assert old in data
        data = data.replace(old, new)
    return data


# -- the places ------------------------------------------------------------------------------------


def test_changes_in_different_details_are_joined_and_ask_nothing():
    both = sides(changed((b"First infusion", b"Your first infusion")), changed((b"Lena", b"Ines")))
    assert both.contested == ()
    assert both.article().to_bytes() == changed(
        (b"First infusion", b"Your first infusion"), (b"Lena", b"Ines")
    )


def test_a_change_of_the_details_and_one_of_the_text_are_joined_and_ask_nothing():
    both = sides(changed((b"A book", b"A good book")), changed((b"[iron,", b"[iron, veins,")))
    assert both.contested == ()
    assert both.article().to_bytes() == changed((b"A book", b"A good book"), (b"[iron,", b"[iron, veins,"))


def test_a_detail_that_both_changed_is_a_place_with_its_name_for_people():
    both = sides(changed((b"First infusion", b"Mine")), changed((b"First infusion", b"Theirs")))
    (place,) = both.contested
    assert (place.name, place.mine, place.theirs) == ("Title", "Mine", "Theirs")
    assert not place.can_keep_both
    assert both.article([Choice.THEIRS]).fields.title == "Theirs"
    assert both.article([Choice.BOTH]).fields.title == "Mine"


def test_both_sides_tags_can_be_kept_each_once():
    both = sides(changed((b"[iron,", b"[veins, iron,")), changed((b"comfort]", b"comfort, food]")))
    (place,) = both.contested
    assert place.name == "Tags"
    assert both.article([Choice.BOTH]).fields.tags == ("veins", "iron", "comfort", "food")


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_other_details_that_both_changed_are_one_place(choice: Choice):
    both = sides(changed((b"weight: 3", b"weight: 4")), changed((b"weight: 3", b"weight: 5")))
    assert [place.name for place in both.contested] == ["Other details"]
    expected = b"weight: 4" if choice is Choice.MINE else b"weight: 5"
    assert both.article([choice]).to_bytes() == changed((b"weight: 3", expected))


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_details_that_cannot_be_changed_are_taken_from_one_side_whole(choice: Choice):
    mine, theirs = changed((b"weight: 3", b"weight: 4")), changed((b"First", b"Second"))
    # A template of the site: its details are never written by the program.
    articles = [Article.from_bytes(data, name="archetypes/blog.md") for data in (BASE, mine, theirs)]
    both = BothSides(*articles)
    assert [place.name for place in both.contested] == ["Details"]
    assert both.article([choice]).to_bytes() == (mine if choice is Choice.MINE else theirs)


def test_places_of_the_text_are_named_by_what_stands_before_them():
    both = sides(changed((b"A book", b"A good book")), changed((b"A book.", b"A book and a friend.")))
    assert [place.name for place in both.contested] == ["Text, after \u201cBring\u201d"]


@pytest.mark.parametrize("choices", list(product(Choice, repeat=2)))
def test_the_lines_that_nobody_changed_are_there_once_whatever_is_chosen(choices: tuple[Choice, Choice]):
    mine = changed((b"Come early.", b"Come very early."), (b"A book.", b"A good book."))
    theirs = changed((b"Come early.", b"Come at nine."), (b"A book.", b"Two books."))
    both = sides(mine, theirs)
    text = both.article(choices).text
    assert text.count("## Bring") == 1
    for choice, my_words, their_words in zip(
        choices, ("very early", "good book"), ("at nine", "Two books"), strict=True
    ):
        assert (my_words in text) is (choice is not Choice.THEIRS)
        assert (their_words in text) is (choice is not Choice.MINE)


# -- what differs ----------------------------------------------------------------------------------


def test_the_words_that_differ_are_marked_on_each_side():
    mine, theirs = "A good book to read.", "A book to read, and tea."
    spans = differing_spans(mine, theirs)
    assert [mine[first:last].strip() for first, last in spans[0]] == ["good"]
    assert "".join(theirs[first:last] for first, last in spans[1]).strip() == ", and tea"


def test_a_place_beside_nothing_is_marked_whole():
    assert differing_spans("", "Some words") == ((), ((0, 10),))


# -- the dialog ------------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> SettlingDialog:
    shown = SettlingDialog("First infusion", CONTESTED, ThemeKeeper(qapp, "light").theme)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_joining_waits_until_every_place_is_chosen(dialog: SettlingDialog, qtbot: QtBot):
    assert not dialog.join_button.isEnabled()
    assert dialog.left.text() == "2 places left to choose"
    qtbot.mouseClick(dialog.places[0].buttons_by_choice[Choice.THEIRS], Qt.MouseButton.LeftButton)
    assert dialog.left.text() == "1 place left to choose"
    assert not dialog.join_button.isEnabled()
    qtbot.mouseClick(dialog.places[1].buttons_by_choice[Choice.BOTH], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.join_button, Qt.MouseButton.LeftButton)
    assert dialog.choices == (Choice.THEIRS, Choice.BOTH)
    assert dialog.result() == SettlingDialog.DialogCode.Accepted


def test_one_press_chooses_for_every_place_and_both_means_mine_where_one_can_stay(dialog: SettlingDialog):
    dialog.buttons_for_all[Choice.BOTH].click()
    assert dialog.choices == (Choice.MINE, Choice.BOTH)
    dialog.buttons_for_all[Choice.THEIRS].click()
    assert dialog.choices == (Choice.THEIRS, Choice.THEIRS)


def test_every_place_can_be_chosen_from_the_keyboard(dialog: SettlingDialog, qtbot: QtBot):
    for place in dialog.places:
        button = place.buttons_by_choice[Choice.MINE]
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.keyClick(button, Qt.Key.Key_Right)
    assert dialog.choices == (Choice.THEIRS, Choice.THEIRS)
    assert dialog.join_button.isEnabled()


def test_escape_decides_later(dialog: SettlingDialog, qtbot: QtBot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == SettlingDialog.DialogCode.Rejected


def test_what_differs_is_underlined_so_that_colour_is_not_needed(dialog: SettlingDialog):
    view = dialog.places[1].findChildren(QTextEdit)[0]
    assert view.toPlainText() == "A good book."
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index("good") + 1)
    assert cursor.charFormat().fontUnderline()
    cursor.setPosition(len(view.toPlainText()) - 2)
    assert not cursor.charFormat().fontUnderline()
