"""Make the medical word list that ships with the program.

    python packaging/make_medical_words.py drug_named_entity_recognition-2.0.9-py3-none-any.whl

Of that package (from PyPI, MIT) the rows of the DrugBank open vocabulary (CC0) are taken, and of these the
canonical names alone: its synonyms hold foreign spellings, so that "gabapentine" would pass. Added are the
words of ``packaging/words/clinic_words.txt``; those of ``left_out.txt`` beside it are left out.
"""

from __future__ import annotations

import bz2
import io
import pickle
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
OWN_WORDS = ROOT / "packaging" / "words" / "clinic_words.txt"
LEFT_OUT = ROOT / "packaging" / "words" / "left_out.txt"
TARGET = ROOT / "resources" / "words" / "medical.txt"
TABLE = "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"
LEAST_LETTERS = 5
"""Shorter names of substances are near too many ordinary words."""
_ONE_WORD = re.compile(r"[A-Za-z][a-z]+[AB]?|[A-Z]{5,}")
_FEW_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){1,2}")
HEADER = (
    "# Medical words, one a line. Names of medicines: canonical names of the DrugBank open vocabulary\n"
    "# (CC0 1.0); the others were written for this project. Made by packaging/make_medical_words.py.\n"
)


class _PlainUnpickler(pickle.Unpickler):
    """Read plain values alone: a pickle can name any function to be called."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"The table holds {module}.{name}, which is no plain value.")


def main(wheel: Path) -> None:
    """Write the list."""
    words = _without(read_drug_names(wheel), _lines(LEFT_OUT)) | read_own_words(OWN_WORDS)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"{word}\n" for word in sorted(words, key=lambda word: (word.casefold(), word)))
    TARGET.write_text(HEADER + body, encoding="utf-8", newline="\n")
    print(f"{len(words)} words in {TARGET.relative_to(ROOT)}")


def read_drug_names(wheel: Path) -> set[str]:
    """Return the words of DrugBank's canonical names."""
    with zipfile.ZipFile(wheel) as archive:
        table = bz2.decompress(archive.read(TABLE))
    data = _PlainUnpickler(io.BytesIO(table)).load()
    return set(_words_of_names(data["drug_canonical_to_data"].values()))


def _words_of_names(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        name = row.get("name", "")
        if "drugbank_id" not in row:
            continue
        if _ONE_WORD.fullmatch(name):
            yield _usual(name)
        elif "medline_plus_id" in row and _FEW_WORDS.fullmatch(name):
            # A medicine that people are given: its salt or kind is written as well.
            yield from (_usual(word) for word in name.split() if _ONE_WORD.fullmatch(word))


def _usual(name: str) -> str:
    """Return a substance's name as it is written within a sentence."""
    return name[0].lower() + name[1:] if name[-1] in "AB" and name[1:-1].islower() else name.lower()


def _without(words: Iterable[str], left_out: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) >= LEAST_LETTERS} - set(left_out)


def read_own_words(path: Path) -> set[str]:
    """Return the words of a file with the endings that each line gives them."""
    words: set[str] = set()
    for line in _lines(path):
        word, *endings = line.split()
        words.add(word)
        words.update(word + ending for ending in endings)
    return words


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
