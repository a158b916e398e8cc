"""A text becomes what the site's own generator makes of it, as far as the table in the docs says."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from clinicwriter.rendering import FLAVOURS, flavour_for, render_body
from clinicwriter.rendering.body import units
from clinicwriter.rendering.making import make_engine
from clinicwriter.rendering.sanitising import Policy

CONSTRUCTS = json.loads((Path(__file__).parent / "constructs.json").read_text(encoding="utf-8"))
REACHED = {"hugo": 87, "jekyll": 85, "eleventy": 87, "astro5": 87, "astro7": 85}
WITHOUT_MEANING = frozenset({"thead", "tbody", "colgroup", "col", "section", "label"})
VOID = frozenset({"br", "hr", "img", "input"})
KEPT = {"a": ["href"], "img": ["src", "alt", "title"], "ol": ["start"], "input": ["type", "checked"]}
BLOCK = r"</?(?:p|ul|ol|li|h[1-6]|blockquote|table|tr|td|th|hr|pre|div|dl|dt|dd)(?: [^>]*)?>"
HIGHLIGHT = ("highlight", "language-", "codehilite", "footnote")


class Skeleton(HTMLParser):
    """HTML without what readers do not see: classes, ids, wrappers, white space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "pre":
            self.pre += 1
        if self._is_without_meaning(tag, values):
            return
        tag = "del" if tag == "s" else tag
        self.pieces.append(f"<{' '.join([tag, *self._kept(tag, values)])}>")

    def _is_without_meaning(self, tag: str, values: dict[str, str]) -> bool:
        is_wrapper = tag == "div" and any(word in values.get("class", "") for word in HIGHLIGHT)
        return tag in WITHOUT_MEANING or is_wrapper or (tag in ("span", "code") and self.pre > 0)

    def _kept(self, tag: str, values: dict[str, str]) -> list[str]:
        kept = []
        style = values.get("style", "").replace(" ", "").rstrip(";")
        align = style.removeprefix("text-align:") if style.startswith("text-align:") else values.get("align")
        if tag in ("td", "th") and align:
            kept.append(f"align={align}")
        kept += [
            f"{name}={'' if name == 'checked' else html.unescape(values[name])}"
            for name in KEPT.get(tag, [])
            if name in values and not (tag == "ol" and values[name] == "1")
        ]
        return kept

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in WITHOUT_MEANING:
            return
        self.pre -= tag == "pre"
        if tag in ("span", "code") and self.pre:
            return
        self.pieces.append(f"</{'del' if tag == 's' else tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data if self.pre else re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        self.pieces.append(f"<!--{data.strip()}-->")


def skeleton(text: str) -> str:
    parser = Skeleton()
    parser.feed(text)
    parser.close()
    bare = "".join(parser.pieces)
    bare = bare if "<div" in bare else bare.replace("</div>", "")
    bare = re.sub(rf"\s*({BLOCK})\s*", r"\1", bare)
    bare = re.sub(r"<br>\s*", "<br>", bare)
    bare = re.sub(
        r"<input type=checkbox( checked=)?>\s*|<input( checked=)? type=checkbox>\s*", r"<input\1\2>", bare
    )
    if re.search(r"<sup><a href=#(fn|user-content-fn)", bare):
        return "[footnote]"
    return bare.replace("\xa0", " ").strip()


def raw(name: str, text: str) -> str:
    elements = make_engine(FLAVOURS[name]).render(text.split("\n"))
    return "".join(element.rstrip("\n") + "\n" for element in elements)


def preview(name: str, text: str) -> str:
    elements = make_engine(FLAVOURS[name], shows_boxes=True).render(text.split("\n"))
    return "".join(units(elements, Policy.PREVIEW))


@pytest.mark.parametrize("generator", REACHED)
def test_as_many_constructs_as_the_docs_say_come_out_as_from_the_real_generator(generator: str) -> None:
    name = generator.rstrip("57")
    same = [
        each
        for each in CONSTRUCTS
        if skeleton(raw(name, each["markdown"])) == skeleton(each["html"][generator])
    ]
    assert len(CONSTRUCTS) == 87
    assert len(same) == REACHED[generator]


def test_pelicans_own_engine_with_its_own_extensions_gives_every_construct_alike() -> None:
    extensions = ["extra", "codehilite"]  # "meta" reads the details above the text, which are not rendered
    for each in CONSTRUCTS:
        own = markdown.markdown(each["markdown"], extensions=extensions)
        assert skeleton(raw("pelican", each["markdown"])) == skeleton(own), each["name"]


@pytest.mark.parametrize("name", FLAVOURS)
def test_lines_that_mark_the_footer_leave_nothing_on_the_page(name: str) -> None:
    text = "Above.\n\n[//]: # (clinic-footer:start)\n\nBelow.\n\n[//]: # (clinic-footer:end)\n"
    page = render_body(text, FLAVOURS[name])
    assert "clinic-footer" not in page
    assert "<p>Above.</p>" in page
    assert "<p>Below.</p>" in page


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("hugo", "See {{< youtube w7Ft2 >}} now", "Shortcode: youtube w7Ft2"),
        ("hugo", "{{% notice info %}}", "Shortcode: notice info"),
        ("jekyll", "See {% include hours.html %} now", "Template tag: include hours.html"),
        ("eleventy", "By {{ site.name }}", "Template tag: site.name"),
        ("astro", 'Hi <Chart kind="bar" /> there', "Component: Chart kind=&quot;bar&quot;"),
    ],
)
def test_what_a_generator_works_out_is_shown_as_a_labelled_box_and_never_run(
    name: str, text: str, label: str
) -> None:
    shown = preview(name, text)
    assert '<span class="generator-box">' in shown
    assert html.unescape(label) in html.unescape(shown)


def test_what_a_generator_works_out_stays_as_written_where_a_page_is_written() -> None:
    assert "{% include hours.html %}" in render_body("See {% include hours.html %} now", FLAVOURS["jekyll"])


def test_code_that_shows_a_shortcode_stays_code() -> None:
    assert "generator-box" not in preview("hugo", "Write `{{< youtube x >}}` like this.")


def test_a_kind_without_a_flavour_of_its_own_is_rendered_as_finished_pages_are() -> None:
    assert flavour_for("something else") is FLAVOURS["finished"]


def test_code_in_a_finished_page_is_coloured_by_its_language() -> None:
    assert '<span class="o">=</span>' in render_body("```python\nx = 1\n```\n", FLAVOURS["finished"])


def test_rendering_twice_gives_the_same_and_nothing_of_the_text_before() -> None:
    flavour = FLAVOURS["finished"]
    first = render_body("[a][r] [^1] NMDA\n\n[r]: x.html\n\n[^1]: note\n\n*[NMDA]: receptor\n", flavour)
    plain = render_body("[a][r] [^1] NMDA\n", flavour)
    assert "x.html" in first
    assert plain == "<p>[a][r] [^1] NMDA</p>\n"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("name", FLAVOURS)
def test_the_line_ends_of_a_file_make_no_difference(name: str, line_end: str) -> None:
    text = "# Hi\n\n- a\n- b\n\n    code\n"
    assert render_body(text.replace("\n", line_end), FLAVOURS[name]) == render_body(text, FLAVOURS[name])


@pytest.mark.parametrize("kind", ["jekyll", "eleventy"])
def test_an_address_that_a_template_makes_is_shown_as_it_will_be(kind: str) -> None:
    word = "relative_url" if kind == "jekyll" else "url"
    shown = preview(kind, f'![Stairs]({{{{ "/assets/stairs.png" | {word} }}}}) and {{{{ page.title }}}}')
    assert 'src="/assets/stairs.png"' in shown
    assert shown.count("generator-box") == 1
    assert 'href="/blog/"' in preview(kind, "[Blog]({{ site.baseurl }}/blog/)")
