"""Promises about the real engine with the real word list, held against sentences and words of clinics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from clinicwriter.language import spelling_engine
from clinicwriter.language.english import English
from clinicwriter.language.lexicon import Lexicon, medical_words, words_in
from clinicwriter.language.speller import Speller
from clinicwriter.language.spelling_engine import EngineMissingError, HarperEngine
from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.resources import resource_path

pytest.importorskip("harper", reason="this computer has no engine for spelling")

WORDS = Path(__file__).parent / "words"
NAMES = words_in(["Dana Whitfield", "Dr. Okafor", "Riverbend Wellness Clinic"])
MISTAKE = re.compile(r"\{([^|}]+)\|([^}]*)\}")


def lines_of(name: str) -> list[str]:
    text = (WORDS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


TERMS = " ".join(lines_of("medical_terms.txt")).split()
EVERYDAY = [line.split("\t") for line in lines_of("everyday_mistakes.tsv")]
MISSPELT = [line.split("\t") for line in lines_of("misspelt_terms.tsv")]


@pytest.fixture(scope="module")
def engine() -> HarperEngine:
    return HarperEngine(English.AMERICAN)


@pytest.fixture
def speller(engine: HarperEngine) -> Speller:
    return Speller(engine, Lexicon.of(medical_words(), NAMES))


def spelling(findings: Sequence[LanguageFinding]) -> list[str]:
    return [one.words for one in findings if one.kind is LanguageKind.SPELLING]


def test_all_two_hundred_medical_terms_are_right(speller: Speller):
    assert len(TERMS) == 200
    sentences = [f"We talk about {form} today." for term in TERMS for form in (term, f"{term}'s")]
    checked = speller.check("\n\n".join(sentences).split("\n"))
    assert checked is not None
    assert spelling(checked.findings) == []


def test_the_wanted_word_comes_first_for_thirty_everyday_mistakes_in_small_letters_and_with_a_capital(
    speller: Speller,
):
    assert len(EVERYDAY) == 30
    for wrong, right in EVERYDAY:
        for written, wanted in ((wrong, right), (wrong.capitalize(), right.capitalize())):
            (found,) = speller.check_words(f"We talk about {written} today.")
            assert (found.kind, found.words) == (LanguageKind.SPELLING, written)
            assert found.suggestions[0] == wanted


def test_the_usual_misspellings_are_doubted_and_what_they_mean_is_not(speller: Speller):
    meanings = resource_path("words", "misspelt.tsv").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in meanings.splitlines() if not line.startswith("#")]
    wrong, right = (" and ".join(words) for words in zip(*pairs, strict=True))
    assert spelling(speller.check_words(f"We saw {right} today.")) == []
    assert spelling(speller.check_words(f"We saw {wrong} today.")) == [pair[0] for pair in pairs]


def test_none_of_forty_misspelt_terms_is_right_and_the_right_one_is_suggested(speller: Speller):
    assert len(MISSPELT) == 40
    found = {wrong: speller.check_words(f"We talk about {wrong} today.") for wrong, _right in MISSPELT}
    assert [wrong for wrong, findings in found.items() if spelling(findings) != [wrong]] == []
    suggested = [right in found[wrong][0].suggestions[:3] for wrong, right in MISSPELT]
    assert sum(suggested) >= 38


def found_mistakes(speller: Speller) -> tuple[int, int]:
    """Return in how many sentences the mistake was found, and the right words were suggested."""
    found = mended = 0
    for line in lines_of("wrong_sentences.txt"):
        mistake = MISTAKE.search(line)
        assert mistake is not None, line
        start, end = mistake.start(), mistake.start() + len(mistake[1])
        sentence = line[:start] + mistake[1] + line[mistake.end() :]
        right = line[:start] + mistake[2] + line[mistake.end() :]
        hits = [one for one in speller.check_words(sentence) if one.start < end and one.end > start]
        found += bool(hits)
        mended += any(
            sentence[: one.start] + suggestion + sentence[one.end :] == right
            for one in hits
            for suggestion in one.suggestions
        )
    return found, mended


def falsely_marked(speller: Speller) -> list[str]:
    return [line for line in lines_of("right_sentences.txt") if speller.check_words(line)]


def test_most_mistakes_in_sentences_of_clinics_are_found_and_mended(speller: Speller):
    assert len(lines_of("wrong_sentences.txt")) == 150
    found, mended = found_mistakes(speller)
    assert found >= 142
    assert mended >= 140


def test_right_sentences_of_clinics_are_hardly_ever_marked(speller: Speller):
    assert len(lines_of("right_sentences.txt")) == 150
    assert falsely_marked(speller) == []


@pytest.mark.parametrize("words", ["your kind nurse", "your kind words", "your calm voice"])
def test_what_is_yours_may_be_called_kind(speller: Speller, words: str):
    assert not speller.check_words(f"Please thank {words} for us.")
    assert speller.check_words("Let us know when your ready."), "a slip of ours says so still"


def test_without_the_word_list_a_third_of_right_sentences_would_be_marked(engine: HarperEngine):
    assert len(falsely_marked(Speller(engine, Lexicon.of(NAMES)))) > 40


def test_each_english_has_its_own_spelling():
    words = Lexicon()
    british = Speller(HarperEngine(English.BRITISH), words)
    assert spelling(british.check_words("The colour of the tumour.")) == []
    assert spelling(british.check_words("The color of the tumor.")) != []


def test_american_spelling_is_asked_for_in_america(speller: Speller):
    assert spelling(speller.check_words("The color of the tumor.")) == []
    assert spelling(speller.check_words("The colour of the tumour.")) == ["colour", "tumour"]


def test_a_name_after_a_title_is_no_mistake(speller: Speller):
    assert speller.check_words("Dr. Priya Nairx and Ms Kwiatkowskaya are here.") == ()
    assert spelling(speller.check_words("We asked Kwiatkowskaya.")) == ["Kwiatkowskaya"]


def test_a_missing_apostrophe_is_a_matter_of_spelling(speller: Speller):
    (finding,) = speller.check_words("Arrange a ride home: you cant drive until the next day.")
    assert (finding.kind, finding.words, finding.suggestions[0]) == (LanguageKind.SPELLING, "cant", "can't")
    assert finding.question == "Did you mean \u201ccan't\u201d?"


@pytest.mark.parametrize(
    "text", ["\ud800 a", "\x00\x01", "\u202eabc", "a" * 5000, "😀" * 300, "\ufffc", " ", ""]
)
def test_no_text_is_too_odd(speller: Speller, text: str):
    speller.check_words(text)


def test_a_computer_without_the_engine_says_so(monkeypatch: pytest.MonkeyPatch):
    def refuse(_name: str) -> None:
        raise ImportError("no wheel")

    monkeypatch.setattr(spelling_engine, "import_module", refuse)
    with pytest.raises(EngineMissingError, match="not available on this computer"):
        HarperEngine(English.AMERICAN)


def test_what_grammarians_say_becomes_a_question_that_everybody_understands(speller: Speller):
    asked = {}
    for text in ("He don't like it.", "I have ran out."):
        (finding,) = speller.check_words(text)
        asked[text] = finding.question
    assert asked["He don't like it."] == "Should this be \u201cdoesn't\u201d?"
    assert asked["I have ran out."] == "Should this be \u201crun\u201d?"
    (plain,) = speller.check_words("You should of eaten.")
    assert plain.question == plain.message, "what says it plainly stays"
