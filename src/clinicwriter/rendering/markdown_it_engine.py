"""The engine of Hugo, Eleventy, Astro, Hexo, Docusaurus and Zola: markdown-it-py with a profile for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from .boxes import box_html, box_kinds, box_pattern, fill_addresses
from .engine import Definitions, Part, Surroundings
from .markdown_it_rules import add_heading_ids, add_typography

_RULES: Final = {"table": "table", "strikethrough": "strikethrough", "quotes": "smartquotes"}
_TASK_BOX: Final = '<input class="task-list-item-checkbox"'
_NOTE: Final = re.compile(r"\s*\[\^[^\]\s]+\]:")


class MarkdownItEngine:
    """Render with markdown-it-py (state that changes: nothing between two renders)."""

    def __init__(self, options: tuple[str, ...], *, shows_boxes: bool = False) -> None:
        self._has_footnotes = "footnotes" in options
        self._markdown = _make_parser(options)
        self._boxes = box_kinds(options) if shows_boxes else []
        for kind in self._boxes:
            _add_boxes(self._markdown, kind)

    def render(self, lines: Sequence[str]) -> list[str]:
        """Render a whole text; return the HTML of its top elements in their order."""
        env: dict[str, Any] = {}
        tokens = self._markdown.parse("\n".join(fill_addresses(self._boxes, lines)), env)
        return [self._html(group, env) for group in _top_groups(tokens)]

    def render_part(self, lines: Sequence[str], around: Surroundings) -> Part:
        """Render lines of a text as if its other lines stood around them."""
        env = _environment(around)
        tokens = self._markdown.parse("\n".join(fill_addresses(self._boxes, lines)), env)
        groups = [group for group in _top_groups(tokens) if not group[0].type.startswith("footnote_block")]
        return Part(
            elements=tuple(self._html(group, env) for group in groups),
            ids=tuple(env["ids"]),
            notes=_new_notes(env, around),
            hangs_on_others=self._has_footnotes and any(_NOTE.match(line) for line in lines),
        )

    def definitions(self, lines: Sequence[str]) -> Definitions:
        """Return what some lines define for the others."""
        env: dict[str, Any] = {}
        self._markdown.parse("\n".join(fill_addresses(self._boxes, lines)), env)
        notes = env.get("footnotes", {}).get("refs", {})
        return Definitions(
            links={
                label: (link["href"], link.get("title") or None)
                for label, link in env.get("references", {}).items()
            },
            footnotes=dict.fromkeys(notes, ""),
        )

    def _html(self, group: list[Token], env: dict[str, Any]) -> str:
        return str(self._markdown.renderer.render(group, self._markdown.options, env))


def _environment(around: Surroundings) -> dict[str, Any]:
    links = {
        label: {"href": href, "title": title or ""}
        for label, (href, title) in around.definitions.links.items()
    }
    env: dict[str, Any] = {"references": links, "used_ids": set(around.ids), "ids": []}
    if around.definitions.footnotes:
        counts = Counter(around.notes)
        numbers = {f":{label}": number for number, label in enumerate(counts)}
        env["footnotes"] = {
            "refs": dict.fromkeys(around.definitions.footnotes, -1) | numbers,
            "list": {number: {"label": label, "count": counts[label]} for number, label in enumerate(counts)},
        }
    return env


def _new_notes(env: dict[str, Any], around: Surroundings) -> tuple[str, ...]:
    before = Counter(around.notes)
    listed = env.get("footnotes", {}).get("list", {}).values()
    return tuple(
        note["label"]
        for note in listed
        if "label" in note
        for _ in range(note["count"] - before[note["label"]])
    )


def _top_groups(tokens: list[Token]) -> list[list[Token]]:
    """Part tokens by the top elements that they make."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def _make_parser(options: tuple[str, ...]) -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "typographer": "quotes" in options})
    markdown.options["maxNesting"] = 100
    markdown.enable([rule for word, rule in _RULES.items() if word in options])
    markdown.options["strikethrough_single_tilde"] = "one-tilde" in options
    if "no-indented-code" in options:
        markdown.disable("code")
    if "no-html" in options:
        markdown.add_render_rule("html_inline", _omitted)
        markdown.add_render_rule("html_block", _omitted)
    _add_plugins(markdown, options)
    add_typography(markdown, options)
    if "heading-ids" in options:
        add_heading_ids(markdown, has_attributes="attributes" in options)
    return markdown


def _add_plugins(markdown: MarkdownIt, options: tuple[str, ...]) -> None:
    if "linkify" in options:
        markdown.use(gfm_autolink_plugin)
    if "tasks" in options:
        markdown.use(tasklists_plugin)
    if "footnotes" in options:
        markdown.use(footnote_plugin)
        markdown.disable("footnote_inline")
    if "definitions" in options:
        markdown.use(deflist_plugin)


def _omitted(_renderer: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """Show as Hugo does by default that HTML in the text is left out; a comment and a box of ours are not."""
    token = tokens[index]
    if token.meta.get("is_box") or token.content.startswith(_TASK_BOX):
        return token.content
    if token.content.lstrip().startswith("<!--"):
        return ""
    return "<!-- raw HTML omitted -->" + ("\n" if token.type == "html_block" else "")


def _add_boxes(markdown: MarkdownIt, kind: str) -> None:
    pattern = re.compile(box_pattern(kind))
    first = "<" if kind == "jsx" else "{"

    def box(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != first:
            return False
        found = pattern.match(state.src, state.pos)
        if found is None:
            return False
        if not silent:
            token = state.push("html_inline", "", 0)
            token.content = box_html(kind, found[0])
            token.meta = {"is_box": True}
        state.pos = found.end()
        return True

    markdown.inline.ruler.before("escape", f"box_{kind}", box)
