"""What of an article's HTML is let through, on its way to the site and to the preview: an allow-list."""

from __future__ import annotations

import html
import re
from enum import Enum, StrEnum, auto
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import nh3


class Policy(StrEnum):
    """For whom the HTML is cleaned."""

    EXPORT = "export"
    """For the site: pictures from elsewhere stay; scripts, frames and forms go."""
    PREVIEW = "preview"
    """For the preview: besides, what would be fetched from elsewhere becomes a labelled box with a link."""


_MEDIA: Final = frozenset({"video", "audio", "source", "track"})
_EMBEDS: Final = frozenset({"iframe", "embed", "object"})
_TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "main",
        "mark",
        "menu",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "*": frozenset({"id", "class", "title", "lang", "dir", "style", "role", "aria-label", "aria-hidden"}),
    "a": frozenset({"href", "hreflang", "rel"}),
    "abbr": frozenset(),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "input": frozenset({"checked", "disabled"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"align", "colspan", "rowspan", "headers"}),
    "th": frozenset({"align", "colspan", "rowspan", "headers", "scope"}),
    "time": frozenset({"datetime"}),
    "video": frozenset({"src", "controls", "width", "height", "loop", "muted", "playsinline", "preload"}),
    "audio": frozenset({"src", "controls", "loop", "muted", "preload"}),
    "source": frozenset({"src", "type"}),
    "track": frozenset({"src", "kind", "label", "srclang", "default"}),
}
_EMBED_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "iframe": frozenset({"src"}),
    "embed": frozenset({"src"}),
    "object": frozenset({"data"}),
}
_CONTENT_GOES: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "xmp",
        "textarea",
        "select",
        "title",
        "noembed",
        "noframes",
        "plaintext",
        "svg",
        "math",
        "head",
    ]
)
_STYLES: Final = frozenset(
    [
        "text-align",
        "vertical-align",
        "font-weight",
        "font-style",
        "text-decoration",
        "float",
        "clear",
        "width",
        "max-width",
        "height",
    ]
)
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "sms", "data"})
_RASTER: Final = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*$", re.IGNORECASE
)
_DATA: Final = re.compile(r"[\x00-\x20]*d[\s]*a[\s]*t[\s]*a[\s]*:", re.IGNORECASE)
_ADDRESSES: Final = frozenset({"href", "src", "cite", "data"})
_OWN_NAME: Final = "clinic-"
_DROPPED_REL: Final = frozenset({"opener", "preload", "prefetch", "stylesheet", "import", "manifest"})

_SOMETHING_REMOTE: Final = re.compile(r"<(?:img|picture|video|audio|source|track|iframe|embed|object)\b")
_STYLE_CALLS: Final = re.compile(r"[()\\@]")
_TAKEN_OUT: Final = re.compile(r"[\t\n\r]")
_VALUES: Final = r"(?:\s+[^\s=>]+=\"[^\"]*\")*"
_PICTURE: Final = re.compile(rf"<img(?P<values>{_VALUES})\s*/?>")
_FRAME: Final = re.compile(
    rf"<(?P<tag>iframe|video|audio|object)(?P<values>{_VALUES})\s*>(?P<inside>.*?)</(?P=tag)>|<embed(?P<more>{_VALUES})\s*/?>",
    re.DOTALL,
)
_VALUE: Final = re.compile(r"([^\s=]+)=\"([^\"]*)\"")
_REMOTE: Final = re.compile(r"^[\s\x00-\x1f]*(?:https?:|[/\\]{2})", re.IGNORECASE)


def sanitise(raw: str, policy: Policy) -> str:
    """Return what of the HTML is let through, whole and well formed.

    Links to scripts, to files and to data go; a picture may hold raster data. Ids of the page's own are not
    given away.
    """
    if policy is Policy.EXPORT:
        return _cleaner(_Pass.EXPORT).clean(raw)
    clean = _cleaner(_Pass.BEFORE_BOXES).clean(raw)
    if _SOMETHING_REMOTE.search(clean):
        # What was put together here is not trusted either.
        clean = _cleaner(_Pass.AFTER_BOXES).clean(_with_boxes(clean))
    return clean


class _Pass(Enum):
    EXPORT = auto()
    BEFORE_BOXES = auto()
    AFTER_BOXES = auto()


@lru_cache(maxsize=len(_Pass))
def _cleaner(for_pass: _Pass) -> nh3.Cleaner:
    tags = set(_TAGS | _MEDIA)
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    if for_pass is _Pass.BEFORE_BOXES:
        tags |= _EMBEDS
        attributes |= {tag: set(names) for tag, names in _EMBED_ATTRIBUTES.items()}
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=set(_CONTENT_GOES),
        attributes=attributes,
        attribute_filter=_filter_local if for_pass is _Pass.AFTER_BOXES else _filter_attribute,
        strip_comments=True,
        link_rel=None,
        # One only: the order of several is the library's dice.
        set_tag_attribute_values={"input": {"type": "checkbox"}},
        url_schemes=set(_SCHEMES),
        filter_style_properties=set(_STYLES),
    )


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name in _ADDRESSES and _DATA.match(value):
        is_picture = tag == "img" and name == "src" and _RASTER.match(value.strip())
        return value.strip() if is_picture else None
    if name == "id":
        return None if value.startswith(_OWN_NAME) or not value.strip() else value
    if name == "style":
        return None if _STYLE_CALLS.search(value) else value
    if name == "rel":
        return " ".join(word for word in value.split() if word.lower() not in _DROPPED_REL) or None
    return value


def _filter_local(tag: str, name: str, value: str) -> str | None:
    """Let through no address from which something would be fetched elsewhere."""
    return None if name == "src" and _is_remote(value) else _filter_attribute(tag, name, value)


def _is_remote(address: str) -> bool:
    # Browsers take line ends and tabs out of an address before they read it.
    return bool(_REMOTE.match(_TAKEN_OUT.sub("", address)))


def _with_boxes(clean: str) -> str:
    """Put labelled boxes where something would be fetched from elsewhere or another page be shown."""
    return _PICTURE.sub(_picture_box, _FRAME.sub(_frame_box, clean))


def _values(text: str | None) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _VALUE.findall(text or "")}


def _picture_box(found: re.Match[str]) -> str:
    values = _values(found["values"])
    address = values.get("src", "")
    if not _is_remote(address):
        return found[0]
    return _box("Picture", address, values.get("alt", ""))


def _frame_box(found: re.Match[str]) -> str:
    tag = found["tag"] or "embed"
    values = _values(found["values"] or found["more"])
    inside = found["inside"] or ""
    address = values.get("src") or values.get("data") or _values(inside).get("src", "")
    if tag in ("video", "audio") and not _is_remote(address) and "//" not in inside:
        return found[0]
    label = {"video": "Video", "audio": "Sound"}.get(tag, "Embedded page")
    return _box(label, address, "")


def _box(label: str, address: str, words: str) -> str:
    if address.startswith(("//", "\\\\")):
        address = "https:" + address
    host = _host(address)
    text = f"{label} from {host}" if host else label
    text += f": {words}" if words else ""
    if not host:
        return f'<span class="remote-box">{html.escape(text)}</span>'
    return f'<a class="remote-box" href="{html.escape(address)}">{html.escape(text)}</a>'


def _host(address: str) -> str:
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
