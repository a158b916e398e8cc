"""The 36 odd cases that real posts showed, each in a post of our own making named for what is odd."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.article import Article, ArticleError, Role, parse_date

Read = Callable[[str], Article]


def test_there_are_36_of_them() -> None:
    assert len(list((Path(__file__).parent / "posts" / "odd").glob("*.md"))) == 36


def test_unquoted_colon_in_title(odd_post: Read) -> None:
    article = odd_post("unquoted-colon-in-title")
    assert article.fields.title == "Iron Infusions: What To Expect"
    assert article.fields.tags == ("iron", "infusion")
    (problem,) = article.problems
    assert problem.line == 2
    assert problem.mend == 'Write it like this: title: "Iron Infusions: What To Expect"'
    # Another detail can be changed meanwhile, and the broken line stays as it is.
    tagged = article.with_field(Role.TAGS, ("iron", "infusion", "new"))
    assert b"title: Iron Infusions: What To Expect\n" in tagged.to_bytes()
    mended = article.with_field(Role.TITLE, "Iron: now")
    assert b'title: "Iron: now"\nauthor: Ana Ruiz\n' in mended.to_bytes()
    assert not mended.problems


def test_folded_url_not_indented(odd_post: Read) -> None:
    article = odd_post("folded-url-not-indented")
    assert [problem.line for problem in article.problems] == [4]
    assert "blanks" in article.problems[0].mend
    changed = article.with_field(Role.TITLE, "Moved")
    assert changed.to_bytes() == article.to_bytes().replace(b"Our new location", b"Moved")


def test_keep_chomp_blank_lines(odd_post: Read) -> None:
    article = odd_post("keep-chomp-blank-lines")
    changed = article.with_field(Role.TAGS, ("sleep", "rest"))
    assert changed.to_bytes() == article.to_bytes().replace(b"  - sleep\n", b"  - sleep\n  - rest\n")


def test_title_is_invisible_char_plus_quotes(odd_post: Read) -> None:
    article = odd_post("title-is-invisible-char-plus-quotes")
    assert article.fields.title == '\u200b"Want to Sleep Better"'
    assert b"title: Sleep\n" in article.with_field(Role.TITLE, "Sleep").to_bytes()


def test_nbsp_after_date_colon(odd_post: Read) -> None:
    article = odd_post("nbsp-after-date-colon")
    moved = article.with_field(Role.DATE, date(2020, 1, 2))
    assert moved.to_bytes() == article.to_bytes().replace(b"2019-08-12", b"2020-01-02")


def test_impossible_date(odd_post: Read) -> None:
    article = odd_post("impossible-date")
    assert article.fields.date == "2019-02-29 09:00:00"
    assert parse_date(article.fields.date) is None
    assert b"date: 2019-02-28 09:00:00\n" in article.with_field(Role.DATE, date(2019, 2, 28)).to_bytes()


def test_date_with_year_twice(odd_post: Read) -> None:
    article = odd_post("date-with-year-twice")
    assert parse_date(article.fields.date or "") is None
    assert b"date: 2024-01-02\n" in article.with_field(Role.DATE, date(2024, 1, 2)).to_bytes()


def test_date_dmy_is_not_guessed(odd_post: Read) -> None:
    article = odd_post("date-dmy")
    assert article.fields.date == "11-9-2018"
    assert parse_date("11-9-2018") is None


def test_date_short_offset(odd_post: Read) -> None:
    article = odd_post("date-short-offset")
    moved = article.with_field(Role.DATE, date(2016, 5, 18))
    assert moved.to_bytes() == article.to_bytes().replace(b"05-17", b"05-18")


def test_date_is_year_only(odd_post: Read) -> None:
    article = odd_post("date-is-year-only")
    assert article.fields.date == "2021"
    assert parse_date("2021") is None


def test_sexagesimal_time(odd_post: Read) -> None:
    article = odd_post("sexagesimal-time")
    assert dict(article.extra) == {"time": "16:30:00", "room": "0012"}
    assert b"time: 16:30:00\nroom: 0012\n" in article.with_field(Role.TITLE, "New").to_bytes()


def test_duplicate_key(odd_post: Read) -> None:
    article = odd_post("duplicate-key")
    assert article.fields.summary == "Sobre la diabetes"
    assert article.problems[0].line == 5
    changed = article.with_field(Role.SUMMARY, "Nuevo")
    assert changed.to_bytes() == article.to_bytes().replace(b"Sobre la diabetes", b"Nuevo")


def test_duplicate_key_far_apart(odd_post: Read) -> None:
    article = odd_post("duplicate-key-far-apart")
    assert article.problems[0].line == 22
    assert article.with_field(Role.TITLE, "New").to_bytes() == article.to_bytes().replace(b"Moved", b"New")


def test_tab_after_value(odd_post: Read) -> None:
    article = odd_post("tab-after-value")
    assert article.fields.tags == ("melody", "beat")
    changed = article.with_field(Role.TAGS, ("melody", "beat", "song"))
    assert changed.to_bytes() == article.to_bytes().replace(b"- beat\n", b"- beat\n- song\n")


def test_question_mark_in_flow_list(odd_post: Read) -> None:
    article = odd_post("question-mark-in-flow-list")
    assert not article.problems
    assert article.with_field(Role.TITLE, "New").to_bytes() == article.to_bytes().replace(
        b"title: Links", b"title: New"
    )


def test_folded_with_space_only_line(odd_post: Read) -> None:
    article = odd_post("folded-with-space-only-line")
    assert b"related: >\n \ntags: [a, b]\n" in article.with_field(Role.TAGS, ("a", "b")).to_bytes()


def test_indented_root(odd_post: Read) -> None:
    article = odd_post("indented-root").with_field(Role.SUMMARY, "Short")
    assert article.to_bytes().startswith(b"---\n title: Indented\n author: Bo\n description: Short\n---\n")


def test_blank_lines_before_fence(odd_post: Read) -> None:
    article = odd_post("blank-lines-before-fence").with_field(Role.TITLE, "New")
    assert article.to_bytes() == b"\n\n---\ntitle: New\n---\n\nText.\n"


def test_js_front_matter_is_locked_and_its_text_editable(odd_post: Read) -> None:
    article = odd_post("js-front-matter")
    assert "programming language" in article.lock
    with pytest.raises(ArticleError):
        article.with_field(Role.TITLE, "New")
    assert article.with_text("New text.\n").to_bytes().endswith(b"}\n---\n\nNew text.\n")


def test_fence_inside_quoted_or_comment(odd_post: Read) -> None:
    article = odd_post("fence-inside-quoted-or-comment")
    assert article.text == "Text.\n\n---\n\nMore.\n"
    assert article.with_field(Role.TITLE, "New").to_bytes() == article.to_bytes().replace(
        b": Shortcode", b": New"
    )


def test_commented_out_template(odd_post: Read) -> None:
    article = odd_post("commented-out-template")
    assert article.text == ""
    assert article.with_text("Hello").to_bytes() == article.to_bytes() + b"\n\nHello"
    assert article.with_field(Role.TITLE, "New").to_bytes() == article.to_bytes().replace(
        b": Draft", b": New"
    )


def test_comment_only_front_matter(odd_post: Read) -> None:
    article = odd_post("comment-only-front-matter").with_field(Role.TITLE, "New")
    assert article.to_bytes() == b"---\n# nothing yet\ntitle: New\n---\n\nText.\n"


def test_empty_title(odd_post: Read) -> None:
    article = odd_post("empty-title")
    assert article.fields.title is None
    assert (
        article.with_field(Role.TITLE, "Now: yes")
        .to_bytes()
        .startswith(b'---\ntitle: "Now: yes"\ntags:\n- one\n')
    )


def test_authors_list_with_empty_item(odd_post: Read) -> None:
    article = odd_post("authors-list-with-empty-item")
    assert article.fields.authors == ()
    assert b"authors:\n  - Ana\nlayout: post\n" in article.with_field(Role.AUTHORS, ("Ana",)).to_bytes()


def test_tags_mixed_types(odd_post: Read) -> None:
    article = odd_post("tags-mixed-types")
    changed = article.with_field(Role.TAGS, ("news", "1560942895181", "42"))
    assert b'  - news\n  - 1560942895181\n  - "42"\nexcerpt: ' in changed.to_bytes()


def test_tags_comma_string(odd_post: Read) -> None:
    article = odd_post("tags-comma-string")
    changed = article.with_field(Role.TAGS, (*article.fields.tags, "new"))
    assert changed.to_bytes() == article.to_bytes().replace(b"HTTP", b"HTTP,new")


def test_key_with_colon_and_space(odd_post: Read) -> None:
    article = odd_post("key-with-colon-and-space")
    assert list(article.extra) == ["display title", "override:tags", "ms:assetid"]
    assert article.with_field(Role.TITLE, "New").to_bytes() == article.to_bytes().replace(b": Keys", b": New")


def test_latin1_file(odd_post: Read) -> None:
    article = odd_post("latin1-file")
    assert article.text.startswith("She said “hello” to us.\n")
    typed = article.with_text(article.text + "One more €\n")
    assert typed.to_bytes() == article.to_bytes() + b"One more \x80\n"


def test_bom(odd_post: Read) -> None:
    article = odd_post("bom").with_field(Role.TITLE, "New")
    assert article.to_bytes() == b"\xef\xbb\xbf---\ntitle: New\ntags: [a]\n---\n\nText.\n"


def test_mixed_eol(odd_post: Read) -> None:
    article = odd_post("mixed-eol").with_field(Role.TAGS, ("a", "b"))
    assert article.to_bytes() == b"---\r\ntitle: Mixed\r\ntags: [a, b]\n---\n\nOne.\r\nTwo.\nThree.\n"


def test_fence_trailing_space_tight_body(odd_post: Read) -> None:
    article = odd_post("fence-trailing-space-tight-body")
    assert article.text == "Body at once.\n"
    assert article.with_text("New.\n").to_bytes() == b"--- \ntitle: Tight\nms:assetid: 7\n---   \nNew.\n"


def test_dots_close(odd_post: Read) -> None:
    article = odd_post("dots-close").with_field(Role.SUMMARY, "Short")
    assert article.to_bytes() == b"---\ntitle: Dots\ndescription: Short\n...\n\nText.\n"


def test_hexo_no_opening_fence(odd_post: Read) -> None:
    article = odd_post("hexo-no-opening-fence")
    assert article.form == "yaml"
    changed = article.with_field(Role.TITLE, "New: one")
    assert changed.to_bytes() == b'title: "New: one"\ndate: 2020-01-02 03:04:05\n---\nText without end'


def test_template_in_value(odd_post: Read) -> None:
    article = odd_post("template-in-value")
    assert "template" in article.lock
    assert article.with_text("Text").text == "Text"


def test_huge_front_matter(odd_post: Read) -> None:
    article = odd_post("huge-front-matter").with_field(Role.TITLE, "New")
    assert article.to_bytes().startswith(b"---\ntitle: New\nrows:\n")


def test_plain_multiline_then_comment(odd_post: Read) -> None:
    article = odd_post("plain-multiline-then-comment")
    assert article.fields.title == "Plain goes on and on"
    assert (
        article.with_field(Role.TITLE, "New")
        .to_bytes()
        .startswith(b"---\ntitle: New\n# a remark\ntags: [a]\n")
    )


@pytest.mark.parametrize("folder", ["archetypes", "scaffolds", "site/archetypes/posts"])
def test_templates_are_locked_by_their_folder(folder: str) -> None:
    article = Article.from_bytes(b"---\ntitle: x\n---\n", name=f"{folder}/default.md")
    assert "template" in article.lock
