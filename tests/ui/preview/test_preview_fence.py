"""Nothing that an article or a site holds runs, is sent, or reads outside the site."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineSettings

from clinicwriter.article import Role
from clinicwriter.ui.preview.page import ALLOWED, REFUSED

if TYPE_CHECKING:
    from .conftest import Rig

VECTORS = Path(__file__).parents[2] / "rendering" / "vectors.txt"
NOTES = ("# Shapes", "# sheet", "# {js}")
MARK = "document.documentElement.dataset.ran=1"
"""What a shape does that runs: our own world sees the page's attributes, not its names."""

# Each sets window.ran, or asks the listening server (@) for something.
SHAPES = (
    "<script>window.ran=1</script>",
    "<script src='@/s.js'></script>",
    "<script type=module>window.ran=1</script>",
    "<script type=module src='@/m.js'></script>",
    "<img src=x onerror='window.ran=1'>",
    "<img src='/images/room.png' onload='window.ran=1'>",
    "<img src='@/p.png'>",
    "<img srcset='@/p1.png 1x, @/p2.png 2x' src='@/p3.png'>",
    "<picture><source srcset='@/p4.png'><img src='@/p5.png'></picture>",
    "<svg onload='window.ran=1'><circle r=9 /></svg>",
    "<svg><script>window.ran=1</script></svg>",
    "<svg><animate onbegin='window.ran=1' attributeName=x dur=1s></svg>",
    "<svg><image href='@/svg.png'/><use href='@/use.svg#a'/></svg>",
    "<iframe src='@/frame'></iframe>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<iframe src='javascript:parent.ran=1'></iframe>",
    "<object data='@/object'></object>",
    "<embed src='@/embed'>",
    "<video src='@/v.mp4' autoplay poster='@/poster.png'></video>",
    "<audio src='@/a.mp3' autoplay></audio>",
    "<video><source src='@/v2.mp4' onerror='window.ran=1'></video>",
    "<link rel=stylesheet href='@/l.css'>",
    "<link rel=preload as=image href='@/preload.png'>",
    "<link rel=prefetch href='@/prefetch'>",
    "<link rel=preconnect href='@'>",
    "<link rel=dns-prefetch href='@'>",
    "<link rel=icon href='@/icon.ico'>",
    "<link rel=manifest href='@/manifest.json'>",
    "<style>@import '@/i.css'; body { background: url(@/bg.png) }</style>",
    "<style>@font-face { font-family: evil; src: url(@/f.woff) } p { font-family: evil }</style>",
    "<p style='background: url(@/inline.png)'>x</p>",
    "<body onload='window.ran=1'>",
    "<details open ontoggle='window.ran=1'><summary>x</summary></details>",
    "<input autofocus onfocus='window.ran=1'>",
    "<form action='@/form' method=post><input name=a value=b><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=@/refresh'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=1'>",
    "<base href='@/base/'><img src='relative.png'>",
    "<marquee onstart='window.ran=1'>x</marquee>",
    "<math><mtext><table><mglyph><style><img src=x onerror='window.ran=1'></style></mglyph></table></mtext>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'></noscript>",
    "<template><script>window.ran=1</script></template>",
    "<a href='javascript:window.ran=1' id=runs>x</a>",
    "<div style='width:9px;height:9px;animation:a 1ms' onanimationend='window.ran=1'></div>",
)


def run_in_page_world(rig: Rig, expression: str) -> object:
    got: list[object] = []
    rig.pane.view.page.runJavaScript(expression, 0, got.append)
    rig.qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    return got[0]


def provoke(rig: Rig) -> None:
    """Do what wakes sleeping scripts: click, focus, submit, and let the page settle."""
    rig.do(
        "document.querySelectorAll('a,button,input').forEach(e => { try { e.click(); e.focus() } catch {} })"
    )
    rig.do("document.querySelectorAll('form').forEach(f => f.requestSubmit())")
    rig.do("document.querySelectorAll('video, audio').forEach(m => { m.load(); m.play().catch(() => 0) })")
    rig.do("window.frames_left = 30; (function next() { if (frames_left--) requestAnimationFrame(next); })()")
    rig.until("window.frames_left < 0")


def nothing_ran(rig: Rig) -> bool:
    """Say whether no shape reached anything; our own world sees the page's attributes, not its names."""
    marked = rig.ask("document.documentElement.dataset.ran ?? null")
    return marked is None and rig.ask("location.href").startswith("clinic-preview://site/")


def shapes(port: int) -> list[str]:
    """Return the shapes above, aimed at the listening server."""
    address = f"http://127.0.0.1:{port}"
    return [
        shape.replace("parent.ran=1", "parent." + MARK)
        .replace("window.ran=1", MARK)
        .replace("@/", address + "/")
        .replace("'@'", f"'{address}'")
        for shape in SHAPES
    ]


def listed_vectors(port: int) -> list[str]:
    """Return the shapes that the sanitiser is tried with, their script and their hosts put in."""
    return [
        line.encode("ascii")
        .decode("unicode_escape")
        .replace("{js}", MARK)
        .replace("https://x.example", f"http://127.0.0.1:{port}")
        .replace("//x.example", f"//127.0.0.1:{port}")
        for line in VECTORS.read_text(encoding="ascii").splitlines()
        if line and not line.startswith(NOTES)
    ]


def test_no_shape_in_the_text_runs_or_asks(rig: Rig, server: tuple[int, list[str]]) -> None:
    port, asked = server
    rig.open(*(f"<div>{shape}</div>\n" for shape in shapes(port)))
    provoke(rig)
    assert nothing_ran(rig)
    assert asked == []


def test_no_shape_in_the_page_around_the_text_runs_or_asks(rig: Rig, server: tuple[int, list[str]]) -> None:
    port, asked = server
    found = shapes(port)
    rig.source.template = rig.source.template.replace("</head>", "".join(found) + "</head>").replace(
        "</main>", "</main>" + "".join(found)
    )
    rig.open("<p>text</p>\n")
    provoke(rig)
    assert nothing_ran(rig)
    assert asked == []
    assert rig.ask("document.querySelector('.text p').textContent") == "text"


def test_no_shape_in_a_changed_frame_runs_or_asks(rig: Rig, server: tuple[int, list[str]]) -> None:
    port, asked = server
    rig.open("<p>text</p>\n")
    rig.source.template = rig.source.template.replace(
        "</main>", "</main><i id=new></i>" + "".join(shapes(port))
    )
    rig.session.set_field(Role.TITLE, "<img src=x onerror=document.documentElement.dataset.ran=1>")
    rig.until("document.querySelector('#new') !== null")
    provoke(rig)
    assert nothing_ran(rig)
    assert asked == []


def test_a_probe_proves_that_the_server_and_the_mark_would_notice(
    rig: Rig, server: tuple[int, list[str]]
) -> None:
    port, asked = server
    urllib.request.urlopen(f"http://127.0.0.1:{port}/probe", timeout=10).close()
    rig.open("<p>text</p>\n")
    rig.do("document.documentElement.dataset.ran = 1")
    assert not nothing_ran(rig)
    assert "/probe" in asked


def test_none_of_the_listed_vectors_runs_or_asks(rig: Rig, server: tuple[int, list[str]]) -> None:
    port, asked = server
    vectors = listed_vectors(port)
    assert len(vectors) > 300
    assert sum(MARK in vector for vector in vectors) > 100
    assert sum(f"127.0.0.1:{port}" in vector for vector in vectors) > 20
    rig.open(*(f"<div>{vector}</div>\n" for vector in vectors))
    provoke(rig)
    assert nothing_ran(rig)
    assert asked == []
    assert rig.ask("location.href") == "clinic-preview://site/blog/first-infusion.html"


def test_the_page_world_runs_nothing_at_all(rig: Rig) -> None:
    rig.open("<p>text</p>\n")
    assert run_in_page_world(rig, "document.title") in (None, "")


@pytest.mark.parametrize(
    "path",
    [
        "file://@SECRET",
        "../../secret.png",
        "/../secret.png",
        "/..%2fsecret.png",
        "/%2e%2e/secret.png",
        "/images/..%2f..%2fsecret.png",
        "/images/link.png",
        "/images/folder/secret.png",
        "clinic-preview://elsewhere/images/room.png",
        "clinic-preview:///secret.png",
        "qrc:/qtwebchannel/qwebchannel.js",
        "/notes.txt",
        "/blog/first-infusion.html",
    ],
)
def test_no_file_outside_the_site_is_shown(rig: Rig, site: Path, path: str) -> None:
    (site / "images" / "link.png").symlink_to(site.parent / "secret.png")
    (site / "images" / "folder").symlink_to(site.parent)
    (site / "notes.txt").write_text("not for the page")
    address = path.replace("@SECRET", str(site.parent / "secret.png"))
    rig.open(f'<p><img src="{address}"></p>\n', '<p><img src="/images/room.png"></p>\n')
    rig.until("[...document.querySelectorAll('img')].every(img => img.complete)")
    assert rig.ask("[...document.querySelectorAll('img')].map(img => img.naturalWidth)") == [0, 1]


def test_the_page_cannot_be_led_elsewhere(rig: Rig) -> None:
    rig.open("<p>text</p>\n")
    page = rig.pane.view.page
    for address in (
        "https://example.com/",
        "file:///etc/hostname",
        "clinic-preview://site/other.html",
        "about:blank",
    ):
        assert not page.acceptNavigationRequest(QUrl(address), page.NavigationType.NavigationTypeTyped, True)
    page.load(QUrl("https://example.com/"))
    rig.do("location.href = 'file:///etc/hostname'")
    provoke(rig)
    assert rig.ask("location.href") == "clinic-preview://site/blog/first-infusion.html"
    assert rig.ask("document.querySelector('.text p').textContent") == "text"


def test_a_refused_page_opens_no_window_and_keeps_nothing(rig: Rig) -> None:
    rig.open("<p>text</p>\n")
    page = rig.pane.view.page
    assert page.createWindow(page.WebWindowType.WebBrowserTab) is None
    assert page.profile().isOffTheRecord()
    assert not any(page.settings().testAttribute(attribute) for attribute in REFUSED)
    assert all(page.settings().testAttribute(attribute) for attribute in ALLOWED)
    policy = QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    assert page.settings().unknownUrlSchemePolicy() == policy


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        ("<img src='https://example.com/a.png'>", "img-src"),
        ("<iframe src='/images/room.png'></iframe>", "frame-src"),
        ("<link rel=stylesheet href='https://example.com/a.css'>", "style-src-elem"),
        ("<object data='/images/room.png'></object>", "object-src"),
        ("<video src='https://example.com/a.mp4'></video>", "media-src"),
    ],
)
def test_the_pages_own_policy_is_in_force(rig: Rig, shape: str, rule: str) -> None:
    rig.open("<p>text</p>\n")
    rig.do(
        "window.broken = [];"
        "addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective))"
    )
    rig.do(f"document.body.insertAdjacentHTML('beforeend', {shape!r})")
    rig.until(f"broken.includes({rule!r})")
    assert rig.ask("document.referrer") == ""


def test_the_sites_own_styles_pictures_and_fonts_are_shown(rig: Rig) -> None:
    rig.open('<p><img src="../images/room.png" alt=""></p>\n')
    rig.until("document.querySelector('img').naturalWidth == 1")
    assert rig.ask("getComputedStyle(document.body).lineHeight") == "24px"


def test_a_remote_picture_is_a_labelled_box_that_opens_outside(rig: Rig) -> None:
    rig.open('<p><img id=far src="https://example.com/a.png" alt="x"></p>\n')
    rig.until("document.querySelector('#far').getBoundingClientRect().width > 200")
    rig.do("document.querySelector('#far').click()")
    rig.qtbot.waitUntil(lambda: bool(rig.opened_outside), timeout=30_000)
    assert rig.opened_outside == [QUrl("https://example.com/a.png")]
