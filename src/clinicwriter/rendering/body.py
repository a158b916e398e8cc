"""A whole text to sanitised HTML, in units that stand alone: the one definition of what is exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .engine import Engine
from .flavours import Flavour
from .making import make_engine
from .sanitising import Policy, sanitise

_CONTAINERS: Final = (
    "address|article|aside|blockquote|center|details|div|dl|figure|footer|header|main|nav|ol|section|table|ul"
)
_CONTAINER_TAG: Final = re.compile(
    rf"<(/?)(?:{_CONTAINERS})(?=[\s>/])(?:[^<>\"]|\"[^\"]*\")*>", re.IGNORECASE
)


def render_body(text: str, flavour: Flavour) -> str:
    """Render a whole text as it is written to the site: sanitised, in well-formed pieces."""
    # Here alone: the child processes, which never need it, stay small.
    from clinicwriter.article import TextLines  # noqa: PLC0415

    engine = _export_engine(flavour)
    return "".join(units(engine.render(TextLines(text).texts), Policy.EXPORT))


@lru_cache(maxsize=4)
def _export_engine(flavour: Flavour) -> Engine:
    return make_engine(flavour)


def units(elements: Sequence[str], policy: Policy) -> list[str]:
    """Sanitise top elements; those that one tag holds together (a ``div`` over paragraphs) become one unit.

    Each unit is well formed on its own, which is why a part of a page can be replaced without the others.
    """
    return [clean_unit("".join(elements[first:last]), policy) for first, last in unit_ranges(elements)]


def clean_unit(raw: str, policy: Policy) -> str:
    """Sanitise one unit; it ends with a line end unless nothing is left of it."""
    clean = sanitise(raw.strip(), policy).strip("\n\r \t")
    return f"{clean}\n" if clean else ""


def unit_ranges(elements: Sequence[str]) -> list[tuple[int, int]]:
    """Return which elements belong together: from one that opens a container to the one that closes it.

    A container that is never closed holds nothing but its own element.
    """
    balances = [balance(element) for element in elements]
    if not any(balances):
        return [(index, index + 1) for index in range(len(elements))]
    closing = _closing(balances)
    ranges = []
    first = 0
    while first < len(elements):
        last = closing.get(first, first) + 1
        ranges.append((first, last))
        first = last
    return ranges


def balance(element: str) -> int:
    """Return how many more containers an element opens than it closes."""
    if "<" not in element:
        return 0
    return sum(-1 if found[1] else 1 for found in _CONTAINER_TAG.finditer(element))


def _closing(balances: Sequence[int]) -> dict[int, int]:
    """Return for each element that leaves containers open where the last of them is closed."""
    closing = {}
    opened: list[tuple[int, int]] = []
    depth = 0
    for index, change in enumerate(balances):
        if change > 0:
            opened.append((index, depth))
        depth += change
        while opened and depth <= opened[-1][1]:
            closing[opened.pop()[0]] = index
    return closing
