"""Notes at the end of a text, told by how Word, LibreOffice, Google Docs and the web name their links."""

from __future__ import annotations

import re

from clinicwriter.importing.tree import Element

_OWNER = r"_?ftn|_?edn|footnote-|endnote-|sdfootnote|sdendnote|ftnt|(?:user-content-)?fn[:-]?"
_SIGN = re.compile(rf"#({_OWNER})(\d[\w-]*|(?<=[:-])(?!ref)[\w-]+)")
_BODY = re.compile(rf"({_OWNER})(\d[\w-]*|(?<=[:-])(?!ref)[\w-]+)")
_BACK = re.compile(
    r"#(?:_?(?:ftn|edn)ref|(?:foot|end)note-ref-|sd(?:foot|end)note\d+anc|ftnt_ref|(?:user-content-)?fnref[:-]?)\d*"
)
_ENDS = ("_edn", "edn", "endnote-", "sdendnote")


def sign_name(link: Element) -> str:
    """Return the name of the note that a link leads to, "" where it leads to none."""
    found = _SIGN.fullmatch(link.attributes.get("href", ""))
    return _name(found) if found else ""


def is_way_back(link: Element) -> bool:
    """Say whether a link leads from a note back to its sign."""
    return link.tag == "a" and bool(_BACK.match(link.attributes.get("href", "")))


def body_name(element: Element) -> str:
    """Return the name of the note that an element is, "" where it is none."""
    if element.tag == "a":
        return ""
    found = _BODY.fullmatch(element.attributes.get("id", ""))
    if found:
        return _name(found)
    first = next((child for child in element.children if not isinstance(child, str) or child.strip()), None)
    if element.tag == "p" and isinstance(first, Element) and is_way_back(first):
        found = _BODY.fullmatch(first.attributes.get("id", "") or first.attributes.get("name", ""))
        return _name(found) if found else ""
    return ""


def drop_line_above(element: Element) -> None:
    """Take the line above the notes from an element that holds them; leave any other as it is."""
    if not _is_holder(element):
        return
    for one in (element, *element.elements()):
        one.children = [child for child in one.children if isinstance(child, str) or child.tag != "hr"]


def _is_holder(element: Element) -> bool:
    return (
        element.style("mso-element") == "footnote-list"
        or element.has_class("footnotes", "footnote")
        or element.attributes.get("id") == "footnotes"
    )


def _name(found: re.Match[str]) -> str:
    owner, number = found[1], found[2].removesuffix("sym")
    return ("end" if owner in _ENDS else "") + number
