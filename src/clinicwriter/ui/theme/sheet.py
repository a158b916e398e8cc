"""The one style sheet of the application, made from a template and the theme's roles."""

from __future__ import annotations

from string import Template

from clinicwriter.resources import resource_path
from clinicwriter.ui.theme.roles import Theme


def style_sheet(theme: Theme) -> str:
    """Return the style sheet with the theme's colours in place of the roles."""
    template = Template(resource_path("themes", "window.qss").read_text(encoding="utf-8"))
    values = {name: colour.name() for name, colour in theme.roles().items()}
    drawings = resource_path("themes", "dark" if theme.is_dark else "light")
    return template.substitute(values, drawings=drawings.as_posix())
