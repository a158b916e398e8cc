"""Promises about the formatting commands, on lines alone: clean text, and no line outside what is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.article import Query, count_words
from clinicwriter.ui.editor.actions import ACTIONS
from clinicwriter.ui.editor.blocks import ListKind, set_heading, toggle_list, toggle_quote
from clinicwriter.ui.editor.inline import Kind, find_stretches
from clinicwriter.ui.editor.inserting import (
    insert_link,
    insert_picture,
    insert_rule,
    insert_table,
    read_link,
    remove_link,
)
from clinicwriter.ui.editor.lists import continue_line, nest, unnest
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.search import Hit, find_hits, hits_on, next_hit, previous_hit, replaced
from clinicwriter.ui.editor.structure import Heading, is_in_fence, outline, read_item
from clinicwriter.ui.editor.wrapping import has_wrap, toggle_wrap


def _lead_elsewhere(lines: list[str], here: Selection, words: str) -> Edit:
    return insert_link(lines, here, "/new/", words)


def marked(text: str) -> tuple[list[str], Selection]:
    """Read a text in which ``«`` and ``»`` are the ends of the selection, or ``¦`` is the cursor."""
    found: dict[str, Place] = {}
    lines = []
    for number, line in enumerate(text.split("\n")):
        for mark in "«»¦":
            if mark in line:
                found[mark] = Place(number, line.replace("«" if mark == "»" else "\0", "").index(mark))
        lines.append(line.replace("«", "").replace("»", "").replace("¦", ""))
    start = found.get("«", found.get("¦"))
    assert start is not None
    return lines, Selection(start, found.get("»", start))


def show(lines: list[str], selection: Selection) -> str:
    shown = list(lines)
    if selection.is_empty:
        place = selection.head
        shown[place.line] = f"{shown[place.line][: place.column]}¦{shown[place.line][place.column :]}"
    else:
        for place, mark in ((selection.end, "»"), (selection.start, "«")):
            shown[place.line] = (
                f"{shown[place.line][: place.column]}{mark}{shown[place.line][place.column :]}"
            )
    return "\n".join(shown)


def run(command: Callable[[list[str], Selection], Edit | None], text: str) -> str | None:
    lines, selection = marked(text)
    edit = command(lines, selection)
    return None if edit is None else show(edit.apply(lines), edit.selection)


def bold(lines: list[str], selection: Selection) -> Edit | None:
    return toggle_wrap(lines, selection, Kind.STRONG)


def italic(lines: list[str], selection: Selection) -> Edit | None:
    return toggle_wrap(lines, selection, Kind.EMPHASIS)


def bullets(lines: list[str], selection: Selection) -> Edit | None:
    return toggle_list(lines, selection, ListKind.BULLETS)


def numbers(lines: list[str], selection: Selection) -> Edit | None:
    return toggle_list(lines, selection, ListKind.NUMBERS)


def enter(lines: list[str], selection: Selection) -> Edit | None:
    return continue_line(lines, selection.head)


CASES: list[tuple[Callable[[list[str], Selection], Edit | None], str, str | None]] = [
    (bold, "a «word» b", "a **«word»** b"),
    (bold, "a **«word»** b", "a «word» b"),
    (bold, "a «**word**» b", "a «word» b"),
    (bold, "a «word »b", "a **«word»** b"),
    (bold, "a wo¦rd b", "a **wo¦rd** b"),
    (bold, "a **wo¦rd** b", "a wo¦rd b"),
    (bold, "a ¦ b", "a **¦** b"),
    (bold, "a **¦** b", "a ¦ b"),
    (bold, "a **two words¦** b", "a **two words**¦ b"),
    (bold, "a **two words**¦ b", "a **two words¦** b"),
    (bold, "a **two words ¦** b", "a **two words** ¦ b"),
    (bold, "a __word¦__ b", "a __word__¦ b"),
    (italic, "a *word¦* b", "a *word*¦ b"),
    (bold, "a ***word¦*** b", "a ***word**¦* b"),
    (italic, "a ***word¦*** b", "a ***word*¦** b"),
    (bold, "a **b *word¦*** c", "a **b *word***¦ c"),
    (partial(toggle_wrap, kind=Kind.CODE), "a `word¦` b", "a `word`¦ b"),
    (bold, "a **wor¦d** b", "a wor¦d b"),
    (italic, "a **¦** b", "a ***¦*** b"),
    (bold, "a ***¦*** b", "a *¦* b"),
    (bold, "a *«word»* b", "a ***«word»*** b"),
    (italic, "a ***«word»*** b", "a **«word»** b"),
    (bold, "a __«word»__ b", "a «word» b"),
    (bold, "**some «bold» words**", "some «bold» words"),
    (bold, "- «one\n- two»", "- **«one**\n- **two»**"),
    (bold, "> «one»", "> **«one»**"),
    (bold, "a * «b» * c", "a * **«b»** * c"),
    (bullets, "on¦e", "- on¦e"),
    (bullets, "- on¦e", "on¦e"),
    (bullets, "para\non¦e\nnext", "para\n\n- on¦e\n\nnext"),
    (bullets, "«one\n\ntwo»", "- «one\n\n- two»"),
    (bullets, "1. «one\n2. two»", "- «one\n- two»"),
    (bullets, "- zero\non¦e", "- zero\n- on¦e"),
    (numbers, "«one\ntwo\n»rest", "1. «one\n2. two\n»\nrest"),
    (toggle_quote, "para\n«one\n\ntwo»", "para\n\n> «one\n>\n> two»"),
    (toggle_quote, "> «one\n>\n> two»", "«one\n\ntwo»"),
    (lambda lines, here: set_heading(lines, here, 2), "para\nti¦tle\nnext", "para\n\n## ti¦tle\n\nnext"),
    (lambda lines, here: set_heading(lines, here, 3), "## ti¦tle", "### ti¦tle"),
    (lambda lines, here: set_heading(lines, here, 2), "## ti¦tle", "ti¦tle"),
    (lambda lines, here: set_heading(lines, here, 0), "para\n## ti¦tle\n\nnext", "para\nti¦tle\n\nnext"),
    (enter, "- one¦", "- one\n- ¦"),
    (enter, "- one¦ two", "- one\n- ¦two"),
    (enter, "- one\n- ¦", "- one\n\n¦"),
    (enter, "- one\n    - ¦", "- one\n- ¦"),
    (enter, "1. one¦\n2. two\n3. three", "1. one\n2. ¦\n3. two\n4. three"),
    (enter, "9) nine¦", "9) nine\n10) ¦"),
    (enter, "1. one¦\n\n2. two\n\n3. three", "1. one\n\n2. ¦\n\n3. two\n\n4. three"),
    (enter, "- one\n\n- two¦", "- one\n\n- two\n\n- ¦"),
    (enter, "- one\n\n- two\n\n- ¦", "- one\n\n- two\n\n¦"),
    (enter, "1. one¦\n\n1. other", "1. one\n\n2. ¦\n\n1. other"),
    (unnest, "1. one\n    1. two¦\n\n2. three", "1. one\n2. two¦\n\n3. three"),
    (enter, "- [x] done¦", "- [x] done\n- [ ] ¦"),
    (enter, "> quoted¦", "> quoted\n> ¦"),
    (enter, "> quoted\n> ¦", "> quoted\n\n¦"),
    (enter, "> - one¦", "> - one\n> - ¦"),
    (enter, "plain¦", None),
    (enter, "¦- one", None),
    (enter, "---¦", None),
    (nest, "- one\n- two¦", "- one\n    - two¦"),
    (nest, "- one¦", None),
    (nest, "1. one\n2. two¦\n3. three", "1. one\n    1. two¦\n2. three"),
    (nest, "- one\n- two¦\n    - child\n- three", "- one\n    - two¦\n        - child\n- three"),
    (unnest, "- one\n    - two¦\n        - child", "- one\n- two¦\n    - child"),
    (unnest, "1. one\n    1. two¦\n2. three", "1. one\n2. two¦\n3. three"),
    (unnest, "- one¦", None),
    (
        lambda lines, here: insert_link(lines, here, "https://a.example", ""),
        "see «us» now",
        "see [«us»](https://a.example) now",
    ),
    (lambda lines, here: insert_link(lines, here, "/new/", ""), "see [«us»](/old/)", "see [«us»](/new/)"),
    (lambda lines, here: insert_link(lines, here, "a b(1).html", "x"), "¦", "[x](a%20b%281%29.html)¦"),
    *(
        (partial(_lead_elsewhere, words=words), before, after)
        for before, words, after in (
            ('[fo¦rm](a.pdf "The form")', "form", '[form](/new/ "The form")¦'),
            ("[fo¦rm](<my form.pdf> 'T')", "form", "[form](/new/ 'T')¦"),
            ("[![Our cli¦nic](a.png)](/old/)", "![Our clinic](a.png)", "[![Our clinic](a.png)](/new/)¦"),
            ("[the `a[0]` th¦ing](/old/)", "the `a[0]` thing", "[the `a[0]` thing](/new/)¦"),
            ("[the `a[0]` th¦ing](/old/)", "our `a[0]` [thing]", "[our `a[0]` \\[thing\\]](/new/)¦"),
            ("[**us** \\[a¦\\]](/old/)", "**us** \\[a\\]", "[**us** \\[a\\]](/new/)¦"),
        )
    ),
    (
        lambda lines, here: insert_link(lines, here, "my form.pdf", "ours"),
        "[fo¦rm](<my form.pdf> 'T')",
        "[ours](<my form.pdf> 'T')¦",
    ),
    *(
        (lambda lines, here: insert_link(lines, here, "/how/", "How"), before, after)
        for before, after in (
            ("safety¦", "safety [How](/how/)¦"),
            ("safety ¦", "safety [How](/how/)¦"),
            ("¦safety", "[How](/how/)¦ safety"),
            ("your sa¦fety first", "your safety [How](/how/)¦ first"),
            ("Read this:¦", "Read this: [How](/how/)¦"),
            ("(see ¦)", "(see [How](/how/)¦)"),
            ("(¦)", "([How](/how/)¦)"),
            ("see ¦, please", "see [How](/how/)¦, please"),
            ("**safety**¦", "**safety** [How](/how/)¦"),
            ("¦**safety**", "[How](/how/)¦ **safety**"),
            ("| a¦ | b |", "| a [How](/how/)¦ | b |"),
            ("安全¦第一", "安全[How](/how/)¦第一"),
            ("sa«fe»ty", "sa[«How»](/how/)ty"),
        )
    ),
    (remove_link, "see [u¦s](/old/) now", "see «us» now"),
    (
        lambda lines, here: insert_picture(lines, here.end, "a.jpg", "A room"),
        "text¦\nmore",
        "text\n\n![A room](a.jpg)¦\n\nmore",
    ),
    (
        lambda lines, here: insert_picture(lines, here.end, "a.jpg", "A room"),
        "text\n\n¦\n\nmore",
        "text\n\n![A room](a.jpg)¦\n\nmore",
    ),
    (lambda lines, here: insert_rule(lines, here.end), "text¦", "text\n\n---¦\n"),
    (
        lambda lines, here: insert_table(lines, here.end, 2, 1),
        "text¦",
        "text\n\n| «Heading 1» | Heading 2 |\n| --------- | --------- |\n|           |           |\n",
    ),
]


@pytest.mark.parametrize(
    ("command", "before", "after"), CASES, ids=[case[1].replace("\n", "⏎") for case in CASES]
)
def test_a_command_writes_what_every_generator_reads_the_same(
    command: Callable[[list[str], Selection], Edit | None], before: str, after: str | None
) -> None:
    assert run(command, before) == after


TEXTS = st.lists(
    st.text(st.sampled_from("ab *_`>-#1.|[]()é\U0001f600 "), max_size=14)
    | st.sampled_from(
        ["- one", "    - two", "1. one", "2. two", "> quote", "## head", "", "**bold** *it*", "| a | b |"]
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[list[str], Selection]:
    lines = draw(TEXTS)
    places = []
    for _ in range(2):
        line = draw(st.integers(0, len(lines) - 1))
        places.append(Place(line, draw(st.integers(0, len(lines[line])))))
    return lines, Selection(places[0], draw(st.sampled_from(places)))


COMMANDS = [row for row in ACTIONS if row.command is not None and not row.repeats]
"""The formatting commands: those for tables and sections have promises of their own."""


@pytest.mark.parametrize("row", COMMANDS, ids=[row.name for row in COMMANDS])
@given(passage=passages())
def test_no_command_touches_a_line_outside_the_selection(
    row: object, passage: tuple[list[str], Selection]
) -> None:
    lines, selection = passage
    edit = row.command(lines, selection)  # type: ignore[attr-defined]
    if edit is None:
        return
    after = edit.apply(lines)
    first, last = selection.start.line, selection.end.line
    assert after[:first] == lines[:first]
    rest = lines[last + 1 :]
    assert not rest or after[-len(rest) :] == rest
    for place in (edit.selection.anchor, edit.selection.head):
        assert 0 <= place.line < len(after)
        assert 0 <= place.column <= len(after[place.line])


@given(
    words=st.text(st.sampled_from("ab cé-,"), min_size=1, max_size=12).filter(lambda text: text.strip(" -,")),
    before=st.sampled_from(["", "see ", "- ", "> ", "1. "]),
    kind=st.sampled_from([Kind.STRONG, Kind.EMPHASIS]),
)
def test_wrapping_twice_gives_the_first_text(words: str, before: str, kind: Kind) -> None:
    lines = [f"{before}{words} end"]
    selection = Selection(Place(0, len(before)), Place(0, len(before) + len(words)))
    edit = toggle_wrap(lines, selection, kind)
    if edit is None:
        return
    once = edit.apply(lines)
    assert has_wrap(once, edit.selection, kind)
    again = toggle_wrap(once, edit.selection, kind)
    assert again is not None
    assert again.apply(once) == lines


@given(count=st.integers(1, 12), data=st.data())
def test_numbers_stay_in_order_after_enter_and_tab(count: int, data: st.DataObject) -> None:
    lines = ["words", "", *(f"{number}. item" for number in range(1, count + 1)), "", "1. other", "1. other"]
    for _ in range(data.draw(st.integers(1, 6))):
        place = Place(data.draw(st.integers(2, count + 1)), 7)
        command = data.draw(st.sampled_from([nest, unnest, enter]))
        edit = command(lines, Selection(place, place)) if len(lines[place.line]) >= 7 else None
        if edit is not None:
            lines = edit.apply(lines)
    assert lines[-3:] == ["", "1. other", "1. other"]
    items = [item for item in map(read_item, lines[:-3]) if item]
    for one, other in pairwise(items):
        if one.depth == other.depth:
            assert other.number == one.number + 1


@given(st.text(st.sampled_from("*_`[]()!a \\<>"), max_size=60))
def test_stretches_lie_inside_the_line_and_hold_their_words(text: str) -> None:
    for stretch in find_stretches(text):
        assert 0 <= stretch.start <= stretch.inner_start <= stretch.inner_end <= stretch.end <= len(text)


def test_an_outline_skips_what_stands_between_fences() -> None:
    lines = [
        "# One",
        "```",
        "# not",
        "```",
        "## **Two** ##",
        "~~~~",
        "```",
        "# not",
        "~~~~",
        "### Three {#id}",
        "#no",
    ]
    assert outline(lines) == (Heading(1, "One", 0), Heading(2, "Two", 4), Heading(3, "Three", 9))
    assert [is_in_fence(lines, line) for line in (0, 2, 4, 7, 9)] == [False, True, False, True, False]


def test_finding_takes_words_as_they_are_written_and_blanks_as_meant() -> None:
    lines = ["Take 10\u00a0mg. take a.c", "retake abc"]
    assert find_hits(lines, Query("take")) == [Hit(0, 0, 4), Hit(0, 12, 16), Hit(1, 2, 6)]
    assert find_hits(lines, Query("take", matches_case=True, whole_words=True)) == [Hit(0, 12, 16)]
    assert find_hits(lines, Query("10 mg")) == [Hit(0, 5, 10)]
    assert find_hits(lines, Query("a.c")) == [Hit(0, 17, 20)]
    assert replaced("a.c abc", Query("a.c"), r"\1") == r"\1 abc"


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 0),
        ("It's a ride-home", 3),
        ("## See [us now](https://a.example/b c)", 3),
        ("10\u00a0mg", 2),
        ("- **x**", 1),
    ],
)
def test_words_are_counted_as_a_reader_would(line: str, count: int) -> None:
    assert count_words(line) == count


@pytest.mark.parametrize(
    "piece", ["> ", ">", "*", "_*", "[a](", "`", "- ", "| ", "# ", "{{", "<!--", " ", "'a"]
)
def test_a_line_of_nothing_but_marks_is_read_like_any_other(piece: str) -> None:
    line = piece * 6000 + "end"
    assert [heading.level for heading in outline([line])] == ([1] if piece == "# " else [])
    assert all(stretch.end <= len(line) for stretch in find_stretches(line))
    assert count_words(line) >= 1
    assert is_in_fence([line, "x"], 1) == (piece == "`")


@pytest.mark.parametrize(
    ("line", "words", "address"),
    [
        ("[form](a.pdf)", "form", "a.pdf"),
        ("[form](<my form.pdf>)", "form", "my form.pdf"),
        ('[form]( a(1).pdf "The form")', "form", "a(1).pdf"),
        ("[form][forms]", "form", ""),
        ("[![A room](a.png)](/us/)", "![A room](a.png)", "/us/"),
    ],
)
def test_the_address_of_a_link_is_read_whole_and_without_its_title(line: str, words: str, address: str):
    assert read_link([line], Selection.at(0, 3)) == (words, address)


class _Counted(Sequence[Hit]):
    """Hits that count how often one of them is looked at."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self.looks = 0

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, place):  # type: ignore[no-untyped-def, override]
        self.looks += 1
        return self.hits[place]


def test_the_hits_that_are_needed_are_found_without_looking_at_all():
    hits = _Counted([Hit(line, column, column + 1) for line in range(5000) for column in range(10)])
    assert hits[next_hit(hits, Place(2500, 4))] == Hit(2500, 4, 5)
    assert hits[previous_hit(hits, Place(2500, 4))] == Hit(2500, 3, 4)
    assert next_hit(hits, Place(9000, 0)) == 0
    assert previous_hit(hits, Place(0, 0)) == len(hits) - 1
    assert len(hits_on(hits, 100, 102)) == 30
    assert hits.looks < 200
