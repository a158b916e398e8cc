"""A theme: a colour for each role, read from a data file, and the contrast between two colours."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtGui import QColor

from clinicwriter.resources import resource_path

LIGHT, DARK = "light", "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the window, by what they are for."""

    name: str
    is_dark: bool
    canvas: QColor
    surface: QColor
    raised: QColor
    line: QColor
    line_strong: QColor
    ink: QColor
    ink_second: QColor
    ink_third: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    accent_hover: QColor
    accent_pressed: QColor
    warning: QColor
    warning_soft: QColor
    error: QColor
    error_soft: QColor
    good: QColor
    good_soft: QColor
    grammar: QColor
    selection: QColor
    paragraph: QColor
    hovered_paragraph: QColor
    preview_ground: QColor
    hover: QColor
    pressed: QColor
    shade: QColor
    control: QColor

    def role(self, name: str) -> QColor:
        """Return the colour of a role by its name."""
        colour = getattr(self, name)
        assert isinstance(colour, QColor), name
        return colour

    def roles(self) -> dict[str, QColor]:
        """Return every role with its colour."""
        names = (field.name for field in fields(self) if field.name not in {"name", "is_dark"})
        return {name: self.role(name) for name in names}


def load_theme(name: str) -> Theme:
    """Read a theme that ships with the program."""
    return read_theme(resource_path("themes", f"{name}.toml"))


def read_theme(path: Path) -> Theme:
    """Read a theme from its file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    colours = {role: QColor(value) for role, value in data["roles"].items()}
    return Theme(name=data["name"], is_dark=data["is_dark"], **colours)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it (1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
