"""Dialogs as calm cards over the dimmed window: their common shape, and those that ask and tell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.ui.questions import STAY, Answer, Message, Question
from clinicwriter.ui.veil import Scrim, round_corners

SMALL_WIDTH_PX = 460
EDGE_PX = 24
BORDER_PX = 2
MOST_OF_SCREEN = 0.9
"""The share of the screen's height that a card takes at most."""


def stands_open(window: QWidget, kind: type[QDialog]) -> bool:
    """Say whether a dialog of this kind stands over a window: a second wish for it opens no second one."""
    return any(dialog.isVisible() for dialog in window.findChildren(kind))


class CardDialog(QDialog):
    """A card with a title, some words, a middle that its owner fills, and a row of buttons."""

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setModal(True)
        self._scrim: Scrim | None = None
        self.middle = QVBoxLayout()
        self.middle.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(10)
        self.buttons.addStretch()
        self._build(title, text)

    def add_button(self, verb: str, kind: str = "") -> QPushButton:
        """Add a button at the right of the others."""
        button = QPushButton(verb, self)
        button.setProperty("kind", kind)
        button.setDefault(kind == "primary")
        button.setAutoDefault(kind == "primary")
        self.buttons.addWidget(button)
        return button

    def _build(self, title: str, text: str) -> None:
        card = QFrame(self)
        card.setProperty("kind", "dialog-card")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(EDGE_PX, 20, EDGE_PX, 18)
        column.setSpacing(8)
        column.addWidget(_label(title, "title", card))
        if text:
            column.addWidget(_label(text, "second", card))
        column.addSpacing(4)
        column.addLayout(self.middle, 1)
        column.addSpacing(10)
        column.addLayout(self.buttons)

    def add_details(self, details: str) -> None:
        """Add what the person who helps wants to know, folded away, with buttons to show and to copy it."""
        if not details:
            return
        view = QPlainTextEdit(details, self)
        view.setReadOnly(True)
        view.setProperty("kind", "code")
        view.setAccessibleName("Details")
        view.setMinimumHeight(160)
        view.hide()
        self.middle.addWidget(view)
        show = self.add_button("Show details", "quiet")
        copy = self.add_button("Copy details", "quiet")
        show.clicked.connect(view.show)
        show.clicked.connect(show.hide)
        show.clicked.connect(self.adjustSize)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))

    def fit_width(self) -> None:
        """Be as wide as a small card, or wider where the buttons need it, and as high as all words."""
        self.ensurePolished()
        for inside in self.findChildren(QWidget):
            inside.ensurePolished()
        self.setFixedWidth(max(SMALL_WIDTH_PX, self.buttons.sizeHint().width() + 2 * (EDGE_PX + BORDER_PX)))
        self.fit_height()

    def fit_height(self) -> None:
        """Be as high as all words need: Qt guesses before it knows the width, and would cut lines."""
        room = int(self.screen().availableSize().height() * MOST_OF_SCREEN)
        self.setMinimumHeight(min(self.heightForWidth(self.width()), room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is None:
            return
        window = parent.window()
        self._scrim = Scrim(window)
        self._scrim.show()
        self._scrim.raise_()
        self.move(window.frameGeometry().center() - self.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self)

    def done(self, result: int) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if handle is not None and event.button() == Qt.MouseButton.LeftButton:
            handle.startSystemMove()


class QuestionDialog(CardDialog):
    """Ask one question. ``chosen`` is the key of the answer."""

    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(question.title, question.text, parent)
        self.chosen = STAY
        self.add_details(question.details)
        self._add_answers(question.answers)
        self.fit_width()

    def _add_answers(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            kind = "primary" if answer.is_primary else "danger" if answer.is_danger else ""
            button = self.add_button(answer.verb, kind)
            button.clicked.connect(lambda _checked=False, key=answer.key: self._choose(key))
            if answer.is_primary:
                button.setFocus()

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()


class MessageDialog(CardDialog):
    """Tell something; details unfold and can be copied. ``is_restart_wished`` is what was chosen."""

    def __init__(self, message: Message, parent: QWidget | None) -> None:
        super().__init__(message.title, message.text, parent)
        self.is_restart_wished = False
        self.add_details(message.details)
        if message.can_restart:
            self.add_button("Restart Clinic Writer").clicked.connect(self._restart)
        close = self.add_button("Go on" if message.can_restart else "Close", "primary")
        close.clicked.connect(self.accept)
        close.setFocus()
        self.fit_width()

    def _restart(self) -> None:
        self.is_restart_wished = True
        self.accept()


class TextDialog(CardDialog):
    """Ask for one line of text; ``without`` is the verb of a button that goes on with none."""

    def __init__(
        self, title: str, label: str, text: str, verb: str, parent: QWidget | None, without: str = ""
    ) -> None:
        super().__init__(title, "", parent)
        self.setFixedWidth(SMALL_WIDTH_PX)
        self.entry = QLineEdit(text, self)
        self.entry.selectAll()
        name = _label(label, "label", self)
        name.setBuddy(self.entry)
        self.entry.setAccessibleName(label)
        self.middle.addWidget(name)
        self.middle.addWidget(self.entry)
        self.add_button("Cancel").clicked.connect(self.reject)
        if without:
            self.add_button(without).clicked.connect(self._go_on_without)
        self._yes = self.add_button(verb, "primary")
        self._yes.clicked.connect(self.accept)
        self.entry.textChanged.connect(lambda typed: self._yes.setEnabled(bool(typed.strip())))
        self._yes.setEnabled(bool(text.strip()))
        self.entry.setFocus()

    def _go_on_without(self) -> None:
        self.entry.clear()
        self.accept()


def _label(text: str, kind: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    return label
