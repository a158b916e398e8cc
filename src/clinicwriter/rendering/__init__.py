"""Markdown to HTML: flavours, blocks, sanitising, the page around the text."""

from .answers import Answer, Block, BlockSwap, Mark, Tangled
from .body import render_body
from .child import WORKER_ARGUMENT, serve_renderer
from .flavours import FLAVOURS, Flavour, flavour_for
from .page import (
    BODY_END,
    BODY_START,
    PageContent,
    RelatedLink,
    TemplateError,
    page_stylesheet,
    render_list_page,
    render_page,
    render_template,
)
from .process import RenderProcess

__all__ = [
    "BODY_END",
    "BODY_START",
    "FLAVOURS",
    "WORKER_ARGUMENT",
    "Answer",
    "Block",
    "BlockSwap",
    "Flavour",
    "Mark",
    "PageContent",
    "RelatedLink",
    "RenderProcess",
    "Tangled",
    "TemplateError",
    "flavour_for",
    "page_stylesheet",
    "render_body",
    "render_list_page",
    "render_page",
    "render_template",
    "serve_renderer",
]
