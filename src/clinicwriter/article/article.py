"""An article as a value: bytes in, bytes out, and every byte that nobody meant to change stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, reduce
from types import MappingProxyType

from .anatomy import NOT_TEXT, Anatomy
from .editing import FieldEditor, FieldValue, field_reads, kept_meanings, normal_text, normal_value
from .entries import DateText, Entry, Problem, last_entry
from .errors import ArticleError, cannot_change, changed_too_much
from .fields import Fields, find_entry, hiding_count, read_fields
from .footer import find_legacy, join_footer, keep_around, with_block, without_blocks
from .forms import empty_block, empty_header
from .habits import Habits
from .holders import goes_with_picture, parts_beside
from .lines import LINE_END, line_number
from .roles import Role

_TEMPLATE_FOLDERS = frozenset({"archetypes", "scaffolds"})
_TEMPLATE = "This is a template from which the site makes new articles. Its text can be edited."
_UNCLOSED = "The details at the top begin with {fence} and never end. The text can be edited."
_NO_HABITS = Habits()


@dataclass(frozen=True)
class Article:
    """An article's bytes, and everything that is read from them.

    What was read is kept, so this value has no slots. ``name`` is the file's path inside its site.
    """

    data: bytes
    habits: Habits = field(default=_NO_HABITS, compare=False)
    name: str = field(default="", compare=False)

    @classmethod
    def from_bytes(cls, data: bytes, *, habits: Habits = _NO_HABITS, name: str = "") -> Article:
        """Take an article's bytes as they are in its file. Nothing is read yet."""
        return cls(bytes(data), habits, name)

    @classmethod
    def new(cls, *, habits: Habits = _NO_HABITS, text: str = "") -> Article:
        """Begin an article the way the site's own articles begin."""
        end = habits.line_end
        block = empty_block(habits.form, end, habits.extra)
        data = (block + end + LINE_END.sub(end, text)) if block else LINE_END.sub(end, text)
        return cls(data.encode("utf-8", "surrogatepass"), habits)

    def to_bytes(self) -> bytes:
        """Return the article's bytes: those it came from where nothing was changed."""
        return self.data

    # -- what it is ----------------------------------------------------------------------------

    @property
    def is_read_only(self) -> bool:
        """Say whether this is no text at all: it is shown as such and never rewritten."""
        return not self.anatomy.is_text

    @property
    def read_only_reason(self) -> str:
        """Return why nothing can be changed, "" where it can."""
        return NOT_TEXT if self.is_read_only else ""

    @property
    def form(self) -> str:
        """Return how the details are written: "yaml", "toml", "json", "header" or "none"."""
        return self.anatomy.layout.form

    @cached_property
    def lock(self) -> str:
        """Return why the details cannot be changed, in plain words; "" where they can."""
        if self.is_read_only:
            return NOT_TEXT
        if _TEMPLATE_FOLDERS & set(self.name.split("/")[:-1]):
            return _TEMPLATE
        if self.anatomy.layout.unclosed:
            return _UNCLOSED.format(fence=self.anatomy.layout.unclosed)
        reason = self.anatomy.front.lock
        return f"The details cannot be changed here: {reason} The text can be edited." if reason else ""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return which lines of the details are not understood, and what would mend each."""
        layout = self.anatomy.layout
        if layout.unclosed:
            mend = f"Put a line with {layout.closing} between the details and the text."
            return (Problem(1, f"The details begin here with {layout.unclosed} and never end.", mend),)
        if not self.anatomy.front.problems:
            return ()
        before = line_number(self.anatomy.content, layout.start) - 1
        return tuple(replace(problem, line=problem.line + before) for problem in self.anatomy.front.problems)

    # -- what it says --------------------------------------------------------------------------

    @cached_property
    def fields(self) -> Fields:
        """Return the details by role, whatever the site calls them."""
        return read_fields(self.entries, self.habits, is_header=self.form == "header")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every detail with its key and its place, in the order of the file."""
        return self.anatomy.front.entries

    @cached_property
    def extra(self) -> Mapping[str, str]:
        """Return the site's other details as they are written, in the order of the file."""
        found = (find_entry(self.entries, role, self.habits) for role in Role)
        used = {entry.key for entry in found if entry}
        source = self.anatomy.front_source
        others = (entry for entry in self.entries if entry.key not in used)
        return MappingProxyType({entry.key: source[slice(*entry.value)] for entry in others})

    def key_of(self, role: Role) -> str | None:
        """Return what the site calls a detail here, ``None`` where the article has none of it."""
        entry = find_entry(self.entries, role, self.habits)
        return entry.key if entry else None

    @property
    def body(self) -> str:
        """Return everything after the front matter, with its line ends."""
        return self.anatomy.body

    @cached_property
    def text(self) -> str:
        """Return what people edit: the body without the blank line that begins it, and without the footer."""
        parts = self.anatomy.parts
        return (self.anatomy.body_line_end * 2).join(part for part in (parts.text, parts.below) if part)

    @property
    def footer(self) -> str | None:
        """Return what stands between the markers of the clinic's footer, ``None`` where there is none."""
        block = self.anatomy.parts.block
        return block.markdown if block else None

    @property
    def legacy_footer(self) -> str | None:
        """Return an old footer without markers near the end of the text, ``None`` where there is none."""
        found = find_legacy(self.text)
        return None if found is None else self.text[found[0] : found[1]]

    def details_differ(self, other: Article) -> bool:
        """Say whether anything but the text is different. Cheap."""
        return self.anatomy.head != other.anatomy.head or self.footer != other.footer

    # -- changing it ---------------------------------------------------------------------------

    def with_field(self, role: Role | str, value: FieldValue) -> Article:
        """Set, change or clear (``None``) one detail; no other byte changes.

        "" empties a title, a summary or a list and keeps its line; ``None`` takes the line out. A plain date
        keeps the time and the zone that are written. A picture taken out may leave the one of another detail,
        such as a thumbnail. Raises ``ArticleError`` where the detail is locked,
        or cannot be changed without changing something else.
        """
        if self.lock:
            raise ArticleError(self.lock, kept="Nothing was changed.")
        role = Role(role)
        value = normal_value(role, value)
        start = self if self.form != "none" else self._with_empty_block()
        if role is Role.IMAGE and not value:
            start = start._with_picture_alone()
        changed = start._with_changed(role, value)
        return self if changed is start else changed

    def _with_changed(self, role: Role, value: FieldValue) -> Article:
        anatomy = self.anatomy
        editor = FieldEditor(self.entries, anatomy.front, self.habits, anatomy, self.form == "header")
        ways = 0
        for key, source in editor.sources(role, value):
            ways += 1
            changed = replace(self, data=anatomy.with_front(source))
            if not changed._keeps_all_but(self, key):
                continue
            if field_reads(changed.fields, role, value):
                return changed
            if role is Role.IMAGE and not value and changed.key_of(role) != key:
                # The picture that was shown is gone; another detail names a picture too, and keeps it.
                return changed
            if role is Role.DRAFT and hiding_count(changed.entries) < hiding_count(self.entries):
                # Two details may hide an article; both give way, or neither does.
                return changed._with_changed(role, value)
        if ways:
            raise changed_too_much(role.label.lower())
        return self

    def _with_picture_alone(self) -> Article:
        """Return the article without what is said beside its picture, where nothing else is said there."""
        picture = find_entry(self.entries, Role.IMAGE, self.habits)
        others = (
            [entry for entry in parts_beside(self.entries, picture) if entry != picture] if picture else []
        )
        if not all(map(goes_with_picture, others)):
            return self
        return reduce(lambda article, entry: article.with_extra(entry.key, None), others, self)

    def with_extra(self, key: str, value: str | date | None) -> Article:
        """Set, add or take out (``None``) one of the site's other details; no other byte changes.

        Raises ``ArticleError`` where the detail is locked, or cannot be changed without changing another.
        """
        if self.lock:
            raise ArticleError(self.lock, kept="Nothing was changed.")
        start = self if self.form != "none" else self._with_empty_block()
        anatomy = start.anatomy
        editor = FieldEditor(start.entries, anatomy.front, self.habits, anatomy, start.form == "header")
        wanted = value.isoformat() if isinstance(value, date) else value and normal_text(value)
        for source in editor.extra_sources(key, DateText(wanted) if isinstance(value, date) else wanted):
            changed = replace(start, data=anatomy.with_front(source))
            entry = last_entry(changed.entries, key)
            said = None if entry is None else (entry.text or "")
            if changed._keeps_all_but(start, key) and said == wanted:
                return changed
            raise changed_too_much(key)
        return self

    def _keeps_all_but(self, before: Article, key: str) -> bool:
        """Say whether every other detail, the form and the body are what they were."""
        if self.form != before.form or self.lock or self.anatomy.body_bytes != before.anatomy.body_bytes:
            return False
        return kept_meanings(self.entries, key) == kept_meanings(before.entries, key)

    def _with_empty_block(self) -> Article:
        """Return this article with front matter that has no details yet."""
        anatomy = self.anatomy
        form = self.habits.form
        block = empty_block("yaml" if form == "none" else form, anatomy.line_end, ())
        if form == "header":
            block = empty_header(anatomy.line_end)
        return replace(self, data=anatomy.with_head(block + anatomy.line_end))

    def with_body(self, body: str) -> Article:
        """Replace everything after the front matter."""
        return self if body == self.body else self._with_body(body)

    def _with_body(self, body: str) -> Article:
        if self.is_read_only:
            raise ArticleError(NOT_TEXT, kept="Nothing was changed.")
        changed = replace(self, data=self.anatomy.with_body(body))
        if changed.is_read_only:
            raise cannot_change("text", "it has too many signs that are no text.", "Take them out again.")
        # Who closes details that never ended wants them to be read.
        is_mended = self.anatomy.layout.unclosed and changed.form != "none"
        keeps_front = changed.anatomy.layout.has_same_front(self.anatomy.layout)
        if is_mended or (keeps_front and changed.anatomy.body_bytes == self.anatomy.encoded_body(body)):
            return changed
        return self._with_guarded_body(body)

    def _with_guarded_body(self, body: str) -> Article:
        """Keep a text that begins like details from being read as such: something empty stands before it."""
        anatomy = self.anatomy
        guard = anatomy.end_of_head
        if self.form == "none":
            guard = empty_block("yaml", anatomy.line_end, ()) + anatomy.line_end
        if guard.endswith("\r") and body.startswith("\n"):
            guard += "\n"
        data = anatomy.head + anatomy.encoded_body(guard + body)
        changed = replace(self, data=data)
        if changed.anatomy.body_bytes.endswith(anatomy.encoded_body(body)):
            return changed
        raise cannot_change(
            "text", "its beginning would be read as something else.", "Begin with an empty line."
        )

    def with_text(self, text: str) -> Article:
        """Replace what people edit; the blank line before it and the footer after it stay."""
        if text == self.text:
            return self
        anatomy = self.anatomy
        gap = anatomy.gap
        if self.form != "none" and not gap and (LINE_END.match(text) or not anatomy.head_ends_line):
            gap = anatomy.end_of_head
        if gap.endswith("\r") and text.startswith("\n"):
            gap = "\r\n"
        block, end = anatomy.parts.source, anatomy.body_line_end
        kept = keep_around(self.body[len(anatomy.gap) :], anatomy.parts, text, end * 2)
        if kept is not None:
            changed = self._with_body(gap + kept)
            if changed.text == text and changed.footer == self.footer:
                return changed
        return self._with_body(gap + (join_footer(text, block, end) if block else text))

    def with_words(self, change: Callable[[str], str]) -> Article:
        """Change the words of the text where they stand, above the footer and below it."""
        parts, gap = self.anatomy.parts, self.anatomy.gap
        inner = self.body[len(gap) :]
        below = len(inner.rstrip("\r\n")) - len(parts.below) if parts.below else len(inner)
        between, rest = inner[len(parts.text) : below], inner[below + len(parts.below) :]
        words = change(parts.below) if parts.below else ""
        return self.with_body(gap + change(parts.text) + between + words + rest)

    def with_footer(self, markdown: str | None) -> Article:
        """Put in, renew or (``None``) take out the clinic's footer: one block, at the end, well parted.

        Raises ``ArticleError`` where the end of the text cannot be told from code or a remark.
        """
        anatomy = self.anatomy
        if markdown is None or not markdown.strip():
            return self.with_body(without_blocks(self.body))
        gap = anatomy.gap
        if not gap and self.form != "none" and not self.body.strip():
            gap = anatomy.line_end
        return self.with_body(
            gap + with_block(self.body[len(anatomy.gap) :], markdown, anatomy.footer_line_end)
        )

    def without_legacy_footer(self) -> Article:
        """Take the old footer without markers out of the text."""
        found = find_legacy(self.text)
        if found is None:
            return self
        above, below = self.text[: found[0]].rstrip(), self.text[found[1] :]
        end = self.anatomy.line_end
        above += (end * 2 if below.strip() else end) if above else ""
        return self.with_text(above + (below if below.strip() else ""))

    @cached_property
    def anatomy(self) -> Anatomy:
        """Return the parts that the bytes consist of."""
        return Anatomy(self.data, self.habits)
