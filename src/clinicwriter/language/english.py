"""The kinds of English that articles are written in, and which one a computer's system asks for."""

from __future__ import annotations

from enum import StrEnum


class English(StrEnum):
    """A kind of English. The value is how settings keep it."""

    AMERICAN = "american"
    BRITISH = "british"
    AUSTRALIAN = "australian"
    CANADIAN = "canadian"

    @property
    def label(self) -> str:
        """Return what people call it."""
        return _LABELS[self]


_LABELS = {
    English.AMERICAN: "English (US)",
    English.BRITISH: "English (UK)",
    English.AUSTRALIAN: "English (Australia)",
    English.CANADIAN: "English (Canada)",
}
_BY_COUNTRY = {
    "US": English.AMERICAN, "PH": English.AMERICAN, "LR": English.AMERICAN,
    "AU": English.AUSTRALIAN, "NZ": English.AUSTRALIAN,
    "CA": English.CANADIAN,
}  # fmt: skip


def english_for(locale: str) -> English:
    """Return the English of a system's locale such as "en_GB"; American where it names no country.

    Countries without an entry of their own write as Britain does.
    """
    language, _, rest = locale.replace("-", "_").partition("_")
    country = rest.partition(".")[0].rpartition("_")[2].upper()
    if language.lower() != "en" or not country:
        return English.AMERICAN
    return _BY_COUNTRY.get(country, English.BRITISH)
