"""The dialog for a link: to another article of the site, a web page, a mail address or a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.editor.inline import Kind, find_stretches
from clinicwriter.ui.linking.addresses import is_address, kind_of, whole_address
from clinicwriter.ui.palette.matching import Candidate, best, folded

WIDTH_PX, LIST_PX = 500, 190
NO_GOAL = "No article has these words in its title, and it is no web address yet"
ABOUT = "Choose one of your articles, or type a web address, a mail address or a telephone number."
GOAL_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Goal:
    """An article to which a link may lead: its title, and its address as this site writes links."""

    title: str
    address: str


class LinkDialog(CardDialog):
    """Ask where a link leads and what its words are. Changes: which article was chosen, if any."""

    removal_wished = Signal()

    def __init__(
        self, text: str, goals: Sequence[Goal], parent: QWidget | None = None, *, address: str = ""
    ) -> None:
        super().__init__("Change the link" if address else "Link", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self._goals = [goal for goal in goals if goal.title and goal.address]
        self._candidates = [
            Candidate(str(place), folded(goal.title), is_article=True)
            for place, goal in enumerate(self._goals)
        ]
        self._before = address
        self._chosen = next((goal for goal in self._goals if goal.address == address), None)
        self.target = self._entry("Where it leads", self._chosen.title if self._chosen else address)
        self.target.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setProperty("kind", "framed")
        self.list.setAccessibleName("Your articles")
        self.list.setFixedHeight(LIST_PX)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._take_item)
        self.middle.addWidget(self.list)
        self.kind = QLabel(self)
        self.kind.setProperty("kind", "small")
        self.middle.addWidget(self.kind)
        self.words = self._entry("Words of the link", text)
        self._show_picture(picture_words(text))
        self._add_buttons(is_there=bool(address))
        self.target.textChanged.connect(self._show)
        self._show()
        self.target.setFocus()
        self.target.selectAll()

    @property
    def address(self) -> str:
        """Return where the link leads, as it stands in a text."""
        goal = self._goal()
        return goal.address if goal is not None else whole_address(self.target.text().strip())

    def accept(self) -> None:
        """Put the link in; words of a title mean the article that is marked in the list."""
        goal = self._goal()
        if goal is not None:
            self._take(goal)
        super().accept()

    def _goal(self) -> Goal | None:
        """Return the article that is meant; ``None`` for an address."""
        typed = self.target.text().strip()
        if self._chosen is not None and self._chosen.title.strip() == typed:
            return self._chosen  # several articles may have one title
        named = next((goal for goal in self._goals if goal.title.strip() == typed), None)
        marked = self.list.currentItem()
        if named is not None or marked is None or is_address(typed):
            return named
        found: Goal = marked.data(GOAL_ROLE)
        return found

    def _add_buttons(self, *, is_there: bool) -> None:
        if is_there:
            remove = self.add_button("Take the link off", "quiet")
            remove.clicked.connect(self.removal_wished)
            remove.clicked.connect(self.reject)
        self.add_button("Cancel").clicked.connect(self.reject)
        self._put_in = self.add_button("Change the link" if is_there else "Put the link in", "primary")
        self._put_in.clicked.connect(self.accept)

    def _show_picture(self, said: str) -> None:
        """Say in place of the entry that the link is on a picture, which stays what it is."""
        self.picture = QLabel(said, self, wordWrap=True)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setProperty("kind", "second")
        self.middle.addWidget(self.picture)
        self.picture.setVisible(bool(said))
        for widget in (self.words, self._label_of(self.words)):
            widget.setVisible(not said)

    def _label_of(self, entry: QLineEdit) -> QLabel:
        return next(label for label in self.findChildren(QLabel) if label.buddy() is entry)

    def _entry(self, label: str, text: str) -> QLineEdit:
        entry = QLineEdit(text, self)
        entry.setAccessibleName(label)
        name = QLabel(label, self)
        name.setProperty("kind", "label")
        name.setBuddy(entry)
        self.middle.addWidget(name)
        self.middle.addWidget(entry)
        return entry

    def _show(self) -> None:
        """Show the articles that the typed words fit, and where the link leads as it stands."""
        typed = self.target.text().strip()
        self.list.clear()
        for candidate in best(self._candidates, typed):
            goal = self._goals[int(candidate.key)]
            item = QListWidgetItem(goal.title)
            item.setData(GOAL_ROLE, goal)
            item.setToolTip(goal.address)
            self.list.addItem(item)
        is_open = bool(typed) and typed != self._before and not is_address(typed) and self._goal() is None
        if is_open and self.list.count():
            self.list.setCurrentRow(0)
        is_nothing = is_open and self._goal() is None
        self.kind.setText(NO_GOAL if is_nothing else kind_of(self.address))
        self._put_in.setEnabled(bool(typed) and not is_nothing)

    def _take_item(self, item: QListWidgetItem) -> None:
        self._take(item.data(GOAL_ROLE))

    def _take(self, goal: Goal) -> None:
        self._chosen = goal
        self.target.setText(goal.title)
        if not self.words.text():
            self.words.setText(goal.title)
        self.target.setFocus()
        self.target.selectAll()  # what is typed next is another goal, and does not join this one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
                return True
            chosen = self.list.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
                self._take_item(chosen)
                return True
        return super().eventFilter(watched, event)


def picture_words(text: str) -> str:
    """Return a sentence about the picture that a link's words hold, "" where they hold none."""
    pictures = [one for one in find_stretches(text) if one.kind is Kind.PICTURE]
    if not pictures:
        return ""
    described = " ".join(text[one.inner_start : one.inner_end] for one in pictures).strip()
    named = f"the picture “{described}”" if described else "a picture"
    beside = text
    for one in reversed(pictures):
        beside = beside[: one.start] + beside[one.end :]
    if beside.strip():
        return f"The link is on {named} and the words “{' '.join(beside.split())}”. They stay as they are."
    return f"The link is on {named}, which stays as it is."
