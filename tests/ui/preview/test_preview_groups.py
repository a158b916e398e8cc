"""A very long text is laid out in groups, and looks and behaves as if it were not."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from clinicwriter.article import Role
from clinicwriter.rendering import BODY_START

if TYPE_CHECKING:
    from .conftest import Rig

COUNT = 700
TOPS = (
    "preview.text.blocks().map(block => preview.seenOf(block)).filter(Boolean)"
    ".map(placed => { const rect = preview.rectOf(placed);"
    " return [rect.top + scrollY, rect.left, rect.width, rect.height].map(n => Math.round(n * 8) / 8) })"
)
UNGROUPED = "<style>.never { counter-increment: nothing }</style></head>"
STYLE = """<style>
.text > p:first-child { font-weight: bold } p + p { text-indent: 2em } h2 + p { margin-top: 3px }
.text > :nth-child(7n) { padding-left: 9px } h2 { margin: 31px 0 17px } ul { margin: 5px 0 29px }
.text > :last-child { margin-bottom: 90px } .side { float: right; width: 90px; height: 140px }
</style></head>"""


def block(number: int) -> str:
    """Return a block that meets its neighbours in a way of its own: margins, floats, words without a tag."""
    words = f"words of block {number} " * (1 + number % 5)
    kinds = (
        f"<p>{words}</p>\n",
        f"<h2>{words}</h2>\n",
        f"<ul>\n<li>{words}</li>\n<li><p>{number}</p></li>\n</ul>\n",
        f"<blockquote>\n<p>{words}</p>\n</blockquote>\n",
        f"<div class=side>{number}</div>\n<p>{words}</p>\n",
        f"{words}<em>{number}</em>\n",
        "<pre><code>" + "line\n" * (number % 4 + 1) + "</code></pre>\n",
        f"<em>{number}</em> {words} <b>{number}</b>\n",
    )
    return kinds[number % 3 if number % 11 else number % len(kinds)]


def is_grouped(rig: Rig) -> object:
    return rig.ask("document.querySelector('.text').shadowRoot?.querySelectorAll('div').length ?? 0")


def test_a_long_text_stands_where_it_stands_without_groups(rig: Rig) -> None:
    blocks = [block(number) for number in range(COUNT)]
    rig.source.template = rig.source.template.replace("</head>", STYLE)
    rig.open(*blocks)
    assert is_grouped(rig) > 5
    grouped = rig.ask(TOPS)
    rig.source.template = rig.source.template.replace("</head>", UNGROUPED)
    rig.pane.renew()
    rig.wait_for_page()
    rig.answer(0, 0, *blocks)
    assert is_grouped(rig) == 0
    assert len(grouped) == COUNT
    assert rig.ask(TOPS) == grouped


def test_a_short_text_has_no_groups(rig: Rig) -> None:
    rig.open(*(block(number) for number in range(100)))
    assert is_grouped(rig) == 0


@pytest.mark.parametrize("rule", ["display: grid", "display: flex", "column-count: 2"])
def test_where_neighbours_are_laid_out_together_there_are_no_groups(rig: Rig, rule: str) -> None:
    rig.source.template = rig.source.template.replace("</head>", f"<style>.text {{ {rule} }}</style></head>")
    rig.open(*(block(number) for number in range(300)))
    assert is_grouped(rig) == 0


def test_after_many_swaps_every_block_is_shown_once_and_in_order(rig: Rig) -> None:
    blocks = [f"<p>{number}</p>\n" for number in range(400)]
    rig.open(*blocks)
    choose = random.Random(5)
    fresh = 1000
    for _ in range(60):
        first = choose.randrange(len(blocks) + 1)
        removed = min(choose.choice((0, 1, 1, 2, 150)), len(blocks) - first)
        entering = [f"<p>{fresh + number}</p>\n" for number in range(choose.choice((0, 1, 1, 3, 200)))]
        fresh += len(entering)
        blocks[first : first + removed] = entering
        rig.answer(first, removed, *entering, at_line=first * 2)
    wanted = "".join(blocks)
    assert rig.ask("preview.html()").strip() == wanted.strip()
    tops = [top for top, *_ in rig.ask(TOPS)]
    assert len(tops) == len(blocks)
    assert all(above < below for above, below in pairwise(tops))


def test_a_block_with_open_tags_and_back_again_shows_everything(rig: Rig) -> None:
    blocks = [f"<p>{number}</p>\n" for number in range(300)]
    rig.open(*blocks)
    rig.answer(150, 1, "<div><p>open</p>\n", at_line=300)
    blocks[150] = "<div><p>open</p>\n"
    assert rig.ask("preview.html()") == rig.ask(f"preview.parsedHtml({''.join(blocks)!r})")
    assert rig.ask("[...document.querySelectorAll('.text p')].every(p => p.getClientRects().length == 1)")
    rig.answer(150, 1, "<p>shut</p>\n", at_line=300)
    assert rig.ask("[...document.querySelectorAll('.text p')].every(p => p.getClientRects().length == 1)")
    assert is_grouped(rig) > 1


def test_a_changed_frame_keeps_a_long_text_and_shows_what_is_new_beside_it(rig: Rig) -> None:
    rig.open(*(f"<p>{number}</p>\n" for number in range(300)))
    rig.source.template = rig.source.template.replace(BODY_START, f"<h3 id=new>New</h3>{BODY_START}")
    rig.session.set_field(Role.TITLE, "Another title")
    rig.until("document.querySelector('#new') !== null")
    assert rig.ask("document.querySelector('#new').getClientRects().length") == 1
    assert rig.ask("document.querySelectorAll('.text p')[299].getClientRects().length") == 1
