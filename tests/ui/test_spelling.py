"""Promises about spelling in the window: marked after a pause, never under the fingers, easily put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.checks import IgnoreScope
from clinicwriter.language import speller
from clinicwriter.language.english import English
from clinicwriter.language.spelling_engine import EngineMissingError
from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import Program, build
from clinicwriter.ui.checks.card import FindingCard
from clinicwriter.ui.editor.passage import Place
from clinicwriter.ui.preview import PreviewPane
from clinicwriter.ui.preview.simple import SimpleView
from clinicwriter.ui.spelling import SpellingFlow, flow
from clinicwriter.ui.spelling.menu import fill_menu
from clinicwriter.ui.spelling.words_dialog import WordsDialog, shown_line

from .conftest import ListEngine

WAIT_MS = 15_000
TEXT = "You should of eaten.\n\nTake gabapentine and more gabapentine.\n"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "PAUSE_MS", 40)
    monkeypatch.setattr(flow, "FIRST_PAUSE_MS", 40)


@pytest.fixture
def spelling(program: Program, engine: ListEngine, qtbot: QtBot) -> SpellingFlow:
    engine.doubt("gabapentine", "gabapentin", "grapevine")
    engine.doubt("should of", "should have", is_spelling=False)
    program.window.editor.replace_text(TEXT)
    wait_for(qtbot, program, lambda: len(program.spelling.findings) == 3)
    return program.spelling


def wait_for(qtbot: QtBot, program: Program, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and holds(), timeout=WAIT_MS)


def marked(program: Program) -> list[str]:
    """Return the words that the marks stand under."""
    lines = program.session.lines.texts
    marks = program.window.editor.marks.of("spelling")
    return [lines[one.start.line][one.start.column : one.end.column] for one in marks]


def entries(program: Program, number: int = 1) -> dict[str, Callable[[], None]]:
    """Return what the menu over a finding offers."""
    menu = QMenu(program.window)
    fill_menu(menu, program.spelling.findings[number], program.spelling.decisions, has_site=True)
    return {one.text(): one.trigger for one in menu.actions() if one.text()}


def test_doubtful_words_are_marked_after_a_pause(program: Program, spelling: SpellingFlow):
    assert marked(program) == ["should of", "gabapentine", "gabapentine"]


def test_a_word_is_not_marked_while_somebody_types_it(
    program: Program, spelling: SpellingFlow, engine: ListEngine, qtbot: QtBot
):
    engine.doubt("pateint", "patient")
    text = program.window.editor.text_edit
    text.moveCursor(QTextCursor.MoveOperation.Start)
    text.moveCursor(QTextCursor.MoveOperation.EndOfLine)
    qtbot.keyClicks(text, " pateint")
    wait_for(qtbot, program, lambda: "pateint" in [one.words for one in spelling.findings])
    assert "pateint" not in marked(program)
    qtbot.keyClicks(text, " ")
    wait_for(qtbot, program, lambda: "pateint" in marked(program))


def test_at_rest_the_engine_forgets_the_texts_it_looked_at(
    program: Program,
    spelling: SpellingFlow,
    engine: ListEngine,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(speller, "MOST_LOOKED_AT", 0)
    before = spelling.findings
    assert spelling.rest.isActive()
    engine.taught = frozenset()
    program.window.editor.text_edit.insertPlainText("More words. ")
    wait_for(qtbot, program, lambda: not spelling._pause.isActive() and not spelling.checking.is_busy)
    assert engine.taught == frozenset()
    spelling.rest.timeout.emit()
    qtbot.waitUntil(lambda: engine.taught != frozenset())
    qtbot.waitUntil(lambda: not spelling.checking.is_busy)
    assert [one.words for one in spelling.findings] == [one.words for one in before]


def test_a_suggestion_takes_the_words_place_as_one_step(
    program: Program, spelling: SpellingFlow, qtbot: QtBot
):
    assert list(entries(program))[:2] == ["Change to “gabapentin”", "Change to “grapevine”"]
    entries(program)["Change to “gabapentin”"]()
    assert program.session.lines.texts[2] == "Take gabapentin and more gabapentine."
    program.session.history.undo()
    assert program.session.lines.text().startswith(TEXT.rstrip("\n"))


def test_a_suggestion_to_leave_words_out_leaves_no_two_blanks(
    program: Program, spelling: SpellingFlow, engine: ListEngine, qtbot: QtBot
):
    engine.doubt("more", "", is_spelling=False)
    program.window.editor.replace_text(TEXT + "\nAgain more words.")
    wait_for(qtbot, program, lambda: marked(program)[-1:] == ["more"])
    finding = spelling.findings[-1]
    spelling.decisions.change(finding, "")
    assert program.session.lines.texts[-1] == "Again words."


def test_a_word_for_the_clinic_is_kept_in_the_site_for_colleagues(
    program: Program, spelling: SpellingFlow, engine: ListEngine, qtbot: QtBot
):
    root = program.workspace.root
    assert root is not None
    file = root / ".clinicwriter" / "dictionary.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes("Zürich\n# Our words\n\naardvark\n".encode())
    entries(program)["Add to the clinic’s dictionary"]()
    wait_for(qtbot, program, lambda: marked(program) == ["should of"])
    assert file.read_text(encoding="utf-8") == "# Our words\naardvark\ngabapentine\nZürich\n"
    assert {"Zürich", "aardvark", "gabapentine"} <= engine.taught
    program.window.status_bar.offered.click()
    wait_for(qtbot, program, lambda: len(marked(program)) == 3)
    assert file.read_text(encoding="utf-8") == "# Our words\naardvark\nZürich\n"


def test_a_word_that_a_colleague_adds_is_right_when_the_window_comes_back(
    program: Program, spelling: SpellingFlow, qtbot: QtBot
):
    root = program.workspace.root
    assert root is not None
    (root / ".clinicwriter").mkdir(exist_ok=True)
    (root / ".clinicwriter" / "dictionary.txt").write_text("gabapentine\n", encoding="utf-8")
    program.window.came_to_front.emit()
    wait_for(qtbot, program, lambda: marked(program) == ["should of"])


def test_a_word_of_ones_own_is_kept_beside_the_settings(
    program: Program, spelling: SpellingFlow, home: Path, qtbot: QtBot
):
    entries(program)["Add to my dictionary"]()
    wait_for(qtbot, program, lambda: marked(program) == ["should of"])
    assert (home / "settings" / "dictionary.txt").read_text(encoding="utf-8") == "gabapentine\n"


def test_what_is_ignored_here_stays_marked_elsewhere(program: Program, spelling: SpellingFlow, qtbot: QtBot):
    entries(program)["Ignore here"]()
    wait_for(qtbot, program, lambda: marked(program) == ["should of", "gabapentine"])
    assert spelling.findings[1].start > 20


def test_what_is_ignored_everywhere_is_marked_nowhere(program: Program, spelling: SpellingFlow, qtbot: QtBot):
    entries(program, 0)["Ignore everywhere"]()
    wait_for(qtbot, program, lambda: marked(program) == ["gabapentine", "gabapentine"])


def test_a_list_that_cannot_be_written_is_told_and_the_word_stays_marked(
    program: Program, spelling: SpellingFlow, home: Path, answering: object, qtbot: QtBot
):
    (home / "settings" / "dictionary.txt").mkdir(parents=True)
    entries(program)["Add to my dictionary"]()
    wait_for(qtbot, program, lambda: bool(answering.told))  # type: ignore[attr-defined]
    assert len(marked(program)) == 3


def test_words_can_be_taken_out_of_the_lists_again(program: Program, spelling: SpellingFlow, qtbot: QtBot):
    entries(program)["Add to my dictionary"]()
    entries(program, 0)["Ignore everywhere"]()
    wait_for(qtbot, program, lambda: marked(program) == [])
    program.window.book["spelling.words"].trigger()
    dialog = next(one for one in program.window.findChildren(WordsDialog) if one.isVisible())
    shown = [dialog.list.item(row).text().strip() for row in range(dialog.list.count())]
    assert shown == ["My dictionary", "gabapentine", "Ignored", "should of (everywhere)"]
    dialog.list.setCurrentRow(1)
    dialog.remove.click()
    wait_for(qtbot, program, lambda: marked(program) == ["gabapentine", "gabapentine"])
    dialog.accept()


def test_the_next_doubtful_words_and_their_menu_are_reached_by_keys(
    program: Program, spelling: SpellingFlow, qtbot: QtBot
):
    editor = program.window.editor
    editor.text_edit.moveCursor(QTextCursor.MoveOperation.Start)
    program.window.book["spelling.next"].trigger()
    assert editor.selected_text() == "should of"
    program.window.book["spelling.next"].trigger()
    assert editor.selected_text() == "gabapentine"
    program.window.book["spelling.suggest"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    active = menu.activeAction()
    assert active is not None
    assert active.text() == "Change to “gabapentin”"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert program.session.lines.texts[2] == "Take gabapentin and more gabapentine."


def test_leaving_the_suggestions_puts_cursor_selection_and_scroll_back(
    program: Program, spelling: SpellingFlow, qtbot: QtBot
):
    editor, lines = program.window.editor, program.session.lines.texts
    editor.text_edit.textCursor().insertText("\n\n".join(["Plain words."] * 60) + "\n\n")
    qtbot.waitUntil(lambda: len(marked(program)) > 0, timeout=WAIT_MS)
    editor.select_range(Place(10, 5), Place(10, 0))
    editor.scroll_to_line(8)
    before = (editor._editing.selection(), editor.text_edit.verticalScrollBar().value(), list(lines))
    program.window.book["spelling.suggest"].trigger()
    assert editor.selected_text() == "should of"
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    after = (editor._editing.selection(), editor.text_edit.verticalScrollBar().value(), list(lines))
    assert after == before


def test_spelling_can_be_switched_off_and_on_again(
    program: Program, spelling: SpellingFlow, qtbot: QtBot, home: Path
):
    switch = program.window.book["spelling.on"]
    assert switch.isChecked()
    switch.trigger()
    assert marked(program) == []
    assert program.window.status_bar.language.text() == "Spelling off"
    assert json.loads((home / "settings" / "settings.json").read_text())["spelling"] is False
    switch.trigger()
    wait_for(qtbot, program, lambda: len(marked(program)) == 3)


def test_another_english_is_taken_at_once_and_remembered(
    program: Program, spelling: SpellingFlow, home: Path
):
    spelling.choose(English.BRITISH)
    assert program.window.status_bar.language.text() == "English (UK)"
    assert json.loads((home / "settings" / "settings.json").read_text())["english"] == "british"


def test_the_sites_names_are_no_mistakes(program: Program, spelling: SpellingFlow, engine: ListEngine):
    assert {"Whitfield", "Riverbend"} <= engine.taught


def test_findings_are_told_to_whoever_lists_them(program: Program, spelling: SpellingFlow, qtbot: QtBot):
    with qtbot.waitSignal(spelling.findings_changed, timeout=WAIT_MS) as told:
        program.window.editor.replace_text("Take gabapentine.")
    wait_for(qtbot, program, lambda: len(spelling.findings) == 1)
    assert told.args is not None
    (finding,) = spelling.findings
    assert (finding.title, finding.question) == ("Spelling", "Did you mean “gabapentin”?")
    assert program.window.editor.marks.marks_at(Place(0, 7))[0].key is finding


def card_of(program: Program, title: str) -> FindingCard:
    return next(card for card in program.checks.pane.cards if card.title.text() == title)


def deed(card: FindingCard, words: str) -> QPushButton:
    return next(button for button in card.findChildren(QPushButton) if button.text() == words)


def test_the_checks_list_doubtful_words_and_mend_them(program: Program, spelling: SpellingFlow, qtbot: QtBot):
    wait_for(
        qtbot, program, lambda: any(card.title.text() == "Wording" for card in program.checks.pane.cards)
    )
    several = card_of(program, "Spelling: “gabapentine”, 2 times")
    assert several.quote.text() == "“gabapentine”"
    assert several.why.text() == "Did you mean “gabapentin”?"
    several.place_wished.emit(several.finding)
    assert program.window.editor.selected_text() == "gabapentine"
    deed(several, "Change to gabapentin").click()
    assert program.session.lines.texts[2] == "Take gabapentin and more gabapentine."
    wait_for(
        qtbot, program, lambda: any(card.title.text() == "Spelling" for card in program.checks.pane.cards)
    )
    deed(card_of(program, "Spelling"), "Add to dictionary").click()
    wait_for(qtbot, program, lambda: marked(program) == ["should of"])
    wording = card_of(program, "Wording")
    wording.ignore_wished.emit(wording.finding, IgnoreScope.EVERYWHERE)
    wait_for(qtbot, program, lambda: marked(program) == [])
    titles = [card.title.text() for card in program.checks.pane.cards]
    assert not any(title.startswith(("Spelling", "Wording")) for title in titles)


def test_title_and_summary_are_looked_at_as_well(
    program: Program, spelling: SpellingFlow, engine: ListEngine, qtbot: QtBot
):
    engine.doubt("infuzion", "infusion")
    program.session.set_field(Role.TITLE, "Your first infuzion")
    wait_for(
        qtbot,
        program,
        lambda: any(c.title.text() == "Spelling in the title" for c in program.checks.pane.cards),
    )
    card = card_of(program, "Spelling in the title")
    card.place_wished.emit(card.finding)
    assert program.window.details.form.title.hasFocus()
    deed(card, "Change to infusion").click()
    assert program.session.fields.title == "Your first infusion"
    program.session.history.undo()
    assert program.session.fields.title == "Your first infuzion"


def test_a_computer_without_the_engine_writes_on_and_says_so_quietly(
    qtbot: QtBot, home: Path, answering: object
):
    def refuse(_english: English) -> ListEngine:
        raise EngineMissingError("Spelling help is not available on this computer.")

    program = build(
        Places.below(home),
        answering,  # type: ignore[arg-type]
        theme="light",
        make_preview=lambda session, keeper: PreviewPane(
            session, keeper, make_view=lambda: (SimpleView(), False)
        ),
        make_engine=refuse,
    )
    qtbot.addWidget(program.window)
    program.desk.start()
    bar = program.window.status_bar
    wait_for(qtbot, program, lambda: "not available" in bar.language.toolTip())
    assert bar.language.text() == "Spelling off"
    program.window.editor.replace_text("Words.")
    assert answering.told == []  # type: ignore[attr-defined]
    program.keeper.keep_and_wait()
    program.work.end()
    program.catalogue.stop()
    program.spelling.stop()
    program.window.preview.release()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Okafor", "Okafor"),
        ("spelling: teh", "teh (everywhere)"),
        ("here: 0123 should of", "should of (at one place)"),
    ],
)
def test_lines_of_the_lists_are_shown_in_words(line: str, words: str):
    assert shown_line(line) == words
