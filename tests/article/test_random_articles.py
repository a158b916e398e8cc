"""Random articles, random edits: bytes are kept, edits are confined, refusals are in plain words."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.article import (
    Article,
    ArticleError,
    Habits,
    LineChange,
    Role,
    TextLines,
    parse_date,
    slugify,
)
from clinicwriter.article.fields import find_entry
from clinicwriter.errors import ClinicWriterError

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
SIGNS = st.characters(codec="utf-8") | st.sampled_from(
    list("\x00\x85\u2028\u2029\ufeff\xa0\u200b\u202e:#'\"[]{},-|>&*!%@`\\\t ")
)
WORDS = st.text(SIGNS, max_size=12)
PLAIN = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 :#'\-,]{0,12}", fullmatch=True)
KEYS = st.sampled_from(
    [
        "title",
        "Title",
        "author",
        "authors",
        "tags",
        "date",
        "description",
        "draft",
        "slug",
        "x",
        "a b",
        "k:k",
        "image",
    ]
)
VALUES = st.one_of(
    PLAIN,
    WORDS,
    PLAIN.map(lambda text: f'"{text}"'),
    PLAIN.map(lambda text: f"'{text}'"),
    st.lists(PLAIN, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
    st.lists(PLAIN, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items)),
    st.lists(PLAIN, max_size=3).map(lambda items: "".join(f"\n- {item} # c" for item in items)),
    st.tuples(st.sampled_from("|>"), st.sampled_from(["", "-", "+"]), PLAIN).map(
        lambda t: f"{t[0]}{t[1]}\n  {t[2]}\n"
    ),
    st.sampled_from(
        ["", "~", "{a: [1, {b: 2}]}", "&x y", "*x", "!!str z", "2024-05-06 07:08:09 -0800", "{{ title }}"]
    ),
)
YAML_LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]}: {pair[1]}"),
    st.sampled_from(["# remark", "", "  ", "\t", "?"]),
    WORDS,
)
TOML_LINES = st.tuples(
    st.sampled_from(["title", "tags", "date", "draft", "x", "description"]),
    st.sampled_from(
        ['"a"', "'b'", '["a", "b"]', "[\n 'a', # c\n]", "2024-05-06", "true", "{ a = 1 }", "'''\nx\n'''", "?"]
    ),
).map(lambda pair: f"{pair[0]} = {pair[1]}")
JSON_PAIRS = st.tuples(
    st.sampled_from(["title", "tags", "date", "draft", "x"]),
    st.sampled_from(['"a"', '["a", "b"]', "[]", "null", "true", '{"a": [1]}', '"\\u00e9"', "?"]),
).map(lambda pair: f'"{pair[0]}": {pair[1]}')
HEADER_LINES = st.tuples(
    st.sampled_from(["Title", "Tags", "Date", "Authors", "Summary", "X-y"]), PLAIN | WORDS
).map(": ".join)


def _fronts() -> st.SearchStrategy[str]:
    several = {"max_size": 6}
    return st.one_of(
        st.lists(YAML_LINES, **several).map(lambda lines: "\n".join(["---", *lines, "---", ""])),
        st.lists(TOML_LINES, **several).map(
            lambda lines: "\n".join(["+++", *lines, "[extra]", "y = 1", "+++", ""])
        ),
        st.lists(JSON_PAIRS, **several).map(lambda pairs: "{\n  " + ",\n  ".join(pairs) + "\n}\n"),
        st.lists(HEADER_LINES, **several).map(lambda lines: "\n".join([*lines, ""])),
        st.just(""),
    )


BLOCK = "[//]: # (clinic-footer:start)\n\nVisit us\n\n[//]: # (clinic-footer:end)\n"
PIECES = st.one_of(
    WORDS, st.sampled_from(["\n", "\r\n", "\r", "\n\n", "---\n", "```\n", "Title: x\n", BLOCK, "<!--", "# H"])
)
BODIES = st.lists(PIECES, max_size=8).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    front = draw(_fronts()).replace("\n", draw(LINE_ENDS))
    text = front + draw(BODIES)
    data = text.encode(draw(ENCODINGS), "replace")
    return Article.from_bytes(data, habits=draw(HABITS))


HABITS = st.builds(
    Habits,
    form=st.sampled_from(["yaml", "toml", "json", "header", "none"]),
    quote=st.sampled_from(["", "single", "double"]),
    always_quotes=st.booleans(),
    list_style=st.sampled_from(["", "flow", "block", "zero"]),
    string_separator=st.sampled_from(["", ",", " "]),
    tags_as_text=st.booleans(),
    key_order=st.just(("title", "date", "tags", "x")),
    authors_as_list=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
    draft_key=st.sampled_from(["", "draft", "published", "status"]),
)
EDITS = st.one_of(
    st.tuples(
        st.sampled_from([Role.TITLE, Role.SUMMARY, Role.SLUG, Role.IMAGE, Role.IMAGE_ALT]),
        WORDS | PLAIN | st.none(),
    ),
    st.tuples(
        st.sampled_from([Role.TAGS, Role.AUTHORS]), st.lists(WORDS | PLAIN, max_size=3).map(tuple) | st.none()
    ),
    st.tuples(st.sampled_from([Role.DATE, Role.UPDATED]), st.dates() | st.datetimes() | PLAIN | st.none()),
    st.tuples(st.just(Role.DRAFT), st.booleans()),
)


def runs(count: int) -> settings:
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


def check_edits(article: Article, edits: list[tuple[Role, object]]) -> None:
    for role, value in edits:
        try:
            changed = article.with_field(role, value)
        except ArticleError:
            continue
        assert changed.text == article.text
        used = {e.key for e in (*article.entries, *changed.entries) if e.key not in article.extra}
        kept = [[(e.key, e.meaning) for e in a.entries if e.key not in used] for a in (article, changed)]
        assert kept[0] == kept[1]
        assert Article.from_bytes(changed.to_bytes(), habits=article.habits) == changed
        # Of "authors" and "author" each is taken out by itself.
        is_said_again = value is None and find_entry(changed.entries, role, changed.habits) is not None
        if role not in (Role.DATE, Role.UPDATED) and not is_said_again:
            assert changed.with_field(role, value).to_bytes() == changed.to_bytes()
        article = changed


def check_bytes(article: Article) -> None:
    data = article.to_bytes()
    assert article.with_text(article.text).to_bytes() == data
    assert article.with_body(article.body).to_bytes() == data
    assert isinstance(article.lock, str)
    assert all(problem.line >= 1 for problem in article.problems)
    assert len(article.extra) <= len(article.entries)


def check_text(article: Article, text: str) -> None:
    try:
        changed = article.with_text(text)
    except ArticleError:
        assert article.is_read_only or sum(sign < " " for sign in text) > 20
        return
    assert Article.from_bytes(changed.to_bytes(), habits=article.habits).body == changed.body
    if not article.anatomy.layout.unclosed and "clinic-footer" not in text + article.body:
        assert changed.text == text
        assert changed.fields == article.fields


def check_footer(article: Article, footer: str) -> None:
    try:
        once = article.with_footer(footer)
    except ClinicWriterError:
        return
    assert once.with_footer(footer).to_bytes() == once.to_bytes()
    assert once.fields == article.fields


@runs(200)
@given(articles())
def test_random_articles_keep_their_bytes(article: Article) -> None:
    check_bytes(article)


@runs(250)
@given(articles(), st.lists(EDITS, min_size=1, max_size=4))
def test_random_edits_change_nothing_else(article: Article, edits: list[tuple[Role, object]]) -> None:
    check_edits(article, edits)


@runs(200)
@given(articles(), BODIES)
def test_random_texts_read_back(article: Article, text: str) -> None:
    check_text(article, text)


@runs(150)
@given(articles(), st.sampled_from(["Visit us", "---\n\n**Visit**", "a\r\nb"]))
def test_random_footers_go_in_once(article: Article, footer: str) -> None:
    check_footer(article, footer)


@runs(300)
@given(st.binary(max_size=200))
def test_random_bytes_are_kept(data: bytes) -> None:
    article = Article.from_bytes(data)
    check_bytes(article)
    check_edits(article, [(Role.TITLE, "New: title"), (Role.TAGS, ("a", "b"))])


@runs(200)
@given(st.lists(st.tuples(WORDS, LINE_ENDS)), st.data())
def test_random_changes_of_lines_keep_the_other_line_ends(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    lines = TextLines("".join(text + end for text, end in parts))
    assert lines.text() == "".join(text + end for text, end in parts)
    for _ in range(data.draw(st.integers(1, 4))):
        first = data.draw(st.integers(0, len(lines) - 1))
        removed = data.draw(st.integers(1, len(lines) - first))
        inserted = tuple(data.draw(st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=3)))
        before, after = lines.ends[:first], lines.ends[first + removed :]
        lines.apply(LineChange(first, removed, inserted))
        assert lines.ends[-1] == ""
        assert all(lines.ends[:-1])
        if first + removed < len(before) + removed + len(after) and after:
            assert lines.ends[len(lines.ends) - len(after) :] == after


@runs(200)
@given(st.text(max_size=40), st.dates(min_value=date(1900, 1, 1)))
def test_random_dates_and_titles_break_nothing(text: str, day: date) -> None:
    parse_date(text)
    address = slugify(text)
    assert address.isascii()
    assert address.strip("-") == address
    read = parse_date(day.isoformat())
    assert read is not None
    assert read.value == day


@pytest.mark.long
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles(), st.lists(EDITS, min_size=1, max_size=6), BODIES)
def test_very_many_random_articles(article: Article, edits: list[tuple[Role, object]], text: str) -> None:
    check_bytes(article)
    check_edits(article, edits)
    check_text(article, text)
    check_footer(article, "Visit us")
