"""What Enter, Tab and Shift+Tab do in lists and quotes, and how numbers stay in order."""

from __future__ import annotations

from collections.abc import Sequence

from clinicwriter.ui.editor.paragraphs import blank_before
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import Item, is_blank, quote_prefix, read_item

NEST = 4
"""Blanks that nest an item: what every generator understands."""
_TASK_MARKS = ("[ ] ", "[x] ", "[X] ")


def continue_line(lines: Sequence[str], place: Place) -> Edit | None:
    """Begin the next item or quoted line at the cursor, or end the list on an empty one.

    ``None``: the line is neither, so Enter is a plain new line.
    """
    text = lines[place.line]
    item = read_item(text)
    if item is not None and place.column >= len(item.prefix.rstrip()):
        is_end = not item.text.strip()
        return renumbered(
            lines, _end_item(lines, place.line, item) if is_end else _next_item(lines, place, item)
        )
    quote = quote_prefix(text)
    if item is None and quote and place.column >= len(quote.rstrip()):
        if is_blank(text[len(quote) :]):
            return _end_quote(lines, place.line)
        after = text[place.column :].lstrip(" ")
        return Edit(
            place.line, 1, (text[: place.column], quote + after), Selection.at(place.line + 1, len(quote))
        )
    return None


def nest(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Move the items meant one level in, with what belongs to them. ``None``: no item begins here."""
    first, last = _with_children(lines, selection)
    item = read_item(lines[first])
    if item is None or not _has_item_above(lines, first, item):
        return None
    changed = [text if is_blank(text) else _indented(text) for text in lines[first : last + 1]]
    if item.is_numbered:
        changed[0] = (read_item(changed[0]) or item).with_number(1)
    return renumbered(lines, _moved(lines, selection, first, changed))


def unnest(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Move the items meant one level out, with what belongs to them."""
    first, last = _with_children(lines, selection)
    item = read_item(lines[first])
    if item is None or not item.depth:
        return None
    changed = [_outdented(text) for text in lines[first : last + 1]]
    return renumbered(lines, _moved(lines, selection, first, changed))


def renumbered(lines: Sequence[str], edit: Edit) -> Edit:
    """Extend the edit so that the numbers of the list it touches are in order."""
    after = edit.apply(lines)
    first, last = _list_around(after, edit.first, edit.first + len(edit.inserted))
    ordered = _in_order(after[first:last])
    changed = [line for line in range(first, last) if ordered[line - first] != after[line]]
    if not changed:
        return edit
    low = min(edit.first, changed[0])
    high = max(edit.first + len(edit.inserted), changed[-1] + 1)
    text = (
        [*after[low:first], *ordered, *after[last:]] if low < first else ordered[low - first :] + after[last:]
    )
    inserted = tuple(text[: high - low])
    removed = high - low - len(edit.inserted) + edit.removed
    return Edit(low, removed, inserted, _shifted(edit.selection, after, low, inserted))


def _shifted(selection: Selection, after: list[str], low: int, inserted: tuple[str, ...]) -> Selection:
    def moved(place: Place) -> Place:
        if not low <= place.line < low + len(inserted):
            return place
        growth = len(inserted[place.line - low]) - len(after[place.line])
        return Place(place.line, max(0, place.column + growth))

    return Selection(moved(selection.anchor), moved(selection.head))


def _next_item(lines: Sequence[str], place: Place, item: Item) -> Edit:
    text = lines[place.line]
    mark = f"{item.number + 1}{item.mark[-1]}" if item.is_numbered else item.mark
    task = "[ ] " if item.text.startswith(_TASK_MARKS) else ""
    prefix = f"{item.quote}{item.indent}{mark}{item.gap or ' '}{task}"
    column = max(place.column, len(item.prefix))
    after = text[column:].lstrip(" ")
    room = (item.quote.rstrip(),) if _is_airy(lines, place.line, item) else ()
    below = Selection.at(place.line + 1 + len(room), len(prefix))
    return Edit(place.line, 1, (text[:column], *room, prefix + after), below)


def _is_airy(lines: Sequence[str], line: int, item: Item) -> bool:
    """Say whether a blank line parts this item from its neighbour, as in lists of whole paragraphs."""
    for step in (-1, 1):
        gap, other = line + step, line + 2 * step
        if 0 <= gap < len(lines) and 0 <= other < len(lines) and is_blank(lines[gap][len(item.quote) :]):
            neighbour = read_item(lines[other])
            same = neighbour is not None and neighbour.depth == item.depth
            if same and neighbour is not None and neighbour.is_numbered == item.is_numbered:
                return True
    return False


def _end_item(lines: Sequence[str], line: int, item: Item) -> Edit:
    """Take an empty item one level out, or end its list: what comes next is a paragraph."""
    if item.depth >= NEST:
        text = f"{item.quote}{_outdented(item.indent)}{item.mark}{item.gap or ' '}"
        return Edit(line, 1, (text,), Selection.at(line, len(text)))
    quote = quote_prefix(lines[line - 1]) if line and item.quote else ""
    above = (quote.rstrip(),) if line and not is_blank(lines[line - 1][len(quote) :]) else ()
    return _with_room_below(lines, line, line + 1, (*above, item.quote))


def _end_quote(lines: Sequence[str], line: int) -> Edit:
    """End a quote at its empty line: what comes next is a paragraph of its own."""
    first = line
    while first and (quote := quote_prefix(lines[first - 1])) and is_blank(lines[first - 1][len(quote) :]):
        first -= 1
    return _with_room_below(lines, first, line + 1, (*blank_before(lines, first), ""))


def _with_room_below(lines: Sequence[str], first: int, end: int, inserted: tuple[str, ...]) -> Edit:
    """Put lines in with the cursor in their last one, and a blank line before whatever follows."""
    here = Selection.at(first + len(inserted) - 1, len(inserted[-1]))
    room = () if end >= len(lines) or is_blank(lines[end]) else (inserted[-1].rstrip(),)
    return Edit(first, end - first, (*inserted, *room), here)


def _with_children(lines: Sequence[str], selection: Selection) -> tuple[int, int]:
    first, last = selection.start.line, selection.last_line
    item = read_item(lines[last])
    if item is None:
        return first, last
    while last + 1 < len(lines):
        following = lines[last + 1]
        below = read_item(following)
        depth = below.depth if below else len(following) - len(following.lstrip())
        if is_blank(following) or depth <= item.depth:
            break
        last += 1
    return first, last


def _has_item_above(lines: Sequence[str], first: int, item: Item) -> bool:
    for line in range(first - 1, -1, -1):
        above = read_item(lines[line])
        if above is not None:
            return above.depth >= item.depth
        if not lines[line].startswith((" ", "\t")) and not is_blank(lines[line]):
            return False
    return False


def _indented(text: str) -> str:
    quote = quote_prefix(text)
    return f"{quote}{' ' * NEST}{text[len(quote) :]}"


def _outdented(text: str) -> str:
    quote = quote_prefix(text)
    rest = text[len(quote) :]
    if rest.startswith("\t"):
        return quote + rest[1:]
    blanks = len(rest) - len(rest.lstrip(" "))
    return quote + rest[min(blanks, NEST) :]


def _moved(lines: Sequence[str], selection: Selection, first: int, changed: list[str]) -> Edit:
    def moved(place: Place) -> Place:
        row = place.line - first
        if not 0 <= row < len(changed):
            return place
        return Place(place.line, max(0, place.column + len(changed[row]) - len(lines[place.line])))

    after = Selection(moved(selection.anchor), moved(selection.head))
    return Edit(first, len(changed), tuple(changed), after)


def _list_around(lines: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return the stretch of lines that belongs to the list which holds the given lines."""
    while first > 0 and (_belongs(lines[first - 1]) or _goes_on(lines, first - 1)):
        first -= 1
    while last < len(lines) and (_belongs(lines[last]) or _goes_on(lines, last)):
        last += 1
    return first, last


def _goes_on(lines: Sequence[str], line: int) -> bool:
    """Say whether a list with numbers goes on after a blank line: one that begins anew begins with 1."""
    if not is_blank(lines[line]) or not 0 < line < len(lines) - 1 or not _belongs(lines[line - 1]):
        return False
    item = read_item(lines[line + 1])
    return item is not None and item.number > 1


def _belongs(text: str) -> bool:
    return read_item(text) is not None or (text.startswith((" ", "\t")) and not is_blank(text))


def _in_order(lines: list[str]) -> list[str]:
    """Give numbered items the numbers that follow their list's first one."""
    counters: dict[int, int] = {}
    ordered: list[str] = []
    for line, text in enumerate(lines):
        item = read_item(text)
        if item is None:
            if is_blank(text) and not _goes_on(lines, line):
                counters.clear()
            ordered.append(text)
            continue
        counters = {depth: number for depth, number in counters.items() if depth <= item.depth}
        if not item.is_numbered:
            counters.pop(item.depth, None)
            ordered.append(text)
            continue
        number = counters[item.depth] + 1 if item.depth in counters else item.number
        counters[item.depth] = number
        ordered.append(text if number == item.number else item.with_number(number))
    return ordered
