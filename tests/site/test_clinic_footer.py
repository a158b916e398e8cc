"""The clinic's footer comes out exactly as its facts were typed, whatever makes the site."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.article import Article
from clinicwriter.rendering import flavour_for, render_body
from clinicwriter.site import Clinic, SettingsError, SiteKind, footer_html, footer_markdown

AWKWARD = Clinic(
    name='Ketamine Clinic – Sacramento, CA | Willow & "Sons" {{ x }}',
    address="1. 5 * 3 _ok_ {% y %} <b>. `code` [a](b) ~~c~~ \\d",
    phone="(555) 010-0134",
    url="https://clinic.example/a_b/?q=1&copy=2",
    about="- not a list # nor a heading",
    disclaimer="+ *not* advice ^1 $5",
)
DRAWN = ("hugo", "jekyll", "eleventy", "astro", "pelican", "finished", "hexo", "mkdocs")


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.mark.parametrize("kind", DRAWN)
def test_awkward_facts_come_out_as_typed(kind: str) -> None:
    page = render_body(footer_markdown(AWKWARD), flavour_for(kind))
    words = words_of(page).translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})
    for fact in (AWKWARD.name, AWKWARD.address, AWKWARD.phone, AWKWARD.about, AWKWARD.disclaimer):
        assert fact in words
    assert page.count("<a ") == 1
    assert "q=1&amp;copy=2" in page
    assert not re.search(r"<(table|ul|ol|code|h\d|b|em|del)\b", page)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_footer_is_there_once_and_its_marks_are_not_seen(kind: str) -> None:
    article = Article.from_bytes(b"---\ntitle: T\n---\n\nText with a list\n\n- one\n- two\n")
    article = article.with_footer(footer_markdown(AWKWARD)).with_footer(footer_markdown(AWKWARD))
    page = render_body(article.body, flavour_for(kind))
    assert page.count("For more information visit:") == 1
    assert "clinic-footer" not in words_of(page)
    assert "<hr" in page


def test_no_template_language_finds_its_braces() -> None:
    assert not re.search(r"\{[{%#]", footer_markdown(AWKWARD))


@given(st.text(max_size=60))
def test_any_text_stays_one_line_without_braces_or_marks(text: str) -> None:
    footer = footer_markdown(Clinic(name="A", about=text))
    paragraphs = footer.split("\n\n")
    assert len(paragraphs) == (4 if text.split() else 3)
    assert all("\n" not in paragraph for paragraph in paragraphs)
    assert not set(paragraphs[-1]) & set("{}|<>~")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "not an address"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    clinic = Clinic(name="A clinic", url=url)
    assert "](" not in footer_markdown(clinic)
    assert "href" not in footer_html(clinic)


def test_a_bare_web_address_becomes_a_whole_one() -> None:
    assert "(https://riverbend.example/)" in footer_markdown(Clinic(name="A", url="riverbend.example/"))


def test_without_a_name_there_is_no_footer() -> None:
    assert footer_markdown(Clinic(address="Street")) == ""
    assert footer_html(Clinic(address="Street")) == ""


def test_the_finished_page_has_the_facts_escaped_between_its_marks() -> None:
    page = footer_html(AWKWARD)
    assert page.startswith("<!-- clinic-footer:start -->")
    assert page.endswith("<!-- clinic-footer:end -->")
    assert "<b>" not in page
    assert AWKWARD.name in words_of(page)
    assert 'href="tel:5550100134"' in page


def test_a_clinics_own_footer_is_used_with_its_facts_escaped() -> None:
    clinic = Clinic(
        name="A | B", phone="555", url="https://a.example/", footer_template="See [{{ name }}]({{ url }}).\n"
    )
    assert footer_markdown(clinic) == "See [A &#124; B](https://a.example/)."
    assert 'href="https://a.example/"' in footer_html(clinic)


@pytest.mark.parametrize("template", ["{{ name", "{% for %}", "{{ ''.__class__.__mro__ }}", "{{ 1 / 0 }}"])
def test_a_broken_or_nosy_footer_is_refused_in_words(template: str) -> None:
    with pytest.raises(SettingsError, match=r"footer\.md"):
        footer_markdown(Clinic(name="A", footer_template=template))


def test_every_kind_of_site_has_a_way_to_draw_it() -> None:
    for kind in SiteKind:
        assert "A clinic" in render_body(footer_markdown(Clinic(name="A clinic")), flavour_for(kind))
