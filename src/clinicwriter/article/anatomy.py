"""The parts of an article's bytes: front matter, the blank line after it, the text, the footer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .charset import Charset, Decoded, decode, is_text
from .entries import FrontMatter
from .footer import FooterParts, part_footer
from .forms import locked, read_front_matter
from .habits import Habits
from .layout import Layout, find_layout
from .lines import LINE_END, dominant_line_end, end_after, split_lines

NOT_TEXT = "This file is not a text: it may be a picture, a Word file or damaged. It is left as it is."


@dataclass(frozen=True)
class Anatomy:
    """What an article's bytes consist of. Each part is found when it is first asked for, and kept."""

    data: bytes
    habits: Habits

    @cached_property
    def is_text(self) -> bool:
        """Whether the bytes are a text at all."""
        return is_text(self.data)

    @cached_property
    def _decoded(self) -> Decoded:
        return decode(self.data) if self.is_text else Decoded("", Charset())

    @property
    def content(self) -> str:
        """The whole file as text, without byte order mark."""
        return self._decoded.text

    @property
    def charset(self) -> Charset:
        """How the bytes stand for characters."""
        return self._decoded.charset

    @cached_property
    def layout(self) -> Layout:
        """Where the front matter is."""
        return find_layout(self.content, expect_header=self.habits.form == "header")

    @property
    def front_source(self) -> str:
        """The front matter without its fences."""
        return self.content[self.layout.start : self.layout.end]

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter, read."""
        return read_front_matter(self.layout, self.front_source) if self.is_text else locked(NOT_TEXT)

    @cached_property
    def head(self) -> bytes:
        """The bytes before the body, byte order mark included."""
        return self.charset.mark + self._encoded_head(self.content[: self.layout.body_start])

    @property
    def head_ends_line(self) -> bool:
        """Whether the body begins on a line of its own."""
        start = self.layout.body_start
        return start == 0 or self.content[start - 1] in "\r\n"

    @property
    def body_bytes(self) -> bytes:
        """The bytes of the body."""
        return self.data[len(self.head) :] if self.is_text else self.data

    @cached_property
    def body(self) -> str:
        """Everything after the front matter."""
        return self.content[self.layout.body_start :]

    @cached_property
    def gap(self) -> str:
        """The blank line between front matter and text, which nobody edits."""
        match = LINE_END.match(self.content, self.layout.body_start) if self.layout.form != "none" else None
        return match[0] if match and self.head_ends_line else ""

    @cached_property
    def parts(self) -> FooterParts:
        """The body after the gap, parted into text and footer."""
        return part_footer(self.body[len(self.gap) :])

    @cached_property
    def line_end(self) -> str:
        """The line end that most lines have; the site's own where there is none."""
        return dominant_line_end(self.content) if LINE_END.search(self.content) else self.habits.line_end

    @property
    def body_line_end(self) -> str:
        """The line end that most lines of the body have."""
        return dominant_line_end(self.body) if LINE_END.search(self.body) else self.line_end

    @property
    def footer_line_end(self) -> str:
        """The line end of the footer block that is there; the body's where there is none."""
        return dominant_line_end(self.parts.source) if self.parts.block else self.body_line_end

    @property
    def end_of_head(self) -> str:
        """A line end that stays one of its own when it follows the front matter."""
        return end_after(self.content[: self.layout.body_start], self.line_end)

    @property
    def front_line_end(self) -> str:
        """The line end of the front matter."""
        source = self.content[: self.layout.body_start]
        return dominant_line_end(source) if LINE_END.search(source) else self.line_end

    @cached_property
    def _head_lines(self) -> int:
        return len(split_lines(self.content[: self.layout.body_start]))

    def _encoded_head(self, head: str) -> bytes:
        return self.charset.encode(head, slice(self._head_lines))

    def encoded_body(self, body: str) -> bytes:
        """Return the bytes of a text that takes the body's place."""
        return self.charset.encode(body, slice(self._head_lines, None))

    def with_front(self, source: str) -> bytes:
        """Return the article's bytes with another front matter between the same fences."""
        layout, content = self.layout, self.content
        head = content[: layout.start] + source + content[layout.end : layout.body_start]
        return self.charset.mark + self._encoded_head(head) + self.body_bytes

    def with_head(self, head: str) -> bytes:
        """Return the article's bytes with a text put before everything else."""
        mark = self.charset.mark
        return mark + self.charset.encode(head) + self.data[len(mark) :]

    def with_body(self, body: str) -> bytes:
        """Return the article's bytes with another body, which begins on a line of its own."""
        gap = "" if self.head_ends_line or not body else self.line_end
        return self.head + self.encoded_body(gap + body)
