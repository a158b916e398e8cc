"""The dialog of a link: what it finds, what it puts in, and how what is there is changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.linking import Goal, LinkDialog, whole_address
from clinicwriter.ui.linking.dialog import picture_words

from .rig import button, shown


def test_a_link_to_an_article_is_found_by_its_title(program: Program, qtbot: QtBot):
    program.window.editor.action("editor.link").trigger()
    dialog = shown(qtbot, program, LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dialog.list.count() == len(program.workspace.rows) - 1
    qtbot.keyClicks(dialog.target, "nurse practitioner")
    qtbot.keyClick(dialog.target, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert dialog.target.text() == dialog.words.text() == "Meet our nurse practitioner"
    address = dialog.address
    assert address == "meet-our-nurse-practitioner.html", "as the sample's own articles link to one another"
    qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert f"[Meet our nurse practitioner]({address})" in program.session.lines.texts[0]


def test_of_two_articles_with_one_title_the_chosen_one_is_linked(qtbot: QtBot):
    goals = (Goal("First visit", "/2024/first-visit/"), Goal("First visit", "/2026/first-visit/"))
    dialog = LinkDialog("", goals)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.target, "first")
    for _ in goals:
        qtbot.keyClick(dialog.target, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert dialog.address == "/2026/first-visit/"
    there = LinkDialog("here", goals, address="/2026/first-visit/")
    qtbot.addWidget(there)
    assert there.address == "/2026/first-visit/", "a link that nobody changed leads where it led"


def test_words_of_a_title_mean_the_article_that_is_marked(qtbot: QtBot):
    goals = (Goal("Sleep, stress and pain", "/sleep/"), Goal("First visit", "/first-visit/"))
    dialog = LinkDialog("", goals)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.target, "sleep")
    assert dialog.address == "/sleep/"
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "Put the link in").click()
    assert dialog.words.text() == "Sleep, stress and pain"
    by_keys = LinkDialog("", goals)
    qtbot.addWidget(by_keys)
    by_keys.show()
    qtbot.keyClicks(by_keys.target, "visit")
    qtbot.keyClick(by_keys.target, Qt.Key.Key_Return)
    assert by_keys.target.text() == "First visit"
    with qtbot.waitSignal(by_keys.accepted):
        qtbot.keyClick(by_keys.target, Qt.Key.Key_Return)
    unknown = LinkDialog("", goals)
    qtbot.addWidget(unknown)
    qtbot.keyClicks(unknown.target, "zebra")
    assert "No article" in unknown.kind.text()
    unknown.target.setText("sleep.html")
    assert unknown.address == "sleep.html"


@pytest.mark.parametrize(
    ("typed", "can"),
    [
        ("hello there friends", False),
        ("zebra", False),
        ("", False),
        ("visit", True),
        ("clinic.example", True),
        ("555 010 0134", True),
        ("https://clinic.example/a form.pdf", True),
        ("/files/a form.pdf", True),
    ],
)
def test_only_what_leads_somewhere_is_put_in(qtbot: QtBot, typed: str, can: bool):
    dialog = LinkDialog("words", (Goal("First visit", "/first-visit/"),))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.target, typed)
    assert button(dialog, "Put the link in").isEnabled() == can
    for _ in range(2):
        qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert (dialog.result() == LinkDialog.DialogCode.Accepted) == can


def test_what_is_typed_after_an_article_was_chosen_is_another_goal(qtbot: QtBot):
    dialog = LinkDialog("words", (Goal("First visit", "/first-visit/"),))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.target, "visit")
    qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert dialog.address == "/first-visit/"
    qtbot.keyClicks(dialog.target, "clinic.example")
    assert dialog.address == "https://clinic.example"


def test_a_link_with_an_odd_address_can_keep_it(qtbot: QtBot):
    dialog = LinkDialog("words", (), address="first-visit")
    qtbot.addWidget(dialog)
    assert button(dialog, "Change the link").isEnabled()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Ketamine: what", "/ketamine/"),
        ("before/after care", "/care/"),
        ("tel:555", "tel:555"),
        ("555 010 0134", "tel:5550100134"),
    ],
)
def test_words_with_signs_of_an_address_are_still_words(qtbot: QtBot, typed: str, address: str):
    goals = (Goal("Ketamine: what to expect", "/ketamine/"), Goal("Before/after care at home", "/care/"))
    dialog = LinkDialog("", goals)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.target, typed)
    assert dialog.address == address


def test_a_link_on_a_picture_says_so_in_words_and_keeps_the_picture(program: Program, qtbot: QtBot):
    program.window.editor.replace_text("[![Our front desk](a.png)](/old/)")
    program.window.editor.select(0, 6, 0)
    program.window.editor.action("editor.link").trigger()
    dialog = shown(qtbot, program, LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dialog.picture.text() == "The link is on the picture “Our front desk”, which stays as it is."
    seen = [one for kind in (QLabel, QLineEdit) for one in dialog.findChildren(kind) if one.isVisible()]
    assert not any("a.png" in one.text() or one.text() == "Words of the link" for one in seen)
    dialog.target.setText("https://a.example")
    button(dialog, "Change the link").click()
    assert program.session.lines.texts[0] == "[![Our front desk](a.png)](https://a.example)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("our site", ""),
        ("![](a.png)", "The link is on a picture, which stays as it is."),
        (
            "![A desk](a(1).png) Come *in*",
            "The link is on the picture “A desk” and the words “Come *in*”. They stay as they are.",
        ),
    ],
)
def test_pictures_in_a_links_words_are_told_in_words(text: str, said: str):
    assert picture_words(text) == said


def test_a_link_that_is_there_is_changed_or_taken_off(program: Program, qtbot: QtBot):
    program.window.editor.replace_text("See [our site](https://a.example) and [us](/us/).")
    program.window.editor.select(0, 6, 0)
    program.window.editor.action("editor.link").trigger()
    dialog = shown(qtbot, program, LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert (dialog.words.text(), dialog.target.text()) == ("our site", "https://a.example")
    dialog.target.setText("desk@clinic.example")
    assert dialog.kind.text() == "Begins a mail"
    button(dialog, "Change the link").click()
    assert program.session.lines.texts == ["See [our site](mailto:desk@clinic.example) and [us](/us/)."]
    program.window.editor.select(0, len(program.session.lines.texts[0]) - 9, 0)
    program.window.editor.action("editor.link").trigger()
    dialog = shown(qtbot, program, LinkDialog)
    button(dialog, "Take the link off").click()
    assert program.session.lines.texts == ["See [our site](mailto:desk@clinic.example) and us."]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("clinic.example", "https://clinic.example"),
        ("www.clinic.example/visit?x=1", "https://www.clinic.example/visit?x=1"),
        ("https://clinic.example/", "https://clinic.example/"),
        ("desk@clinic.example", "mailto:desk@clinic.example"),
        ("tel:+15550100134", "tel:+15550100134"),
        ("(555) 010-0134", "tel:5550100134"),
        ("+44 20 7946 0018", "tel:+442079460018"),
        ("other-article.md", "other-article.md"),
        ("{filename}other.md", "{filename}other.md"),
        ("/blog/first.html", "/blog/first.html"),
        ("#before", "#before"),
        ("", ""),
    ],
)
def test_what_was_typed_as_an_address_is_completed(typed: str, address: str):
    assert whole_address(typed) == address
