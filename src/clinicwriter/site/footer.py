"""The clinic's footer, as Markdown that every engine prints exactly, and as HTML for finished pages."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from clinicwriter.rendering import flavour_for, render_body

from .errors import SettingsError
from .kinds import SiteKind
from .settings import CLINIC_FACTS, FOOTER_FILE, Clinic

FOOTER_START = "<!-- clinic-footer:start -->"
FOOTER_END = "<!-- clinic-footer:end -->"
LEAD = "For more information visit:"

# Entities where a backslash is printed by one of the engines, or where a template language looks first.
_ENTITIES = {ord(character): f"&#{ord(character)};" for character in "|{}~^\\$"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
_MARKS = re.compile(r"([*_\[\]`])")
_LINE_START = re.compile(r"^([-+#]|\d+(?=[.)]))")


def footer_markdown(clinic: Clinic) -> str:
    """Return the footer as Markdown, without its markers; "" where the clinic has no name yet.

    Raises ``SettingsError`` where the clinic's own footer template is broken.
    """
    if not clinic.name.strip():
        return ""
    if clinic.footer_template.strip():
        return _from_template(clinic)
    name = escape_markdown(clinic.name)
    url = safe_url(clinic.url)
    paragraphs = [
        "---",
        f"**{LEAD}**",
        f"[{name}]({url.replace('&', '&amp;')})" if url else name,
        escape_markdown(clinic.address),
        f"Phone: {escape_markdown(clinic.phone)}" if clinic.phone.strip() else "",
        escape_markdown(clinic.about),
        escape_markdown(clinic.disclaimer),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def footer_html(clinic: Clinic) -> str:
    """Return the footer for a finished page, between comments that tell where it is; "" without a name."""
    if not clinic.name.strip():
        return ""
    if clinic.footer_template.strip():
        inner = render_body(_from_template(clinic), flavour_for(SiteKind.FINISHED)).strip()
    else:
        inner = "\n".join(_html_paragraphs(clinic))
    return f"{FOOTER_START}\n{inner}\n{FOOTER_END}"


def _html_paragraphs(clinic: Clinic) -> list[str]:
    name = html.escape(_one_line(clinic.name))
    url = safe_url(clinic.url)
    facts = [
        (' class="clinic-name"', f'<a href="{html.escape(url)}">{name}</a>' if url else name),
        (' class="clinic-address"', html.escape(_one_line(clinic.address))),
        (' class="clinic-phone"', _phone_html(_one_line(clinic.phone))),
        (' class="clinic-about"', html.escape(_one_line(clinic.about))),
        (' class="clinic-disclaimer"', html.escape(_one_line(clinic.disclaimer))),
    ]
    lead = f'<p class="clinic-lead"><strong>{LEAD}</strong></p>'
    return [lead, *(f"<p{attributes}>{text}</p>" for attributes, text in facts if text)]


def _phone_html(phone: str) -> str:
    digits = re.sub(r"[^\d+]", "", phone)
    if len(digits) < 5:
        return html.escape(phone)
    return f'Phone: <a href="tel:{digits}">{html.escape(phone)}</a>'


def _from_template(clinic: Clinic) -> str:
    facts = {name: escape_markdown(getattr(clinic, name)) for name in CLINIC_FACTS}
    facts["url"] = safe_url(clinic.url).replace("&", "&amp;")
    try:
        template = SandboxedEnvironment(keep_trailing_newline=False).from_string(clinic.footer_template)
        rendered = template.render(facts, clinic=facts)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise SettingsError(
            f"The clinic's own footer in {FOOTER_FILE} cannot be used: {error}.",
            kept="The file was left as it is.",
            next_step="Mend it, or take it away to have the usual footer again.",
        ) from error
    return "\n".join(line.rstrip() for line in rendered.splitlines()).strip()


def escape_markdown(text: str) -> str:
    """Return text as one line of Markdown that every engine prints exactly as it is written."""
    escaped = _MARKS.sub(r"\\\1", _one_line(text).translate(_ENTITIES))
    if escaped.startswith(":"):
        return "&#58;" + escaped[1:]
    return _LINE_START.sub(_escaped_start, escaped, count=1)


def _escaped_start(match: re.Match[str]) -> str:
    mark = match.group(1)
    return mark + "\\" if mark[0].isdigit() else "\\" + mark


def safe_url(url: str) -> str:
    """Return a web address fit for a link, with ``https://`` where none was said; "" for anything else."""
    text = _one_line(url)
    if not text or any(character.isspace() for character in text):
        return ""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) or re.match(r"[\w.-]+:\d", text):
        text = "https://" + text.lstrip("/")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(text, safe=":/?#@!$&*+,;=%~._-")


def _one_line(text: str) -> str:
    return " ".join(text.split())
