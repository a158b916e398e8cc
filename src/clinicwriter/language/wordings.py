"""A few slips in wording that everybody makes, found by patterns that are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clinicwriter.language.spelling_engine import Doubt
from clinicwriter.resources import resource_path

FILE = "wordings.tsv"


@dataclass(frozen=True, slots=True)
class Wording:
    """A slip: its pattern, whose group ``w`` is at fault, what stands there instead, and what is said."""

    pattern: re.Pattern[str]
    instead: str
    message: str


@cache
def wordings() -> tuple[Wording, ...]:
    """Return the slips that ship with the program; read once."""
    lines = resource_path("words", FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Wording(re.compile(row[0], re.IGNORECASE), row[1], row[2]) for row in rows)


def find_slips(text: str) -> Iterator[Doubt]:
    """Yield the slips in a piece of plain text."""
    for wording in wordings():
        for found in wording.pattern.finditer(text):
            instead = _instead(wording, found)
            yield Doubt(found.start("w"), found.end("w"), False, found["w"], wording.message, (instead,))


def _instead(wording: Wording, found: re.Match[str]) -> str:
    others = [found[number] for number in range(1, (found.re.groups or 0) + 1)]
    inner = [text for number, text in enumerate(others, 1) if number != found.re.groupindex["w"]]
    text = re.sub(r"\\(\d)", lambda place: inner[int(place[1]) - 1] or "", wording.instead)
    return text[:1].upper() + text[1:] if found["w"][:1].isupper() and found["w"] != "I" else text
