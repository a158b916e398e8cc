"""Reading YAML front matter from parse events, which know where each value stands in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

import yaml
from yaml import events as ev

from .entries import Entry, Shape, Span
from .errors import KEPT_AS_IT_IS
from .holders import may_hold_picture, opened

MAX_DEPTH: Final = 100
MAX_EVENTS: Final = 60_000
"""The largest front matter found on 24,466 real posts has 1,616 lines."""

MAX_PURE_SIZE: Final = 400_000
"""The parser without C takes about half a microsecond a character."""

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_SHAPES: Final = {
    "": Shape.PLAIN,
    "'": Shape.SINGLE,
    '"': Shape.DOUBLE,
    "|": Shape.LITERAL,
    ">": Shape.FOLDED,
}
_STARTS: Final = (ev.SequenceStartEvent, ev.MappingStartEvent)
_ENDS: Final = (ev.SequenceEndEvent, ev.MappingEndEvent)
_LOADERS: Final = tuple(getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name))


class Unreadable(Exception):  # noqa: N818 - a reader's answer to its callers in this room, not an error to show
    """A text is not YAML that an article's details can be; ``position`` is where, ``reason`` why."""

    def __init__(self, reason: str, position: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


class TooMuch(Unreadable):
    """A text is so large or so deep that reading it would hold up the program."""


def read_yaml(text: str) -> tuple[Entry, ...]:
    """Return the entries of a YAML mapping; none for an empty text or comments alone.

    Tries the C parser, then the pure one: each reads some texts that the other rejects.
    Raises ``Unreadable``.
    """
    try:
        return _Reader(text, _guarded_events(text, _LOADERS[0])).read()
    except TooMuch:
        raise
    except Unreadable:
        if len(text) > MAX_PURE_SIZE or _LOADERS[0] is _LOADERS[-1]:
            raise
        return _Reader(text, _guarded_events(text, _LOADERS[-1])).read()


class _Reader:
    """Turn parse events into entries, one after the other, without recursion."""

    def __init__(self, text: str, events: Iterator[ev.Event]) -> None:
        self._text = text
        self._events = events

    def read(self) -> tuple[Entry, ...]:
        first = self._next_content()
        if first is None or _is_null(first):
            entries: tuple[Entry, ...] = ()
        elif isinstance(first, ev.MappingStartEvent) and not first.flow_style:
            entries = tuple(self._entries(opens=True))
        else:
            raise Unreadable("no-keys", _start(first))
        more = self._next_content()
        if more is not None:
            raise Unreadable("second-document", _start(more))
        return entries

    def _next_content(self) -> ev.Event | None:
        skipped = (ev.StreamStartEvent, ev.DocumentStartEvent, ev.DocumentEndEvent, ev.StreamEndEvent)
        return next((event for event in self._events if not isinstance(event, skipped)), None)

    def _entries(self, *, opens: bool = False) -> Iterator[Entry]:
        """Yield the details of a mapping; those that hold the picture in parts ``opens`` part by part."""
        for event in self._events:
            if isinstance(event, ev.MappingEndEvent):
                return
            if not isinstance(event, ev.ScalarEvent):
                raise Unreadable("odd-key", _start(event))
            first = next(self._events)
            if opens and isinstance(first, ev.MappingStartEvent) and may_hold_picture(event.value):
                yield from self._opened(event, first)
            else:
                yield self._entry(event, first)

    def _opened(self, key: ev.ScalarEvent, first: ev.MappingStartEvent) -> Iterator[Entry]:
        inside = list(_inside(self._events))
        whole = _Reader(self._text, iter(inside))._collection_entry(key, first)
        try:
            parts = () if first.anchor or first.tag else tuple(_Reader(self._text, iter(inside))._entries())
        except Unreadable:
            parts = ()
        return opened(whole, parts)

    def _entry(self, key: ev.ScalarEvent, first: ev.Event) -> Entry:
        if isinstance(first, ev.ScalarEvent):
            return self._scalar_entry(key, first)
        if isinstance(first, ev.AliasEvent):
            span = Span(_start(first), _end(first))
            return self._other_entry(key, span, ("alias", first.anchor))
        return self._collection_entry(key, cast(ev.CollectionStartEvent, first))

    def _other_entry(self, key: ev.ScalarEvent, span: Span, meaning: object) -> Entry:
        start, end = _start(key), _end(key)
        return Entry(key.value, None, None, start, end, span, Shape.OTHER, meaning, refusal=KEPT_AS_IT_IS)

    def _scalar_entry(self, key: ev.ScalarEvent, event: ev.ScalarEvent) -> Entry:
        span = Span(_start(event), self._leaf_end(event))
        if event.anchor or event.tag:
            other = self._other_entry(key, span, _meaning(event))
            return replace(other, text=event.value)
        is_null = _is_null(event)
        shape = Shape.EMPTY if span.start == span.end else _SHAPES[event.style or ""]
        text = None if is_null else event.value
        start, end = _start(key), _end(key)
        return Entry(key.value, text, None, start, end, span, shape, _meaning(event))

    def _collection_entry(self, key: ev.ScalarEvent, first: ev.CollectionStartEvent) -> Entry:
        scalars: list[ev.ScalarEvent] = []
        is_simple = type(first) is ev.SequenceStartEvent and not (first.anchor or first.tag)
        depth, last = 1, cast(ev.Event, first)
        while depth:
            event = next(self._events)
            kind = type(event)
            if isinstance(event, ev.ScalarEvent):
                last = event
                scalars.append(event)
            elif kind in _STARTS:
                depth, is_simple = depth + 1, False
                if depth > MAX_DEPTH:
                    raise TooMuch("too-much", _start(event))
            elif kind in _ENDS:
                depth -= 1
                # A bracket takes space; the end of a block is a place between two lines.
                last = event if _end(event) > _start(event) else last
            else:
                last, is_simple = event, False
        span = Span(_start(first), self._leaf_end(last))
        if is_simple and not any(scalar.anchor or scalar.tag for scalar in scalars):
            return self._list_entry(key, first, scalars, span)
        # The source is the meaning, but for the blank lines that the last text may keep.
        final = scalars[-1].value if scalars else ""
        return self._other_entry(key, span, (self._text[slice(*span)], final))

    def _list_entry(
        self,
        key: ev.ScalarEvent,
        first: ev.CollectionStartEvent,
        items: list[ev.ScalarEvent],
        span: Span,
    ) -> Entry:
        return Entry(
            key.value,
            None,
            tuple("" if _is_null(item) else item.value for item in items),
            _start(key),
            _end(key),
            span,
            Shape.FLOW if first.flow_style else Shape.BLOCK,
            tuple(_meaning(item) for item in items),
            tuple(Span(_start(item), self._leaf_end(item)) for item in items),
            tuple(_SHAPES[item.style or ""] for item in items),
        )

    def _leaf_end(self, event: ev.Event) -> int:
        """Return where a scalar's last real character is: a block scalar's mark is on a later line."""
        start, end = _start(event), _end(event)
        if isinstance(event, ev.ScalarEvent) and event.style in ("|", ">"):
            return start + len(self._text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
        return end


def _inside(events: Iterator[ev.Event]) -> Iterator[ev.Event]:
    """Yield the events of a mapping that has begun, to its end."""
    depth = 1
    for event in events:
        depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)
        yield event
        if not depth:
            return


def _guarded_events(text: str, loader_class: type) -> Iterator[ev.Event]:
    if "\0" in text:
        raise Unreadable("control", text.index("\0"))
    event: ev.Event | None = None
    try:
        read_event = loader_class(text).get_event
        for _ in range(MAX_EVENTS):
            event = read_event()
            if event is None:
                return
            yield event
    except yaml.reader.ReaderError as error:
        raise Unreadable("control", _end(event) if event else 0) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(error.problem or "syntax", mark.index if mark else 0) from error
    except UnicodeEncodeError as error:
        raise Unreadable("control", error.start) from error
    raise TooMuch("too-much")


def _is_null(event: ev.Event) -> bool:
    if not isinstance(event, ev.ScalarEvent) or event.style or event.tag:
        return False
    return event.value in _NULLS


def _meaning(event: ev.ScalarEvent) -> tuple[object, ...]:
    return (event.value, not event.style, event.tag, event.anchor)


def _start(event: ev.Event) -> int:
    assert event.start_mark is not None, "parsers mark every event"
    return event.start_mark.index


def _end(event: ev.Event) -> int:
    assert event.end_mark is not None, "parsers mark every event"
    return event.end_mark.index
