"""The runs that differ turn the old text into the new one, also where the texts are long."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.safekeeping import differing
from clinicwriter.safekeeping.differing import Run, differing_runs

lines = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def rebuilt(old: list[str], new: list[str], runs: list[Run]) -> list[str]:
    result, at = [], 0
    for run in runs:
        result += old[at : run.first] + new[run.new_first : run.new_last]
        at = run.last
    return result + old[at:]


@given(lines, lines)
def test_the_runs_turn_the_old_into_the_new(old, new):
    runs = list(differing_runs(old, new))
    assert rebuilt(old, new, runs) == new
    assert all(one.last < other.first for one, other in pairwise(runs))


@given(lines, lines)
def test_they_do_so_where_the_matcher_is_not_asked(old, new):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differing, "LARGEST_PUZZLE", 4)
        assert rebuilt(old, new, list(differing_runs(old, new))) == new


def test_small_changes_in_a_long_text_are_small_runs():
    old = [f"line {n}" if n % 2 else "" for n in range(20_000)]
    new = [f"changed {n}" if n % 1000 == 1 else line for n, line in enumerate(old)]
    assert list(differing_runs(old, new)) == [Run(n, n + 1, n, n + 1) for n in range(1, 20_000, 1000)]


def test_a_long_text_that_moved_as_a_whole_is_found_again():
    old = [f"line {n}" for n in range(5_000)]
    assert list(differing_runs(old, ["first", *old, "last"])) == [
        Run(0, 0, 0, 1),
        Run(5000, 5000, 5001, 5002),
    ]
