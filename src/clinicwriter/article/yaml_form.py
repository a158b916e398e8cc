"""YAML front matter: every change replaces one value's own piece of the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Entry, Manners, Place, Problem, Shape, Value, splice
from .errors import TOO_MUCH
from .flow_lists import edited_flow, emptied_flow, list_steps
from .holders import makes_holder, outer, parts_beside, parts_under, without_member
from .lines import content_end, line_start, next_line
from .yaml_reading import TooMuch, Unreadable, read_yaml
from .yaml_repair import read_broken, repeated_keys, tight_keys
from .yaml_writing import block_items, block_value, flow_list, list_item, write_scalar

_TEMPLATE = "this is a template from which the site makes new articles."
_NO_DETAILS = "what stands between the two lines of dashes is not a list of details."


@dataclass(frozen=True, slots=True)
class YamlFrontMatter:
    """The details between two lines of dashes."""

    source: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    lock: str = ""

    @classmethod
    def read(cls, source: str) -> YamlFrontMatter:
        """Read the details; line by line where the whole cannot be understood."""
        try:
            entries = read_yaml(source)
        except TooMuch:
            return cls(source, (), lock=TOO_MUCH)
        except Unreadable as reason:
            if reason.reason in ("no-keys", "second-document"):
                return cls(source, (), tight_keys(source), _NO_DETAILS)
            return cls._read_broken(source, reason)
        lock = _TEMPLATE if any(_is_template(source, entry) for entry in entries) else ""
        return cls(source, entries, repeated_keys(source, entries), lock)

    @classmethod
    def _read_broken(cls, source: str, reason: Unreadable) -> YamlFrontMatter:
        try:
            entries, problems = read_broken(source, reason)
        except TooMuch:
            return cls(source, (), lock=TOO_MUCH)
        lock = _TEMPLATE if any(_is_template(source, entry) for entry in entries) else ""
        return cls(source, entries, problems, lock)

    def with_value(self, entry: Entry, value: Value, manners: Manners) -> str:
        """Return the source with one detail set to a value."""
        if isinstance(value, tuple):
            return self._with_list(entry, value, manners)
        if entry.shape in (Shape.LITERAL, Shape.FOLDED) and isinstance(value, str):
            block = block_value(self.source, entry, value, manners)
            if block is not None:
                return splice(self.source, *entry.value, block)
        shape = Shape.PLAIN if entry.is_broken else entry.shape
        in_flow = entry.holder is not None and self._is_flow(entry.holder)
        return self._with_scalar_source(entry, write_scalar(value, shape, manners, in_flow=in_flow))

    def _with_scalar_source(self, entry: Entry, new: str) -> str:
        start, end = entry.value
        if entry.shape is Shape.EMPTY or entry.shape is Shape.BLOCK:
            return splice(self.source, self._after_colon(entry), end, " " + new)
        return splice(self.source, start, end, new)

    def _after_colon(self, entry: Entry) -> int:
        return self.source.index(":", entry.key_end) + 1

    def _with_list(self, entry: Entry, values: tuple[str, ...], manners: Manners) -> str:
        if not entry.items:
            return self._with_whole_list(entry, values, manners)
        if not values:
            return self._emptied(entry, manners)
        if entry.shape is Shape.FLOW:
            shape = entry.shape_beside(-1)
            new = edited_flow(
                self.source, entry, values, lambda item: list_item(item, shape, manners, in_flow=True)
            )
            return splice(self.source, *entry.value, new)
        return self._block_edited(entry, values, manners)

    def _with_whole_list(self, entry: Entry, values: tuple[str, ...], manners: Manners) -> str:
        if not values or entry.shape is not Shape.EMPTY or manners.list_style not in ("block", "zero"):
            return self._with_scalar_source(entry, flow_list(values, Shape.PLAIN, manners))
        indent = self._indent() + ("  " if manners.list_style == "block" else "")
        position = content_end(self.source, entry.value.end)
        return splice(self.source, position, position, block_items(values, indent, Shape.PLAIN, manners))

    def _emptied(self, entry: Entry, manners: Manners) -> str:
        """Return the source without a list's items; remarks that are none of an item's stay."""
        if entry.shape is Shape.FLOW:
            return splice(self.source, *entry.value, emptied_flow(self.source, entry))
        if entry.shape is Shape.BLOCK:
            colon, last = self._after_colon(entry), next_line(self.source, entry.value.end)
            emptied = self.source[colon:last]
            for index in reversed(range(len(entry.item_spans))):
                start, end, _ = self._item_removed(entry, index)
                emptied = splice(emptied, start - colon, end - colon, "")
            if "#" in emptied:
                return splice(self.source, colon, last, f" []{emptied}")
        return self._with_whole_list(entry, (), manners)

    def _block_edited(self, entry: Entry, values: tuple[str, ...], manners: Manners) -> str:
        """Return the source with a list's lines changed, each kept item and comment where it was."""
        pieces: list[tuple[int, int, str]] = []
        for tag, i1, i2, j1, j2 in list_steps(entry.items or (), values):
            if tag == "equal":
                continue
            paired = min(i2 - i1, j2 - j1)
            pieces += [self._item_replaced(entry, i1 + n, values[j1 + n], manners) for n in range(paired)]
            pieces += [self._item_removed(entry, index) for index in range(i1 + paired, i2)]
            if j1 + paired < j2:
                pieces.append(self._items_inserted(entry, i1 + paired, values[j1 + paired : j2], manners))
        source = self.source
        for start, end, new in sorted(pieces, reverse=True):
            source = splice(source, start, end, new)
        return source

    def _item_replaced(self, entry: Entry, index: int, value: str, manners: Manners) -> tuple[int, int, str]:
        start, end = entry.item_spans[index]
        new = list_item(value, entry.item_shapes[index], manners)
        if start < end:
            return start, end, new
        # An item without text: what is blank after its dash gives way.
        rest = self.source[start : content_end(self.source, start)]
        blanks = len(rest) - len(rest.lstrip(" \t"))
        return (
            start,
            end + blanks * (blanks == len(rest)),
            " " + new if self.source[start - 1] == "-" else new,
        )

    def _item_removed(self, entry: Entry, index: int) -> tuple[int, int, str]:
        start, end = entry.item_spans[index]
        return line_start(self.source, start), next_line(self.source, end), ""

    def _items_inserted(
        self, entry: Entry, index: int, values: Sequence[str], manners: Manners
    ) -> tuple[int, int, str]:
        neighbour = entry.item_spans[index - 1 if index else 0]
        dash = self.source[line_start(self.source, neighbour.start) : neighbour.start]
        indent = dash[: len(dash) - len(dash.lstrip(" "))]
        shape = entry.shape_beside(index - 1 if index else 0)
        lines = block_items(tuple(values), indent, shape, manners)
        if index:
            position = content_end(self.source, neighbour.end)
            return position, position, lines
        position = line_start(self.source, neighbour.start)
        return position, position, lines.removeprefix(manners.line_end) + manners.line_end

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Return the source with a new detail at a place."""
        indent = self._indent()
        if parts := parts_under(self.entries, key):
            return self._with_new_part(parts, key.rpartition(".")[2], value, manners)
        if makes_holder(key):
            whole, _, key = key.rpartition(".")
            key = f"{whole}:{manners.line_end}{indent}  {key}"
        if isinstance(value, tuple) and value and manners.list_style in ("block", "zero"):
            deeper = indent + ("  " if manners.list_style == "block" else "")
            written = block_items(value, deeper, Shape.EMPTY, manners)
        elif isinstance(value, tuple):
            written = " " + flow_list(value, Shape.EMPTY, manners)
        else:
            written = " " + write_scalar(value, _preferred(value, manners), manners)
        position = next_line(self.source, place.after.value.end) if place.after else len(self.source)
        position = line_start(self.source, place.before.key_start) if place.before else position
        return splice(self.source, position, position, f"{indent}{key}:{written}{manners.line_end}")

    def _with_new_part(self, parts: list[Entry], name: str, value: Value, manners: Manners) -> str:
        last, is_flow = parts[-1], self._is_flow(outer(parts[-1]))
        assert not isinstance(value, tuple), "a picture is no list"
        written = f"{name}: {write_scalar(value, _preferred(value, manners), manners, in_flow=is_flow)}"
        if is_flow:
            return splice(self.source, last.value.end, last.value.end, f", {written}")
        start = line_start(self.source, last.key_start)
        position = next_line(self.source, max(last.value.end, last.key_end))
        line = self.source[start : last.key_start] + written + manners.line_end
        return splice(self.source, position, position, line)

    def _is_flow(self, whole: Entry) -> bool:
        return self.source.startswith("{", whole.value.start)

    def _indent(self) -> str:
        if not self.entries:
            return ""
        start = outer(self.entries[0]).key_start
        before = self.source[line_start(self.source, start) : start]
        return before if before.isspace() else ""

    def without(self, entry: Entry) -> str:
        """Return the source without the lines of one detail; a whole goes with its last part."""
        parts = parts_beside(self.entries, entry)
        if len(parts) > 1 and self._is_flow(outer(entry)):
            return splice(self.source, *without_member(parts, entry), "")
        entry = outer(entry) if len(parts) == 1 else entry
        end = next_line(self.source, max(entry.value.end, entry.key_end))
        return splice(self.source, line_start(self.source, entry.key_start), end, "")


def _preferred(value: Value, manners: Manners) -> Shape:
    """Return the quotes that the site's authors put around a text."""
    if not isinstance(value, str) or type(value) is not str:
        return Shape.PLAIN
    shape = Shape.SINGLE if manners.quote == "single" else Shape.DOUBLE
    return shape if manners.always_quotes else Shape.PLAIN


def _is_template(source: str, entry: Entry) -> bool:
    return entry.shape is Shape.OTHER and source.startswith("{{", entry.value.start)
