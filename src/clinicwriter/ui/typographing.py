"""Whether quotes and dashes are made typographic: as was chosen, and where the site does not do it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from clinicwriter.ui.editor.typography import Wishes
from clinicwriter.ui.joining import Surroundings
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.window import Window

ACTION = "edit.typography"


class TypographyFlow(QObject):
    """Tell the editor what to make typographic, for each article that is opened."""

    def __init__(
        self, window: Window, session: Session, surroundings: Surroundings, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window = window
        self._surroundings = surroundings
        self._settings = settings
        window.book.connect({ACTION: self._toggle})
        session.article_opened.connect(self._follow)
        session.origin_changed.connect(self._follow)
        self._follow()

    def _toggle(self) -> None:
        self._settings.change(typography=not self._settings.settings.typography)
        self._follow()

    def _follow(self) -> None:
        is_on, flavour = self._settings.settings.typography, self._surroundings.flavour
        self._window.book[ACTION].setChecked(is_on)
        self._window.editor.typography.wishes = Wishes(
            quotes=is_on and not flavour.sets_quotes, dashes=is_on and not flavour.sets_dashes
        )
