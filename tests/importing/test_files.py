"""Files from elsewhere: pages, plain texts, and articles with their own details; nothing from outside."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicwriter.importing import ImportedFile, ImportingError, import_file, is_importable
from clinicwriter.importing.blocks import Listing
from clinicwriter.importing.plain import blocks_from_plain
from clinicwriter.importing.writing import write_markdown

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def imported(tmp_path: Path, name: str, text: str | bytes) -> ImportedFile:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_file(path)


# -- plain text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("One\n\nTwo\n", "One\n\nTwo\n"),
        (
            "This line was broken only because it was full, as\nmail programs do it, and goes on.\n",
            "This line was broken only because it was full, as mail programs do it, and goes on.\n",
        ),
        (
            "Riverbend Clinic\n24 Harbor Street\nSpringfield",
            "Riverbend Clinic  \n24 Harbor Street  \nSpringfield\n",
        ),
        ("Bring:\n- card\n* list of\n  medicines\n", "Bring:\n\n- card\n- list of medicines\n"),
        ("1) one\n2) two\n", "1. one\n2. two\n"),
        ("3. three\n4. four", "3. three\n4. four\n"),
        ("\u2022\tone\n\u2022\ttwo", "- one\n- two\n"),
        ("Title\n=====\n\nPart\n----\ntext", "# Title\n\n## Part\n\ntext\n"),
        ("a\n\n-----\n\nb", "a\n\n---\n\nb\n"),
        ("*not bold* _x_ <b> 1984. {{ x }}", "\\*not bold\\* \\_x\\_ &lt;b> 1984. &#123;&#123; x }}\n"),
        ("a\rb\r\rc", "a  \nb\n\nc\n"),
        ("x" * 95 + "\n" + "y" * 95, "x" * 95 + "\n\n" + "y" * 95 + "\n"),
        ("", ""),
    ],
)
def test_plain_text_gets_the_paragraphs_that_it_means(plain: str, text: str) -> None:
    assert write_markdown(blocks_from_plain(plain)) == text


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab1 \n\t-*.)=#>|_\u2022:"), max_size=120))
def test_any_plain_text_keeps_its_words(plain: str) -> None:
    text = write_markdown(blocks_from_plain(plain))
    letters = [sign for sign in plain if sign in "ab"]
    assert [sign for sign in text if sign in "ab"] == letters


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_usual_charsets(tmp_path: Path, charset: str) -> None:
    one = imported(tmp_path, "opening_hours-2026.txt", "Café “open”.\n\nAlways.\n".encode(charset))
    assert one.text == "Café “open”.\n\nAlways.\n"
    assert one.title == "opening hours 2026"


def test_a_text_of_nothing_but_headings_is_read_to_its_end() -> None:
    assert len(blocks_from_plain("Head\n===\n" * 3_000 + "---")) == 3_001


def test_a_long_list_is_one_list() -> None:
    (listing,) = blocks_from_plain("- one\n" * 20_000)
    assert isinstance(listing, Listing)
    assert len(listing.items) == 20_000


def test_a_short_first_line_is_the_title(tmp_path: Path) -> None:
    one = imported(tmp_path, "x.txt", "Flu season\n\nIt begins in October.\n")
    assert (one.title, one.text) == ("Flu season", "It begins in October.\n")


# -- pages -----------------------------------------------------------------------------------------


def test_a_page_brings_its_title_author_and_pictures(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a b.png").write_bytes(PNG)
    inside = base64.b64encode(PNG + b"x").decode()
    one = imported(
        tmp_path,
        "page.html",
        "<html lang=en><head><title>No</title><meta name=author content='Dana W'></head><body><article>"
        "<h1>Sleep</h1><p>Text.</p><p><img src='img/a%20b.png' alt='A bed'></p>"
        f"<p><img src='data:image/png;base64,{inside}' alt=Two></p>"
        "<p><img src='https://x.example/c.jpg' alt=Far> <img src='../o.png'> <img src='img/gone.png'></p>"
        "</article></body></html>",
    )
    assert (one.title, one.authors) == ("Sleep", ("Dana W",))
    assert one.text.startswith(
        "Text.\n\n![A bed](imported-picture-1.png)\n\n![Two](imported-picture-2.png)\n\n![Far](https://x.example/c.jpg)"
    )
    assert one.pictures == {"imported-picture-1.png": PNG, "imported-picture-2.png": PNG + b"x"}
    assert "2 pictures could not be taken along. Put them in by hand." in one.notes
    assert "1 picture on another website is shown from there." in one.notes


@pytest.mark.parametrize(
    "source",
    ["../secret.png", "/etc/hostname", "file:///etc/hostname", "%2e%2e/secret.png", "link.png", "a%00b"],
)
def test_a_page_cannot_take_a_file_from_outside_its_folder(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    one = imported(folder, "page.html", f"<h1>T</h1><p>Text.</p><p><img src='{source}' alt=x></p>")
    assert one.pictures == {}
    assert "![" not in one.text


def test_a_page_about_pictures_keeps_what_it_shows_as_code(tmp_path: Path) -> None:
    page = "<article><h1>T</h1><p>Write <code>![alt](img.png)</code> for one.</p></article>"
    whole = imported(tmp_path, "page.html", page)
    assert (whole.text, whole.notes) == ("Write `![alt](img.png)` for one.\n", ())


def test_a_picture_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    whole = imported(tmp_path, "page.html", "<article><h1>T</h1><p>One.</p><img src='gone.png'></article>")
    assert (whole.text, len(whole.notes)) == ("One.\n", 1)


def test_what_is_no_picture_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"<script>")
    one = imported(tmp_path, "page.html", "<h1>T</h1><p>Text.</p><img src=a.png>")
    assert one.pictures == {}


# -- articles --------------------------------------------------------------------------------------


def test_an_article_keeps_its_details_and_brings_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    data = b"+++\ntitle = 'Hi'\nx = 1\n+++\n\n![A](a.png) ![B](../b.png) ![C](https://x.example/c.png)\n"
    one = imported(tmp_path, "post.md", data)
    assert one.source == data
    assert one.pictures == {"a.png": PNG}


# -- refused ---------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ImportingError, match="could not be read"):
        import_file(tmp_path / "gone.docx")


def test_a_huge_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(ImportingError, match="too large"):
        import_file(path)


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [("a.docx", True), ("A.DOC", True), ("a.md", True), ("a.odt", True), ("a.png", False), ("a", False)],
)
def test_files_that_promise_an_article_are_told_from_others(name: str, is_ours: bool) -> None:
    assert is_importable(name) is is_ours
