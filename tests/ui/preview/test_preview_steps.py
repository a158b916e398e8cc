"""Both sides in step: the cursor's paragraph, scrolling, clicks, widths and zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QLabel

from clinicwriter.article import Article
from clinicwriter.rendering import Block, BlockSwap, Mark
from clinicwriter.ui.preview.card import MARGIN, Device
from clinicwriter.ui.session import WorkingCopy

if TYPE_CHECKING:
    from .conftest import Rig

LINE_HEIGHT = 24
PARAGRAPHS = tuple(f"<p>Paragraph {i} with some words in it.</p>\n" for i in range(60))


def list_block(line: int, count: int) -> Block:
    items = "".join(f"<li>Item {i}</li>\n" for i in range(count))
    return Block(f"<ul>\n{items}</ul>\n", line, count + 1, tuple(Mark(0, (i,), i) for i in range(count)))


def table_block(line: int, count: int) -> Block:
    rows = "".join(f"<tr>\n<td>{i}</td>\n</tr>\n" for i in range(count))
    html = f"<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    marks = (Mark(0, (0, 0), 0), *(Mark(0, (1, i), i + 2) for i in range(count)))
    return Block(html, line, count + 3, marks)


def quote_block(line: int, count: int) -> Block:
    html = "<blockquote>\n" + "".join(f"<p>Said {i}</p>\n" for i in range(count)) + "</blockquote>\n"
    return Block(html, line, 2 * count, tuple(Mark(0, (i,), 2 * i) for i in range(count)))


def code_block(line: int, count: int) -> Block:
    code = "".join(f"line {i}\n" for i in range(count))
    html = f"<pre style='margin:0;line-height:24px'><code>{code}</code></pre>\n"
    return Block(html, line, count + 1)


@pytest.fixture
def long_page(rig: Rig) -> Rig:
    """Open an article with a list, a table, a quote and code between its paragraphs."""
    rig.open("<p>x</p>\n")
    blocks: list[Block] = []
    line = 0
    for make in (list_block, table_block, quote_block, code_block):
        blocks += [Block(html, line + 2 * i, 2) for i, html in enumerate(PARAGRAPHS[:10])]
        blocks.append(make(line + 20, 30))
        line += 20 + blocks[-1].line_count
    blocks += [Block(html, line + 2 * i, 2) for i, html in enumerate(PARAGRAPHS)]
    rig.swap(BlockSwap(0, 1, tuple(blocks), shift=line))
    return rig


def top_of(rig: Rig, element: str) -> float:
    top = rig.ask(f"({element}).getBoundingClientRect().top")
    assert isinstance(top, int | float)
    return top


@pytest.mark.parametrize(
    ("line", "element"),
    [
        (20 + 17, "document.querySelectorAll('li')[17]"),
        (51 + 20 + 2 + 11, "document.querySelectorAll('tbody tr')[11]"),
        (51 + 53 + 20 + 24, "document.querySelectorAll('blockquote p')[12]"),
        (51 + 53 + 80 + 8, "document.querySelectorAll('.text > p')[34]"),
    ],
)
def test_the_line_of_the_cursor_is_at_the_same_height(long_page: Rig, line: int, element: str) -> None:
    long_page.pane.follow_line(line, 200.0)
    assert top_of(long_page, element) == pytest.approx(200 - MARGIN, abs=LINE_HEIGHT)


def test_what_was_wished_before_the_page_was_there_is_done_then(rig: Rig) -> None:
    rig.open("<p>x</p>\n")
    rig.open(*PARAGRAPHS, answer=False)
    rig.pane.follow_line(60, 200.0)
    rig.answer(0, 0, *PARAGRAPHS)
    rig.until("Math.abs(document.querySelectorAll('.text > p')[30].getBoundingClientRect().top - 182) < 24")


def test_a_line_of_code_is_at_the_same_height(long_page: Rig) -> None:
    first = 51 + 53 + 80 + 20
    long_page.pane.follow_line(first + 15, 200.0)
    assert top_of(long_page, "document.querySelector('pre')") + 15 * 24 == pytest.approx(182, abs=LINE_HEIGHT)


def test_the_paragraph_stays_at_its_height_while_it_and_those_above_change(long_page: Rig) -> None:
    paragraph = "document.querySelectorAll('.text > p')[34]"
    long_page.pane.follow_line(192, 200.0)
    long_page.answer(2, 1, "<p>" + "more words " * 300 + "</p>\n", at_line=4)
    long_page.until(f"Math.abs({paragraph}.getBoundingClientRect().top - 182) < {LINE_HEIGHT}")


@pytest.mark.parametrize("height", [0.0, 300.0, 5000.0])
def test_the_place_that_is_written_at_is_seen_in_a_paragraph_longer_than_the_page(
    rig: Rig, height: float
) -> None:
    rig.open("<p>x</p>\n", "<p id=long>" + "many words " * 900 + "</p>\n", "<p>y</p>\n")
    rig.pane.follow_line(2, height, 1.0)
    seen = rig.ask("[long.getBoundingClientRect().bottom, innerHeight]")
    assert isinstance(seen, list)
    assert 0 < seen[0] <= seen[1] - LINE_HEIGHT
    rig.pane.follow_line(2, height, 0.5)
    middle = rig.ask("preview.yOfLine(2.5) - scrollY")
    assert isinstance(middle, int | float)
    assert 0 < middle < seen[1]


def test_the_followed_paragraph_stays_at_its_height_when_the_page_is_zoomed(long_page: Rig) -> None:
    long_page.pane.follow_line(192, 200.0)
    width = long_page.ask("innerWidth")
    long_page.pane.zoom(3)
    long_page.until(f"innerWidth < {width}")
    paragraph = "document.querySelectorAll('.text > p')[34]"
    long_page.until(
        f"Math.abs({paragraph}.getBoundingClientRect().top * devicePixelRatio - 182) < {LINE_HEIGHT}"
    )
    assert "133 %" in [label.text() for label in long_page.pane.findChildren(QLabel)]


def test_the_line_left_at_the_top_by_hand_stays_there_when_the_page_is_zoomed(long_page: Rig) -> None:
    told: list[float] = []
    long_page.pane.visible_line_changed.connect(told.append)
    long_page.do("dispatchEvent(new WheelEvent('wheel')); scrollTo(0, preview.yOfLine(130))")
    long_page.qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    long_page.do("dispatchEvent(new WheelEvent('wheel', {ctrlKey: true}))")
    width = long_page.ask("innerWidth")
    long_page.pane.zoom(3)
    long_page.until(f"innerWidth < {width}")
    long_page.until("Math.abs(preview.lineAtY(scrollY) - 130) < 1")


@pytest.mark.parametrize(("key", "is_hand"), [("Control", False), ("Escape", False), ("PageDown", True)])
def test_only_keys_that_scroll_make_a_scroll_a_hands(long_page: Rig, key: str, is_hand: bool) -> None:
    told: list[float] = []
    long_page.pane.visible_line_changed.connect(told.append)
    long_page.pane.follow_line(30, 100.0)
    long_page.do(f"dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}})); scrollTo(0, 900)")
    long_page.until("scrollY == 900")
    long_page.do("window.left = 5; (function next() { if (left--) requestAnimationFrame(next); })()")
    long_page.until("left < 0")
    assert bool(told) == is_hand


def test_who_comes_in_by_tab_finds_the_page_at_its_place(long_page: Rig) -> None:
    long_page.open(*[f"<p><a href='/blog/{number}.html'>link {number}</a></p>\n" for number in range(80)])
    long_page.pane.follow_line(90, 100.0)
    top = long_page.ask("scrollY")
    assert isinstance(top, int | float)
    assert top > 500
    # What the engine does with a Tab from outside; it does so itself only in a window that has the focus.
    long_page.do("dispatchEvent(new Event('focus')); document.querySelector('a').focus()")
    long_page.until("document.activeElement.textContent > 'link 1'")
    assert long_page.ask("scrollY") == pytest.approx(top, abs=2)
    seen = long_page.ask("document.activeElement.getBoundingClientRect().top")
    assert isinstance(seen, int | float)
    assert 0 <= seen < LINE_HEIGHT * 3


def test_each_line_scrolled_to_is_reported_as_the_same_line(long_page: Rig) -> None:
    for line in range(0, 300, 10):
        long_page.pane.scroll_to_line(float(line))
        there = long_page.ask("preview.lineAtY(scrollY)")
        assert isinstance(there, int | float)
        assert there == pytest.approx(line, abs=1) or line < 3


def test_the_top_of_the_text_shows_the_top_of_the_page(long_page: Rig) -> None:
    long_page.pane.scroll_to_line(80.0)
    assert long_page.ask("scrollY > 300")
    long_page.pane.scroll_to_line(0.0)
    assert long_page.ask("scrollY") == 0


def test_scrolling_the_page_by_hand_is_told_and_scrolling_it_by_program_is_not(long_page: Rig) -> None:
    told: list[float] = []
    long_page.pane.visible_line_changed.connect(told.append)
    long_page.pane.scroll_to_line(60.0)
    long_page.pane.follow_line(90, 100.0)
    long_page.do("window.left = 5; (function next() { if (left--) requestAnimationFrame(next); })()")
    long_page.until("left < 0")
    assert told == []
    long_page.do("dispatchEvent(new WheelEvent('wheel')); scrollTo(0, preview.yOfLine(130))")
    long_page.qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[-1] == pytest.approx(130, abs=1)


def test_without_following_neither_side_moves_the_other(long_page: Rig) -> None:
    told: list[float] = []
    long_page.pane.visible_line_changed.connect(told.append)
    action = next(a for a in long_page.pane.actions() if a.objectName() == "preview_follows")
    action.trigger()
    before = long_page.ask("scrollY")
    long_page.pane.follow_line(150, 100.0)
    long_page.pane.scroll_to_line(150.0)
    assert long_page.ask("scrollY") == before
    long_page.do("scrollTo(0, 900)")
    long_page.until("scrollY == 900")
    assert told == []


def test_a_late_picture_does_not_move_the_followed_paragraph(rig: Rig) -> None:
    blocks = ["<p><img id=late width=300></p>\n", *PARAGRAPHS]
    rig.open(*blocks)
    rig.pane.follow_line(40, 200.0)
    rig.do("late.style.height = '700px'; late.src = '/images/room.png'")
    rig.until("late.complete && late.height == 700")
    rig.until("Math.abs(document.querySelectorAll('.text p')[20].getBoundingClientRect().top - 182) < 24")


def click(rig: Rig, element: str, *, double: bool = False) -> None:
    """Click in the middle of an element of the page as a hand does."""
    box = rig.ask(
        f"(() => {{ const r = ({element}).getBoundingClientRect(); return [r.x, r.y, r.width, r.height] }})()"
    )
    assert isinstance(box, list)
    widget = rig.pane.view.focusProxy().focusProxy()
    at = QPoint(round(box[0] + box[2] / 2), round(box[1] + box[3] / 2))
    if double:
        rig.qtbot.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)
    else:
        rig.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)


def test_a_click_in_the_page_wishes_for_that_word(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two <em id=word>certain</em> words</p>\n")
    rig.session.lines.texts[2] = "two *certain* words"
    with rig.qtbot.waitSignal(rig.pane.line_wished, timeout=30_000) as wish:
        click(rig, "word")
    line, column, is_select = wish.args
    assert (line, is_select) == (2, False)
    assert 5 <= column <= 12


def test_a_double_click_selects_the_word(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two <em id=word>certain</em> words</p>\n")
    rig.session.lines.texts[2] = "two *certain* words"
    wishes: list[tuple[int, int, bool]] = []
    rig.pane.line_wished.connect(lambda *wish: wishes.append(wish))
    click(rig, "word", double=True)
    rig.do(
        "const box = word.getBoundingClientRect(); word.dispatchEvent(new MouseEvent('dblclick',"
        " {bubbles: true, clientX: box.x + 20, clientY: box.y + 9}))"
    )
    rig.qtbot.waitUntil(lambda: any(wish[2] for wish in wishes), timeout=30_000)
    assert wishes[-1][0] == 2


def test_a_link_opens_outside_and_moves_no_cursor(rig: Rig) -> None:
    rig.open(
        '<p><a id=far href="https://example.com/page?a=1">far away</a></p>\n',
        '<p><a id=mail href="mailto:a@b.c">m</a></p>\n',
    )
    wishes: list[object] = []
    rig.pane.line_wished.connect(lambda *wish: wishes.append(wish))
    click(rig, "far")
    rig.qtbot.waitUntil(lambda: len(rig.opened_outside) == 1, timeout=30_000)
    click(rig, "mail")
    rig.qtbot.waitUntil(lambda: len(rig.opened_outside) == 2, timeout=30_000)
    assert rig.opened_outside == [QUrl("https://example.com/page?a=1"), QUrl("mailto:a@b.c")]
    assert wishes == []


def test_a_link_within_the_site_is_told_and_opens_nothing_outside(rig: Rig) -> None:
    rig.open('<p><a id=near href="../blog/safety.html">near</a></p>\n')
    with rig.qtbot.waitSignal(rig.pane.site_link_wished, timeout=30_000) as wish:
        click(rig, "near")
    assert wish.args == ["/blog/safety.html"]
    assert rig.opened_outside == []


def test_a_link_to_a_place_on_the_page_goes_there(rig: Rig) -> None:
    rig.open('<p><a id=jump href="#end">down</a></p>\n', *PARAGRAPHS, '<p id="end">The end</p>\n')
    click(rig, "jump")
    rig.until("scrollY > 500")
    assert rig.opened_outside == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "javascript:alert(1)", "ftp://a.b/", "x-calc:1", "http://[", "data:text/html,x"],
)
def test_no_other_kind_of_link_opens_anything(rig: Rig, address: str) -> None:
    rig.open(f'<p><a id=odd href="{address}">odd</a></p>\n', "<p>x</p>\n")
    click(rig, "odd")
    rig.answer(1, 1, "<p>y</p>\n")
    assert rig.opened_outside == []
    assert rig.ask("location.href") == "clinic-preview://site/blog/first-infusion.html"


def test_the_page_is_as_wide_as_the_device(rig: Rig) -> None:
    rig.pane.resize(1200, 600)
    rig.open("<p>x</p>\n")
    card = rig.pane.findChild(type(rig.pane._card))
    for device, width in ((Device.PHONE, 390), (Device.TABLET, 768), (Device.DESKTOP, 1200 - 2 * MARGIN)):
        next(a for a in rig.pane.actions() if a.objectName() == f"preview_{device.name.lower()}").trigger()
        rig.until(f"innerWidth == {width}")
        assert card.page_rect.width() == width
        assert rig.pane.view.width() == width


def test_a_device_wider_than_the_pane_is_shown_whole(rig: Rig) -> None:
    rig.pane.resize(420, 600)
    rig.open("<p>x</p>\n")
    next(a for a in rig.pane.actions() if a.objectName() == "preview_tablet").trigger()
    rig.until("Math.abs(innerWidth - 768) <= 2")
    assert rig.pane.view.width() == 420 - 2 * MARGIN


def test_zoom_makes_the_page_larger_and_goes_back(rig: Rig) -> None:
    rig.open("<p>x</p>\n")
    width = rig.ask("innerWidth")
    assert isinstance(width, int)
    rig.pane.zoom(3)
    rig.until(f"innerWidth < {width} * 0.8")
    rig.pane.zoom(0)
    rig.until(f"innerWidth == {width}")


def test_what_is_looked_for_is_marked_without_touching_the_text(rig: Rig) -> None:
    rig.open("<p>Pain and pain</p>\n", "<p>no such word</p>\n")
    before = rig.ask("preview.html()")
    rig.pane.mark_found("pain")
    rig.until("CSS.highlights.get('preview-found')?.size == 2")
    assert rig.ask("preview.html()") == before
    rig.pane.mark_found("")
    rig.until("!CSS.highlights.has('preview-found')")


def found_on_page(rig: Rig) -> object:
    return rig.ask("[...(CSS.highlights.get('preview-found') ?? [])].map(range => range.toString())")


def test_capitals_and_whole_words_count_on_the_page_as_in_the_text(rig: Rig) -> None:
    rig.open("<p>Pain, pains (pain?) and <b>pain</b>\u00a0relief.</p>\n")
    rig.pane.mark_found("pain")
    assert found_on_page(rig) == ["Pain", "pain", "pain", "pain"]
    rig.pane.mark_found("pain", matches_case=True)
    assert found_on_page(rig) == ["pain", "pain", "pain"]
    rig.pane.mark_found("pain", whole_words=True)
    assert found_on_page(rig) == ["Pain", "pain", "pain"]
    rig.pane.mark_found("(pain?) and")
    assert found_on_page(rig) == ["(pain?) and"]


HOVER_MARK = "document.documentElement.lastElementChild"


def point_at(rig: Rig, element: str) -> None:
    rig.do(f"{element}.dispatchEvent(new MouseEvent('mouseover', {{bubbles: true}}))")


def test_what_the_pointer_is_over_is_told_by_its_line(long_page: Rig) -> None:
    rig = long_page
    heard: list[int] = []
    rig.pane.over_line.connect(heard.append)
    for element in (
        "document.querySelectorAll('li')[2]",
        "document.querySelector('.text p')",
        "document.body",
    ):
        point_at(rig, element)
    rig.qtbot.waitUntil(lambda: len(heard) == 3)
    lists = rig.ask(
        "(({line, marks}) => ({line, marks}))(preview.text.blocks().find(b => b.html.startsWith('<ul')))"
    )
    assert heard == [lists["line"] + lists["marks"][2]["line"], 0, -1]


def test_the_lines_of_an_entry_a_paragraph_and_a_gap_are_known(rig: Rig) -> None:
    text = "One\ntwo\n\n- a\n- b\n  more\n\nEnd"
    rig.open(front="title: T")
    rig.session.open_article(WorkingCopy("draft", Article.from_bytes(f"---\ntitle: T\n---\n{text}".encode())))
    marks = (Mark(0, (0,), 0), Mark(0, (1,), 1))
    blocks = (
        Block("<p>One two</p>\n", 0, 3),
        Block("<ul><li>a</li><li>b more</li></ul>\n", 3, 4, marks),
        Block("<p>End</p>\n", 7, 1),
    )
    rig.swap(BlockSwap(0, 0, blocks))
    assert rig.pane.lines_with(1) == range(2)
    assert rig.pane.lines_with(2) is None
    assert rig.pane.lines_with(3) == range(3, 4)
    assert rig.pane.lines_with(5) == range(4, 6)
    assert rig.pane.lines_with(7) == range(7, 8)
    assert rig.pane.lines_with(8) is None


def test_the_cursors_paragraph_is_marked_without_touching_the_text(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two</p>\n")
    before = rig.ask("preview.html()")
    rig.pane.follow_line(2, 100.0)
    assert rig.ask("document.documentElement.lastElementChild.localName") == "div"
    assert rig.ask("preview.html()") == before


def test_the_page_stands_still_between_the_clicks_of_a_double_click(rig: Rig) -> None:
    rig.open(*(f"<p id=p{number} style='height:200px'>words {number}</p>\n" for number in range(20)))
    rig.pane.line_wished.connect(lambda line, _column, _is_double: rig.pane.follow_line(line, 900.0))
    rig.do("p8.scrollIntoView()")
    rig.until("scrollY > 500")
    top = rig.ask("scrollY")
    with rig.qtbot.waitSignal(rig.pane.line_wished, timeout=30_000):
        click(rig, "p8")
    assert rig.pane._pointing.isActive()
    rig.pane.line_wished.disconnect()  # the second click finds the cursor in this line already
    with rig.qtbot.waitSignal(rig.pane.line_wished, timeout=30_000):
        click(rig, "p8")
    assert rig.ask("scrollY") == top
    rig.until(f"scrollY < {top}")
