"""The page that follows the keys becomes, byte for byte, the render of the whole text; in prose at once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

import pytest

from clinicwriter.article import Article, LineChange
from clinicwriter.rendering import FLAVOURS, Answer, Block, live
from clinicwriter.rendering.live import LiveDocument, render_units
from clinicwriter.rendering.marking import marks_of

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
BOTH_ENGINES = ("finished", "hugo")
WORDS = [
    "care",
    "pain",
    "visit",
    "nurse",
    "ketamine",
    "the",
    "and",
    "of",
    "with",
    "after",
    "before",
    "*soft*",
    "**bold**",
    "`code`",
    "[a](b.html)",
    "[ref][r]",
    "note[^1]",
    "NMDA",
    "it's",
    '"so"',
    "--",
    "...",
    "<b>x</b>",
    "a_b_c",
    "![p](q.png)",
    "https://x.example/",
    "&amp;",
    "2",
    "<",
    "3",
]
PROSE = [
    "care",
    "pain",
    "visit",
    "nurse",
    "the",
    "and",
    "of",
    "with",
    "after",
    "it's",
    "your",
    "first",
    "appointment,",
    "you",
    "rest.",
    "Call",
    "us",
]
KEYS = [*"abcdefgh *_`[]()<>#-|:.!1\"'", *[" "] * 5]


class Page:
    """What somebody who only hears the answers has: the blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines = 0

    def take(self, answer: Answer | None) -> None:
        for swap in answer.operations if answer else ():
            before = sum(block.line_count for block in self.blocks)
            self.blocks[swap.first : swap.first + swap.removed] = swap.blocks
            assert sum(block.line_count for block in self.blocks) - before == swap.shift
            line = sum(block.line_count for block in self.blocks[: swap.first])
            for block in swap.blocks:
                assert block.line == line
                line += block.line_count

    @property
    def html(self) -> str:
        return "".join(block.html for block in self.blocks)

    @property
    def line_count(self) -> int:
        return sum(block.line_count for block in self.blocks)


class Trip:
    """A text, the document that follows it, and the page that follows the document."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.flavour = FLAVOURS[name]
        self.lines = list(lines) or [""]
        self.document = LiveDocument(self.flavour)
        self.page = Page()
        self.revision = 0
        for answer in self.document.open(0, self.lines):
            self.page.take(answer)
        self.correct()

    def change(self, change: LineChange) -> Answer:
        self.revision += 1
        self.lines[change.first : change.first + change.removed] = change.inserted
        answer = self.document.change(self.revision, change)
        self.page.take(answer)
        return answer

    def whole(self) -> str:
        return "".join(render_units(self.lines, self.flavour))

    def correct(self) -> None:
        self.page.take(self.document.correct(self.revision, render_units(self.lines, self.flavour)))

    def check(self) -> None:
        assert self.page.html == self.whole()
        assert self.page.line_count == len(self.lines)


def sentence(dice: random.Random, words: Sequence[str] = WORDS) -> str:
    return " ".join(dice.choice(words) for _ in range(dice.randint(3, 25)))


def passage(dice: random.Random) -> list[str]:
    kinds = [
        lambda: [sentence(dice) for _ in range(dice.randint(1, 3))],
        lambda: [sentence(dice)],
        lambda: ["#" * dice.randint(1, 4) + " " + " ".join(dice.choice(WORDS[:8]) for _ in range(2))],
        lambda: ["- " + sentence(dice) for _ in range(dice.randint(1, 4))],
        lambda: ["1. " + sentence(dice), "", "2. " + sentence(dice), "", "    more " + sentence(dice)],
        lambda: ["> " + sentence(dice), ">", "> " + sentence(dice)],
        lambda: ["| a | b |", "|---|:-:|", f"| {dice.choice(WORDS)} | {dice.choice(WORDS)} |"],
        lambda: ["```python", "x = 1", "", "y = 2", "```"],
        lambda: ['<div class="n">', "", sentence(dice), "", "</div>"],
        lambda: [f'[r]: https://x.example/{dice.randint(1, 9)} "T"'],
        lambda: ["[^1]: " + sentence(dice)],
        lambda: ["Term", ": " + sentence(dice)],
        lambda: ["*[NMDA]: N-methyl-D-aspartate"],
        lambda: ["<!-- a note", "", "over lines -->"],
        lambda: ["Title", "-----"],
    ]
    return dice.choice(kinds)()


def article(dice: random.Random, passages: int) -> list[str]:
    return [line for _ in range(passages) for line in [*passage(dice), ""]]


def edit(dice: random.Random, lines: Sequence[str]) -> LineChange:
    """Type, delete, part, join, paste: anywhere."""
    at = dice.randrange(len(lines))
    line = lines[at]
    column = dice.randint(0, len(line))
    kind = dice.random()
    if kind < 0.5:
        return LineChange(at, 1, (line[:column] + dice.choice(KEYS) + line[column:],))
    if kind < 0.65:
        return LineChange(at, 1, (line[: max(0, column - 1)] + line[column:],))
    if kind < 0.75:
        return LineChange(at, 1, (line[:column], line[column:]))
    if kind < 0.88:
        removed = min(dice.randint(1, 4), len(lines) - at)
        return LineChange(at, removed, ("",) if removed == len(lines) or dice.random() < 0.5 else ())
    return LineChange(at, 0, (*passage(dice), ""))


def undo_of(change: LineChange, before: Sequence[str]) -> LineChange:
    return LineChange(
        change.first, len(change.inserted), tuple(before[change.first : change.first + change.removed])
    )


def run_hostile(name: str, seed: int, articles: int, edits: int) -> tuple[int, int]:
    """Edit anywhere; after each pause the page has to be exact. Return all edits, and those exact at once."""
    dice = random.Random(seed)
    total = at_once = 0
    for _ in range(articles):
        trip = Trip(name, article(dice, dice.randint(2, 12)))
        for _ in range(edits):
            before = list(trip.lines)
            change = edit(dice, before)
            trip.change(change)
            if dice.random() < 0.15:
                trip.change(undo_of(change, before))
            total += 1
            whole = render_units(trip.lines, trip.flavour)
            at_once += trip.page.html == "".join(whole)
            if dice.random() < 0.6:
                trip.page.take(trip.document.correct(trip.revision, whole))
                assert trip.page.html == "".join(whole)
                assert trip.page.line_count == len(trip.lines)
        trip.correct()
        trip.check()
    return total, at_once


def typing(dice: random.Random, lines: list[str]) -> Iterator[LineChange]:
    """Write on: words at the end of a paragraph, now and then a new one, a correction, bold words."""
    lines = list(lines)
    at = dice.choice([index for index, line in enumerate(lines) if line[:1].isalpha()])
    for _ in range(12):
        text = dice.choice([dice.choice(PROSE), f"**{dice.choice(PROSE)}**", dice.choice(PROSE)])
        for key in " " + text:
            lines[at] += key
            yield LineChange(at, 1, (lines[at],))
        if dice.random() < 0.15:
            lines[at] = lines[at][:-1]
            yield LineChange(at, 1, (lines[at],))
        if dice.random() < 0.1:
            lines[at : at + 1] = [lines[at], "", dice.choice(PROSE)]
            yield LineChange(at, 1, tuple(lines[at : at + 3]))
            at += 2


@pytest.mark.parametrize("name", ["finished", "jekyll", "pelican", "hugo", "eleventy", "astro"])
def test_after_each_pause_the_page_is_the_render_of_the_whole_text(name: str) -> None:
    total, at_once = run_hostile(name, seed=11, articles=8, edits=12)
    assert at_once > total * 0.6  # hostile edits: fences, definitions and tags anywhere


@pytest.mark.long
@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_fifty_thousand_edits_leave_nothing_inexact(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    total, at_once = run_hostile(name, seed=7, articles=2_500, edits=20)
    share = f"{at_once / total:.1%} exact at once, all exact after the pause"
    with capsys.disabled():
        print(f"\n{name}: {total} hostile edits, {share}")  # noqa: T201 (what a long run is for)


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_at_least_95_of_100_keys_of_prose_are_exact_at_once(name: str) -> None:
    dice = random.Random(5)
    keys = at_once = 0
    for _ in range(3):
        trip = Trip(name, article(dice, 8))
        for change in typing(dice, trip.lines):
            trip.change(change)
            keys += 1
            at_once += trip.page.html == trip.whole()
            if dice.random() < 0.05:
                trip.correct()
    assert keys > 150
    assert at_once >= keys * 0.95


@pytest.mark.parametrize("name", BOTH_ENGINES)
@pytest.mark.parametrize(
    ("text", "first", "removed", "inserted"),
    [
        ("A word here.\n\nB.", 0, 1, ("A word more here.",)),
        ("## Hd\n\nB.", 0, 1, ("## Head",)),
        ("- a\n- b\n\nB.", 1, 1, ("- bb",)),
        ("> a\n> b\n\nB.", 1, 1, ("> bb",)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nB.", 2, 1, ("| 12 | 2 |",)),
        ("```\nx\n\ny\n```\n\nB.", 1, 1, ("xx",)),
        ("A.\n\nB.", 1, 0, ("", "new", "")),
        ("A.\n\nB.\n\nC.", 2, 2, ()),
        ("[a][r]\n\n[r]: x.html", 0, 1, ("[ab][r]",)),
        ("", 0, 1, ("x",)),
        ("x", 0, 1, ("",)),
    ],
)
def test_ordinary_typing_is_exact_at_once_and_says_so(
    name: str, text: str, first: int, removed: int, inserted: tuple[str, ...]
) -> None:
    trip = Trip(name, text.split("\n"))
    answer = trip.change(LineChange(first, removed, inserted))
    trip.check()
    assert answer.is_exact or "##" in text  # another heading may bear the new id: only the whole text tells


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_an_answer_that_claims_to_be_exact_is(name: str) -> None:
    dice = random.Random(21)
    claimed = right = 0
    for _ in range(12):
        trip = Trip(name, article(dice, 6))
        for _ in range(15):
            answer = trip.change(edit(dice, trip.lines))
            if answer.is_exact:
                claimed += 1
                right += trip.page.html == trip.whole()
            trip.correct()
    assert claimed > 25
    assert right >= claimed * 0.97  # these edits are hostile


def test_a_change_of_one_paragraph_swaps_one_block() -> None:
    lines = [line for number in range(200) for line in (f"Paragraph {number} stands here.", "")]
    trip = Trip("finished", lines)
    answer = trip.change(LineChange(100, 1, ("Paragraph 50 was changed.",)))
    assert [(swap.first, swap.removed, len(swap.blocks)) for swap in answer.operations] == [(50, 1, 1)]


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_what_an_open_fence_took_comes_back_without_being_rendered_anew(name: str) -> None:
    # A later fence makes an open one for Python-Markdown, too.
    lines = [line for number in range(200) for line in (f"Paragraph {number} stands here.", "")]
    trip = Trip(name, [*lines, "```", "code", "```"])
    trip.change(LineChange(40, 0, ("```", "")))
    trip.correct()
    trip.check()
    trip.change(LineChange(80, 1, ("Within the fence.",)))
    rendered: list[int] = []
    trip.document._on_progress = lambda _first, count: rendered.append(count)
    trip.change(LineChange(40, 2, ()))
    assert len(rendered) < 10
    trip.check()


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_what_comes_back_from_a_fence_has_the_definitions_of_now(name: str) -> None:
    lines = [line for number in range(100) for line in (f"Paragraph {number} [a][r] stands here.", "")]
    trip = Trip(name, ["[r]: one.html", "", *lines, "```", "code", "```"])
    trip.change(LineChange(10, 0, ("```", "")))
    trip.correct()
    trip.change(LineChange(0, 1, ("[r]: two.html",)))
    trip.correct()
    trip.change(LineChange(10, 2, ()))
    trip.check()
    assert "one.html" not in trip.page.html


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_parts_that_are_always_kept_leave_nothing_inexact(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_MANY_PARTS", 1)
    run_hostile(name, seed=31, articles=12, edits=12)


def test_a_definition_changed_far_away_is_right_after_the_pause() -> None:
    trip = Trip("finished", ["[a][r] and NMDA", "", "[r]: one.html", "", "*[NMDA]: first"])
    trip.change(LineChange(2, 1, ("[r]: two.html",)))
    trip.change(LineChange(4, 1, ("*[NMDA]: second",)))
    trip.correct()
    trip.check()
    assert "two.html" in trip.page.html
    assert 'title="second"' in trip.page.html


def test_lines_inside_one_tag_stay_together_while_they_are_written() -> None:
    trip = Trip("finished", ["A.", "", '<div markdown="1">', "", "Inside.", "", "</div>", "", "B."])
    answer = trip.change(LineChange(4, 1, ("Inside it.",)))
    trip.check()
    assert len(answer.operations) == 1


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_a_line_that_goes_on_inside_a_paragraph_is_marked_at_its_own_first_words(name: str) -> None:
    lines = [
        "Come in if on Monday you [can walk](https://example.com/if/on/Monday) alone,",
        "if on Monday or *Tuesday* somebody drives,",
        "...",
        "or if on Tuesday nobody does.",
        "",
        "- One entry with words",
        "  that goes on here",
        "- Another",
    ]
    trip = Trip(name, lines)
    marks = {
        block.line: [(mark.node, mark.path, mark.line, mark.word) for mark in block.marks]
        for block in trip.page.blocks
        if block.html.startswith("<p>Come") or block.html.startswith("<ul>")
    }
    assert marks[0][0] == (0, (), 1, 9)
    assert marks[5] == [(0, (0,), 0, 0), (0, (0,), 1, 4), (0, (1,), 2, 0)]


def test_marks_of_many_lines_without_a_likeness_are_found_quickly() -> None:
    lines = [f"{{{{ hidden {number} }}}} word{number % 7}" for number in range(2000)]
    html = "<p>" + " ".join(f"word{number % 5}" for number in range(20_000)) + "</p>"
    began = process_time()
    marks_of([html], lines)
    assert process_time() - began < 2


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_marks_point_at_elements_in_the_order_of_their_lines(name: str) -> None:
    lines = [
        "- one a",
        "- two b",
        "- three c",
        "",
        "> first",
        ">",
        "> second",
        "",
        "| h | i |",
        "|---|---|",
        "| j | k |",
    ]
    trip = Trip(name, lines)
    marks = {
        block.line: [(mark.node, mark.path, mark.line) for mark in block.marks] for block in trip.page.blocks
    }
    assert marks == {
        0: [(0, (0,), 0), (0, (1,), 1), (0, (2,), 2)],
        4: [(0, (0,), 0), (0, (1,), 2)],
        8: [(0, (0, 0), 0), (0, (1, 0), 2)],
    }


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_the_first_entry_of_a_list_within_an_entry_is_marked_and_not_the_list(name: str) -> None:
    trip = Trip(name, ["- outer", "    - inner one", "    - inner two"])
    (block,) = (block for block in trip.page.blocks if block.html.startswith("<ul>"))
    assert [(mark.path, mark.line) for mark in block.marks] == [((0,), 0), ((0, 0, 0), 1), ((0, 0, 1), 2)]


@pytest.mark.parametrize("name", BOTH_ENGINES)
def test_the_posts_of_real_sites_are_exact_under_edits(name: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real posts is not here")
    paths = sorted(path for path in CORPUS.rglob("*.md") if 200 < path.stat().st_size < 12_000)
    dice = random.Random(3)
    for path in dice.sample(paths, 25):
        trip = Trip(name, Article.from_bytes(path.read_bytes(), name=path.name).text.splitlines())
        trip.check()
        for _ in range(3):
            trip.change(edit(dice, trip.lines))
        trip.correct()
        trip.check()
