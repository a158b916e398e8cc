"""Links, pictures, tables and lines across the page, put in at the cursor as every generator reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from clinicwriter.ui.editor.inline import Kind, Stretch, find_stretches
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_blank
from clinicwriter.ui.editor.tables import Row, closely, fits, laid_out

HEADINGS = ("Heading", "Column", "Head")
"""What a new table's headings are called: the first that leaves a row on one line."""
WEB_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+")
_ADDRESS = re.compile(r"(?P<before>\([ \t]*)(?P<address><[^<>]*>|[^\s<][^\s]*?|)(?P<after>(?:[ \t].*)?\))")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_ENDS = tuple(".,;:!?)\u2026\u201d")
"""What may stand right behind a word, and has a blank before the next one."""
_NEEDS_ANGLES = re.compile(r"[\s()<>]")


def link_at(lines: Sequence[str], selection: Selection) -> Stretch | None:
    """Return the link that holds the selection, if any."""
    line = selection.head.line
    if selection.anchor.line != line:
        return None
    holding = [
        stretch
        for stretch in find_stretches(lines[line])
        if stretch.kind is Kind.LINK
        and stretch.start <= selection.start.column
        and selection.end.column <= stretch.end
    ]
    return holding[0] if holding else None


def read_link(lines: Sequence[str], selection: Selection) -> tuple[str, str] | None:
    """Return the words and the address of the link that holds the selection; no address: named elsewhere."""
    there = link_at(lines, selection)
    if there is None:
        return None
    text = lines[selection.head.line]
    found = _address_in(text, there)
    address = found["address"] if found else ""
    return text[there.inner_start : there.inner_end], address.strip("<>")


def insert_link(lines: Sequence[str], selection: Selection, target: str, words: str) -> Edit:
    """Make the selected words a link, or put one in; a link that is there gets the new target.

    Of a link that is there only what is another than before changes: its title stays, and so do a picture
    or code among its words. One that is put in beside a word is parted from it by a blank; no word is cut.
    """
    line = selection.start.line
    text = lines[line]
    start, end = selection.start.column, selection.end.column if selection.end.line == line else len(text)
    there = link_at(lines, selection)
    if there is not None:
        start, end = there.start, there.end
        before = text[there.inner_start : there.inner_end]
        inside = before if words.strip() in ("", before.strip()) else _plain(words)
        rest = _with_target(text, there, target)
    else:
        inside, rest = _plain(words or text[start:end] or target), f"({_target(target)})"
    link = f"[{inside}]{rest}"
    if there is None and selection.is_empty:
        column = _end_of_word(text, start)
        left, right = _blanks_around(text, column, inside)
        text = text[:column] + left + right + text[column:]
        start = end = column + len(left)
    changed = f"{text[:start]}{link}{text[end:]}"
    after = Selection(Place(line, start + 1), Place(line, start + 1 + len(inside)))
    return Edit(
        line, 1, (changed,), after if not selection.is_empty else Selection.at(line, start + len(link))
    )


def _end_of_word(text: str, column: int) -> int:
    """Return the end of the word that a column cuts, or the column where it cuts none."""
    if not _is_of_word(text[:column][-1:]):
        return column
    return next((at for at in range(column, len(text)) if not _is_of_word(text[at])), len(text))


def _blanks_around(text: str, column: int, words: str) -> tuple[str, str]:
    """Return the blanks that keep words apart from what stands before and after a column."""
    stretches = find_stretches(text)
    left, right = text[:column][-1:], text[column : column + 1]
    ends_word = _is_of_word(left) or left in _ENDS or any(one.end == column for one in stretches)
    begins_word = _is_of_word(right) or any(one.start == column for one in stretches)
    before = " " if left and ends_word and words[:1] not in _ENDS else ""
    return before, " " if right and begins_word else ""


def _is_of_word(letter: str) -> bool:
    """Say whether blanks part the words that such letters make."""
    return letter.isalnum() and east_asian_width(letter) not in "WF"


def _address_in(text: str, link: Stretch) -> re.Match[str] | None:
    """Find the address after a link's words and what stands around it; ``None`` where it is elsewhere."""
    return _ADDRESS.fullmatch(text, link.inner_end + 1, link.end)


def _with_target(text: str, link: Stretch, target: str) -> str:
    """Return what stands after a link's words, with another address."""
    found = _address_in(text, link)
    if found is None:
        return f"({_target(target)})"
    if target.strip() == found["address"].strip("<>"):
        return found[0]
    return f"{found['before']}{_target(target)}{found['after']}"


def remove_link(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Leave a link's words alone; ``None`` where no link is."""
    there = link_at(lines, selection)
    if there is None:
        return None
    line = selection.head.line
    text = lines[line]
    words = text[there.inner_start : there.inner_end]
    changed = f"{text[: there.start]}{words}{text[there.end :]}"
    return Edit(
        line, 1, (changed,), Selection(Place(line, there.start), Place(line, there.start + len(words)))
    )


def insert_picture(lines: Sequence[str], place: Place, reference: str, description: str) -> Edit:
    """Put a picture in as a paragraph of its own after the cursor's line, or in place of a blank line."""
    picture = f"![{_plain(description)}]({_target(reference)})"
    edit = insert_block(lines, place, (picture,))
    line = next(row for row, text in enumerate(edit.inserted) if text == picture)
    return Edit(edit.first, edit.removed, edit.inserted, Selection.at(edit.first + line, len(picture)))


def insert_table(lines: Sequence[str], place: Place, columns: int, rows: int) -> Edit:
    """Put in an empty table with a heading row; the cursor selects its first heading."""
    shapes = [_empty_table(word, columns, rows) for word in HEADINGS]
    chosen = next((shape for shape in shapes if fits(shape)), closely(shapes[-1]))
    table = tuple(row.text for row in chosen)
    edit = insert_block(lines, place, table)
    line = edit.first + edit.inserted.index(table[0])
    start, end = chosen[0].span(0)
    cell = Selection(Place(line, start), Place(line, end))
    return Edit(edit.first, edit.removed, edit.inserted, cell)


def _empty_table(word: str, columns: int, rows: int) -> tuple[Row, ...]:
    headings = tuple(f" {word} {number} " for number in range(1, columns + 1))
    rule, empty = (" --- ",) * columns, ("   ",) * columns
    return laid_out([Row("|", cells, "|") for cells in (headings, rule, *([empty] * rows))])


def insert_rule(lines: Sequence[str], place: Place) -> Edit:
    """Put in a line across the page."""
    return insert_block(lines, place, ("---",))


def insert_passage(lines: Sequence[str], selection: Selection, passage: Sequence[str]) -> Edit:
    """Put whole paragraphs in place of the selection, parted by blank lines from what stands around them."""
    first, last = selection.start.line, selection.end.line
    before = lines[first][: selection.start.column].rstrip()
    after = lines[last][selection.end.column :].lstrip()
    is_parted_above = not before and (first == 0 or is_blank(lines[first - 1]))
    is_parted_below = not after and (last + 1 >= len(lines) or is_blank(lines[last + 1]))
    above = [] if is_parted_above else [before, ""] if before else [""]
    below = [] if is_parted_below else ["", after] if after else [""]
    inserted = (*above, *passage, *below)
    end = first + len(above) + len(passage) - 1
    return Edit(first, last - first + 1, inserted, Selection.at(end, len(passage[-1])))


def insert_block(lines: Sequence[str], place: Place, block: tuple[str, ...]) -> Edit:
    """Put in lines of their own, with a blank line on either side."""
    line = place.line
    replaces = is_blank(lines[line])
    first = line if replaces else line + 1
    above = not replaces or (line > 0 and not is_blank(lines[line - 1]))
    below_line = line + 1
    below = below_line >= len(lines) or not is_blank(lines[below_line])
    inserted = ("",) * above + block + ("",) * below
    last = first + above + len(block) - 1
    return Edit(first, int(replaces), inserted, Selection.at(last, len(block[-1])))


def _plain(words: str) -> str:
    """Return words as they may stand in a link, with no bracket that would end it; code and pictures stay."""
    words = " ".join(words.split("\n"))
    kept = [one for one in find_stretches(words) if one.kind in (Kind.CODE, Kind.PICTURE)]

    def escaped(bracket: re.Match[str]) -> str:
        is_kept = any(one.start <= bracket.start() < one.end for one in kept)
        return bracket[0] if is_kept else f"\\{bracket[0]}"

    return _BRACKET.sub(escaped, words)


def _target(target: str) -> str:
    target = target.strip()
    if not _NEEDS_ANGLES.search(target):
        return target
    return re.sub(r"[\s()<>]", lambda found: f"%{ord(found[0]):02X}", target)


def replace_words(lines: Sequence[str], start: Place, end: Place, text: str) -> Edit | None:
    """Return the edit that puts text in place of some words; left out, they leave no two blanks behind."""
    if end.line >= len(lines):
        return None
    before, after = lines[start.line][: start.column], lines[end.line][end.column :]
    if not text and before.endswith(" ") and (after[:1] in (" ", "") or not after[0].isalnum()):
        before = before[:-1]
    elif not text and not before.strip() and after.startswith(" "):
        after = after[1:]
    cursor = Selection.at(start.line, len(before) + len(text))
    return Edit(start.line, end.line - start.line + 1, (before + text + after,), cursor)
