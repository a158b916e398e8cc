"""The sheet of all keys: every action by its menu and every gesture by its place, to search and to print."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from clinicwriter.resources import resource_path
from clinicwriter.ui.actions import action_table, shown_keys
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.palette.matching import folded
from clinicwriter.ui.window import Window

WIDTH_PX, HEIGHT_PX = 560, 640
GESTURES = "gestures.toml"
NOTHING = "No keys go by these words."


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the sheet. ``words`` are those that a search looks in."""

    group: str
    text: str
    keys: str
    words: tuple[str, ...]


def key_lines(window: Window) -> tuple[KeyLine, ...]:
    """Return every action that has keys, in the order of the menus, then the gestures."""
    lines = [
        _action_line(menu.title().replace("&", ""), action)
        for menu in window.menus.all
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    ]
    return (*lines, *gestures())


def gestures() -> tuple[KeyLine, ...]:
    """Return the keys that belong to a place."""
    table = tomllib.loads(resource_path(GESTURES).read_text("utf-8"))
    return tuple(
        KeyLine(group, row["text"], row["keys"], folded(f"{group} {row['text']} {row['keys']}"))
        for group, rows in table.items()
        for row in rows
    )


def matching(lines: Sequence[KeyLine], asked: str) -> list[KeyLine]:
    """Return the lines in which every word that is asked for begins a word."""
    wanted = folded(asked)
    return [line for line in lines if all(any(word.startswith(one) for word in line.words) for one in wanted)]


def as_html(lines: Sequence[KeyLine]) -> str:
    """Return the lines as a page for the printer."""
    rows, group = [], ""
    for line in lines:
        if line.group != group:
            group = line.group
            rows.append(f"<tr><td colspan='2'><h3>{escape(group)}</h3></td></tr>")
        rows.append(f"<tr><td>{escape(line.text)}</td><td>{escape(line.keys)}</td></tr>")
    return f"<h2>Clinic Writer: keys</h2><table cellpadding='2' width='100%'>{''.join(rows)}</table>"


class KeySheet(CardDialog):
    """Show the keys. Changes: what is looked for."""

    def __init__(self, lines: Sequence[KeyLine], parent: QWidget) -> None:
        super().__init__("Keys", "", parent)
        self._lines = lines
        self.setFixedSize(WIDTH_PX, min(HEIGHT_PX, parent.height() - 60))
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Find a key by what it does")
        self.words.setAccessibleName("Find a key by what it does")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._show)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.middle.addWidget(self.words)
        self.middle.addWidget(self.area, 1)
        self.add_button("Print…").clicked.connect(self._print)
        self.add_button("Close", "primary").clicked.connect(self.accept)
        self._show()
        self.words.setFocus()

    def _show(self) -> None:
        lines = matching(self._lines, self.words.text())
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 14, 0)
        grid.setVerticalSpacing(7)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(0, 1)
        group = ""
        for line in lines:
            if line.group != group:
                group = line.group
                heading = _label(group, "strong", inner)
                heading.setContentsMargins(0, 10 if grid.rowCount() > 1 else 0, 0, 2)
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            row = grid.rowCount()
            grid.addWidget(_label(line.text, "", inner), row, 0)
            grid.addWidget(_label(line.keys, "second", inner, right=True), row, 1)
        if not lines:
            grid.addWidget(_label(NOTHING, "second", inner), 0, 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self.area.setWidget(inner)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            page = QTextDocument()
            page.setHtml(as_html(matching(self._lines, self.words.text())))
            page.print_(printer)


def show_keys(window: Window) -> KeySheet:
    """Open the sheet over the window."""
    sheet = KeySheet(key_lines(window), window)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    return sheet


def _action_line(menu: str, action: QAction) -> KeyLine:
    text = action.text().rstrip("…").replace("&", "")
    row = action_table()[action.objectName()]
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(key.toString(native) for key in action.shortcuts()) or shown_keys(action)
    return KeyLine(menu, text, keys, folded(f"{menu} {text} {keys} {row.tip} {row.also}"))


def _label(words: str, kind: str, parent: QWidget, *, right: bool = False) -> QLabel:
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(not right)
    if kind:
        label.setProperty("kind", kind)
    if right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return label
