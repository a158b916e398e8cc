"""Promises about words that are right although no ordinary dictionary has them, and about word lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.language.english import English, english_for
from clinicwriter.language.lexicon import (
    Lexicon,
    is_beside_spelling,
    medical_words,
    read_words,
    words_in,
    write_words,
)
from clinicwriter.resources import resource_path
from make_medical_words import LEFT_OUT, OWN_WORDS, read_own_words

WORDS = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    "word",
    ["gabapentin", "Gabapentin", "GABAPENTIN", "gabapentin's", "gabapentin\u2019s", "gabapentin\u2019"],
)
def test_a_word_in_small_letters_is_right_in_any_case_and_as_a_possessive(word: str):
    assert Lexicon.of(["gabapentin"]).knows(word)


def test_a_name_is_right_as_it_is_written_or_in_capitals_alone():
    lexicon = Lexicon.of(["Spravato", "GABAergic"])
    assert lexicon.knows("Spravato")
    assert lexicon.knows("SPRAVATO")
    assert lexicon.knows("GABAergic")
    assert not lexicon.knows("spravato")
    assert not lexicon.knows("gabaergic")


@pytest.mark.parametrize("word", ["5mg", "CRPS", "SSRIs", "B", "A1c", "GP's", "snake_case"])
def test_codes_and_abbreviations_are_no_matter_of_spelling(word: str):
    assert is_beside_spelling(word)


@pytest.mark.parametrize("word", ["teh", "IMPORTENTLY", "Gabapentine", "Ths"])
def test_words_are_a_matter_of_spelling(word: str):
    assert not is_beside_spelling(word)


def test_names_give_their_words_and_no_single_letters():
    assert words_in(["Dana Whitfield, RN", "Jean-Luc O\u2019Hara", "J. Okafor"]) == {
        "Dana", "Whitfield", "RN", "Jean", "Luc", "O'Hara", "Okafor",
    }  # fmt: skip


@given(st.lists(WORDS), st.lists(WORDS), st.lists(WORDS))
def test_a_list_holds_what_was_added_and_not_what_was_removed(
    first: list[str], add: list[str], remove: list[str]
):
    text = write_words(write_words("", add=first), add=add, remove=remove)
    words = read_words(text)
    assert set(words) == ({*first, *add} - {*remove})
    assert list(words) == sorted(words, key=lambda word: (word.casefold(), word))
    assert write_words(text) == text


def test_remarks_stay_and_a_merge_that_went_wrong_makes_no_words():
    text = "# Words of our clinic\r\nzebra\n<<<<<<< mine\nOkafor\n=======\nalpha\n>>>>>>> theirs\n"
    assert read_words(text) == ("zebra", "Okafor", "alpha")
    assert write_words(text, add=["beta"]) == "# Words of our clinic\nalpha\nbeta\nOkafor\nzebra\n"


def test_the_medical_words_stand_in_order_each_once_with_the_licence_beside_them():
    text = resource_path("words", "medical.txt").read_text(encoding="utf-8")
    words = [line for line in text.splitlines() if not line.startswith("#")]
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word))
    assert len(words) > 7_000
    assert medical_words() == set(words)
    assert "CC0 1.0 Universal" in resource_path("words", "LICENSE.txt").read_text(encoding="utf-8")


def test_the_medical_words_are_those_that_their_sources_make():
    left_out = {line for line in LEFT_OUT.read_text(encoding="utf-8").splitlines() if line[:1] != "#"}
    own = read_own_words(OWN_WORDS)
    assert own <= medical_words()
    assert not (left_out - own) & medical_words()


@pytest.mark.parametrize(
    ("locale", "english"),
    [
        ("en_US", English.AMERICAN), ("en_GB", English.BRITISH), ("en_AU", English.AUSTRALIAN),
        ("en_CA", English.CANADIAN), ("en_NZ", English.AUSTRALIAN), ("en_IE", English.BRITISH),
        ("en-GB", English.BRITISH), ("en_US.UTF-8", English.AMERICAN), ("de_DE", English.AMERICAN),
        ("C", English.AMERICAN), ("en", English.AMERICAN), ("", English.AMERICAN),
    ],
)  # fmt: skip
def test_the_system_says_which_english(locale: str, english: English):
    assert english_for(locale) is english
