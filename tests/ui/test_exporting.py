"""The export dialog: it shows what will change, file by file, and writes nothing by itself."""

import time
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article
from clinicwriter.site import ExportPlan, PlannedFile
from clinicwriter.ui.exporting import ExportDialog, FileView
from clinicwriter.ui.exporting.articles import article_difference
from clinicwriter.ui.exporting.difference import MOST_LINES, LineKind, readable_difference
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


def marked(before: str, after: str) -> list[list[str] | None]:
    """Return the marked words of each line that goes or comes, ``None`` for a whole line."""
    lines = readable_difference(before.encode(), after.encode())
    return [
        None if line.marks is None else [line.text[start:end] for start, end in line.marks]
        for line in lines
        if line.kind in (LineKind.ADDED, LineKind.REMOVED)
    ]


def test_in_a_changed_paragraph_the_changed_words_are_marked_and_no_others() -> None:
    before = "Come at nine in the morning, and bring a book."
    assert marked(before, before.replace("nine", "ten")) == [["nine"], ["ten"]]
    assert marked(before, before.replace("bring", "please bring")) == [[], ["please"]]
    assert marked(before, "Nobody answers the phone on Sundays.") == [None, None]
    after = f"A new one.\n\n{before.replace('book', 'friend')}"
    assert marked(before, after) == [["book"], None, None, ["friend"]]


def test_marked_words_of_a_long_paragraph_are_shown_and_found_quickly() -> None:
    before = " ".join(f"word{number}" for number in range(15_000))
    began = time.perf_counter()
    lines = readable_difference(before.encode(), before.replace("word9000 ", "other ").encode())
    assert time.perf_counter() - began < 0.5
    assert marked(before, before.replace("word9000 ", "other ")) == [["word9000"], ["other"]]
    assert all(line.text.startswith("\u2026") and len(line.text) < 1000 for line in lines)


def test_an_article_whose_paragraphs_have_all_changed_is_compared_quickly_and_word_by_word() -> None:
    before = "\n\n".join(f"On day {number} you come to our {number} rooms at nine." for number in range(400))
    began = time.perf_counter()
    found = marked(before, before.replace("nine", "ten"))
    readable_difference(before.encode(), before.replace("o", "a").replace("e", "i").encode())
    assert time.perf_counter() - began < 1
    assert found == [["nine"], ["ten"]] * 400


@pytest.mark.parametrize("every", [1, 2, 3])
def test_of_very_many_changed_paragraphs_the_first_are_shown(every: int) -> None:
    before = [f"Room {number} is open." for number in range(3000)]
    after = [text.replace("open", "shut") if row % every == 0 else text for row, text in enumerate(before)]
    lines = readable_difference("\n\n".join(before).encode(), "\n\n".join(after).encode())
    assert len(lines) == MOST_LINES + 1
    assert (lines[0].kind, lines[-1].kind) == (LineKind.REMOVED, LineKind.GAP)


def test_the_details_have_their_words_marked_and_the_view_shows_the_others_as_ever(qtbot: QtBot) -> None:
    view = FileView()
    qtbot.addWidget(view)
    theme = ThemeKeeper(choice="light").theme
    before, after = (b"---\ntitle: Our %s rooms\n---\n" % word for word in (b"old", b"new"))
    view.show_file(planned("a.md", before, after), theme)
    inks = {}
    for words in ("old", "new", "rooms"):
        form = view.text.document().find(words).charFormat()
        inks[words] = (form.fontStrikeOut(), form.fontUnderline(), form.foreground().color())
    assert inks == {
        "old": (True, False, theme.error),
        "new": (False, True, theme.good),
        "rooms": (False, False, theme.ink),
    }


def test_what_is_not_text_does_not_break_the_difference() -> None:
    assert readable_difference(b"\xff\xfe\x00", b"\x80")


BEFORE = (
    b"---\ntitle: Old\nauthors:\n- Dana\ntags: [a, b]\nowner: desk\n---\n\nOne.\n\nTwo.\n\n"
    b"[//]: # (clinic-footer:start)\n\nRiverbend\n\n[//]: # (clinic-footer:end)\n"
)


def words_of(before: bytes | None, after: bytes | None) -> list[str]:
    signs = {
        LineKind.ADDED: "+",
        LineKind.REMOVED: "-",
        LineKind.SAME: " ",
        LineKind.GAP: "~",
        LineKind.NOTE: "*",
    }
    return [f"{signs[line.kind]}{line.text}" for line in article_difference(before, after)]


def test_an_articles_details_are_shown_in_words_old_above_new() -> None:
    after = BEFORE.replace(b"title: Old", b"title: New").replace(b"[a, b]", b"[b, c]")
    after = after.replace(b"Two.", b"2.").replace(b"owner: desk", b"owner: office")
    assert words_of(BEFORE, after) == [
        "-Title: Old", "+Title: New", "-Tags: a, b", "+Tags: b, c", "-owner: desk", "+owner: office", "~",
        " One.", " ", "-Two.", "+2.",
    ]  # fmt: skip


def test_the_clinic_footer_is_one_quiet_line_and_its_marks_are_left_out() -> None:
    assert words_of(BEFORE, BEFORE.replace(b"Riverbend", b"Harbor")) == ["*Clinic footer: brought up to date"]
    new = words_of(None, BEFORE)
    assert new[:2] == ["+Title: Old", "+Author: Dana"]
    assert new[-1] == "*Clinic footer: put in at the end"
    assert not any("clinic-footer" in line or "---" in line for line in new)


def test_a_change_without_other_words_says_so() -> None:
    assert words_of(b"---\ntitle: A\n---\nOne\n", b"---\ntitle: 'A'\n---\nOne\n") == [
        "*Only the way in which the file is written changes, not its words."
    ]


def test_details_that_cannot_be_understood_are_compared_as_they_are_written() -> None:
    broken = b"---\ntitle: A\ntitle: B\n---\nOne\n"
    assert "-title: B" in words_of(broken, b"---\ntitle: A\n---\nOne\n")


def test_with_nothing_to_do_there_is_one_button_and_no_list(qtbot: QtBot) -> None:
    plan = replace(PLAN, files=PLAN.files[2:])
    dialog = ExportDialog(plan, "Riverbend Wellness site", ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    dialog.show()
    seen = [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert seen == ["Close"]
    assert not dialog.list.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        dialog.close_button.click()


def test_many_files_scroll_and_do_not_lie_over_what_stands_below(qtbot: QtBot) -> None:
    names = [f"content/a-rather-long-folder-name/and-another-one/visit-number-{n}.md" for n in range(9)]
    files = tuple(planned(name, b"a", b"b") for name in names)
    plan = replace(PLAN, files=files, notes=("A long note about the pictures. " * 4,) * 3)
    dialog = ExportDialog(plan, "Riverbend Wellness site", ThemeKeeper().theme)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    footer = next(label for label in dialog.findChildren(QLabel) if label.text() == "Clinic footer")
    assert dialog.list.mapToGlobal(dialog.list.rect().bottomLeft()).y() < footer.mapToGlobal(QPoint(0, 0)).y()
    assert dialog.list.verticalScrollBar().maximum() > 0
    shown = [label.text() for label in dialog.list.itemWidget(dialog.list.item(0)).findChildren(QLabel)]
    assert any("…" in text and text.endswith("0.md") for text in shown)
