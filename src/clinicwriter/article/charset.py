"""Bytes to text and back, so that what nobody touched has the same bytes again."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from .lines import split_lines

_UTF_16: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NOT_ARTICLES: Final = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
_NOT_UTF_8_ARTICLES: Final = (b"%PDF-", b"GIF87a", b"GIF89a")
"""A text may begin so as well, but then it is UTF-8."""
MAX_OLD_SIZE: Final = 8_000_000
"""A text that is not UTF-8 is read line by line, which takes a second for so many bytes."""
_MOST_CONTROLS: Final = 40
_MOST_COMPARED: Final = 60_000
_CONTROLS: Final = bytes({*range(32)} - set(b"\t\n\r\f\v\x1a\x1b"))

# Windows-1252 leaves five bytes open; the web reads them as the control characters of the same number.
_OPEN_BYTES: Final = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_TO_TEXT: Final = "".join(_OPEN_BYTES.get(byte) or bytes([byte]).decode("cp1252") for byte in range(256))
_TO_BYTES: Final = codecs.charmap_build(_TO_TEXT)


@dataclass(frozen=True, slots=True)
class Charset:
    """How a file's bytes stand for characters.

    ``odd_lines`` are the lines of a UTF-8 file whose bytes are not UTF-8: they were read as
    Windows-1252 and get their own bytes back as long as nobody touches them. ``mixed_lines`` are all
    lines of a file in which the same line stands in both ways: its place tells which it is.
    """

    codec: str = "utf-8"
    mark: bytes = b""
    odd_lines: Mapping[str, bytes] = field(default_factory=dict)
    mixed_lines: tuple[tuple[str, bytes], ...] = ()

    @property
    def is_unicode(self) -> bool:
        """Say whether every character can be written."""
        return self.codec != "windows-1252"

    def can_write(self, text: str) -> bool:
        """Say whether a text can be written in this charset alone."""
        return self.is_unicode or _to_windows(text) is not None

    def with_escapes(self, text: str, escape: Callable[[str], str]) -> str:
        """Return a text with an escape for each character that cannot be written."""
        if self.can_write(text):
            return text
        return "".join(c if self.can_write(c) else escape(c) for c in text)

    def encode(self, text: str, place: slice = slice(None)) -> bytes:
        """Return the bytes of a text, without the byte order mark; ``place`` is where its lines stood.

        A line that Windows-1252 cannot write is written as UTF-8, and read back as such.
        """
        if self.codec == "windows-1252":
            return b"".join(_encode_windows_line(line) for line in split_lines(text))
        if not self.odd_lines:
            return text.encode(self.codec, "surrogatepass")
        lines = split_lines(text)
        if self.mixed_lines:
            return b"".join(self._encode_mixed(lines, self.mixed_lines[place]))
        return b"".join(map(self._encode_line, lines))

    def _encode_line(self, line: str) -> bytes:
        return self.odd_lines.get(line) or line.encode("utf-8", "surrogatepass")

    def _encode_mixed(self, lines: list[str], before: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
        """Yield the bytes of lines: those that stood there before have the bytes that they had."""
        old = [line for line, _ in before]
        both = min(len(old), len(lines))
        head = next((n for n in range(both) if old[n] != lines[n]), both)
        tail = next((n for n in range(both - head) if old[-1 - n] != lines[-1 - n]), both - head)
        middle = slice(head, len(old) - tail)
        yield from (data for _, data in before[:head])
        yield from self._encode_changed(lines[head : len(lines) - tail], before[middle])
        yield from (data for _, data in before[len(old) - tail :])

    def _encode_changed(self, lines: list[str], before: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
        old = [line for line, _ in before]
        if len(old) == len(lines):
            pairs = zip(lines, before, strict=True)
            yield from (data if line == text else self._encode_line(line) for line, (text, data) in pairs)
            return
        # Comparing lines that are much alike takes far too long where there are many.
        if len(old) * len(lines) > _MOST_COMPARED:
            old = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
            if tag == "equal":
                yield from (data for _, data in before[i1:i2])
            else:
                yield from map(self._encode_line, lines[j1:j2])


UTF_8: Final = Charset()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, without byte order mark, and its charset."""

    text: str
    charset: Charset


def is_text(data: bytes) -> bool:
    """Say whether bytes are a text at all, rather than a picture, a Word file or the like."""
    if data.startswith(_NOT_ARTICLES) or _is_utf_32(data):
        return False
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return len(data) % 2 == 0
    if len(data) > MAX_OLD_SIZE and not _is_utf_8(data):
        return False
    beginning = data[:65536]
    if _is_utf_8(beginning, is_whole=False):
        # UTF-16 and UTF-32 without a mark are full of NULs; other control characters are a text's own.
        return beginning.count(0) <= max(_MOST_CONTROLS, 0.2 * len(beginning))
    if data.startswith(_NOT_UTF_8_ARTICLES):
        return False
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    return controls <= max(_MOST_CONTROLS, 0.01 * len(beginning))


def decode(data: bytes) -> Decoded:
    """Read a text as UTF-8, as UTF-16 with its mark, or line by line as UTF-8 or Windows-1252."""
    for mark, codec in _UTF_16:
        if data.startswith(mark) and len(data) % 2 == 0:
            return Decoded(data[2:].decode(codec, "surrogatepass"), Charset(codec, mark))
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        return Decoded(data[len(mark) :].decode("utf-8", "surrogatepass"), Charset(mark=mark))
    except UnicodeDecodeError:
        return _decode_lines(data[len(mark) :], mark)


def _decode_lines(data: bytes, mark: bytes) -> Decoded:
    lines = []
    odd_lines: dict[str, bytes] = {}
    has_utf_8 = bool(mark)
    pieces = split_bytes(data)
    for line in pieces:
        if line.isascii():
            lines.append(line.decode("ascii"))
        elif _is_utf_8(line):
            has_utf_8 = True
            lines.append(line.decode("utf-8", "surrogatepass"))
        else:
            lines.append(codecs.charmap_decode(line, "strict", _TO_TEXT)[0])
            odd_lines[lines[-1]] = line
    if not has_utf_8:
        return Decoded("".join(lines), Charset("windows-1252"))
    pairs = tuple(zip(lines, pieces, strict=True))
    is_mixed = any(odd_lines.get(line, data) != data for line, data in pairs)
    return Decoded("".join(lines), Charset("utf-8", mark, odd_lines, pairs if is_mixed else ()))


def split_bytes(data: bytes) -> list[bytes]:
    """Split bytes into lines as ``split_lines`` splits their text."""
    # bytes.splitlines ends lines at LF, CR and CR LF alone, unlike str.splitlines.
    return data.splitlines(keepends=True)


def _is_utf_8(data: bytes, *, is_whole: bool = True) -> bool:
    try:
        codecs.utf_8_decode(data, "surrogatepass", is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf_32(data: bytes) -> bool:
    """Say whether bytes are UTF-32, whose mark may also be that of UTF-16 and a NUL."""
    if not data.startswith(_UTF_32) or len(data) == 4:
        return False
    try:
        data[:65536].decode("utf-32")
    except UnicodeDecodeError:
        return False
    return True


def _to_windows(text: str) -> bytes | None:
    try:
        return codecs.charmap_encode(text, "strict", _TO_BYTES)[0]
    except UnicodeEncodeError:
        return None


def _encode_windows_line(line: str) -> bytes:
    data = _to_windows(line)
    # Bytes that happen to be UTF-8 would be read back as other characters.
    if data is None or not (data.isascii() or not _is_utf_8(data)):
        return line.encode("utf-8", "surrogatepass")
    return data
