"""Nothing of an article runs, and nothing is fetched from elsewhere in the preview."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clinicwriter.rendering import FLAVOURS
from clinicwriter.rendering.body import units
from clinicwriter.rendering.making import make_engine
from clinicwriter.rendering.sanitising import Policy, sanitise

NOTES = ("# Shapes", "# sheet", "# {js}")
SCRIPT = "window.hit=1"
VECTORS = [
    line.replace("{js}", SCRIPT).encode("ascii").decode("unicode_escape")
    for line in (Path(__file__).parent / "vectors.txt").read_text(encoding="ascii").splitlines()
    if line and not line.startswith(NOTES)
]
NEVER = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "form",
        "button",
        "textarea",
        "select",
        "link",
        "meta",
        "base",
        "template",
        "noscript",
        "frame",
        "frameset",
        "html",
        "body",
        "head",
        "title",
        "image",
        "keygen",
        "isindex",
        "portal",
    ]
)
ADDRESS = frozenset(
    {"href", "src", "cite", "data", "action", "formaction", "poster", "background", "srcset", "ping"}
)
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
ALLOWED_STYLE = re.compile(
    r"^(?:(?:text-align|vertical-align|font-weight|font-style|text-decoration|float|clear|width|max-width|height)"
    r":[^();]*;?)*$"
)


class Watch(HTMLParser):
    """Note whatever could run or be fetched, as a browser would read it."""

    def __init__(self, *, is_preview: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.is_preview = is_preview

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, value or "")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in (
            "srcset",
            "ping",
            "poster",
            "background",
            "formaction",
            "action",
            "name",
        ):
            self.found.append(f"{tag} {name}={value}")
        if name == "style" and not ALLOWED_STYLE.match(value.replace(" ", "")):
            self.found.append(f"{tag} style={value}")
        if name == "id" and value.startswith("clinic-"):
            self.found.append(f"{tag} id={value}")
        if name in ADDRESS:
            self._look_at_address(tag, name, value)

    def _look_at_address(self, tag: str, name: str, value: str) -> None:
        # As browsers read an address: without line ends and tabs, and without controls and blanks around it.
        bare = re.sub(r"[\t\r\n]", "", value).strip("".join(map(chr, range(0x21))))
        scheme = SCHEME.match(bare)
        kind = scheme[1].lower() if scheme else ""
        is_picture = tag == "img" and name == "src" and bare.lower().startswith("data:image/")
        is_picture = is_picture and not bare.lower().startswith("data:image/svg")
        if kind not in ("", "http", "https", "mailto", "tel", "sms") and not is_picture:
            self.found.append(f"{tag} {name}={value}")
        is_remote = kind in ("http", "https") or bare.startswith(("//", "\\\\", "/\\"))
        if self.is_preview and name == "src" and is_remote:
            self.found.append(f"fetched: {tag} {name}={value}")


def what_could_happen(page: str, policy: Policy) -> list[str]:
    watch = Watch(is_preview=policy is Policy.PREVIEW)
    watch.feed(page)
    watch.close()
    return watch.found


def test_the_list_of_shapes_is_long() -> None:
    assert len(VECTORS) >= 200
    assert len(set(VECTORS)) == len(VECTORS)


@pytest.mark.parametrize("policy", Policy)
def test_no_shape_survives_as_html(policy: Policy) -> None:
    bad = {
        vector: found for vector in VECTORS if (found := what_could_happen(sanitise(vector, policy), policy))
    }
    assert bad == {}


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("name", ["finished", "jekyll", "hugo", "eleventy", "astro"])
def test_no_shape_survives_in_an_article(name: str, policy: Policy) -> None:
    engine = make_engine(FLAVOURS[name], shows_boxes=policy is Policy.PREVIEW)
    bad = {}
    for vector in VECTORS:
        page = "".join(units(engine.render(f"Before\n\n{vector}\n\nafter\n".split("\n")), policy))
        if found := what_could_happen(page, policy):
            bad[vector] = found
    assert bad == {}


def test_the_watch_sees_what_it_is_there_to_see() -> None:
    seen = [vector for vector in VECTORS if what_could_happen(vector, Policy.PREVIEW)]
    assert len(seen) > 150


@pytest.mark.parametrize("policy", Policy)
def test_cleaning_what_is_clean_changes_nothing(policy: Policy) -> None:
    for vector in VECTORS:
        once = sanitise(vector, policy)
        assert sanitise(once, policy) == once


@pytest.mark.parametrize(
    "harmless",
    [
        '<p id="here" class="lead" title="t">a <em>b</em></p>',
        '<td style="text-align:center">x</td>',
        '<a href="https://x.example/?a=1&amp;b=2#c">x</a>',
        '<a href="mailto:front@x.example">x</a><a href="tel:+15550100134">x</a><a href="../b/c.html">x</a>',
        '<img src="../images/room.jpg" alt="a &gt; b" width="3" height="4" loading="lazy">',
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
        '<figure><img src="a.png"><figcaption>c</figcaption></figure>',
        '<details open=""><summary>s</summary>t</details>',
        '<abbr title="x">y</abbr><mark>m</mark><kbd>k</kbd><sub>2</sub>',
        '<ol start="3"><li value="4">x</li></ol>',
    ],
)
def test_what_articles_need_goes_through(harmless: str) -> None:
    inside = f"<table><tbody><tr>{harmless}</tr></tbody></table>" if harmless.startswith("<td") else harmless
    assert sanitise(inside, Policy.EXPORT) == inside
    assert sanitise(inside, Policy.PREVIEW) == inside


def test_a_picture_from_elsewhere_stays_on_the_site_and_is_a_box_in_the_preview() -> None:
    picture = '<img src="https://x.example/a.png" alt="A room">'
    assert sanitise(picture, Policy.EXPORT) == picture
    box = sanitise(picture, Policy.PREVIEW)
    assert box == '<a class="remote-box" href="https://x.example/a.png">Picture from x.example: A room</a>'


@pytest.mark.parametrize(
    ("embed", "label"),
    [
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', "Embedded page from www.youtube.com"),
        ('<video controls><source src="https://v.example/a.mp4"></video>', "Video from v.example"),
        ('<audio src="//s.example/a.mp3"></audio>', "Sound from s.example"),
        ('<object data="https://o.example/a.swf"></object>', "Embedded page from o.example"),
    ],
)
def test_an_embedded_thing_is_a_box_with_a_link_in_the_preview(embed: str, label: str) -> None:
    box = sanitise(embed, Policy.PREVIEW)
    assert 'class="remote-box"' in box
    assert f">{label}</a>" in box


def test_what_stands_inside_a_frame_does_not_come_alive_with_the_box() -> None:
    page = sanitise('<iframe src="https://x.example/"><img src=x onerror=hit()></iframe>', Policy.PREVIEW)
    assert what_could_happen(page, Policy.PREVIEW) == []
    assert "<img" not in page


def test_a_video_of_the_site_itself_stays_in_the_preview() -> None:
    video = '<video src="../video/a.mp4" controls=""></video>'
    assert sanitise(video, Policy.PREVIEW) == video
