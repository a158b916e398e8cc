"""Whether everything inside may be given away as it is: each licence looked at, and any GPL refused."""

import re
import sys
from collections.abc import Iterator, Sequence

from clinicwriter.ui.about.components import Component, all_components

ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-CMU",
    "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unicode-3.0", "Unlicense", "X11", "Zlib", "blessing", "bzip2-1.0.6",
    # A library under the LGPL lies in files of its own here, which anybody may replace.
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later",
})  # fmt: skip
ALLOWED_EXCEPTIONS = frozenset({"Bootloader-exception", "LLVM-exception"})
"""With these, what is made with a program of that licence is free of it."""
_WORDS = re.compile(r"\(|\)|[\w.+-]+")


class LicenceError(Exception):
    """Something inside may not be given away, or nobody said under which licence it is."""


def main(_arguments: list[str]) -> int:
    """Print what is inside with its licence; fail where one of them does not allow it."""
    components = all_components()
    width = max(len(component.name) for component in components)
    for component in components:
        print(f"{component.name:{width}}  {component.version:10}  {component.licence or 'not said'}")
    faults = list(find_faults(components))
    for fault in faults:
        print(f"NOT ALLOWED: {fault}")
    return 1 if faults else 0


def find_faults(components: Sequence[Component]) -> Iterator[str]:
    """Yield a sentence for each component that may not go in as it is."""
    for component in components:
        if not component.licence:
            yield f"{component.name} does not say its licence. Name it in resources/licences/parts.toml."
        elif not is_allowed(component.licence):
            yield f"{component.name} is under {component.licence}."
        elif not component.read_text():
            yield f"{component.name} has no text of its licence with it."


def is_allowed(expression: str) -> bool:
    """Say whether an SPDX expression leaves a choice that is allowed. Raises ``LicenceError`` for no SPDX."""
    words = _WORDS.findall(expression)
    allowed, rest = _any_of(words, expression)
    if rest:
        raise LicenceError(f"“{expression}” is no licence expression.")
    return allowed


def _any_of(words: list[str], whole: str) -> tuple[bool, list[str]]:
    allowed, words = _all_of(words, whole)
    while words[:1] == ["OR"]:
        other, words = _all_of(words[1:], whole)
        allowed = allowed or other
    return allowed, words


def _all_of(words: list[str], whole: str) -> tuple[bool, list[str]]:
    allowed, words = _one(words, whole)
    while words[:1] == ["AND"]:
        other, words = _one(words[1:], whole)
        allowed = allowed and other
    return allowed, words


def _one(words: list[str], whole: str) -> tuple[bool, list[str]]:
    if words[:1] == ["("]:
        allowed, words = _any_of(words[1:], whole)
        if words[:1] != [")"]:
            raise LicenceError(f"“{whole}” is no licence expression.")
        return allowed, words[1:]
    if not words:
        raise LicenceError(f"“{whole}” is no licence expression.")
    allowed, words = words[0] in ALLOWED, words[1:]
    if words[:1] == ["WITH"]:
        return words[1:2] != [] and words[1] in ALLOWED_EXCEPTIONS, words[2:]
    return allowed, words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
