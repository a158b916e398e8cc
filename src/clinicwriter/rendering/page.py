"""The page around an article's text, from Jinja2 templates that a clinic's own may replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clinicwriter.errors import ClinicWriterError
from clinicwriter.resources import resource_path

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

BODY_START: Final = "<!-- article-text:start -->"
BODY_END: Final = "<!-- article-text:end -->"
ARTICLE_TEMPLATE: Final = "article.html"
LIST_TEMPLATE: Final = "list.html"
STYLESHEET: Final = "page.css"


class TemplateError(ClinicWriterError):
    """Say that a clinic's own page template cannot be used."""


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """Point to another article of the site."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """Hold what goes on an article's page; texts are plain, only ``body_html`` and ``footer_html`` are HTML.

    ``date_text`` is for people, ``published`` and ``updated`` for machines (ISO 8601). ``breadcrumb`` ends
    with the page itself, whose address is empty. ``kind`` is what the page is in the Open Graph protocol.
    Without stylesheets the page carries the default one.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date_text: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    breadcrumb: tuple[tuple[str, str], ...] = ()
    body_html: str = ""
    footer_html: str = ""
    related: tuple[RelatedLink, ...] = ()
    stylesheets: tuple[str, ...] = ()
    language: str = "en"
    url: str = ""
    image: str = ""
    image_alt: str = ""
    site_name: str = ""
    published: str = ""
    updated: str = ""
    tag_links: tuple[RelatedLink, ...] = ()
    kind: str = "article"


def render_page(content: PageContent, *, template_folder: Path | None = None) -> str:
    """Return the whole page of an article.

    A template of the clinic's own folder wins over the one that ships, file by file. It is data of the site:
    it runs in a sandbox, and a mistake in it is raised as ``TemplateError``.
    """
    return render_template(
        ARTICLE_TEMPLATE, {"page": content, **_html_parts(content)}, template_folder=template_folder
    )


def render_list_page(content: PageContent, *, template_folder: Path | None = None) -> str:
    """Return the whole page of a list of articles; the usual template shows it like an article."""
    return render_template(
        LIST_TEMPLATE, {"page": content, **_html_parts(content)}, template_folder=template_folder
    )


def render_template(name: str, values: Mapping[str, object], *, template_folder: Path | None = None) -> str:
    """Render a page template of the clinic, or the one that ships; texts are escaped."""
    from jinja2 import TemplateError as JinjaError  # noqa: PLC0415 (not in a rendering process)

    folder = str(template_folder) if template_folder is not None and template_folder.is_dir() else ""
    try:
        return _environment(folder).get_template(name).render(values)
    except (
        JinjaError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        OSError,
    ) as error:
        raise TemplateError(
            "The site's own page template could not be used.",
            kept="Nothing was written.",
            next_step=f"Mend or remove the file {name} in the site's template folder.",
            details=str(error),
        ) from error


def page_stylesheet() -> str:
    """Return the stylesheet that ships for pages of sites that have none."""
    return resource_path("pages", STYLESHEET).read_text(encoding="utf-8")


def _html_parts(content: PageContent) -> dict[str, object]:
    from markupsafe import Markup  # noqa: PLC0415

    return {
        "body": Markup(f"{BODY_START}\n{content.body_html}{BODY_END}"),
        "footer": Markup(content.footer_html),
        # The shipped stylesheet holds nothing that an HTML parser would take for the element's end.
        "default_style": Markup(page_stylesheet() if not content.stylesheets else ""),
    }


@lru_cache(maxsize=8)
def _environment(folder: str) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    folders = [folder] if folder else []
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*folders, str(resource_path("pages"))]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
