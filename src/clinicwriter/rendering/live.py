"""A text that is being written, rendered part by part: what a child process does, without the process."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from time import monotonic
from typing import Final, Protocol

from .above import Above
from .answers import Answer, Block, BlockSwap, Tangled
from .body import balance, units
from .engine import Definitions, Engine, Surroundings
from .flavours import PYTHON_MARKDOWN, Flavour
from .making import make_engine
from .marking import marks_of
from .parts import LivePart, corrections
from .sanitising import Policy
from .segments import Segmenter
from .spares import SpareParts

_MAY_DEFINE: Final = re.compile(r"^ {0,3}\*?\[[^\]]+\]\s?:")
_OPEN_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*(?:<|\Z)")
_OPENING_STEP_S: Final = 0.1
_LONGEST_STEP_S: Final = 1.6
_MANY_PARTS: Final = 50
"""So many parts gone by one change are kept: to render them anew would take longer than a key may."""
_MAY_HAVE_ID: Final = re.compile(r"\s*(?:[>*+-]\s*|\d+[.)]\s*)*(?:#|=+\s*$|-+\s*$)")


class LinesReplaced(Protocol):
    """What ``clinicwriter.article.LineChange`` says; the child process, which stays small, has its own."""

    @property
    def first(self) -> int:
        """Return the first line replaced."""

    @property
    def removed(self) -> int:
        """Return how many lines went."""

    @property
    def inserted(self) -> tuple[str, ...]:
        """Return the lines that came."""


OnProgress = Callable[[int, int], None]
"""Hears which lines (first, count) are being rendered, just before."""


def render_units(lines: Sequence[str], flavour: Flavour) -> list[str]:
    """Render a whole text for the preview: what the parts together have to be."""
    return units(_whole_engine(flavour).render(lines), Policy.PREVIEW)


@lru_cache(maxsize=1)
def _whole_engine(flavour: Flavour) -> Engine:
    return make_engine(flavour, shows_boxes=True)


class LiveDocument:
    """Hold a text and its HTML in parts, and answer each change with the parts that it touches.

    This object changes: lines, parts, definitions. A part is rendered with the definitions of the whole text
    in scope. What hangs on text further away (numbers of footnotes, a definition changed) may be provisional
    until
    ``correct``.
    """

    def __init__(self, flavour: Flavour, *, on_progress: OnProgress | None = None) -> None:
        self._engine = make_engine(flavour, shows_boxes=True)
        self._segmenter = Segmenter(fences_must_close=flavour.engine == PYTHON_MARKDOWN)
        self._on_progress = on_progress
        self._lines: list[str] = []
        self._parts: list[LivePart] = []
        self._starts: list[int] = [0]
        self._definitions = Definitions()
        self._spares = SpareParts({}, Definitions())
        self._tangled: dict[str, str] = {}
        self._is_exact = False
        self._first_wins = flavour.engine != PYTHON_MARKDOWN
        self.revision = 0

    # -- what is asked of it -------------------------------------------------------------------

    def open(
        self, revision: int, lines: Sequence[str], *, shown: int = 0, tangled: Mapping[str, str] | None = None
    ) -> Iterator[Answer]:
        """Take a whole text and answer in steps, from the top; the first replaces ``shown`` blocks.

        ``tangled`` are texts that shall not be rendered, each with the HTML to show instead.
        """
        self.revision = revision
        self._lines = list(lines)
        self._tangled = dict(tangled or {})
        self._parts = []
        self._spares = SpareParts({}, Definitions())
        self._is_exact = False
        ranges = self._ranges(0, len(self._lines))
        self._definitions = self._together([self._defined_by(*each) for each in ranges])
        yield from self._open_in_steps(ranges, shown)

    def change(self, revision: int, change: LinesReplaced) -> Answer:
        """Take a change of some lines and answer with the parts that became others."""
        self.revision = revision
        edit = _Edit(change.first, change.first + change.removed, len(change.inserted) - change.removed)
        self._lines[edit.first : edit.last] = change.inserted
        first = max(0, self._index_of(edit.first) - 2)  # further up no boundary can have moved
        ranges, stop = self._new_ranges(first, edit)
        return self._replace(first, stop, ranges, edit)

    def correct(self, revision: int, whole: Sequence[str]) -> Answer | None:
        """Take the units of the whole text; answer with what differs, ``None`` if they are of an old one."""
        if revision != self.revision or any(part.is_tangled for part in self._parts):
            return None
        operations = []
        corrected: set[int] = set()
        for each in corrections(self._parts, [unit for unit in whole if unit]):
            line = self._starts[each.first]
            parts = self._marked_anew(each.parts, line)
            self._parts[each.first : each.first + each.removed] = parts
            corrected.update(map(id, parts))
            operations.append(BlockSwap(each.first, each.removed, self._blocks(parts, line)))
        self._starts = self._all_starts()
        self._look_again(corrected)
        self._is_exact = True
        return self._answer(operations)

    def retry(self) -> Answer:
        """Try to render what was too tangled and has been changed since."""
        operations = []
        for index, part in enumerate(self._parts):
            start = self._starts[index]
            if part.is_tangled and self._text(start, part.line_count) not in self._tangled:
                renewed = self._render((start, start + part.line_count), Above(self._parts[:index]))
                self._parts[index] = renewed
                operations.append(BlockSwap(index, 1, self._blocks([renewed], start)))
        return self._answer(operations)

    @property
    def html(self) -> str:
        """Return the HTML of all parts."""
        return "".join(part.html for part in self._parts)

    # -- opening -------------------------------------------------------------------------------

    def _open_in_steps(self, ranges: list[tuple[int, int]], shown: int) -> Iterator[Answer]:
        sent = 0
        above = Above()
        began, step_s = monotonic(), _OPENING_STEP_S
        for lines in ranges:
            self._parts.append(self._render(lines, above))
            above.add(self._parts[-1])
            if monotonic() - began >= step_s:
                yield self._opening_answer(sent, shown)
                sent, shown = len(self._parts), 0
                # The first screen comes at once; with many small steps the page would draw nothing else.
                began, step_s = monotonic(), min(2 * step_s, _LONGEST_STEP_S)
        self._starts = self._all_starts()
        yield self._opening_answer(sent, shown)

    def _opening_answer(self, sent: int, shown: int) -> Answer:
        blocks = self._blocks(self._parts[sent:], sum(part.line_count for part in self._parts[:sent]))
        return self._answer([BlockSwap(sent, shown, blocks, sum(block.line_count for block in blocks))])

    def _together(self, defined: Sequence[Definitions]) -> Definitions:
        together = Definitions()
        # Of two definitions of one name CommonMark takes the first, Python-Markdown the last.
        for each in reversed(defined) if self._first_wins else defined:
            if each:
                together.add(each)
        return together

    def _defined_by(self, start: int, end: int) -> Definitions:
        lines = self._lines[start:end]
        if not any(_MAY_DEFINE.match(line) for line in lines) or "\n".join(lines) in self._tangled:
            return Definitions()
        if self._on_progress is not None:
            self._on_progress(start, end - start)
        return self._engine.definitions(lines)

    # -- parting -------------------------------------------------------------------------------

    def _ranges(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Part the lines from a boundary on until one that is not before ``stop``."""
        ranges = []
        while start < stop:
            end = self._segmenter.part_end(self._lines, start)
            ranges.append((start, end))
            start = end
        return ranges

    def _index_of(self, line: int) -> int:
        """Return the part that holds a line."""
        return max(0, min(bisect_right(self._starts, line), len(self._parts)) - 1)

    def _new_ranges(self, first: int, edit: _Edit) -> tuple[list[tuple[int, int]], int]:
        """Part anew from a part on until an old boundary behind the change; return the old part there too."""
        ranges: list[tuple[int, int]] = []
        start = self._starts[first]
        stop = first
        while start < len(self._lines):
            end = self._joined_end(start, edit) or self._segmenter.part_end(self._lines, start)
            ranges.append((start, end))
            start = end
            while stop < len(self._parts) and self._starts[stop] + edit.shift < start:
                stop += 1
            if start >= edit.last + edit.shift and self._starts[stop] + edit.shift == start:
                return ranges, stop
        return ranges, self._first_without_lines()

    def _first_without_lines(self) -> int:
        """Return where the parts begin that stand behind all lines: footnotes."""
        count = len(self._parts)
        while count and not self._parts[count - 1].line_count:
            count -= 1
        return count

    def _joined_end(self, start: int, edit: _Edit) -> int | None:
        """Keep lines together that were found to belong together, unless an edge of theirs was touched."""
        at = self._index_of(start)
        if start > edit.first or self._starts[at] != start or not self._parts[at].is_joined:
            return None
        end = self._starts[at + 1]
        if end < edit.first:
            return end
        return end + edit.shift if start < edit.first and edit.last < end else None

    # -- replacing -----------------------------------------------------------------------------

    def _replace(self, first: int, stop: int, ranges: list[tuple[int, int]], edit: _Edit) -> Answer:
        old = self._parts[first:stop]
        kept = self._kept(first, stop, ranges, edit)
        taken = set(kept.values())
        lost = [part for index, part in enumerate(old) if index not in taken]
        defined = self._definitions
        self._redefine(first, stop, [old[kept[each]] if each in kept else each for each in ranges], lost)
        tangle = next((part for part in lost if part.is_tangled), None)
        fresh: list[LivePart] = []
        above = Above(self._parts[:first])
        spares = self._spares.right_for(self._definitions)
        for each in ranges:
            if each in kept:
                fresh.append(old[kept[each]])
            elif tangle is not None:
                fresh.append(LivePart(each[1] - each[0], tangle.units, is_tangled=True))
                tangle = LivePart(0, (), is_tangled=True)
            else:
                spare = spares.get(tuple(self._lines[each[0] : each[1]]))
                is_joined = self._joined_end(each[0], edit) == each[1]
                fresh.append(spare or self._render(each, above, is_joined=is_joined))
            above.add(fresh[-1])
        self._spare(first, old, taken, edit, defined)
        self._note_hazards(lost, [part for part, each in zip(fresh, ranges, strict=True) if each not in kept])
        return self._swap(first, old, fresh, edit.shift)

    def _kept(
        self, first: int, stop: int, ranges: list[tuple[int, int]], edit: _Edit
    ) -> dict[tuple[int, int], int]:
        """Return which old parts have the same lines as new ones, by the new range."""
        kept = {}
        for index in range(stop - first):
            start, end = self._starts[first + index], self._starts[first + index + 1]
            if end <= edit.first:
                kept[start, end] = index
            elif start >= edit.last:
                kept[start + edit.shift, end + edit.shift] = index
        wanted = set(ranges)
        return {each: index for each, index in kept.items() if each in wanted}

    def _redefine(
        self, first: int, stop: int, parts: Sequence[LivePart | tuple[int, int]], lost: Sequence[LivePart]
    ) -> None:
        defined = [part.defines if isinstance(part, LivePart) else self._defined_by(*part) for part in parts]
        before = [part.defines for part in lost if part.defines]
        after = [
            each for each, part in zip(defined, parts, strict=True) if each and not isinstance(part, LivePart)
        ]
        if before == after:
            return
        self._is_exact = False
        above = [part.defines for part in self._parts[:first]]
        below = [part.defines for part in self._parts[stop:]]
        self._definitions = self._together([*above, *defined, *below])

    def _spare(
        self, first: int, old: Sequence[LivePart], taken: Collection[int], edit: _Edit, defined: Definitions
    ) -> None:
        """Keep parts that went although their lines stayed: an open fence took them, and may be closed."""
        if len(old) - len(taken) < _MANY_PARTS:
            return
        gone: dict[tuple[str, ...], LivePart] = {}
        for index, part in enumerate(old):
            start, end = self._starts[first + index], self._starts[first + index + 1]
            if index not in taken and (end <= edit.first or start >= edit.last):
                shift = edit.shift if start >= edit.last else 0
                gone[tuple(self._lines[start + shift : end + shift])] = part
        self._spares = SpareParts(gone, defined)

    def _note_hazards(self, lost: Sequence[LivePart], fresh: Sequence[LivePart]) -> None:
        ids = [name for part in lost for name in part.ids]
        if any(part.is_open for part in self._parts) or any(part.is_open for part in fresh):
            self._is_exact = False
        notes = [name for part in lost for name in part.notes]
        fresh_ids = [name for part in fresh for name in part.ids]
        has_moved = ids != fresh_ids or notes != [name for part in fresh for name in part.notes]
        if has_moved or any(part.hangs_on_others for part in (*lost, *fresh)):
            self._is_exact = False

    def _swap(self, first: int, old: list[LivePart], fresh: list[LivePart], shift: int) -> Answer:
        self._parts[first : first + len(old)] = fresh
        self._starts = self._all_starts()
        head, tail = _same_edges(old, fresh)
        entering = fresh[head : len(fresh) - tail]
        blocks = self._blocks(entering, self._starts[first + head])
        return self._answer([BlockSwap(first + head, len(old) - head - tail, blocks, shift)])

    # -- rendering -----------------------------------------------------------------------------

    def _render(self, lines: tuple[int, int], above: Above, *, is_joined: bool = False) -> LivePart:
        start, end = lines
        texts = self._lines[start:end]
        tangled = self._tangled.get("\n".join(texts)) if self._tangled else None
        if tangled is not None:
            return LivePart(end - start, (tangled,) if tangled else (), is_tangled=True)
        if self._on_progress is not None:
            self._on_progress(start, end - start)
        has_heading = any(_MAY_HAVE_ID.match(text) for text in texts)
        has_note = any("[^" in text for text in texts)
        around = Surroundings(
            self._definitions,
            ids=above.ids() if has_heading else (),
            notes=above.notes() if has_note else (),
        )
        rendered = self._engine.render_part(texts, around)
        clean = tuple(unit for unit in units(rendered.elements, Policy.PREVIEW) if unit)
        return LivePart(
            line_count=end - start,
            units=clean,
            marks=marks_of(clean, texts),
            ids=rendered.ids,
            notes=rendered.notes,
            defines=self._defined_by(start, end),
            hangs_on_others=rendered.hangs_on_others or has_note,
            is_joined=is_joined,
            is_open=any(map(balance, rendered.elements)) or _seems_open(texts),
        )

    def _text(self, line: int, count: int) -> str:
        return "\n".join(self._lines[line : line + count])

    def _look_again(self, corrected: set[int]) -> None:
        """Note anew which ids and notes corrected parts hold: the parts below count on from them."""
        for index, part in enumerate(self._parts):
            start, end = self._starts[index], self._starts[index + 1]
            if id(part) in corrected and any(
                "[^" in line or _MAY_HAVE_ID.match(line) for line in self._lines[start:end]
            ):
                again = self._render((start, end), Above(self._parts[:index]))
                self._parts[index] = replace(part, ids=again.ids, notes=again.notes)

    def _marked_anew(self, parts: Sequence[LivePart], line: int) -> list[LivePart]:
        marked = []
        for part in parts:
            lines = self._lines[line : line + part.line_count]
            marked.append(replace(part, marks=marks_of(part.units, lines)))
            line += part.line_count
        return marked

    def _all_starts(self) -> list[int]:
        return list(accumulate((part.line_count for part in self._parts), initial=0))

    def _blocks(self, parts: Sequence[LivePart], line: int) -> tuple[Block, ...]:
        blocks = []
        for part in parts:
            blocks.append(Block(part.html, line, part.line_count, part.marks))
            line += part.line_count
        return tuple(blocks)

    def _answer(self, operations: Sequence[BlockSwap]) -> Answer:
        return Answer(self.revision, tuple(operations), self._is_exact, self._tangled_lines())

    def _tangled_lines(self) -> Tangled | None:
        line = 0
        for part in self._parts:
            if part.is_tangled:
                return Tangled(line, part.line_count)
            line += part.line_count
        return None


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines ``first`` to before ``last`` were replaced by ``shift`` more."""

    first: int
    last: int
    shift: int


def _seems_open(texts: Sequence[str]) -> bool:
    """Say whether a tag or a fence may go on behind these lines."""
    fences = sum(1 for text in texts if text.startswith(("```", "~~~")))
    return bool(fences % 2 or _OPEN_TAG.search("\n".join(texts)))


def _same_edges(old: Sequence[LivePart], fresh: Sequence[LivePart]) -> tuple[int, int]:
    """Return how many parts at either end are the very same."""
    most = min(len(old), len(fresh))
    head = 0
    while head < most and old[head] is fresh[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] is fresh[-1 - tail]:
        tail += 1
    return head, tail
