"""The pane at the right: the details and the outline as tabs, with room for more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from clinicwriter.article import Role
from clinicwriter.ui.counting import show_count
from clinicwriter.ui.details.form import DetailsForm
from clinicwriter.ui.details.outline import OutlineList
from clinicwriter.ui.details.source import DetailsSource
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import ThemeKeeper


class DetailsPane(QWidget):
    """Show what is known about the open article, a tab each."""

    picture_wished = Signal()
    line_wished = Signal(int)
    text_wished = Signal()

    def __init__(self, session: Session, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details-pane")
        self.form = DetailsForm(session, keeper, self)
        self.outline = OutlineList(session, self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("details-tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Details, checks and outline")
        self._stack = QStackedWidget(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs)
        box.addWidget(self._stack, 1)
        self._form_area = _scrolled(self.form)
        self.add_tab("Details", self._form_area)
        self.add_tab("Outline", self.outline)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.form.picture_wished.connect(self.picture_wished)
        self.form.text_wished.connect(self.text_wished)
        self.outline.line_wished.connect(self.line_wished)

    def add_tab(self, name: str, widget: QWidget, before: QWidget | None = None) -> None:
        """Add a tab before that of another widget, or after all."""
        place = self._stack.indexOf(before) if before is not None else self._stack.count()
        # First the widget: the tabs tell at once which one is to be seen.
        self._stack.insertWidget(place, widget)
        self.tabs.insertTab(place, name)

    def show_tab(self, widget: QWidget) -> None:
        """Show the tab of a widget."""
        self.tabs.setCurrentIndex(self._stack.indexOf(widget))

    def show_field(self, role: Role) -> None:
        """Show the field of a detail and put the cursor into it; what has no field is shown with the form."""
        self.show_tab(self._form_area)
        row = self.form.row_of(role)
        if row is not None:
            self._form_area.ensureWidgetVisible(row)
            row.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_count(self, widget: QWidget, count: int, state: str) -> None:
        """Show a number beside the name of a widget's tab, none for 0; ``state`` colours it."""
        place, right = self._stack.indexOf(widget), QTabBar.ButtonPosition.RightSide
        pill = self.tabs.tabButton(place, right)
        if not isinstance(pill, QLabel):
            pill = QLabel()
            pill.setProperty("kind", "count")
            self.tabs.setTabButton(place, right, pill)
        show_count(pill, count, state)
        self.tabs.setTabToolTip(place, f"{count} to look at" if count else "")
        self.tabs.setTabText(place, self.tabs.tabText(place))  # only then does the bar make room

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
