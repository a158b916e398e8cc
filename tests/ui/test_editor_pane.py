"""Promises about the editor's pane: one undo order, keys, the bar, finding, pasting, and what others ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.actions import ACTIONS
from clinicwriter.ui.editor.table_chooser import TableMenu
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = "\n\n".join(f"Paragraph {number} with a few words to read." for number in range(300))


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[EditorPane]:
    pane = EditorPane(session, ThemeKeeper(choice="light"))
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    yield pane


def open_text(session: Session, text: str, head: bytes = b"---\ntitle: A\n---\n\n") -> None:
    session.open_article(WorkingCopy("draft", Article.from_bytes(head + text.encode())))


def text_of(session: Session) -> str:
    return session.lines.text()


# -- one undo order ------------------------------------------------------------------------------


def test_text_and_form_are_undone_in_the_order_in_which_they_were_done(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one")
    pane.text_edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(pane.text_edit, "abc")
    session.set_field(Role.TITLE, "B")
    qtbot.keyClicks(pane.text_edit, "def")
    assert text_of(session) == "oneabcdef"
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("oneabc", "B")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("oneabc", "A")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("one", "A")
    for _ in range(3):
        session.history.redo()
    assert (text_of(session), session.fields.title) == ("oneabcdef", "B")


def test_typing_after_an_undone_form_edit_is_a_step_of_its_own(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "abc")
    session.set_field(Role.TITLE, "B")
    session.history.undo()
    qtbot.keyClicks(pane.text_edit, "def")
    assert not session.history.canRedo()
    session.history.undo()
    assert text_of(session) == "abc"


def test_a_long_run_of_typing_is_undone_in_several_steps(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "some words " * 20)
    assert 3 <= session.history.count() <= 20
    while session.history.canUndo():
        session.history.undo()
    assert text_of(session) == ""


def test_undo_keys_in_the_text_go_to_the_one_order(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    session.set_field(Role.TITLE, "B")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL)
    assert session.fields.title == "A"
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Y, CONTROL)
    assert session.fields.title == "B"
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert session.fields.title == "B"


def test_opening_another_article_forgets_the_steps_of_the_last(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one")
    qtbot.keyClicks(pane.text_edit, "abc")
    open_text(session, "other")
    assert not session.history.canUndo()
    assert not pane.text_edit.document().isUndoAvailable()
    assert text_of(session) == "other"


def test_another_article_in_place_of_this_one_is_one_step(pane: EditorPane, session: Session) -> None:
    open_text(session, "one\ntwo\nthree")
    session.replace_article(Article.from_bytes(b"---\ntitle: B\n---\n\none\nTWO\nthree\n"), "Discard")
    assert (text_of(session), session.fields.title) == ("one\nTWO\nthree\n", "B")
    session.history.undo()
    assert (text_of(session), session.fields.title) == ("one\ntwo\nthree", "A")
    assert not session.history.canUndo()


# -- keys ----------------------------------------------------------------------------------------


def test_enter_and_tab_write_lists_that_every_generator_reads(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "1. one\rtwo\r")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "inner\r\r")
    qtbot.keyClicks(pane.text_edit, "three\r\rend")
    assert text_of(session) == "1. one\n2. two\n    1. inner\n3. three\n\nend"


def test_shift_enter_breaks_a_line_without_an_odd_letter(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    qtbot.keyClicks(pane.text_edit, "one")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(pane.text_edit, "two")
    assert text_of(session) == "one  \ntwo"


def test_enter_between_fences_is_a_plain_new_line(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "```\n- one\n```")
    pane.select(1, 5, 0)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    assert text_of(session) == "```\n- one\n\n```"


def test_tab_at_the_beginning_of_a_paragraph_makes_no_code_of_it(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "plain")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    assert text_of(session) == "plain"


def test_backspace_at_an_items_beginning_takes_its_mark_away(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "- one")
    pane.select(0, 2, 0)
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Backspace)
    assert text_of(session) == "one"


def test_control_tab_leaves_the_text(qtbot: QtBot, session: Session) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    pane, entry = EditorPane(session, ThemeKeeper(choice="light")), QLineEdit()
    column.addWidget(pane)
    column.addWidget(entry)
    back = QAction(holder)
    back.setShortcut("Ctrl+Tab")
    back.triggered.connect(pane.text_edit.setFocus)
    holder.addAction(back)
    open_text(session, "one")
    with qtbot.waitActive(holder):
        holder.show()
    pane.text_edit.setFocus()
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab, CONTROL)
    assert not pane.text_edit.hasFocus()
    assert text_of(session) == "one"


def test_letters_that_are_still_being_composed_are_no_text_yet(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "one\r\ntwo")
    QApplication.sendEvent(pane.text_edit, QInputMethodEvent("ni", []))
    assert text_of(session) == "one\r\ntwo"
    done = QInputMethodEvent("", [])
    done.setCommitString("\u4f60")
    QApplication.sendEvent(pane.text_edit, done)
    assert text_of(session) == "\u4f60one\r\ntwo"
    session.history.undo()
    assert text_of(session) == "one\r\ntwo"


# -- the bar -------------------------------------------------------------------------------------

TOGGLES = [
    row.name
    for row in ACTIONS
    if row.command is not None and not row.repeats and row.name != "editor.paragraph"
]


@pytest.mark.parametrize("name", TOGGLES)
@pytest.mark.parametrize("place", [(0, 3, 4), (2, 2, 5), (4, 0, 60), (5, 4, 3), (0, 0, 0)])
def test_a_command_given_twice_gives_the_first_text_and_selection(
    pane: EditorPane, session: Session, name: str, place: tuple[int, int, int]
) -> None:
    text = "plain words\nmore **of them**\n- item\n1. number\n> quoted __words__\n## head\r\nlast"
    open_text(session, text)
    pane.select(*place)
    before = pane._editing.selection()
    pane.action(name).trigger()
    pane.action(name).trigger()
    assert text_of(session) == text
    assert pane._editing.selection() == before


def test_the_bar_shows_what_holds_at_the_cursor(pane: EditorPane, session: Session) -> None:
    open_text(session, "## Head\n\n- a **bold** word\n\n> [link](x) *it*")
    states = {}
    for place in [(0, 4), (2, 7), (4, 4), (4, 14)]:
        pane.select(*place, 0)
        pane.update_states()
        states[place] = {action.objectName() for action in pane.actions() if action.isChecked()}
    assert states[0, 4] == {"editor.heading-2"}
    assert states[2, 7] == {"editor.paragraph", "editor.bold", "editor.bullets"}
    assert states[4, 4] == {"editor.paragraph", "editor.link", "editor.quote"}
    assert states[4, 14] == {"editor.paragraph", "editor.italic", "editor.quote"}


def test_every_action_has_a_name_keys_of_its_own_an_icon_and_a_hint(pane: EditorPane) -> None:
    actions = pane.actions()
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(set(keys)) == len(keys) > 15
    for action in actions:
        assert action.objectName().startswith("editor.")
        assert not action.icon().isNull()
        assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in action.toolTip()


def test_a_narrow_bar_moves_what_has_no_room_into_its_last_menu(pane: EditorPane, qtbot: QtBot) -> None:
    pane.resize(260, 400)
    qtbot.waitUntil(lambda: pane.bar.width() == 260)
    names = {action.objectName() for action in pane.bar.more.menu().actions()}
    assert {"editor.table", "editor.quote", "editor.replace"} <= names


def test_the_table_grid_is_chosen_with_the_arrow_keys(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    menu = TableMenu(ThemeKeeper(choice="light").theme, pane)
    menu.grid.chosen.connect(pane.insert_table)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(menu.grid, key)
    assert text_of(session).split("\n")[0] == "| Heading 1 | Heading 2 | Heading 3 |"
    assert len(session.lines) == 4
    qtbot.keyClicks(pane.text_edit, "Dose")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(pane.text_edit, "When")
    assert text_of(session).startswith("| Dose | When | Heading 3 |")


def test_a_link_is_wished_for_and_put_around_the_selection(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "see us now")
    pane.select(0, 4, 2)
    with qtbot.waitSignal(pane.link_wished):
        pane.action("editor.link").trigger()
    pane.insert_link("/us/", "")
    assert text_of(session) == "see [us](/us/) now"
    assert pane.link_here() == ("us", "/us/")
    pane.remove_link()
    assert text_of(session) == "see us now"
    assert pane.link_here() is None


def test_undo_brings_the_cursor_back_to_where_the_command_was_given(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, LONG)
    pane.select(400, 10, 5)
    pane.action("editor.bold").trigger()
    session.history.undo()
    assert pane.cursor_line() == 400
    qtbot.keyClicks(pane.text_edit, "x")
    assert "x" in session.lines.texts[400]


# -- finding -------------------------------------------------------------------------------------


def test_finding_counts_and_goes_round(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one two\n\none\n\none \U0001f600 one")
    pane.find()
    qtbot.keyClicks(pane.find_bar.words, "one")
    assert pane.find_bar.count.text() == "1 of 4"
    assert len(pane.text_edit.hits) == 4
    pane.find_bar.find_previous()
    assert pane.find_bar.count.text() == "4 of 4"
    assert pane.selected_text() == "one"
    qtbot.keyClick(pane.find_bar.words, Qt.Key.Key_Return)
    assert pane.find_bar.count.text() == "1 of 4"
    qtbot.keyClick(pane.find_bar.words, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert pane.text_edit.hits == []
    assert pane.selected_text() == "one"


def test_the_count_follows_the_text(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    pane.find()
    pane.find_bar.words.setText("one")
    pane.text_edit.textCursor().insertText("one one ")
    qtbot.waitUntil(lambda: pane.find_bar.count.text().endswith("2") or "found" in pane.find_bar.count.text())


def test_replacing_all_is_one_step_and_leaves_the_other_lines_their_ends(
    pane: EditorPane, session: Session
) -> None:
    text = "one\r\ntwo\nOne one\rthree\r\nnone\n"
    open_text(session, text)
    pane.find_bar.open_bar(with_replace=True)
    pane.find_bar.words.setText("one")
    pane.find_bar.whole_words.setChecked(True)
    pane.find_bar.replacement.setText("1")
    pane.find_bar.replace_all.click()
    assert text_of(session) == "1\r\ntwo\n1 1\rthree\r\nnone\n"
    assert pane.find_bar.count.text() == "3 replaced"
    session.history.undo()
    assert text_of(session) == text


def test_replacing_goes_hit_by_hit(pane: EditorPane, session: Session) -> None:
    open_text(session, "one one one")
    pane.find_bar.open_bar(with_replace=True)
    pane.find_bar.words.setText("one")
    pane.find_bar.replacement.setText("one more")
    pane.find_bar.replace_one.click()
    pane.find_bar.replace_one.click()
    assert text_of(session) == "one more one more one"


# -- pasting and dropping ------------------------------------------------------------------------


def paste(pane: EditorPane, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    pane.text_edit.insertFromMimeData(data)


def test_pasted_text_comes_in_clean_as_one_step(pane: EditorPane, session: Session) -> None:
    open_text(session, "")
    paste(pane, "a\x00b\r\nc\u2028d\u2029\ufeffe\u00a0f\x0bg")
    assert text_of(session) == "ab\nc\nd\ne\u00a0f\ng"
    session.history.undo()
    assert text_of(session) == ""


def paste_html(pane: EditorPane, html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    pane.text_edit.insertFromMimeData(data)


def test_words_copied_from_word_come_in_with_their_bold_where_the_cursor_is(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "See .")
    pane.select(0, 4, 0)
    paste_html(pane, "<p class=MsoNormal>your <b>nurse</b></p>", "your nurse")
    assert text_of(session) == "See your **nurse**."


def test_paragraphs_copied_from_word_stand_by_themselves_and_are_one_step(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "Before and after.\n")
    pane.select(0, 6, 5)
    paste_html(pane, "<h2>Bring</h2><ul><li>a card<li>a list</ul>", "Bring a card a list")
    assert text_of(session) == "Before\n\n## Bring\n\n- a card\n- a list\n\nafter.\n"
    session.history.undo()
    assert text_of(session) == "Before and after.\n"


def test_pasting_as_plain_text_leaves_the_looks_behind(pane: EditorPane, session: Session) -> None:
    open_text(session, "")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QGuiApplication.clipboard().setMimeData(data)
    pane.text_edit.paste_plain()
    assert text_of(session) == "bold"


def test_an_address_pasted_over_words_makes_a_link(pane: EditorPane, session: Session) -> None:
    open_text(session, "see us now")
    pane.select(0, 4, 2)
    paste(pane, " https://a.example/x\n")
    assert text_of(session) == "see [us](https://a.example/x) now"


def test_dropped_pictures_are_handed_on_and_not_written_as_addresses(
    pane: EditorPane, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    open_text(session, "")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.JPG")), QUrl.fromLocalFile(str(tmp_path / "b.png"))])
    with qtbot.waitSignal(pane.picture_dropped) as caught:
        pane.text_edit.insertFromMimeData(data)
    assert [path.name for path in caught.args[0]] == ["a.JPG", "b.png"]
    assert text_of(session) == ""


def test_a_picture_from_the_clipboard_becomes_a_file(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    open_text(session, "")
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(pane.picture_dropped) as caught:
        pane.text_edit.insertFromMimeData(data)
    saved = QImage(str(caught.args[0][0]))
    assert (saved.width(), saved.height()) == (4, 3)


# -- what others ask -----------------------------------------------------------------------------


def test_lines_are_gone_to_selected_and_scrolled_to(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, LONG)
    with qtbot.waitSignal(pane.cursor_line_changed) as moved:
        pane.go_to_line(120)
    assert moved.args == [120]
    assert pane.cursor_line() == 120
    pane.select(200, 10, 3)
    assert pane.selected_text() == "100"
    with qtbot.waitSignal(pane.visible_line_changed) as scrolled:
        pane.scroll_to_line(40)
    assert scrolled.args[0] == pytest.approx(40, abs=1)
    assert pane.cursor_line() == 200


def test_words_are_counted_with_each_change(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one two\n\nthree")
    assert pane.word_count() == 3
    pane.text_edit.textCursor().insertText("new\nwords ")
    assert pane.word_count() == 5
    session.history.undo()
    assert pane.word_count() == 3


def test_what_is_no_text_cannot_be_typed_into(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "one")
    session.close_article()
    assert pane.text_edit.isReadOnly()
    qtbot.keyClicks(pane.text_edit, "abc")
    paste(pane, "abc")
    pane.insert_link("x", "y")
    assert text_of(session) == ""


def test_a_click_between_two_lines_lands_in_one_of_them(pane: EditorPane, session: Session) -> None:
    open_text(session, "many words that go on over more than one line of the page " * 8)
    block = pane.text_edit.document().begin()
    box = pane.text_edit.blockBoundingGeometry(block).translated(pane.text_edit.contentOffset())
    line = block.layout().lineAt(1)
    gap = QPointF(box.left() + 80, box.top() + line.y() - 2)
    snapped = pane.text_edit._line_at(gap)
    cursor = pane.text_edit.cursorForPosition(snapped.toPoint())
    assert line.textStart() < cursor.position() < line.textStart() + line.textLength()


def test_lines_stand_apart_and_the_column_is_no_wider_than_can_be_read(
    pane: EditorPane, session: Session
) -> None:
    open_text(session, "word " * 200)
    pane.resize(1600, 500)
    block = pane.text_edit.document().begin()
    pane.text_edit.blockBoundingRect(block)
    layout = block.layout()
    assert layout.lineAt(1).y() - layout.lineAt(0).y() == pytest.approx(15.5 * 1.7, abs=0.5)
    assert layout.lineAt(0).textLength() <= 80


def test_a_fence_at_the_top_recolours_in_slices(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, LONG)
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    pane.text_edit.textCursor().insertText("```\n")
    last = pane.text_edit.document().lastBlock()
    assert last.userState() <= 0
    assert pane._highlighter.is_busy
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert last.userState() > 0
    session.history.undo()
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert pane.text_edit.document().lastBlock().userState() <= 0


def formats(pane: EditorPane, line: int) -> list[tuple[str, QTextCharFormat]]:
    block = pane.text_edit.document().findBlockByNumber(line)
    text = block.text().encode("utf-16-le")
    pieces = block.layout().formats()
    return [
        (
            text[2 * piece.start : 2 * (piece.start + piece.length)].decode("utf-16-le"),
            QTextCharFormat(piece.format),
        )
        for piece in pieces
    ]


def test_headings_are_larger_marks_pale_and_emphasis_shown(pane: EditorPane, session: Session) -> None:
    open_text(session, "## Head\n*it* **bold** `code` [a](b) \U0001f600 *late*")
    theme = ThemeKeeper(choice="light").theme
    heading = formats(pane, 0)
    assert [words for words, _ in heading] == ["## ", "Head"]
    assert all(piece.fontPointSize() > pane.text_edit.point_size * 1.3 for _, piece in heading)
    assert heading[0][1].foreground().color() == theme.ink_third
    pieces = formats(pane, 1)
    assert [words for words, piece in pieces if piece.fontItalic()] == ["it", "late"]
    assert [words for words, piece in pieces if piece.fontWeight() >= 700] == ["bold"]
    assert [words for words, piece in pieces if piece.foreground().color() == theme.accent] == ["a"]


def test_another_theme_recolours_the_text(qtbot: QtBot, session: Session) -> None:
    keeper = ThemeKeeper(choice="light")
    pane = EditorPane(session, keeper)
    qtbot.addWidget(pane)
    open_text(session, "[a](b)")
    assert formats(pane, 0)[1][1].foreground().color() == keeper.theme.accent
    keeper.choose("dark")
    qtbot.waitUntil(lambda: not pane._highlighter.is_busy)
    assert keeper.theme.is_dark
    assert formats(pane, 0)[1][1].foreground().color() == keeper.theme.accent


def test_the_text_and_the_tools_have_names_for_screen_readers(pane: EditorPane) -> None:
    assert pane.text_edit.accessibleName()
    for tool in (pane.bar.headings, pane.bar.more, pane.find_bar.words, pane.find_bar.next):
        assert tool.accessibleName()


# -- marks that nothing was written between ----------------------------------------------------------


@pytest.mark.parametrize("name", ["editor.bold", "editor.italic", "editor.code"])
def test_empty_marks_go_when_the_cursor_leaves_them(
    pane: EditorPane, session: Session, qtbot: QtBot, name: str
) -> None:
    open_text(session, "Getting ready  is easy.")
    stand_at(pane, 14)
    pane.action(name).trigger()
    assert text_of(session) != "Getting ready  is easy."
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_End)
    assert text_of(session) == "Getting ready  is easy."
    qtbot.keyClicks(pane.text_edit, "!")
    assert text_of(session) == "Getting ready  is easy.!"
    session.history.undo()
    session.history.undo()
    session.history.undo()
    assert text_of(session) == "Getting ready  is easy."


def test_marks_with_words_between_stay(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    open_text(session, "Getting ready  is easy.")
    stand_at(pane, 14)
    pane.action("editor.bold").trigger()
    qtbot.keyClicks(pane.text_edit, "now")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_End)
    assert text_of(session) == "Getting ready **now** is easy."


def stand_at(pane: EditorPane, column: int) -> None:
    cursor = pane.text_edit.textCursor()
    cursor.setPosition(column)
    pane.text_edit.setTextCursor(cursor)
