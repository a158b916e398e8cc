"""Reading grades against published values, and syllables against a list labelled by hand."""

import csv
from pathlib import Path

import pytest

from clinicwriter.language import Band, count_syllables, read_prose, reading_grade, words_of
from clinicwriter.language.grade import flesch_kincaid, flesch_reading_ease, measure_sentence, smog

LABELLED = Path(__file__).parent / "syllables.tsv"


@pytest.mark.parametrize(
    ("text", "grade", "ease"),
    [
        # Wikipedia, Flesch-Kincaid readability tests
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3, 37.5),
        ("The cat sat on the mat.", -1.4, 116),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", None, 69),
    ],
)
def test_published_examples_have_their_published_values(text: str, grade: float | None, ease: float) -> None:
    measure = measure_sentence(text)
    if grade is not None:
        assert flesch_kincaid(measure.words, 1, measure.syllables) == pytest.approx(grade, abs=0.1)
    assert flesch_reading_ease(measure.words, 1, measure.syllables) == pytest.approx(ease, abs=0.6)


def test_green_eggs_and_ham_has_its_published_grade() -> None:
    """5.7 words a sentence and 1.02 syllables a word give -1.3."""
    assert flesch_kincaid(570, 100, 581) == pytest.approx(-1.3, abs=0.05)


@pytest.mark.parametrize(
    ("long_words", "grade"),
    [(4, 5), (9, 6), (16, 7), (25, 8), (36, 9), (49, 10), (64, 11), (81, 12), (100, 13)],
)
def test_smog_agrees_with_the_table_for_thirty_sentences(long_words: int, grade: int) -> None:
    """McLaughlin's table by hand is 3 + the root; the formula runs up to 0.6 higher here."""
    assert 0 <= smog(long_words, 30) - grade <= 0.6


@pytest.mark.parametrize(("kind", "at_least"), [("common", 0.94), ("medical", 0.92)])
def test_syllables_are_counted_as_a_dictionary_does(kind: str, at_least: float) -> None:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == kind]
    right = sum(count_syllables(row["word"]) == int(row["syllables"]) for row in rows)
    assert len(rows) >= 100
    assert right / len(rows) >= at_least


def test_words_in_hyphens_are_one_word_and_the_sum_of_their_syllables() -> None:
    assert [word[0] for word in words_of("a well-known follow-up, it’s 5 mg")] == [
        "a",
        "well-known",
        "follow-up",
        "it’s",
        "mg",
    ]
    assert count_syllables("follow-up") == 3


def text_of(sentences: int) -> str:
    return "\n\n".join("The nurse gives you a medicine for anxiety." for _ in range(sentences))


def test_thirty_sentences_are_measured_by_smog_and_fewer_by_flesch_kincaid() -> None:
    short, long = reading_grade(read_prose(text_of(29))), reading_grade(read_prose(text_of(30)))
    assert short is not None and long is not None
    assert (short.measure, long.measure) == ("Flesch-Kincaid", "SMOG")
    assert long.value == pytest.approx(smog(60, 30))


def test_no_words_have_no_grade() -> None:
    assert reading_grade(read_prose("# Only a heading\n\n`code`\n")) is None


def test_headings_code_and_references_are_not_scored() -> None:
    plain = reading_grade(read_prose("We help you. We call you.\n"))
    more = "# Interventional Anesthesiology\n\nWe help you. We call you.\n\n```\nincomprehensibility\n```\n\n"
    more += "## References\n\nIncomprehensible bibliographical information accumulates.\n"
    assert reading_grade(read_prose(more)) == plain


def test_the_grade_shows_what_costs_most() -> None:
    source = "We help.\n\nPharmacological interventions necessitate *interdisciplinary* collaboration.\n"
    grade = reading_grade(read_prose(source))
    assert grade is not None
    hard = grade.hard_sentences[0]
    assert source[hard.start : hard.end].startswith("Pharmacological interventions")
    assert grade.hard_words[0].word == "interdisciplinary"
    assert grade.band is Band.HARD


def test_topic_words_can_be_spared() -> None:
    source = "Ketamine helps some people. We give ketamine slowly.\n"
    grade = reading_grade(read_prose(source), ["ketamine"])
    assert grade is not None and grade.without_topic_words is not None
    assert grade.without_topic_words < grade.value
