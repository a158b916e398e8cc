"""The formatting commands as a table: each one's name, its icon and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

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
from clinicwriter.ui.editor.lists import nest, unnest
from clinicwriter.ui.editor.passage import Edit, Selection
from clinicwriter.ui.editor.sections import move_section
from clinicwriter.ui.editor.structure import heading_level
from clinicwriter.ui.editor.table_editing import (
    Align,
    align_column,
    alignment_at,
    delete_column,
    delete_row,
    insert_column,
    insert_row,
    move_column,
    move_row,
    tidy_table,
)
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
    repeats: bool = False
    """Whether doing it again does it once more; otherwise it takes back what was done just before."""


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


def _table(name: str, part: str, icon_name: str, command: Command, is_on: IsOn | None = None) -> ActionRow:
    return ActionRow(f"editor.table-{name}", f"table-{part}", icon_name, command, is_on, repeats=True)


def _set(name: str, align: Align) -> ActionRow:
    return _table(
        name,
        "set",
        "table",
        partial(align_column, align=align),
        lambda lines, selection: alignment_at(lines, selection) is align,
    )


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
    ActionRow("editor.nest", "blocks", "chevron-right", nest, repeats=True),
    ActionRow("editor.unnest", "blocks", "chevron-left", unnest, repeats=True),
    ActionRow("editor.table", "insert", "table"),
    ActionRow("editor.rule", "insert", "minus", _rule),
    _table("row-above", "rows", "plus", partial(insert_row, step=0)),
    _table("row-below", "rows", "plus", partial(insert_row, step=1)),
    _table("row-up", "rows", "chevron-up", partial(move_row, step=-1)),
    _table("row-down", "rows", "chevron-down", partial(move_row, step=1)),
    _table("row-delete", "rows", "trash-2", delete_row),
    _table("column-before", "columns", "plus", partial(insert_column, step=0)),
    _table("column-after", "columns", "plus", partial(insert_column, step=1)),
    _table("column-left", "columns", "chevron-left", partial(move_column, step=-1)),
    _table("column-right", "columns", "chevron-right", partial(move_column, step=1)),
    _table("column-delete", "columns", "trash-2", delete_column),
    _set("set-left", Align.LEFT),
    _set("set-centre", Align.CENTRE),
    _set("set-right", Align.RIGHT),
    _table("tidy", "set", "table", tidy_table),
    ActionRow("editor.section-up", "sections", "chevron-up", partial(move_section, step=-1), repeats=True),
    ActionRow("editor.section-down", "sections", "chevron-down", partial(move_section, step=1), repeats=True),
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


TABLE_PARTS = ("table-rows", "table-columns", "table-set")
"""The groups of what can be done in a table, in the order of its menu."""


def fill_table_menu(menu: QMenu, actions: Iterable[QAction]) -> None:
    """Put in what can be done in a table, its parts set apart."""
    by_part: dict[str, list[QAction]] = {part: [] for part in TABLE_PARTS}
    for action in actions:
        by_part.get(str(action.property("group")), []).append(action)
    for part in TABLE_PARTS:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(by_part[part])


def draw_icon(row: ActionRow, action: QAction, theme: Theme) -> None:
    """Give the action its icon in the theme's colours."""
    action.setIcon(icon(row.icon, theme, "ink_second", "accent"))
