"""What may stand in an article although it looks like a patient's: the clinic's own facts and its staff."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from clinicwriter.site import Clinic

_DIGITS: Final = re.compile(r"\D+")
_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|(?:www\.)[\w.-]+", re.I)
_PHONE: Final = re.compile(r"\+?[\d(][\d() .-]{8,}\d")
_ZIP: Final = re.compile(r"\b\d{5}(?:-\d{4})?\b")
_TITLES: Final = "dr prof mr mrs ms mx md do rn np pa pac phd dds dnp msn mph fnp crna lcsw psyd rph pharmd"
_NO_NAMES: Final = frozenset(_TITLES.split())
_STATE: Final = re.compile(r"\b([A-Z]{2})\s+\d{5}\b")


@dataclass(frozen=True, slots=True)
class AllowList:
    """Figures, addresses and names that are the clinic's own."""

    numbers: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    names: frozenset[tuple[str, ...]] = frozenset()
    own_name: frozenset[str] = frozenset()
    address: tuple[str, ...] = ()
    state: str = ""

    @classmethod
    def of(cls, clinic: Clinic, staff: Iterable[str]) -> AllowList:
        """Gather what the clinic says of itself, and the names of its authors."""
        said = "\n".join([clinic.address, clinic.phone, clinic.url, clinic.about, clinic.footer_template])
        addresses = [found[0].casefold().rstrip(".,;)") for found in _ADDRESS.finditer(said)]
        numbers = [found[0] for found in (*_PHONE.finditer(said), *_ZIP.finditer(said))]
        mails = frozenset(one for one in addresses if "@" in one)
        sites = [one for one in addresses if "@" not in one]
        hosts = {_host(one) for one in sites if not _page(one)}
        hosts |= {_host(mail.partition("@")[2]) for mail in mails}
        state = _STATE.search(clinic.address)
        return cls(
            frozenset(_number(one) for one in numbers),
            frozenset(host for host in hosts if host),
            frozenset(_host(one) + _page(one) for one in sites if _page(one)),
            mails,
            frozenset(name for name in map(_name, staff) if name),
            frozenset(_words(clinic.name)),
            _words(clinic.address),
            state[1] if state else "",
        )

    def permits(self, words: str) -> bool:
        """Say whether words that look like a patient's are the clinic's own."""
        if "@" in words:
            mail = words.casefold().strip("<>. ")
            return mail in self.mails or _host(mail.partition("@")[2]) in self.hosts
        number = _number(words)
        if number and number in self.numbers:
            return True
        if "://" in words:
            address = words.casefold()
            return _host(address) in self.hosts or _host(address) + _page(address) in self.pages
        return self._is_in_address(words) or self._is_staff(words)

    def _is_in_address(self, words: str) -> bool:
        asked = _words(words)
        size = len(asked)
        is_number = size > 1 and asked[0][:1].isdigit()
        return is_number and any(
            self.address[at : at + size] == asked for at in range(len(self.address) - size + 1)
        )

    def _is_staff(self, words: str) -> bool:
        asked = _name(words)
        if not asked:
            return False
        return self.own_name.issuperset(asked) or any(_is_same_name(asked, name) for name in self.names)


def _is_same_name(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return asked == name or (len(asked) == 1 and asked[0] == name[-1]) or asked == (name[0], name[-1])


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _name(text: str) -> tuple[str, ...]:
    return tuple(word for word in _words(text.replace("-", "").replace(".", "")) if word not in _NO_NAMES)


def _number(text: str) -> str:
    digits = _DIGITS.sub("", text)
    return digits.removeprefix("1") if len(digits) == 11 else digits


def _page(address: str) -> str:
    """Return what stands behind the host: "/riverbend" of a profile, "" of a whole site."""
    return "/" + path.strip("/") if (path := _split(address)[1].strip("/")) else ""


def _host(text: str) -> str:
    return _split(text)[0].removeprefix("www.")


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""
