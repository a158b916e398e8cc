"""The dialog that shows a change of many articles before it is made: each file, and what stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.site import PlannedFile
from clinicwriter.site.library import BulkPlan
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.exporting.view import FileView
from clinicwriter.ui.theme import Theme

SIZE = QSize(960, 560)
LEFT_WIDTH_PX = 330
LEFT_OUT_HEIGHT_PX = 110
ROW_HEIGHT_PX = 46
ROW_EDGE_PX = 8
PROMISE = "Nothing is written until you agree, and you can undo it afterwards as one export."

Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractListModel):
    """The files of a plan, thousands of them as quick as three."""

    def __init__(self, files: tuple[PlannedFile, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.files = files

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(file.relative)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{file.relative}, {file.sentence}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ROW_HEIGHT_PX)
        return None


class FileDelegate(QStyledItemDelegate):
    """Draw a file's path, and below it in a quieter colour what happens to it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, PlanModel)
        file = model.files[index.row()]
        box = option.rect.adjusted(ROW_EDGE_PX, 5, -ROW_EDGE_PX, -5)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.accent_soft)
        lines = ((str(file.relative), self._theme.ink), (file.sentence, self._theme.ink_second))
        for number, (words, ink) in enumerate(lines):
            painter.setPen(ink)
            line = box.adjusted(0, number * box.height() // 2, 0, 0)
            shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class PlanDialog(CardDialog):
    """Show a change of many. Accepted means: carry it out."""

    def __init__(self, plan: BulkPlan, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(plan.sentence, PROMISE if not plan.is_empty else "", parent)
        self._theme = theme
        self._files = plan.files
        self.view = FileView(self)
        self.list = self._build_list()
        self._build_middle(plan)
        self.add_button("Leave everything as it is").clicked.connect(self.reject)
        count = len(self._files)
        self.write_button = self.add_button(
            f"{plan.verb} {count:,} file{'' if count == 1 else 's'}", "primary"
        )
        self.write_button.setEnabled(bool(count))
        self.write_button.clicked.connect(self.accept)
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size() - QSize(80, 80)))
        self.write_button.setFocus()

    def _build_list(self) -> QListView:
        view = QListView(self)
        view.setAccessibleName("Files that change")
        view.setUniformItemSizes(True)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(PlanModel(self._files, self))
        view.setItemDelegate(FileDelegate(self._theme, view))
        view.selectionModel().currentChanged.connect(lambda index, _before: self._show(index.row()))
        return view

    def _build_middle(self, plan: BulkPlan) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        for note in plan.notes:
            words = QLabel(note, self)
            words.setWordWrap(True)
            words.setProperty("kind", "second")
            left.addWidget(words)
        if plan.left:
            self._build_left_out(plan, left)
        side = QWidget(self)
        side.setFixedWidth(LEFT_WIDTH_PX)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(side)
        row.addWidget(self.view, 1)
        self.middle.addLayout(row, 1)
        if self._files:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        else:
            self.list.hide()
            self.view.hide()

    def _build_left_out(self, plan: BulkPlan, box: QVBoxLayout) -> None:
        count = len(plan.left)
        words = "article stays as it is" if count == 1 else "articles stay as they are"
        title = QLabel(f"{count:,} {words}", self)
        title.setProperty("kind", "label")
        self.left_out = QPlainTextEdit("\n".join(f"{one.title}: {one.reason}" for one in plan.left), self)
        self.left_out.setReadOnly(True)
        self.left_out.setProperty("kind", "code")
        self.left_out.setAccessibleName("Articles that stay as they are")
        self.left_out.setMinimumHeight(LEFT_OUT_HEIGHT_PX)
        box.addWidget(title)
        box.addWidget(self.left_out)

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._files):
            self.view.show_file(self._files[number], self._theme)
