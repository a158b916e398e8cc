"""A finished page becomes an article: title, author, date, text, footer and related articles told apart."""

# ruff: noqa: E501 - pages are as they are

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.importing import import_page

PLAIN = Path(__file__).parents[3] / "shared" / "sites" / "plain" / "blog"

OLD_SCHOOL = """<html lang="en"><head><title>Resting well | Harbor Light</title>
<meta charset="iso-8859-1"></head><body>
<div id="menu"><a href="index.html">Home</a> <a href="blog.html">Blog</a></div>
<div id="content"><h2>Resting well</h2>
<p class="byline">by Dr. Ada M\xfcller, March 2, 2026</p>
<p>Rest is half of the cure, and <b>nobody</b> should feel bad about it.</p>
<p>Put the lamp out at ten &amp; sleep.</p><ul><li>no coffee</li><li>no telephone</li></ul>
<img src="../images/lamp.png" alt="A lamp"><iframe src="https://maps.example/"></iframe>
<hr><p><b>For more information visit:</b></p><p><a href="https://harborlight.example/">Harbor Light</a></p>
<p>1 Pier Road</p></div></body></html>"""

MODERN = """<!doctype html><html lang="de"><head><title>x</title>
<meta name="author" content="Ada Marsh"><meta property="article:published_time" content="2026-05-11T08:00:00Z">
<meta property="article:tag" content="sleep"><meta property="article:tag" content="stress">
<meta name="description" content="How to rest."></head><body><nav>Home</nav><main><article>
<h1>Stress at work</h1><div class="meta"><span>by Ada Marsh</span> <time datetime="2026-05-11">May 11</time></div>
<div class="share">Share this</div><p>Take a walk.<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>
<h2>More</h2><p>By appointment only</p><form><input></form>
<div class="footnote"><hr><ol><li id="fn:1"><p>A short one. <a href="#fnref:1">back</a></p></li></ol></div>
<div class="note"><p><strong>For more information visit:</strong></p><p>Harbor Light</p></div>
<h2>Related Posts</h2><ul><li><a href="rest.html">Rest</a></li><li><a href="walk.html">Walk</a></li></ul>
</article></main><footer>Copyright</footer></body></html>"""


def test_a_page_of_the_old_school_is_told_apart() -> None:
    page = import_page(OLD_SCHOOL.encode("latin-1"))
    assert page.title == "Resting well"
    assert page.authors == ("Dr. Ada Müller",)
    assert page.date == "2026-03-02"
    assert page.language == "en"
    assert page.text == (
        "Rest is half of the cure, and **nobody** should feel bad about it.\n\n"
        "Put the lamp out at ten & sleep.\n\n- no coffee\n- no telephone\n\n![A lamp](../images/lamp.png)\n"
    )
    assert "Harbor Light" in page.footer
    assert "1 Pier Road" in page.footer
    assert page.notes == ("The page has a film or a map, which is left out.",)


def test_a_page_with_facts_in_its_head_is_told_apart() -> None:
    page = import_page(MODERN.encode())
    assert (page.title, page.authors, page.date) == ("Stress at work", ("Ada Marsh",), "2026-05-11")
    assert page.tags == ("sleep", "stress")
    assert page.summary == "How to rest."
    assert page.related == (("Rest", "rest.html"), ("Walk", "walk.html"))
    assert "Take a walk.[^1]" in page.text
    assert "[^1]: A short one." in page.text
    assert "## More\n\nBy appointment only" in page.text
    for word in ("Home", "Share", "Related", "Copyright", "For more", "May 11", "# Stress"):
        assert word not in page.text
    assert "Harbor Light" in page.footer
    assert page.notes == ("The page has a form, which is left out.",)


def test_a_page_that_was_made_here_gives_back_the_marked_text_alone() -> None:
    page = import_page(
        b"<html><body><article><h1>A</h1><p class='byline'>by B</p>"
        b"<!-- article-text:start --><p>Only <em>this</em>.</p><!-- article-text:end -->"
        b"<p>Not this.</p></article></body></html>"
    )
    assert page.text == "Only *this*.\n"
    assert page.authors == ("B",)


def test_a_page_without_anything_says_so() -> None:
    page = import_page(b"")
    assert page.notes == ("No title was found on the page.", "No text was found on the page.")


@pytest.mark.skipif(not PLAIN.is_dir(), reason="the small real sites are not here")
@pytest.mark.parametrize(
    "name", ["first-ketamine-visit", "flu-vaccine-clinics", "knee-replacement-six-weeks"]
)
def test_hand_made_pages_give_all_their_parts(name: str) -> None:
    data = (PLAIN / f"{name}.html").read_bytes()
    page = import_page(data)
    assert page.title
    assert page.authors
    assert page.date.startswith("202")
    assert page.footer.startswith("**For more information visit:**")
    assert len(page.related) == 1
    assert "For more information" not in page.text
    assert "Related" not in page.text
    assert f"# {page.title}" not in page.text


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_without_an_error(data: bytes) -> None:
    import_page(data)


@given(st.text(alphabet="<>/apdivh1 \"'=class", max_size=200))
def test_any_heap_of_tags_is_taken_without_an_error(text: str) -> None:
    import_page(text.encode())


@pytest.mark.parametrize("holder", ['class="footnotes"', 'id="footnotes"', 'class="footnotes"><div'])
def test_the_line_above_the_notes_goes_wherever_it_stands(holder: str) -> None:
    sign = '<p>A<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>'
    notes = f'<div {holder}><hr><ol><li id="fn:1">N <a href="#fnref:1">x</a></li></ol></div>'
    assert import_page(f"<article><h1>T</h1>{sign}{notes}</article>".encode()).text == "A[^1]\n\n[^1]: N\n"
