"""The engine of finished pages, Pelican, MkDocs, Nikola and, with repairs, Jekyll: Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .boxes import box_kinds, box_pattern, box_text, fill_addresses
from .engine import Definitions, Part, Surroundings
from .kramdown import KramdownExtension

_EXTENSIONS: Final[dict[str, str]] = {
    "strike": "pymdownx.tilde",
    "tasks": "pymdownx.tasklist",
    "saneheaders": "pymdownx.saneheaders",
}
_CONFIGS: Final[dict[str, dict[str, Any]]] = {
    "pymdownx.tilde": {"subscript": False},
    # Guessing the language of a block would load some hundred lexers.
    "codehilite": {"guess_lang": False},
}
_NOT_EXTENSIONS: Final = frozenset({"kramdown", "liquid", "shortcodes", "jsx"})
_HEADING: Final = re.compile("h[1-6]")
_TYPOGRAPHY: Final = re.compile(r"""["']|--|\.\.\.|<<|>>""")
"""What each of the patterns of the library's typography begins with, or holds."""
_SIGNS: Final[dict[str, str]] = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.REFERENCE_RE: "[",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.IMAGE_REFERENCE_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    r"\~": "~",
    r"\[\^([^\]]*)\]": "[^",
}
"""What stands in each find of one of the library's patterns: it need not be tried on a text without it."""
_HANGS: Final = re.compile(r"\s*(?:\[\^[^\]]+\]:|\[TOC\]|///)")


class PythonMarkdownEngine:
    """Render with Python-Markdown (state that changes: the library's own, cleared before each render)."""

    def __init__(self, options: tuple[str, ...], *, shows_boxes: bool = False) -> None:
        names = [_EXTENSIONS.get(word, word) for word in options if word not in _NOT_EXTENSIONS]
        own: list[Extension] = [_QuickPatterns()]
        if "kramdown" in options:
            own.append(KramdownExtension())
        self._boxes = box_kinds(options) if shows_boxes else []
        if self._boxes:
            own.append(_BoxExtension(self._boxes))
        configs = {name: _CONFIGS[name] for name in names if name in _CONFIGS}
        self._whole = Markdown(extensions=[*names, *own], extension_configs=configs)
        self._known_ids = _KnownIds()
        self._part = Markdown(extensions=[*names, *own, self._known_ids], extension_configs=configs)
        self._footnotes = _extension(self._part, "FootnoteExtension")
        self._abbreviations = _extension(self._part, "AbbrExtension")
        if self._footnotes is not None:
            # The notes themselves stand at the end of the whole text, not of a part.
            self._part.treeprocessors.deregister("footnote")
        for markdown in (self._whole, self._part):
            _list_patterns(markdown)

    def render(self, lines: Sequence[str]) -> list[str]:
        """Render a whole text; return the HTML of its top elements in their order."""
        self._whole.reset()
        return _elements(self._whole, _parse(self._whole, fill_addresses(self._boxes, lines)))

    def render_part(self, lines: Sequence[str], around: Surroundings) -> Part:
        """Render lines of a text as if its other lines stood around them."""
        markdown = self._part
        markdown.reset()
        self._define(around.definitions)
        self._known_ids.used = around.ids
        found = self._found_notes(around.notes)
        root = _parse(markdown, fill_addresses(self._boxes, lines))
        elements = _elements(markdown, root)
        ids = tuple(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
        hangs = any(_HANGS.match(line) for line in lines)
        return Part(tuple(elements), ids=ids, notes=self._new_notes(found), hangs_on_others=hangs)

    def definitions(self, lines: Sequence[str]) -> Definitions:
        """Return what some lines define for the others."""
        self._part.reset()
        prepared = list(fill_addresses(self._boxes, lines))
        for preprocessor in self._part.preprocessors:
            prepared = preprocessor.run(prepared)
        self._part.parser.parseDocument(prepared)
        return Definitions(
            links=dict(self._part.references),
            footnotes=dict(self._footnotes.footnotes) if self._footnotes is not None else {},
            abbreviations=dict(self._abbreviations.abbrs) if self._abbreviations is not None else {},
        )

    def _found_notes(self, notes: Sequence[str]) -> dict[str, int]:
        """Have the library know the references above; return its counts."""
        if self._footnotes is None:
            return {}
        for note in notes:
            self._footnotes.makeFootnoteRefId(note, found=True)
        return dict(self._footnotes.found_refs)

    def _new_notes(self, found: dict[str, int]) -> tuple[str, ...]:
        if self._footnotes is None:
            return ()
        now: dict[str, int] = self._footnotes.found_refs
        return tuple(
            name.partition(":")[2] for name, count in now.items() for _ in range(count - found.get(name, 0))
        )

    def _define(self, definitions: Definitions) -> None:
        references: dict[str, Any] = self._part.references
        references.update(definitions.links)
        if self._footnotes is not None:
            self._footnotes.footnotes.update(definitions.footnotes)
        if self._abbreviations is not None:
            self._abbreviations.abbrs.update(definitions.abbreviations)


def _extension(markdown: Markdown, name: str) -> Any:
    return next((each for each in markdown.registeredExtensions if type(each).__name__ == name), None)


def _parse(markdown: Markdown, lines: Sequence[str]) -> ElementTree.Element:
    """Take the library's own steps up to the tree, so that its top elements can be told apart."""
    prepared = list(lines)
    for preprocessor in markdown.preprocessors:
        prepared = preprocessor.run(prepared)
    root: Any = markdown.parser.parseDocument(prepared).getroot()
    for treeprocessor in markdown.treeprocessors:
        new_root = treeprocessor.run(root)
        root = root if new_root is None else new_root
    tree: ElementTree.Element = root
    return tree


def _elements(markdown: Markdown, root: ElementTree.Element) -> list[str]:
    elements = []
    for element in root:
        output = markdown.serializer(element)
        for postprocessor in markdown.postprocessors:
            output = postprocessor.run(output)
        elements.append(output)
    return elements


def _list_patterns(markdown: Markdown) -> None:
    """Let the library take its patterns from a list: its registry sorts itself at each of a million looks."""
    for processor in markdown.treeprocessors:
        if isinstance(processor, InlineTreeprocessor):
            processor.inlinePatterns = list(processor.inlinePatterns)  # type: ignore[assignment]
        if isinstance(processor, _QuickInlineProcessor):
            patterns: list[Any] = list(processor.inlinePatterns)
            processor.signs = [_SIGNS.get(pattern.pattern, "") for pattern in patterns]


class _QuickPatterns(Extension):
    """Have the library pass over what cannot find anything in a text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_QuickInlineProcessor(md), "inline", 20)
        if "smarty" in md.treeprocessors:
            quick = _QuickTypographyProcessor(md)
            quick.inlinePatterns = md.treeprocessors["smarty"].inlinePatterns  # type: ignore[attr-defined]
            md.treeprocessors.register(quick, "smarty", 6)


class _QuickInlineProcessor(InlineTreeprocessor):
    """Try only the patterns whose sign is in a text (state that changes: the library's own)."""

    signs: Sequence[str] = ()

    # The library's own names: should they change, all is as before, and slower.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        patterns = self.inlinePatterns
        for index in range(patternIndex, len(self.signs)):
            sign, is_found, start = self.signs[index], True, 0
            while is_found and sign in data:
                data, is_found, start = apply(patterns[index], data, index, start)
        return data


class _QuickTypographyProcessor(InlineTreeprocessor):
    """Pass over texts without a sign of typography, and over the line ends between the top elements."""

    def run(self, tree: ElementTree.Element, ancestors: list[str] | None = None) -> ElementTree.Element:
        # For each of them the library looks through all top elements.
        between = [(child, child.tail) for child in tree if child.tail == "\n"]
        for child, _ in between:
            child.tail = None
        root: ElementTree.Element = super().run(tree, ancestors)
        for child, tail in between:
            child.tail = tail
        return root

    # The library's own name: should it change, all is as before, and half as quick.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _TYPOGRAPHY.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled


class _KnownIds(Extension):
    """Let the table of contents see ids that stand elsewhere (state that changes: those ids)."""

    used: Sequence[str] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        if "toc" in md.treeprocessors:
            md.treeprocessors.register(_AddIds(md, self), "add_ids", 6)
            md.treeprocessors.register(_TakeIds(md), "take_ids", 4)


class _AddIds(Treeprocessor):
    """Put in the ids that this part's headings may clash with: all of a long text would take too long."""

    def __init__(self, md: Markdown, known: _KnownIds) -> None:
        super().__init__(md)
        self._known = known

    def run(self, root: ElementTree.Element) -> None:
        holder = ElementTree.Element("known-ids")
        wanted = {
            slugify("".join(each.itertext()), "-") for each in root.iter() if _HEADING.fullmatch(each.tag)
        }
        for used in self._known.used:
            if used in wanted or used.rpartition("_")[0] in wanted:
                ElementTree.SubElement(holder, "i", id=used)
        root.append(holder)


class _TakeIds(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        holder = root.find("known-ids")
        if holder is not None:
            root.remove(holder)


class _BoxExtension(Extension):
    def __init__(self, kinds: list[str]) -> None:
        super().__init__()
        self._kinds = kinds

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        for kind in self._kinds:
            # Before everything but code in backticks (190).
            md.inlinePatterns.register(_BoxProcessor(kind), f"box_{kind}", 188)


class _BoxProcessor(InlineProcessor):
    def __init__(self, kind: str) -> None:
        super().__init__(box_pattern(kind))
        self._kind = kind

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ElementTree.Element, int, int]:
        box = ElementTree.Element("span", {"class": "generator-box"})
        box.text = AtomicString(box_text(self._kind, m.group(0)))
        return box, m.start(0), m.end(0)
