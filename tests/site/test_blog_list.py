"""The blog page's list: ours renewed, the newest first, and every other byte of the page left alone."""

from datetime import date

from clinicwriter.site.blog.habits import LIST_END, LIST_START
from clinicwriter.site.blog.listing import ListedArticle, listed_article, renew_list

PAGE = f"""<html>
<body>
  <ul class="posts">
    {LIST_START}
    {LIST_END}
  </ul>
  <ul><li><a href="https://elsewhere.example">Friends</a></li></ul>
</body>
"""
OWN = """<html><nav><ul><li><a href="../index.html">Home</a></li></ul></nav>
<ul>
  <li><a href="b.html">B</a> 2026-05-02</li>
  <li><a href="a.html">A</a> 2025-11-30</li>
</ul></html>
"""


def line(name: str, day: date | None) -> ListedArticle:
    return listed_article(f"{name}.html", name.upper(), ("Ada",), day, "some day", "")


def never(_href: str) -> bool:
    return False


def no_day(_href: str) -> None:
    return None


def renewed(page: str, *lines: ListedArticle) -> str:
    after = renew_list(page, lines, never, no_day)
    assert after is not None
    return after


def order(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('<li><a href="')[1:]]


def test_articles_come_newest_first_whatever_order_they_are_given_in() -> None:
    page = renewed(PAGE, line("old", date(2025, 1, 1)), line("new", date(2026, 1, 1)), line("none", None))
    assert order(page)[:3] == ["new.html", "old.html", "none.html"]


def test_nothing_outside_the_marks_is_touched() -> None:
    page = renewed(PAGE, line("a", date(2026, 1, 1)))
    assert page.split(LIST_START)[0] == PAGE.split(LIST_START, maxsplit=1)[0]
    assert page.split(LIST_END)[1] == PAGE.split(LIST_END)[1]


def test_renewing_twice_changes_nothing_more() -> None:
    once = renewed(PAGE, line("a", date(2026, 1, 1)), line("b", date(2026, 2, 1)))
    assert renewed(once, line("b", date(2026, 2, 1)), line("a", date(2026, 1, 1))) == once
    assert renewed(PAGE) == PAGE


def test_a_list_of_the_pages_own_is_taken_over_with_all_its_lines() -> None:
    page = renewed(OWN, line("c", date(2026, 1, 15)))
    assert order(page) == ["../index.html", "b.html", "c.html", "a.html"]
    assert '  <li><a href="b.html">B</a> 2026-05-02</li>\n' in page
    assert renewed(page, line("c", date(2026, 1, 15))) == page


def test_lines_written_by_hand_keep_their_order_and_their_words() -> None:
    page = renewed(OWN, line("z", date(2030, 1, 1)))
    assert page.index("B</a> 2026-05-02") < page.index("A</a> 2025-11-30")


def test_a_line_of_ours_that_is_not_listed_any_more_goes() -> None:
    page = renewed(PAGE, line("a", date(2026, 1, 1)), line("b", date(2026, 2, 1)))
    after = renew_list(page, [line("b", date(2026, 2, 1))], lambda href: href == "a.html", no_day)
    assert after is not None
    assert order(after)[0] == "b.html"
    assert "a.html" not in after


def test_a_page_with_no_list_that_can_be_told_is_left_alone() -> None:
    assert renew_list("<html><p>Welcome</p></html>", [line("a", None)], never, no_day) is None
    two = "<ul><li><a href='a.html'>A</a></li></ul>" * 2
    assert renew_list(two, [line("b", None)], never, no_day) is None


def test_windows_line_ends_stay() -> None:
    page = renewed(PAGE.replace("\n", "\r\n"), line("a", date(2026, 1, 1)))
    assert "\n" not in page.replace("\r\n", "")


def test_awkward_titles_are_escaped() -> None:
    item = listed_article("a.html", "<b>A & “B”</b>", ("<i>",), None, "", "1 < 2")
    assert "&lt;b&gt;A &amp; “B”&lt;/b&gt;" in item.item
    assert "<i>" not in item.item
