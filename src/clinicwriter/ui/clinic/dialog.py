"""The dialog with the clinic's own facts, and the footer that they make."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from clinicwriter.site import Clinic, FoundClinic, SiteError, footer_html
from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 560
FOOTER_PX = 146
"""Room for a footer with all facts, so that nothing jumps while they are filled in."""
FACTS = (
    ("name", "Clinic's name", "Riverbend Wellness Clinic"),
    ("address", "Address", "24 Harbor Street, Suite 3, Springfield"),
    ("phone", "Phone", "(555) 010-0134"),
    ("url", "Web address", "https://clinic.example/"),
    ("about", "One line about the clinic", "Doctor-led care for pain and mood."),
)
DISCLAIMER = "Disclaimer"
FOUND = (
    "Found in your articles, please check: {articles} like this. "
    "Nothing is kept before you choose Keep these details."
)
ABOUT = (
    "These facts stand at the end of every article. They are kept in the site's folder, for everybody who "
    "works on it. Articles that are on the site get the new footer with their next export."
)


class ClinicDialog(CardDialog):
    """Edit the clinic's facts. Accepted means: keep ``clinic``."""

    def __init__(self, clinic: Clinic, parent: QWidget | None = None) -> None:
        super().__init__("Clinic details", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self._before = clinic
        self.entries: dict[str, QLineEdit] = {}
        self._build_notice()
        self._build_form(clinic)
        self._build_footer()
        self.add_button("Cancel").clicked.connect(self.reject)
        self._keep = self.add_button("Keep these details", "primary")
        self._keep.clicked.connect(self.accept)
        self._show_footer()
        self.entries["name"].setFocus()

    @property
    def clinic(self) -> Clinic:
        """Return the facts as they stand in the form."""
        facts = {name: entry.text().strip() for name, entry in self.entries.items()}
        return replace(self._before, **facts, disclaimer=" ".join(self.disclaimer.toPlainText().split()))

    def offer(self, found: FoundClinic) -> None:
        """Fill in what articles say where nobody filled in anything, and say where it is from."""
        if self.clinic != self._before:
            return
        for name, entry in self.entries.items():
            if said := getattr(found.clinic, name):
                entry.setText(said)
                entry.setCursorPosition(0)
        if found.clinic.disclaimer:
            self.disclaimer.setPlainText(found.clinic.disclaimer)
        count = found.articles
        self.notice.setText(
            FOUND.format(articles="one of them ends" if count == 1 else f"{count} of them end")
        )
        self.notice.show()
        self.fit_height()

    def _build_notice(self) -> None:
        self.notice = QLabel(self)
        self.notice.setProperty("kind", "notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.middle.addWidget(self.notice)

    def _build_form(self, clinic: Clinic) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, label, example) in enumerate(FACTS):
            entry = QLineEdit(getattr(clinic, name), self)
            entry.setPlaceholderText(example)
            entry.setAccessibleName(label)
            entry.textChanged.connect(self._show_footer)
            self.entries[name] = entry
            grid.addWidget(_name(label, entry), row, 0)
            grid.addWidget(entry, row, 1)
        self.disclaimer = QPlainTextEdit(clinic.disclaimer, self)
        self.disclaimer.setProperty("kind", "field")
        self.disclaimer.setTabChangesFocus(True)
        self.disclaimer.setAccessibleName(DISCLAIMER)
        self.disclaimer.setFixedHeight(72)
        self.disclaimer.textChanged.connect(self._show_footer)
        grid.addWidget(_name(DISCLAIMER, self.disclaimer), len(FACTS), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.disclaimer, len(FACTS), 1)
        self.middle.addLayout(grid)

    def _build_footer(self) -> None:
        title = QLabel("The footer will read", self)
        title.setProperty("kind", "small")
        self.footer = QLabel(self)
        self.footer.setTextFormat(Qt.TextFormat.RichText)
        self.footer.setWordWrap(True)
        self.footer.setProperty("kind", "sample")
        self.footer.setMinimumHeight(FOOTER_PX)
        self.footer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.middle.addWidget(title)
        self.middle.addWidget(self.footer)

    def _show_footer(self) -> None:
        self._keep.setEnabled(bool(self.entries["name"].text().strip()))
        try:
            self.footer.setText(footer_html(self.clinic))
        except SiteError as error:
            self.footer.setText(error.happened)
        self.fit_height()


def _name(label: str, entry: QWidget) -> QLabel:
    name = QLabel(label)
    name.setProperty("kind", "label")
    name.setBuddy(entry)
    return name
