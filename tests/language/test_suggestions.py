"""Promises about what is offered for a misspelt word."""

from __future__ import annotations

import pytest

from clinicwriter.language.suggestions import best_words, fit_to_offer, usual_meaning


def test_a_word_that_differs_by_doubled_letters_alone_comes_first():
    assert best_words("writting", ["writhing", "witting", "writing"]) == ("writing", "writhing", "witting")
    assert best_words("Apointment", ["Anointment", "Appointment"])[0] == "Appointment"


def test_the_usual_meaning_of_a_misspelling_comes_first_with_its_capitals():
    assert best_words("wich", ["wish", "which", "wick"]) == ("which", "wish", "wick")
    assert usual_meaning("Untill") == "Until"
    assert usual_meaning("UNTILL") == "UNTIL"
    assert usual_meaning("until") is None


@pytest.mark.parametrize("vulgar", ["cumming", "Shit", "bitch's", "bitch\u2019s", "a tit"])
def test_vulgar_words_are_never_offered(vulgar: str):
    assert best_words("combingg", [vulgar, "combing"]) == ("combing",)
    assert fit_to_offer([vulgar, "", "combing"]) == ("", "combing")


def test_words_of_medicine_and_parts_of_longer_words_are_offered():
    words = ("assess", "penis", "vagina")
    assert fit_to_offer(words) == words


def test_no_more_than_three_words_are_offered_each_once():
    assert fit_to_offer(["a", "b", "a", "c", "d"]) == ("a", "b", "c")
