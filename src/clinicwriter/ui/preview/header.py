"""The row above the preview: its name, the widths, and whether it follows the cursor."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from clinicwriter.ui.actions import make_action
from clinicwriter.ui.theme import ThemeKeeper, icon

from .card import Device

DEVICES = (
    (Device.DESKTOP, "preview_desktop", "monitor"),
    (Device.TABLET, "preview_tablet", "tablet"),
    (Device.PHONE, "preview_phone", "smartphone"),
)


class PreviewHeader(QWidget):
    """Offer the widths and the toggle. State: which of them are on, in the actions."""

    device_wished = Signal(object)
    follows_changed = Signal(bool)

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.setObjectName("previewHeader")
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.device_actions = self._make_device_actions()
        self.follow_action = self._make_follow_action()
        self._zoom = QLabel(self)
        self._build_row()
        keeper.changed.connect(self._draw_icons)
        self._draw_icons()

    def show_zoom(self, zoom: float) -> None:
        """Show how large the page is shown, where that is not its own size."""
        per_cent = round(zoom * 100)
        self._zoom.setText("" if per_cent == 100 else f"{per_cent} %")

    def _make_device_actions(self) -> tuple[QAction, ...]:
        group = QActionGroup(self)
        made = []
        for device, name, _icon in DEVICES:
            action = make_action(name, self)
            group.addAction(action)
            action.setChecked(device is Device.DESKTOP)
            action.triggered.connect(lambda _on, device=device: self.device_wished.emit(device))
            made.append(action)
        return tuple(made)

    def _make_follow_action(self) -> QAction:
        action = make_action("preview_follows", self)
        action.setChecked(True)
        # What the button shows, a little apart from its drawing; menus show the text.
        action.setIconText(" Follows cursor")
        action.toggled.connect(self.follows_changed)
        return action

    def _build_row(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        title = QLabel("Preview")
        title.setProperty("kind", "strong")
        row.addWidget(title)
        self._zoom.setProperty("kind", "second")
        row.addWidget(self._zoom)
        row.addStretch(1)
        row.addWidget(self._make_segments())
        follow = _button(self.follow_action, "toggle")
        follow.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(follow)
        self.setFixedHeight(40)

    def _make_segments(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("kind", "segments")
        frame.setAccessibleName("Width of the page")
        frame.setFixedHeight(28)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(2)
        for action in self.device_actions:
            button = _button(action, "segment")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            inside.addWidget(button)
        return frame

    def _draw_icons(self) -> None:
        theme = self._keeper.theme
        for action, (_device, _name, drawing) in zip(self.device_actions, DEVICES, strict=True):
            action.setIcon(icon(drawing, theme, "ink_second", "ink"))
        self.follow_action.setIcon(icon("link", theme, "ink_second", "accent"))


def _button(action: QAction, kind: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setProperty("kind", kind)
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
