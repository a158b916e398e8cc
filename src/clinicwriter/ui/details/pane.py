"""The pane at the right: the details and the outline as tabs, with room for more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from clinicwriter.ui.details.form import DetailsForm
from clinicwriter.ui.details.outline import OutlineList
from clinicwriter.ui.details.source import DetailsSource
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper


class DetailsPane(QWidget):
    """Show what is known about the open article, a tab each."""

    picture_wished = Signal()
    line_wished = Signal(int)

    def __init__(self, session: Session, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details-pane")
        self.form = DetailsForm(session, keeper, self)
        self.outline = OutlineList(session, self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("details-tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Details and outline")
        self._stack = QStackedWidget(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs)
        box.addWidget(self._stack, 1)
        self.add_tab("Details", _scrolled(self.form))
        self.add_tab("Outline", self.outline)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.form.picture_wished.connect(self.picture_wished)
        self.outline.line_wished.connect(self.line_wished)

    def add_tab(self, name: str, widget: QWidget) -> None:
        """Add a tab after the others."""
        self._stack.addWidget(widget)
        self.tabs.addTab(name)

    def set_source(self, source: DetailsSource) -> None:
        """Ask this site for suggestions, addresses and pictures."""
        self.form.set_source(source)


def _scrolled(form: DetailsForm) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(form)
    return area
