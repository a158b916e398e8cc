"""Whatever is pasted: no error, no raw HTML, and the same words in the same order in every engine."""

from __future__ import annotations

import re
import time
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinicwriter.importing import import_page, markdown_from_html
from clinicwriter.importing.tree import BLOCKS, Element, read_html
from clinicwriter.rendering import FLAVOURS, render_body

MOST_SECONDS = 8
"""Of processor time, where squares would take minutes."""
SAMPLE_FLAVOURS = ("finished", "jekyll", "hugo")
TEXT = st.text(st.sampled_from("ab ,\n*_`[]<>&#|{}%~=!\\.1-+:()/\u00a0é"), max_size=10)
INLINE_TAGS = ("b", "i", "s", "code", "sup", "a", "span", "strong")
BLOCK_TAGS = (
    *("p", "div", "ul", "ol", "li", "h2", "h4", "blockquote", "table", "tr", "td", "th", "pre", "dl", "dt"),
    *("dd", "figure", "center"),
)
ATTRIBUTES = {
    "a": " href='https://x.example/a_(b)?c=1&amp;d'",
    "td": " colspan=2",
    "span": " style='color:red'",
}


def element(tag: str, children: list[str]) -> str:
    return f"<{tag}{ATTRIBUTES.get(tag, '')}>{''.join(children)}</{tag}>"


def written(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


PARTS = st.recursive(
    st.one_of(st.builds(written, TEXT), st.sampled_from(["<br>", "<hr>", "<br><br>", " ", "word"])),
    lambda inner: st.builds(element, st.sampled_from(INLINE_TAGS + BLOCK_TAGS), st.lists(inner, max_size=5)),
    max_leaves=16,
)
LINES = st.lists(
    st.one_of(
        st.builds(written, TEXT),
        st.builds(element, st.sampled_from(INLINE_TAGS), st.lists(st.builds(written, TEXT), max_size=3)),
    ),
    max_size=6,
).map(lambda parts: f"<p>{''.join(parts)}</p>")

SHAPES = [
    # Misnested, unclosed and stray, in the shapes of the tree construction tests of html5lib.
    "<p>One<p>Two",
    "<b><p>a</b>b</p>c",
    "<p><b><i><u>a</p>b",
    "<a href=x>one<p>two</a>three</p>four",
    "<a href=x>one<a href=y>two</a>three",
    "<b>1<i>2<p>3</b>4</i>5</p>6",
    "<div><b>a<div>b</b>c</div>d</div>",
    "<font size=4><p>a<font size=2>b</p>c</font>d",
    "<table>a<tr>b<td>c</td>d</tr>e</table>f",
    "<table><b>x<tr><td>y</table>z",
    "<table><tr><td>a<td>b<tr><td>c",
    "<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>",
    "<table><caption>a<tr><td>b<td>c",
    "<table><thead><tr><th>a<th>b<tbody><tr><td rowspan=3>c<td>d<tr><td>e<tfoot><tr><td>f",
    "<ul><li>a<ul><li>b</ul>c<li>d</ul>e",
    "<ol><b><hr></b></ol><ol><li>a<li><hr><li>b</ol>",
    "<ul><ol><b>1</b><ul>1</ul>word</ol></ul>",
    "<ul><li><ol><li>a<li>b</ol>c<li>d</ul>",
    "<ul>a<li>b</ul>",
    "<li>a<li>b",
    "<ol><ol><li>a</ol><li>b</ol>",
    "<ul><li><p>a<p>b<li><table><tr><td>c<td>d</table></ul>",
    "<ul><li><pre>a\n  b</pre><li><h3>c</h3><li><blockquote>d</blockquote><li><hr></ul>",
    "<dl><dt>a<dd>b<dt>c<dd><ul><li>d</ul></dl>",
    "<p>a<!-- b <p>c -->d",
    "<p>a<!-- b",
    "<!DOCTYPE html><html><head><title>no</title><body><p>a",
    "<head><body>a",
    "a</p>b</div>c</b>d",
    "</br>a</p>",
    "<p>a<hr>b",
    "<h1>a<h2>b</h1>c",
    "<pre>\n\na\n b</pre>",
    "<code>a<br>b</code>",
    "<blockquote>a<blockquote>b<p>c</blockquote></blockquote>",
    "<blockquote><ul><li>a</ul><pre>b</pre></blockquote>",
    "<button>a<button>b</button></button>",
    "<form><p>a<form>b</form></form>",
    "<select><option>a</select>b",
    "<textarea><b>a</textarea>b",
    "<svg><p>a</svg>b",
    "<math><mi>a</mi></math>b",
    "<svg><desc><b>a</desc></svg><p>c",
    "<iframe><b>a</iframe>b",
    "<noscript><b>a</noscript>b",
    "<script>a</script>b<style>c</style>d",
    "<script><!--<script>a</script>--></script>b",
    "<plaintext>a<b>c",
    "<template><p>a</template>b",
    "<![CDATA[a]]>b",
    "<![x]>a",
    "<![if !supportLists]>a<![endif]>b",
    "<!x>a",
    "<?xml version='1.0'?>a",
    "<o:p>a</o:p>b",
    "<v:shape><v:imagedata src=x></v:shape>a",
    "<a",
    "<a href='",
    "</",
    "<",
    "a<b",
    "a < b > c",
    "&#0;&#xD800;&#x110000;&amp&lt&copy&notit;a",
    "&nbsp;&nbsp;a&nbsp;",
    "<p>1. a<p>- b<p>+ c<p># d<p>> e<p>| f | g<p>~~~<p>```<p>===<p>---<p>: h",
    "<p>a<br>- b<br>1. c<br># d<br>---<br>===<br>    e",
    "<h2>a #</h2><h2>## b ##</h2><h2></h2>",
    "<p>*a* _b_ **c** `d` [e](f) ![g](h) <i> ~~j~~ ==k== ^l^ ~m~",
    "<p>Yes!<a href=x>a</a> [1]: b <p>[c]: https://x.example",
    "<p>*[a]: b</p><p>a</p>",
    "<p>{% raw %}a{% endraw %}{{ b }}{#c}{: .d}<p>e {#f}<p>g {.h}",
    "<p><b>a </b>b<b> c</b>d<b>.e</b>f<b>g.</b>h",
    "<p>a<b>b</b><i>c</i><b><i>d</i></b>e<i><b>f</b>g</i>h",
    "<p><b>a<i>b</i></b>c<s>d<b>e</b></s>f",
    "<p><b></b><i> </i><a href=x></a><a href=y> </a><code></code>a",
    "<p><code>`</code><code>``a`</code> <code> </code><code>b|c</code>",
    "<table><tr><td><code>a|b</code><td>c|d<tr><td>\\|e<td><br>f<br></table>",
    "<p>a<sup><a href='#fn1'>1</a></sup>b<div id='fn1'><p>c</div>",
    "<div><div><div><div>a</div></div>b</div></div>",
    "<span><div>a</div>b<div>c</div></span>",
    "<p>https://x.example/a_b_c_d and www.x.example/_e_ and f@x.example",
    "<p>&lt;b>a&lt;/b> &lt;!-- b --> &lt;script>c&lt;/script> &lt;https://x.example>",
    "<p>&amp;lt;a&amp;gt; &amp;#60;b &amp;copy; AT&amp;T",
    "<p>a\\b\\*c\\\\",
    "<ul><li>[ ] a<li>[x] b<li><input type=checkbox checked> c</ul>",
    "<p>a  b\tc\nd&#8203;e&shy;f",
    "<ruby>a<rt>b</ruby><q>c</q><mark>d</mark><details><summary>e</summary>f</details>",
]


class Shown(HTMLParser):
    """The words that a page shows, read without any of the converter's code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += " " if tag in BLOCKS or tag in ("br", "hr", "input") else ""

    def handle_endtag(self, tag: str) -> None:
        self.text += " " if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def words_of(text: str) -> list[str]:
    plain = re.sub("[\u00ad\u200b\u2060\ufeff]", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"[^\W_]+", plain)


def words_of_page(html: str) -> list[str]:
    shown = Shown()
    shown.feed(html)
    shown.close()
    return words_of(shown.text.replace("~~", ""))  # two engines have no sign for struck letters and show it


def words_of_tree(element: Element) -> list[str]:
    """Return the words that a browser would show of what was pasted."""
    parts: list[str] = []

    def gather(one: Element) -> None:
        for child in one.children:
            if isinstance(child, str):
                parts.append(child)
                continue
            gap = " " if child.tag in BLOCKS or child.tag in ("br", "hr", "input", "q") else ""
            parts.append(gap)
            gather(child)
            parts.append(gap)

    gather(element)
    return words_of("".join(parts).replace("~~", ""))


def check(html: str, flavours: tuple[str, ...]) -> None:
    text = markdown_from_html(html).text
    outside_code = re.sub(r"(?s)(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert not re.search(r"(?<!\\)<[a-zA-Z/!?]", outside_code), text
    wanted = words_of_tree(read_html(html))
    for name in flavours:
        page = render_body(text, FLAVOURS[name])
        assert words_of_page(page) == wanted, (name, text, page)


@pytest.mark.parametrize("html", [shape for shape in SHAPES if "#fn1" not in shape])
def test_odd_html_keeps_its_words_in_every_engine(html: str) -> None:
    check(html, tuple(FLAVOURS))


@pytest.mark.parametrize("html", SHAPES)
def test_cleaning_what_was_cleaned_changes_nothing(html: str) -> None:
    """What an article's text shows, pasted again, is the same text."""
    once = markdown_from_html(html).text
    flavour = FLAVOURS["hugo"]
    again = markdown_from_html(render_body(once, flavour)).text
    assert words_of_page(render_body(again, flavour)) == words_of_page(render_body(once, flavour))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS)
@example("<b>a</b>b<i>c</i>")
def test_any_html_keeps_its_words_in_their_order(html: str) -> None:
    check(html, SAMPLE_FLAVOURS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_marks_in_a_line_never_cost_a_word(html: str) -> None:
    check(html, SAMPLE_FLAVOURS)


@pytest.mark.long
@settings(max_examples=4000, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(PARTS, LINES))
def test_thousands_of_html_texts_keep_their_words(html: str) -> None:
    check(html, tuple(FLAVOURS))


@settings(max_examples=150)
@given(st.text(max_size=200) | st.text(st.sampled_from("<>!/?-[]abp =\"'&;#x\n"), max_size=60))
def test_what_is_no_html_at_all_does_no_harm(html: str) -> None:
    markdown_from_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<a" * 20_000,
        "<a " * 20_000 + ">",
        "x" + "<b> </b>" * 8_000 + "y",
        "<p>a<b>" + "." * 20_000 + "x</b>b",
        "<!-- article-text:start -->" * 20_000,
        "<!--" * 20_000,
        "&" * 20_000,
        "<table>" + ("<tr>" + "<td colspan=50 rowspan=999>a" * 10) * 200,
    ],
    ids=lambda html: html[:30],
)
def test_broken_html_takes_no_time_in_squares(html: str) -> None:
    began = time.process_time()
    markdown_from_html(html)
    import_page(html.encode())
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("tag", ["div", "b", "ul", "blockquote", "table><tr><td", "span", "li"])
def test_elements_thousands_deep_are_read_in_a_moment(tag: str) -> None:
    assert markdown_from_html(f"<{tag}>" * 20_000 + "word").text.strip().endswith("word")
