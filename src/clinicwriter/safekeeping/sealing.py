"""The one form of every kept file: a checksum, a line of facts, then the bytes as they are.

A person with a text editor can still read the text in it. Cut short or altered, it is noticed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from clinicwriter.safekeeping.errors import DamagedError, NewerError, SaveError
from clinicwriter.safekeeping.formats import KEPT_FORMAT
from clinicwriter.safekeeping.writing import read_file

Fact = str | int | float | bool | None | Sequence["Fact"] | Mapping[str, "Fact"]

_MARK = f"Clinic Writer {KEPT_FORMAT} ".encode("ascii")
_ANY_MARK = re.compile(rb"Clinic Writer (\d{1,9}) [0-9a-f]{64}\n")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was read whole: the facts, and the parts of bytes."""

    path: Path
    facts: Mapping[str, object]
    parts: tuple[bytes, ...]

    def text(self, name: str) -> str:
        """Return a fact that is text. Raises ``DamagedError``."""
        value = self.facts.get(name)
        if not isinstance(value, str):
            raise self._wrong(name)
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a fact that is text or nothing. Raises ``DamagedError``."""
        return None if self.facts.get(name) is None else self.text(name)

    def number(self, name: str) -> float:
        """Return a fact that is a number. Raises ``DamagedError``."""
        value = self.facts.get(name)
        if not isinstance(value, int | float):
            raise self._wrong(name)
        return value

    def rows(self, name: str) -> list[Mapping[str, object]]:
        """Return a fact that is a list of rows. Raises ``DamagedError``."""
        value = self.facts.get(name)
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._wrong(name)
        return value

    def texts(self, name: str) -> list[str]:
        """Return a fact that is a list of texts. Raises ``DamagedError``."""
        value = self.facts.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self._wrong(name)
        return value

    def part(self, index: int | None) -> bytes | None:
        """Return one part of bytes, ``None`` for none. Raises ``DamagedError``."""
        if index is None:
            return None
        if not 0 <= index < len(self.parts):
            raise self._wrong(f"part {index}")
        return self.parts[index]

    def _wrong(self, name: str) -> DamagedError:
        return damaged(self.path, f"{name} is missing or wrong")


def damaged(path: Path, details: str) -> DamagedError:
    """Make the error that says a kept file cannot be read whole."""
    return DamagedError.of(path, kept="", details=details)


def seal(facts: Mapping[str, Fact], parts: Sequence[bytes] = ()) -> bytes:
    """Put facts and bytes into one form that notices when it was cut short or altered."""
    head = json.dumps({**facts, "sizes": [len(part) for part in parts]}).encode("ascii") + b"\n"
    body = head + b"".join(parts)
    return _MARK + hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body


def unseal(data: bytes, path: Path) -> Sealed:
    """Take it apart again. Raises ``DamagedError`` for anything that was not sealed whole.

    Raises ``NewerError`` for what a later version of the program sealed in its own way.
    """
    first, _, body = data.partition(b"\n")
    if _is_of_newer(data):
        raise NewerError.of(path, kept="It stays as it is.")
    checksum = hashlib.sha256(body).hexdigest().encode("ascii")
    if first != _MARK + checksum:
        raise damaged(path, "the checksum does not match")
    head, _, rest = body.partition(b"\n")
    facts = json.loads(head)
    parts = []
    for size in facts["sizes"]:
        parts.append(rest[:size])
        rest = rest[size:]
    return Sealed(path, facts, tuple(parts))


def read_sealed(path: Path) -> Sealed:
    """Read a kept file. Raises ``DamagedError``, ``NewerError``, or another ``SaveError`` of the disk."""
    return unseal(read_file(path), path)


def is_of_newer(path: Path) -> bool:
    """Say whether a newer program kept this file, in a form that this one does not know."""
    try:
        return _is_of_newer(read_file(path))
    except SaveError:
        return False


def _is_of_newer(data: bytes) -> bool:
    written = _ANY_MARK.match(data)
    return written is not None and int(written[1]) > KEPT_FORMAT


def is_index(value: object) -> TypeGuard[int | None]:
    """Say whether a fact can be the number of a part, or nothing."""
    return value is None or (isinstance(value, int) and not isinstance(value, bool))
