"""The window's own actions by their names, and the menus that show them and those of the panes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from clinicwriter.ui.actions import action_table, make_action
from clinicwriter.ui.editor.actions import fill_table_menu
from clinicwriter.ui.theme import ThemeChoice

LINE = ""
THEMES = (ThemeChoice.SYSTEM, ThemeChoice.LIGHT, ThemeChoice.DARK)
OWNED_ELSEWHERE = ("editor.", "preview_", "theme.")
"""How the names of those actions begin that the panes make themselves."""
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Article",
        (
            "article.new", "article.open", "*recent-articles", LINE,
            "article.import", "article.import-folder", LINE,
            "article.save", "article.copy", "article.rename", "article.duplicate", LINE,
            "article.to-word", "article.to-pdf", LINE,
            "article.reviewed", "article.versions", "article.discard", "article.delete", "trash.open", LINE,
            "export.begin", "export.undo", LINE, "window.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo", "edit.redo", LINE,
            "edit.cut", "edit.copy", "edit.paste", "edit.paste-plain", "edit.select-all", LINE,
            "*editor:find", LINE, "*editor:sections", LINE, "edit.typography", LINE,
            "spelling.on", "spelling.next", "spelling.suggest", "spelling.words",
        ),
    ),
    (
        "&Format",
        (
            "*editor:words", LINE, "*editor:headings", LINE, "*editor:blocks", LINE,
            "*editor:insert", "*table",
        ),
    ),
    (
        "&Site",
        (
            "site.open", "*recent-sites", LINE,
            "site.clinic", "site.footers", "site.change", "site.replace", "site.blog", LINE,
            "site.check", "site.old-footers", "site.pictures", LINE,
            "site.kind", "site.folder", "site.refresh",
        ),
    ),
    (
        "&View",
        (
            "view.library", "view.search", "view.details", "view.checks", "view.editor", LINE,
            "view.text-larger", "view.text-smaller", "view.text-normal", LINE,
            "*preview", LINE, "*themes", "view.focus", "view.full", LINE, "view.goal", "view.count",
        ),
    ),
    ("&Help", ("help.how", "help.commands", "help.keys", LINE, "help.newer", "help.about")),
)  # fmt: skip


class ActionBook:
    """Hold every action by its name, so that menus, buttons and the list of shortcuts show the same ones."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.actions: dict[str, QAction] = {}
        for name in action_table():
            if not name.startswith(OWNED_ELSEWHERE):
                self.actions[name] = self._make(name)

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def connect(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Say what each action does."""
        for name, do in deeds.items():
            self.actions[name].triggered.connect(lambda _checked=False, do=do: do())

    def enable(self, names: Sequence[str], is_possible: bool) -> None:
        """Allow these actions, or not."""
        for name in names:
            self.actions[name].setEnabled(is_possible)

    def _make(self, name: str) -> QAction:
        action = make_action(name, self._owner)
        if name == "window.quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        if name == "help.about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        self._owner.addAction(action)
        return action


class Menus:
    """The menus, for the bar of macOS and for the button of the other systems."""

    def __init__(
        self, owner: QWidget, book: ActionBook, editor: Sequence[QAction], preview: Sequence[QAction]
    ) -> None:
        self._owner = owner
        self._book = book
        self._groups = _by_group(editor)
        self._preview = tuple(preview)
        self.recent_articles = _menu("Recent articles", owner)
        self.recent_sites = _menu("Recent sites", owner)
        self.table = _menu("Rows and columns", owner)
        fill_table_menu(self.table, editor)
        self.themes = _menu(colours_word(QLocale.system()), owner)
        self._theme_group = QActionGroup(self.themes)
        for choice in THEMES:
            action = make_action(f"theme.{choice.value}", owner)
            action.setData(choice.value)
            self.themes.addAction(action)
            self._theme_group.addAction(action)
        self.all = tuple(self._fill(title, items) for title, items in MENUS)

    def on_theme(self, choose: Callable[[str], object]) -> None:
        """Say what choosing colours does."""
        self._theme_group.triggered.connect(lambda action: choose(action.data()))

    def show_theme(self, choice: str) -> None:
        """Mark the chosen colours."""
        for action in self._theme_group.actions():
            action.setChecked(action.data() == choice)

    def _fill(self, title: str, items: Sequence[str]) -> QMenu:
        menu = _menu(title, self._owner)
        submenus = {
            "*recent-articles": self.recent_articles,
            "*recent-sites": self.recent_sites,
            "*themes": self.themes,
            "*table": self.table,
        }
        for item in items:
            if item == LINE:
                menu.addSeparator()
            elif item in submenus:
                menu.addMenu(submenus[item])
            elif item == "*preview":
                menu.addActions(list(self._preview))
            elif item.startswith("*editor:"):
                menu.addActions(self._groups.get(item.removeprefix("*editor:"), []))
            else:
                menu.addAction(self._book[item])
        return menu


def colours_word(locale: QLocale) -> str:
    """Return "Colors" where people write so."""
    is_american = (
        locale.language() == QLocale.Language.C or locale.territory() == QLocale.Country.UnitedStates
    )
    return "Colors" if is_american else "Colours"


def fill_recent(menu: QMenu, paths: Sequence[tuple[str, str]], choose: Callable[[str], object]) -> None:
    """Show recent places: the words for each and its path."""
    menu.clear()
    for words, path in paths:
        action = menu.addAction(words.replace("&", "&&"))
        action.setToolTip(path)
        action.triggered.connect(lambda _checked=False, path=path: choose(path))
    menu.menuAction().setEnabled(bool(paths))


def _menu(title: str, owner: QWidget) -> QMenu:
    menu = QMenu(title, owner)
    menu.setToolTipsVisible(True)
    return menu


def _by_group(actions: Sequence[QAction]) -> dict[str, list[QAction]]:
    groups: dict[str, list[QAction]] = {}
    for action in actions:
        groups.setdefault(str(action.property("group")), []).append(action)
    return groups
