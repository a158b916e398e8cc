"""Every action's words and keys, read from one table; an action of Qt is made from its row here alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from clinicwriter.resources import resource_path

TABLE = "actions.toml"


@dataclass(frozen=True, slots=True)
class ActionWords:
    """One row of the table. ``also`` are words under which people look for the action."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    also: str
    is_check: bool = False


@cache
def action_table() -> Mapping[str, ActionWords]:
    """Return all rows by name, in the table's order."""
    rows = tomllib.loads(resource_path(TABLE).read_text("utf-8"))
    return MappingProxyType({name: _words(name, row) for name, row in rows.items()})


def make_action(name: str, parent: QWidget) -> QAction:
    """Make the action of this name, with its words, keys and hint."""
    words = action_table()[name]
    action = QAction(words.text, parent)
    action.setObjectName(name)
    action.setCheckable(words.is_check)
    action.setShortcuts([QKeySequence(keys) for keys in words.keys])
    keys = shown_keys(action)
    action.setToolTip(f"{words.tip} ({keys})" if keys else words.tip)
    return action


def shown_keys(action: QAction) -> str:
    """Return the action's first keys as this system writes them, "" for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _words(name: str, row: Mapping[str, str | bool]) -> ActionWords:
    keys = tuple(str(row["keys"]).split(";")) if "keys" in row else ()
    return ActionWords(
        name, str(row["text"]), keys, str(row["tip"]), str(row["also"]), bool(row.get("check"))
    )
