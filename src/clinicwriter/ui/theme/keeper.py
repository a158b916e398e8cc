"""The theme in force: the person's choice or the system's, put on the whole application."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from clinicwriter.ui.theme.fonts import interface_font
from clinicwriter.ui.theme.roles import DARK, LIGHT, Theme, load_theme
from clinicwriter.ui.theme.sheet import style_sheet


class ThemeChoice(StrEnum):
    """Which theme a person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ThemeKeeper(QObject):
    """Know the theme and say when it changes. State: the choice, and the theme that follows from it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, choice: ThemeChoice | str = ThemeChoice.SYSTEM) -> None:
        super().__init__(parent)
        self._choice = ThemeChoice(choice)
        self._application: QApplication | None = None
        self._focused: QWidget | None = None
        self.theme: Theme = load_theme(self._wanted())
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow)

    @property
    def choice(self) -> ThemeChoice:
        """Return what the person chose."""
        return self._choice

    def choose(self, choice: ThemeChoice | str) -> None:
        """Take another choice and show it."""
        self._choice = ThemeChoice(choice)
        hints = QGuiApplication.styleHints()
        if hints is not None:  # so that the system draws the title bar to match
            hints.setColorScheme(_SCHEMES[self._choice])
        self._follow()

    def dress(self, application: QApplication) -> None:
        """Put the theme on the application, now and at each change."""
        self._application = application
        if not application.styleSheet():  # each of these goes through every widget there is
            application.setStyle("Fusion")
            application.setFont(interface_font())
        application.focusChanged.connect(self.mark_field)
        self._put_on(application)

    def _wanted(self) -> str:
        if self._choice is not ThemeChoice.SYSTEM:
            return self._choice.value
        hints = QGuiApplication.styleHints()
        is_dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT

    def _follow(self) -> None:
        theme = load_theme(self._wanted())
        if theme.is_dark == self.theme.is_dark:
            return
        self.theme = theme
        if self._application is not None:
            self._put_on(self._application)
        self.changed.emit()

    def _put_on(self, application: QApplication) -> None:
        sheet = style_sheet(self.theme)
        if application.styleSheet() != sheet:
            application.setPalette(palette(self.theme))
            application.setStyleSheet(sheet)

    def mark_field(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Give the frame around a bare entry the ring of focus, since a style sheet cannot look upwards."""
        field = now.parentWidget() if now is not None else None
        if field is not None and field.property("kind") != "field":
            field = None
        if self._focused is not None and isValid(self._focused):
            _mark(self._focused, has_focus=False)
        if field is not None:
            _mark(field, has_focus=True)
        self._focused = field


def _mark(field: QWidget, *, has_focus: bool) -> None:
    if bool(field.property("holdsFocus")) != has_focus:
        field.setProperty("holdsFocus", has_focus)
        field.style().polish(field)


_SCHEMES = {
    ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeChoice.LIGHT: Qt.ColorScheme.Light,
    ThemeChoice.DARK: Qt.ColorScheme.Dark,
}

_PALETTE_ROLES = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "canvas",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink_third",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "shade",
}
_DISABLED_TEXT = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """Return the palette for whatever the style sheet leaves to the style."""
    colours = QPalette()
    for role, name in _PALETTE_ROLES.items():
        colours.setColor(role, theme.role(name))
    for role in _DISABLED_TEXT:
        colours.setColor(QPalette.ColorGroup.Disabled, role, theme.ink_third)
    return colours
