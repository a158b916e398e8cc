"""The dialog for a link: to another article of the site, or to any web address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 460
ABOUT = "Paste a web address, or type the title of one of your articles."
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+([/?#].*)?", re.IGNORECASE)
MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")


class LinkDialog(CardDialog):
    """Ask where a link leads and what its words are."""

    def __init__(self, text: str, articles: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("Link", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self._addresses = {title: url for title, url in articles if title and url}
        self.words = self._entry("Words of the link", text)
        self.target = self._entry("Where it leads", "")
        completer = QCompleter(QStringListModel(list(self._addresses), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.target.setCompleter(completer)
        self.add_button("Cancel").clicked.connect(self.reject)
        self._put_in = self.add_button("Put the link in", "primary")
        self._put_in.clicked.connect(self.accept)
        self._put_in.setEnabled(False)
        self.target.textChanged.connect(lambda typed: self._put_in.setEnabled(bool(typed.strip())))
        self.target.setFocus()

    @property
    def address(self) -> str:
        """Return where the link leads, as it stands in a text."""
        typed = self.target.text().strip()
        return self._addresses.get(typed) or whole_address(typed)

    def _entry(self, label: str, text: str) -> QLineEdit:
        entry = QLineEdit(text, self)
        entry.setAccessibleName(label)
        name = QLabel(label, self)
        name.setProperty("kind", "label")
        name.setBuddy(entry)
        self.middle.addWidget(name)
        self.middle.addWidget(entry)
        return entry


def whole_address(typed: str) -> str:
    """Complete what somebody typed: ``clinic.example`` becomes ``https://clinic.example``."""
    if not typed or typed.startswith(("/", "#", ".")) or SCHEME.match(typed):
        return typed
    if MAIL.fullmatch(typed):
        return f"mailto:{typed}"
    return f"https://{typed}" if DOMAIN.fullmatch(typed) else typed
