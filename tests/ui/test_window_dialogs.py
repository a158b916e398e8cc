"""The dialogs over the window: what they ask, what they write, and that their buttons are verbs."""

import tomllib
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.safekeeping import DiskFullError, Holder, SiteLock
from clinicwriter.ui.application import Program
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.dialogs import MessageDialog, QuestionDialog, TextDialog
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.key_sheet import key_lines
from clinicwriter.ui.linking import LinkDialog
from clinicwriter.ui.questions import STAY, Answer, Message, Question
from clinicwriter.ui.trash import TrashDialog
from clinicwriter.ui.versions import VersionsDialog
from clinicwriter.ui.workspace import article_id

from .rig import button, settle, shown


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


QUESTION = Question(
    "Keep which?",
    "One of them.",
    (Answer("mine", "Keep mine", is_primary=True), Answer("theirs", "Use theirs")),
)


def test_a_question_gives_back_the_key_of_the_verb_that_was_pressed(qtbot: QtBot):
    dialog = QuestionDialog(QUESTION, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(button(dialog, "Use theirs"), Qt.MouseButton.LeftButton)
    assert dialog.chosen == "theirs"


def test_escape_answers_a_question_with_nothing(qtbot: QtBot):
    dialog = QuestionDialog(QUESTION, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.chosen == STAY


def test_the_details_of_an_error_unfold_and_can_be_copied(qtbot: QtBot):
    dialog = MessageDialog(Message("It failed.", "Your text is kept.", "Traceback: x"), None)
    qtbot.addWidget(dialog)
    dialog.show()
    button(dialog, "Copy details").click()
    assert QGuiApplication.clipboard().text() == "Traceback: x"


def test_a_title_that_is_only_blanks_cannot_be_given(qtbot: QtBot):
    dialog = TextDialog("Rename", "Title", "Old", "Rename", None)
    qtbot.addWidget(dialog)
    dialog.entry.setText("   ")
    assert not button(dialog, "Rename").isEnabled()
    dialog.entry.setText("New")
    assert button(dialog, "Rename").isEnabled()


def test_the_clinics_details_are_written_into_the_site_and_shown(program: Program, qtbot: QtBot):
    program.window.book["site.clinic"].trigger()
    dialog = shown(qtbot, program, ClinicDialog)
    assert isinstance(dialog, ClinicDialog)
    dialog.entries["phone"].setText("(555) 010-9999")
    assert "(555) 010-9999" in dialog.footer.text()
    button(dialog, "Keep these details").click()
    settle(qtbot, program, lambda: "9999" in program.workspace.site.clinic.phone)
    written = tomllib.loads((root_of(program) / "clinicwriter.toml").read_text("utf-8"))
    assert written["clinic"]["phone"] == "(555) 010-9999"
    assert written["clinic"]["name"] == "Riverbend Wellness Clinic"


def test_a_clinic_that_the_disk_refuses_stands_in_its_dialog_again(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    def refuse(*_arguments: object, **_more: object) -> None:
        raise DiskFullError.of(root_of(program) / "clinicwriter.toml")

    program.window.book["site.clinic"].trigger()
    dialog = shown(qtbot, program, ClinicDialog)
    dialog.entries["phone"].setText("(555) 010-9999")
    with monkeypatch.context() as full:
        full.setattr(program.workspace.writer, "write_all", refuse)
        button(dialog, "Keep these details").click()
        settle(qtbot, program, lambda: answering.told)
    words = f"{answering.told[0].title} {answering.told[0].text}"
    assert "clinic's details could not be saved because the disk is full" in words
    assert "clinicwriter.toml" not in words
    assert "copy" not in words
    again = shown(qtbot, program, ClinicDialog)
    assert again.entries["phone"].text() == "(555) 010-9999"
    button(again, "Keep these details").click()
    settle(qtbot, program, lambda: "9999" in program.workspace.site.clinic.phone)


def forget_clinic(program: Program, footer: str) -> None:
    """Take away what was told of the clinic, and let two articles end in an older footer."""
    root = root_of(program)
    (root / "clinicwriter.toml").unlink()
    for number, file in enumerate(sorted((root / "articles").glob("*.md"))):
        head = file.read_bytes().partition(b"[//]: # (clinic-footer:start)")[0]
        file.write_bytes(head + (footer.encode() if number < 2 else b""))
    program.workspace.site.refresh()


FOOTER = """**For more information visit:**

[Riverbend \\| Wellness](https://riverbend.example/)

24 Harbor Street, Suite 3, Springfield
Doctor-led care.
"""


def test_a_clinic_that_nobody_told_yet_is_offered_as_the_articles_end_and_not_kept_before_somebody_agrees(
    program: Program, qtbot: QtBot
):
    forget_clinic(program, FOOTER)
    before = files_of(root_of(program))
    program.window.book["site.clinic"].trigger()
    dialog = shown(qtbot, program, ClinicDialog)
    settle(qtbot, program, dialog.notice.isVisible)
    assert dialog.notice.text().startswith("Found in your articles, please check: 2 of them end like this.")
    entries = {name: entry.text() for name, entry in dialog.entries.items()}
    assert entries == {
        "name": "Riverbend | Wellness",
        "address": "24 Harbor Street, Suite 3, Springfield",
        "phone": "",
        "url": "https://riverbend.example/",
        "about": "Doctor-led care.",
    }
    dialog.reject()
    settle(qtbot, program)
    assert files_of(root_of(program)) == before
    assert program.workspace.site.clinic.name == ""


def test_what_somebody_typed_into_the_clinics_details_is_not_replaced_by_what_is_found(
    program: Program, qtbot: QtBot
):
    forget_clinic(program, FOOTER)
    program.window.book["site.clinic"].trigger()
    dialog = shown(qtbot, program, ClinicDialog)
    dialog.entries["phone"].setText("555 0134")
    settle(qtbot, program)
    assert dialog.entries["phone"].text() == "555 0134"
    assert dialog.entries["address"].text() == ""
    assert not dialog.notice.isVisible()
    dialog.reject()


def test_a_clinic_without_a_name_cannot_be_kept(program: Program, qtbot: QtBot):
    program.window.book["site.clinic"].trigger()
    dialog = shown(qtbot, program, ClinicDialog)
    assert isinstance(dialog, ClinicDialog)
    dialog.entries["name"].clear()
    assert not button(dialog, "Keep these details").isEnabled()
    dialog.reject()


def test_the_trash_brings_an_article_back_and_can_be_emptied(program: Program, qtbot: QtBot, answering):
    key = next(row.key for row in program.workspace.rows if row.title == "Meet our nurse practitioner")
    path = root_of(program) / key.removeprefix("site:")
    before = path.read_bytes()
    answering.answers.append("empty")
    program.desk.deeds.delete(key)
    removal = shown(qtbot, program, ExportDialog)
    removal.accept()
    settle(qtbot, program, lambda: not path.exists())
    program.window.book["trash.open"].trigger()
    dialog = shown(qtbot, program, TrashDialog)
    assert isinstance(dialog, TrashDialog)
    button(dialog, "Bring back").click()
    settle(qtbot, program, lambda: dialog.list.count() == 0)
    assert path.read_bytes() == before
    assert any(row.key == key for row in program.workspace.rows)
    program.desk.deeds.delete(key)
    shown(qtbot, program, ExportDialog).accept()
    settle(qtbot, program, lambda: not path.exists())
    dialog.show_entries(program.workspace.trash.entries())
    dialog.empty_button.click()
    settle(qtbot, program, lambda: not program.workspace.trash.entries())
    assert "deleted for good" in answering.asked[-1].text
    dialog.accept()


@pytest.fixture
def trash(program: Program, qtbot: QtBot, answering) -> TrashDialog:
    """Return the open trash, in which one draft lies."""
    program.window.book["article.new"].trigger()
    program.session.set_field(Role.TITLE, "To go")
    assert program.keeper.keep_and_wait()
    answering.answers.append("trash")
    program.desk.deeds.delete()
    settle(qtbot, program, program.workspace.trash.entries)
    program.window.book["trash.open"].trigger()
    dialog = shown(qtbot, program, TrashDialog)
    assert isinstance(dialog, TrashDialog)
    return dialog


def test_pressing_twice_brings_one_thing_back_and_finds_nothing_wrong(
    program: Program, qtbot: QtBot, answering, trash: TrashDialog
):
    trash.restore_button.click()
    trash.restore_button.click()
    trash.list.itemActivated.emit(trash.list.currentItem())
    settle(qtbot, program, lambda: not program.workspace.trash.entries())
    assert answering.told == []
    assert program.session.fields.title == "To go"


def test_what_is_not_in_the_trash_any_more_leaves_the_list(
    program: Program, qtbot: QtBot, answering, trash: TrashDialog
):
    program.workspace.trash.empty()
    trash.restore_button.click()
    settle(qtbot, program, lambda: trash.list.count() == 0)
    assert "“To go” is not in the trash any more" in answering.told[0].title


@pytest.mark.parametrize("deed", ["Bring back", "Empty the trash"])
def test_a_trash_that_is_closed_before_its_answer_hears_nothing(
    program: Program, qtbot: QtBot, answering, monkeypatch, trash: TrashDialog, deed: str
):
    go_on = Event()
    name = "restore" if deed == "Bring back" else "empty"
    real = getattr(program.workspace.trash, name)
    monkeypatch.setattr(program.workspace.trash, name, lambda *rest: go_on.wait(5) and real(*rest))
    answering.answers.append("empty")
    (trash.restore_button if deed == "Bring back" else trash.empty_button).click()
    with qtbot.waitSignal(trash.destroyed):
        trash.reject()
    go_on.set()
    settle(qtbot, program, lambda: not program.workspace.trash.entries())


def test_a_dialog_that_is_wished_twice_opens_once(program: Program, qtbot: QtBot):
    kinds = {
        program.window.book["trash.open"]: TrashDialog,
        program.window.book["article.versions"]: VersionsDialog,
        program.window.book["article.delete"]: ExportDialog,
        program.window.editor.action("editor.link"): LinkDialog,
    }
    for action, kind in kinds.items():
        action.trigger()
        action.trigger()
        dialog = shown(qtbot, program, kind)
        settle(qtbot, program)
        assert [each for each in program.window.findChildren(kind) if each.isVisible()] == [dialog]
        dialog.reject()


def test_undoing_an_export_twice_at_once_asks_once(program: Program, qtbot: QtBot, answering):
    path = program.workspace.root / str(program.session.origin.site_path)
    before = path.read_bytes()
    qtbot.keyClicks(program.window.editor.text_edit, "New. ")
    program.window.book["export.begin"].trigger()
    shown(qtbot, program, ExportDialog).accept()
    settle(qtbot, program, lambda: path.read_bytes() != before)
    answering.answers += ["undo", "undo"]
    program.undoing.begin()
    program.undoing.begin()
    settle(qtbot, program, lambda: path.read_bytes() == before)
    assert len(answering.asked) == 1
    assert answering.told == []
    program.undoing.begin()
    settle(qtbot, program, lambda: answering.told)
    assert "no export to undo" in answering.told[0].title


def test_an_earlier_version_is_brought_back_as_a_step_that_can_be_undone(program: Program, qtbot: QtBot):
    first = program.session.article.to_bytes()
    program.window.book["article.save"].trigger()
    settle(qtbot, program)
    qtbot.keyClicks(program.window.editor.text_edit, "Later words. ")
    program.window.book["article.versions"].trigger()
    dialog = shown(qtbot, program, VersionsDialog)
    button(dialog, "Bring this version back").click()
    settle(qtbot, program)
    assert program.session.article.to_bytes() == first
    program.session.history.undo()
    assert program.session.article.text.startswith("Later words. ")


def test_the_text_that_was_found_on_the_site_is_the_first_version(program: Program, qtbot: QtBot):
    found = program.session.origin.base
    name = article_id(program.session.copy, program.workspace.root)
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    program.window.book["article.save"].trigger()
    settle(qtbot, program)
    versions = program.workspace.versions
    mine, before = versions.versions(name)
    assert versions.read(before) == found
    assert b"Mine. " in versions.read(mine)


def test_the_list_of_shortcuts_names_the_actions_of_the_menus(program: Program):
    names = {line.text for line in key_lines(program.window)}
    assert {"Save", "Bold", "Find", "New article", "Export to site"} <= names


def test_somebody_else_with_the_same_article_is_named_and_not_stopped(program: Program, qtbot: QtBot):
    other = SiteLock(root_of(program), Holder("Lena", "front-desk", 4711, 0.0))
    other.take("articles/keeping-you-safe.md")
    key = "site:articles/keeping-you-safe.md"
    program.operations.open_row(key)
    settle(qtbot, program, lambda: "Lena" in program.window.status_bar.neighbour.text())
    assert not program.session.details.is_read_only
    other.release_all()


def test_nothing_is_left_in_the_sites_folder_after_the_window_closed(program: Program, qtbot: QtBot):
    settle(qtbot, program)
    program.window.close()
    assert not (root_of(program) / ".clinicwriter").exists()


def test_no_line_of_a_long_question_is_cut(qtbot: QtBot) -> None:
    text = "The clinic's footer can take the place of these lines:\n\n" + "\n".join(
        ["Willow Street Clinic", "418 Willow Street, Suite 2, Alder Bay, CA 95999 and some more words"] * 4
    )
    dialog = QuestionDialog(Question("An older footer.", text, (Answer("keep", "Keep it"),)), None)
    qtbot.addWidget(dialog)
    dialog.show()
    (label,) = (label for label in dialog.findChildren(QLabel) if label.text() == text)
    assert label.height() >= label.heightForWidth(label.width())
