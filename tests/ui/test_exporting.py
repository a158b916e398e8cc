"""The export dialog: it shows what will change, file by file, and writes nothing by itself."""

from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.site import ExportPlan, PlannedFile
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.exporting.difference import LineKind, readable_difference
from clinicwriter.ui.theme import ThemeKeeper


def planned(name: str, before: bytes | None, after: bytes | None, kind: str = "article") -> PlannedFile:
    return PlannedFile(
        path=Path("site") / name,
        relative=PurePosixPath(name),
        before=before,
        after=after,
        kind=kind,
        sentence="Article · 1 line changed",
    )


PLAN = ExportPlan(
    files=(
        planned("articles/visit.md", b"one\ntwo\nthree\n", b"one\n2\nthree\n"),
        planned("blog/visit.html", None, b"<p>one</p>\n", "page"),
        planned("css/site.css", b"same", b"same"),
    ),
    article_path=PurePosixPath("articles/visit.md"),
    article=Article.from_bytes(b"---\ntitle: Visit\n---\none\n2\nthree\n"),
    notes=("A page of this name was there before.",),
    footer="Already there · kept up to date",
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(PLAN, "Riverbend Wellness site", ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_only_files_that_change_are_listed_and_counted(dialog: ExportDialog) -> None:
    assert dialog.list.count() == 2
    assert dialog.export_button.text() == "Export 2 files"


def test_the_first_file_shows_what_goes_and_what_comes(dialog: ExportDialog) -> None:
    lines = dialog.view.text.toPlainText().split("\n")
    assert lines == [" \tone", "−\ttwo", "+\t2", " \tthree", " \t"]


def test_choosing_another_file_shows_that_one(dialog: ExportDialog) -> None:
    dialog.list.setCurrentRow(1)
    assert "+\t<p>one</p>" in dialog.view.text.toPlainText()


def test_the_notes_of_the_plan_are_shown(dialog: ExportDialog) -> None:
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"A page of this name was there before.", "Already there · kept up to date"} <= words


def test_export_is_accepted_and_escape_is_not(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_lines_far_from_a_change_are_left_out() -> None:
    before = "\n".join(str(number) for number in range(100))
    after = before.replace("\n50\n", "\nfifty\n")
    lines = readable_difference(before.encode(), after.encode())
    assert [line.text for line in lines] == ["", "48", "49", "50", "fifty", "51", "52"]
    assert [line.kind for line in lines[2:5]] == [LineKind.SAME, LineKind.REMOVED, LineKind.ADDED]


def test_a_new_file_is_all_added_and_a_deleted_one_all_removed() -> None:
    assert {line.kind for line in readable_difference(None, b"a\nb")} == {LineKind.ADDED}
    assert {line.kind for line in readable_difference(b"a\nb", None)} == {LineKind.REMOVED}


def test_what_is_not_text_does_not_break_the_difference() -> None:
    assert readable_difference(b"\xff\xfe\x00", b"\x80")
