"""The words that staff read: none of the maker's own, no shouting."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "clinicwriter"

MAKERS_WORDS = re.compile(r"\b(?:slugs?|yaml|toml|markdown|front[ -]matter|repositor(?:y|ies)|git)\b", re.I)
SHOUT = re.compile(r"[a-z]!(?=\s|$)")
SPOKEN = re.compile(r"[\w’'-]+[.,:;]? [\w“\"…]|^[A-Z][a-z]+[.…]*$")
"""Two words after one another, or one word with a capital: what a person could be meant to read."""
CODE = re.compile(r"[{};=]\s|://|</?\w+|^\w+\(|^[\w.-]+/[\w./-]+$|^Q[A-Z]\w+$|\\[bwsd]|\*\.\w")
"""Style sheets, scripts, markup, addresses, names of classes and patterns."""


@dataclass(frozen=True)
class Text:
    """A string in the source that a person may come to read, and where it stands."""

    words: str
    place: str


def texts_in(source: str, name: str, *, errors_only: bool) -> Iterator[Text]:
    tree = ast.parse(source)
    skipped = {id(one) for one in _not_for_people(tree)}
    for root in _errors(tree) if errors_only else [tree]:
        for node in ast.walk(root):
            words = "" if id(node) in skipped else _words(node)
            if SPOKEN.search(words) and not CODE.search(words):
                yield Text(words, f"{name}:{getattr(node, 'lineno', 0)}")


def _words(node: ast.AST) -> str:
    """Return the string that a node is, with an ellipsis for each part that comes later."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _errors(tree: ast.AST) -> list[ast.AST]:
    """Return what is raised: its texts come to the desk, from whatever room."""
    return [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None]


def _not_for_people(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the strings that say something about the code, or to the person who helps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Assert) and node.msg is not None:
            yield from ast.walk(node.msg)
        elif isinstance(node, ast.keyword) and node.arg == "details":
            yield from ast.walk(node.value)
        elif isinstance(node, (ast.Subscript, ast.arg, ast.AnnAssign)):
            yield from ast.walk(node.slice if isinstance(node, ast.Subscript) else node.annotation or node)
        elif isinstance(node, ast.Call) and _name_of(node) in INNER_CALLS:
            yield from (inner for argument in node.args for inner in ast.walk(argument))


INNER_CALLS = {
    "setObjectName",
    "setProperty",
    "objectName",
    "property",
    "find_child",
    "findChild",
    "info",
    "debug",
    "warning",
    "getLogger",
    "cast",
    "connect",
    "compile",
    "icon",
    "TypeError",
    "ValueError",
    "RuntimeError",
    "LookupError",
    "KeyError",
    "NotImplementedError",
    "AssertionError",
}


def _name_of(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def all_texts() -> list[Text]:
    return [
        text
        for path in sorted(SOURCE.rglob("*.py"))
        for text in texts_in(
            path.read_text(encoding="utf-8"),
            path.relative_to(SOURCE).as_posix(),
            errors_only="ui" not in path.relative_to(SOURCE).parts,
        )
    ]


def faults(texts: list[Text]) -> list[str]:
    return [
        f"{text.place} says {text.words!r}"
        for text in texts
        if MAKERS_WORDS.search(text.words) or SHOUT.search(text.words)
    ]


def test_staff_never_read_a_word_of_the_makers() -> None:
    assert faults(all_texts()) == []


def test_the_window_has_texts_at_all() -> None:
    """The test above would pass for ever if it found none."""
    assert len([text for text in all_texts() if text.place.startswith("ui/")]) > 100


@pytest.mark.parametrize(
    "source",
    [
        'button.setText("Open repository")',
        'QAction("Markdown")',
        'raise SaveError("The front matter is broken.")',
        'LABELS = {1: "Edit the slug of this article"}',
        'label.setText(f"Saved {count} files!")',
    ],
)
def test_a_word_of_the_makers_is_seen(source: str) -> None:
    assert faults(list(texts_in(source, "x", errors_only=False)))


@pytest.mark.parametrize(
    "source",
    [
        '"""Turn Markdown into words."""',
        'field.setObjectName("slug field")',
        'raise SaveError("The details are broken.", details="the YAML ends on line 3")',
        'keys = {"slug": 1, "markdown": 2}',
        'x.setStyleSheet("QLabel#slug { color: red; }")',
        'assert ready, "the slug is there"',
    ],
)
def test_words_that_nobody_reads_may_be_the_makers(source: str) -> None:
    assert not faults(list(texts_in(source, "x", errors_only=False)))


@pytest.mark.parametrize("name", ["actions.toml", "how_it_works.toml"])
def test_the_tables_of_texts_have_none_of_the_makers_words_either(name: str):
    table = (SOURCE.parent.parent / "resources" / name).read_text("utf-8")
    assert [line for line in table.splitlines() if MAKERS_WORDS.search(line) or SHOUT.search(line)] == []
