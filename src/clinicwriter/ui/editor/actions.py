"""The formatting commands as a table: each one's name, its icon and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from clinicwriter.ui.actions import make_action
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
    icon: str
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


def _has_link(lines: Sequence[str], selection: Selection) -> bool:
    return link_at(lines, selection) is not None


ACTIONS = (
    ActionRow("editor.paragraph", "headings", "pilcrow", *_heading(0)),
    ActionRow("editor.heading-1", "headings", "heading-1", *_heading(1)),
    ActionRow("editor.heading-2", "headings", "heading-2", *_heading(2)),
    ActionRow("editor.heading-3", "headings", "heading-3", *_heading(3)),
    ActionRow("editor.heading-4", "headings", "heading", *_heading(4)),
    ActionRow("editor.bold", "words", "bold", *_wrap(Kind.STRONG)),
    ActionRow("editor.italic", "words", "italic", *_wrap(Kind.EMPHASIS)),
    ActionRow("editor.code", "words", "code", *_wrap(Kind.CODE)),
    ActionRow("editor.link", "insert", "link", None, _has_link),
    ActionRow("editor.picture", "insert", "image"),
    ActionRow("editor.bullets", "blocks", "list", *_list(ListKind.BULLETS)),
    ActionRow("editor.numbers", "blocks", "list-ordered", *_list(ListKind.NUMBERS)),
    ActionRow("editor.quote", "blocks", "quote", toggle_quote, has_quote),
    ActionRow("editor.table", "insert", "table"),
    ActionRow("editor.rule", "insert", "minus", _rule),
    ActionRow("editor.find", "find", "search"),
    ActionRow("editor.replace", "find", "replace"),
    ActionRow("editor.find-next", "find", "chevron-down"),
    ActionRow("editor.find-previous", "find", "chevron-up"),
)


def make_editor_action(row: ActionRow, parent: QWidget) -> QAction:
    """Make the action; its shortcut works while the focus is anywhere in ``parent``."""
    action = make_action(row.name, parent)
    action.setProperty("group", row.group)
    action.setCheckable(row.is_on is not None)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    parent.addAction(action)
    return action


def draw_icon(row: ActionRow, action: QAction, theme: Theme) -> None:
    """Give the action its icon in the theme's colours."""
    action.setIcon(icon(row.icon, theme, "ink_second", "accent"))
