"""What holds for the letters inside an element: marks and link, by its name and by its style."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinicwriter.importing.blocks import Inline, Letters, Mark
from clinicwriter.importing.links import clean_target
from clinicwriter.importing.tree import Element

MARKS = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "dfn": Mark.EMPHASIS,
    "var": Mark.EMPHASIS,
    "code": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
    "s": Mark.STRUCK,
    "strike": Mark.STRUCK,
    "del": Mark.STRUCK,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
BOLD_FROM = 600


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the text inside an element."""

    marks: frozenset[Mark] = frozenset()
    target: str = ""


def setting_within(element: Element, around: Setting, base_url: str) -> Setting:
    """Return what holds inside an element, where ``around`` holds outside it."""
    marks = set(around.marks)
    if mark := MARKS.get(element.tag):
        marks.add(mark)
    _follow_style(element, marks)
    target = around.target
    if element.tag == "a" and (href := element.attributes.get("href")):
        target = clean_target(href, base_url)
    return Setting(frozenset(marks), target)


def is_hidden(element: Element) -> bool:
    """Say whether nobody sees the element: Word's list signs, and what mail programs tuck away."""
    return (
        "hidden" in element.attributes
        or element.style("display") == "none"
        or element.style("mso-hide") == "all"
        or "ignore" in element.style("mso-list")
    )


def without(part: Inline, mark: Mark) -> Inline:
    """Return what stands in a line without a mark."""
    return replace(part, marks=part.marks - {mark}) if isinstance(part, Letters) else part


def _follow_style(element: Element, marks: set[Mark]) -> None:
    """Let the style attribute have its say: Google Docs marks bold by it, and wraps all in a plain <b>."""
    weight = element.style("font-weight")
    if weight:
        is_bold = weight.startswith("bold") or (weight.isdecimal() and int(weight[:5]) >= BOLD_FROM)
        (marks.add if is_bold else marks.discard)(Mark.STRONG)
    slant = element.style("font-style")
    if slant:
        (marks.add if slant in ("italic", "oblique") else marks.discard)(Mark.EMPHASIS)
    line = element.style("text-decoration") or element.style("text-decoration-line")
    if "line-through" in line:
        marks.add(Mark.STRUCK)
    place = element.style("vertical-align")
    if place in ("sub", "super"):
        marks.add(Mark.SUBSCRIPT if place == "sub" else Mark.SUPERSCRIPT)
