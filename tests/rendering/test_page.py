"""The page around an article: whole, escaped, and the clinic's own where it has one."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from clinicwriter.rendering import (
    BODY_END,
    BODY_START,
    PageContent,
    RelatedLink,
    TemplateError,
    page_stylesheet,
    render_page,
)

FULL = PageContent(
    title="What to expect",
    authors=("Dana Whitfield, RN", "Lena Ortiz"),
    date_text="November 18, 2026",
    tags=("ketamine", "first visit"),
    summary="A guide.",
    breadcrumb=(("Home", "../index.html"), ("Blog", "index.html"), ("What to expect", "")),
    body_html="<p>Text.</p>\n",
    footer_html="<!-- clinic-footer:start -->\n<p>Visit us</p>\n<!-- clinic-footer:end -->",
    related=(RelatedLink("Five questions", "five.html"),),
    stylesheets=("../css/site.css",),
    url="https://clinic.example/blog/first.html",
    image="../images/room.jpg",
    image_alt="A room",
    site_name="Riverbend",
    published="2026-11-18",
)


class Outline(HTMLParser):
    """Collect what stands in which element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)

    def meta(self) -> dict[str | None, str | None]:
        found = [attrs for tag, attrs in self.tags if tag == "meta"]
        return {attrs.get("name") or attrs.get("property"): attrs.get("content") for attrs in found}


def test_every_element_of_the_page_is_closed_where_it_should_be() -> None:
    for content in (FULL, PageContent(title="Bare")):
        outline = Outline(render_page(content))
        assert outline.problems == []
        assert outline.open == []


def test_the_page_says_what_the_article_is_to_people_and_to_machines() -> None:
    page = render_page(FULL)
    meta = Outline(page).meta()
    assert "<title>What to expect | Riverbend</title>" in page
    assert "<h1>What to expect</h1>" in page
    assert "by Dana Whitfield, RN, Lena Ortiz · " in page
    assert meta["description"] == "A guide."
    assert meta["og:title"] == "What to expect"
    assert meta["og:image"] == "../images/room.jpg"
    assert meta["article:published_time"] == "2026-11-18"
    assert 'href="five.html"' in page


def test_text_and_footer_stand_once_between_their_markers() -> None:
    page = render_page(FULL)
    assert page.count(BODY_START) == page.count(BODY_END) == 1
    assert f"{BODY_START}\n<p>Text.</p>\n{BODY_END}" in page
    assert page.count("<!-- clinic-footer:start -->") == 1
    assert page.index(BODY_END) < page.index('<div class="clinic-footer">') < page.index("Visit us")


def test_whatever_the_details_hold_is_text_on_the_page() -> None:
    nasty = '"><script>hit()</script>{{ 7 * 7 }}<!-- article-text:start -->'
    content = PageContent(
        title=nasty,
        authors=(nasty,),
        date_text=nasty,
        tags=(nasty,),
        summary=nasty,
        breadcrumb=((nasty, nasty),),
        related=(RelatedLink(nasty, nasty),),
        stylesheets=(nasty,),
        language=nasty,
        url=nasty,
        image=nasty,
        image_alt=nasty,
        site_name=nasty,
        published=nasty,
    )
    page = render_page(content)
    assert "script" not in [tag for tag, _ in Outline(page).tags]
    assert "49" not in page
    assert page.count(BODY_START) == 1


def test_a_page_without_a_stylesheet_of_the_site_carries_the_one_that_ships() -> None:
    assert page_stylesheet() in render_page(PageContent(title="Bare"))
    assert page_stylesheet() not in render_page(FULL)


def test_nothing_is_said_about_what_an_article_does_not_have() -> None:
    page = render_page(PageContent(title="Bare"))
    for word in ("byline", "breadcrumb", "related", "clinic-footer", "<img", "og:image"):
        assert word not in page.replace(page_stylesheet(), "")


def test_the_clinics_own_template_wins(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text("<h1>{{ page.title }}</h1>{{ body }}", encoding="utf-8")
    page = render_page(PageContent(title="A & B", body_html="<p>x</p>\n"), template_folder=tmp_path)
    assert page == f"<h1>A &amp; B</h1>{BODY_START}\n<p>x</p>\n{BODY_END}"


def test_a_template_folder_without_a_template_changes_nothing(tmp_path: Path) -> None:
    assert render_page(FULL, template_folder=tmp_path) == render_page(FULL)
    assert render_page(FULL, template_folder=tmp_path / "none") == render_page(FULL)


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}{{ ().__class__.__base__ }}{{ cycler.__init__.__globals__.os.environ }}",
        "{% include '../secret.txt' %}",
        "{% include '/etc/hostname' %}",
        "{{ page.title",
        "{% for x in %}",
        "{{ 1 / 0 }}",
        "{{ range(99999999) | list }}",
    ],
)
def test_a_template_that_reaches_out_or_is_broken_is_refused_in_plain_words(
    tmp_path: Path, template: str
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "article.html").write_text(template, encoding="utf-8")
    try:
        page = render_page(FULL, template_folder=folder)
    except TemplateError as error:
        assert "article.html" in str(error)
    else:
        assert page.strip() == ""
