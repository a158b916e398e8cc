"""Any bytes: old charsets, byte order marks, line ends of every kind, signs that cannot be seen."""

import pytest

from clinicwriter.article import Article, ArticleError, Role

TEXTS = [
    "",
    "a",
    "a\n",
    "a\r\nb",
    "a\rb\r",
    "\x00\x1b\x0c",
    "\u00a0\u200b\u202e\ufeff",
    "e\u0301",
    "\U0001f469\u200d\u2695",
    "\u2028\u2029\u0085",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_reads_back_and_an_edit_keeps_the_charset(text: str, encoding: str) -> None:
    data = f"---\ntitle: x\n---\n\n{text}".encode(encoding)
    article = Article.from_bytes(data)
    assert article.text == text
    changed = article.with_field(Role.TITLE, "é")
    assert changed.to_bytes() == data.decode(encoding).replace("x", "é", 1).encode(encoding)


def test_lone_surrogates_stay() -> None:
    data = b"---\ntitle: x\n---\n\n\xed\xa0\x80 a \xed\xb0\x80\n"
    article = Article.from_bytes(data)
    assert article.text == "\ud800 a \udc00\n"
    assert article.with_text(article.text + "b").to_bytes() == data + b"b"


def test_windows_1252_stays_windows_1252() -> None:
    data = "---\ntitle: Café\n---\n\n“Quotes” – €\n".encode("cp1252")
    article = Article.from_bytes(data)
    assert article.fields.title == "Café"
    changed = article.with_field(Role.TITLE, "Thé").with_text(article.text + "naïve\n")
    assert changed.to_bytes() == data.replace(b"Caf", b"Th") + "naïve\n".encode("cp1252")


def test_a_sign_that_windows_1252_lacks_is_escaped_in_the_details() -> None:
    article = Article.from_bytes("---\ntitle: Café\n---\n\nText é\n".encode("cp1252"))
    changed = article.with_field(Role.TITLE, "Thé \U0001f489")
    assert b'title: "Th\xe9 \\U0001f489"\n' in changed.to_bytes()
    assert changed.fields.title == "Thé \U0001f489"


def test_a_sign_that_windows_1252_lacks_reads_back_in_the_text() -> None:
    article = Article.from_bytes("---\ntitle: x\n---\n\nUntouched é\n".encode("cp1252"))
    changed = article.with_text(article.text + "\U0001f489\n")
    assert changed.text == article.text + "\U0001f489\n"
    assert b"Untouched \xe9\n" in changed.to_bytes()


def test_odd_bytes_in_a_utf_8_file_keep_their_lines() -> None:
    data = b"---\ntitle: x\n---\n\nutf \xc3\xa9\nodd \x93x\x94\nlast\n"
    article = Article.from_bytes(data)
    assert article.text == "utf é\nodd “x”\nlast\n"
    assert article.with_text(article.text + "more é\n").to_bytes() == data + b"more \xc3\xa9\n"
    assert article.with_field(Role.TITLE, "ü").to_bytes() == data.replace(b"x", b"\xc3\xbc", 1)


def test_the_five_bytes_that_windows_1252_leaves_open_stay() -> None:
    data = b"---\ntitle: x\n---\n\n\x81\x8d\x8f\x90\x9d\n"
    article = Article.from_bytes(data)
    assert article.with_text(article.text + "a").to_bytes() == data + b"a"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"PK\x03\x04" + bytes(100),
        bytes(range(256)) * 20,
        "Hello there, this is wide".encode("utf-32"),
        "Hello there, this is wide".encode("utf-16-le") * 10,
        b"\xff\xfea",
    ],
)
def test_what_is_no_text_is_read_only_and_stays(data: bytes) -> None:
    article = Article.from_bytes(data)
    assert article.is_read_only
    assert article.read_only_reason == article.lock
    assert article.to_bytes() == data
    with pytest.raises(ArticleError):
        article.with_field(Role.TITLE, "x")
    with pytest.raises(ArticleError):
        article.with_text("x")
    with pytest.raises(ArticleError):
        article.with_footer("x")


def test_controls_in_a_text_do_not_make_it_read_only() -> None:
    assert not Article.from_bytes(b"---\ntitle: x\n---\n\na \x00 b \x1b c\n").is_read_only


def test_added_lines_take_the_line_end_of_the_details() -> None:
    data = b"---\r\ntitle: x\r\n---\r\n\nBody\nwith\nothers\n"
    changed = Article.from_bytes(data).with_field(Role.SLUG, "x")
    assert changed.to_bytes() == data.replace(b"title: x\r\n", b"title: x\r\nslug: x\r\n")


def test_lone_carriage_returns_end_lines() -> None:
    data = b"---\rtitle: x\rtags:\r  - a\r---\r\rText.\r"
    changed = Article.from_bytes(data).with_field(Role.TAGS, ("a", "b"))
    assert changed.to_bytes() == data.replace(b"  - a\r", b"  - a\r  - b\r")


@pytest.mark.parametrize(
    "text", ["GIF89a is an old kind of picture.", "%PDF-1.7 is a number.", "\x08\x1f\x19\x01" * 8]
)
def test_what_somebody_types_stays_a_text(text: str) -> None:
    article = Article.from_bytes(b"").with_text(text)
    assert article.text == text
    assert not article.is_read_only


def test_a_text_that_would_be_no_text_is_refused() -> None:
    with pytest.raises(ArticleError):
        Article.from_bytes(b"Hello").with_text("\x00" * 500)


def test_utf_16_that_begins_with_a_nul_is_not_taken_for_utf_32() -> None:
    for text in ("\x00", "\x00Hello"):
        assert Article.from_bytes(b"\xff\xfe").with_text(text).text == text


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_that_stands_in_both_encodings_keeps_the_bytes_of_each_place(end: bytes) -> None:
    lines = [
        b"---",
        b"x: caf\xc3\xa9",
        b"title: A",
        b"---",
        b"x: caf\xe9",
        b"a",
        b"x: caf\xc3\xa9",
        b"b",
        b"x: caf\xe9",
    ]
    data = end.join(lines) + end
    article = Article.from_bytes(data)
    assert article.with_field(Role.TITLE, "T").to_bytes() == data.replace(b"title: A", b"title: T")
    assert article.with_field(Role.TAGS, ("t",)).anatomy.body_bytes == article.anatomy.body_bytes
    for old, new in ((b"a", b"A"), (b"b", b"B"), (b"a", b"a" + end + b"more"), (b"b", b"b\xc3\xa9")):
        wanted = end.join(new if line == old else line for line in lines) + end
        text = article.text.replace(f"\n{old.decode()}", f"\n{new.decode()}")
        assert article.with_text(text).to_bytes() == wanted
    both = article.text.replace("a", "A").replace("b", "B").replace("cAfé", "café")
    assert article.with_text(both).to_bytes() == data.replace(end + b"a" + end, end + b"A" + end).replace(
        end + b"b" + end, end + b"B" + end
    )
