"""The list of articles: what it shows, finds and asks for."""

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePosixPath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.ui.library import LibraryPane, LibraryRow, RowFilter, RowOrder, RowState
from clinicwriter.ui.library.model import LibraryModel
from clinicwriter.ui.library.rows import day_near
from clinicwriter.ui.session import WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper
from clinicwriter.ui.workspace import row_of_copy

ROWS = (
    LibraryRow(
        "visit",
        "What to expect at your first infusion",
        RowState.EDITED,
        date(2026, 11, 18),
        tags=("ketamine",),
        words=1240,
    ),
    LibraryRow("five", "Five questions", RowState.DRAFT, None, authors=("Dr. Amara Osei",)),
    LibraryRow("sleep", "Sleep, stress and pain", RowState.ON_SITE, date(2026, 10, 28), 1, ("Sleep",)),
    LibraryRow("nurse", "", RowState.ON_SITE, date(2026, 10, 12)),
)


@pytest.fixture
def pane(qtbot: QtBot) -> LibraryPane:
    pane = LibraryPane(ThemeKeeper())
    qtbot.addWidget(pane)
    pane.resize(264, 600)
    pane.show()
    pane.show_rows(ROWS)
    return pane


def shown(pane: LibraryPane) -> list[str]:
    return [pane.model.row_at(pane.model.index(number)).key for number in range(pane.model.rowCount())]


def test_the_newest_article_stands_first_and_those_without_a_date_last(pane: LibraryPane) -> None:
    assert shown(pane) == ["visit", "sleep", "nurse", "five"]


def test_search_finds_words_in_titles_tags_and_authors_in_any_case(pane: LibraryPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.search, "KETA")
    assert shown(pane) == ["visit"]
    pane.search.setText("osei")
    assert shown(pane) == ["five"]
    pane.search.setText("pain sleep")
    assert shown(pane) == ["sleep"]


def test_a_search_without_result_says_what_is_searched(pane: LibraryPane) -> None:
    pane.search.setText("zebra")
    assert pane._empty.isVisibleTo(pane)
    assert "titles, tags and authors, and at the texts" in pane._empty.text()


def test_the_filters_part_drafts_from_what_is_on_the_site(pane: LibraryPane, qtbot: QtBot) -> None:
    drafts, on_site = pane._segments.button(1), pane._segments.button(2)
    qtbot.mouseClick(drafts, Qt.MouseButton.LeftButton)
    assert shown(pane) == ["five"]
    qtbot.mouseClick(on_site, Qt.MouseButton.LeftButton)
    assert shown(pane) == ["visit", "sleep", "nurse"]
    assert drafts.text() == "Drafts 1"


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (RowOrder.OLDEST, ["nurse", "sleep", "visit", "five"]),
        (RowOrder.TITLE, ["nurse", "five", "sleep", "visit"]),
        (RowOrder.LONGEST, ["visit", "sleep", "nurse", "five"]),
    ],
)
def test_the_list_can_be_sorted(pane: LibraryPane, order: RowOrder, keys: list[str]) -> None:
    pane._sort(order)
    assert shown(pane) == keys


def test_of_one_day_what_was_written_last_stands_first(pane: LibraryPane) -> None:
    today = date(2026, 11, 26)
    rows = [
        LibraryRow("a", "A", RowState.EDITED, today, kept_at=10.0),
        LibraryRow("b", "B", RowState.DRAFT, today, kept_at=30.0),
        LibraryRow("c", "C", RowState.EDITED, today, kept_at=20.0),
        LibraryRow("d", "D", RowState.ON_SITE, today),
        LibraryRow("e", "E", RowState.ON_SITE, today),
    ]
    pane.show_rows(rows)
    assert shown(pane) == ["b", "c", "a", "d", "e"]
    pane._sort(RowOrder.OLDEST)
    assert shown(pane) == ["d", "e", "a", "c", "b"]


def test_an_article_goes_to_the_top_at_its_first_key_and_stays_there() -> None:
    copy = WorkingCopy(
        "z", Article.from_bytes(b"---\ntitle: Zoster\n---\n"), PurePosixPath("z.md"), base=b"x"
    )
    before = time.time()
    rows = (
        LibraryRow("draft:a", "Another", RowState.DRAFT, date.today(), kept_at=before - 60),
        LibraryRow("site:z.md", "Zoster", RowState.ON_SITE, date(2026, 1, 1), path="z.md"),
    )
    for words in (1, 2):
        changed = row_of_copy(copy, rows, edited=True, words=words)
        assert [row.title for row in RowOrder.NEWEST.sort(changed)] == ["Zoster", "Another"]


def test_a_row_says_how_long_its_text_is_where_there_is_room(pane: LibraryPane) -> None:
    assert [row.length for row in ROWS] == ["1,240 words", "", "1 word", ""]
    pane.resize(480, 600)

    def right_of_the_state() -> QImage:
        row = pane.list.visualRect(pane.model.index(0))
        small = row.adjusted(row.width() - 90, row.height() - 32, -4, -4)
        return pane.list.viewport().grab(small).toImage()

    shown_at_length = right_of_the_state()
    pane.show_rows([replace(ROWS[0], words=0), *ROWS[1:]])
    assert right_of_the_state() != shown_at_length


def test_a_click_and_the_enter_key_ask_for_the_article(pane: LibraryPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.article_wished) as wish:
        place = pane.list.visualRect(pane.model.index(1)).center()
        qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["sleep"]
    pane.list.setCurrentIndex(pane.model.index(0))
    with qtbot.waitSignal(pane.article_wished) as wish:
        qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert wish.args == ["visit"]


def test_the_open_article_stays_marked_while_rows_change(pane: LibraryPane) -> None:
    pane.set_current("sleep")
    pane.show_rows((*ROWS, LibraryRow("new", "A new one", RowState.DRAFT, date(2026, 11, 20))))
    assert pane.model.row_at(pane.list.currentIndex()).key == "sleep"
    pane.set_current("")
    assert not pane.list.selectionModel().hasSelection()


def test_a_long_title_takes_two_lines_and_no_more(pane: LibraryPane) -> None:
    long = LibraryRow("long", "How we keep you safe during treatment " * 6, RowState.ON_SITE)
    two = LibraryRow("two", "How we keep you safe during treatment and after", RowState.ON_SITE)
    one = LibraryRow("one", "Short", RowState.ON_SITE)
    pane.show_rows((long, two, one))
    heights = {
        row.key: pane.list.visualRect(pane.model.index(pane.model.row_of(row.key))).height()
        for row in (long, two, one)
    }
    assert heights["long"] == heights["two"] > heights["one"]


def test_an_article_without_a_title_has_words_in_its_place(pane: LibraryPane) -> None:
    assert pane.model.index(2).data(Qt.ItemDataRole.DisplayRole) == "Article without a title"


def test_days_near_are_said_as_people_say_them() -> None:
    today = date(2026, 11, 23)
    assert day_near(today, today) == "today"
    assert day_near(today - timedelta(days=1), today) == "yesterday"
    assert day_near(date(2026, 11, 4), today) == "4 Nov 2026"


def test_every_state_is_in_one_filter_besides_all() -> None:
    for state in RowState:
        assert RowFilter.DRAFTS.takes(state) != RowFilter.ON_SITE.takes(state)
        assert RowFilter.ALL.takes(state)


def test_a_search_that_goes_on_or_back_finds_what_it_finds_afresh(pane: LibraryPane) -> None:
    rows = list(pane.model.rows)
    for typed in ("s", "sl", "sle", "sl", "sl q", "q", "q s", ""):
        pane.model.search(typed)
        afresh = LibraryModel()
        afresh.set_rows(rows)
        afresh.search(typed)
        shown_now = [pane.model.row_at(pane.model.index(row)) for row in range(pane.model.rowCount())]
        assert shown_now == [afresh.row_at(afresh.index(row)) for row in range(afresh.rowCount())]
    pane.model.search("s")
    pane.model.set_rows([])
    pane.model.search("sl")
    assert pane.model.rowCount() == 0


def test_a_list_that_is_not_read_yet_does_not_say_that_there_are_no_articles(qtbot: QtBot) -> None:
    pane = LibraryPane(ThemeKeeper())
    qtbot.addWidget(pane)
    pane.show_rows((), is_read=False)
    assert "No articles" not in " ".join(label.text() for label in pane.findChildren(QLabel))
    pane.show_rows(())
    assert "No articles here yet" in " ".join(label.text() for label in pane.findChildren(QLabel))
