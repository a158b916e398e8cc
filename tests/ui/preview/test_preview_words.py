"""The word under the pointer is found again in the article; addresses and one-file pages are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicwriter.ui.preview.addresses import CONTENT_TYPES, address, content_type, site_path
from clinicwriter.ui.preview.single_file import fill_page, single_file
from clinicwriter.ui.preview.words import Place, find_place

LINES = [
    "The *infusion* lasts about forty minutes.",
    "See [the safety page](/the/safety/) for the rest",
    "of the day.",
]
SHOWN = "The infusion lasts about forty minutes.\nSee the safety page for the rest\nof the day."


@pytest.mark.parametrize(
    ("word", "number", "place"),
    [
        ("infusion", 0, Place(10, 5)),
        ("forty", 0, Place(10, 27)),
        ("safety", 0, Place(11, 9)),
        ("for", 1, Place(11, 36)),
        ("day", 0, Place(12, 7)),
    ],
)
def test_a_shown_word_is_found_where_it_is_written(word: str, number: int, place: Place) -> None:
    before = -1
    for _ in range(number + 1):
        before = SHOWN.index(word, before + 1)
    assert find_place(LINES, 10, 10, SHOWN, before) == place


def test_the_place_inside_the_word_is_kept() -> None:
    assert find_place(["some **certain** words"], 0, 0, "some certain words", 9) == Place(0, 11)


def test_each_of_many_equal_words_is_told_from_the_others() -> None:
    text = "pain a pain b pain c pain d pain"
    for number, before in enumerate(at for at in range(len(text)) if text.startswith("pain", at)):
        place = find_place(["**pain** a pain *b* pain", "c pain d pain"], 0, 0, text, before)
        assert (place.line, number) in {(0, 0), (0, 1), (0, 2), (1, 3), (1, 4)}


def test_a_word_that_is_nowhere_gives_the_line_at_that_height() -> None:
    assert find_place(["{{ toc }}"], 4, 5, "Contents", 2) == Place(5, 0)
    assert find_place([], 4, 4, "", 0) == Place(4, 0)


@pytest.mark.parametrize(
    "path", ["/blog/a.html", "/blog/a%20b/", "/", "/bl%C3%B6g/%25.html", "/a%3Fb.html", "/a%23b.html"]
)
def test_an_address_keeps_the_path_of_the_site(path: str) -> None:
    assert site_path(address(path)) == path


def test_an_odd_page_address_still_is_ours() -> None:
    for odd in ("", "a b.html", "//elsewhere.example/x", "https://example.com/blog/x.html"):
        url = address(odd)
        assert (url.scheme(), url.host()) == ("clinic-preview", "site")


def test_only_what_a_page_shows_is_served() -> None:
    assert content_type("/a/B.JPG") == "image/jpeg"
    for other in ("/a.html", "/a.js", "/a.md", "/a", "/.env", "/a.toml"):
        assert content_type(other) is None
    assert not {".html", ".htm", ".js", ".mjs", ".xml", ".pdf", ".wasm"} & set(CONTENT_TYPES)


def test_styles_and_their_pictures_are_put_into_the_one_file(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text("p { background: url('dot.png') } /* </style> */")
    (tmp_path / "dot.png").write_bytes(b"dot")
    links = '<link rel="stylesheet" href="../css/site.css?v=2"><link rel=preconnect href="//x">'
    page = f"<html><head>{links}</head></html>"

    def find_file(path: str) -> Path | None:
        return tmp_path / Path(path).name if path.startswith("/css/") else None

    made = single_file(page, "/blog/a.html", find_file)
    assert 'url("data:image/png;base64,ZG90")' in made
    assert made.count("</style>") == 1
    assert "preconnect" not in made


def test_the_one_file_says_the_same_as_the_page() -> None:
    body = "<body><!-- c --><p title='a &amp; b'>&eacute;&#233; <br/>x</p></body>"
    page = f"<!DOCTYPE html>\n<html><head></head>{body}</html>"
    made = single_file(page, "/a.html", lambda _path: None)
    assert made.replace(made[made.index("<meta") : made.index(">", made.index("<meta")) + 1], "") == page


def test_a_bare_ampersand_stays_bare_in_the_one_file() -> None:
    body = "<p>AT&T, R&D;\nx &amp; y &copy z</p>\n<p>&lt;b&#38;c</p>"
    assert body in single_file(
        f"<html><head></head><body>{body}</body></html>", "/a.html", lambda _path: None
    )


@pytest.mark.parametrize("start", ["<!doctype html><title>x</title>", "<html><body>", "<p>x</p>", ""])
def test_scripts_are_shut_out_also_where_a_page_has_no_head(start: str) -> None:
    made = single_file(f"{start}<script>alert(1)</script>", "/a.html", lambda _path: None)
    before = made.partition("<script>")[0]
    assert before.count("Content-Security-Policy") == 1
    assert made.startswith("<!doctype html>" if "doctype" in start else "<")


def test_the_text_is_put_between_its_markers() -> None:
    page = "<a><!-- article-text:start -->old<!-- article-text:end --></a>"
    assert fill_page(page, "new") == "<a><!-- article-text:start -->new<!-- article-text:end --></a>"
