"""The mirror of the editor's lines: untouched lines keep their line end, new ones take a neighbour's."""

import pytest

from clinicwriter.article import LineChange, TextLines


def test_lines_end_where_the_editor_ends_them() -> None:
    lines = TextLines("a\r\nb\rc\u2028d\u2029e\x85f\x0cg\n\nh")
    assert lines.snapshot() == ("a", "b", "c\u2028d", "e\x85f\x0cg", "", "h")
    assert lines.ends == ["\r\n", "\r", "\u2029", "\n", "\n", ""]
    assert len(lines) == 6


@pytest.mark.parametrize("text", ["", "a", "\n", "a\r\n\r\n", "\r\r\n\n", "a\u2029", "\xa0 \u200b\x00\ud800"])
def test_lines_joined_are_the_text(text: str) -> None:
    assert TextLines(text).text() == text


def changed(text: str, first: int, removed: int, *inserted: str) -> str:
    lines = TextLines(text)
    lines.apply(LineChange(first, removed, inserted))
    return lines.text()


def test_typing_in_a_line_keeps_its_end() -> None:
    assert changed("a\r\nb\nc", 0, 1, "ax") == "ax\r\nb\nc"


def test_a_new_line_takes_its_neighbours_end() -> None:
    assert changed("a\r\nb\nc", 0, 1, "a", "x") == "a\r\nx\r\nb\nc"
    assert changed("a\r\nb\nc", 2, 1, "c", "x") == "a\r\nb\nc\nx"
    assert changed("a", 0, 1, "a", "x") == "a\nx"


def test_joining_lines_keeps_the_end_of_the_last() -> None:
    assert changed("a\r\nb\nc", 0, 2, "ab") == "ab\nc"
    assert changed("a\r\nb", 0, 2, "ab") == "ab"


def test_lines_in_the_middle_of_a_change_keep_their_ends() -> None:
    assert changed("a\r\nb\nc\r\nd", 0, 3, "a", "x", "b", "c") == "a\r\nx\r\nb\nc\r\nd"


def test_a_text_taken_out_and_put_back_has_its_line_ends() -> None:
    lines = TextLines("a\r\nb\r\nc")
    lines.apply(LineChange(0, 3, ("",)))
    lines.apply(LineChange(0, 1, ("a", "b", "c")))
    assert lines.text() == "a\r\nb\r\nc"


def test_taking_back_step_by_step_brings_mixed_line_ends_back() -> None:
    text = "a\r\nb\nc\rd\n\ne\r\n"
    lines = TextLines(text)
    lines.apply(LineChange(1, 2, ("bc",)))
    lines.apply(LineChange(0, 2, ("abc",)))
    lines.apply(LineChange(0, 1, ("a", "bc")))
    lines.apply(LineChange(1, 1, ("b", "c")))
    assert lines.text() == text


def test_taking_back_several_changes_at_once_brings_mixed_line_ends_back() -> None:
    text = "a\r\nb\nc\rd\n\ne\r\n"
    lines = TextLines(text)
    lines.apply(LineChange(1, 2, ("bc",)))
    lines.apply(LineChange(0, 2, ("abc",)))
    lines.apply(LineChange(0, 1, ("a", "b", "c")))
    assert lines.text() == text
