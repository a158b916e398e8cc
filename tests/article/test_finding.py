"""Promises about replacing words: exactly the words, and no address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.article import Query

VISIT = Query("visit")


@pytest.mark.parametrize(
    ("query", "new", "before", "after"),
    [
        (Query("pain"), "ache", "Pain and painful.", "Ache and acheful."),
        (Query("pain", whole_words=True), "ache", "Pain and painful.", "Ache and painful."),
        (Query("pain", matches_case=True), "ache", "Pain and painful.", "Pain and acheful."),
        (Query("Pain"), "ache", "Pain, pain", "ache, ache"),
        (Query("10 mg"), "20 mg", "10\u00a0mg\r\n10 mg", "20 mg\r\n20 mg"),
        (VISIT, "stay", "A [visit](visit.html) <visit@a.example>", "A [stay](visit.html) <visit@a.example>"),
        (VISIT, "stay", "![visit](visit.png)\n[v]: /visit/\nvisit", "![stay](visit.png)\n[v]: /visit/\nstay"),
        (VISIT, "stay", "https://a.eu/visit visit {{ visit }}", "https://a.eu/visit stay {{ visit }}"),
        (Query("a.c"), r"\1", "a.c abc", r"\1 abc"),
        (Query("word"), "", "a word here", "a  here"),
    ],
)  # fmt: skip
def test_words_give_way_and_addresses_stay(query: Query, new: str, before: str, after: str):
    assert query.replaced_in(before, new) == after


@given(
    text=st.text(st.sampled_from("ab [](){}<>%/:\n\r#é"), max_size=40), words=st.text("ab<[({", min_size=1)
)
def test_words_replaced_by_themselves_leave_every_letter(text: str, words: str):
    assert Query(words, matches_case=True).replaced_in(text, words) == text
