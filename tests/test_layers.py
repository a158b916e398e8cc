"""Which room imports which: every import in the source at any depth, lazy and type-checking ones too."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
PACKAGE = "clinicwriter"

NO_ROOM: frozenset[str] = frozenset()
ALL_BUT_THE_FACES = frozenset(
    {
        *("article", "safekeeping", "importing", "publishing"),
        *("rendering", "language", "site", "checks", "sharing"),
    }
)
MAY_IMPORT = {
    "article": NO_ROOM,
    "safekeeping": NO_ROOM,
    "importing": NO_ROOM,
    "publishing": NO_ROOM,
    "rendering": frozenset({"article"}),
    "language": frozenset({"article"}),
    "site": frozenset({"article", "rendering", "safekeeping"}),
    "checks": frozenset({"article", "rendering", "language", "site"}),
    "sharing": frozenset({"article", "safekeeping", "importing", "rendering", "site"}),
    "cli": ALL_BUT_THE_FACES,
    "ui": ALL_BUT_THE_FACES,
    "__main__": frozenset({"cli", "ui"}),
    "errors": NO_ROOM,
    "resources": NO_ROOM,
    "__init__": NO_ROOM,
}
OPEN_TO_ALL = frozenset({"errors", "resources", "__init__"})
"""Modules beside the rooms that every room may import."""

SAYS_NOTHING = {"common", "utils", "util", "helpers", "misc", "shared", "core", "constants", "tools", "lib"}


@dataclass(frozen=True)
class Import:
    """One import of one of our modules: from where, of what, and whether it runs when the module does."""

    importer: str
    imported: str
    line: int
    is_at_start: bool


def modules() -> dict[str, Path]:
    """Return every module of the program by its dotted name."""
    found = {}
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports_of(module: str, text: str, known: set[str], *, is_package: bool) -> Iterator[Import]:
    tree = ast.parse(text)
    at_start = set(_nodes_at_start(tree))
    for node in ast.walk(tree):
        for name in _imported_names(node, module, is_package=is_package):
            target = _nearest_module(name, known)
            if target is not None and target != module:
                yield Import(module, target, node.lineno, node in at_start)  # type: ignore[attr-defined]


def _imported_names(node: ast.AST, module: str, *, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = module.split(".")
            keep = len(parents) - node.level + (1 if is_package else 0)
            base = ".".join([*parents[:keep], *([node.module] if node.module else [])])
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and _called(node) in {"import_module", "__import__"}:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return [first.value]
    return []


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _nearest_module(name: str, known: set[str]) -> str | None:
    """Return the module that this name is, or is in."""
    while name.partition(".")[0] == PACKAGE:
        if name in known:
            return name
        name = name.rpartition(".")[0]
    return None


def _nodes_at_start(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what runs when the module is imported: no function bodies, nothing for type checkers alone."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def all_imports() -> list[Import]:
    found = modules()
    known = set(found)
    return [
        one
        for module, path in found.items()
        for one in imports_of(
            module, path.read_text(encoding="utf-8"), known, is_package=path.name == "__init__.py"
        )
    ]


def trespasses(imports: list[Import]) -> list[str]:
    return [
        f"{one.importer}:{one.line} imports {one.imported}"
        for one in imports
        if (here := room_of(one.importer)) != (there := room_of(one.imported))
        and there not in OPEN_TO_ALL
        and there not in MAY_IMPORT[here]
    ]


def cycles(imports: list[Import]) -> list[list[str]]:
    """Return the knots: groups of modules of which each needs, in the end, each other one to start."""
    needs: dict[str, set[str]] = {}
    for one in imports:
        if one.is_at_start:
            needs.setdefault(one.importer, set()).add(one.imported)
    reach = {module: _reachable(module, needs) for module in needs}
    knots = {
        frozenset(other for other in reached if module in reach.get(other, set()))
        for module, reached in reach.items()
        if module in reached
    }
    return sorted(sorted(knot) for knot in knots)


def _reachable(start: str, needs: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(needs.get(start, ()))
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(needs.get(module, ()))
    return seen


# -- the promises ------------------------------------------------------------------------------


def test_every_room_imports_only_what_it_may() -> None:
    assert trespasses(all_imports()) == []


def test_every_folder_of_the_program_is_a_room_of_the_table() -> None:
    assert {room_of(module) for module in modules()} <= set(MAY_IMPORT)


def test_no_two_modules_need_each_other_to_start() -> None:
    assert cycles(all_imports()) == []


def test_only_the_window_imports_qt() -> None:
    strangers = [
        module
        for module, path in modules().items()
        if room_of(module) != "ui" and _mentions_qt(path.read_text(encoding="utf-8"))
    ]
    assert strangers == []


def _mentions_qt(text: str) -> bool:
    names = [
        name for node in ast.walk(ast.parse(text)) for name in _imported_names(node, "x", is_package=False)
    ]
    return any(name.split(".")[0] in {"PySide6", "shiboken6"} for name in names)


def test_every_module_is_named_for_what_lives_in_it() -> None:
    named = {part for module in modules() for part in module.split(".")}
    assert named & SAYS_NOTHING == set()


def test_every_module_begins_by_saying_what_lives_in_it() -> None:
    silent = [
        module
        for module, path in modules().items()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


# -- the reader of imports itself --------------------------------------------------------------

KNOWN = {
    "clinicwriter",
    "clinicwriter.article",
    "clinicwriter.site",
    "clinicwriter.ui",
    "clinicwriter.ui.window",
}


@pytest.mark.parametrize(
    "text",
    [
        "import clinicwriter.ui.window",
        "from clinicwriter.ui import window",
        "from clinicwriter.ui.window import Window",
        "from ..ui import window",
        "def later():\n    from clinicwriter.ui import window",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import clinicwriter.ui.window",
        "import importlib\nimportlib.import_module('clinicwriter.ui.window')",
        "class Lazy:\n    def x(self):\n        return lambda: __import__('clinicwriter.ui.window')",
    ],
)
def test_an_import_is_seen_wherever_it_hides(text: str) -> None:
    found = list(imports_of("clinicwriter.site", text, KNOWN, is_package=True))
    assert [one.imported for one in found] == ["clinicwriter.ui.window"]
    assert trespasses(found) == [f"clinicwriter.site:{found[0].line} imports clinicwriter.ui.window"]


def test_a_knot_of_two_modules_is_seen() -> None:
    knot = [Import("a", "b", 1, True), Import("b", "c", 1, True), Import("c", "a", 1, True)]
    assert cycles([*knot, Import("d", "a", 1, True)]) == [["a", "b", "c"]]
    assert cycles([*knot[:2], Import("c", "a", 1, False)]) == []
