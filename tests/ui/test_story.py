"""The main trip, whole, through the real window: open, change, watch, export, then a new article."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QToolButton
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import Program, build
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.preview import has_web_engine

WAIT_MS = 60_000
FOOTER_START = "clinic-footer:start"


@pytest.fixture
def program(qtbot: QtBot, home: Path, answering) -> Iterator[Program]:
    """Start the program as a person does, with the real preview."""
    program = build(Places.below(home), answering, theme="light")
    qtbot.addWidget(program.window)
    program.window.resize(1440, 900)
    program.window.show()
    program.desk.start()
    wait(qtbot, program, lambda: program.session.is_open)
    yield program
    program.keeper.keep_and_wait()
    program.work.end()
    program.window.preview.release()


def wait(qtbot: QtBot, program: Program, holds) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and ".clinicwriter" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def page_text(qtbot: QtBot, program: Program) -> str:
    """Return the words that the preview's page shows now."""
    texts: list[str] = []
    program.window.preview.view.page.toPlainText(texts.append)
    qtbot.waitUntil(lambda: bool(texts), timeout=WAIT_MS)
    return texts[0]


def see(qtbot: QtBot, program: Program, words: str) -> None:
    """Wait until the preview shows these words."""

    def shows() -> bool:
        return words in page_text(qtbot, program)

    qtbot.waitUntil(shows, timeout=WAIT_MS)


def click_row(qtbot: QtBot, program: Program, title: str) -> None:
    view = program.window.library.list
    model = program.window.library.model
    number = next(n for n in range(model.rowCount()) if model.data(model.index(n)) == title)
    place = view.visualRect(model.index(number)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    wait(qtbot, program, lambda: program.session.fields.title == title)


def export_by_clicks(qtbot: QtBot, program: Program) -> list[str]:
    """Press Export to site, read the plan, press Export; return the sentences of the plan."""
    qtbot.mouseClick(program.window.top_bar.export_button, Qt.MouseButton.LeftButton)

    def dialog() -> ExportDialog | None:
        found = [d for d in program.window.findChildren(QDialog) if d.isVisible()]
        return found[0] if found and isinstance(found[0], ExportDialog) else None

    qtbot.waitUntil(lambda: dialog() is not None, timeout=WAIT_MS)
    shown = dialog()
    assert shown is not None
    role = Qt.ItemDataRole.AccessibleTextRole
    sentences = [str(shown.list.item(row).data(role)) for row in range(shown.list.count())]
    qtbot.mouseClick(shown.export_button, Qt.MouseButton.LeftButton)
    wait(qtbot, program, lambda: program.session.is_open and not program.session.copy.is_edited)
    return sentences


@pytest.mark.skipif(not has_web_engine(), reason="this computer has no WebEngine")
def test_a_member_of_staff_changes_an_article_exports_it_and_writes_a_new_one(
    program: Program, qtbot: QtBot, answering
):
    root = program.workspace.root
    assert root is not None
    before = files_of(root)

    # She opens an article; its page shows.
    click_row(qtbot, program, "How we keep you safe during treatment")
    see(qtbot, program, "How we keep you safe during treatment")
    path = str(program.session.origin.site_path)
    page = path.replace("articles/", "blog/").replace(".md", ".html")
    old_text = program.session.article.text

    # She changes a sentence, and the preview follows.
    edit = program.window.editor.text_edit
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(edit, "We are with you the whole time. ")
    see(qtbot, program, "We are with you the whole time.")

    # She adds a tag.
    tags = program.window.details.form.tags
    qtbot.keyClicks(tags.entry, "comfort")
    qtbot.keyClick(tags.entry, Qt.Key.Key_Return)
    assert "comfort" in program.session.fields.tags
    assert files_of(root) == before, "nothing is written before the export"

    # She reads what will change, and exports.
    sentences = export_by_clicks(qtbot, program)
    assert any(sentence.startswith(path) and "changed" in sentence for sentence in sentences)
    after = files_of(root)
    changed = {name for name in after if after.get(name) != before.get(name)}
    assert set(before) <= set(after)
    assert {path, page} <= changed
    assert changed == {sentence.split(", ")[0] for sentence in sentences}
    written = after[path].decode()
    assert written.count("We are with you the whole time.") == 1
    assert written.count(FOOTER_START) == 1
    assert Article.from_bytes(after[path], name=path).text == f"We are with you the whole time. {old_text}"
    html = after[page].decode()
    assert html.count("We are with you the whole time.") == 1
    assert html.count("(555) 010-0134") == before[page].decode().count("(555) 010-0134")
    assert unchanged_lines(before[path], after[path]) >= 0.9

    # Then she starts a new article and does the same.
    buttons = program.window.top_bar.findChildren(QToolButton)
    new_button = next(button for button in buttons if button.accessibleName() == "New article")
    qtbot.mouseClick(new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.session.origin.is_new, timeout=WAIT_MS)
    title = program.window.details.form.title
    qtbot.keyClicks(title, "Our new quiet room")
    assert program.session.fields.title == "Our new quiet room"
    qtbot.keyClicks(edit, "It has a window to the garden.")
    program.session.set_field(Role.SUMMARY, "A look at the new room.")
    see(qtbot, program, "It has a window to the garden.")
    middle = files_of(root)
    assert middle == after
    export_by_clicks(qtbot, program)
    final = files_of(root)
    new = {name for name in final if name not in middle}
    assert new == {"articles/our-new-quiet-room.md", "blog/our-new-quiet-room.html"}
    touched = {name for name in middle if final[name] != middle[name]}
    assert touched == {"blog/index.html", "feed.xml", "sitemap.xml"}
    assert "Our new quiet room" in final["blog/index.html"].decode()
    assert final["blog/our-new-quiet-room.html"].decode().count("(555) 010-0134") >= 1
    assert final["articles/our-new-quiet-room.md"].decode().count(FOOTER_START) == 1
    assert answering.told == []


def unchanged_lines(old: bytes, new: bytes) -> float:
    """Return the part of the old file's lines that the new one still has."""
    lines = old.splitlines()
    kept = set(new.splitlines())
    return sum(line in kept for line in lines) / len(lines)
