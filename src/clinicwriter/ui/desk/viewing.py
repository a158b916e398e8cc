"""How the window is looked at: panes, colours, the whole screen; and the menus of recent places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject

from clinicwriter.ui.clipping import EditDeeds, TextSize
from clinicwriter.ui.menus import fill_recent
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.window import Window
from clinicwriter.ui.workspace import SITE_KEY, Workspace

OpenPath = Callable[[str], object]


class Viewing(QObject):
    """Carry out what the View menu offers, and remember what was chosen."""

    def __init__(self, window: Window, workspace: Workspace, settings: SettingsFile) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._settings = settings
        self._connect()

    def _connect(self) -> None:
        window, panes, menus = self._window, self._window.panes, self._window.menus
        window.book.connect(
            {
                "view.library": lambda: panes.show_library(not panes.is_library_shown),
                "view.details": lambda: panes.show_details(not panes.is_details_shown),
                "view.full": self._toggle_full_screen,
            }
        )
        window.book.connect(EditDeeds(window).by_name())
        window.book.connect(TextSize(window, self._settings).by_name())
        panes.library_shown.connect(window.book["view.library"].setChecked)
        panes.details_shown.connect(window.book["view.details"].setChecked)
        menus.on_theme(self._choose_theme)
        menus.show_theme(self._settings.settings.theme)

    def restore(self) -> None:
        """Lay the panes out as they were at the last end."""
        settings, window = self._settings.settings, self._window
        window.panes.restore(settings.panes, library=settings.library_shown, details=settings.details_shown)
        window.book["view.library"].setChecked(window.panes.is_library_shown)
        window.book["view.details"].setChecked(window.panes.is_details_shown)

    def remember(self) -> None:
        """Note how the panes and the window stand, for the next start."""
        panes = self._window.panes
        library, details = panes.wanted
        self._settings.change(
            geometry=self._window.place(), panes=panes.widths, library_shown=library, details_shown=details
        )

    def offer_recent(self, open_article: OpenPath, open_site: OpenPath) -> None:
        """Fill the menus of recent places each time a menu opens."""

        def fill() -> None:
            menus = self._window.menus
            fill_recent(menus.recent_articles, self._recent_articles(), open_article)
            sites = [(Path(folder).name, folder) for folder in self._settings.settings.recent_sites]
            fill_recent(menus.recent_sites, sites, open_site)

        for menu in (self._window.menus.recent_articles, *self._window.menus.all):
            menu.aboutToShow.connect(fill)

    def _recent_articles(self) -> list[tuple[str, str]]:
        titles = {row.key: row.shown_title for row in self._workspace.rows}
        root = self._workspace.root
        paths = self._settings.settings.recent_articles
        return [(titles.get(_site_key(path, root), Path(path).stem), path) for path in paths]

    def _choose_theme(self, choice: str) -> None:
        self._window.keeper.choose(choice)
        self._window.menus.show_theme(choice)
        self._settings.change(theme=choice)

    def _toggle_full_screen(self) -> None:
        is_full = self._window.isFullScreen()
        self._window.showNormal() if is_full else self._window.showFullScreen()
        self._window.book["view.full"].setChecked(not is_full)


def _site_key(path: str, root: Path | None) -> str:
    if root is None or not Path(path).is_relative_to(root):
        return ""
    return f"{SITE_KEY}{PurePosixPath(Path(path).relative_to(root).as_posix())}"
