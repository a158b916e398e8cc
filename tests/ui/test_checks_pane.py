"""The Checks tab alone: the worst first, ten at once, no word cut off, and no proof of anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.checks import (
    Family,
    Finding,
    Fix,
    Report,
    Severity,
    TextChange,
    TextPlace,
)
from clinicwriter.language import read_prose, reading_grade
from clinicwriter.ui.checks import ChecksPane
from clinicwriter.ui.checks.card import FindingCard, _DeedButton
from clinicwriter.ui.checks.quoting import quoted
from clinicwriter.ui.theme import ThemeKeeper


def finding(rule: str, start: int, words: str = "cures", severity: Severity = Severity.MUST) -> Finding:
    change = TextChange(start, start + len(words), words, "may ease")
    return Finding(
        rule,
        Family.CLAIMS,
        severity,
        TextPlace(start, start + len(words)),
        words,
        f"Title of {rule}",
        "Why it matters.",
        source="A rule of 2024",
        fixes=(Fix("Change it", change, change),),
        fingerprint=f"{rule}{start}",
    )


@pytest.fixture
def pane(qtbot: QtBot) -> ChecksPane:
    pane = ChecksPane(ThemeKeeper())
    qtbot.addWidget(pane)
    pane.resize(306, 700)
    pane.show()
    return pane


def titles(pane: ChecksPane) -> list[str]:
    return [card.title.text() for card in pane.cards]


# -- the pane alone --------------------------------------------------------------------------------


def test_the_worst_comes_first_and_each_says_why(pane: ChecksPane) -> None:
    pane.show_report(Report((finding("tip", 40, severity=Severity.TIP), finding("must", 80))))
    assert titles(pane) == ["Title of must", "Title of tip"]
    assert pane.cards[0].quote.text() == "“cures”"
    assert pane.cards[0].why.text() == "Why it matters."
    assert pane.cards[0].why.toolTip() == "Source: A rule of 2024"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("cures", "“cures”"),
        ("“I cried for joy.”", "“I cried for joy.”"),
        ('"I cried\nfor joy."', "“I cried for joy.”"),
        ("“Safe” means safe, says “Ann”", "“‘Safe’ means safe, says ‘Ann’”"),
        ('Is "off-label" bad', "“Is 'off-label' bad”"),
        ('a 5" needle', '“a 5" needle”'),
        ("“" + "long words " * 5 + "”", "“long words long words long…”"),
        ('"', '“"”'),
    ],
)
def test_words_are_quoted_with_one_pair_of_marks(words: str, shown: str) -> None:
    assert quoted(words, 30) == shown


def test_a_card_has_no_second_pair_of_marks_round_a_quotation(pane: ChecksPane) -> None:
    pane.show_report(Report((finding("must", 80, "“I cried for joy.”"),)))
    assert pane.cards[0].quote.text() == "“I cried for joy.”"


def test_ten_are_shown_and_the_rest_on_wish(pane: ChecksPane, qtbot: QtBot) -> None:
    pane.show_report(Report(tuple(finding(f"rule{number}", number * 10) for number in range(14))))
    assert len(pane.cards) == 10
    assert pane.more.text() == "Show all 14"
    qtbot.mouseClick(pane.more, Qt.MouseButton.LeftButton)
    assert len(pane.cards) == 14
    assert pane.more.isHidden()


def test_a_finding_that_only_moved_keeps_its_card(pane: ChecksPane) -> None:
    one = finding("rule", 10)
    pane.show_report(Report((one,)))
    card = pane.cards[0]
    moved = replace(one, place=TextPlace(30, 35))
    pane.show_report(Report((moved,)))
    assert pane.cards == (card,)
    assert card.finding == moved


def test_no_word_of_a_card_is_cut_off(pane: ChecksPane, qtbot: QtBot) -> None:
    long = finding("rule", 10, words="A sentence that is long enough for three lines " * 3)
    pane.show_report(Report((long,)))
    qtbot.waitUntil(lambda: pane.cards[0].height() > 60)
    for label in pane.cards[0].findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width())


def test_nothing_found_is_said_and_no_proof(pane: ChecksPane) -> None:
    pane.show_report(Report(()))
    words = {label.text() for label in pane.findChildren(QLabel) if label.isVisible()}
    assert "Nothing to look at." in words
    assert any("no proof" in text for text in words)


def test_the_grade_unfolds_into_what_costs_most(pane: ChecksPane, qtbot: QtBot) -> None:
    text = (
        "Practitioners frequently recommend multidisciplinary rehabilitation for individuals experiencing "
        "considerable functional limitation. You can walk. You can rest."
    )
    pane.show_report(Report((), reading_grade(read_prose(text))))
    assert float(pane.grade.value.text()) > 8
    qtbot.mouseClick(pane.grade.fold, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.sentence_wished) as caught:
        sentence = next(
            button for button in pane.grade.findChildren(QPushButton) if "Practitioners" in button.text()
        )
        qtbot.mouseClick(sentence, Qt.MouseButton.LeftButton)
    assert text[caught.args[0].start : caught.args[0].end].startswith("Practitioners")


def test_a_long_answer_is_no_wider_than_a_narrow_card(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    button = _DeedButton("The patient signed a form, and this is typical", around)
    button.resize(120, 24)
    around.show()
    assert button.text().endswith("…")
    assert button.minimumSizeHint().width() < 120
    button.resize(button.sizeHint())
    assert button.text() == "The patient signed a form, and this is typical"


def shown_buttons(card: FindingCard) -> list[QPushButton]:
    return [one for one in card.findChildren(QPushButton) if not one.isHidden()]


def test_when_a_card_with_the_focus_goes_the_next_one_has_it(pane: ChecksPane, qtbot: QtBot) -> None:
    first, second, third = finding("a", 10), finding("b", 40), finding("c", 80)
    pane.activateWindow()
    pane.show_report(Report((first, second, third)))
    shown_buttons(pane.cards[1])[-1].setFocus()
    qtbot.waitUntil(shown_buttons(pane.cards[1])[-1].hasFocus)
    pane.show_report(Report((first, third)))
    assert shown_buttons(pane.cards[1])[0].hasFocus()
    pane.show_report(Report((first,)))
    assert shown_buttons(pane.cards[0])[0].hasFocus()
    pane.show_report(Report(()))
    assert pane.hasFocus()


def test_what_is_missing_is_written_in_its_field_and_has_no_words_to_ignore(
    pane: ChecksPane, qtbot: QtBot
) -> None:
    missing = replace(finding("web.summary", 0, ""), place=Role.SUMMARY, fixes=(), where="In the summary")
    pane.show_report(Report((missing,)))
    write, leave = shown_buttons(pane.cards[0])
    assert write.text() == "Write it"
    with qtbot.waitSignal(pane.place_wished) as wished:
        write.click()
    assert wished.args == [missing]
    menu = leave.menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["In this article", "In every article"]
