"""The dialog that lays both texts side by side, place by place, and asks what to keep of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.safekeeping import Choice
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.differing import Span, differing_spans
from clinicwriter.ui.settling.changer import Changer
from clinicwriter.ui.settling.contested import Contested
from clinicwriter.ui.theme import Theme

SIZE = QSize(920, 620)
LEAST_HEIGHT_PX, MOST_HEIGHT_PX = 46, 190
LINE_PX = 20
LETTERS_IN_LINE = 50


@dataclass(frozen=True, slots=True)
class Words:
    """What the dialog says: ``title`` has a place for the article's, ``sides`` are mine and theirs."""

    title: str
    text: str
    sides: tuple[str, str]
    verbs: Mapping[Choice, str]


_BY_SOMEBODY = Words(
    "Somebody else changed “{}” while you did",
    "Everything else is joined already. Choose what to keep of each place that you both changed. "
    "Nothing goes to the site yet, and Undo brings your text back.",
    ("Mine", "Theirs"),
    {Choice.MINE: "Keep mine", Choice.THEIRS: "Use theirs", Choice.BOTH: "Keep both"},
)
_BY_SYNCING = Words(
    "Two copies of “{}” are not the same",
    "A sync program has kept a second copy of this article. What is the same in both is joined already. "
    "Choose what to keep of each place that differs. "
    "Nothing goes to the site yet, and Undo brings your text back.",
    ("This article", "The second copy"),
    {Choice.MINE: "Keep this", Choice.THEIRS: "Use the copy", Choice.BOTH: "Keep both"},
)
_WITH_OTHERS = Words(
    "“{}” was changed together with other articles",
    "A change of many articles, or its undoing, met places that you had changed here and not exported yet. "
    "Everything else is joined already. Choose what to keep of each such place. "
    "Nothing goes to the site yet, and Undo brings your text back.",
    ("Mine", "With that change"),
    {Choice.MINE: "Keep mine", Choice.THEIRS: "Use the change", Choice.BOTH: "Keep both"},
)
WORDS = {
    Changer.SOMEBODY: _BY_SOMEBODY,
    Changer.SYNCING: _BY_SYNCING,
    Changer.WITH_OTHERS: _WITH_OTHERS,
}


class SettlingDialog(CardDialog):
    """Ask about each place. Accepted means: ``choices`` has one for each."""

    def __init__(
        self,
        title: str,
        contested: Sequence[Contested],
        theme: Theme,
        parent: QWidget | None = None,
        by: Changer = Changer.SOMEBODY,
    ) -> None:
        words = WORDS[by]
        super().__init__(words.title.format(title), words.text, parent)
        self._words = words
        self.places = tuple(_Place(piece, words, theme, self) for piece in contested)
        self._build_for_all()
        self._build_places()
        self.add_button("Decide later").clicked.connect(self.reject)
        self.join_button = self.add_button("Join the texts", "primary")
        self.join_button.clicked.connect(self.accept)
        for place in self.places:
            place.chosen.connect(self._show_left)
        self._show_left()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size() - QSize(80, 60)))
        if self.places:
            self.places[0].buttons_by_choice[Choice.MINE].setFocus()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what was chosen, place by place."""
        return tuple(place.choice for place in self.places if place.choice is not None)

    def choose_everywhere(self, choice: Choice) -> None:
        """Choose the same for every place; where only one can stay, both means mine."""
        for place in self.places:
            place.choose(choice)
        self.join_button.setFocus()

    def _build_for_all(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.left = QLabel(self)
        self.left.setProperty("kind", "label")
        row.addWidget(self.left)
        row.addStretch()
        self.buttons_for_all = {}
        for choice, verb in self._words.verbs.items():
            button = QPushButton(f"{verb} everywhere", self)
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, choice=choice: self.choose_everywhere(choice))
            button.setVisible(len(self.places) > 1)
            self.buttons_for_all[choice] = button
            row.addWidget(button)
        self.middle.addLayout(row)

    def _build_places(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("places")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for place in self.places:
            column.addWidget(place)
        column.addStretch()
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        self.middle.addWidget(area, 1)

    def _show_left(self) -> None:
        left = len(self.places) - len(self.choices)
        words = f"{left} place{'' if left == 1 else 's'} left to choose" if left else "Every place is chosen"
        self.left.setText(words)
        self.join_button.setEnabled(not left)


class _Place(QFrame):
    """One place: mine and theirs with what differs marked, and three buttons. State: which is pressed."""

    chosen = Signal()

    def __init__(self, piece: Contested, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("kind", "card")
        self._piece = piece
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons_by_choice: dict[Choice, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addLayout(self._build_head(piece))
        column.addLayout(self._build_texts(piece, theme))

    @property
    def choice(self) -> Choice | None:
        """Return what is chosen for this place."""
        return next((choice for choice, b in self.buttons_by_choice.items() if b.isChecked()), None)

    def choose(self, choice: Choice) -> None:
        """Choose as if the button was pressed."""
        self.buttons_by_choice[self._piece.settled(choice)].setChecked(True)

    def _build_head(self, piece: Contested) -> QHBoxLayout:
        name = QLabel(piece.name, self)
        name.setProperty("kind", "label")
        name.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(name, 1)
        for choice, verb in self._words.verbs.items():
            if choice is not Choice.BOTH or piece.can_keep_both:
                row.addWidget(self._build_button(choice, verb))
        return row

    def _build_button(self, choice: Choice, verb: str) -> QPushButton:
        button = QPushButton(verb, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "choice")
        button.setAccessibleName(f"{verb}: {self._piece.name}")
        button.toggled.connect(lambda is_on: self.chosen.emit() if is_on else None)
        self._group.addButton(button)
        self.buttons_by_choice[choice] = button
        return button

    def _build_texts(self, piece: Contested, theme: Theme) -> QHBoxLayout:
        mine, theirs = piece.mine.rstrip("\r\n"), piece.theirs.rstrip("\r\n")
        spans = differing_spans(mine, theirs)
        height = _height(mine, theirs)
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, text, marked in zip(self._words.sides, (mine, theirs), spans, strict=True):
            words = QLabel(label, self)
            words.setProperty("kind", "small")
            view = _text(text, marked, theme, self)
            view.setAccessibleName(f"{label}: {piece.name}")
            view.setFixedHeight(height)
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(words)
            side.addWidget(view)
            row.addLayout(side, 1)
        return row


def _text(text: str, marked: Sequence[Span], theme: Theme, parent: QWidget) -> QTextEdit:
    view = QTextEdit(parent)
    view.setReadOnly(True)
    view.setProperty("kind", "field")
    view.setTabChangesFocus(True)
    view.setPlainText(text or "Nothing stands here.")
    if not text:
        view.setTextColor(theme.ink_third)
        return view
    form = QTextCharFormat()
    form.setBackground(theme.accent_soft)
    form.setForeground(theme.ink)
    form.setFontUnderline(True)
    form.setUnderlineColor(theme.accent)
    cursor = QTextCursor(view.document())
    for first, last in marked:
        cursor.setPosition(_place_in_document(text, first))
        cursor.setPosition(_place_in_document(text, last), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)
    return view


def _place_in_document(text: str, place: int) -> int:
    """Return where a character is for Qt, which counts halves of rare characters, and a line end once."""
    before = text[:place].replace("\r\n", "\n")
    return len(before.encode("utf-16-le", "surrogatepass")) // 2


def _height(*texts: str) -> int:
    lines = max(sum(1 + len(line) // LETTERS_IN_LINE for line in text.split("\n")) for text in texts)
    return min(MOST_HEIGHT_PX, max(LEAST_HEIGHT_PX, lines * LINE_PX + 22))
