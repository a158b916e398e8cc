"""The pane around the page: what it says, when it rests, and what it hands to the outside."""

from __future__ import annotations

import html
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, LineChange, Role
from clinicwriter.rendering import Answer, Block, BlockSwap, Tangled
from clinicwriter.site import SiteError
from clinicwriter.ui.preview import has_web_engine, outside, pane
from clinicwriter.ui.preview.drawing import BACKEND
from clinicwriter.ui.preview.paper import PaperDialog
from clinicwriter.ui.preview.pdf import PdfMaker
from clinicwriter.ui.session import WorkingCopy

if TYPE_CHECKING:
    from .conftest import Rig


def visible_texts(rig: Rig) -> list[str]:
    return [label.text() for label in rig.pane.findChildren(QLabel) if label.isVisible() and label.text()]


def trigger(rig: Rig, name: str) -> None:
    next(action for action in rig.pane.actions() if action.objectName() == name).trigger()


def test_without_an_article_the_pane_says_what_will_be_here(rig: Rig) -> None:
    rig.pane.show()
    assert pane.EMPTY_TEXT in visible_texts(rig)
    assert not rig.pane.view.isVisible()
    rig.open("<p>x</p>\n")
    assert pane.EMPTY_TEXT not in visible_texts(rig)
    assert rig.pane.view.isVisible()
    rig.session.close_article()
    assert pane.EMPTY_TEXT in visible_texts(rig)


def test_every_action_has_a_name_a_text_and_a_tooltip(rig: Rig) -> None:
    actions = rig.pane.actions()
    assert len({action.objectName() for action in actions}) == len(actions) == 10
    assert all(action.text() and action.toolTip() for action in actions)


def test_a_tangled_paragraph_is_named_until_it_can_be_shown(rig: Rig) -> None:
    rig.open("<p>x</p>\n")
    rig.session.note_text_change(
        LineChange(1, 0, ("", "## **Ask** your nurse for a [tour](a.html) of all the rooms"))
    )
    rig.swap(BlockSwap(0, 1, (Block("<p>y</p>\n", 0, 1),)), tangled=Tangled(2, 3))
    words = "The paragraph that begins “Ask your nurse for a tour of all the…” is too tangled to show."
    assert words in visible_texts(rig)
    rig.swap(BlockSwap(0, 1, (Block("<p>z</p>\n", 0, 1),)))
    assert not any("tangled" in text for text in visible_texts(rig))


def test_a_hidden_pane_rests_and_shows_everything_when_it_is_back(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    renderer = rig.renderers[-1]
    rig.pane.hide()
    assert renderer.calls[-1] == ("pause",)
    rig.session.note_text_change(LineChange(0, 1, ("two",)))
    assert renderer.calls[-1] == ("pause",)
    rig.pane.show()
    assert renderer.calls[-2:] == [("resume",), ("open", rig.session.revision, rig.session.lines.snapshot())]
    rig.answer(0, 0, "<p>two</p>\n")
    assert rig.ask("[...document.querySelectorAll('.text p')].map(p => p.textContent)") == ["two"]


def test_nothing_is_loaded_before_the_pane_is_seen(rig: Rig) -> None:
    rig.pane.set_source(rig.source)
    rig.session.open_article(WorkingCopy("draft", Article.from_bytes(b"text")))
    assert rig.renderers == []
    assert rig.pane.view.page.url().isEmpty()


def test_a_program_in_the_background_lets_the_renderer_rest_and_typing_wakes_it(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    rig.pane._idle.setInterval(1)
    rig.pane._note_application_state(Qt.ApplicationState.ApplicationInactive)
    rig.qtbot.waitUntil(lambda: rig.renderers[-1].calls[-1] == ("pause",), timeout=30_000)
    rig.pane._idle.setInterval(60_000)
    rig.session.note_text_change(LineChange(0, 1, ("two",)))
    assert ("resume",) in rig.renderers[-1].calls
    assert rig.renderers[-1].calls[-1][0] == "open"


def test_each_key_sends_the_change_alone(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    change = LineChange(0, 1, ("one more",))
    rig.session.note_text_change(change)
    assert rig.renderers[-1].calls[-1] == ("change", rig.session.revision, change)


def test_an_answer_about_an_article_that_is_closed_is_dropped(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    old = rig.session.revision
    rig.open("<p>of the other</p>\n", answer=False)
    late = BlockSwap(0, 1, (Block("<p>late</p>\n", 0, 1),))
    answer = Answer(revision=old, operations=(late,))
    rig.renderers[-1].hear(answer)
    rig.answer(0, 0, "<p>of the other</p>\n")
    assert rig.ask("document.querySelector('.text').textContent.trim()") == "of the other"


def test_ctrl_and_wheel_zoom_the_page(rig: Rig) -> None:
    rig.open("<p>x</p>\n")
    width = rig.ask("innerWidth")
    widget = rig.pane.view.focusProxy().focusProxy()
    wheel = QWheelEvent(
        QPointF(50, 50), widget.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    assert wheel.type() == QEvent.Type.Wheel
    QApplication.sendEvent(widget, wheel)
    rig.until(f"innerWidth < {width}")


def sheets(rig: Rig) -> PaperDialog:
    """Return the dialog that shows the pages."""

    def found() -> list[PaperDialog]:
        return [each for each in rig.pane.findChildren(PaperDialog) if each.isVisible()]

    rig.qtbot.waitUntil(lambda: bool(found()), timeout=30_000)
    return found()[-1]


def printed(rig: Rig) -> str:
    """Return the words of the pages that are shown."""
    dialog = sheets(rig)
    text = dialog.document.getAllText(0).text()
    dialog.reject()
    return " ".join(text.split())


def test_the_browser_gets_one_file_with_everything_in_it(rig: Rig) -> None:
    rig.source.template = rig.source.template.replace("</head>", "<script>ran=1</script></head>")
    rig.open(
        '<p>Hello <img src="../images/room.png" alt="A room"></p>\n', '<p><a href="https://a.b/">x</a></p>\n'
    )
    trigger(rig, "preview_browser")
    rig.qtbot.waitUntil(lambda: bool(rig.opened_outside), timeout=30_000)
    page = html.unescape(Path(rig.opened_outside[-1].toLocalFile()).read_text(encoding="utf-8"))
    assert 'src="data:image/png;base64,' in page
    assert "font: 16px/24px serif" in page
    assert "Hello" in page
    assert 'href="https://a.b/"' in page
    assert "script-src 'none'" in page.partition("<script>")[0]
    assert "clinic-preview:" not in page


def test_the_browser_gets_the_text_of_now_while_the_preview_is_hidden(rig: Rig) -> None:
    rig.open("<p>Old</p>\n")
    rig.pane.hide()
    rig.session.open_article(WorkingCopy("other", Article.from_bytes(b"---\ntitle: B\n---\nOther *words*\n")))
    trigger(rig, "preview_browser")
    rig.qtbot.waitUntil(lambda: bool(rig.opened_outside), timeout=30_000)
    page = Path(rig.opened_outside[-1].toLocalFile()).read_text(encoding="utf-8")
    assert "Other <em>words</em>" in page
    assert "Old" not in page


def test_the_print_preview_shows_the_page_on_its_sheets(rig: Rig) -> None:
    rig.open("<p>Hello</p>\n")
    trigger(rig, "preview_print")
    assert "Hello" in printed(rig)


@pytest.mark.parametrize("name", ["rig", "simple_rig"])
def test_the_print_preview_has_the_text_of_now_while_the_preview_is_hidden(
    name: str, request: pytest.FixtureRequest
) -> None:
    rig = request.getfixturevalue(name)
    rig.open("<p>Old</p>\n")
    rig.pane.hide()
    rig.session.note_text_change(LineChange(0, 1, ("New *words*",)))
    rig.session.set_field(Role.TITLE, "Another title")
    trigger(rig, "preview_print")
    text = printed(rig)
    assert "New words" in text
    assert "Another title" in text
    assert "Old" not in text


def test_the_print_preview_has_the_last_key_although_the_page_does_not_show_it_yet(rig: Rig) -> None:
    rig.open("<p>Old</p>\n")
    rig.session.note_text_change(LineChange(0, 1, ("New *words*",)))
    trigger(rig, "preview_print")
    assert "New words" in printed(rig)


def test_the_sheets_are_printed_one_by_one(rig: Rig, tmp_path: Path) -> None:
    said: list[str] = []
    rig.pane.said.connect(said.append)
    rig.open("".join(f"<p>Line {number} of a long page.</p>\n" for number in range(150)))
    trigger(rig, "preview_print")
    dialog = sheets(rig)
    count = dialog.document.pageCount()
    assert count > 2
    assert dialog.where.text() == f"Page 1 of {count}"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 3)
    dialog.accept()
    dialog.printer_chosen.emit(printer)
    rig.qtbot.waitUntil(
        lambda: said[-1:] == [f"Printed into the file paper.pdf, in {tmp_path}"], timeout=30_000
    )
    assert said[0] == outside.PRINTING_TEXT
    paper = QPdfDocument()
    paper.load(str(tmp_path / "paper.pdf"))
    assert paper.pageCount() == 2
    image = paper.render(0, paper.pagePointSize(0).toSize())
    assert any(image.pixelColor(x, y).lightness() < 128 for x in range(50, 300) for y in range(50, 300))
    paper.close()


def test_a_printer_that_takes_nothing_is_told(rig: Rig, tmp_path: Path) -> None:
    said: list[str] = []
    rig.pane.said.connect(said.append)
    rig.open("<p>Hello</p>\n")
    trigger(rig, "preview_print")
    dialog = sheets(rig)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder" / "paper.pdf"))
    dialog.accept()
    dialog.printer_chosen.emit(printer)
    rig.qtbot.waitUntil(lambda: outside.NOT_PRINTED_TEXT in said, timeout=30_000)


def test_what_is_opened_as_a_pdf_is_what_the_dialog_shows(rig: Rig) -> None:
    rig.open("<p>First</p>\n", front="title: One")
    trigger(rig, "preview_print")
    dialog = sheets(rig)
    rig.open("<p>Second</p>\n", front="title: Two")
    trigger(rig, "preview_browser")
    rig.qtbot.waitUntil(lambda: bool(rig.opened_outside), timeout=30_000)
    dialog.outside_wished.emit()
    shown = QPdfDocument()
    shown.load(rig.opened_outside[-1].toLocalFile())
    assert "First" in shown.getAllText(0).text()
    shown.close()
    assert Path(rig.opened_outside[-1].toLocalFile()).name == "One.pdf"


def test_no_sheets_of_an_article_that_was_left_come_up(rig: Rig) -> None:
    rig.open("<p>First</p>\n", front="title: One")
    trigger(rig, "preview_print")
    rig.open("<p>Second</p>\n", front="title: Two")
    trigger(rig, "preview_print")
    assert "Two" in printed(rig)
    rig.qtbot.wait(500)
    assert not [each for each in rig.pane.findChildren(PaperDialog) if each.isVisible()]


@pytest.mark.skipif(sys.platform == "win32", reason="the signal is of Unix")
def test_a_pdf_whose_process_dies_is_given_up_and_the_next_one_is_made(qtbot: QtBot) -> None:
    if not has_web_engine():
        pytest.skip("this computer has no WebEngine")
    maker = PdfMaker()
    got: list[bytes] = []
    maker.make("<p>one</p>", "A4", got.append)
    qtbot.waitUntil(lambda: len(got) == 1, timeout=30_000)
    maker.make("<p>two</p>" + "<p>more</p>" * 20_000, "A4", got.append)
    os.kill(maker._page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: len(got) == 2, timeout=30_000)
    maker.make("<p>three</p>", "A4", got.append)
    qtbot.waitUntil(lambda: len(got) == 3, timeout=30_000)
    assert got[0].startswith(b"%PDF")
    assert got[2].startswith(b"%PDF")
    maker.release()


def test_a_second_wish_to_print_opens_no_second_dialog(rig: Rig) -> None:
    rig.open("<p>Hello</p>\n")
    trigger(rig, "preview_print")
    sheets(rig)
    trigger(rig, "preview_print")
    rig.qtbot.wait(1_500)
    assert len([each for each in rig.pane.findChildren(PaperDialog) if each.isVisible()]) == 1


def test_a_computer_without_a_browser_or_reader_says_so(rig: Rig) -> None:
    said: list[str] = []
    rig.pane.said.connect(said.append)
    rig.open("<p>Hello</p>\n")
    rig.pane._outside._open_outside = lambda _url: False
    trigger(rig, "preview_browser")
    rig.qtbot.waitUntil(lambda: outside.NO_BROWSER_TEXT in said, timeout=30_000)
    trigger(rig, "preview_print")
    sheets(rig).outside_wished.emit()
    rig.qtbot.waitUntil(lambda: outside.NO_READER_TEXT in said, timeout=30_000)


def test_nothing_is_copied_from_a_page_that_is_hidden(rig: Rig) -> None:
    rig.open("<p>Old</p>\n")
    copy = next(action for action in rig.pane.actions() if action.objectName() == "preview_copy")
    assert copy.isEnabled()
    rig.pane.hide()
    assert not copy.isEnabled()
    rig.pane.show()
    assert copy.isEnabled()


def test_closing_leaves_no_process_behind(rig: Rig) -> None:
    rig.open("<p>Hello</p>\n")
    process = psutil.Process(rig.pane.view.page.renderProcessPid())
    rig.pane.close()
    rig.qtbot.waitUntil(lambda: not _is_alive(process), timeout=30_000)
    assert rig.renderers[-1].calls[-1] == ("stop",)


def test_a_closed_pane_stays_closed_whatever_still_comes(rig: Rig) -> None:
    rig.open("<p>Hello</p>\n")
    rig.pane.release()
    rig.renderers[-1].calls.clear()
    rig.pane.resize(500, 500)
    rig.pane.follow_line(1, 10.0)
    rig.pane.set_source(rig.source)
    rig.session.note_text_change(LineChange(0, 1, ("late",)))
    rig.pane.hide()
    rig.pane.show()
    assert len(rig.renderers) == 1
    assert rig.renderers[-1].calls == []


def test_a_pane_destroyed_without_a_word_ends_its_renderer(rig: Rig) -> None:
    rig.open("<p>Hello</p>\n")
    rig.renderers[-1].calls.clear()
    live = rig.pane.live
    with rig.qtbot.waitSignal(live.destroyed, timeout=30_000):
        live.deleteLater()
    assert rig.renderers[-1].calls == [("stop",)]
    rig.pane._is_released = True


def test_the_simple_preview_shows_text_pictures_and_says_so_once(simple_rig: Rig) -> None:
    rig = simple_rig
    rig.open('<p>Hello <img src="/images/room.png"></p>\n', "<p>there</p>\n")
    browser = rig.pane.view._browser
    rig.qtbot.waitUntil(lambda: "there" in browser.toPlainText(), timeout=30_000)
    assert "Hello" in browser.toPlainText()
    assert "/images/room.png" in rig.source.asked
    assert pane.SIMPLE_TEXT in visible_texts(rig)
    rig.pane._passing.timeout.emit()
    rig.pane.hide()
    rig.pane.show()
    assert pane.SIMPLE_TEXT not in visible_texts(rig)


def test_the_simple_preview_follows_changes_and_details(simple_rig: Rig) -> None:
    rig = simple_rig
    rig.open("<p>one</p>\n", "<p>two</p>\n")
    rig.answer(1, 1, "<p>three</p>\n")
    rig.session.set_field(Role.TITLE, "Quite another")
    browser = rig.pane.view._browser
    rig.qtbot.waitUntil(lambda: "Quite another" in browser.toPlainText(), timeout=30_000)
    assert "three" in browser.toPlainText()
    assert "two" not in browser.toPlainText()


def test_the_simple_preview_reads_nothing_elsewhere(
    simple_rig: Rig, site: Path, server: tuple[int, list[str]]
) -> None:
    port, asked = server
    rig = simple_rig
    rig.open(
        f'<p>x <img src="http://127.0.0.1:{port}/a.png"> <img src="file://{site.parent}/secret.png"></p>\n'
    )
    browser = rig.pane.view._browser
    rig.qtbot.waitUntil(lambda: "x" in browser.toPlainText(), timeout=30_000)
    browser.grab()
    assert asked == []
    assert browser.loadResource(2, f"file://{site.parent}/secret.png") is None


def test_without_web_engine_the_pane_takes_the_simple_view(
    monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWebEngineWidgets", None)
    monkeypatch.delitem(sys.modules, "clinicwriter.ui.preview.web", raising=False)
    assert not has_web_engine()
    view, is_simple = pane.best_view()
    assert is_simple
    view.deleteLater()


def test_the_engine_is_begun_cut_off_and_the_way_is_left_as_it_was(rig: Rig) -> None:
    assert "host-resolver-rules" not in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    rig.open("<p>one</p>\n")
    rig.qtbot.waitUntil(lambda: BACKEND not in os.environ)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_without_an_article_no_edge_of_a_page_is_drawn(rig: Rig) -> None:
    corners = [child for child in rig.pane.findChildren(QWidget) if type(child).__name__ == "_Corner"]
    rig.open("<p>one</p>\n")
    assert corners
    assert not any(corner.isHidden() for corner in corners)
    rig.session.close_article()
    assert all(corner.isHidden() for corner in corners)


def test_a_site_whose_template_is_broken_still_shows_the_text_and_says_why(rig: Rig) -> None:
    rig.open("<p>text</p>\n")
    good = rig.source.page

    def fail(_article: object) -> str:
        raise SiteError("The footer cannot be used: a mark is missing.")

    rig.source.page = fail
    rig.pane.renew()
    rig.wait_for_page()
    rig.answer(0, 0, "<p>text again</p>\n")
    assert rig.ask("document.body.textContent.includes('text again')")
    assert any("The footer cannot be used" in text for text in visible_texts(rig))
    rig.source.page = good
    rig.pane.renew()
    assert not any("The footer cannot be used" in text for text in visible_texts(rig))
