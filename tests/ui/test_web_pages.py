"""A page that was made by hand becomes an article in the window, and takes the page's place when exported."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.site import find_clinic
from clinicwriter.ui.application import Program
from clinicwriter.ui.exporting import ExportDialog
from clinicwriter.ui.exporting.flow import SITE_CHANGED
from clinicwriter.ui.library import RowState
from clinicwriter.ui.questions import Question
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.web_pages import page_footers
from clinicwriter.ui.workspace import PAGE_KEY

WAIT_MS = 20_000
HAND_MADE = Path(__file__).parent.parent / "site" / "sites" / "handmade"
FLU = f"{PAGE_KEY}blog/flu-days.html"


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy, timeout=WAIT_MS)


@pytest.fixture
def hand_made(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    """Return the program with a site of two pages that were made by hand, and no article."""
    root = Path(shutil.copytree(HAND_MADE, tmp_path / "pine"))
    program.operations.open_path(root)
    settle(qtbot, program)
    assert program.workspace.root == root
    return program


def states(program: Program) -> dict[str, RowState]:
    return {row.key: row.state for row in program.workspace.rows}


def open_flu(program: Program, qtbot: QtBot) -> None:
    program.desk.going.open_row(FLU)
    qtbot.waitUntil(
        lambda: program.session.is_open and program.session.fields.title == "Flu days", timeout=WAIT_MS
    )
    settle(qtbot, program)


def test_pages_stand_below_the_articles_and_none_opens_by_itself(hand_made: Program):
    assert list(states(hand_made).values()) == [RowState.PAGE, RowState.PAGE]
    assert not hand_made.session.is_open


def test_the_footer_of_a_page_made_by_hand_is_read(hand_made: Program):
    site = hand_made.workspace.site
    assert page_footers(site) == ()
    page = site.root / "blog" / "flu-days.html"
    footer = "<p>For more information visit:</p><p><a href='https://pine.example/'>Pine Clinic</a></p>"
    page.write_text(page.read_text("utf-8").replace("</article>", f"{footer}</article>"), encoding="utf-8")
    found = find_clinic(site, page_footers(site))
    assert found is not None
    assert (found.clinic.name, found.clinic.url) == ("Pine Clinic", "https://pine.example/")


def test_a_page_becomes_a_draft_with_its_parts_told_apart(hand_made: Program, qtbot: QtBot, answering):
    before = {path: path.read_bytes() for path in hand_made.workspace.root.rglob("*") if path.is_file()}
    open_flu(hand_made, qtbot)
    session = hand_made.session
    assert session.copy.is_new
    assert "Come on Monday" in session.lines.text()
    assert "Flu days" not in session.lines.text()
    assert session.fields.slug == "flu-days"
    assert "Taken from the page" in answering.told[-1].text
    assert FLU not in states(hand_made)
    now = {path: path.read_bytes() for path in before}
    assert now == before


def test_a_page_is_never_two_drafts(hand_made: Program, qtbot: QtBot):
    open_flu(hand_made, qtbot)
    first = hand_made.session.origin.draft_id
    hand_made.operations.new_article()
    hand_made.operations.open_path(hand_made.workspace.root / "blog" / "flu-days.html")
    qtbot.waitUntil(lambda: hand_made.session.origin.draft_id == first, timeout=WAIT_MS)


def test_an_export_asks_before_it_takes_the_pages_place(hand_made: Program, qtbot: QtBot, answering):
    open_flu(hand_made, qtbot)
    page = hand_made.workspace.root / "blog" / "flu-days.html"
    before = page.read_bytes()
    hand_made.window.book["export.begin"].trigger()
    settle(qtbot, hand_made)
    assert [answer.verb for answer in answering.asked[-1].answers] == [
        "Leave the page as it is",
        "Put the article in its place",
    ]
    assert page.read_bytes() == before
    answering.answers.append("take")
    hand_made.window.book["export.begin"].trigger()
    qtbot.waitUntil(
        lambda: isinstance(hand_made.application.activeModalWidget(), ExportDialog), timeout=WAIT_MS
    )
    hand_made.application.activeModalWidget().export_button.click()  # type: ignore[union-attr]
    settle(qtbot, hand_made)
    assert b"article-text:start" in page.read_bytes()
    assert (hand_made.workspace.root / "articles" / "flu-days.md").is_file()


def test_an_article_takes_no_page_of_a_site_that_was_opened_anew_while_that_was_asked(
    hand_made: Program, qtbot: QtBot, answering, monkeypatch
):
    open_flu(hand_made, qtbot)
    settle(qtbot, hand_made)
    asked, said = [], []
    hand_made.exports.said.connect(said.append)

    def ask(question: Question) -> str:
        asked.append(question)
        site = hand_made.workspace.site
        hand_made.operations.open_site(hand_made.workspace.root)
        qtbot.waitUntil(lambda: hand_made.workspace.site is not site, timeout=WAIT_MS)
        return "take"

    monkeypatch.setattr(answering, "ask", ask)
    hand_made.exports.begin()
    qtbot.waitUntil(lambda: bool(asked) and not hand_made.exports.is_busy, timeout=WAIT_MS)
    assert len(asked) == 1
    assert said == [SITE_CHANGED]


def test_the_page_of_an_article_opens_its_article(program: Program, qtbot: QtBot):
    assert program.workspace.root is not None
    program.operations.open_path(program.workspace.root / "blog" / "keeping-you-safe.html")
    qtbot.waitUntil(
        lambda: str(program.session.origin.site_path) == "articles/keeping-you-safe.md", timeout=WAIT_MS
    )


def test_a_page_without_an_article_says_so(program: Program, qtbot: QtBot, answering, tmp_path: Path):
    page = tmp_path / "empty.html"
    page.write_text("<html><body><nav>Menu</nav></body></html>")
    opened = program.session.opening
    program.operations.open_path(page)
    settle(qtbot, program)
    assert "No article was found" in answering.told[-1].title
    assert program.session.opening == opened


def test_a_page_that_is_read_late_does_not_take_the_place_of_a_newer_wish(hand_made: Program, qtbot: QtBot):
    go_on = Event()
    hand_made.work.write("Waiting for a slow drive", lambda: go_on.wait(WAIT_MS / 1000), while_=ALWAYS)
    hand_made.operations.open_path(hand_made.workspace.root / "blog" / "flu-days.html")
    hand_made.operations.new_article()
    qtbot.keyClicks(hand_made.window.editor.text_edit, "Begun meanwhile.")
    go_on.set()
    settle(qtbot, hand_made)
    assert hand_made.session.article.text == "Begun meanwhile."
    assert any("draft" in row.key for row in hand_made.workspace.rows)
