"""The formatting commands as a table: what each is called, its icon, its keys, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from clinicwriter.ui.editor.blocks import (
    ListKind,
    has_list,
    has_quote,
    set_heading,
    toggle_list,
    toggle_quote,
)
from clinicwriter.ui.editor.editing import Command
from clinicwriter.ui.editor.inline import Kind
from clinicwriter.ui.editor.inserting import insert_rule, link_at
from clinicwriter.ui.editor.passage import Edit, Selection
from clinicwriter.ui.editor.structure import heading_level
from clinicwriter.ui.editor.wrapping import has_wrap, toggle_wrap
from clinicwriter.ui.theme import Theme, icon

IsOn = Callable[[Sequence[str], Selection], bool]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One command. Without a ``command`` the pane itself knows what to do."""

    name: str
    group: str
    text: str
    icon: str
    shortcut: str
    command: Command | None = None
    is_on: IsOn | None = None


def _wrap(kind: Kind) -> tuple[Command, IsOn]:
    return (
        lambda lines, selection: toggle_wrap(lines, selection, kind),
        lambda lines, selection: has_wrap(lines, selection, kind),
    )


def _list(kind: ListKind) -> tuple[Command, IsOn]:
    return (
        lambda lines, selection: toggle_list(lines, selection, kind),
        lambda lines, selection: has_list(lines, selection, kind),
    )


def _heading(level: int) -> tuple[Command, IsOn]:
    return (
        lambda lines, selection: set_heading(lines, selection, level),
        lambda lines, selection: heading_level(lines[selection.head.line]) == level,
    )


def _rule(lines: Sequence[str], selection: Selection) -> Edit | None:
    return insert_rule(lines, selection.end)


ACTIONS = (
    ActionRow("editor.paragraph", "headings", "Plain paragraph", "pilcrow", "Ctrl+0", *_heading(0)),
    ActionRow("editor.heading-1", "headings", "Heading 1", "heading-1", "Ctrl+1", *_heading(1)),
    ActionRow("editor.heading-2", "headings", "Heading 2", "heading-2", "Ctrl+2", *_heading(2)),
    ActionRow("editor.heading-3", "headings", "Heading 3", "heading-3", "Ctrl+3", *_heading(3)),
    ActionRow("editor.heading-4", "headings", "Heading 4", "heading", "Ctrl+4", *_heading(4)),
    ActionRow("editor.bold", "words", "Bold", "bold", "Ctrl+B", *_wrap(Kind.STRONG)),
    ActionRow("editor.italic", "words", "Italic", "italic", "Ctrl+I", *_wrap(Kind.EMPHASIS)),
    ActionRow("editor.code", "words", "Code", "code", "Ctrl+E", *_wrap(Kind.CODE)),
    ActionRow(
        "editor.link",
        "insert",
        "Link",
        "link",
        "Ctrl+L",
        None,
        lambda lines, selection: link_at(lines, selection) is not None,
    ),
    ActionRow("editor.picture", "insert", "Picture", "image", "Ctrl+Shift+I"),
    ActionRow("editor.bullets", "blocks", "Bulleted list", "list", "Ctrl+Shift+8", *_list(ListKind.BULLETS)),
    ActionRow(
        "editor.numbers", "blocks", "Numbered list", "list-ordered", "Ctrl+Shift+7", *_list(ListKind.NUMBERS)
    ),
    ActionRow("editor.quote", "blocks", "Quote", "quote", "Ctrl+Shift+9", toggle_quote, has_quote),
    ActionRow("editor.table", "insert", "Table", "table", "Ctrl+Shift+T"),
    ActionRow("editor.rule", "insert", "Line across the page", "minus", "Ctrl+Shift+-", _rule),
    ActionRow("editor.find", "find", "Find", "search", "Ctrl+F"),
    ActionRow("editor.replace", "find", "Find and replace", "replace", "Ctrl+H"),
    ActionRow("editor.find-next", "find", "Find next", "chevron-down", "F3"),
    ActionRow("editor.find-previous", "find", "Find previous", "chevron-up", "Shift+F3"),
)


def make_action(row: ActionRow, parent: QWidget) -> QAction:
    """Make the action; its shortcut works while the focus is anywhere in ``parent``."""
    action = QAction(row.text, parent)
    action.setObjectName(row.name)
    action.setProperty("group", row.group)
    action.setCheckable(row.is_on is not None)
    action.setShortcut(QKeySequence(row.shortcut))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{row.text} ({keys})")
    parent.addAction(action)
    return action


def draw_icon(row: ActionRow, action: QAction, theme: Theme) -> None:
    """Give the action its icon in the theme's colours."""
    action.setIcon(icon(row.icon, theme, "ink_second", "accent"))
