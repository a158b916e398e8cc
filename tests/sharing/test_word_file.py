"""An article given out as a Word file says what its page says, and comes back as the same text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from clinicwriter.importing import import_file
from clinicwriter.rendering import FLAVOURS, render_body
from clinicwriter.sharing import Sheet, WordText, as_sheet
from clinicwriter.sharing.word import word_file

SHEET = Sheet("Flu jabs", clinic="Riverbend", made_on="25 November 2026")


def given_out(text: str, sheet: Sheet = SHEET, **more: object) -> bytes:
    html = render_body(text, FLAVOURS["finished"])
    return word_file(WordText(sheet, body_html=html, page_url="https://x.example/blog/a.html"), **more)  # type: ignore[arg-type]


def taken_back(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "out.docx"
    path.write_bytes(data)
    return import_file(path).text


@pytest.mark.parametrize(
    "text",
    [
        "Plain **bold** and *italic* ***both*** ~~gone~~.\n",
        "## Part\n\n### Below\n\nText.\n",
        "- a\n    - b\n        - c\n- d\n",
        "1. one\n    - two\n2. three\n",
        "| A   | B   |\n| --- | --- |\n| 1   | a\\|b |\n",
        "One  \ntwo\n",
        "[Out](https://www.nhs.uk/a?b=1&c=2) and [mail](mailto:a@x.example).\n",
    ],
)
def test_what_is_given_out_comes_back_as_the_same_text(text: str, tmp_path: Path) -> None:
    back = taken_back(given_out(text), tmp_path)
    flavour = FLAVOURS["finished"]
    assert render_body(back, flavour) == render_body(text, flavour)


def test_two_numbered_lists_both_begin_at_their_own_number() -> None:
    document = docx.Document(io.BytesIO(given_out("1. a\n2. b\n\ntext\n\n3. c\n4. d\n")))
    starts = document.part.numbering_part.element.xpath("//w:startOverride/@w:val")
    assert starts[-2:] == ["1", "3"]


def test_a_link_inside_the_site_leads_to_the_site() -> None:
    document = docx.Document(io.BytesIO(given_out("[Next](b.html)\n")))
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert targets == ["https://x.example/blog/b.html"]


def test_a_picture_is_inside_with_its_description_and_no_wider_than_the_text(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGB", (3000, 1000), "green").save(file, "PNG")
    data = given_out("![A field](images/f.png)\n", give_picture=lambda source: file.getvalue())
    (shape,) = docx.Document(io.BytesIO(data)).inline_shapes
    assert shape.width <= 16 * 360_000
    assert shape.width == pytest.approx(shape.height * 3, rel=0.01)
    assert "![A field](" in taken_back(data, tmp_path)


@pytest.mark.parametrize("bytes_of", [None, b"no picture at all"])
def test_a_picture_that_cannot_be_shown_is_named(bytes_of: bytes | None) -> None:
    data = given_out("![A field](images/f.png)\n", give_picture=lambda source: bytes_of)
    assert "[Picture: A field]" in [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def test_notes_stand_at_the_end_with_their_numbers() -> None:
    document = docx.Document(io.BytesIO(given_out("A[^x] b[^y].\n\n[^y]: Second.\n\n[^x]: First.\n")))
    assert [one.text for one in document.paragraphs][-2:] == ["1 First.", "2 Second."]


def test_every_page_has_its_foot_and_the_lines_to_sign_stand_only_where_wanted() -> None:
    plain = docx.Document(io.BytesIO(given_out("Text.\n")))
    signed = docx.Document(io.BytesIO(given_out("Text.\n", Sheet("Flu jabs", signs=True))))
    foot = plain.sections[0].footer.paragraphs[0].text
    assert foot.startswith("Riverbend · Flu jabs · 25 November 2026 · Page ")
    assert plain.tables == []
    assert [row.cells[0].text for row in signed.tables[0].rows] == ["Name", "Date", "Signature"]


def test_long_details_and_signs_that_no_word_file_can_hold_are_no_reason_for_none() -> None:
    sheet = Sheet("Flu\x01 " + "jabs " * 100, clinic="River\x02bend")
    text = WordText(
        sheet,
        ("Dr A. Long-Name",) * 30,
        summary="Short\x0b.",
        body_html="<p>One\x01 &#2;two.</p><p><img src='x' alt='A\x03 field'></p>",
    )
    words = [one.text for one in docx.Document(io.BytesIO(word_file(text))).paragraphs]
    assert words[-2:] == ["One two.", "[Picture: A field]"]
    assert words[0].startswith("Flu jabs")


# -- on paper --------------------------------------------------------------------------------------


def test_a_page_gets_its_foot_and_the_lines_to_sign() -> None:
    page = "<html><head><title>x</title></head><body><p>Text.</p></body></html>"
    made = as_sheet(page, Sheet("Flu", clinic="Riverbend", signs=True))
    assert 'content: "Riverbend · Flu"' in made
    assert made.index("Text.") < made.index("agree that it is published") < made.index("</body>")
    assert "agree" not in as_sheet(page, Sheet("Flu"))


def test_letters_with_two_small_ones_move_nothing_on_the_page() -> None:
    made = as_sheet(
        f"<html><head><title>{'İ' * 9}</title></head><body>x</body></html>", Sheet("Flu", signs=True)
    )
    assert "</title><style>" in made
    assert made.endswith("</section>\n</body></html>")


@pytest.mark.parametrize(
    "title", ['x"; } body { display: none } a { content: "', "</style><script>x", "a\\", "\n"]
)
def test_a_title_cannot_leave_the_style_that_it_stands_in(title: str) -> None:
    made = as_sheet("<html><head></head><body></body></html>", Sheet(title, signs=True))
    style = made[made.index("<style>") : made.index("</style>")]
    line = next(line for line in style.splitlines() if "@bottom-left" in line)
    assert line.count('"') == 2
    assert "script" not in line or "<" not in line
    assert "<script" not in made
