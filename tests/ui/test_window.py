"""The window: what it shows at a first start, how its panes find their places, and what it remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program, run_window
from clinicwriter.ui.banner import SAMPLE_NOTE
from clinicwriter.ui.display import NO_DISPLAY, missing_display
from clinicwriter.ui.instance import FirstWindow, hand_over
from clinicwriter.ui.settings import Settings, SettingsFile


def test_the_first_start_opens_the_sample_site_with_its_newest_article(program: Program, home: Path):
    assert program.workspace.root == home / "documents" / "Clinic Writer sample site"
    assert program.session.fields.title == "What to expect at your first infusion"
    assert program.window.banner.isVisible()


def test_the_line_about_the_sample_does_not_come_back_once_it_was_put_away(make_program):
    first = make_program()
    close = first.window.banner.findChild(QToolButton)
    assert close is not None
    close.click()
    assert not first.window.banner.isVisible()
    first.window.close()
    assert not make_program().window.banner.isVisible()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1100, 700), (900, 600)])
def test_no_pane_that_is_shown_has_no_width(program: Program, qtbot: QtBot, size: tuple[int, int]):
    program.window.resize(*size)
    qtbot.waitUntil(lambda: program.window.panes.width() == size[0])
    panes = [program.window.editor, program.window.preview]
    panes += [program.window.library] if size[0] >= 1400 else []
    panes += [program.window.details] if size[0] >= 1100 else []
    assert all(pane.isVisible() and pane.width() >= 250 for pane in panes)


def test_a_narrow_window_has_the_list_in_a_drawer_that_escape_puts_away(program: Program, qtbot: QtBot):
    panes, library = program.window.panes, program.window.library
    program.window.resize(1366, 768)
    qtbot.waitUntil(lambda: not library.isVisible())
    program.window.book["view.library"].trigger()
    assert library.isVisible()
    assert library.mapTo(panes, library.rect().topLeft()).x() == 0
    qtbot.keyClick(library.list, Qt.Key.Key_Escape)
    assert not library.isVisible()


def test_a_click_beside_the_drawer_puts_it_away(program: Program, qtbot: QtBot):
    program.window.resize(1366, 768)
    qtbot.waitUntil(lambda: not program.window.library.isVisible())
    program.window.panes.show_library(True)
    assert program.window.library.isVisible()
    qtbot.mouseClick(program.window.editor.text_edit.viewport(), Qt.MouseButton.LeftButton)
    assert not program.window.library.isVisible()


def test_a_small_window_lays_the_details_over_the_preview_and_back(program: Program, qtbot: QtBot):
    details = program.window.details
    for _round in range(3):
        program.window.resize(900, 640)
        qtbot.waitUntil(lambda: not details.isVisible())
        program.window.book["view.details"].trigger()
        assert details.isVisible()
        assert details.mapTo(program.window.panes, details.rect().topRight()).x() >= 890
        program.window.resize(1440, 900)
        qtbot.waitUntil(lambda: program.window.panes.splitter.indexOf(details) == 3)
        assert details.isVisible()


def test_a_wide_window_gives_the_list_its_place_back(program: Program, qtbot: QtBot):
    program.window.resize(1366, 768)
    qtbot.waitUntil(lambda: not program.window.library.isVisible())
    program.window.resize(1440, 900)
    qtbot.waitUntil(program.window.library.isVisible)
    assert program.window.panes.splitter.indexOf(program.window.library) == 0
    assert program.window.panes.splitter.indexOf(program.window.details) == 3


def test_panes_are_as_wide_at_the_next_start_as_they_were(make_program):
    first = make_program()
    panes = first.window.panes
    panes.splitter.moveSplitter(320, 1)
    before = panes.splitter.sizes()
    first.window.close()
    second = make_program()
    assert second.window.panes.splitter.sizes()[0] == before[0] == 320


def test_a_hidden_list_stays_hidden_at_the_next_start(make_program):
    first = make_program()
    first.window.book["view.library"].trigger()
    first.window.close()
    second = make_program()
    assert not second.window.library.isVisible()
    assert not second.window.book["view.library"].isChecked()


def test_the_next_start_opens_the_same_article_at_the_same_place(make_program, qtbot: QtBot):
    first = make_program()
    row = next(row for row in first.workspace.rows if row.title == "Meet our nurse practitioner")
    first.operations.open_row(row.key)
    qtbot.waitUntil(lambda: first.session.fields.title == row.title)
    first.window.close()
    assert make_program().session.fields.title == row.title


def test_every_action_in_the_menus_has_a_hint_and_no_two_have_the_same_keys(program: Program):
    actions: list[QAction] = []
    menus = list(program.window.menus.all)
    while menus:
        for action in menus.pop().actions():
            if action.menu() is not None:
                menus.append(action.menu())
            elif not action.isSeparator():
                actions.append(action)
    assert len(actions) > 40
    assert [action.text() for action in actions if not action.toolTip()] == []
    keys = [key.toString(QKeySequence.SequenceFormat.PortableText) for a in actions for key in a.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_every_button_and_entry_has_a_name_for_screen_readers(program: Program):
    buttons = program.window.findChildren(QAbstractButton)
    own = [b for b in buttons if not b.objectName().startswith("qt_")]
    nameless = [b for b in own if not (b.text() or b.accessibleName() or b.toolTip())]
    entries = [e for e in program.window.findChildren(QLineEdit) if not isinstance(e.parent(), QComboBox)]
    assert [f"{type(b).__name__} in {b.parent()}" for b in nameless] == []
    assert [e.objectName() for e in entries if not (e.accessibleName() or e.placeholderText())] == []


def test_choosing_dark_colours_is_remembered(program: Program, home: Path):
    dark = next(a for a in program.window.menus.themes.actions() if a.data() == "dark")
    dark.trigger()
    assert program.window.keeper.theme.is_dark
    assert SettingsFile(home / "settings").settings.theme == "dark"


def test_damaged_settings_are_no_reason_not_to_start(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"theme": 7, "panes": ["x", 3], "recent_sites"', "utf-8")
    assert SettingsFile(tmp_path).settings == Settings()
    (tmp_path / "settings.json").write_text('{"theme": 7, "panes": ["x", 3], "open": 1}', "utf-8")
    assert SettingsFile(tmp_path).settings == Settings(panes=(3,))


def test_settings_come_back_as_they_were(tmp_path: Path):
    SettingsFile(tmp_path).change(
        theme="dark", panes=(1, 2, 3, 4), recent_sites=("ä/ö",), library_shown=False
    )
    expected = Settings(theme="dark", panes=(1, 2, 3, 4), recent_sites=("ä/ö",), library_shown=False)
    assert SettingsFile(tmp_path).settings == expected


def test_a_second_start_hands_its_path_to_the_first_window(qtbot: QtBot, tmp_path: Path):
    first = FirstWindow(tmp_path)
    assert not hand_over(tmp_path, "nobody listens yet")
    assert first.listen()
    with qtbot.waitSignal(first.path_came) as came:
        assert hand_over(tmp_path, "/home/dana/Artikel über Schlaf.md")
    assert came.args == ["/home/dana/Artikel über Schlaf.md"]
    first.close()


def test_of_two_starts_at_the_same_moment_one_is_first(qtbot: QtBot, tmp_path: Path):
    first, second = FirstWindow(tmp_path), FirstWindow(tmp_path)
    assert first.listen()
    assert not second.listen()
    with qtbot.waitSignal(first.path_came):
        assert hand_over(tmp_path, "")
    first.close()
    assert second.listen()
    second.close()


def test_a_path_that_is_not_there_is_told_where_it_was_typed(capsys, qapp):
    assert run_window(["bogus"]) == 1
    assert "There is no “bogus” here" in capsys.readouterr().err


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="only there a screen can be missing")
@pytest.mark.parametrize(
    ("environment", "is_missing"),
    [
        ({}, True),
        ({"DISPLAY": ":4711"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"DISPLAY": "desk.clinic.example:0"}, False),
    ],
)
def test_a_missing_screen_is_told_before_qt_ends_the_program(environment: dict[str, str], is_missing: bool):
    assert (NO_DISPLAY in missing_display(environment)) is is_missing


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(program: Program, qtbot: QtBot, key: Qt.Key):
    window = program.window
    window.activateWindow()
    button = QPushButton("Ignore", window.details.form)
    button.show()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_choosing_a_site_opens_its_newest_article(program: Program, qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "own site" / "_posts"
    folder.mkdir(parents=True)
    (folder.parent / "_config.yml").write_text("title: Own clinic\n", "utf-8")
    for day, title in (("2026-03-01", "Older"), ("2026-05-01", "Newest")):
        (folder / f"{day}-{title.lower()}.md").write_text(f"---\ntitle: {title}\n---\nWords.\n", "utf-8")
    program.operations.open_site(folder.parent)
    qtbot.waitUntil(
        lambda: program.session.is_open and program.session.fields.title == "Newest", timeout=15_000
    )


def test_a_site_without_articles_shows_the_list_and_one_line(program: Program, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "_config.yml").write_text("title: Own clinic\n", "utf-8")
    (tmp_path / "own" / "_posts").mkdir()
    program.window.resize(1366, 768)
    program.operations.open_site(tmp_path / "own")
    invitation = program.window.editor.invitation
    qtbot.waitUntil(lambda: invitation.isVisible() and "Choose an article" in invitation.text())
    qtbot.waitUntil(program.window.library.isVisible)
    assert invitation.contentsMargins().left() == program.window.library.width() + 1
    enabled = [a.objectName() for a in program.window.editor.actions() if a.isEnabled()]
    assert enabled == []
    assert not program.window.book["export.begin"].isEnabled()
    program.window.book["article.new"].trigger()
    assert program.window.editor.text_edit.isVisible()


def test_where_no_article_is_open_any_more_the_list_has_the_focus(program: Program, qtbot: QtBot):
    # Of the window itself: which window is active is for the desktop to say, and other tests leave theirs.
    window = program.window
    window.editor.text_edit.setFocus()
    assert window.focusWidget() is window.editor.text_edit
    program.session.close_article()
    qtbot.waitUntil(lambda: window.focusWidget() is window.library.list)
    assert not program.session.is_open, "the newest article is for a site just opened"


def test_a_small_window_has_a_button_for_the_details(program: Program, qtbot: QtBot):
    button = program.window.top_bar.details_button
    assert not button.isVisible()
    program.window.resize(1024, 700)
    qtbot.waitUntil(button.isVisible)
    button.click()
    assert program.window.details.isVisible()


def test_settings_from_before_there_was_a_format_are_taken_over(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"theme": "dark"}', "utf-8")
    assert SettingsFile(tmp_path).settings == Settings(theme="dark")


def test_the_settings_of_a_newer_program_are_left_alone(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text('{"format": 2, "theme": "dark"}', "utf-8")
    file = SettingsFile(tmp_path)
    file.change(theme="light")
    assert file.is_of_newer
    assert file.settings.theme == "light"
    assert path.read_text("utf-8") == '{"format": 2, "theme": "dark"}'


def test_a_narrow_window_says_where_the_line_about_the_sample_is_cut(program: Program, qtbot: QtBot):
    window = program.window
    words = window.banner.words
    assert words.text() == SAMPLE_NOTE
    window.resize(760, 600)
    qtbot.waitUntil(lambda: words.text().endswith("\u2026"))
    assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width()
    assert words.toolTip() == SAMPLE_NOTE
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: words.text() == SAMPLE_NOTE)


def test_a_narrow_window_cuts_no_words_of_its_bars(program: Program, qtbot: QtBot):
    window = program.window
    qtbot.waitUntil(lambda: bool(window.status_bar.site.text()))
    bar = window.status_bar
    for width in (900, 1440):
        window.resize(width, 650)
        export = window.top_bar.export_button
        qtbot.waitUntil(
            lambda width=width, export=export: (
                bar.width() == width and export.width() == export.sizeHint().width()
            )
        )
        shown = [part for part in (bar.site, bar.words, bar.grade, bar.language) if part.isVisible()]
        assert bar.site in shown
        assert all(part.width() >= part.sizeHint().width() for part in shown)
    assert bar.language in shown
    assert window.top_bar.export_button.text().strip() == "Export to site"
