"""A site's habits: learned from its articles, followed by new ones."""

from datetime import UTC, date, datetime

import pytest

from clinicwriter.article import Article, Habits, Role, learn_habits


def learned(*sources: str) -> Habits:
    return learn_habits([Article.from_bytes(source.encode()) for source in sources])


YAML = """---
layout: post
title: 'T{n}'
pubDate: '2024-0{n}-03'
authors:
- Ana
tags:
- a
excerpt: 'S'
---

Text
"""


def test_yaml_habits_are_learned_and_followed() -> None:
    habits = learned(*(YAML.replace("{n}", str(n)) for n in (1, 2, 3)))
    assert habits.keys[Role.DATE] == "pubDate"
    assert (habits.quote, habits.always_quotes, habits.list_style) == ("single", True, "zero")
    assert habits.authors_as_list
    assert habits.extra == (("layout", "post"),)
    new = Article.new(habits=habits, text="Hi\n")
    new = new.with_field(Role.TAGS, ("x",)).with_field(Role.TITLE, "New")
    new = new.with_field(Role.DATE, date(2026, 1, 2)).with_field(Role.AUTHORS, ("Bo",))
    wanted = "---\nlayout: post\ntitle: 'New'\npubDate: '2026-01-02'\nauthors:\n- Bo\ntags:\n- x\n---\n\nHi\n"
    assert new.to_bytes().decode() == wanted


def test_toml_habits_are_learned() -> None:
    source = '+++\ntitle = "A"\ndate = 2024-05-06\ndraft = true\n\n[taxonomies]\ntags = ["a"]\n+++\n'
    habits = learned(source, source)
    assert (habits.form, habits.draft_key) == ("toml", "draft")
    new = Article.new(habits=habits).with_field(Role.TITLE, "T").with_field(Role.TAGS, ("x",))
    assert new.to_bytes() == b'+++\ntitle = "T"\n\n[taxonomies]\ntags = ["x"]\n+++\n\n'


def test_header_habits_are_learned() -> None:
    source = "Title: A\nDate: 2024-05-06 07:08\nTags: a, b\nAuthor: Ana\nStatus: draft\n\nText\n"
    habits = learned(source, source)
    assert (habits.form, habits.draft_key, habits.date_example) == ("header", "Status", "2024-05-06 07:08")
    new = Article.new(habits=habits, text="Hi")
    new = new.with_field(Role.TITLE, "T").with_field(Role.DATE, date(2026, 1, 2)).with_field(Role.DRAFT, True)
    assert new.to_bytes() == b"Title: T\nDate: 2026-01-02\nStatus: draft\n\nHi"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("2026-03-01 09:00:00", "2026-01-12"),
        ("2026-03-01T09:00:00Z", "2026-01-12"),
        ("2026-03-01 09:00:00 +0200", "2026-01-12"),
        ("2026-03-01 09:00:00 -0700", "2026-01-12 01:00:00 -0700"),
        ("2026-03-01", "2026-01-12"),
    ],
)
def test_a_day_that_is_chosen_gets_no_time_that_moves_it_to_another_one(theirs: str, ours: str) -> None:
    habits = learned(f"---\ndate: {theirs}\n---\n")
    new = Article.new(habits=habits).with_field(Role.DATE, date(2026, 1, 12))
    assert new.fields.date == ours
    moment = Article.new(habits=habits).with_field(Role.DATE, datetime(2026, 1, 12, 18, 30, tzinfo=UTC))
    assert (":30" in (moment.fields.date or "")) == (" " in theirs or "T" in theirs)


def test_most_articles_decide() -> None:
    habits = learned(
        "---\ntags: [a]\n---\n", "---\ntags: [a]\n---\n", "---\ntags:\n  - a\n---\n", "no details"
    )
    assert (habits.form, habits.list_style) == ("yaml", "flow")


def test_comma_texts_are_a_habit() -> None:
    habits = learned("---\ntags: a, b\n---\n", "---\ntags: c, d\n---\n")
    assert habits.string_separator == ","
    assert b"tags: x, y\n" in Article.new(habits=habits).with_field(Role.TAGS, ("x", "y")).to_bytes()


def test_no_articles_teach_nothing() -> None:
    assert learn_habits([]) == Habits()


def test_a_date_is_bare_where_titles_are_quoted_and_dates_are_not() -> None:
    habits = learned(*(f"+++\ntitle = 'T{n}'\ndate = 2024-05-0{n}\n+++\nx\n" for n in (1, 2, 3)))
    new = Article.new(habits=habits).with_field(Role.TITLE, "N").with_field(Role.DATE, date(2024, 6, 3))
    assert new.to_bytes() == b"+++\ntitle = 'N'\ndate = 2024-06-03\n+++\n\n"
