"""Promises about finding actions and articles by words, and about the sheet of keys."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.ui.actions import action_table
from clinicwriter.ui.application import Program
from clinicwriter.ui.how_it_works import HowItWorks, help_parts
from clinicwriter.ui.key_sheet import KeySheet, as_html, gestures, key_lines, matching
from clinicwriter.ui.menus import MENUS
from clinicwriter.ui.palette.dialog import PaletteDialog
from clinicwriter.ui.palette.flow import ACTION, every_action
from clinicwriter.ui.palette.matching import Candidate, best, folded


def candidates() -> list[Candidate]:
    return [
        Candidate(name, folded(row.text), folded(row.also), folded(row.tip))
        for name, row in action_table().items()
    ]


def opened(program: Program, kind: type[QDialog]) -> QDialog:
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


@pytest.fixture
def palette(program: Program) -> PaletteDialog:
    program.window.book["help.commands"].trigger()
    dialog = opened(program, PaletteDialog)
    assert isinstance(dialog, PaletteDialog)
    return dialog


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("make bigger heading", "editor.heading-1"),
        ("put on website", "export.begin"),
        ("publish", "export.begin"),
        ("bold", "editor.bold"),
        ("thick letters", "editor.bold"),
        ("undo", "edit.undo"),
        ("take back", "edit.undo"),
        ("bullet points", "editor.bullets"),
        ("add a photo", "editor.picture"),
        ("phone number of the clinic", "site.clinic"),
        ("earlier text", "article.versions"),
        ("dark mode", "theme.dark"),
        ("delete the article", "article.delete"),
        ("new row in the table", "editor.table-row-above"),
        ("exprot", "export.begin"),
        ("HEADIGN", "editor.heading-1"),
        ("shortcuts", "help.keys"),
        ("zoom in", "view.text-larger"),
        ("make words thicker", "editor.bold"),
        ("make a list", "editor.bullets"),
        ("open word document", "article.import"),
        ("is it ready", "view.checks"),
        ("reading level", "view.checks"),
        ("get back what was deleted", "trash.open"),
        ("undo the last", "export.undo"),
        ("undo last export", "export.undo"),
        ("undo last", "export.undo"),
        ("undo my last change", "edit.undo"),
        ("help", "help.how"),
        ("manual", "help.how"),
        ("where is my work saved", "help.how"),
    ],
)
def test_an_action_is_found_by_a_lay_persons_words(asked: str, name: str):
    assert best(candidates(), asked)[0].key == name


def test_each_action_is_the_first_to_be_found_by_its_own_words():
    first = {name: best(candidates(), row.text)[0].key for name, row in action_table().items()}
    assert {name: key for name, key in first.items() if key != name} == {}


def test_nothing_is_found_by_words_that_mean_nothing_here():
    assert best(candidates(), "xylophone") == []


def test_the_table_has_words_and_a_hint_for_each_action_and_no_key_twice():
    table = action_table()
    assert [row.name for row in table.values() if not (row.text and row.tip and row.also)] == []
    keys = [QKeySequence(key).toString() for row in table.values() for key in row.keys]
    assert [key for key in keys if not key] == []
    assert sorted(keys) == sorted(set(keys))


def test_every_action_of_the_window_comes_from_the_table_with_its_words_and_hint(program: Program):
    shown = {action.objectName(): action for action in every_action(program.window)}
    assert set(action_table()) - {"help.commands"} == set(shown)
    differing = [
        name
        for name, action in shown.items()
        if action.text() != action_table()[name].text
        or not action.toolTip().startswith(action_table()[name].tip)
    ]
    assert differing == []


def test_no_action_and_no_menu_brings_keys_of_its_own(program: Program):
    known = {QKeySequence(key).toString() for row in action_table().values() for key in row.keys}
    actions = program.window.findChildren(QAction)
    used = {key.toString() for key in chain.from_iterable(action.shortcuts() for action in actions)}
    assert used - known == set()


def test_everything_in_the_menus_is_found_in_the_palette(program: Program, palette: PaletteDialog):
    keys = {candidate.key for candidate in palette._found}
    in_menus = {
        action.objectName()
        for menu in program.window.menus.all
        for action in menu.actions()
        if not action.isSeparator() and action.menu() is None
    }
    assert {f"{ACTION}{name}" for name in in_menus - {"help.commands"}} <= keys


def test_enter_does_what_was_chosen_to_the_words_that_are_selected(program: Program, qtbot: QtBot):
    editor = program.window.editor
    editor.text_edit.setFocus()
    editor.select(0, 0, len(program.session.lines.texts[0].split()[0]))
    word = editor.selected_text()
    program.window.book["help.commands"].trigger()
    dialog = opened(program, PaletteDialog)
    assert isinstance(dialog, PaletteDialog)
    qtbot.keyClicks(dialog.words, "bold")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert program.session.lines.texts[0].startswith(f"**{word}**")


def test_the_arrows_pass_by_what_cannot_be_done_now(program: Program, palette: PaletteDialog, qtbot: QtBot):
    palette.words.setText("undo redo")
    for _ in range(palette.list.count()):
        item = palette.list.currentItem()
        assert item is None or item.flags() & Qt.ItemFlag.ItemIsEnabled
        qtbot.keyClick(palette.words, Qt.Key.Key_Down)


def test_an_article_is_found_by_its_title_and_opened(program: Program, palette: PaletteDialog, qtbot: QtBot):
    row = next(row for row in program.workspace.rows if row.title != program.session.fields.title)
    qtbot.keyClicks(palette.words, row.shown_title)
    assert palette.list.currentItem().text() == row.shown_title
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.fields.title == row.title, timeout=15_000)


def test_escape_leaves_everything_as_it_was(program: Program, palette: PaletteDialog, qtbot: QtBot):
    revision = program.session.revision
    qtbot.keyClicks(palette.words, "bold")
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert program.session.revision == revision


def test_the_sheet_has_every_key_and_can_be_searched(program: Program, qtbot: QtBot):
    lines = key_lines(program.window)
    shown = {line.text for line in lines}
    with_keys = {row.text.rstrip("…") for row in action_table().values() if row.keys}
    assert with_keys <= shown
    assert {line.text for line in gestures()} <= shown
    assert [line.text for line in matching(lines, "website publish")] == ["Export to site"]
    program.window.book["help.keys"].trigger()
    sheet = opened(program, KeySheet)
    assert isinstance(sheet, KeySheet)
    qtbot.keyClicks(sheet.words, "no such deed at all")
    assert "No keys go by these words." in {label.text() for label in sheet.area.widget().children()[1:]}  # type: ignore[attr-defined]


def test_f1_explains_in_words_how_the_program_works_and_leads_on_to_the_keys(program: Program, qtbot: QtBot):
    window = program.window
    assert [keys.toString() for keys in window.book["help.how"].shortcuts()] == ["F1"]
    window.book["help.how"].trigger()
    dialog = opened(program, HowItWorks)
    assert isinstance(dialog, HowItWorks)
    shown = {label.text() for label in dialog.area.widget().findChildren(QLabel)}
    assert {"What is kept, and where", "What exporting does", "How to undo", "Pictures"} <= shown
    dialog.keys_button.click()
    assert opened(program, KeySheet).isVisible()


def test_the_help_names_actions_as_the_menus_do():
    texts = {row.text.rstrip("…") for row in action_table().values()}
    named = {name for part in help_parts() for name in re.findall("“([^”]+)”", part.text)}
    assert len(named) > 5
    assert named <= texts
    menus = {title.replace("&", "") for title, _names in MENUS}
    said = {name for part in help_parts() for name in re.findall(r"the menu (\w+)", part.text)}
    assert said
    assert said <= menus


def test_the_printed_sheet_names_each_key(program: Program):
    lines = key_lines(program.window)
    page = QTextDocument()
    page.setHtml(as_html(lines))
    printed = page.toPlainText()
    assert [line.keys for line in lines if line.keys not in printed] == []
