"""Promises about looking at an article's spelling: only words, only what changed, true places."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

import pytest

from clinicwriter.language.lexicon import Lexicon
from clinicwriter.language.speller import MOST_LOOKED_AT, Speller
from clinicwriter.language.spelling_engine import Doubt
from clinicwriter.language.spelling_findings import Ignored, LanguageFinding, everywhere_line, here_line


class ZedEngine:
    """Doubts each word with a z, and remembers what it looked at."""

    def __init__(self) -> None:
        self.checked: list[str] = []
        self.taught: frozenset[str] = frozenset()

    def teach(self, words: Iterable[str]) -> None:
        self.taught = frozenset(words)

    def check(self, text: str) -> tuple[Doubt, ...]:
        self.checked.append(text)
        return tuple(
            Doubt(found.start(), found.end(), True, found[0], "", ("can't",))
            for found in re.finditer(r"\w*z\w*", text)
        )


class SilentEngine(ZedEngine):
    """Doubts nothing, at once."""

    def check(self, text: str) -> tuple[Doubt, ...]:
        return ()


@pytest.fixture
def engine() -> ZedEngine:
    return ZedEngine()


@pytest.fixture
def speller(engine: ZedEngine) -> Speller:
    return Speller(engine, Lexicon())


def found_in(speller: Speller, text: str) -> list[LanguageFinding]:
    checked = speller.check(text.split("\n"))
    assert checked is not None
    lines = text.split("\n")
    for finding in checked.findings:
        if finding.line == finding.end_line:
            assert lines[finding.line][finding.start : finding.end] == finding.words
    return list(checked.findings)


@pytest.mark.parametrize(
    "text",
    [
        "```\nzap\n```", "~~~ python\nzap\n~~~", "    zap", "Press `zap` now.", "<!-- zap -->",
        "<!--\nzap\n\nzap\n-->", "See [us](/zap/).", "See https://zap.example/zap now.",
        "Write to zap@zap.example now.", "See www.zap.org now.", "![a](zap.jpg)", "{{< zap \"zap\" >}}",
        "{% zap %} and {{ zap }}", "{% highlight zap %}\nzap\n{% endhighlight %}", "[us]: /zap/",
        "The file zap.pdf is here.", "Thanks, @zap and #zap.", "<span class=\"zap\">a</span>",
        "# A {#zap}", "A note.[^zap]", ":zap:",
    ],
)  # fmt: skip
def test_what_is_no_english_is_not_looked_at(speller: Speller, text: str):
    assert found_in(speller, f"Before.\n\n{text}\n\nAfter.") == []


@pytest.mark.parametrize(
    "text",
    [
        "zap", "# zap", "- a zap", "> zap", "**zap**", "[zap](/a/)", "![zap](a.jpg)",
        "| zap | b |\n|---|---|",
        "1. a\n    - zap", "A 😀 zap", "A note.[^1]\n\n[^1]: zap", "<b>zap</b>", "&amp; zap",
    ],
)  # fmt: skip
def test_what_people_read_is_looked_at(speller: Speller, text: str):
    assert len(found_in(speller, f"Before.\n\n{text}\n\nAfter.")) == 1


def test_a_finding_stands_under_its_words_on_the_right_line(speller: Speller):
    findings = found_in(speller, "One.\n\nA *nice* zap here\nand zip there.")
    assert [(one.line, one.start, one.words) for one in findings] == [(2, 9, "zap"), (3, 4, "zip")]


def test_words_with_markup_inside_are_found_but_nothing_is_put_in_their_place(speller: Speller):
    checked = speller.check(["*za*p and zip"])
    assert checked is not None
    assert [(one.words, one.suggestions) for one in checked.findings] == [("zap", ()), ("zip", ("can't",))]


def test_an_engine_that_looked_at_much_forgets_it_and_finds_the_same(engine: ZedEngine):
    taught: list[frozenset[str]] = []
    engine.teach = lambda words: taught.append(frozenset(words))  # type: ignore[method-assign]
    speller = Speller(engine, Lexicon.of(["zoo"]))
    assert not speller.forget_texts()
    text = "\n\n".join(f"A word, a zoo and a zap {number}." for number in range(MOST_LOOKED_AT + 1))
    before = found_in(speller, text)
    assert speller.forget_texts()
    assert not speller.forget_texts()
    assert taught == [frozenset({"zoo"})] * 2
    assert found_in(speller, text) == before


def test_only_a_part_that_changed_is_looked_at_again(speller: Speller, engine: ZedEngine):
    lines = ["One.", "", "Two.", "", "Three."]
    speller.check(lines)
    engine.checked.clear()
    speller.check([*lines[:2], "Two zap.", *lines[3:]])
    assert engine.checked == ["Two zap."]


def test_a_part_that_only_moved_is_found_at_its_new_place(speller: Speller, engine: ZedEngine):
    found_in(speller, "zap")
    engine.checked.clear()
    assert [one.line for one in found_in(speller, "New.\n\nzap")] == [2]
    assert engine.checked == ["New."]


def test_words_that_were_learned_are_found_no_more(speller: Speller, engine: ZedEngine):
    assert len(found_in(speller, "zap")) == 1
    speller.learn(Lexicon.of(["zap"]))
    assert found_in(speller, "zap") == []
    assert "zap" in engine.taught
    speller.learn(Lexicon())
    assert len(found_in(speller, "zap")) == 1


def test_looking_stops_as_soon_as_nobody_wants_it(speller: Speller, engine: ZedEngine):
    lines = [part for number in range(50) for part in (f"Number {number}.", "")]
    assert speller.check(lines, lambda: len(engine.checked) < 3) is None
    assert len(engine.checked) == 3


def test_a_text_in_another_language_is_left_alone_early(speller: Speller, engine: ZedEngine):
    lines = [part for _ in range(200) for part in ("Zur Zeit zwei ganz kurze Sätze zu zeigen", "Zwei zu", "")]
    checked = speller.check(lines)
    assert checked is not None
    assert checked.is_other_language
    assert checked.findings == ()
    assert len(engine.checked) < 20


def test_suggestions_have_the_apostrophes_of_the_text(speller: Speller):
    assert found_in(speller, "It isn't zap")[0].suggestions == ("can't",)
    assert found_in(speller, "It isn\u2019t zap")[0].suggestions == ("can\u2019t",)


def test_what_is_ignored_here_is_shown_elsewhere_and_what_everywhere_nowhere(speller: Speller):
    first, second = found_in(speller, "A first zap it was, a long one.\n\nA second zap it was.")
    here = Ignored.of([here_line(first)])
    assert here.holds(first)
    assert not here.holds(second)
    everywhere = Ignored.of([everywhere_line(first)])
    assert everywhere.holds(first)
    assert everywhere.holds(second)
    moved = found_in(speller, "New.\n\nNew.\n\nA first zap it was, a long one.")[0]
    assert here.holds(moved)


@pytest.mark.parametrize("line", ["here:", "here: ", "here", "", ":", "spelling:"])
def test_a_broken_line_of_what_is_ignored_hides_nothing(speller: Speller, line: str):
    finding = found_in(speller, "zap")[0]
    assert not Ignored.of([line]).holds(finding)


@pytest.mark.parametrize("piece", ["a", ".", "a.", "-", "a@", "@", "w/", ":a"])
def test_no_text_without_blanks_takes_long(piece: str):
    began = time.process_time()
    Speller(SilentEngine(), Lexicon()).check([("x" + piece * 39_000)[:39_000]])
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "words", ["desk@zoo.example", "a.b-z+c@mail.zoo.org", "pictures/zebra.png", "zed.co.uk", "x@y@zz.org"]
)
def test_addresses_and_names_of_files_are_no_words(speller: Speller, words: str):
    found = speller.check([f"Write to {words} today."])
    assert found is not None
    assert found.findings == ()


def test_words_behind_code_that_never_ends_are_looked_at(speller: Speller) -> None:
    assert [one.words for one in found_in(speller, "A.\n\n```\nzap\n\nzip\n")] == ["zap", "zip"]
    assert found_in(speller, "A.\n\n```\nzap\n\nzip\n```\n") == []
