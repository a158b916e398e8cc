"""A Word file becomes the text that lies beside it; what is broken, locked or a bomb is refused kindly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.importing import ImportedFile, ImportingError, import_file
from clinicwriter.importing.archive import LARGEST_XML, MOST_ENTRIES

FILES = Path(__file__).parent / "word"
"""Two made with python-docx and by hand, one by pandoc's reader, two written by LibreOffice."""


def as_text(imported: ImportedFile) -> str:
    head = [
        f"title: {imported.title}",
        f"authors: {'; '.join(imported.authors)}",
        f"date: {imported.changed}",
        f"tags: {'; '.join(imported.tags)}",
        *(f"note: {note}" for note in imported.notes),
        *(f"picture: {name}" for name in imported.pictures),
    ]
    return "\n".join([*head, "---", imported.text])


@pytest.mark.parametrize("path", sorted(FILES.glob("*.docx")), ids=lambda path: path.stem)
def test_a_word_file_becomes_the_text_that_lies_beside_it(path: Path) -> None:
    assert as_text(import_file(path)) == path.with_suffix(".md").read_text(encoding="utf-8")


def test_a_picture_comes_along_byte_for_byte() -> None:
    path = FILES / "everything.docx"
    with zipfile.ZipFile(path) as archive:
        wanted = archive.read("word/media/image1.jpg")
    assert list(import_file(path).pictures.values()) == [wanted]


# -- refused ---------------------------------------------------------------------------------------


def changed(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a Word file with other parts."""
    with zipfile.ZipFile(FILES / "everything.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> ImportingError:
    with pytest.raises(ImportingError) as caught:
        import_file(path)
    assert path.name in caught.value.happened
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ".docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ".docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 hello}", ".docx"),
        ("a.docx", b"{\\rtf1 hello}", ".docx"),
        ("a.pdf", b"%PDF-1.7", "made from"),
        ("a.gdoc", b'{"url": "x"}', "Google Docs"),
        ("a.xyz", b"hello", "Word documents"),
        ("a.docx", b"", "Open it in Word"),
        ("a.docx", b"PK\x03\x04 and then nothing", "Open it in Word"),
        ("a.docx", (FILES / "everything.docx").read_bytes()[:20_000], "Open it in Word"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refusal(path)
    assert words in f"{error.happened} {error.next_step}"


@pytest.mark.parametrize(
    ("name", "part", "words"), [("a.odt", "content.xml", ".docx"), ("a.pages", "Index/Document.iwa", "Pages")]
)
def test_other_archives_are_refused_by_what_they_hold(
    tmp_path: Path, name: str, part: str, words: str
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert words in refusal(path).next_step


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts.update({"word/media/a.bin": b"\0" * 30_000_000}))
    assert path.stat().st_size < 200_000
    assert "larger inside" in refusal(path).happened


def test_a_text_that_grows_beyond_a_book_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts.update({"word/styles.xml": b"<a>" + b"x" * LARGEST_XML}))
    assert "larger inside" in refusal(path).happened


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    many = {f"word/media/{number}": b"" for number in range(MOST_ENTRIES)}
    assert "larger inside" in refusal(changed(tmp_path, lambda parts: parts.update(many))).happened


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_signs_that_grow_by_being_read_are_refused(tmp_path: Path, charset: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'.encode(charset)
    refusal(changed(tmp_path, lambda parts: parts.update({"word/document.xml": bomb})))


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml", "word/numbering.xml"])
def test_a_broken_part_is_told_as_a_damaged_file(tmp_path: Path, part: str) -> None:
    assert "damaged" in refusal(changed(tmp_path, lambda parts: parts.update({part: b"<w:broken"}))).happened


def test_a_file_packed_in_a_rare_way_and_damaged_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "rare.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<x/>" * 1000)
    data = bytearray(path.read_bytes())
    data[60] ^= 0x55
    path.write_bytes(data)
    assert "damaged" in refusal(path).happened


def test_a_part_that_is_missing_is_told_as_a_damaged_file(tmp_path: Path) -> None:
    assert "damaged" in refusal(changed(tmp_path, lambda parts: parts.pop("word/document.xml"))).happened  # type: ignore[arg-type, return-value]


def test_what_it_says_of_itself_may_be_broken(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts.update({"docProps/core.xml": b"<broken"}))
    imported = import_file(path)
    assert imported.authors == ()
    assert imported.title.startswith("Managing")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 11_000), st.binary(min_size=1, max_size=40))
def test_a_file_with_any_spoilt_bytes_is_read_or_refused(tmp_path: Path, place: int, spoilt: bytes) -> None:
    data = bytearray((FILES / "nested.docx").read_bytes())
    data[place : place + len(spoilt)] = spoilt
    path = tmp_path / "spoilt.docx"
    path.write_bytes(bytes(data))
    try:
        import_file(path)
    except ImportingError as error:
        assert error.next_step


# -- nothing leads out -----------------------------------------------------------------------------


def test_a_linked_picture_is_never_opened_nor_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\nsecret")

    def link_outside(parts: dict[str, bytes]) -> None:
        relations = "word/_rels/document.xml.rels"
        for target in (b"file:///etc/passwd", b"secret.png", b"http://192.0.2.1/x.png"):
            parts[relations] = parts[relations].replace(
                b'Target="media/image1.jpg"', b'TargetMode="External" Target="' + target + b'"'
            )
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"r:embed=", b"r:link=")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    imported = import_file(changed(tmp_path, link_outside))
    assert imported.pictures == {}
    assert "imported-picture" not in imported.text
    assert any("could not be taken along" in note for note in imported.notes)


def test_a_part_with_a_way_out_in_its_name_is_never_written(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts.update({"../../escaped.txt": b"x", "/abs.txt": b"y"}))
    import_file(path)
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["letter.docx"]


def test_text_of_a_word_file_never_becomes_html(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("<script>alert(1)</script> & <img src=x onerror=y>")
    document.add_paragraph("{% include secrets %} {{ site }}")
    path = tmp_path / "a.docx"
    document.save(str(path))
    text = import_file(path).text
    assert "<script" not in text
    assert "<img" not in text
    assert "{%" not in text
    assert "{{" not in text


# -- what was guessed ------------------------------------------------------------------------------


def made(
    tmp_path: Path, fill: Callable[[docx.document.Document], object], name: str = "my_file.docx"
) -> Path:
    document = docx.Document()
    document.core_properties.title = ""
    fill(document)
    path = tmp_path / name
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize(
    ("lines", "title", "first"),
    [
        ([("Sleep", "Title"), ("Beds", "Heading 1"), ("x.", "Normal")], "Sleep", "## Beds"),
        ([("Sleep", "Heading 1"), ("Beds", "Heading 2"), ("x.", "Normal")], "Sleep", "## Beds"),
        ([("Sleep", "Heading 1"), ("Beds", "Heading 1"), ("x.", "Normal")], "Sleep", "## Beds"),
        ([("Sleep well", "Normal"), ("It helps.", "Normal")], "Sleep well", "It helps."),
        ([("It helps.", "Normal"), ("A lot.", "Normal")], "my file", "It helps."),
        ([("Only this", "Normal")], "my file", "Only this"),
    ],
)
def test_the_title_is_the_first_heading_or_what_looks_like_one(
    tmp_path: Path, lines: list[tuple[str, str]], title: str, first: str
) -> None:
    path = made(tmp_path, lambda document: [document.add_paragraph(*line) for line in lines])
    imported = import_file(path)
    assert imported.title == title
    assert imported.text.startswith(first)


def test_what_was_left_out_is_counted_in_words(tmp_path: Path) -> None:
    formula = parse_xml(f"<m:oMath {nsdecls('m')}><m:r><m:t>x</m:t></m:r></m:oMath>")
    path = made(tmp_path, lambda document: document.add_paragraph("Dose: ")._p.append(formula))
    assert import_file(path).notes[0].startswith("1 formula was left out")
