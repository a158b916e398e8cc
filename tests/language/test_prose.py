"""From Markdown to plain words and back to the place of each."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.language import BlockKind, read_prose, split_sentences


def blocks(source: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.words) for block in read_prose(source).blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One **two**", [("heading", "One two")]),
        ("Title\n=====\n\ntext", [("heading", "Title"), ("paragraph", "text")]),
        ("one\ntwo", [("paragraph", "one two")]),
        ("- one\n  two\n- three", [("item", "one two"), ("item", "three")]),
        ("1. one\n\n   more", [("item", "one"), ("item", "more")]),
        ("> said *so*", [("quote", "said so")]),
        ("| A | B |\n|---|---|\n| c | d |", [("cell", "A"), ("cell", "B"), ("cell", "c"), ("cell", "d")]),
        ("```\ncode\n```\ntext", [("paragraph", "text")]),
        ("```\nwords\n\nmore", [("paragraph", "words"), ("paragraph", "more")]),
        ("````\nwords\n```\nmore", [("paragraph", "words"), ("paragraph", "more")]),
        ("- ```\n  code\n  ```\n\ntext", [("paragraph", "text")]),
        ("    code", []),
        ("<!-- hidden -->", [("remark", " hidden ")]),
        ("seen <!-- hidden --> seen", [("remark", " hidden "), ("paragraph", "seen  seen")]),
        ("<!--\nhidden\n-->", [("remark", "\nhidden\n")]),
        ("[^1]: A note", [("note", "A note")]),
        ("a[^1] b", [("paragraph", "a b")]),
        ("see [the page](/x/ \"t\")", [("paragraph", "see the page")]),
        ("![alt](x.png)", []),
        ("a `code` b", [("paragraph", "a \ufffc b")]),
        ("{{< figure src=x >}}", []),
        ("a {{ site.name }} b", [("paragraph", "a \ufffc b")]),
        ("snake_case 2 * 3", [("paragraph", "snake_case 2 * 3")]),
        ("R&amp;D &lt;5", [("paragraph", "R&D <5")]),
        ("\\*no star\\*", [("paragraph", "*no star*")]),
        ("<figcaption>Words</figcaption>", [("caption", "Words")]),
        ("import X from 'x'", []),
    ],
)  # fmt: skip
def test_markup_is_taken_off(source: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(source) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Smith is here. He waits.", 2),
        ("Take 5 mg. at night. Then rest.", 2),
        ("The dose is 5 mg. Then rest.", 2),
        ("It is 0.5 mg/kg a day.", 1),
        ("We open at 9 a.m. on Mondays.", 1),
        ("We open at 9 a.m. Come early.", 2),
        ("Some foods, e.g. cheese, are rich.", 1),
        ("Is it safe? Ask us!", 2),
        ("She said “Stop.” Then she left.", 2),
        ("See J. Smith et al. for more.", 1),
        ("Read fig. 3 and no. 4 first.", 1),
        ("No. We do not.", 2),
        ("Wait... then go.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


SOURCE = st.text(st.sampled_from(list("ab .*_`[]()<>!#-|\\&;{}%\n\r~=:^1\"'>")), max_size=80)


@given(SOURCE)
def test_every_plain_character_has_its_place(source: str) -> None:
    last = 0
    for block in read_prose(source).blocks:
        for at, letter in enumerate(block.words):
            start, end = block.text.source_span(at, at + 1)
            assert last <= end <= len(source)
            last = max(last, start)
            if letter.isalnum() and block.kind is not BlockKind.REMARK:
                assert letter in source[start:end] or source[start] == "&"


@given(SOURCE)
def test_reading_part_by_part_misses_nothing(source: str) -> None:
    prose = read_prose(source)
    assert all(0 <= block.start <= block.end <= len(source) for block in prose.blocks)
    for link in prose.links:
        assert source[link.start : link.end]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "{{",
        "{% ",
        "` `` ",
        "<!-- ",
        '<a x="',
        "[a]((",
        "$$ a",
        "&",
        ">",
        "|a",
        "a. ",
        "- a\n",
        ".",
        "[^",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    list(read_prose("x" + piece * 20_000 + "x").sentences())
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("$$", "$$"),
        ("<pre>", "</pre>"),
        ("<script>", "</script>"),
        ("<!-- a remark", "-->"),
        ("{% raw %}", "{% endraw %}"),
        ("{{< highlight python >}}", "{{< /highlight >}}"),
    ],
)
def test_what_never_ends_hides_nothing_below_it(opening: str, closing: str) -> None:
    def paragraphs(source: str) -> str:
        return " ".join(words for kind, words in blocks(source) if kind == "paragraph")

    below = "Patient John came in.\n\nHe is well."
    assert "John came in. He is well." in paragraphs(f"before\n\n{opening}\n\n{below}")
    assert "John" not in paragraphs(f"before\n\n{opening}\n\n{below}\n{closing}\n\nafter")
    assert "after" in paragraphs(f"before\n\n{opening}\n\n{below}\n{closing}\n\nafter")
