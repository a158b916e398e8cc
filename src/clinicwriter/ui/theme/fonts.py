"""The two typefaces that ship with the program."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from clinicwriter.resources import resource_path

FONT_INTERFACE = "Inter"
FONT_ARTICLE = "Source Serif 4"
INTERFACE_PX = 13
ARTICLE_PX = 15.5


def load_fonts() -> tuple[str, ...]:
    """Make the shipped typefaces known; return the families that can now be used."""
    families: set[str] = set()
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


def interface_font() -> QFont:
    """Return the font of the window's own texts, with stand-ins for writing systems that it lacks."""
    font = QFont()
    font.setFamilies([FONT_INTERFACE, *font.families()])
    font.setPixelSize(INTERFACE_PX)
    return font


def article_font(size_px: float = ARTICLE_PX) -> QFont:
    """Return the font of the article's text in the editor."""
    font = QFont()
    font.setFamilies([FONT_ARTICLE, "Georgia", "Times New Roman", "serif"])
    font.setPointSizeF(size_px * 72 / 96)
    return font
