"""The page: blocks are swapped where they stand, everything else stays as it is."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from clinicwriter.article import Role
from clinicwriter.rendering import Block, BlockSwap, Mark

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Rig

PARAGRAPHS = tuple(f"<p>Paragraph {i} with some words in it.</p>\n" for i in range(80))


def keep(rig: Rig, **expressions: str) -> None:
    """Remember nodes of the page under a name."""
    for name, expression in expressions.items():
        rig.do(f"window.{name} = {expression}")


def test_the_text_stands_between_its_markers_as_a_whole_parse_gives_it(rig: Rig) -> None:
    blocks = (
        "<h2>One</h2>\n",
        "<ul>\n<li>a</li>\n<li>b &amp; c</li>\n</ul>\n",
        "<p>two <em>words</em></p>\n",
    )
    rig.open(*blocks)
    assert rig.ask("preview.html()") == rig.ask(f"preview.parsedHtml({''.join(blocks)!r})")
    assert rig.ask("document.querySelector('.text').children.length") == 3


def test_only_the_touched_block_is_replaced(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two</p>\n", "<p>three</p>\n")
    keep(rig, first="document.querySelectorAll('p')[1]", third="document.querySelectorAll('p')[3]")
    rig.answer(1, 1, "<p>two changed</p>\n")
    assert rig.ask("[...document.querySelectorAll('.text p')].map(p => p.textContent)") == [
        "one",
        "two changed",
        "three",
    ]
    assert rig.ask(
        "first.isConnected && first.textContent == 'one' && third.isConnected && third.textContent == 'three'"
    )


def test_blocks_of_one_answer_that_did_not_change_keep_their_nodes(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two</p>\n", "<p>three</p>\n")
    keep(
        rig, first="document.querySelectorAll('.text p')[0]", third="document.querySelectorAll('.text p')[2]"
    )
    rig.answer(0, 3, "<p>one</p>\n", "<p>new</p>\n", "<p>and new</p>\n", "<p>three</p>\n")
    assert rig.ask("document.querySelectorAll('.text p').length") == 4
    assert rig.ask("first.isConnected && third.isConnected")


def test_operations_are_taken_in_their_order(rig: Rig) -> None:
    rig.open("<p>a</p>\n", "<p>b</p>\n")
    rig.swap(
        BlockSwap(1, 1, (), shift=-2),
        BlockSwap(0, 0, (Block("<p>z</p>\n", 0, 2),), shift=2),
        BlockSwap(2, 0, (Block("", 4, 2), Block("<p>c</p>\n", 6, 1)), shift=3),
    )
    assert rig.ask("[...document.querySelectorAll('.text p')].map(p => p.textContent)") == ["z", "a", "c"]
    assert rig.ask("preview.text.blocks().map(block => block.line)") == [0, 2, 4, 6]


def test_lines_inserted_above_move_the_blocks_below(rig: Rig) -> None:
    rig.open(*PARAGRAPHS[:5])
    before = rig.ask("preview.text.blocks().map(block => block.line)")
    rig.swap(BlockSwap(1, 1, (Block("<p>b</p>\n", 2, 2), Block("<p>c</p>\n", 4, 3)), shift=4))
    after = rig.ask("preview.text.blocks().map(block => block.line)")
    assert isinstance(before, list) and isinstance(after, list)
    assert after[3:] == [line + 4 for line in before[2:]]


def test_the_scroll_is_kept_when_blocks_above_and_in_view_change(rig: Rig) -> None:
    rig.open(*PARAGRAPHS)
    rig.do("scrollTo(0, 1200)")
    keep(
        rig,
        seen="preview.text.blocks().map(preview.seenOf).find(p => preview.rectOf(p).top > 100).first",
    )
    before = rig.ask("seen.getBoundingClientRect().top")
    rig.answer(2, 1, "<p>" + "much longer " * 200 + "</p>\n")
    rig.until(f"Math.abs(seen.getBoundingClientRect().top - ({before})) < 3")
    assert rig.ask("seen.isConnected")


def test_pictures_are_not_loaded_again_when_a_neighbour_changes(rig: Rig) -> None:
    rig.open("<p>a</p>\n", '<p><img src="/images/room.png"></p>\n', "<p>b</p>\n")
    rig.until("document.querySelector('img').complete")
    asked = rig.source.asked.count("/images/room.png")
    rig.answer(0, 1, "<p>a, changed</p>\n")
    rig.answer(2, 1, "<p>b, changed</p>\n")
    assert asked == 1
    assert rig.source.asked.count("/images/room.png") == 1


def test_a_picture_stays_loaded_while_its_own_paragraph_changes(rig: Rig) -> None:
    rig.open('<p><img alt="A" src="/images/room.png"> one</p>\n', "<p>last</p>\n")
    rig.until("document.images[0].naturalWidth === 1")
    rig.do("document.images[0].stays = true")
    rig.answer(0, 1, '<p>now <em><img alt="B" src="/images/room.png"></em> two</p>\n')
    assert rig.ask("[document.images[0].stays, document.images[0].naturalWidth]") == [True, 1]
    assert rig.source.asked.count("/images/room.png") == 1
    expected = '\n<p>now <em><img alt="B" src="/images/room.png"></em> two</p>\n<p>last</p>\n\n'
    assert rig.ask("preview.html()").strip() == expected.strip()


def test_a_picture_stays_loaded_beside_a_tag_that_was_left_open(rig: Rig) -> None:
    rig.open('<p><img alt="A" src="/images/room.png"></p>\n', "<p>last</p>\n")
    rig.until("document.images[0].naturalWidth === 1")
    for words in ("one", "two", "three"):
        rig.answer(1, 1, f"<div><p>{words}</p>\n")
    assert rig.ask("document.images[0].naturalWidth") == 1
    assert rig.source.asked.count("/images/room.png") == 1


def test_a_picture_that_could_not_be_loaded_is_asked_for_again(rig: Rig, site: Path) -> None:
    rig.open('<p><img alt="A" src="/images/late.png"> one</p>\n')
    rig.until("document.images[0].complete")
    (site / "images" / "late.png").write_bytes((site / "images" / "room.png").read_bytes())
    rig.answer(0, 1, '<p><img alt="A" src="/images/late.png"> two</p>\n')
    rig.until("document.images[0].naturalWidth === 1")


def test_a_block_whose_tags_reach_into_the_next_gives_what_a_whole_parse_gives(rig: Rig) -> None:
    blocks = ["<p>a</p>\n", "<div><b>open\n", "<p>inside</p>\n", "</b></div>\n", "<p>after</p>\n"]
    rig.open(*blocks)
    assert rig.ask("preview.html()") == rig.ask(f"preview.parsedHtml({''.join(blocks)!r})")
    blocks[1] = "<p>closed</p>\n"
    blocks[3] = "\n"
    rig.answer(1, 1, blocks[1])
    rig.answer(3, 1, blocks[3])
    assert rig.ask("preview.html()") == rig.ask(f"preview.parsedHtml({''.join(blocks)!r})")


def test_a_new_title_changes_the_page_and_leaves_the_text(rig: Rig) -> None:
    rig.open(*PARAGRAPHS)
    rig.do("scrollTo(0, 900)")
    keep(rig, heading="document.querySelector('h1')", block="document.querySelectorAll('.text p')[30]")
    rig.session.set_field(Role.TITLE, "A <b>new</b> & better title")
    rig.until("document.title.includes('better')")
    assert rig.ask("heading.isConnected && block.isConnected && scrollY == 900")
    rig.session.set_field(Role.AUTHORS, ["Dana Whitfield", "Sam Lee"])
    rig.until("document.querySelector('.byline').textContent == 'Dana Whitfield, Sam Lee'")
    assert rig.ask("document.querySelectorAll('.text p').length") == len(PARAGRAPHS)


def test_a_wholly_different_frame_takes_the_text_along(rig: Rig) -> None:
    rig.open("<p>one</p>\n", "<p>two</p>\n")
    keep(rig, first="document.querySelector('.text p')")
    rig.source.template = rig.source.template.replace('<div class="text">', "<section><article>").replace(
        "\n</div>", "</article></section>"
    )
    rig.session.set_field(Role.TITLE, "Another")
    rig.until("document.querySelector('section article') !== null")
    assert rig.ask("first.isConnected && first.closest('article') !== null")
    rig.answer(1, 1, "<p>three</p>\n")
    assert rig.ask("[...document.querySelectorAll('article p')].map(p => p.textContent)") == ["one", "three"]


def test_pictures_beside_an_article_are_found_after_its_address_changed(rig: Rig) -> None:
    rig.source.url = "/blog/first/"
    (rig.source.root / "blog" / "second").mkdir()
    (rig.source.root / "blog" / "second" / "door.png").write_bytes(
        (rig.source.root / "images/room.png").read_bytes()
    )
    rig.open("<p>text</p>\n")
    rig.source.url = "/blog/second/"
    rig.answer(0, 1, '<p><img src="door.png"></p>\n')
    rig.until("document.querySelector('img').naturalWidth == 1")


def test_a_page_whose_process_died_comes_back_with_its_text(rig: Rig) -> None:
    rig.open(*PARAGRAPHS[:10])
    pid = rig.pane.view.page.renderProcessPid()
    with rig.qtbot.waitSignal(rig.pane.shown, timeout=30_000):
        os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert rig.ask("document.querySelectorAll('.text p').length") == 10
    rig.answer(3, 1, "<p>typing goes on</p>\n")
    assert rig.ask("document.querySelectorAll('.text p')[3].textContent") == "typing goes on"


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be halted here")
def test_a_page_that_hangs_is_replaced(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    view = rig.pane.view
    view._hung.setInterval(500)
    pid = view.page.renderProcessPid()
    os.kill(pid, signal.SIGSTOP)
    rig.answer(0, 1, "<p>two</p>\n")
    assert view.page.renderProcessPid() != pid
    assert rig.ask("document.querySelector('.text p').textContent") == "two"


def test_another_article_begins_with_an_empty_text(rig: Rig) -> None:
    rig.open("<p>one</p>\n")
    rig.open("<p>of the other</p>\n", front="title: The other")
    assert rig.ask("[document.title, document.querySelector('.text').textContent.trim()]") == [
        "The other",
        "of the other",
    ]


def test_marks_tell_where_inner_lines_stand(rig: Rig) -> None:
    html = "<ul>\n<li>a</li>\n<li>b<br>b<br>b</li>\n<li>c</li>\n</ul>\n"
    marks = tuple(Mark(node=0, path=(i,), line=i) for i in range(3))
    rig.open("<p>x</p>\n")
    rig.swap(BlockSwap(0, 1, (Block(html, 0, 3, marks),), shift=2))
    tops = rig.ask("[...document.querySelectorAll('li')].map(li => li.getBoundingClientRect().top + scrollY)")
    assert rig.ask("[0, 1, 2].map(preview.yOfLine)") == pytest.approx(tops, abs=1)


def test_a_page_renewed_while_the_last_one_is_still_loading_comes_all_the_same(rig: Rig) -> None:
    """The late end of one loading once took away the leave of the next: the preview stood still for good."""
    rig.open("<p>text</p>\n")
    page = rig.pane.view.page
    asked = page.acceptNavigationRequest
    rig.pane.renew()
    page.loadFinished.emit(True)  # what the loading before says late
    assert page._wanted.isValid()
    rig.answer(0, 0, "<p>text again</p>\n")
    assert rig.ask("document.querySelector('.text').textContent.trim()") == "text again"
    own = page.url()
    kind = type(page).NavigationType.NavigationTypeOther
    assert not asked(own, kind, True), "each wish lets one loading through"
