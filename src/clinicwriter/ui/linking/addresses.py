"""What people type as an address, completed: web pages, mail, telephones."""

from __future__ import annotations

import re

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+([/?#].*)?", re.IGNORECASE)
MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")
TELEPHONE = re.compile(r"\+?[\d\s().\u00a0/-]{6,24}")
LEAST_DIGITS = 6
WHOLE = ("http://", "https://", "/", "./", "../", "{")
"""What no title begins with."""
PAGE_ENDINGS = ("md", "markdown", "html", "htm")


def whole_address(typed: str) -> str:
    """Complete what somebody typed: ``clinic.example`` becomes ``https://clinic.example``."""
    if not typed or typed.startswith(("/", "#", ".", "{")) or SCHEME.match(typed):
        return typed
    if MAIL.fullmatch(typed):
        return f"mailto:{typed}"
    digits = re.sub(r"\D", "", typed)
    if TELEPHONE.fullmatch(typed) and len(digits) >= LEAST_DIGITS:
        return f"tel:{'+' if typed.startswith('+') else ''}{digits}"
    is_page = typed.rpartition(".")[2].lower() in PAGE_ENDINGS and "/" not in typed
    return f"https://{typed}" if DOMAIN.fullmatch(typed) and not is_page else typed


def is_address(typed: str) -> bool:
    """Say whether this is an address, or the beginning of one, and not the words of a title.

    Only a telephone number and a whole address may have blanks; "Ketamine: what to expect" begins like one
    with a scheme.
    """
    if any(map(str.isspace, typed)):
        return whole_address(typed).startswith(("tel:", *WHOLE))
    starts = typed.startswith(("/", "#", ".", "{")) or SCHEME.match(typed) is not None
    is_page = "/" in typed or typed.rpartition(".")[2].lower() in PAGE_ENDINGS
    return starts or is_page or whole_address(typed) != typed


def kind_of(address: str) -> str:
    """Say in words where an address leads, "" for nowhere yet."""
    for start, words in (
        ("mailto:", "Begins a mail"),
        ("tel:", "Calls this number on a telephone"),
        ("#", "Leads to a heading of this article"),
        ("http", "Leads to a web page"),
    ):
        if address.startswith(start):
            return words
    return "Leads to a page of your site" if address else ""
