"""What goes through the pipes between the program and its rendering processes: a head, then JSON.

The head holds the length of what follows, the kind and the revision: a message can be handed on unread.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, BinaryIO, Final

from .answers import Answer, Block, BlockSwap, Mark, Tangled

_HEAD: Final = struct.Struct(">IBq")


class Kind(IntEnum):
    """Say what a message is about."""

    SET_UP = 1
    OPEN = 2
    CHANGE = 3
    RENDER = 4
    CORRECT = 5
    RETRY = 6
    ANSWER = 7
    UNITS = 8
    PROGRESS = 9
    READY = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """One message; ``body`` is JSON that may not have been read."""

    kind: Kind
    revision: int
    body: bytes = b""

    @classmethod
    def of(cls, kind: Kind, revision: int, value: object = None) -> Frame:
        """Return a message with a value."""
        return cls(kind, revision, json.dumps(value, separators=(",", ":")).encode("ascii"))

    @property
    def value(self) -> Any:
        """Return what the message says."""
        return json.loads(self.body) if self.body else None


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write a message and send it off."""
    stream.write(_HEAD.pack(len(frame.body), frame.kind, frame.revision) + frame.body)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Wait for a message; ``None`` at the end of the stream."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, kind, revision = _HEAD.unpack(head)
    body = stream.read(length)
    return Frame(Kind(kind), revision, body) if len(body) == length else None


def answer_to_value(answer: Answer) -> list[Any]:
    """Return an answer as JSON can hold it."""
    swaps = [
        [swap.first, swap.removed, swap.shift, [_block_to_value(block) for block in swap.blocks]]
        for swap in answer.operations
    ]
    tangled = [answer.tangled.line, answer.tangled.line_count] if answer.tangled else None
    return [swaps, answer.is_exact, tangled]


def answer_from_value(revision: int, value: Sequence[Any]) -> Answer:
    """Return the answer that ``answer_to_value`` was given."""
    swaps, is_exact, tangled = value
    operations = tuple(
        BlockSwap(first, removed, tuple(_block_from_value(block) for block in blocks), shift)
        for first, removed, shift, blocks in swaps
    )
    return Answer(revision, operations, is_exact, Tangled(*tangled) if tangled else None)


def _block_to_value(block: Block) -> list[Any]:
    marks = [[mark.node, mark.path, mark.line, mark.word] for mark in block.marks]
    return [block.html, block.line, block.line_count, marks]


def _block_from_value(value: Sequence[Any]) -> Block:
    html, line, line_count, marks = value
    return Block(
        html, line, line_count, tuple(Mark(node, tuple(path), at, word) for node, path, at, word in marks)
    )
