"""Checking an article: places, order, merging, what stays ignored."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.article import Article
from clinicwriter.checks import (
    Checker,
    Report,
    Scope,
    Severity,
    Subject,
    TextPlace,
    check_article,
    load_rules,
)
from clinicwriter.checks import checker as checker_module
from clinicwriter.language import Part, PartReading

BOOK = load_rules()
TODAY = date(2026, 11, 25)
PIECES = st.sampled_from(
    [
        "Ketamine **cures** pain.",
        "Several studies have shown that it works.",
        "We *utilize* a pump.",
        "\n\n",
        "\n",
        "- ",
        "> ",
        "# ",
        "`cure`",
        "[cured](https://x.org/a_b)",
        "| a | cure |\n|---|---|\n",
        "sam@x.org",
        "&nbsp;",
        "```\ncure\n```\n",
        "<b>cure</b>",
        "\r\n",
        "{{ cure }}",
        "Dr. No cures.",
        "\\*cure\\*",
        "e\u0301\u0302 ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60))


def report_of(text: str) -> Report:
    return check_article(Subject(Article.from_bytes(text.encode("utf-8", "surrogatepass")), TODAY), BOOK)


def rules_of(text: str) -> set[str]:
    return {finding.rule_id for finding in report_of(text).everything}


@given(TEXTS)
def test_a_place_slices_to_the_words(text: str) -> None:
    article = Article.from_bytes(text.encode("utf-8", "surrogatepass"))
    for finding in check_article(Subject(article, TODAY), BOOK).everything:
        if isinstance(finding.place, TextPlace):
            assert article.text[finding.place.start : finding.place.end] == finding.words
            assert finding.words


@given(TEXTS)
def test_merging_never_drops_the_worst(text: str) -> None:
    report = report_of(text)
    for dropped in set(report.everything) - set(report.findings):
        place = dropped.place
        assert isinstance(place, TextPlace)
        assert any(
            isinstance(kept.place, TextPlace)
            and kept.place.start < place.end
            and place.start < kept.place.end
            and kept.severity.rank <= dropped.severity.rank
            for kept in report.findings
        )


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_checking_again_finds_what_checking_anew_finds(texts: list[str]) -> None:
    checker = Checker(BOOK)
    for text in texts:
        article = Article.from_bytes(text.encode("utf-8", "surrogatepass"))
        assert checker.check(Subject(article, TODAY)) == check_article(Subject(article, TODAY), BOOK)


def test_the_worst_comes_first() -> None:
    report = report_of("We utilize it.\n\nSeveral studies have shown it.\n\nIt cures pain.\n")
    severities = [finding.severity for finding in report.findings]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


def test_repeats_are_one_group() -> None:
    report = report_of("Two studies found it.\n\nThey say so.\n\nOne study showed it.\n")
    assert "2 studies without a source" in [group.title for group in report.groups]


def test_a_source_in_the_next_sentence_counts() -> None:
    assert "claims.uncited-study" in rules_of("A study found it. See Cohen.\n")
    assert "claims.uncited-study" not in rules_of("A study found it. See [Cohen](https://doi.org/10.1/x).\n")


def test_code_and_link_targets_are_no_prose() -> None:
    assert "claims.cure" in rules_of("cure and [x](/cure/)\n")
    assert "claims.cure" not in rules_of("`cure` and [x](/cure/)\n\n```\nIt cures pain.\n```\n")


def test_a_fix_changes_the_words_and_nothing_else() -> None:
    article = Article.from_bytes(b"---\ntitle: T\n---\n\nIt **cures** pain.  \r\nMore.")
    finding = check_article(Subject(article, TODAY), BOOK).findings[0]
    assert (
        finding.fixes[0].apply(article).to_bytes()
        == b"---\ntitle: T\n---\n\nIt **may ease** pain.  \r\nMore."
    )


@pytest.mark.parametrize("text", ["She was cured of cancer.", "It is a cure for pain.", "It is curing pain."])
def test_no_fix_is_offered_that_would_break_the_sentence(text: str) -> None:
    article = Article.from_bytes(f"---\ntitle: {text}\n---\n\n{text}\n".encode())
    found = [
        one for one in check_article(Subject(article, TODAY), BOOK).findings if one.rule_id == "claims.cure"
    ]
    assert len(found) == 2
    assert not any(one.fixes for one in found)


ADDED = [
    pytest.param(rule.id, text, id=rule.id)
    for rule in BOOK.active
    for text in rule.bad[:1]
    if any(fix.after for fix in rule.fixes) and Scope.DOCUMENT not in rule.scopes
]


@pytest.mark.parametrize(("rule", "text"), ADDED)
def test_a_sentence_is_added_once(rule: str, text: str) -> None:
    article = Article.from_bytes(f"{text}\n\nWe are here.\n".encode())
    (finding,) = [one for one in report_of(article.text).everything if one.rule_id == rule]
    fixed = finding.fixes[0].apply(article)
    left = [one for one in report_of(fixed.text).everything if one.rule_id == rule]
    assert [fix for one in left for fix in one.fixes] == []
    assert bool(left) is (rule in {"claims.guarantee", "claims.everyone"}), (
        "what still promises is still found"
    )


def test_no_sentence_is_added_behind_a_heading() -> None:
    report = report_of("## Success stories\n\nA text.\n")
    (finding,) = [one for one in report.everything if one.rule_id == "claims.before-after"]
    assert finding.fixes == ()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Relief came within within hours.\n", "Relief came within hours.\n"),
        ("Relief came **within\nwithin** hours.\n", "Relief came **within** hours.\n"),
        ("The the nurse calls.\n", "The nurse calls.\n"),
        ("See the **the** nurse.\n", None),
        ("See [the](nurse.html) the nurse.\n", None),
    ],
)
def test_a_doubled_word_is_written_once_where_no_mark_stands_between(text: str, fixed: str | None) -> None:
    (finding,) = [one for one in report_of(text).everything if one.rule_id == "style.doubled-word"]
    article = Article.from_bytes(text.encode())
    assert [fix.apply(article).text for fix in finding.fixes] == ([fixed] if fixed else [])


@pytest.mark.parametrize(
    "text",
    [
        "The people who work work hard.\n",
        "Those who really think think twice.\n",
        "The people we help help others.\n",
        "What matters matters.\n",
    ],
)
def test_a_deed_that_ends_a_clause_may_be_followed_by_the_same(text: str) -> None:
    assert "style.doubled-word" not in rules_of(text)


@pytest.mark.parametrize(
    "text",
    ["You need need rest.\n", "A nurse who the the clinic sends.\n", "We help when you need need it.\n"],
)
def test_a_slip_behind_such_words_is_told_all_the_same(text: str) -> None:
    assert "style.doubled-word" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        *("We rest\n\nrest is good.\n", "- rest\n- rest\n", "Rest. Rest is good.\n"),
        *("This is care  \ncare for you.\n", "This is care\\\ncare for you.\n"),
        *("This is care<br>\ncare for you.\n", "This is care <br> care for you.\n"),
    ],
)
def test_a_word_of_the_next_paragraph_item_line_or_sentence_is_no_second_one(text: str) -> None:
    assert "style.doubled-word" not in rules_of(text)


def test_a_slip_inside_a_claim_is_found_as_well() -> None:
    found = {one.rule_id for one in report_of("Patients get relief within within hours.\n").findings}
    assert {"claims.instant", "style.doubled-word"} <= found


def test_a_key_reads_only_its_own_paragraph_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_part = checker_module.read_part

    def noted(source: str, part: Part, definitions: Mapping[str, str]) -> PartReading:
        read.append(source)
        return read_part(source, part, definitions)

    monkeypatch.setattr(checker_module, "read_part", noted)
    paragraphs = [f"This is paragraph {number}, and it cures pain." for number in range(400)]
    checker = Checker(BOOK)
    checker.check(Subject(Article.from_bytes("\n\n".join(paragraphs).encode()), TODAY))
    assert len(read) == 400
    read.clear()
    paragraphs[200] += " More."
    report = checker.check(Subject(Article.from_bytes("\n\n".join(paragraphs).encode()), TODAY))
    assert read == [paragraphs[200]]
    assert sum(finding.rule_id == "claims.cure" for finding in report.findings) == 400


@pytest.mark.parametrize(
    ("text", "is_graded"),
    [
        ("We go.", False),
        ("We go. " * 9, False),
        ("We are " * 60, False),
        ("We are here. " * 17, True),
    ],
)
def test_a_grade_is_told_of_text_enough_alone(text: str, is_graded: bool) -> None:
    assert (report_of(text).grade is not None) is is_graded
