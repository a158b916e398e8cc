"""Setting, changing and clearing details in each form and style of front matter."""

from datetime import UTC, date, datetime

import pytest

from clinicwriter.article import Article, ArticleError, Habits, Role


def yaml_article(front: str, habits: Habits = Habits()) -> Article:  # noqa: B008 - a frozen value
    return Article.from_bytes(f"---\n{front}---\n\nText.\n".encode(), habits=habits)


def front(article: Article) -> str:
    return article.anatomy.front_source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, b]\n", "tags: [a, b, new]\n"),
        ("tags: [a, b]  # why\n", "tags: [a, b, new]  # why\n"),
        ("tags: ['a', 'b']\n", "tags: ['a', 'b', 'new']\n"),
        ('tags: [a, "b"]\n', 'tags: [a, "b", new]\n'),
        ('tags:\n  - a\n  - "b"\n', 'tags:\n  - a\n  - "b"\n  - new\n'),
        ("tags: [\n  a,\n  b,\n]\n", "tags: [\n  a,\n  b,\n  new,\n]\n"),
        ("tags:\n  - a\n  - b\n", "tags:\n  - a\n  - b\n  - new\n"),
        (
            "tags:\n  - a # first\n  # between\n  - b\nx: 1\n",
            "tags:\n  - a # first\n  # between\n  - b\n  - new\nx: 1\n",
        ),
        ("tags:\n- a\n- b\n\n# end\n", "tags:\n- a\n- b\n- new\n\n# end\n"),
        ("tags:\n    -   a\n    -   b\n", "tags:\n    -   a\n    -   b\n    - new\n"),
        ("tags: a,b\n", "tags: a,b,new\n"),
        ("tags: a, b\n", "tags: a, b, new\n"),
        ('tags: "a, b"\n', 'tags: "a, b, new"\n'),
    ],
)
def test_a_tag_is_appended_in_the_style_that_is_there(before: str, after: str) -> None:
    assert front(yaml_article(before).with_field(Role.TAGS, ("a", "b", "new"))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags:\n", "tags: [new]\n"),
        ("tags:   # none\n", "tags: [new]   # none\n"),
        ("tags: ~\n", "tags: [new]\n"),
        ("tags: []\n", "tags: [new]\n"),
        ("x: 1\n", "x: 1\ntags: [new]\n"),
        ("list:\n  - a\n", "list:\n  - a\ntags:\n  - new\n"),
        ("list:\n- a\ntags:\n", "list:\n- a\ntags:\n- new\n"),
    ],
)
def test_a_first_tag_makes_a_list(before: str, after: str) -> None:
    assert front(yaml_article(before).with_field(Role.TAGS, ("new",))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, b, c]\n", "tags: [a, c]\n"),
        ("tags:\n  - a\n  # about b\n  - b\n  - c\n", "tags:\n  - a\n  # about b\n  - c\n"),
        ("tags: a,b,c\n", "tags: a,c\n"),
    ],
)
def test_a_tag_is_removed_and_the_others_stay_as_written(before: str, after: str) -> None:
    assert front(yaml_article(before).with_field(Role.TAGS, ("a", "c"))) == after


@pytest.mark.parametrize("before", ["tags: [a]\n", "tags:\n  - a\nx: 1\n", "tags: a\n"])
def test_no_tags_leave_an_empty_list_and_none_takes_the_key_out(before: str) -> None:
    article = yaml_article("title: x\n" + before)
    assert "tags: []\n" in front(article.with_field(Role.TAGS, ()))
    assert "tags" not in front(article.with_field(Role.TAGS, None))


def test_tags_parted_by_blanks_stay_a_text_where_the_site_does_so() -> None:
    article = yaml_article("tags: flu winter\n", Habits(string_separator=" "))
    assert article.fields.tags == ("flu", "winter")
    assert front(article.with_field(Role.TAGS, ("flu", "winter", "new"))) == "tags: flu winter new\n"
    assert front(article.with_field(Role.TAGS, ("flu", "a b"))) == "tags: [flu, a b]\n"


def test_one_text_becomes_a_list_when_a_second_tag_comes() -> None:
    assert (
        front(yaml_article("tags: one tag\n").with_field(Role.TAGS, ("one tag", "b")))
        == "tags: [one tag, b]\n"
    )


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        ("title: Old\n", "New, better {yes}", "title: New, better {yes}\n"),
        ("title: Old\n", "New: better", 'title: "New: better"\n'),
        ("title: 'Old'\n", "It's", "title: 'It''s'\n"),
        ('title: "Old"\n', 'Say "ah"', 'title: "Say \\"ah\\""\n'),
        ("title:   Old   # why\nx: 1\n", "New", "title:   New   # why\nx: 1\n"),
        ("title: Old\n", "2024", 'title: "2024"\n'),
        ("title: Old\n", "yes", 'title: "yes"\n'),
        ("title: Old\n", "a\u2028b\u0085c\ufeffd", 'title: "a b c\\ufeffd"\n'),
        ("title: Old\n", "# not a remark", 'title: "# not a remark"\n'),
        ("title: Old\n", "{{ x }}", 'title: "{{ x }}"\n'),
        ("TITLE: Old\n", "New", "TITLE: New\n"),
        ("title:\n", "New", "title: New\n"),
        ("title: Old\n  over lines\n", "New", "title: New\n"),
        ("title: >\n  Old\n  text\nx: 1\n", "New", "title: >\n  New\nx: 1\n"),
    ],
)
def test_a_title_keeps_its_quotes_and_gets_some_only_where_needed(
    before: str, title: str, after: str
) -> None:
    assert front(yaml_article(before).with_field(Role.TITLE, title)) == after


def test_a_folded_summary_stays_folded_and_a_literal_one_literal() -> None:
    folded = yaml_article("description: >-\n    Some old\n    text.\nx: 1\n")
    long = "word " * 30
    assert front(folded.with_field(Role.SUMMARY, long)).startswith("description: >-\n    word word")
    assert folded.with_field(Role.SUMMARY, long).fields.summary == long.strip()
    literal = yaml_article("description: |\n  One.\n  Two.\n")
    assert front(literal.with_field(Role.SUMMARY, "Three.\nFour.")) == "description: |\n  Three.\n  Four.\n"


def test_an_empty_text_keeps_the_line_and_none_takes_it_out() -> None:
    article = yaml_article("title: Old\nx: 1\n")
    assert front(article.with_field(Role.TITLE, "")) == 'title: ""\nx: 1\n'
    assert front(article.with_field(Role.TITLE, None)) == "x: 1\n"
    assert article.with_field(Role.SUMMARY, "") is article


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2023-01-29\n", "date: 2024-03-05\n"),
        ("date: '2023-01-29'\n", "date: '2024-03-05'\n"),
        ("date: 2023-01-29 18:30:22 -0800\n", "date: 2024-03-05 18:30:22 -0800\n"),
        ("date: 2023-01-29T18:30:22.123Z # c\n", "date: 2024-03-05T18:30:22.123Z # c\n"),
        ('date: "2023/1/9"\n', 'date: "2024/3/5"\n'),
        ("date: 29 January 2023\n", "date: 05 March 2024\n"),
        ("date: Jan 2nd, 2023\n", "date: Mar 5th, 2024\n"),
    ],
)
def test_a_date_keeps_its_shape_its_quotes_and_its_zone(before: str, after: str) -> None:
    assert front(yaml_article(before).with_field(Role.DATE, date(2024, 3, 5))) == after


def test_a_moment_is_written_in_the_zone_that_is_there() -> None:
    article = yaml_article("date: 2023-01-29 18:30:22 -0800\n")
    moment = datetime(2024, 3, 5, 2, 0, 0, tzinfo=UTC)
    assert front(article.with_field(Role.DATE, moment)) == "date: 2024-03-04 18:00:00 -0800\n"


@pytest.mark.parametrize(
    ("before", "is_draft", "after"),
    [
        ("title: x\n", True, "title: x\ndraft: true\n"),
        ("title: x\n", False, "title: x\n"),
        ("draft: true\n", False, "draft: false\n"),
        ('draft: "true"\n', False, "draft: false\n"),
        ("published: false\n", False, "published: true\n"),
        ("published: true\n", True, "published: false\n"),
        ("status: published\n", True, "status: draft\n"),
        ("published: 2024-01-01\n", True, "published: 2024-01-01\ndraft: true\n"),
    ],
)
def test_a_draft_is_said_the_way_the_article_says_it(before: str, is_draft: bool, after: str) -> None:
    changed = yaml_article(before).with_field(Role.DRAFT, is_draft)
    assert front(changed) == after
    assert changed.fields.is_draft is is_draft


def test_authors_stay_a_text_or_a_list() -> None:
    assert front(yaml_article("author: Ana\n").with_field(Role.AUTHORS, ("Bo",))) == "author: Bo\n"
    assert front(yaml_article("author: Ana\n").with_field(Role.AUTHORS, ("Ana", "Bo"))) == "author: Ana; Bo\n"
    assert (
        front(yaml_article("author: [Ana]\n").with_field(Role.AUTHORS, ("Ana", "Bo")))
        == "author: [Ana, Bo]\n"
    )
    assert (
        front(yaml_article("x: 1\n").with_field(Role.AUTHORS, ("Ana", "Bo"))) == "x: 1\nauthors: [Ana, Bo]\n"
    )


def test_a_new_key_stands_where_the_site_has_it() -> None:
    habits = Habits(key_order=("layout", "title", "description", "date"))
    article = yaml_article("title: x\ndate: 2024-01-01\n", habits)
    assert front(article.with_field(Role.SUMMARY, "S")) == "title: x\ndescription: S\ndate: 2024-01-01\n"
    article = yaml_article("# note\ndate: 2024-01-01\n", habits)
    assert front(article.with_field(Role.TITLE, "S")) == "# note\ntitle: S\ndate: 2024-01-01\n"


def test_values_with_anchors_and_tags_are_kept(usual_post) -> None:
    article = usual_post("anchors")
    with pytest.raises(ArticleError):
        article.with_field(Role.TITLE, "New")
    assert article.with_field(Role.AUTHORS, ("Bo",)).to_bytes() == article.to_bytes().replace(b"Ana", b"Bo")


def test_toml_is_changed_in_place(usual_post) -> None:
    article = usual_post("zola")
    assert article.fields.authors == ("Ana", "Bo")
    changed = article.with_field(Role.TITLE, 'A "b" \\ c').with_field(Role.TAGS, ("a", "b", "c"))
    changed = changed.with_field(Role.DATE, date(2025, 1, 2)).with_field(Role.AUTHORS, ("Ana", "Cy"))
    wanted = (
        article.to_bytes()
        .replace(b'"Zola \\"quoted\\""', b'"A \\"b\\" \\\\ c"')
        .replace(b"'b']", b"'b', 'c']")
    )
    assert changed.to_bytes() == wanted.replace(b"2024-05-06", b"2025-01-02").replace(b'"Bo"', b'"Cy"')


def test_toml_gets_new_keys_before_its_tables(usual_post) -> None:
    changed = usual_post("zola").with_field(Role.SLUG, "zola")
    assert b"'''\nslug = \"zola\"\n\n[taxonomies]" in changed.to_bytes()


def test_broken_toml_is_locked_with_its_line() -> None:
    article = Article.from_bytes(b"+++\ntitle = x y\n+++\n\nText.\n")
    assert article.lock
    assert article.problems[0].line == 2
    assert article.with_text("New").text == "New"


def test_json_is_changed_in_place(usual_post) -> None:
    article = usual_post("hugo-json")
    changed = article.with_field(Role.TAGS, ("a", "c")).with_field(Role.DRAFT, True)
    changed = changed.with_field(Role.SUMMARY, 'Say "x"')
    wanted = article.to_bytes().replace(b'["a", "b"]', b'["a", "c"]').replace(b"false", b"true")
    wanted = wanted.replace(b'"2024-05-06"\n', b'"2024-05-06",\n  "description": "Say \\"x\\""\n')
    assert changed.to_bytes() == wanted
    assert changed.with_field(Role.SUMMARY, None).with_field(Role.TITLE, None).fields.title is None


def test_fenced_json_is_changed_in_place(usual_post) -> None:
    changed = usual_post("eleventy-json").with_field(Role.TAGS, ("a",))
    assert b'"tags": ["a"]\n' in changed.to_bytes()


def test_header_lines_are_changed_in_place(usual_post) -> None:
    article = usual_post("pelican")
    assert article.fields.authors == ("Ana Ruiz", "Bo Li")
    assert article.fields.tags == ("flu", "winter time")
    assert article.fields.is_draft
    changed = article.with_field(Role.TAGS, ("flu",)).with_field(Role.DATE, date(2011, 1, 2))
    changed = changed.with_field(Role.DRAFT, False).with_field(Role.SUMMARY, "One\nline")
    wanted = (
        article.to_bytes().replace(b"flu, winter time", b"flu").replace(b"2010-12-03 10", b"2011-01-02 10")
    )
    wanted = wanted.replace(b"Status: draft", b"Status: published")
    assert changed.to_bytes() == wanted.replace(b"Short version\n    that goes on", b"One line")


def test_a_tag_with_a_comma_is_refused_in_a_header(usual_post) -> None:
    with pytest.raises(ArticleError, match="comma"):
        usual_post("pelican").with_field(Role.TAGS, ("a, b",))


@pytest.mark.parametrize("form", ["yaml", "toml", "json", "header"])
def test_an_article_without_details_gets_them_in_the_sites_form(form: str) -> None:
    article = Article.from_bytes(b"# Hello\n\nText.\n", habits=Habits(form=form))
    changed = article.with_field(Role.SLUG, "hello")
    assert changed.form == form
    assert changed.fields.slug == "hello"
    assert changed.text == article.text


@pytest.mark.parametrize("form", ["yaml", "toml", "json", "header", "none"])
def test_a_new_article_takes_every_detail(form: str) -> None:
    article = Article.new(habits=Habits(form=form, line_end="\r\n"), text="One\ntwo")
    assert article.text == "One\r\ntwo"
    values = {Role.TITLE: "T: t", Role.TAGS: ("a", "b"), Role.AUTHORS: ("Ana", "Bo"), Role.DATE: "2024-05-06"}
    for role, value in values.items():
        article = article.with_field(role, value)
    assert (article.fields.title, article.fields.tags) == ("T: t", ("a", "b"))
    assert (article.fields.authors, article.fields.date) == (("Ana", "Bo"), "2024-05-06")
    assert article.text == "One\r\ntwo"
    assert b"\n" not in article.to_bytes().replace(b"\r\n", b"")


def test_details_that_never_end_are_locked_and_can_be_mended_in_the_text() -> None:
    article = Article.from_bytes(b"---\ntitle: x\n\nText.\n")
    assert article.lock
    assert article.problems[0].line == 1
    mended = article.with_text("---\ntitle: x\n---\n\nText.\n")
    assert mended.fields.title == "x"


def test_a_text_that_begins_like_details_is_not_taken_for_some() -> None:
    for begin in ("---\ntitle: x\n---\n", "Title: x\n\n", "+++\n+++\n"):
        article = Article.from_bytes(b"Hello").with_text(begin + "Text")
        assert article.text == begin + "Text"
        assert article.fields.title is None


def test_a_missing_blank_after_the_colon_is_named() -> None:
    article = yaml_article("title:Hello\n")
    assert article.lock
    assert article.problems[0].line == 2
    assert article.problems[0].mend == "Write it like this: title: Hello"


def test_a_key_behind_a_question_mark_is_no_indent() -> None:
    changed = yaml_article("? odd\n: v\n").with_field(Role.TITLE, "x")
    assert front(changed) == "? odd\n: v\ntitle: x\n"


def test_an_article_that_two_details_hide_is_shown_by_changing_both() -> None:
    hidden = yaml_article("title: A\ndraft: true\npublished: false\nstatus: draft\n")
    shown = hidden.with_field(Role.DRAFT, False)
    assert front(shown) == "title: A\ndraft: false\npublished: true\nstatus: published\n"
    assert not shown.fields.is_draft
    assert front(hidden.with_field(Role.DRAFT, None)) == "title: A\n"


def test_a_space_parted_text_of_tags_takes_another_one() -> None:
    article = yaml_article("tags: heart sleep\n", Habits(string_separator=" "))
    assert front(article.with_field(Role.TAGS, ("heart", "sleep", "new"))) == "tags: heart sleep new\n"
    empty = yaml_article("title: A\n", Habits(string_separator=" "))
    assert front(empty.with_field(Role.TAGS, ("a", "b"))) == "title: A\ntags: [a, b]\n"


@pytest.mark.parametrize(
    ("before", "tags", "after"),
    [
        (
            "tags: # see list\n  - a # first\n  # not: b\n  - c\nx: 1\n",
            "",
            "tags: [] # see list\n  # not: b\nx: 1\n",
        ),
        ("tags:\n- a # first\n- c\nx: 1\n", "", "tags: []\nx: 1\n"),
        ("tags:\n  - a # first\n  - b # second\n", "b", "tags:\n  - b # second\n"),
        ('tags: [\n  "a", # one\n  b # two\n  ]\n', "a", 'tags: [\n  "a" # one\n  ]\n'),
        ('tags: [\n  "a", # one\n  b # two\n  ]\n', "b", "tags: [\n  b # two\n  ]\n"),
        (
            "tags: [\n  a, # one\n  b # two\n  ]\n",
            "a b c d",
            "tags: [\n  a, # one\n  b, # two\n  c,\n  d\n  ]\n",
        ),
        ("tags: [\n  a, # one\n  b # two\n  ]\n", "z a b", "tags: [\n  z,\n  a, # one\n  b # two\n  ]\n"),
        ("tags: [\r\n  a,\r\n  # of c\r\n  c,\r\n]\r\n", "c", "tags: [\r\n  # of c\r\n  c,\r\n]\r\n"),
        ("tags: [\n  a,\n  # all\n  c,\n]\n", "", "tags: [\n  # all\n]\n"),
        ("tags: [\n  a, # one\n  c,\n]\n", "", "tags: []\n"),
        ("tags: [a,\n  c]\n", "a", "tags: [a]\n"),
    ],
)
def test_an_item_goes_with_its_line_and_the_others_keep_theirs(before: str, tags: str, after: str) -> None:
    assert front(yaml_article(before).with_field(Role.TAGS, tuple(tags.split()))) == after


@pytest.mark.parametrize(
    ("tags", "after"),
    [
        ("a", "  'a' # first\n  # of b\n"),
        ("b", "  # of b\n  'b' # second\n"),
        ("a n b", "  'a', # first\n  'n',\n  # of b\n  'b' # second\n"),
        ("a b n", "  'a', # first\n  # of b\n  'b', # second\n  'n'\n"),
        ("", "  # of b\n"),
    ],
)
def test_an_item_of_a_toml_list_goes_with_its_line(tags: str, after: str) -> None:
    source = "+++\ntitle = 'A'\ntags = [\n  'a', # first\n  # of b\n  'b' # second\n]\nx = 1\n+++\nB\n"
    changed = Article.from_bytes(source.encode()).with_field(Role.TAGS, tuple(tags.split()))
    head, _, rest = source.partition("  'a'")
    wanted = head + after + rest[rest.index("]\n") :]
    assert changed.to_bytes().decode() == wanted
