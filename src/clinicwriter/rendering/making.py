"""Which engine renders which flavour: the one place that knows the engines by name."""

from __future__ import annotations

from .engine import Engine
from .flavours import PYTHON_MARKDOWN, Flavour


def make_engine(flavour: Flavour, *, shows_boxes: bool = False) -> Engine:
    """Return the engine of a flavour.

    With ``shows_boxes`` a shortcode, a Liquid tag or a component becomes a labelled box, as the preview
    shows it; otherwise it stays as it is written.
    """
    # Each engine's library is loaded only where it is needed: a child process shall stay small.
    if flavour.engine == PYTHON_MARKDOWN:
        from .python_markdown import PythonMarkdownEngine  # noqa: PLC0415

        return PythonMarkdownEngine(flavour.options, shows_boxes=shows_boxes)
    from .markdown_it_engine import MarkdownItEngine  # noqa: PLC0415

    return MarkdownItEngine(flavour.options, shows_boxes=shows_boxes)
