"""The look keeps its promises: contrast, icons in the theme's colours, typefaces that are really there."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinicwriter.resources import resource_path
from clinicwriter.ui.cross import CrossButton
from clinicwriter.ui.details.tags import TagsField
from clinicwriter.ui.library.choosing import ChoiceChips, RowChoice
from clinicwriter.ui.theme import (
    FONT_ARTICLE,
    FONT_INTERFACE,
    Theme,
    ThemeKeeper,
    contrast,
    icon,
    load_fonts,
    load_theme,
    style_sheet,
)
from clinicwriter.ui.theme.icons import _LineEngine

TEXT, CONTROL = 4.5, 3.0
TEXT_ON_GROUND = [
    *[(ink, ground) for ink in ("ink", "ink_second") for ground in
      ("canvas", "surface", "raised", "hover", "pressed", "accent_soft", "paragraph")],
    ("ink", "selection"),
    *[("ink", ground) for ground in ("error_soft", "warning_soft")],
    *[("ink_third", ground) for ground in ("canvas", "surface", "raised")],
    *[("accent", ground) for ground in ("canvas", "surface", "raised", "accent_soft")],
    *[("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")],
    *[(kind, ground) for kind in ("warning", "error", "good") for ground in ("surface", f"{kind}_soft")],
]  # fmt: skip
CONTROL_ON_GROUND = [
    *[("accent", ground) for ground in ("canvas", "surface", "raised", "hover", "preview_ground")],
    *[("control", ground) for ground in ("canvas", "surface", "raised")],
    *[
        (kind, ground)
        for kind in ("error", "grammar", "warning", "accent")
        for ground in ("surface", "paragraph", "selection")
    ],
    *[("warning", "accent_soft"), ("good", "accent_soft"), ("on_accent", "accent")],
]


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(theme: Theme, ink: str, ground: str):
    assert contrast(theme.role(ink), theme.role(ground)) >= TEXT


@pytest.mark.parametrize(("mark", "ground"), CONTROL_ON_GROUND)
def test_controls_and_focus_rings_can_be_seen(theme: Theme, mark: str, ground: str):
    assert contrast(theme.role(mark), theme.role(ground)) >= CONTROL


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_the_style_sheet_leaves_no_role_unnamed(theme: Theme):
    sheet = re.sub(r"/\*.*?\*/", "", style_sheet(theme), flags=re.DOTALL)
    assert "$" not in sheet


def test_the_style_sheet_finds_all_its_drawings(theme: Theme):
    wanted = re.findall(r'url\("([^"]+)"\)', style_sheet(theme))
    assert wanted
    assert [path for path in wanted if not resource_path().joinpath(path).is_file()] == []


def test_the_style_sheets_drawings_have_the_themes_colours(theme: Theme):
    known = {colour.name().upper() for colour in theme.roles().values()}
    for path in resource_path("themes", "dark" if theme.is_dark else "light").glob("*.svg"):
        assert ET.fromstring(path.read_text("utf-8")).attrib["stroke"].upper() in known


def test_an_icon_takes_the_colour_of_its_role(qapp: QApplication, theme: Theme):
    image = icon("square-check", theme, "accent").pixmap(QSize(48, 48), 1.0).toImage()
    drawn = {image.pixelColor(x, y).name() for x in range(48) for y in range(48)
             if image.pixelColor(x, y).alpha() == 255}  # fmt: skip
    assert drawn == {theme.accent.name()}


def test_every_icon_can_be_drawn(qapp: QApplication, theme: Theme):
    for path in resource_path("icons").glob("*.svg"):
        image = icon(path.stem, theme).pixmap(QSize(18, 18), 2.0).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(36) for y in range(36)), path.stem


def test_both_typefaces_ship_with_their_licences(qapp: QApplication):
    assert {FONT_INTERFACE, FONT_ARTICLE} <= set(load_fonts())
    assert QFontInfo(QFont(FONT_ARTICLE)).family() == FONT_ARTICLE
    assert len(list(resource_path("fonts").glob("*-OFL.txt"))) == 2


def test_choosing_a_theme_tells_it_once(qapp: QApplication):
    keeper = ThemeKeeper(choice="light")
    heard: list[bool] = []
    keeper.changed.connect(lambda: heard.append(keeper.theme.is_dark))
    keeper.choose("dark")
    keeper.choose("dark")
    assert heard == [True]


def test_the_cross_of_a_chip_takes_the_colours_of_the_theme_that_comes(qtbot: QtBot):
    keeper = ThemeKeeper(choice="light")
    field = TagsField(keeper)
    chips = ChoiceChips(keeper)
    qtbot.addWidget(field)
    qtbot.addWidget(chips)
    field.show_tags(["Women's Health"])
    chips.show_choice(RowChoice(tags=("Women's Health",)))
    for widget in (field, chips):
        (cross,) = widget.findChildren(CrossButton)
        light = cross.icon().pixmap(12, 12).toImage()
        keeper.choose("dark")
        assert cross.icon().pixmap(12, 12).toImage() != light
        keeper.choose("light")
        assert cross.icon().pixmap(12, 12).toImage() == light


def test_the_frame_around_a_bare_entry_shows_the_focus(qtbot, qapp: QApplication):
    keeper = ThemeKeeper()
    qapp.focusChanged.connect(keeper.mark_field)
    field, outside = QFrame(), QLineEdit()
    field.setProperty("kind", "field")
    entry = QLineEdit(field)
    window = QFrame()
    row = QHBoxLayout(window)
    row.addWidget(field)
    row.addWidget(outside)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    entry.setFocus()
    qtbot.waitUntil(lambda: field.property("holdsFocus") is True)
    outside.setFocus()
    qtbot.waitUntil(lambda: field.property("holdsFocus") is False)
    qapp.focusChanged.disconnect(keeper.mark_field)


def test_an_icon_without_room_is_drawn_without_a_word(qapp: QApplication, qtlog: object) -> None:
    engine = _LineEngine("pencil", "#000", "#000")
    assert engine.pixmap(QSize(0, 16), QIcon.Mode.Normal, QIcon.State.Off).isNull()
    assert not [line for line in qtlog.records if "QPainter" in line.message]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QCheckBox, QRadioButton])
def test_a_button_with_the_focus_has_one_ring(qtbot: QtBot, qapp: QApplication, kind: type[QAbstractButton]):
    ThemeKeeper(qapp, "light").dress(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    button = kind(window)
    button.setText("Ignore this")
    button.resize(120, 40)
    window.show()
    window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    drawn = button.grab().toImage()
    above_the_words = {drawn.pixelColor(x, y).name() for x in range(50, 110) for y in range(4, 10)}
    assert len(above_the_words) == 1
