"""Promises about the Edit and View menus, and about what the status bar offers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.site import ExportPlan
from clinicwriter.ui.application import Program
from clinicwriter.ui.editor.layout import TEXT_SIZE_PX
from clinicwriter.ui.editor.passage import Selection
from clinicwriter.ui.library import RowState
from clinicwriter.ui.menus import ActionBook, colours_word
from clinicwriter.ui.palette.dialog import PaletteDialog
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.topbar import TopBar

WAIT_MS = 15_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def test_the_edit_menu_works_on_the_entry_that_has_the_focus(program: Program, qtbot: QtBot):
    book, title = program.window.book, program.window.details.form.title
    program.window.activateWindow()
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    book["edit.select-all"].trigger()
    book["edit.copy"].trigger()
    words = program.session.fields.title
    assert QGuiApplication.clipboard().text() == words
    book["edit.cut"].trigger()
    assert title.text() == ""
    book["edit.paste"].trigger()
    assert title.text() == words
    text = program.window.editor.text_edit
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    book["edit.paste-plain"].trigger()
    assert program.session.lines.texts[0].startswith(words or "?")


def test_a_new_article_begins_with_its_title_where_the_details_are_seen(program: Program, qtbot: QtBot):
    form = program.window.details.form
    program.window.activateWindow()
    program.window.book["article.new"].trigger()
    qtbot.waitUntil(form.title.hasFocus)
    program.window.resize(1000, 700)
    qtbot.waitUntil(lambda: not program.window.panes.is_details_shown)
    program.window.book["article.new"].trigger()
    qtbot.waitUntil(program.window.editor.text_edit.hasFocus)


def test_enter_in_the_title_goes_on_to_the_text_where_its_cursor_stood(program: Program, qtbot: QtBot):
    window = program.window
    window.activateWindow()
    window.editor.select(2, 3, 0)
    window.details.form.title.setFocus()
    qtbot.keyClick(window.details.form.title, Qt.Key.Key_Return)
    qtbot.waitUntil(window.editor.text_edit.hasFocus)
    assert window.editor._editing.selection() == Selection.at(2, 3)


@pytest.mark.parametrize("way", ["button", "menu", "palette"])
def test_after_a_formatting_command_what_is_typed_goes_into_the_text(
    program: Program, qtbot: QtBot, way: str
):
    window = program.window
    window.activateWindow()
    window.book["article.new"].trigger()
    qtbot.waitUntil(window.details.form.title.hasFocus)
    if way == "palette":
        window.book["help.commands"].trigger()
        dialog = next(one for one in window.findChildren(PaletteDialog) if one.isVisible())
        qtbot.keyClicks(dialog.words, "bulleted list")
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    elif way == "menu":
        window.editor.action("editor.bullets").trigger()
    else:
        buttons = window.editor.bar.findChildren(QToolButton)
        bullets = window.editor.action("editor.bullets")
        next(one for one in buttons if one.defaultAction() is bullets).click()
    qtbot.waitUntil(window.editor.text_edit.hasFocus)
    qtbot.keyClicks(window.focusWidget(), "Water")
    assert program.session.lines.text() == "- Water"


def test_the_size_of_the_text_is_remembered(program: Program, home: Path):
    text = program.window.editor.text_edit
    usual = text.point_size
    program.window.book["view.text-larger"].trigger()
    assert text.point_size > usual
    assert SettingsFile(home / "settings").settings.text_size > TEXT_SIZE_PX
    program.window.book["view.text-normal"].trigger()
    assert text.point_size == usual
    for _ in range(30):
        program.window.book["view.text-smaller"].trigger()
    assert 0 < text.point_size < usual


@pytest.mark.parametrize(("locale", "word"), [("en_US", "Colors"), ("en_GB", "Colours"), ("C", "Colors")])
def test_colours_are_written_as_the_country_does(locale: str, word: str):
    assert colours_word(QLocale(locale)) == word


def test_an_export_can_be_undone_from_the_status_bar_until_somebody_goes_on(program: Program, qtbot: QtBot):
    offered = program.window.status_bar.offered
    plan = ExportPlan((), program.session.origin.site_path, program.session.article)  # type: ignore[arg-type]
    program.exports.exported.emit(plan)
    assert offered.isVisible()
    assert offered.text() == "Undo export"
    qtbot.keyClicks(program.window.editor.text_edit, "x")
    assert not offered.isVisible()


def test_a_link_to_another_article_offers_to_open_it(program: Program, qtbot: QtBot):
    site = program.workspace.site
    assert site is not None
    other = next(
        e for e in site.known_articles() if e.title != program.session.fields.title and not e.is_draft
    )
    program.window.preview.site_link_wished.emit(other.url)
    assert program.window.status_bar.offered.text() == "Open it"
    program.window.status_bar.offered.click()
    settle(qtbot, program, lambda: program.session.fields.title == other.title)


def test_hits_of_the_find_bar_are_marked_on_the_page_as_well(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    marked: list[tuple[str, bool, bool]] = []
    monkeypatch.setattr(
        program.window.preview.view,
        "mark_found",
        lambda text, *, matches_case, whole_words: marked.append((text, matches_case, whole_words)),
    )
    bar = program.window.editor.find_bar
    program.window.editor.find()
    bar.words.setText("nurse")
    qtbot.waitUntil(lambda: marked[-1:] == [("nurse", False, False)])
    bar.matches_case.setChecked(True)
    bar.whole_words.setChecked(True)
    assert marked[-1] == ("nurse", True, True)
    bar.close_bar()
    assert marked[-1][0] == ""


def test_the_title_is_whole_at_the_first_showing_where_there_is_room(qtbot: QtBot):
    owner, keeper = QWidget(), ThemeKeeper(choice="light")
    bar = TopBar(keeper)
    for widget in (owner, bar):
        qtbot.addWidget(widget)
    bar.fill(ActionBook(owner).actions)
    bar.show_article("Flu: what to expect this winter", RowState.EDITED)
    bar.resize(1366, 52)
    bar.show()
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in (bar.pill, bar.title)))
    assert bar.title.text() == "Flu: what to expect this winter"
