"""Dates are read without guessing; web addresses are safe everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from clinicwriter.article import parse_date, slugify, write_date

WEST = timezone(timedelta(hours=-8))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-01-29", date(2023, 1, 29)),
        ("2023/1/9", date(2023, 1, 9)),
        ("\u00a0 2019-08-12 10:00:00", datetime(2019, 8, 12, 10)),
        ("2023-01-29 18:30:22 -0800", datetime(2023, 1, 29, 18, 30, 22, tzinfo=WEST)),
        ("2023-01-29T18:30:22.123Z", datetime(2023, 1, 29, 18, 30, 22, tzinfo=UTC)),
        ("2023-01-29 8:30 -8", datetime(2023, 1, 29, 8, 30, tzinfo=WEST)),
        ("Sun, 29 Jan 2023", date(2023, 1, 29)),
        ("Sept. 5, 2023", date(2023, 9, 5)),
        ("5th May 2023", date(2023, 5, 5)),
    ],
)
def test_dates_are_read(text: str, value: date) -> None:
    read = parse_date(text)
    assert read is not None
    assert read.value == value
    assert read.has_time is isinstance(value, datetime)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "10/11/2026",
        "11-9-2018",
        "2019-02-29",
        "2023-13-01",
        "soon",
        "2023-01-29 25:00:00",
        "2023-01-29 10:00 +9900",
    ],
)
def test_what_is_no_certain_date_is_not_read(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_without_an_example_is_written_plainly() -> None:
    assert write_date(date(2024, 3, 5), "soon") == "2024-03-05"


@pytest.mark.parametrize(
    ("example", "day", "written"),
    [
        ("Wed, 01 May 2024 10:00:00 +0200", 2, "Thu, 02 May 2024 10:00:00 +0200"),
        ("Wednesday, 1 May 2024", 4, "Saturday, 4 May 2024"),
        ("WED May 01, 2024", 5, "SUN May 05, 2024"),
        ("thurs 2 may 2024", 3, "fri 3 may 2024"),
        ("About 1 May 2024", 3, "About 3 May 2024"),
        ("1st May 2024", 2, "2nd May 2024"),
        ("May 2ND, 2024", 11, "May 11TH, 2024"),
        ("11th May 2024", 23, "23rd May 2024"),
        ("22nd May 2024", 21, "21st May 2024"),
        ("22nd May 2024", 13, "13th May 2024"),
    ],
)
def test_weekday_and_ordinal_are_those_of_the_new_day(example: str, day: int, written: str) -> None:
    assert write_date(date(2024, 5, day), example) == written


@pytest.mark.parametrize(
    "example", ["2023-01-29", "9 May 2023", "2023-01-29 18:30:22 -0800", "29 MAY 2023", "january 9, 2023"]
)
def test_a_written_date_reads_back(example: str) -> None:
    for day in (date(2024, 3, 5), date(2031, 12, 31)):
        read = parse_date(write_date(day, example))
        assert read is not None
        assert read.value.timetuple()[:3] == day.timetuple()[:3]


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("It’s 5 Ways to Sleep & Rest!", "its-5-ways-to-sleep-and-rest"),
        ("Été à Łódź — Straße", "ete-a-lodz-strasse"),
        ("Здоровье", "zdorove"),
        ("Υγεία", "ygeia"),
        ("摘要", "article"),
        ("", "article"),
        ("../../etc", "etc"),
        ("CON", "con-article"),
        ("lpt1", "lpt1-article"),
        ("İstanbul", "istanbul"),
        ("a#b?c/d\\e", "a-b-c-d-e"),
    ],
)
def test_addresses_are_plain(title: str, address: str) -> None:
    assert slugify(title) == address


def test_long_titles_make_short_addresses() -> None:
    assert slugify("word " * 40) == "-".join(["word"] * 16)
    assert len(slugify("x" * 300)) == 80
