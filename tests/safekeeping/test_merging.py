"""Two texts that grew from one are joined, and no line of either side is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.safekeeping import Choice, Piece, made_up_base, merge_texts

lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d\r\n", "e\r"]), max_size=12)
last = st.sampled_from(["", "z", "a"])
texts = st.builds(lambda some, end: "".join(some) + end, lines, last)

BASE = "one\ntwo\nthree\nfour\nfive\n"


def test_changes_in_different_places_are_joined():
    merge = merge_texts(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"))
    assert merge.is_clean and merge.text() == "ONE\ntwo\nthree\nfour\nFIVE\n"


def test_an_insertion_and_a_deletion_elsewhere_are_joined():
    merge = merge_texts(BASE, "zero\n" + BASE, BASE.replace("four\n", ""))
    assert merge.is_clean and merge.text() == "zero\none\ntwo\nthree\nfive\n"


def test_the_same_change_on_both_sides_is_made_once():
    both = BASE.replace("two", "TWO")
    assert merge_texts(BASE, both + "mine\n", both).text() == both + "mine\n"


def test_the_same_line_changed_differently_is_a_conflict():
    merge = merge_texts(BASE, BASE.replace("two", "mine"), BASE.replace("two", "theirs"))
    assert merge.conflicts == (Piece("two\n", "mine\n", "theirs\n"),)
    assert merge.text([Choice.MINE]) == BASE.replace("two", "mine")
    assert merge.text([Choice.THEIRS]) == BASE.replace("two", "theirs")
    assert merge.text([Choice.BOTH]) == merge.text() == BASE.replace("two", "mine\ntheirs")


def test_a_deletion_against_a_change_is_a_conflict():
    merge = merge_texts(BASE, BASE.replace("two\n", ""), BASE.replace("two", "TWO"))
    assert merge.conflicts == (Piece("two\n", "", "TWO\n"),)


def test_both_sides_of_a_last_line_without_its_end_do_not_run_together():
    merge = merge_texts("a", "mine", "theirs")
    assert merge.text([Choice.BOTH]) == "mine\ntheirs"


@pytest.mark.parametrize("text", ["", "a", "a\r\nb", "\u2028\x0c\n"])
def test_nothing_changed_is_the_same_text(text):
    assert merge_texts(text, text, text).text() == text


@given(texts, texts)
def test_where_one_side_did_nothing_the_other_is_taken(base, other):
    assert merge_texts(base, base, other).text() == other
    assert merge_texts(base, other, base).text() == other
    assert merge_texts(base, other, other).text() == other


@given(texts, texts, texts)
def test_the_pieces_are_the_base_in_order(base, mine, theirs):
    assert "".join(piece.base for piece in merge_texts(base, mine, theirs).pieces) == base


@given(texts, texts, texts)
def test_choosing_one_side_everywhere_and_nothing_else_changed_gives_that_side(base, mine, theirs):
    pieces = merge_texts(base, mine, theirs).pieces
    assert "".join(piece.mine for piece in pieces) == mine
    assert "".join(piece.theirs for piece in pieces) == theirs


@given(texts, texts, texts)
def test_no_line_that_either_side_wrote_is_lost(base, mine, theirs):
    merge = merge_texts(base, mine, theirs)
    joined = counted(merge.text())
    for side in (mine, theirs):
        written = counted(side) - counted(base)
        assert not written - joined


@given(texts, texts, texts)
def test_which_side_is_mine_does_not_matter_for_what_is_a_conflict(base, mine, theirs):
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    assert [(p.mine, p.theirs) for p in one.conflicts] == [(p.theirs, p.mine) for p in other.conflicts]
    if one.is_clean:
        assert one.text() == other.text()


def counted(text: str) -> Counter[str]:
    return Counter(line for line in re.split(r"[\r\n]", text) if line)


@given(texts, texts)
def test_without_a_common_beginning_every_place_that_differs_is_asked(mine: str, theirs: str):
    merge = merge_texts(made_up_base(mine, theirs), mine, theirs)
    count = len(merge.conflicts)
    assert merge.text([Choice.MINE] * count) == mine
    assert merge.text([Choice.THEIRS] * count) == theirs
