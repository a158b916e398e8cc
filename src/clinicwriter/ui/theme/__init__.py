"""The look of the window: colours by role, typefaces, icons and the style sheet."""

from clinicwriter.ui.theme.fonts import (
    ARTICLE_PX,
    FONT_ARTICLE,
    FONT_INTERFACE,
    INTERFACE_PX,
    article_font,
    interface_font,
    load_fonts,
)
from clinicwriter.ui.theme.icons import icon, pixmap, program_icon
from clinicwriter.ui.theme.keeper import ThemeChoice, ThemeKeeper, palette
from clinicwriter.ui.theme.roles import Theme, contrast, load_theme, read_theme
from clinicwriter.ui.theme.sheet import style_sheet

__all__ = [
    "ARTICLE_PX",
    "FONT_ARTICLE",
    "FONT_INTERFACE",
    "INTERFACE_PX",
    "Theme",
    "ThemeChoice",
    "ThemeKeeper",
    "article_font",
    "contrast",
    "icon",
    "interface_font",
    "load_fonts",
    "load_theme",
    "palette",
    "pixmap",
    "program_icon",
    "read_theme",
    "style_sheet",
]
