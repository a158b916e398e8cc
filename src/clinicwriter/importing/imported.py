"""What a file from elsewhere says, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """An article from elsewhere. ``date`` is like 2026-11-18, "" where none was found.

    ``changed`` is the day on which a file was last changed, which says nothing of when it is published.

    ``text`` names its pictures by the keys of ``pictures``, which hold their bytes. ``source`` are the bytes
    of a file that is an article already, with its own details; then only ``pictures`` counts besides.
    ``notes`` say in whole sentences what could not be kept.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    changed: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    source: bytes | None = None
