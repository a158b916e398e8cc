"""Promises about marks under words: they keep to their words, and neither text nor undo knows of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, LineChange
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.layout import stretch_areas
from clinicwriter.ui.editor.mark_lines import MarkLines, common_ends
from clinicwriter.ui.editor.marks import INKS, Look, Mark
from clinicwriter.ui.editor.passage import Place
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper

TEXT = "You cant drive.\n\nA study found\nthat most felt relief.\n"


@pytest.fixture
def session() -> Session:
    session = Session()
    session.open_article(WorkingCopy("draft", Article.new().with_text(TEXT)))
    return session


@pytest.fixture
def keeper() -> ThemeKeeper:
    return ThemeKeeper(choice="light")


@pytest.fixture
def pane(qtbot: QtBot, session: Session, keeper: ThemeKeeper) -> Iterator[EditorPane]:
    pane = EditorPane(session, keeper)
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    yield pane


def put_cursor(pane: EditorPane, line: int, column: int) -> None:
    cursor = pane.text_edit.textCursor()
    cursor.setPosition(pane.text_edit.document().findBlockByNumber(line).position() + column)
    pane.text_edit.setTextCursor(cursor)


def words_of(pane: EditorPane, session: Session, source: str = "a") -> list[str]:
    """Return what each mark stands under."""
    lines = session.lines.texts
    found = []
    for mark in pane.marks.of(source):
        assert mark.start.line == mark.end.line
        found.append(lines[mark.start.line][mark.start.column : mark.end.column])
    return found


CANT = Mark.on_line(0, 4, 8, Look.SPELLING, "cant")
STUDY = Mark(Place(2, 2), Place(3, 14), Look.SHOULD, "study")


def test_marks_move_with_what_is_typed_before_them(pane: EditorPane, session: Session, qtbot: QtBot) -> None:
    pane.marks.show("a", [CANT, Mark.on_line(3, 15, 21, Look.TIP)])
    put_cursor(pane, 0, 0)
    qtbot.keyClicks(pane.text_edit, "Oh, ")
    pane.text_edit.insertPlainText("😀 ")
    qtbot.keyClick(pane.text_edit, Qt.Key.Key_Return)
    assert words_of(pane, session) == ["cant", "relief"]


@pytest.mark.parametrize(("column", "keys"), [(6, "x"), (8, "s"), (4, "x"), (8, "'")])
def test_a_mark_whose_word_is_touched_is_gone_at_once(
    pane: EditorPane, session: Session, qtbot: QtBot, column: int, keys: str
) -> None:
    pane.marks.show("a", [CANT])
    put_cursor(pane, 0, column)
    qtbot.keyClicks(pane.text_edit, keys)
    assert words_of(pane, session) == []


@pytest.mark.parametrize(("column", "keys"), [(8, " "), (8, ","), (4, "("), (9, "x")])
def test_a_mark_stays_while_somebody_types_beside_its_word(
    pane: EditorPane, session: Session, qtbot: QtBot, column: int, keys: str
) -> None:
    pane.marks.show("a", [CANT])
    put_cursor(pane, 0, column)
    qtbot.keyClicks(pane.text_edit, keys)
    assert words_of(pane, session) == ["cant"]


def test_a_mark_over_two_lines_is_one_mark_and_goes_as_one(
    pane: EditorPane, session: Session, qtbot: QtBot
) -> None:
    pane.marks.show("a", [STUDY])
    put_cursor(pane, 0, 0)
    pane.text_edit.insertPlainText("Before.\n")
    moved = Mark(Place(3, 2), Place(4, 14), Look.SHOULD, "study")
    assert pane.marks.of("a") == (moved,)
    assert pane.marks.mark_at(Place(3, 5)) == pane.marks.mark_at(Place(4, 5)) == moved
    put_cursor(pane, 4, 3)
    qtbot.keyClicks(pane.text_edit, "x")
    assert pane.marks.of("a") == ()


def test_marks_leave_text_and_undo_alone(pane: EditorPane, session: Session) -> None:
    pane.marks.show("a", [CANT, STUDY])
    pane.grab()
    assert session.lines.text() == TEXT
    assert not session.history.canUndo()
    assert not pane.text_edit.document().isUndoAvailable()


def test_one_source_never_touches_the_marks_of_another(pane: EditorPane, session: Session) -> None:
    pane.marks.show("a", [CANT])
    pane.marks.show("b", [Mark.on_line(3, 15, 21, Look.TIP)])
    pane.marks.show("a", [])
    assert words_of(pane, session, "b") == ["relief"]
    pane.marks.clear("b")
    assert pane.marks.of("b") == ()


def test_marks_of_some_lines_can_be_renewed_alone(pane: EditorPane, session: Session) -> None:
    pane.marks.show("a", [CANT, Mark.on_line(3, 15, 21, Look.TIP)])
    pane.marks.show("a", [Mark.on_line(0, 0, 3, Look.SPELLING)], range(1))
    assert words_of(pane, session) == ["You", "relief"]


def test_another_article_begins_without_marks(pane: EditorPane, session: Session) -> None:
    pane.marks.show("a", [CANT])
    session.open_article(WorkingCopy("other", Article.new().with_text("You cant.")))
    assert pane.marks.of("a") == ()


def test_the_shortest_mark_at_a_place_comes_first(pane: EditorPane) -> None:
    pane.marks.show("checks", [Mark.on_line(0, 0, 15, Look.MUST, "sentence")])
    pane.marks.show("spelling", [CANT])
    assert [mark.key for mark in pane.marks.marks_at(Place(0, 6))] == ["cant", "sentence"]
    assert pane.marks.mark_at(Place(1, 0)) is None


def test_an_offset_in_the_text_has_its_place_whatever_the_line_ends(qtbot: QtBot, session: Session) -> None:
    text = "one\r\ntwo\n\nthree"
    session.open_article(WorkingCopy("crlf", Article.new().with_text(text)))
    pane = EditorPane(session, ThemeKeeper(choice="light"))
    qtbot.addWidget(pane)
    for offset, letter in enumerate(text):
        place = pane.marks.place(offset)
        assert letter in "\r\n" or session.lines.texts[place.line][place.column] == letter


def colours_in(image: QImage, wished: set[str]) -> set[str]:
    return wished & {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_every_look_is_painted_in_the_colour_of_its_role(
    pane: EditorPane, keeper: ThemeKeeper, look: Look, choice: str
) -> None:
    keeper.choose(choice)
    ink = keeper.theme.role(INKS[look]).name()
    assert colours_in(pane.text_edit.grab().toImage(), {ink}) == set()
    pane.marks.show("a", [Mark.on_line(0, 4, 14, look)])
    assert colours_in(pane.text_edit.grab().toImage(), {ink}) == {ink}


def test_words_from_right_to_left_are_marked_as_wide_as_they_are(
    pane: EditorPane, session: Session, keeper: ThemeKeeper
) -> None:
    pane.replace_text("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd \u05db\u05d0\u05df\n")
    block, box = next(iter(pane.text_edit.visible_blocks()))
    areas = [area for area, _ in stretch_areas(block, box, 5, 9)]
    assert [area.width() > 20 for area in areas] == [True]
    pane.marks.show("a", [Mark.on_line(0, 5, 9, Look.SPELLING)])
    image = pane.text_edit.grab().toImage()
    ink = keeper.theme.role(INKS[Look.SPELLING]).name()
    inked = {x for x in range(image.width()) for y in range(60) if image.pixelColor(x, y).name() == ink}
    assert max(inked) - min(inked) > areas[0].width() / 2


def test_a_click_on_a_mark_is_told_and_one_beside_it_is_not(pane: EditorPane, qtbot: QtBot) -> None:
    heard: list[object] = []
    pane.marks.clicked.connect(lambda mark: heard.append(mark.key))
    pane.marks.show("a", [CANT])
    for column in (6, 12):
        cursor = QTextCursor(pane.text_edit.document())
        cursor.setPosition(column)
        place = pane.text_edit.cursorRect(cursor).center()
        qtbot.mouseClick(pane.text_edit.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == ["cant"]


def test_the_context_menu_over_a_mark_takes_entries_of_its_source(pane: EditorPane, qtbot: QtBot) -> None:
    offered: list[str] = []

    def offer(menu: QMenu, marks: tuple[Mark, ...]) -> None:
        first = menu.actions()[0]
        action = menu.addAction(f"Change {marks[0].key}")
        menu.insertAction(first, action)
        offered.extend(entry.text() for entry in menu.actions()[:2])

    pane.marks.menu_opening.connect(offer)
    pane.marks.show("a", [CANT])
    put_cursor(pane, 0, 6)
    place = pane.text_edit.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(50, 50))
    pane.text_edit.menu_wished.emit(event)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()
    assert offered == ["Change cant", "Undo"]


@given(
    old=st.lists(st.text("ab ", max_size=6), min_size=1, max_size=4),
    new=st.lists(st.text("ab ", max_size=6), min_size=1, max_size=4),
)
def test_a_mark_that_is_left_stands_under_the_same_word_after_any_change(
    old: list[str], new: list[str]
) -> None:
    held = MarkLines(len(old))
    words = [
        Mark.on_line(line, start, end, Look.SPELLING, old[line][start:end])
        for line in range(len(old))
        for start in range(len(old[line]))
        for end in range(start + 1, len(old[line]) + 1)
    ]
    held.put(words)
    held.apply(LineChange(0, len(old), tuple(new)), old)
    for mark in held.marks():
        assert mark.start.line == mark.end.line
        assert new[mark.start.line][mark.start.column : mark.end.column] == mark.key


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_common_ends_are_the_longest_that_do_not_overlap(old: str, new: str) -> None:
    head, tail = common_ends(old, new)
    limit = min(len(old), len(new))
    assert old[:head] == new[:head]
    assert old[len(old) - tail :] == new[len(new) - tail :]
    assert head + tail <= limit
    assert head == limit or old[head] != new[head]
