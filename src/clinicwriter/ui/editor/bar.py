"""The formatting bar over the text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCursor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from clinicwriter.ui.theme import Theme, icon

HEIGHT_PX = 40
_TOOL_PX = 30
_HEADINGS = (
    "editor.paragraph",
    "editor.heading-1",
    "editor.heading-2",
    "editor.heading-3",
    "editor.heading-4",
)
_WORDS = ("editor.bold", "editor.italic", "editor.link", "editor.picture")
_BLOCKS = ("editor.bullets", "editor.numbers", "editor.quote", "editor.table")
_MORE = ("editor.code", "editor.rule", "editor.replace")


class FormattingBar(QWidget):
    """Buttons for the actions; what a narrow pane has no room for moves into the last menu."""

    def __init__(self, actions: Mapping[str, QAction], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("Formatting")
        self._actions = actions
        self._build()
        self.set_theme(theme)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(2)
        self.headings = self._menu_button("Headings", _HEADINGS)
        row.addWidget(self.headings)
        self._tools = {name: self._tool(name) for name in (*_WORDS, *_BLOCKS)}
        for name in _WORDS:
            row.addWidget(self._tools[name])
        self._divider = QFrame(self)
        self._divider.setProperty("kind", "line")
        self._divider.setFixedSize(1, 18)
        row.addSpacing(4)
        row.addWidget(self._divider)
        row.addSpacing(4)
        for name in _BLOCKS:
            row.addWidget(self._tools[name])
        row.addStretch(1)
        row.addWidget(self._tool("editor.find"))
        self.more = self._menu_button("More", ())
        row.addWidget(self.more)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.headings.setIcon(icon("heading-2", theme, "ink_second", "accent"))
        self.more.setIcon(icon("ellipsis", theme, "ink_second"))

    def set_heading_on(self, is_on: bool) -> None:
        """Show whether the cursor stands in a heading."""
        self.headings.setChecked(is_on)

    def below(self, name: str) -> QPoint:
        """Return the point of the screen under an action's button, or the last one when it is hidden."""
        button = self._tools.get(name, self.more)
        button = button if button.isVisible() else self.more
        return button.mapToGlobal(QPoint(0, button.height() + 4))

    def follow_menu(self, menu: QMenu) -> None:
        """See to it that no button stays lit when a menu over it has closed."""
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._let_go_of_pointer))

    def _let_go_of_pointer(self) -> None:
        # Qt tells nobody that the pointer has left a button while a menu was open.
        for button in self.findChildren(QToolButton):
            is_over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
            if button.underMouse() and not is_over:
                button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
                QCoreApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
                button.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * _TOOL_PX, HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 20 - 3 * (_TOOL_PX + 2) - 20
        shown = max(2, room // (_TOOL_PX + 2))
        for place, tool in enumerate(self._tools.values()):
            tool.setVisible(place < shown)
        self._divider.setVisible(shown > len(_WORDS))
        self._fill_more([name for place, name in enumerate(self._tools) if place >= shown])

    def _fill_more(self, hidden: list[str]) -> None:
        menu = self.more.menu()
        menu.clear()
        for name in (*hidden, *_MORE):
            menu.addAction(self._actions[name])

    def _tool(self, name: str) -> QToolButton:
        button = self._button(self._actions[name].text())
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def _menu_button(self, text: str, names: tuple[str, ...]) -> QToolButton:
        button = self._button(text)
        button.setToolTip(text)
        button.setCheckable(bool(names))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions([self._actions[name] for name in names])
        button.setMenu(menu)
        self.follow_menu(menu)
        return button

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "tool")
        button.setText(text)
        button.setAccessibleName(text)
        button.setFixedSize(_TOOL_PX, _TOOL_PX)
        button.setIconSize(QSize(17, 17))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
