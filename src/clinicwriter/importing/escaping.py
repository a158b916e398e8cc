"""Signs that an engine would take for marks, written so that each shows them as they are."""

from __future__ import annotations

import re
from html import unescape

_LONGEST_ENTITY = 40
_SPECIAL = re.compile(r"[\\`*\[\]|{]|_(?<![^\W_]_)|_(?![^\W_])|<|&(?=#?\w)|~{2,}|==|(?<=\S)~")
"""An underscore inside a word is no mark in any engine, and addresses stay readable."""
_LINE_START = re.compile(r"(?m)^([ \t]*)([#>+:=!-]|\d+(?=[.)]))")
_BY_NUMBER = frozenset("{~=")
_IN_TARGET = {
    **{sign: f"%{ord(sign):02X}" for sign in ' ()<>|\\"`{}^\u00a0'},
    "*": "%2A",
    "_": "_",
}


def escape(text: str) -> str:
    """Write text so that no engine takes a letter of it for a mark."""
    return _SPECIAL.sub(_escape_one, text)


def _escape_one(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "<":
        return "&lt;"
    if sign == "&":
        ahead = found.string[found.start() : found.start() + _LONGEST_ENTITY]
        return "&" if unescape(ahead).startswith(ahead[:2]) else "&amp;"
    if sign[0] in _BY_NUMBER:
        return f"&#{ord(sign[0])};" * len(sign)
    return "\\" + sign


def escape_starts(text: str) -> str:
    """Keep a line that begins like a heading, list, quote or definition from becoming one."""
    return _LINE_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    blanks, sign = found.groups()
    if sign == "!":
        return found[0]
    if sign[0].isdigit():
        return f"{blanks}{sign}\\"
    return f"{blanks}&#{ord(sign)};" if sign in ":=" else f"{blanks}\\{sign}"


def escape_target(target: str) -> str:
    """Write where a link leads so that its end is found."""
    written = "".join(_IN_TARGET.get(sign, sign) for sign in target)
    return re.sub(r"&(?=#?\w+;)", "&amp;", written)


def escape_heading_end(text: str) -> str:
    """Keep signs at the end of a heading from being taken for its closing ones."""
    return f"{text[:-1]}\\#" if text.endswith("#") and not text.endswith("\\#") else text
