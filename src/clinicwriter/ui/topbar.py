"""The bar at the top: the menu, the list, New, the open article with its state, undo, and Export."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from clinicwriter.ui.counting import show_count
from clinicwriter.ui.library import RowState
from clinicwriter.ui.theme import ThemeKeeper, icon

HEIGHT_PX = 52
NARROW_PX = 1060
"""Below this width the buttons show their drawings alone, so that there is room for the article's title."""
EXPORT_WORDS, SHORT_EXPORT_WORDS = " Export to site", " Export"
ICON = QSize(18, 18)
PILLS = {
    RowState.DRAFT: ("Draft", ""),
    RowState.ON_SITE: ("On the site", "good"),
    RowState.EDITED: ("On the site · edited since", "good"),
    RowState.HIDDEN: ("On the site as a draft", ""),
    RowState.PAGE: ("Draft", ""),
    RowState.COPY: ("Draft", ""),
}
OUTSIDE_PILLS = {
    RowState.ON_SITE: ("Saved in its own file", "good"),
    RowState.EDITED: ("Not saved yet", "warning"),
}


class TopBar(QWidget):
    """Show the open article and the few actions that everybody needs."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self._keeper = keeper
        self._drawn: list[tuple[QToolButton | QPushButton, str, str]] = []
        self._worded: list[QToolButton] = []
        self._is_narrow = False
        self._title_text = ""
        self.menu_button = self._button("menu", "Menu", "All actions (Alt)")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(QMenu(self))
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("kind", "article-title")
        self.title.setMinimumWidth(40)
        self.pill = QLabel(self)
        self.pill.setProperty("kind", "pill")
        self.pill.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 12, 0)
        self._row.setSpacing(6)
        keeper.changed.connect(self._redraw)

    def fill(self, actions: dict[str, QAction]) -> None:
        """Put the buttons of these actions in their places."""
        row = self._row
        row.addWidget(self.menu_button)
        row.addWidget(self._action_button(actions["view.library"], "panel-left", "Articles"))
        row.addWidget(self._action_button(actions["article.new"], "file-plus", "New"))
        row.addWidget(_upright(self))
        row.addSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self._action_button(actions["edit.undo"], "undo-2"))
        row.addWidget(self._action_button(actions["edit.redo"], "redo-2"))
        row.addSpacing(4)
        row.addWidget(_upright(self))
        self.details_button = self._action_button(actions["view.details"], "panel-right", "Details")
        self.details_button.hide()
        row.addWidget(self.details_button)
        row.addSpacing(4)
        row.addWidget(self._check_button(actions["view.checks"]))
        row.addSpacing(4)
        row.addWidget(self._export_button(actions["export.begin"]))
        self._redraw()

    def show_article(self, title: str, state: RowState | None, *, is_outside: bool = False) -> None:
        """Show which article is open and how it stands; ``None`` for no article."""
        self._title_text = title.strip() or ("Article without a title" if state else "")
        words, kind = (OUTSIDE_PILLS if is_outside else PILLS).get(
            state or RowState.DRAFT, PILLS[RowState.DRAFT]
        )
        self.pill.setVisible(state is not None)
        self.pill.setText(words if state in (None, RowState.DRAFT, RowState.HIDDEN) else f"●  {words}")
        if self.pill.property("state") != kind:
            self.pill.setProperty("state", kind)
            self.pill.style().polish(self.pill)
        self._elide()

    def show_title(self, title: str) -> None:
        """Show another title of the open article. Cheap: it is called at every key in the title."""
        self._title_text = title.strip() or "Article without a title"
        self._elide()

    def count_findings(self, count: int, state: str) -> None:
        """Show how many findings there are; ``state`` colours the number."""
        self.check_button.show_count(count, state)
        self._elide()

    def offer_details(self, are_hidden: bool) -> None:
        """Show the button for the details, where they have no place of their own."""
        self.details_button.setVisible(are_hidden)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(is_narrow=self.width() < NARROW_PX)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now have all parts the sizes that the style sheet gives them.
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        self._elide()
        QTimer.singleShot(0, self, self._elide)

    def _fold(self, *, is_narrow: bool) -> None:
        """Show the buttons with their words, or in a narrow window without them."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for button in self._worded:
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonIconOnly
                if is_narrow
                else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            )
        self.export_button.setText(SHORT_EXPORT_WORDS if is_narrow else EXPORT_WORDS)

    def _elide(self) -> None:
        children = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        beside = [child for child in children if child is not self.title and not child.isHidden()]
        others = sum(child.sizeHint().width() + self._row.spacing() for child in beside)
        room = max(60, self.width() - others - 70)
        shown = self.title.fontMetrics().elidedText(self._title_text, Qt.TextElideMode.ElideRight, room)
        self.title.setText(shown)
        self.title.setToolTip(self._title_text if shown != self._title_text else "")

    def _button(self, drawing: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setIconSize(ICON)
        self._drawn.append((button, drawing, "ink"))
        return button

    def _action_button(self, action: QAction, drawing: str, text: str = "") -> QToolButton:
        button = self._button(drawing, action.text().rstrip("…"), action.toolTip())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            button.setText(f" {text}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._worded.append(button)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _check_button(self, action: QAction) -> QPushButton:
        self.check_button = _CheckButton(" Check", self)
        self.check_button.setIconSize(QSize(16, 16))
        self.check_button.setToolTip(action.toolTip())
        self.check_button.setAccessibleName("Check")
        self.check_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.check_button.clicked.connect(action.trigger)
        self.check_button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(self.check_button.setEnabled)
        self._drawn.append((self.check_button, "list-checks", "ink"))
        return self.check_button

    def _export_button(self, action: QAction) -> QPushButton:
        self.export_button = QPushButton(EXPORT_WORDS, self)
        self.export_button.setAccessibleName(EXPORT_WORDS.strip())
        self.export_button.setObjectName("export-button")
        self.export_button.setProperty("kind", "primary")
        self.export_button.setIconSize(QSize(16, 16))
        self.export_button.setToolTip(action.toolTip())
        self.export_button.setEnabled(action.isEnabled())
        self.export_button.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.export_button.setEnabled)
        action.enabledChanged.connect(self._redraw)
        return self.export_button

    def _redraw(self) -> None:
        for button, drawing, role in self._drawn:
            button.setIcon(icon(drawing, self._keeper.theme, role))
        # On the grey ground of a button that can do nothing now, the light drawing would not be seen.
        role = "on_accent" if self.export_button.isEnabled() else "ink"
        self.export_button.setIcon(icon("upload", self._keeper.theme, role))


class _CheckButton(QPushButton):
    """A button with a number of findings at its right."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.pill = QLabel(self)
        self.pill.setProperty("kind", "count")
        self.pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_count(0, "")

    def show_count(self, count: int, state: str) -> None:
        show_count(self.pill, count, state)
        if self.property("hasCount") != bool(count):
            self.setProperty("hasCount", bool(count))
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleDescription(f"{count} to look at" if count else "Nothing to look at")
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.updateGeometry()
        self.pill.move(self.width() - self.pill.width() - 10, (self.height() - self.pill.height()) // 2)


def _upright(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("kind", "line")
    line.setFixedSize(1, 20)
    return line
