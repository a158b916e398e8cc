"""Every action as a table: its name, words, keys and hint; and the menus that show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from clinicwriter.ui.theme import ThemeChoice


@dataclass(frozen=True, slots=True)
class ActionWords:
    """One action. Several keys are separated by ``;``."""

    name: str
    text: str
    keys: str
    tip: str
    is_check: bool = False


LINE = ""
ACTIONS = (
    ActionWords("article.new", "New article", "Ctrl+N", "Start a new article"),
    ActionWords("article.open", "Open a file…", "Ctrl+O", "Open an article from any folder"),
    ActionWords(
        "article.save", "Save", "Ctrl+S", "Everything is kept by itself; this marks a version to come back to"
    ),
    ActionWords("article.copy", "Save a copy…", "Ctrl+Shift+S", "Write the article to a file of your choice"),
    ActionWords("article.rename", "Rename…", "F2", "Give the article another title"),
    ActionWords("article.duplicate", "Duplicate", "Ctrl+Shift+D", "Start a new article from this one"),
    ActionWords(
        "article.versions",
        "Earlier versions…",
        "Ctrl+Shift+H",
        "Look at earlier texts, bring one back",
    ),
    ActionWords(
        "article.discard",
        "Discard my changes",
        "",
        "Bring back the text that the site has; Undo takes this back",
    ),
    ActionWords(
        "article.delete",
        "Move to the trash…",
        "Ctrl+Shift+Backspace",
        "Throw the article away; it can be brought back",
    ),
    ActionWords("trash.open", "Trash…", "", "Bring back what was thrown away, or empty the trash"),
    ActionWords(
        "export.begin",
        "Export to site…",
        "Ctrl+Return",
        "Look at what will change in the site, then write it",
    ),
    ActionWords(
        "export.undo", "Undo the last export…", "", "Put the site back as it was before the last export"
    ),
    ActionWords("window.quit", "Quit", "Ctrl+Q", "Close Clinic Writer; everything is kept"),
    ActionWords("edit.undo", "Undo", "Ctrl+Z", "Take back the last step"),
    ActionWords("edit.redo", "Redo", "Ctrl+Shift+Z;Ctrl+Y", "Do the step again"),
    ActionWords("edit.cut", "Cut", "Ctrl+X", "Take what is selected away, to paste it elsewhere"),
    ActionWords("edit.copy", "Copy", "Ctrl+C", "Take what is selected, to paste it elsewhere"),
    ActionWords("edit.paste", "Paste", "Ctrl+V", "Put in what was copied, with headings, lists and links"),
    ActionWords(
        "edit.paste-plain", "Paste as plain text", "Ctrl+Shift+V", "Put in the words of what was copied alone"
    ),
    ActionWords("edit.select-all", "Select all", "Ctrl+A", "Select the whole text"),
    ActionWords("site.open", "Choose your site…", "Ctrl+Shift+O", "Choose the folder of your website"),
    ActionWords("site.clinic", "Clinic details…", "", "The clinic's name, address and footer"),
    ActionWords(
        "site.refresh", "Read the site again", "F5", "Look for articles that somebody else added or changed"
    ),
    ActionWords(
        "site.change",
        "Change a tag or an author everywhere…",
        "",
        "Change one tag or author in every article; you see the changes first",
    ),
    ActionWords(
        "site.footers",
        "Renew the footer in all articles…",
        "",
        "Bring the clinic's details of now into every article; you see the changes first",
    ),
    ActionWords("site.folder", "Show the site's folder", "", "Open the folder in the file manager"),
    ActionWords(
        "view.library", "Articles", "Ctrl+Shift+A", "Show or hide the list of articles", is_check=True
    ),
    ActionWords(
        "view.details",
        "Details",
        "Ctrl+Shift+M",
        "Show or hide title, tags and the other details",
        is_check=True,
    ),
    ActionWords("view.search", "Search articles", "Ctrl+K", "Find an article by its title, tags or author"),
    ActionWords("view.editor", "Go to the text", "F6", "Put the cursor back into the text"),
    ActionWords("view.text-larger", "Larger text", "Ctrl++;Ctrl+=", "Show the article's text larger"),
    ActionWords("view.text-smaller", "Smaller text", "Ctrl+-", "Show the article's text smaller"),
    ActionWords(
        "view.text-normal", "Normal text size", "Ctrl+Shift+0", "Show the article's text at its usual size"
    ),
    ActionWords("view.full", "Full screen", "F11", "Use the whole screen", is_check=True),
    ActionWords("help.keys", "Keyboard shortcuts…", "Ctrl+/", "Every action with its keys"),
    ActionWords("help.about", "About Clinic Writer", "", "Version and licences"),
)
THEMES = (
    (ThemeChoice.SYSTEM, "Like the system"),
    (ThemeChoice.LIGHT, "Light"),
    (ThemeChoice.DARK, "Dark"),
)
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Article",
        (
            "article.new", "article.open", "*recent-articles", LINE,
            "article.save", "article.copy", "article.rename", "article.duplicate", LINE,
            "article.versions", "article.discard", "article.delete", "trash.open", LINE,
            "export.begin", "export.undo", LINE, "window.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo", "edit.redo", LINE,
            "edit.cut", "edit.copy", "edit.paste", "edit.paste-plain", "edit.select-all", LINE,
            "*editor:find",
        ),
    ),
    ("&Format", ("*editor:words", LINE, "*editor:headings", LINE, "*editor:blocks", LINE, "*editor:insert")),
    (
        "&Site",
        (
            "site.open", "*recent-sites", LINE, "site.clinic", "site.footers", "site.change", LINE,
            "site.folder", "site.refresh",
        ),
    ),
    (
        "&View",
        (
            "view.library", "view.search", "view.details", "view.editor", LINE,
            "view.text-larger", "view.text-smaller", "view.text-normal", LINE,
            "*preview", LINE, "*themes", "view.full",
        ),
    ),
    ("&Help", ("help.keys", "help.about")),
)  # fmt: skip


class ActionBook:
    """Hold every action by its name, so that menus, buttons and the list of shortcuts show the same ones."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.actions: dict[str, QAction] = {}
        for words in ACTIONS:
            self.actions[words.name] = self._make(words)

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

    def _make(self, words: ActionWords) -> QAction:
        action = QAction(words.text, self._owner)
        action.setObjectName(words.name)
        action.setCheckable(words.is_check)
        action.setShortcuts([QKeySequence(keys) for keys in words.keys.split(";") if keys])
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words.tip} ({keys})" if keys else words.tip)
        if words.name == "window.quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        if words.name == "help.about":
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
        self.themes = _menu(colours_word(QLocale.system()), owner)
        self._theme_group = QActionGroup(self.themes)
        for choice, text in THEMES:
            action = self.themes.addAction(text)
            action.setObjectName(f"theme.{choice.value}")
            action.setCheckable(True)
            action.setData(choice.value)
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
