"""What is answered, chosen or agreed to when another article or another site is open goes nowhere."""

import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from threading import Event

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import Holder, NoPermissionError, SiteLock
from clinicwriter.site import open_site
from clinicwriter.site.library import BulkChange
from clinicwriter.ui.application import Program
from clinicwriter.ui.checks.review_dialog import ReviewDialog
from clinicwriter.ui.checks.site_dialog import SiteChecksDialog
from clinicwriter.ui.clinic import ClinicDialog
from clinicwriter.ui.everywhere import PlanDialog
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.library import DraftText, Finder, Source
from clinicwriter.ui.linking.dialog import LinkDialog
from clinicwriter.ui.neighbours import Neighbours
from clinicwriter.ui.questions import Question
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.site_care.choice_dialog import ChoiceDialog
from clinicwriter.ui.work import Work

WAIT_MS = 15_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def root_of(program: Program) -> Path:
    assert program.workspace.root is not None
    return program.workspace.root


def visible(program: Program, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in program.window.findChildren(kind) if dialog.isVisible()]


def dialog_of(qtbot: QtBot, program: Program, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: bool(visible(program, kind)), timeout=WAIT_MS)
    return visible(program, kind)[0]


def go_to_other_site(qtbot: QtBot, program: Program, folder: Path) -> None:
    program.operations.open_site(folder)
    settle(qtbot, program, lambda: program.workspace.root == folder and program.session.is_open)


def bytes_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def other_site(program: Program, tmp_path: Path) -> Path:
    """Return a second site, whose articles have the names of those of the first."""
    folder = tmp_path / "other"
    shutil.copytree(root_of(program), folder, ignore=shutil.ignore_patterns(".clinicwriter"))
    return folder


# -- another site ----------------------------------------------------------------------------------


def test_old_footers_of_one_site_are_not_listed_in_another(program: Program, qtbot: QtBot, other_site: Path):
    path = next((root_of(program) / "articles").glob("*.md"))
    path.write_text("---\ntitle: Bare\ndate: 2026-01-01\n---\n\nNo footer.\n", "utf-8")
    program.operations.open_site(other_site)
    program.window.book["site.old-footers"].trigger()
    settle(qtbot, program, lambda: program.workspace.root == other_site)
    assert visible(program, ChoiceDialog) == []


@pytest.mark.parametrize("kind", [ChoiceDialog, SiteChecksDialog])
def test_an_article_chosen_in_a_list_of_one_site_is_not_opened_in_another(
    program: Program, qtbot: QtBot, other_site: Path, kind: type[QDialog]
):
    path = root_of(program) / "articles" / "meet-our-nurse-practitioner.md"
    path.write_text("---\ntitle: Bare\ndate: 2026-01-01\n---\n\nKetamine cures depression.\n", "utf-8")
    program.window.book["site.old-footers" if kind is ChoiceDialog else "site.check"].trigger()
    dialog = dialog_of(qtbot, program, kind)
    go_to_other_site(qtbot, program, other_site)
    program.operations.new_article()
    if isinstance(dialog, SiteChecksDialog):
        dialog.article_wished.emit("articles/meet-our-nurse-practitioner.md")
    else:
        dialog.accept()
    settle(qtbot, program)
    assert program.session.origin.is_new


def test_a_change_of_many_articles_agreed_to_in_another_site_is_not_made(
    program: Program, qtbot: QtBot, other_site: Path
):
    tag = next(tag for row in program.workspace.rows for tag in row.tags)
    program.everywhere.plan_change(BulkChange(Role.TAGS, tag, "other words"))
    dialog = dialog_of(qtbot, program, PlanDialog)
    before = bytes_of(root_of(program) / "articles")
    go_to_other_site(qtbot, program, other_site)
    said: list[str] = []
    program.everywhere.said.connect(said.append)
    dialog.accept()
    settle(qtbot, program)
    assert bytes_of(next(iter(before)).parent) == before
    assert said == ["Another site was opened meanwhile. Nothing was changed"]


def test_who_has_an_article_open_is_not_said_of_the_article_of_that_name_in_another_site(
    program: Program, qtbot: QtBot, other_site: Path
):
    session, work, heard = Session(), Work(), []
    neighbours = Neighbours(session, program.workspace, work)
    neighbours.heard.connect(heard.append)
    copy = WorkingCopy("one", Article.new(), PurePosixPath("articles/lamp.md"))
    SiteLock(root_of(program), Holder("Lena", "front-desk", 4711, 0.0)).take("articles/lamp.md")
    session.open_article(copy)
    neighbours.follow()
    program.workspace.take_site(open_site(other_site), ())
    neighbours.follow()
    qtbot.waitUntil(lambda: not work.is_busy, timeout=WAIT_MS)
    neighbours.leave()
    assert heard == []


# -- another article -------------------------------------------------------------------------------


def test_a_review_of_one_article_is_not_written_into_another(program: Program, qtbot: QtBot):
    program.window.book["article.reviewed"].trigger()
    dialog = dialog_of(qtbot, program, ReviewDialog)
    program.operations.new_article()
    before = program.session.article
    dialog.accept()
    assert program.session.article == before


def test_a_link_for_one_article_is_not_put_into_another(program: Program, qtbot: QtBot):
    program.window.editor.link_wished.emit()
    dialog = dialog_of(qtbot, program, LinkDialog)
    assert isinstance(dialog, LinkDialog)
    program.operations.new_article()
    dialog.words.setText("words")
    dialog.accept()
    assert program.session.lines.text() == ""


def forget_clinic(program: Program) -> None:
    (root_of(program) / "clinicwriter.toml").unlink()
    assert program.workspace.site is not None
    program.workspace.site.refresh()


def test_an_export_that_needs_the_clinic_asks_nothing_about_another_article(
    program: Program, qtbot: QtBot, answering
):
    forget_clinic(program)
    program.exports.begin()
    program.operations.new_article()
    settle(qtbot, program)
    assert answering.asked == []
    assert not program.exports.is_busy
    assert "Another article was opened" in program.window.status_bar.kept.text()


def test_an_export_does_not_go_on_with_another_article_once_the_clinic_is_known(
    program: Program, qtbot: QtBot, answering
):
    forget_clinic(program)
    answering.answers.append("tell")
    program.exports.begin()
    dialog = dialog_of(qtbot, program, ClinicDialog)
    assert isinstance(dialog, ClinicDialog)
    here = program.operations.current_key()
    key = next(row.key for row in program.workspace.rows if row.key.startswith("site:") and row.key != here)
    program.operations.open_row(key)
    settle(qtbot, program, lambda: program.operations.current_key() == key)
    dialog.entries["name"].setText("Riverbend")
    dialog.accept()
    settle(qtbot, program, lambda: program.workspace.site and program.workspace.site.clinic.name)
    settle(qtbot, program)
    assert visible(program, ExportDialog) == []
    assert not program.exports.is_busy


def test_joining_is_not_offered_for_another_article_than_the_one_that_was_to_be_exported(
    program: Program, qtbot: QtBot, answering
):
    file = program.elsewhere.path()
    assert file is not None
    qtbot.keyClicks(program.window.editor.text_edit, "Mine. ")
    file.write_bytes(file.read_bytes().replace(b"## Before you arrive", b"## Before you come", 1))
    program.exports.begin()
    program.operations.new_article()
    settle(qtbot, program)
    assert answering.asked == []
    assert not program.exports.is_busy


def test_a_draft_opened_while_another_is_thrown_away_is_not_thrown_away_for_it(
    program: Program, qtbot: QtBot, answering, monkeypatch
):
    keep, text_edit = program.workspace.drafts.keep, program.window.editor.text_edit

    def refuse(_draft: object) -> None:
        raise NoPermissionError.of(Path("3f2a.draft"))

    def ask(question: Question) -> str:
        if "trash" in question.title:
            monkeypatch.setattr(program.workspace.drafts, "keep", refuse)
            qtbot.keyClicks(text_edit, "Not kept. ")
            return "trash"
        monkeypatch.setattr(program.workspace.drafts, "keep", keep)
        program.operations.new_article()
        qtbot.keyClicks(text_edit, "Begun meanwhile.")
        return "leave"

    monkeypatch.setattr(answering, "ask", ask)
    program.operations.new_article()
    qtbot.keyClicks(text_edit, "To be thrown away. ")
    program.desk.deeds.delete()
    settle(qtbot, program)
    assert program.session.is_open
    assert program.session.lines.text() == "Begun meanwhile."
    assert program.workspace.trash.entries() == ()


# -- searching -------------------------------------------------------------------------------------


def test_what_was_found_in_one_site_is_not_shown_in_another(qtbot: QtBot):
    finder, go_on, heard = Finder(), Event(), []
    finder.answered.connect(heard.append)

    def drafts() -> list[DraftText]:
        go_on.wait(WAIT_MS / 1000)
        return []

    finder.set_source(Source(None, drafts))
    finder.ask("lamp")
    finder.set_source(Source(None, list))
    go_on.set()
    finder._pool.waitForDone()
    qtbot.wait(1)
    assert heard == []


def test_what_stands_in_the_search_is_looked_for_in_the_site_that_is_opened(
    program: Program, qtbot: QtBot, other_site: Path
):
    def go_to(folder: Path) -> None:
        go_to_other_site(qtbot, program, folder)
        settle(qtbot, program, lambda: not program.catalogue.is_busy)

    first, library = root_of(program), program.window.library
    go_to(other_site)
    path = next((first / "articles").glob("*.md"))
    path.write_text("---\ntitle: Bare\ndate: 2026-01-01\n---\n\nA quagga.\n", "utf-8")
    go_to(first)
    library.search.setText("quagga")
    qtbot.waitUntil(lambda: library.model.rowCount() == 1, timeout=WAIT_MS)
    go_to(other_site)
    qtbot.waitUntil(lambda: library.model.rowCount() == 0, timeout=2000)
