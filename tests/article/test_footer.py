"""The clinic's footer: put in once, found again, renewed, taken out, and never shown in the text."""

import pytest

from clinicwriter.article import Article, ArticleError

FOOTER = "---\n\n**For more information visit:**\n\n[Willow Clinic](https://willow.example/)"
BLOCK = f"[//]: # (clinic-footer:start)\n\n{FOOTER}\n\n[//]: # (clinic-footer:end)\n"


def article(text: str) -> Article:
    return Article.from_bytes(b"---\ntitle: x\n---\n\n" + text.encode())


def test_a_footer_goes_in_once_and_comes_out_again() -> None:
    plain = article("Text.\n")
    with_footer = plain.with_footer(FOOTER)
    assert with_footer.to_bytes() == plain.to_bytes() + b"\n" + BLOCK.encode()
    assert with_footer.footer == FOOTER
    assert with_footer.text == "Text."
    assert with_footer.with_footer(FOOTER) is with_footer
    assert with_footer.with_footer(None).to_bytes() == plain.to_bytes()
    assert with_footer.details_differ(plain)


@pytest.mark.parametrize(
    "text", ["", "Text", "Text.\n", "Text.\n\n", "- a\n- b\n", "| a |\n|---|\n| b |\n", "\n\nx\n\n\n"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_footer_is_parted_from_any_text_and_stays_the_same_when_renewed(text: str, line_end: str) -> None:
    plain = Article.from_bytes(f"---\ntitle: x\n---\n\n{text}".replace("\n", line_end).encode())
    once = plain.with_footer(FOOTER)
    assert once.with_footer(FOOTER).to_bytes() == once.to_bytes()
    assert once.body.count("clinic-footer:start") == 1
    before, _, after = once.body.partition("[//]: # (clinic-footer:start)")
    assert before.endswith(line_end * 2) or not before.strip()
    assert after.startswith(line_end * 2)
    assert once.text.strip() == plain.text.strip()
    assert once.with_text(once.text) is once


def test_a_changed_footer_takes_the_place_of_the_old_one() -> None:
    changed = article("Text.\n").with_footer(FOOTER).with_footer("New facts")
    assert changed.footer == "New facts"
    assert changed.body.count("clinic-footer:") == 2


def test_two_footers_become_one_and_text_below_is_kept() -> None:
    doubled = article(f"One.\n\n{BLOCK}\nTwo.\n\n{BLOCK}\nThree.\n")
    mended = doubled.with_footer(FOOTER)
    assert mended.body.count("clinic-footer:start") == 1
    assert mended.text == "One.\n\nTwo.\n\nThree."


def test_text_typed_below_the_footer_is_part_of_the_text() -> None:
    below = article(f"One.\n\n{BLOCK}\nTwo.\n")
    assert below.text == "One.\n\nTwo."
    assert below.with_text(below.text) is below
    assert below.with_text("One.\n\nTwo!").to_bytes() == article(f"One.\n\nTwo!\n\n{BLOCK}").to_bytes()


@pytest.mark.parametrize("text", ["", "x", "x\n", "\n", "\n\nx\n\n", "x\r\ny", "```\nopen"])
def test_an_edited_text_keeps_the_footer_and_reads_back(text: str) -> None:
    changed = article("Old.\n").with_footer(FOOTER).with_text(text)
    assert changed.text == text
    assert changed.footer == FOOTER


def test_a_footer_glued_to_the_text_is_healed() -> None:
    glued = article("Text.\n" + BLOCK.replace("\n\n", "\n"))
    assert glued.text == "Text."
    assert glued.with_footer(FOOTER).to_bytes() == article("Text.\n\n" + BLOCK).to_bytes()


def test_markers_as_html_remarks_are_understood() -> None:
    old = article("Text.\n\n<!-- clinic-footer:start -->\n\nVisit us\n\n<!-- clinic-footer:end -->\n")
    assert old.footer == "Visit us"
    assert old.with_footer(FOOTER).body == "\nText.\n\n" + BLOCK


def test_a_footer_inside_a_code_block_is_an_example() -> None:
    example = article(f"```\n{BLOCK}```\n")
    assert example.footer is None
    assert example.with_footer("Ours").footer == "Ours"
    assert example.with_footer("Ours").text == f"```\n{BLOCK}```"


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n[//]: # (clinic-footer:start)\n\nopen\n",
        "[//]: # (clinic-footer:end)\n",
        "```\ncode\n",
        "a <!-- b\n",
        "Words.\n\n<pre>\nopen\n",
        "<script>\nlet a = 1;\n",
    ],
)
def test_an_unclear_end_is_refused(text: str) -> None:
    with pytest.raises(ArticleError):
        article(text).with_footer(FOOTER)


@pytest.mark.parametrize(
    "text", ["Write `<!--` to hide.\n", "```\n<!-- and <pre>\n```\n", "<pre>\na\n</pre>\n", "Use `<pre>`.\n"]
)
def test_what_only_speaks_of_a_remark_gets_its_footer(text: str) -> None:
    assert FOOTER in article(text).with_footer(FOOTER).body


def test_an_old_footer_without_markers_is_found_and_taken_out() -> None:
    old = article("Text.\n\n---\n\n**For more information visit:**\n\n[Willow](https://w.example/)\n")
    assert old.legacy_footer == "---\n\n**For more information visit:**\n\n[Willow](https://w.example/)\n"
    assert old.without_legacy_footer().to_bytes() == article("Text.\n").to_bytes()


def test_what_somebody_wrote_below_an_old_footer_stays() -> None:
    old = article(
        "Stra\u00dfe.\n\nFor more information visit\n\n[W](https://w.example/)\n\n## Also\n\nMine.\n"
    )
    assert old.without_legacy_footer().to_bytes() == article("Stra\u00dfe.\n\n## Also\n\nMine.\n").to_bytes()


def test_an_old_footer_has_no_more_paragraphs_than_footers_have() -> None:
    footer = "".join(
        f"{line}\n\n" for line in ("For more information visit", "W", "Street", "Phone", "We", "No")
    )
    old = article(f"Text.\n\n{footer}Mine.\n")
    assert old.without_legacy_footer().to_bytes() == article("Text.\n\nMine.\n").to_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n",
        "For more information visit: us.\n\n" + "word " * 400,
        "We say For more information visit us.\n",
        BLOCK,
    ],
)
def test_other_texts_have_no_old_footer(text: str) -> None:
    assert article(text).legacy_footer is None
    assert article(text).without_legacy_footer().to_bytes() == article(text).to_bytes()


def test_text_below_the_footer_reads_the_same_whatever_the_details_line_ends_are() -> None:
    head = b"---\r\n" + b"a: 1\r\n" * 9
    below = Article.from_bytes(head + b"---\r\n\nOne.\n\n" + BLOCK.encode() + b"\nTwo.\n")
    assert below.text == "One.\n\nTwo."
    assert below.with_text("One.").to_bytes() == head + b"---\r\n\nOne.\n\n" + BLOCK.encode()


def test_a_renewed_footer_keeps_its_own_line_ends() -> None:
    mixed = Article.from_bytes(b"a\r\nb\r\nc\r\nd\r\ne\r\n\r\n" + BLOCK.encode() + b"\n\n")
    once = mixed.with_footer("New")
    assert once.with_footer("New").to_bytes() == once.to_bytes()


@pytest.mark.parametrize(
    "body",
    [
        "The flu.\n\n" + BLOCK + "\nBelow: the flu.\n\n\n",
        "The flu.\r\n   \r\n" + BLOCK.replace("\n", "\r\n") + "\r\n\r\nBelow: the flu.",
        "The flu.\n   \n" + BLOCK,
        "The flu.",
        BLOCK + "flu",
    ],
)
def test_words_change_where_they_stand_above_the_footer_and_below_it(body: str) -> None:
    changed = article(body).with_words(lambda text: text.replace("flu", "cold"))
    assert changed.to_bytes() == article(body.replace("flu", "cold")).to_bytes()


@pytest.mark.parametrize("rest", ["\nBelow.\n\n", "\n\nBelow.", ""])
@pytest.mark.parametrize("blank", ["\n\n", "\n \t\n"])
def test_an_edited_text_leaves_the_footer_where_it_stands(rest: str, blank: str) -> None:
    body = "Mine." + blank + BLOCK + rest
    old = article(body)
    assert old.with_text(old.text.replace("Mine", "Yours")).body == "\n" + body.replace("Mine", "Yours")
    both = old.with_text("Something else.\n")
    assert (both.text, both.footer) == ("Something else.\n", FOOTER)
