"""What is pasted becomes clean text: the samples side by side, and promises about anything else."""

from pathlib import Path

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinicwriter.importing import markdown_from_html
from clinicwriter.importing.escaping import escape
from clinicwriter.importing.links import clean_target
from clinicwriter.importing.tree import read_html

SAMPLES = Path(__file__).parent / "samples"
EXTENSIONS = ["extra", "sane_lists"]


def picture(source: str, description: str) -> str | None:
    return None if source.startswith("cid:") else "images/x.png"


@pytest.mark.parametrize("name", [path.stem for path in sorted(SAMPLES.glob("*.html"))])
def test_a_sample_becomes_the_text_that_lies_beside_it(name: str) -> None:
    html = (SAMPLES / f"{name}.html").read_text(encoding="utf-8")
    wanted = (SAMPLES / f"{name}.md").read_text(encoding="utf-8")
    assert markdown_from_html(html, picture=picture).text == wanted


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b", "a\n\nb\n"),
        ("<b>bold </b>then", "**bold** then\n"),
        ("<p><b>one</b><b> two</b></p>", "**one two**\n"),
        ("<ul><li>a<ul><li>b<ul><li>c</ul></ul></ul>", "- a\n    - b\n        - c\n"),
        ("<ol><li>a</li><li><p>b</p><p>c</p></li></ol>", "1. a\n\n2. b\n\n    c\n"),
        ("<table><tr><td>only</td></tr></table>", "only\n"),
        (
            "<table><tr><th colspan=2>Hours</th></tr>"
            "<tr><td rowspan=2>Mon</td><td>8</td></tr><tr><td>9</td></tr></table>",
            "| Hours |     |\n| ----- | --- |\n| Mon   | 8   |\n|       | 9   |\n",
        ),
        ("<p>1984. A year</p>", "1984\\. A year\n"),
        ("<p># no heading</p>", "\\# no heading\n"),
        ("<p>{{ name }} and {% tag %}</p>", "&#123;&#123; name }} and &#123;% tag %}\n"),
        ("<p>AT&amp;T &amp;amp; x &lt; y</p>", "AT&T &amp;amp; x &lt; y\n"),
        ("<p>x<sup>2</sup> and CO<sub>2</sub></p>", "x² and CO₂\n"),
        (
            '<p>Fact<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>.</p>'
            '<ol><li id="footnote-1"><p>Source '
            '<a href="#footnote-ref-1">back</a></p></li></ol>',
            "Fact[^1].\n\n[^1]: Source\n",
        ),
        ("<script>alert(1)</script><style>p{}</style><p>x</p>", "x\n"),
        ("", ""),
        ("<p>&nbsp;</p><p></p>", ""),
    ],
)
def test_a_shape_becomes_clean_text(html: str, text: str) -> None:
    assert markdown_from_html(html).text == text


@pytest.mark.parametrize(
    ("target", "clean"),
    [
        ("https://www.google.com/url?q=https://www.nhs.uk/a&sa=D", "https://www.nhs.uk/a"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.nhs.uk%2F&data=05",
            "https://www.nhs.uk/",
        ),
        (
            "https://google.com.evil.example/url?q=https://x.example/",
            "https://google.com.evil.example/url?q=https://x.example/",
        ),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("file:///C:/notes.txt", ""),
        ("https://[bad", ""),
        ("mailto:front@clinic.example", "mailto:front@clinic.example"),
        ("/blog/visit.html", "/blog/visit.html"),
    ],
)
def test_links_lead_where_they_were_meant_to(target: str, clean: str) -> None:
    assert clean_target(target) == clean


def test_a_link_without_a_host_is_completed_from_the_page_it_came_from() -> None:
    assert clean_target("/b", "https://x.example/a/") == "https://x.example/b"


def test_pictures_that_are_left_out_are_counted() -> None:
    assert markdown_from_html("<img src=a><img src=b>").lost == {"picture": 2}


@settings(max_examples=200)
@given(
    st.text(st.sampled_from("ab *_`[]<>&#|{}%~=!\\.1-+:"), min_size=1, max_size=20).map(
        lambda text: f"x {text} x"
    )
)
@example("x &#1 x")
@example("x &amp &copy; AT&T x")
def test_escaped_text_is_shown_as_it_was_written(text: str) -> None:
    shown = markdown.markdown(escape(text), extensions=["extra"])
    assert read_html(shown).text().strip() == text
