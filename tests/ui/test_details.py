"""The form of the details: what it shows, what it hands to the session, and what it says."""

from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.ui.application import Program
from clinicwriter.ui.details import DetailsPane
from clinicwriter.ui.details.address import AddressField
from clinicwriter.ui.details.calendar import CalendarPopup
from clinicwriter.ui.details.dates import read_typed_day
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper

ARTICLE = b"""---
# kept by the front desk
title: Before your first visit
author: Dana Whitfield, RN
tags:
- ketamine
- first visit
date: 2026-11-18   # a Wednesday
summary: "What to bring"
image: ../images/room.jpg
x_legacy_id: 00417
---
Hello.
"""


class RiverbendSource:
    """A site that knows three tags, two authors, and one address that is taken."""

    def tags(self) -> tuple[str, ...]:
        return ("Ketamine", "first visit", "Sleep")

    def authors(self) -> tuple[str, ...]:
        return ("Dana Whitfield, RN", "Dr. Amara Osei")

    def web_address(self, article: Article) -> tuple[str, str, str]:
        return "/blog/", article.fields.slug or "from-the-title", ".html"

    def address_problem(self, slug: str) -> str:
        return "Another article has this address." if slug == "taken" else ""

    def address_left(self, article: Article) -> str:
        return ""

    def name_date(self) -> date | None:
        return None

    def picture_file(self, reference: str) -> Path | None:
        return None


class DatedSource(RiverbendSource):
    """A site that takes an article's day from its file's name, and its address from its day."""

    def name_date(self) -> date | None:
        return date(2024, 3, 5)

    def address_left(self, article: Article) -> str:
        return "/2024/visit.html" if (article.fields.date or "2024") < "2024" else ""


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> DetailsPane:
    pane = DetailsPane(session, ThemeKeeper())
    pane.set_source(RiverbendSource())
    qtbot.addWidget(pane)
    pane.resize(306, 800)
    pane.show()
    return pane


def open_article(session: Session, data: bytes = ARTICLE, *, is_new: bool = False) -> None:
    article = Article.from_bytes(data)
    path = None if is_new else PurePosixPath("articles/visit.md")
    session.open_article(
        WorkingCopy("draft", article, site_path=path, base=None if is_new else article.to_bytes())
    )


def test_every_field_shows_what_the_article_says(pane: DetailsPane, session: Session) -> None:
    open_article(session)
    form = pane.form
    assert form.title.text() == "Before your first visit"
    assert form.author.entry.text() == "Dana Whitfield, RN"
    assert form.tags.tags == ("ketamine", "first visit")
    assert form.date.entry.text() == "18 Nov 2026"
    assert form.status.currentText() == "Published"
    assert form.summary.toPlainText() == "What to bring"
    assert form.extra.fold.text() == "1 more field from this site"


def test_a_new_article_is_said_to_be_published_only_once_it_is_exported(
    pane: DetailsPane, session: Session
) -> None:
    open_article(session, is_new=True)
    row = pane.form.row(Role.DRAFT)
    assert (pane.form.status.currentText(), row.remark) == ("Published", "Once you export it")
    session.set_field(Role.DRAFT, True)
    assert (pane.form.status.currentText(), row.remark) == ("Draft", "")
    session.set_field(Role.DRAFT, False)
    path = PurePosixPath("articles/visit.md")
    session.move_origin(site_path=path, outside_path=None, base=session.article.to_bytes())
    assert (pane.form.status.currentText(), row.remark) == ("Published", "")


def test_opening_an_article_in_the_form_changes_nothing(pane: DetailsPane, session: Session) -> None:
    open_article(session)
    assert session.article.to_bytes() == ARTICLE
    assert session.history.count() == 0


def test_typing_a_title_changes_its_line_alone_and_is_one_step_to_undo(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    pane.form.title.setFocus()
    pane.form.title.end(False)
    qtbot.keyClicks(pane.form.title, ": a guide")
    changed = session.article.to_bytes()
    assert changed.replace(b'"Before your first visit: a guide"', b"Before your first visit") == ARTICLE
    assert session.history.count() == 1
    session.history.undo()
    assert session.article.to_bytes() == ARTICLE
    assert pane.form.title.text() == "Before your first visit"


def test_a_blank_typed_at_the_end_of_the_title_is_not_taken_away(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    pane.form.title.end(False)
    qtbot.keyClicks(pane.form.title, " and after")
    assert session.fields.title == "Before your first visit and after"


def test_enter_adds_a_tag_in_the_sites_spelling_and_backspace_removes_the_last(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    entry = pane.form.tags.entry
    qtbot.keyClicks(entry, "sleep")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert session.fields.tags == ("ketamine", "first visit", "Sleep")
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    assert session.fields.tags == ("ketamine",)


def test_a_comma_adds_a_tag_and_a_tag_is_never_there_twice(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    qtbot.keyClicks(pane.form.tags.entry, "KETAMINE,nausea,")
    assert session.fields.tags == ("ketamine", "first visit", "nausea")


def test_the_cross_on_a_tag_removes_it(pane: DetailsPane, session: Session, qtbot: QtBot) -> None:
    open_article(session)
    cross = next(b for b in pane.findChildren(QToolButton) if b.accessibleName() == "Remove the tag ketamine")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert session.fields.tags == ("first visit",)


def test_a_typed_day_keeps_the_sites_way_of_writing_it(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    pane.form.date.entry.setText("20 Nov 2026")
    pane.form.date.entry.editingFinished.emit()
    assert b"date: 2026-11-20   # a Wednesday\n" in session.article.to_bytes()
    assert pane.form.date.entry.text() == "20 Nov 2026"


WITHOUT_DATE = ARTICLE.replace(b"date: 2026-11-18   # a Wednesday\n", b"")


def type_day(pane: DetailsPane, text: str) -> None:
    pane.form.date.entry.setText(text)
    pane.form.date.entry.editingFinished.emit()


def test_the_day_in_the_files_name_is_shown_and_never_written_by_itself(
    pane: DetailsPane, session: Session
) -> None:
    pane.set_source(DatedSource())
    open_article(session, WITHOUT_DATE)
    form = pane.form
    assert (form.date.entry.text(), form.row(Role.DATE).remark) == ("5 Mar 2024", "From the file's name")
    form.date.day_chosen.emit(date(2024, 3, 5))
    assert not session.history.canUndo()
    type_day(pane, "")
    assert form.date.entry.text() == "5 Mar 2024"
    assert session.article.to_bytes() == WITHOUT_DATE


def test_another_day_is_written_and_taken_out_again(pane: DetailsPane, session: Session) -> None:
    pane.set_source(DatedSource())
    open_article(session, WITHOUT_DATE)
    form = pane.form
    type_day(pane, "7 Apr 2023")
    assert b"date: 2023-04-07\n" in session.article.to_bytes()
    assert form.row(Role.DATE).remark == ""
    assert "links to /2024/visit.html will not work" in form.row(Role.SLUG).message
    type_day(pane, "")
    assert (form.date.entry.text(), form.row(Role.DATE).remark) == ("5 Mar 2024", "From the file's name")
    assert form.row(Role.SLUG).message == ""
    assert session.article.to_bytes() == WITHOUT_DATE


def test_what_is_no_day_is_said_beside_the_field_and_changes_nothing(
    pane: DetailsPane, session: Session
) -> None:
    open_article(session)
    pane.form.date.entry.setText("soon")
    pane.form.date.entry.editingFinished.emit()
    assert "“soon” is not a day" in pane.form.row(Role.DATE).message
    assert session.article.to_bytes() == ARTICLE


@pytest.mark.parametrize(
    ("typed", "month_first", "day"),
    [
        ("18 Nov 2026", False, date(2026, 11, 18)),
        ("November 18, 2026", False, date(2026, 11, 18)),
        ("2026-11-18", True, date(2026, 11, 18)),
        ("11/18/2026", True, date(2026, 11, 18)),
        ("18.11.2026", False, date(2026, 11, 18)),
        ("31/02/2026", False, None),
        ("18/11/2026", True, None),
        ("tomorrow", False, None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, month_first: bool, day: date | None) -> None:
    assert read_typed_day(typed, month_first=month_first) == day


def test_an_empty_title_says_that_the_export_needs_one(pane: DetailsPane, session: Session) -> None:
    open_article(session, b"---\ntitle:\n---\nHello.\n")
    assert "needs a title" in pane.form.row(Role.TITLE).message


def test_the_address_follows_the_title_before_the_first_export(pane: DetailsPane, session: Session) -> None:
    open_article(session, is_new=True)
    address = pane.form.address.entry
    assert (address.text(), address.placeholderText(), address.isReadOnly()) == ("", "from-the-title", False)


def test_the_address_stays_after_an_export(pane: DetailsPane, session: Session) -> None:
    open_article(session)
    assert pane.form.address.entry.isReadOnly()
    assert pane.form.address.entry.text() == "from-the-title"


def test_a_taken_address_is_said_beside_the_field(pane: DetailsPane, session: Session, qtbot: QtBot) -> None:
    open_article(session, is_new=True)
    qtbot.keyClicks(pane.form.address.entry, "taken")
    assert pane.form.row(Role.SLUG).message == "Another article has this address."


def test_details_that_cannot_be_understood_are_locked_with_the_reason(
    pane: DetailsPane, session: Session
) -> None:
    open_article(session, b"---js\n{ title: 'Hello' }\n---\nText\n")
    assert pane.form.notice.isVisibleTo(pane)
    assert not pane.form.title.isEnabled()


def test_choosing_draft_is_one_step_that_can_be_undone(pane: DetailsPane, session: Session) -> None:
    open_article(session)
    pane.form.status.textActivated.emit("Draft")
    assert session.fields.is_draft
    session.history.undo()
    assert session.article.to_bytes() == ARTICLE


def test_every_control_has_a_name_for_screen_readers(pane: DetailsPane, session: Session) -> None:
    open_article(session)
    for widget in (*pane.findChildren(QLineEdit), *pane.findChildren(QToolButton)):
        if widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget


def test_a_new_article_is_not_told_off_before_its_title_was_left_empty(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session, b"---\ntitle:\n---\n", is_new=True)
    assert pane.form.row(Role.TITLE).message == ""
    pane.form.title.setFocus()
    qtbot.waitUntil(pane.form.title.hasFocus)
    pane.form.summary.setFocus()
    qtbot.waitUntil(lambda: "needs a title" in pane.form.row(Role.TITLE).message)


def test_an_export_asks_a_new_article_for_its_title(pane: DetailsPane, session: Session) -> None:
    open_article(session, b"---\ntitle:\n---\n", is_new=True)
    pane.form.ask_for_title()
    assert "needs a title" in pane.form.row(Role.TITLE).message


def test_without_an_article_no_control_is_left_over(pane: DetailsPane, session: Session) -> None:
    assert not pane.form.isVisible()
    open_article(session)
    assert pane.form.isVisible()
    session.close_article()
    assert not pane.form.isVisible()


def test_a_taller_window_leaves_the_rows_where_they_are(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    places = []
    for height in (800, 1400):
        pane.resize(306, height)
        qtbot.waitUntil(lambda height=height: pane.form.height() >= height - 100)
        qtbot.wait(20)
        places.append([pane.form.row(role).y() for role in (Role.SUMMARY, Role.SLUG, Role.IMAGE)])
    assert places[0] == places[1]


def test_a_long_address_shows_its_beginning(pane: DetailsPane, session: Session) -> None:
    open_article(session, b"---\ntitle: A\nslug: " + b"many-words-" * 12 + b"end\n---\n")
    assert pane.form.address.entry.cursorPosition() == 0


def test_the_pictures_description_is_one_value_however_it_wraps(
    pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    open_article(session)
    qtbot.keyClicks(pane.form.picture.description, "A quiet room\rwith a chair")
    assert session.fields.image_alt == "A quiet room with a chair"


@pytest.mark.parametrize(
    ("country", "first", "red"), [("en_US", 7, {6, 7}), ("de_DE", 1, {6, 7}), ("ar_EG", 6, {5, 6})]
)
def test_the_calendars_weeks_are_those_of_the_persons_country(
    qtbot: QtBot, country: str, first: int, red: set[int]
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(country))
    try:
        holder = QWidget()
        qtbot.addWidget(holder)
        theme = ThemeKeeper(choice="light").theme
        popup = CalendarPopup(date(2026, 11, 18), theme, holder)
    finally:
        QLocale.setDefault(before)
    looks = {day: popup.month.weekdayTextFormat(day).foreground().color() for day in Qt.DayOfWeek}
    assert popup.month.firstDayOfWeek().value == first
    assert {day.value for day, colour in looks.items() if colour == theme.error} == red


def test_today_is_one_press_in_the_calendar(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    popup = CalendarPopup(date(2020, 1, 1), ThemeKeeper(choice="light").theme, holder)
    with qtbot.waitSignal(popup.day_chosen) as chosen:
        popup.today.click()
    assert abs((date.today() - chosen.args[0]).days) <= 1


def test_the_list_of_the_status_shows_all_its_choices(program: Program, qtbot: QtBot) -> None:
    status = program.window.details.form.status
    status.showPopup()
    listing = status.view()
    assert listing.verticalScrollBar().maximum() == 0
    assert listing.viewport().height() >= sum(listing.sizeHintForRow(row) for row in range(status.count()))
    status.hidePopup()


def test_offered_tags_do_not_cover_the_field(program: Program, qtbot: QtBot) -> None:
    tags = program.window.details.form.tags
    qtbot.keyClicks(tags.entry, "e")
    completer = tags.entry.completer()
    assert completer is not None
    offers = completer.popup()
    assert offers.isVisible()
    assert offers.y() >= tags.mapToGlobal(tags.rect().bottomLeft()).y()
    offers.hide()
    tags.entry.clear()


TWO_PICTURES = ARTICLE.replace(b"room.jpg\n", b"room.jpg\nthumbnail: small.jpg\n")


def test_a_second_picture_is_shown_and_named_once_the_first_is_removed(
    pane: DetailsPane, session: Session
) -> None:
    open_article(session, TWO_PICTURES)
    row = pane.form.row_of(Role.IMAGE)
    assert row is not None
    pane.form.picture.removal_requested.emit()
    assert session.fields.image == "small.jpg"
    assert "“thumbnail”" in row.remark
    pane.form.picture.removal_requested.emit()
    assert (session.fields.image, row.remark) == (None, "")
    session.history.undo()
    assert session.details.to_bytes() == TWO_PICTURES


def test_a_removal_undone_after_an_export_touches_no_second_picture(
    pane: DetailsPane, session: Session
) -> None:
    open_article(session, TWO_PICTURES)
    pane.form.picture.removal_requested.emit()
    written = session.details.with_field(Role.TITLE, "As exported")
    session.take_written(written)
    session.history.undo()
    assert session.details.extra["thumbnail"] == "small.jpg"
    assert session.fields.image == "../images/room.jpg"
    session.history.redo()
    assert session.details.to_bytes() == written.to_bytes()


@pytest.mark.parametrize("picture", [b"image: ../images/room.jpg\n", b""])
def test_tab_goes_through_all_fields_and_leaves_the_form(
    picture: bytes, pane: DetailsPane, session: Session, qtbot: QtBot
) -> None:
    after = QLineEdit(pane)
    QWidget.setTabOrder(pane.form, after)
    after.show()
    open_article(session, ARTICLE.replace(b"image: ../images/room.jpg\n", picture))
    pane.form.title.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(40):
        seen.append(QApplication.focusWidget())
        if seen[-1] is after:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert len(set(seen)) == len(seen), "Tab went in a circle, or stood still"
    assert all(widget is not None and widget.isVisible() for widget in seen)
    names = [widget.accessibleName() for widget in seen if widget is not None]
    assert ("Picture description" in names) == bool(picture)


def test_a_low_window_squeezes_no_message(pane: DetailsPane, session: Session, qtbot: QtBot) -> None:
    pane.resize(306, 260)
    open_article(session, b"---\ntitle: A\ntitle: B\n---\nHello.\n")
    notice = pane.form.notice
    qtbot.waitUntil(lambda: notice.isVisible() and notice.height() >= notice.heightForWidth(notice.width()))
    assert pane.form.height() > 260


def test_every_day_of_the_calendar_has_room_for_its_number(qtbot: QtBot, qapp: QApplication):
    keeper = ThemeKeeper(choice="light")
    keeper.dress(qapp)
    field = QWidget()
    qtbot.addWidget(field)
    popup = CalendarPopup(date(2026, 9, 1), keeper.theme, field)
    popup.show_below(field)
    (days,) = popup.month.findChildren(QTableView)
    model = days.model()
    cells = [model.index(row, column) for row in range(1, 7) for column in range(7)]
    ordinary = [cell for cell in cells if cell.column() in (2, 3, 4)]
    seen = [days.grab(days.visualRect(cell)).toImage() for cell in ordinary[3:12]]
    assert all(one != other for index, one in enumerate(seen) for other in seen[:index])
    popup.close()


def test_a_long_folder_gives_way_to_the_articles_own_address(qtbot: QtBot):
    field = AddressField()
    qtbot.addWidget(field)
    field.resize(260, 32)
    field.show()
    field.show_address(("/clinic/blog/2026/09/", "flu-vaccine-clinic", "/"), written=None, is_fixed=True)
    entry = field.entry
    qtbot.waitUntil(lambda: entry.width() >= entry.fontMetrics().horizontalAdvance("flu-vaccine-clinic"))
    assert field._before.text().startswith("…")
    field.resize(500, 32)
    qtbot.waitUntil(lambda: field._before.text() == "/clinic/blog/2026/09/")
