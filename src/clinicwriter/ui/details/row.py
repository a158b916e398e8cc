"""One row of the form: a label, a counter at its right, the control, and words about what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget


class FieldRow(QWidget):
    """Put a label above a control; a message below it says what the field may not be."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label = QLabel(label, self)
        self._label.setProperty("kind", "label")
        self._label.setBuddy(control)
        self._counter = QLabel(self)
        self._counter.setProperty("kind", "small")
        self._message = QLabel(self)
        self._message.setProperty("kind", "problem")
        self._message.setWordWrap(True)
        self._message.hide()
        self._note = QLabel(self)
        self._note.setProperty("kind", "small")
        self._note.setWordWrap(True)
        self._note.hide()
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._label)
        top.addStretch()
        top.addWidget(self._counter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        box.addLayout(top)
        box.addWidget(control)
        box.addWidget(self._note)
        box.addWidget(self._message)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        control.setAccessibleName(control.accessibleName() or label)

    @property
    def message(self) -> str:
        """Return the words shown below the control, empty where nothing is wrong."""
        return self._message.text()

    def say(self, message: str) -> None:
        """Show words below the control, or none."""
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self.control.setAccessibleDescription(message)

    @property
    def remark(self) -> str:
        """Return the pale words shown below the control, empty where nothing is to be known."""
        return self._note.text()

    def note(self, words: str) -> None:
        """Show pale words below the control, or none: nothing is wrong, but it is good to know."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def count(self, length: int, best_length: int) -> None:
        """Show how long the text is, and how long is still good."""
        self._counter.setText(f"{length} of {best_length}" if length else "")
        self._counter.setProperty("state", "warning" if length > best_length else "")
        style = self._counter.style()
        style.unpolish(self._counter)
        style.polish(self._counter)
