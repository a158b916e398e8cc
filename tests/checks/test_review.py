"""Reviews: by whom, of which text, when due; in the site's own details."""

from datetime import date
from pathlib import PurePosixPath

import pytest

from clinicwriter.article import Article, ArticleError
from clinicwriter.checks import (
    Subject,
    check_article,
    due_review,
    load_rules,
    read_review,
    text_hash,
    with_review,
)

BOOK = load_rules()
TODAY = date(2026, 11, 25)
POST = b"---\r\ntitle: Sleep  # ours\r\ntags: [a, b]\r\n---\r\n\r\nRest well.  \r\n"


def rules(article: Article, today: date = TODAY) -> set[str]:
    return {one.rule_id for one in check_article(Subject(article, today), BOOK).everything}


def test_a_review_is_noted_and_no_other_byte_changes() -> None:
    reviewed = with_review(Article.from_bytes(POST), "Maya Lindqvist, MD", TODAY, date(2028, 11, 25))
    lines = reviewed.to_bytes().split(b"\r\n")
    assert lines[:3] == POST.split(b"\r\n")[:3]
    assert reviewed.to_bytes().endswith(b"---\r\n\r\nRest well.  \r\n")
    review = read_review(reviewed)
    assert (review.who, review.on, review.due) == ("Maya Lindqvist, MD", TODAY, date(2028, 11, 25))
    assert review.is_of(reviewed)


def test_an_edit_afterwards_says_so() -> None:
    reviewed = with_review(Article.from_bytes(POST), "Maya Lindqvist, MD", TODAY)
    assert "review.changed-since" not in rules(reviewed)
    assert "review.changed-since" in rules(reviewed.with_text("Rest badly.\n"))


def test_line_ends_and_blanks_are_no_edit() -> None:
    article = Article.from_bytes(POST)
    assert text_hash(article) == text_hash(article.with_text("Rest\nwell.\n\n"))
    assert text_hash(article) != text_hash(article.with_text("Rest well\n"))


def test_the_sites_own_key_is_used() -> None:
    post = b"---\ntitle: T\nmedically_reviewed_by: Jo\nlast-reviewed: 2020-01-01\n---\n\nText.\n"
    reviewed = with_review(Article.from_bytes(post), "Maya", TODAY)
    data = reviewed.to_bytes()
    assert b"medically_reviewed_by: Maya\nlast-reviewed: 2026-11-25\n" in data
    assert b"reviewed_by: Maya" in data and b"\nreviewed_by:" not in data


def test_marking_again_replaces_the_older_mark() -> None:
    once = with_review(Article.from_bytes(POST), "Maya", TODAY)
    assert with_review(once, "Maya", TODAY).to_bytes() == once.to_bytes()
    assert with_review(once, "Sam", TODAY).to_bytes().count(b"reviewed_by") == 1


@pytest.mark.parametrize(
    "post",
    [
        b"Text.\n",
        b"+++\ntitle = 'T'\n+++\n\nText.\n",
        b'{\n  "title": "T"\n}\n\nText.\n',
        b"Title: T\n\nText.\n",
    ],
)
def test_every_form_of_details_can_hold_a_review(post: bytes) -> None:
    reviewed = with_review(Article.from_bytes(post), 'Maya: "MD"', TODAY)
    assert read_review(reviewed).who == 'Maya: "MD"'
    assert reviewed.text == Article.from_bytes(post).text


def test_details_that_are_locked_are_left_alone() -> None:
    with pytest.raises(ArticleError):
        with_review(Article.from_bytes(b"---\ntitle: T\nText.\n"), "Maya", TODAY)


def test_taking_a_detail_out_and_setting_it_are_opposites() -> None:
    article = Article.from_bytes(POST)
    assert article.with_extra("note", "x").with_extra("note", None).to_bytes() == POST
    assert article.with_extra("note", None) is article


@pytest.mark.parametrize(
    ("today", "is_due", "is_told"),
    [(date(2026, 10, 1), False, False), (date(2026, 12, 1), False, True), (date(2027, 2, 1), True, True)],
)
def test_a_review_is_due_by_its_day(today: date, is_due: bool, is_told: bool) -> None:
    article = with_review(Article.from_bytes(POST), "Maya", date(2025, 1, 1), date(2026, 12, 24))
    assert read_review(article).is_due(today) is is_due
    assert ("review.due" in rules(article, today)) is is_told
    assert (due_review(PurePosixPath("a.md"), article, today) is not None) is is_told
