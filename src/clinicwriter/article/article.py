"""An article as a value: bytes in, bytes out, and every byte that nobody meant to change stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from .charset import Decoded, decode, is_text
from .editing import FieldEditor, FieldValue, normal_value
from .entries import Entry, FrontMatter, Manners, Problem, meanings
from .errors import ArticleError, cannot_change, changed_too_much
from .fields import Fields, find_entry, read_fields
from .footer import find_legacy, join_footer, part_footer, with_block, without_blocks
from .forms import empty_block, locked, read_front_matter
from .habits import Habits
from .layout import Layout, find_layout
from .lines import LINE_END, dominant_line_end, line_number
from .roles import Role

_TEMPLATE_FOLDERS = frozenset({"archetypes", "scaffolds"})
_NOT_TEXT = "This file is not a text: it may be a picture, a Word file or damaged. It is left as it is."


@dataclass(frozen=True)
class Article:
    """An article's bytes, and everything that is read from them.

    What is read is kept once it was asked for, so this value has no slots. ``name`` is the file's path
    inside its site.
    """

    data: bytes
    habits: Habits = field(default_factory=Habits, compare=False)
    name: str = field(default="", compare=False)

    @classmethod
    def from_bytes(cls, data: bytes, *, habits: Habits | None = None, name: str = "") -> Article:
        """Take an article's bytes as they are in its file. Nothing is read yet."""
        return cls(bytes(data), habits or Habits(), name)

    @classmethod
    def new(cls, *, habits: Habits | None = None, text: str = "") -> Article:
        """Begin an article the way the site's own articles begin."""
        habits = habits or Habits()
        end = habits.line_end
        block = empty_block(habits.form, end, habits.extra)
        data = (block + end + LINE_END.sub(end, text)) if block else text
        return cls(data.encode("utf-8", "surrogatepass"), habits)

    def to_bytes(self) -> bytes:
        """Return the article's bytes: those it came from where nothing was changed."""
        return self.data

    # -- what it is ----------------------------------------------------------------------------

    @property
    def is_read_only(self) -> bool:
        """Say whether this is no text at all: it is shown as such and never rewritten."""
        return not self._is_text

    @property
    def read_only_reason(self) -> str:
        """Return why nothing can be changed, "" where it can."""
        return "" if self._is_text else _NOT_TEXT

    @property
    def form(self) -> str:
        """Return how the details are written: "yaml", "toml", "json", "header" or "none"."""
        return self._layout.form

    @cached_property
    def lock(self) -> str:
        """Return why the details cannot be changed, in plain words; "" where they can."""
        if not self._is_text:
            return _NOT_TEXT
        if _TEMPLATE_FOLDERS & set(self.name.split("/")[:-1]):
            return "This is a template from which the site makes new articles. Its text can be edited."
        if self._layout.is_unclosed:
            return "The details at the top begin with --- and never end. The text can be edited."
        reason = self._front.lock
        return f"The details cannot be changed here: {reason} The text can be edited." if reason else ""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return which lines of the details are not understood, and what would mend each."""
        if self._layout.is_unclosed:
            message = "The details begin here with --- and there is no second line of dashes after them."
            return (Problem(1, message, "Put a line with --- between the details and the text."),)
        before = line_number(self._text, self._layout.start) - 1
        return tuple(replace(problem, line=problem.line + before) for problem in self._front.problems)

    # -- what it says --------------------------------------------------------------------------

    @cached_property
    def fields(self) -> Fields:
        """Return the details by role, whatever the site calls them."""
        return read_fields(self._front.entries, self.habits, is_header=self.form == "header")

    @cached_property
    def extra(self) -> Mapping[str, str]:
        """Return the site's other details as they are written, in the order of the file."""
        used = [find_entry(self._front.entries, role, self.habits) for role in Role]
        source = self._front_source
        return MappingProxyType(
            {
                entry.key: source[entry.value.start : entry.value.end]
                for entry in self._front.entries
                if entry not in used
            }
        )

    @cached_property
    def body(self) -> str:
        """Return everything after the front matter, with its line ends."""
        return self._text[self._layout.body_start :]

    @property
    def text(self) -> str:
        """Return what people edit: the body without the blank line that begins it, and without the footer."""
        return self._parts.text + (self._line_end * 2 + self._parts.below if self._parts.below else "")

    @property
    def footer(self) -> str | None:
        """Return what stands between the markers of the clinic's footer, ``None`` where there is none."""
        return self._parts.block.markdown if self._parts.block else None

    # -- changing it ---------------------------------------------------------------------------

    def with_field(self, role: Role, value: FieldValue) -> Article:
        """Set, change or clear (``None``) one detail; no other byte changes.

        "" empties a title, a summary or a list and keeps its line; ``None`` takes the line out. A plain date
        keeps the time and the zone that are written. Raises ``ArticleError`` where the detail is locked,
        or cannot be changed without changing something else.
        """
        if self.lock:
            raise ArticleError(self.lock, kept="Nothing was changed.")
        value = normal_value(role, value)
        start = self if self.form != "none" else self._with_empty_block()
        changed = start._with_changed(role, value)
        return self if changed is start else changed

    def _with_changed(self, role: Role, value: FieldValue) -> Article:
        editor = FieldEditor(self._front, self.habits, self._manners, is_header=self.form == "header")
        ways = 0
        for key, source in editor.sources(role, value):
            ways += 1
            changed = self._with_front_source(source)
            if changed._keeps_all_but(self, key) and changed._has(role, value):
                return changed
        if ways:
            raise changed_too_much(role.label.lower())
        return self

    def _keeps_all_but(self, before: Article, key: str) -> bool:
        """Say whether every other detail, the form and the body are what they were."""
        if self.form != before.form or self._body_bytes != before._body_bytes or self.lock:
            return False
        old, new = (_one_fewer(article._front.entries, key) for article in (before, self))
        return old == new

    def _has(self, role: Role, value: FieldValue) -> bool:
        """Say whether a detail reads as what it was set to."""
        if role is Role.DRAFT:
            return self.fields.is_draft == bool(value)
        found = getattr(self.fields, role.value)
        if value is None or not value:
            return not found
        return (
            isinstance(found, str) and bool(found) if not isinstance(value, (str, tuple)) else found == value
        )

    def with_body(self, body: str) -> Article:
        """Replace everything after the front matter."""
        return self if body == self.body else self._with_body(body)

    def _with_body(self, body: str) -> Article:
        if not self._is_text:
            raise ArticleError(_NOT_TEXT, kept="Nothing was changed.")
        head = self._head_bytes
        if body and head and not head.endswith(tuple(end.encode(self._codec) for end in "\r\n")):
            head += self._decoded.charset.encode(self._line_end)
        changed = replace(self, data=head + self._decoded.charset.encode(body))
        if changed._layout_is(self._layout, body):
            return changed
        return self._with_guarded_body(body)

    def _layout_is(self, layout: Layout, body: str) -> bool:
        own = self._layout
        return (own.form, own.start, own.end) == (layout.form, layout.start, layout.end) and self.body == body

    def _with_guarded_body(self, body: str) -> Article:
        """Keep a text that begins like front matter from being read as such: an empty block before it."""
        guarded = self._with_empty_block("yaml") if self.form == "none" else self
        end = self._line_end
        encode = self._decoded.charset.encode
        changed = replace(self, data=guarded._head_bytes + encode(end + body))
        if changed.body.endswith(body):
            return changed
        raise cannot_change("text", "it would be read as something else.", "Begin it with an empty line.")

    def with_text(self, text: str) -> Article:
        """Replace what people edit; the blank line before it and the footer after it stay."""
        if text == self.text:
            return self
        end = self._line_end
        gap = self._gap
        has_front = self.form != "none"
        if has_front and not gap and (LINE_END.match(text) or not self._head_ends_line):
            gap = end
        block = self._parts.block
        if block is None:
            return self._with_body(gap + text)
        body = self.body[len(self._gap) :]
        tail = LINE_END.match(body, block.end)
        source = body[block.start : block.end] + (body[block.end :] if not self._parts.below else "")
        source = source if tail or not self._parts.below else source + end
        return self._with_body(gap + join_footer(text, source, end))

    def with_footer(self, markdown: str | None) -> Article:
        """Put in, renew or (``None``) take out the clinic's footer: one block, at the end, well parted.

        Raises ``ArticleError`` where the end of the text cannot be told from code or a remark.
        """
        body = self.body
        if markdown is None or not markdown.strip():
            return self.with_body(without_blocks(body))
        gap = self._gap
        if not gap and self.form != "none" and not body.strip():
            gap = self._line_end
        rest = body[len(self._gap) :]
        return self.with_body(gap + with_block(rest, markdown))

    @property
    def legacy_footer(self) -> str | None:
        """Return an old footer without markers near the end of the text, ``None`` where there is none."""
        start = find_legacy(self.text)
        return None if start is None else self.text[start:]

    def without_legacy_footer(self) -> Article:
        """Take the old footer without markers out of the text."""
        start = find_legacy(self.text)
        if start is None:
            return self
        kept = self.text[:start].rstrip()
        return self.with_text(kept + self._line_end if kept else kept)

    def details_differ(self, other: Article) -> bool:
        """Say whether anything but the text is different. Cheap."""
        return self._head_bytes != other._head_bytes or self.footer != other.footer

    # -- how it is read ------------------------------------------------------------------------

    @cached_property
    def _is_text(self) -> bool:
        return is_text(self.data)

    @cached_property
    def _decoded(self) -> Decoded:
        return decode(self.data)

    @property
    def _text(self) -> str:
        return self._decoded.text if self._is_text else ""

    @property
    def _codec(self) -> str:
        return self._decoded.charset.codec

    @cached_property
    def _layout(self) -> Layout:
        return find_layout(self._text, expect_header=self.habits.form == "header")

    @property
    def _front_source(self) -> str:
        return self._text[self._layout.start : self._layout.end]

    @cached_property
    def _front(self) -> FrontMatter:
        if not self._is_text:
            return locked(_NOT_TEXT)
        return read_front_matter(self._layout, self._front_source)

    @cached_property
    def _head_bytes(self) -> bytes:
        """The bytes before the body, byte order mark included."""
        charset = self._decoded.charset
        return charset.mark + charset.encode(self._text[: self._layout.body_start])

    @property
    def _head_ends_line(self) -> bool:
        start = self._layout.body_start
        return start == 0 or self._text[start - 1] in "\r\n"

    @property
    def _body_bytes(self) -> bytes:
        return self.data[len(self._head_bytes) :]

    @cached_property
    def _line_end(self) -> str:
        return dominant_line_end(self._text) if LINE_END.search(self._text) else self.habits.line_end

    @cached_property
    def _gap(self) -> str:
        """The blank line between front matter and text, which nobody edits."""
        match = LINE_END.match(self._text, self._layout.body_start) if self.form != "none" else None
        return match[0] if match and self._head_ends_line else ""

    @cached_property
    def _parts(self):  # type: ignore[no-untyped-def]
        return part_footer(self.body[len(self._gap) :])

    @cached_property
    def _manners(self) -> Manners:
        return Manners(
            quote=self.habits.quote,
            list_style=self.habits.list_style or _own_list_style(self._front_source, self._front.entries),
            line_end=self._front_line_end,
            can_write_all=self._decoded.charset.is_unicode,
        )

    @property
    def _front_line_end(self) -> str:
        source = self._text[: self._layout.body_start]
        return dominant_line_end(source) if LINE_END.search(source) else self._line_end

    def _with_front_source(self, source: str) -> Article:
        text, layout = self._text, self._layout
        charset = self._decoded.charset
        head = text[: layout.start] + source + text[layout.end : layout.body_start]
        return replace(self, data=charset.mark + charset.encode(head) + self._body_bytes)

    def _with_empty_block(self, form: str = "") -> Article:
        """Return this article with front matter that has no details yet."""
        form = form or (self.habits.form if self.habits.form != "none" else "yaml")
        charset = self._decoded.charset
        block = empty_block(form, self._line_end, ())
        gap = "" if not self._text or LINE_END.match(self._text) else self._line_end
        return replace(self, data=charset.mark + charset.encode(block + gap) + self.data[len(charset.mark) :])


def _one_fewer(entries: Sequence[Entry], key: str) -> list[tuple[str, object]]:
    """Return what all entries mean but the last with a key: that one is the one that is edited."""
    index = max((i for i, entry in enumerate(entries) if entry.key == key), default=None)
    return meanings([entry for i, entry in enumerate(entries) if i != index])


def _own_list_style(source: str, entries: Sequence[Entry]) -> str:
    """Return how the article's own lists are written, "flow" where it has none."""
    lists = [entry for entry in entries if entry.items]
    if not lists or lists[-1].shape.value == "flow":
        return "flow"
    entry = lists[-1]
    column = (
        entry.value.start
        - max(source.rfind("\n", 0, entry.value.start), source.rfind("\r", 0, entry.value.start))
        - 1
    )
    own = (
        entry.key_start
        - max(source.rfind("\n", 0, entry.key_start), source.rfind("\r", 0, entry.key_start))
        - 1
    )
    return "zero" if column == own else "block"
